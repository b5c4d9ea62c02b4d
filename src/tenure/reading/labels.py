"""The closed label sets of the reader, in the order in which the model scores them."""

EVENTS = (
    "station", "deploy", "reinforce", "reduce", "withdraw", "hold", "take_over", "hand_over", "lose",
    "prepare", "open", "close", "bar", "admit", "share", "part",
)  # fmt: skip
MODALITIES = ("actual", "underway", "agreed", "ordered", "planned", "requested", "possible", "refused")
ROLES = ("holder", "place", "counterparty", "quantity", "when", "deadline", "speaker")
UNITS = ("persons", "sites", "percent", "vehicles", "aircraft", "ships", "units")
POINTERS = ("holder", "counterparty", "place")
CASES = 5
DISTANCES = 7
FAR = 12
BEFORE, AFTER = 2, 0
