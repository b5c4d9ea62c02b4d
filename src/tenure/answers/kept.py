"""What a line comes to as bytes that the shelf keeps, and back."""

import json
import zlib
from datetime import date
from typing import Any, Final

from tenure.folding.commitments import Pledge
from tenure.folding.folded import LineState
from tenure.folding.segments import Stretch
from tenure.model.ids import ClaimId, CommitmentId, ConflictId, HolderId, PlaceId, SegmentId
from tenure.model.tenure import (
    Aspect,
    Bounds,
    Commitment,
    Conflict,
    ConflictKind,
    Direction,
    LineId,
    Outcome,
    Segment,
    Status,
    Verdict,
    Weight,
)

UNREADABLE: Final = (ValueError, TypeError, LookupError, zlib.error, AttributeError)
"""What unpacking bytes raises that `packed` never made."""
_EXPANSION: Final = 100
"""So many times its size a body unpacks to at most; in a record of 40,000 claims the most is 6.5."""


def packed(state: LineState) -> bytes:
    """The segments of a line with the weights of their claims, as bytes: the same state gives the same bytes."""
    return zlib.compress(_bytes([_stretch(one) for one in state.stretches]), 1)


def packed_rest(state: LineState) -> bytes | None:
    """The commitments and conflicts of a line as bytes; None where there are none."""
    if not state.pledges and not state.conflicts:
        return None
    pledges = [[_commitment(one.by_then), one.due, _commitment(one.afterwards)] for one in state.pledges]
    return _bytes([pledges, [_conflict(one) for one in state.conflicts]])


def unpacked(line: LineId, body: bytes, rest: bytes | None) -> LineState:
    """The state of a line that `packed` and `packed_rest` made bytes of."""
    stretches = tuple(_stretch_of(line, one) for one in _value(_inflated(body)))
    return LineState(stretches, *unpacked_rest(line, rest))


def unpacked_rest(line: LineId, rest: bytes | None) -> tuple[tuple[Pledge, ...], tuple[Conflict, ...]]:
    """The commitments and conflicts that `packed_rest` made bytes of."""
    pledges, conflicts = _value(rest) if rest else ([], [])
    return (
        tuple(Pledge(_commitment_of(line, one), due, _commitment_of(line, other)) for one, due, other in pledges),
        tuple(_conflict_of(one) for one in conflicts),
    )


def _bytes(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "surrogatepass")


def _value(body: bytes) -> Any:
    return json.loads(body.decode("utf-8", "surrogatepass"))


def _inflated(body: bytes) -> bytes:
    """The bytes that were packed.

    Raises:
        ValueError: they are many times more than any that `packed` made, or cut off.
    """
    inflater = zlib.decompressobj()
    data = inflater.decompress(body, _EXPANSION * len(body))
    if not inflater.eof:
        raise ValueError("a body of the shelf is damaged")
    return data


def ids_in(state: LineState) -> list[str]:
    """The ids of everything that a line tells."""
    pledged = (one.id for pledge in state.pledges for one in (pledge.by_then, pledge.afterwards))
    return [*(one.segment.id for one in state.stretches), *dict.fromkeys(pledged), *(one.id for one in state.conflicts)]


def _line(line: LineId) -> list[str]:
    return [line.place, line.holder, line.aspect.value]


def _line_of(row: Any) -> LineId:
    place, holder, aspect = row
    return LineId(PlaceId(place), HolderId(holder), Aspect(aspect))


def _stretch(one: Stretch) -> list[Any]:
    segment, bounds = one.segment, one.segment.bounds
    edges = (bounds.start_earliest, bounds.start_latest, bounds.end_earliest, bounds.end_latest)
    return [
        segment.id, segment.status.value, [day and day.toordinal() for day in edges], segment.support_millinats,
        segment.verdict.value, [_weight(weight) for weight in segment.weights], segment.implied, segment.rule,
        one.begun_by, one.ended_by, one.days, one.amounts, one.half_life,
    ]  # fmt: skip


def _stretch_of(line: LineId, row: Any) -> Stretch:
    key, status, edges, support, verdict, weights, implied, rule, begun_by, ended_by, days, amounts, half_life = row
    segment = Segment(
        SegmentId(key), line, Status(status), Bounds(*(_day(edge) for edge in edges)), support, Verdict(verdict),
        tuple(_weight_of(weight) for weight in weights), None, None, False, implied, None, rule,
    )  # fmt: skip
    said = tuple((high, words) for high, words in amounts)
    return Stretch(segment, begun_by, ended_by, tuple(days), said, half_life)


def _weight(one: Weight) -> list[Any]:
    return [one.claim, one.origin, one.millinats, one.reasons, one.implied_by and _line(one.implied_by)]


def _weight_of(row: Any) -> Weight:
    claim, origin, millinats, reasons, implied_by = row
    return Weight(ClaimId(claim), origin, millinats, tuple(reasons), _line_of(implied_by) if implied_by else None)


def _commitment(one: Commitment) -> list[Any]:
    return [
        one.id, one.direction.value, one.modality, one.speakers, one.announced_on and one.announced_on.toordinal(),
        one.deadline, one.outcome.value, one.outcome_note, one.claims, one.outcome_claims, one.rule,
    ]  # fmt: skip


def _commitment_of(line: LineId, row: Any) -> Commitment:
    key, direction, modality, speakers, announced, deadline, outcome, note, claims, outcome_claims, rule = row
    return Commitment(
        CommitmentId(key), line, Direction(direction), modality, tuple(speakers), _day(announced), deadline,
        Outcome(outcome), note, _claims_of(claims), _claims_of(outcome_claims), rule,
    )  # fmt: skip


def _conflict(one: Conflict) -> list[Any]:
    lines = [_line(line) for line in one.lines]
    return [one.id, one.kind.value, lines, one.side_a, one.side_b, one.settled_by, one.rule]


def _conflict_of(row: Any) -> Conflict:
    key, kind, lines, side_a, side_b, settled_by, rule = row
    return Conflict(
        ConflictId(key), ConflictKind(kind), tuple(_line_of(line) for line in lines), _claims_of(side_a),
        _claims_of(side_b), settled_by, rule,
    )  # fmt: skip


def _claims_of(row: Any) -> tuple[ClaimId, ...]:
    return tuple(ClaimId(claim) for claim in row)


def _day(ordinal: int | None) -> date | None:
    return date.fromordinal(ordinal) if ordinal else None
