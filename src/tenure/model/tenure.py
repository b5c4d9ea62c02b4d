"""What the fold derives: segments, commitments and conflicts. Never typed in, never edited."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tenure.model.ids import ClaimId, CommitmentId, ConflictId, HolderId, PlaceId, SegmentId


class Aspect(StrEnum):
    """What a line is about."""

    PRESENCE = "presence"
    CONTROL = "control"
    COOPERATION = "co-operation"

    # A line is looked up very often, and an enumeration hashes its name in Python.
    __hash__ = str.__hash__


class Status(StrEnum):
    """What is known of a holder at a place during a segment."""

    PRESENT = "present"
    REDUCED = "reduced"
    LEAVING = "leaving"
    EXPECTED = "expected"
    GONE = "gone"
    BARRED = "barred"
    HOLDS = "holds"
    SHARES = "shares"
    TRANSFERRING = "transferring"
    LOST = "lost"
    ENDED = "ended"
    CONTESTED = "contested"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """How the support of a segment is to be read, first that fits."""

    DISPUTED = "disputed"
    CONTESTED_BY_PARTIES = "contested by the parties only"
    CLAIMED_BY_PARTY = "claimed by an interested party only"
    CONFIRMED = "confirmed"
    CORROBORATED = "corroborated"
    REPORTED = "reported"
    UNLIKELY = "unlikely"
    NONE = "no evidence"


class Outcome(StrEnum):
    """What came of a commitment."""

    OPEN = "open"
    KEPT = "kept"
    KEPT_LATE = "kept late"
    OVERDUE = "overdue"
    BROKEN = "broken"
    DROPPED = "dropped"


class Direction(StrEnum):
    """What a commitment promises, orders, asks for or foresees."""

    COME = "come"
    LEAVE = "leave"
    HAND_OVER = "hand over"
    TAKE_OVER = "take over"
    STAY = "stay"


@dataclass(frozen=True, slots=True, order=True)
class LineId:
    """One line of the record: a place, a holder, an aspect.

    `place` is a gazetteer id, or `text:<words>` for a place that could not be resolved.
    """

    place: PlaceId
    holder: HolderId
    aspect: Aspect


@dataclass(frozen=True, slots=True)
class Weight:
    """One claim's part in a segment's support, in millinats, and why it is that much."""

    claim: ClaimId
    origin: str
    millinats: int
    reasons: tuple[str, ...] = ()
    implied_by: LineId | None = None
    """The line the evidence rose or sank from; None where it is direct."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """When a segment starts and ends, each earliest and latest; None is unbounded (days, inclusive)."""

    start_earliest: date | None
    start_latest: date | None
    end_earliest: date | None
    end_latest: date | None


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one line's history with one status, and the claims it rests on."""

    id: SegmentId
    line: LineId
    status: Status
    bounds: Bounds
    support_millinats: int
    verdict: Verdict
    weights: tuple[Weight, ...]
    """Claims for (positive) and against (negative), strongest first."""
    first_seen: date | None
    last_confirmed: date | None
    stale: bool
    implied: bool
    quantity: str | None
    """The latest level or share that was reported, in words ("about 50 percent")."""
    rule: str
    """The named, versioned rule that made it, e.g. `walk/1`."""
    faded_millinats: int = 0
    """The support as it has faded since the last confirmation, on the day the state is told for."""


@dataclass(frozen=True, slots=True)
class Commitment:
    """What was announced, agreed, ordered, asked for or foreseen, and what came of it."""

    id: CommitmentId
    line: LineId
    direction: Direction
    modality: str
    """The strongest modality among its claims."""
    speakers: tuple[str, ...]
    announced_on: date | None
    deadline: str | None
    """EDTF, as said."""
    outcome: Outcome
    outcome_note: str
    claims: tuple[ClaimId, ...]
    outcome_claims: tuple[ClaimId, ...]
    rule: str


class ConflictKind(StrEnum):
    """How claims stand against each other."""

    OPPOSITE = "opposite"
    SELF_CONTRADICTION = "self-contradiction"
    SUNK_ABSENCE = "absence over presence"
    TWO_HOLDERS = "two sole holders"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sides that cannot both be so, and what would settle it."""

    id: ConflictId
    kind: ConflictKind
    lines: tuple[LineId, ...]
    side_a: tuple[ClaimId, ...]
    side_b: tuple[ClaimId, ...]
    settled_by: str
    rule: str
