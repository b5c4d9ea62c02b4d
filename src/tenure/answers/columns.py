"""The stretches of all lines as columns of whole numbers: what stands on a day is chosen before any word is made."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from tenure.folding.folded import LineState
from tenure.folding.rules import RULES
from tenure.folding.segments import Stretch, age_of, amount_by
from tenure.folding.standing import Standing
from tenure.model.ids import SegmentId
from tenure.model.tenure import Bounds, LineId, Segment, Status, Verdict

Numbers = npt.NDArray[np.int32]

_STATUSES: Final = tuple(Status)
_VERDICTS: Final = tuple(Verdict)
_ID_BYTES: Final = 10
_FIELDS: Final = 16
# A row a stretch: four bounds (0 where open), status, verdict, rule, support, whether implied, begun_by, ended_by,
# half-life, number of days seen, and the digits of the id in three numbers.
_START_LOW, _START_HIGH, _END_HIGH, _STATUS, _DAYS, _ID = 0, 1, 3, 4, 12, 13


def columns_of(state: LineState) -> dict[str, bytes | str | None]:
    """The stretches of a line as numbers, the days on which each was seen, and the words of quantities if any."""
    rows = [_row(stretch) for stretch in state.stretches]
    days = [day for stretch in state.stretches for day in stretch.days]
    amounts = [stretch.amounts for stretch in state.stretches]
    return {
        "heads": np.asarray(rows, "<i4").tobytes(),
        "days": np.asarray(days, "<i4").tobytes(),
        "amounts": json.dumps(amounts) if any(amounts) else None,
    }


def _row(stretch: Stretch) -> list[int]:
    one, bounds = stretch.segment, stretch.segment.bounds
    edges = (bounds.start_earliest, bounds.start_latest, bounds.end_earliest, bounds.end_latest)
    key = bytes.fromhex(one.id.partition(":")[2]).ljust(12, b"\0")
    return [
        *(edge.toordinal() if edge else 0 for edge in edges), _STATUSES.index(one.status),
        _VERDICTS.index(one.verdict), RULES.index(one.rule), one.support_millinats, one.implied, stretch.begun_by,
        stretch.ended_by, stretch.half_life, len(stretch.days), *np.frombuffer(key, "<i4").tolist(),
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """The stretches of many lines, line by line in order of time."""

    lines: Sequence[LineId]
    heads: Numbers
    """A row a stretch."""
    line_at: Numbers
    """Which line each stretch belongs to."""
    days: Numbers
    """The days seen of all stretches one after the other."""
    days_from: Numbers
    """Where each stretch's days begin."""
    amounts: Sequence[str | None]
    """The words of quantities by line, as JSON."""

    def statuses(self, chosen: Numbers) -> Numbers:
        """The numbers of the statuses of some stretches."""
        found: Numbers = self.heads[chosen, _STATUS]
        return found


@dataclass(frozen=True, slots=True)
class Chosen:
    """What stands on a day: the stretch of each line, and those that may have begun since."""

    stretches: Numbers
    since: Numbers


