"""A claim: what one passage of one report says about one holder at one place."""

from dataclasses import dataclass, replace
from enum import StrEnum

from tenure.model.ids import ClaimId, HolderId, Json, PlaceId, ReportId, id_of


class Family(StrEnum):
    """The five families of events."""

    PRESENCE = "presence"
    CONTROL = "control"
    SITE = "site"
    ACCESS = "access"
    COOPERATION = "co-operation"


class Event(StrEnum):
    """What is said to be the case or to happen; the holder is the subject."""

    STATION = "station"
    DEPLOY = "deploy"
    REINFORCE = "reinforce"
    REDUCE = "reduce"
    WITHDRAW = "withdraw"
    HOLD = "hold"
    TAKE_OVER = "take_over"
    HAND_OVER = "hand_over"
    LOSE = "lose"
    PREPARE = "prepare"
    OPEN = "open"
    CLOSE = "close"
    BAR = "bar"
    ADMIT = "admit"
    SHARE = "share"
    PART = "part"

    # Events and modalities are looked up for every claim, and an enumeration hashes its name in Python.
    __hash__ = str.__hash__

    @property
    def family(self) -> Family:
        """The family the event belongs to."""
        return _FAMILIES[self]


_FAMILIES = {
    Event.STATION: Family.PRESENCE,
    Event.DEPLOY: Family.PRESENCE,
    Event.REINFORCE: Family.PRESENCE,
    Event.REDUCE: Family.PRESENCE,
    Event.WITHDRAW: Family.PRESENCE,
    Event.HOLD: Family.CONTROL,
    Event.TAKE_OVER: Family.CONTROL,
    Event.HAND_OVER: Family.CONTROL,
    Event.LOSE: Family.CONTROL,
    Event.PREPARE: Family.SITE,
    Event.OPEN: Family.SITE,
    Event.CLOSE: Family.SITE,
    Event.BAR: Family.ACCESS,
    Event.ADMIT: Family.ACCESS,
    Event.SHARE: Family.COOPERATION,
    Event.PART: Family.COOPERATION,
}


class Modality(StrEnum):
    """How the passage presents the event."""

    ACTUAL = "actual"
    UNDERWAY = "underway"
    AGREED = "agreed"
    ORDERED = "ordered"
    PLANNED = "planned"
    REQUESTED = "requested"
    POSSIBLE = "possible"
    REFUSED = "refused"

    __hash__ = str.__hash__


class Unit(StrEnum):
    """What a quantity counts."""

    PERSONS = "persons"
    SITES = "sites"
    PERCENT = "percent"
    VEHICLES = "vehicles"
    AIRCRAFT = "aircraft"
    SHIPS = "ships"
    UNITS = "units"


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """An exact slice of a report's text: `text[start:end] == exact`, in code points."""

    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class Party:
    """A holder or counterparty: the words, and what they were resolved to.

    `quote` is None where the passage leaves the holder to be understood; `state` is the usual
    English short name of the state or non-state organisation.
    """

    quote: Quote | None
    state: str | None = None
    name: str | None = None
    id: HolderId | None = None
    unit: str | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Locus:
    """Where a claim is about: the words, and the gazetteer entry they were resolved to.

    An unresolved place keeps its words: `id` is then None and `name` the words or the antecedent's.
    """

    quote: Quote | None
    name: str | None = None
    id: PlaceId | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many or how much; a bound that the words leave open is None."""

    quote: Quote
    low: float | None
    high: float | None
    unit: Unit


@dataclass(frozen=True, slots=True)
class TimeRef:
    """A valid time: EDTF, the words it came from, and how they were anchored."""

    edtf: str
    quote: Quote | None = None
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says so; `quote` is None where the name was found by co-reference elsewhere."""

    name: str
    quote: Quote | None = None
    side: str | None = None
    """The state or organisation the speaker speaks for, where the report tells."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What read a claim: name and version of the reader, and the rule or model part that fired."""

    name: str
    version: str
    rule: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement, with the exact words each part was read from."""

    id: ClaimId
    report: ReportId
    event: Event
    modality: Modality
    negated: bool
    holder: Party
    place: Locus
    sentence: Quote
    trigger: Quote
    reader: Reader
    confidence: float
    counterparty: Party | None = None
    quantity: Quantity | None = None
    when: TimeRef | None = None
    deadline: TimeRef | None = None
    speaker: Speaker | None = None
    basis: Quote | None = None
    continuing: bool = False
    """Whether the passage presents a state as already so and going on ("will remain", "would continue to guard")."""
    partial: bool = False
    """Whether the passage speaks of a part only ("some", "half of", "several posts"), so nothing below follows."""
    scores: tuple[tuple[str, float], ...] = ()
    """How sure the reader is of each part: ("trigger", 0.97), ("holder", 0.88), …"""

    def quotes(self) -> tuple[tuple[str, Quote], ...]:
        """Every part that was read from the text, by name, the sentence first."""
        parts = (
            ("sentence", self.sentence),
            ("trigger", self.trigger),
            ("holder", self.holder.quote),
            ("counterparty", self.counterparty.quote if self.counterparty else None),
            ("place", self.place.quote),
            ("quantity", self.quantity.quote if self.quantity else None),
            ("when", self.when.quote if self.when else None),
            ("deadline", self.deadline.quote if self.deadline else None),
            ("speaker", self.speaker.quote if self.speaker else None),
            ("basis", self.basis),
        )
        return tuple((name, quote) for name, quote in parts if quote is not None)


def identified(claim: Claim) -> Claim:
    """The claim under the id that hashes what it says and where it was read.

    What read it, how sure it was and when do not count: two readers that agree meet on one claim.
    """
    said: Json = {
        "report": claim.report,
        "event": claim.event,
        "modality": claim.modality,
        "negated": claim.negated,
        "continuing": claim.continuing,
        "partial": claim.partial,
        "holder": _party_facts(claim.holder),
        "counterparty": _party_facts(claim.counterparty) if claim.counterparty else None,
        "place": [claim.place.id, claim.place.name],
        "when": claim.when.edtf if claim.when else None,
        "deadline": claim.deadline.edtf if claim.deadline else None,
        "quantity": [claim.quantity.low, claim.quantity.high, claim.quantity.unit] if claim.quantity else None,
        "speaker": claim.speaker.name if claim.speaker else None,
        "spans": [[name, quote.start, quote.end] for name, quote in claim.quotes()],
    }
    return replace(claim, id=ClaimId(id_of("c1", said)))


def _party_facts(party: Party) -> Json:
    return [party.state, party.id, party.name, party.unit]
