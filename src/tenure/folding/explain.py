"""Why a line stands as it does: every number unfolds to the claims, weights and rules behind it."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tenure.folding.fold import State
from tenure.model.ids import ClaimId, HolderId, PlaceId
from tenure.model.statement import Statement
from tenure.model.tenure import Commitment, Conflict, LineId, Segment, Weight

# The scale of words of US Intelligence Community Directive 203, by the share up to which each is used.
_WORDS: Final = (
    (0.05, "almost no chance"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "roughly even chance"),
    (0.80, "likely"),
    (0.95, "very likely"),
    (1.00, "almost certain"),
)


@dataclass(frozen=True, slots=True)
class Ground:
    """One claim's weight in a segment, with the statement it comes from."""

    weight: Weight
    statement: Statement | None


@dataclass(frozen=True, slots=True)
class OriginSum:
    """What one origin adds to a segment, claim by claim."""

    origin: str
    millinats: int
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class SegmentReason:
    """A segment as a sum over origins; `sum_millinats` is the sum before it is cut at the ceiling."""

    segment: Segment
    origins: tuple[OriginSum, ...]
    sum_millinats: int
    support: float
    word: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything behind one line."""

    line: LineId
    segments: tuple[SegmentReason, ...]
    commitments: tuple[Commitment, ...]
    conflicts: tuple[Conflict, ...]


def lines_of(state: State, place: PlaceId | None = None, holder: HolderId | None = None) -> tuple[LineId, ...]:
    """The lines of a state at a place, of a holder, or both; all of them where neither is given."""
    lines = {segment.line for segment in state.segments} | {commitment.line for commitment in state.commitments}
    return tuple(sorted(line for line in lines if place in (None, line.place) and holder in (None, line.holder)))


def explain(state: State, line: LineId, statements: Sequence[Statement]) -> Explanation:
    """Why a line stands as it does."""
    by_claim = {statement.claim.id: statement for statement in statements}
    return Explanation(
        line,
        tuple(_reason(segment, by_claim) for segment in state.segments if segment.line == line),
        tuple(commitment for commitment in state.commitments if commitment.line == line),
        tuple(conflict for conflict in state.conflicts if line in conflict.lines),
    )


def _reason(segment: Segment, statements: Mapping[ClaimId, Statement]) -> SegmentReason:
    grouped: dict[str, list[Ground]] = defaultdict(list)
    for weight in segment.weights:
        grouped[weight.origin].append(Ground(weight, statements.get(weight.claim)))
    sums = [OriginSum(o, sum(g.weight.millinats for g in grounds), tuple(grounds)) for o, grounds in grouped.items()]
    sums.sort(key=lambda s: (-abs(s.millinats), s.origin))
    share = support_share(segment.support_millinats)
    return SegmentReason(segment, tuple(sums), sum(s.millinats for s in sums), share, likelihood_word(share))


def support_share(millinats: int) -> float:
    """Log-odds in millinats as a number from 0 to 1, to three digits."""
    return round(1 / (1 + math.exp(-millinats / 1000)), 3)


def likelihood_word(share: float) -> str:
    """The word of ICD 203 for a share of support."""
    return next(word for limit, word in _WORDS if share <= limit)