def columns_from(rows: Iterable[tuple[LineId, bytes, bytes, str | None]]) -> Columns:
    """The columns of many lines.

    Raises:
        ValueError: the bytes are no columns.
    """
    found = list(rows)
    heads = np.frombuffer(b"".join(row[1] for row in found), "<i4").reshape(-1, _FIELDS)
    counts = [len(row[1]) // (4 * _FIELDS) for row in found]
    days = np.frombuffer(b"".join(row[2] for row in found), "<i4")
    ends = np.cumsum(heads[:, _DAYS])
    if len(days) != (ends[-1] if len(ends) else 0):
        raise ValueError("the days do not belong to the stretches")
    line_at = np.repeat(np.arange(len(found), dtype=np.int32), counts)
    starts = (ends - heads[:, _DAYS]).astype(np.int32)
    return Columns([row[0] for row in found], heads, line_at, days, starts, [row[3] for row in found])


def chosen_on(columns: Columns, day: date) -> Chosen:
    """What stands on a day: the last stretch of a line that has surely begun, else the first that may have."""
    today, heads, lines = day.toordinal(), columns.heads, columns.line_at
    # An open bound is 0, which lies before every day; an open end lies after.
    begun = heads[:, _START_LOW] <= today
    sure = begun & (heads[:, _START_HIGH] <= today)
    surely = np.flatnonzero(sure)
    last = surely[np.append(lines[surely][1:] != lines[surely][:-1], True)[: len(surely)]]
    has_sure = np.zeros(len(columns.lines), bool)
    has_sure[lines[last]] = True
    maybe = np.flatnonzero(begun & ~has_sure[lines])
    first = maybe[np.append(True, lines[maybe][1:] != lines[maybe][:-1])[: len(maybe)]]
    stands = np.sort(np.concatenate((last, first)))
    ends = heads[stands, _END_HIGH]
    stands = stands[(ends == 0) | (ends >= today)]
    since = begun & ~sure
    since[first] = False
    return Chosen(stands.astype(np.int32), np.flatnonzero(since).astype(np.int32))


def standing_on(columns: Columns, day: date) -> Iterator[Standing]:
    """What stands on a day line by line, without the weights of the claims: these are told of a line by itself."""
    chosen = chosen_on(columns, day)
    today = day.toordinal()
    after: dict[int, list[Segment]] = {}
    for index, later in zip(chosen.since.tolist(), _segments(columns, chosen.since, today), strict=True):
        after.setdefault(int(columns.line_at[index]), []).append(later)
    low = columns.heads[chosen.stretches, _START_LOW : _START_HIGH + 1]
    sure: list[bool] = (low.max(axis=1, initial=0) <= today).tolist()
    lines: list[int] = columns.line_at[chosen.stretches].tolist()
    for at, is_sure, segment in zip(lines, sure, _segments(columns, chosen.stretches, today), strict=True):
        since = tuple(after.get(at, ()))
        yield Standing(columns.lines[at], segment, is_sure and not since, since)


def segments_on(columns: Columns, day: date) -> Iterator[Segment]:
    """Every stretch in words, told for a day, without its weights."""
    return _segments(columns, np.arange(len(columns.heads), dtype=np.int32), day.toordinal())


def _segments(columns: Columns, chosen: Numbers, today: int) -> Iterator[Segment]:
    """Some stretches in words, without their weights."""
    heads = columns.heads[chosen]
    rows: list[list[int]] = heads.tolist()
    lines: list[int] = columns.line_at[chosen].tolist()
    starts: list[int] = columns.days_from[chosen].tolist()
    keys = heads[:, _ID:].astype("<i4").tobytes()
    days: list[int] = columns.days.tolist()
    for number, (index, at, start, row) in enumerate(zip(chosen.tolist(), lines, starts, rows, strict=True)):
        low, high, end, last, status, verdict, rule, support, implied, begun, ended, life, count = row[:_ID]
        seen, confirmed, is_stale, left = age_of(days[start : start + count], ended, support, life, today)
        words = _amounts(columns, at, index)
        yield Segment(
            SegmentId("s1:" + keys[12 * number : 12 * number + _ID_BYTES].hex()), columns.lines[at], _STATUSES[status],
            Bounds(_date(low), _date(high), _date(end), _date(last)), support, _VERDICTS[verdict], (), seen, confirmed,
            is_stale, bool(implied), amount_by(words, begun, ended, today) if words else None, RULES[rule], left,
        )  # fmt: skip


def _date(ordinal: int) -> date | None:
    return date.fromordinal(ordinal) if ordinal else None


def _amounts(columns: Columns, at: int, index: int) -> tuple[tuple[int, str], ...]:
    words = columns.amounts[at]
    if words is None:
        return ()
    first = int(np.searchsorted(columns.line_at, at))
    found: Any = json.loads(words)[index - first]
    return tuple((high, said) for high, said in found)
