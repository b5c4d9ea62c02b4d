"""What changed between two states: in the world, in what is known of it, or by correction."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from tenure.folding.fold import State
from tenure.folding.rules import SEEN
from tenure.folding.standing import segment_on
from tenure.model.ids import ClaimId
from tenure.model.tenure import Commitment, LineId, Outcome, Segment, Status

_BACKGROUND: Final = frozenset({Status.PRESENT, Status.HOLDS, Status.SHARES, Status.LEAVING, Status.TRANSFERRING})


class ChangeKind(StrEnum):
    """Why two states differ."""

    IN_THE_WORLD = "new in the world"
    NEWLY_KNOWN = "newly known"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Change:
    """A line's segment that is not as it was; `before` stood in the old state, `after` stands in the new."""

    kind: ChangeKind
    line: LineId
    before: Segment | None
    after: Segment | None
    certain: bool
    """Whether the change surely lies after the first day, where it is new in the world."""


@dataclass(frozen=True, slots=True)
class CommitmentChange:
    """A commitment that is new, or of which more has come."""

    before: Commitment | None
    after: Commitment | None


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that differs between two states."""

    segments: tuple[Change, ...]
    commitments: tuple[CommitmentChange, ...]


def changes_between(old: State, new: State, first: date, last: date) -> Changes:
    """What differs between the state known by the first day and the one known by the last.

    A change of status within (first, last] is new in the world; an older one that the old state lacked is newly
    known; one that goes against what the old state had evidence for, or whose evidence was withdrawn, is a correction.
    """
    before, then = _surely_standing(old, first), _surely_standing(new, first)
    histories: dict[LineId, list[Segment]] = defaultdict(list)
    for segment in new.segments:
        histories[segment.line].append(segment)
    found: list[Change] = []
    for line in sorted({*before, *histories}):
        history = histories.get(line, [])
        found.extend(_by_then(line, before.get(line), then.get(line), history))
        found.extend(_since_then(line, then.get(line), history, first, last))
    return Changes(tuple(found), tuple(_commitment_changes(old.commitments, new.commitments)))


def _surely_standing(state: State, day: date) -> dict[LineId, Segment]:
    """The segment of each line that had surely begun by a day."""
    standing = {s.line: s.segment for s in segment_on(state, day)}
    return {k: s for k, s in standing.items() if s.bounds.start_latest is not None and s.bounds.start_latest <= day}


def _by_then(
    line: LineId, before: Segment | None, then: Segment | None, history: Sequence[Segment]
) -> Iterator[Change]:
    """What is now said otherwise of the first day."""
    if before is None and then is not None:
        yield Change(ChangeKind.NEWLY_KNOWN, line, None, then, certain=True)
    elif before is not None and (then is None or then.status != before.status):
        yield Change(_why(before, then, history), line, before, then, certain=True)


def _since_then(
    line: LineId, then: Segment | None, history: Sequence[Segment], first: date, last: date
) -> Iterator[Change]:
    """What has, or may have, changed after the first day."""
    inside = [s for s in history if s.bounds.start_latest is not None and first < s.bounds.start_latest <= last]
    previous = then
    for index, segment in enumerate(inside):
        start = segment.bounds.start_earliest
        if previous is None or previous.status != segment.status:
            if segment.rule == SEEN and segment.status in _BACKGROUND:
                # Where it also ended since, the end tells it: "present before" is no news of its own.
                if index + 1 == len(inside):
                    yield Change(ChangeKind.NEWLY_KNOWN, line, previous, segment, certain=False)
            else:
                yield Change(
                    ChangeKind.IN_THE_WORLD, line, previous, segment, certain=start is not None and start > first
                )
        previous = segment


def _why(before: Segment, then: Segment | None, history: Sequence[Segment]) -> ChangeKind:
    """A correction where old evidence is gone or contradicted; else the old state had simply not heard of it."""
    standing = {weight.claim for segment in history for weight in segment.weights}
    lost = any(weight.claim not in standing for weight in before.weights if weight.millinats > 0)
    if then is None or lost:
        return ChangeKind.CORRECTED
    begun, seen = then.bounds.start_latest, before.last_confirmed
    if begun is None or seen is None:
        return ChangeKind.NEWLY_KNOWN
    contradicted = begun < seen or (begun == seen and then.rule == SEEN)
    return ChangeKind.CORRECTED if contradicted else ChangeKind.NEWLY_KNOWN


def _commitment_changes(old: Sequence[Commitment], new: Sequence[Commitment]) -> Iterator[CommitmentChange]:
    by_claim: dict[tuple[ClaimId, LineId, str], Commitment] = {
        (claim, c.line, c.direction): c for c in old for claim in c.claims
    }
    matched: set[str] = set()
    for commitment in new:
        earlier = next(
            (c for claim in commitment.claims if (c := by_claim.get((claim, commitment.line, commitment.direction)))),
            None,
        )
        if earlier is not None:
            matched.add(earlier.id)
        if earlier is None or _said(earlier) != _said(commitment):
            yield CommitmentChange(earlier, commitment)
    for commitment in old:
        if commitment.id not in matched:
            yield CommitmentChange(commitment, None)


def _said(commitment: Commitment) -> tuple[Outcome, str | None, str]:
    return (commitment.outcome, commitment.deadline, commitment.modality)
