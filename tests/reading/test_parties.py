import pytest

from tenure.reading.parties import belongings_of
from tenure.reading.pointers import Pointed


def states(phrase, pointed, gazetteer):
    return [
        one.state for one in belongings_of(phrase, [Pointed(name, None, score) for name, score in pointed], gazetteer)
    ]


@pytest.mark.parametrize(
    ("phrase", "pointed", "wanted"),
    [
        ("Russian border guards", [("Armenia", 0.9)], ["Russia"]),
        ("their men", [("Armenia", 0.9), (None, 0.05)], ["Armenia"]),
        ("their men", [("Armenia", 0.3), ("Russia", 0.28)], [None]),
        ("the soldiers", [(None, 0.8), ("Russia", 0.2)], [None]),
        (None, [("Russia", 0.8)], ["Russia"]),
        ("Indian and Sri Lankan peacekeepers", [], ["India", "Sri Lanka"]),
        ("both sides", [("India", 0.5), ("China", 0.45)], ["India", "China"]),
        ("the garrison", [("India", 0.5), ("China", 0.45)], ["India"]),
    ],
)
def test_whose_a_phrase_is(phrase, pointed, wanted, gazetteer):
    assert states(phrase, pointed, gazetteer) == wanted
