"""The stretches of all lines as columns of whole numbers: what stands on a day is chosen before any word is made."""

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from tenure.folding.folded import LineState
from tenure.folding.rules import RULES
from tenure.folding.segments import Stretch, age_of, amount_by
from tenure.folding.standing import Standing
from tenure.model.ids import PlaceId, SegmentId
from tenure.model.tenure import Bounds, LineId, Segment, Status, Verdict

Numbers = npt.NDArray[np.int32]

_STATUSES: Final = tuple(Status)
_VERDICTS: Final = tuple(Verdict)
_ID_BYTES: Final = 10
_FIELDS: Final = 16
# A row a stretch: four bounds (0 where open), status, verdict, rule, support, whether implied, begun_by, ended_by,
# half-life, number of days seen, and the digits of the id in three numbers.
_START_LOW, _START_HIGH, _END_HIGH, _STATUS, _IMPLIED, _DAYS, _ID = 0, 1, 3, 4, 8, 12, 13


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

    def implied(self, chosen: Numbers) -> Numbers:
        """Whether some stretches only follow from other places or holders, 0 or 1."""
        found: Numbers = self.heads[chosen, _IMPLIED]
        return found

    def begun_by(self, *, direct: bool) -> Numbers:
        """The day by which each stretch had surely begun, 0 for none; with `direct` no implied ones."""
        rows = self.heads[self.heads[:, _IMPLIED] == 0] if direct else self.heads
        found: Numbers = rows[:, _START_HIGH]
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


def narrowed(columns: Columns, chosen: Sequence[int]) -> Columns:
    """The columns of some lines, by their numbers in order."""
    numbers = np.asarray(chosen, np.int32)
    first, end = (np.searchsorted(columns.line_at, numbers, side=side) for side in ("left", "right"))
    counts = end - first
    rows = np.repeat(first - np.concatenate(([0], np.cumsum(counts)[:-1])), counts) + np.arange(counts.sum())
    at = np.repeat(np.arange(len(numbers), dtype=np.int32), counts)
    lines, amounts = [columns.lines[one] for one in chosen], [columns.amounts[one] for one in chosen]
    return Columns(lines, columns.heads[rows], at, columns.days, columns.days_from[rows], amounts)


def picked(columns: Columns, stretches: Numbers) -> Columns:
    """The columns of some stretches alone, by their numbers in order."""
    owners, at = np.unique(columns.line_at[stretches], return_inverse=True)
    lines = [columns.lines[one] for one in owners.tolist()]
    amounts: list[str | None] = [None] * len(lines)
    for index, line in zip(stretches.tolist(), at.tolist(), strict=True):
        said = columns.amounts[int(columns.line_at[index])]
        if said is not None:
            mine = json.loads(said)[index - int(np.searchsorted(columns.line_at, columns.line_at[index]))]
            amounts[line] = json.dumps([*json.loads(amounts[line] or "[]"), mine])
    return Columns(
        lines, columns.heads[stretches], at.astype(np.int32), columns.days, columns.days_from[stretches], amounts
    )


def foremost(columns: Columns, stretches: Numbers, rank: Mapping[Status, int]) -> Numbers:
    """Of some stretches in order, the first of each place by the rank of its status."""
    ranks = np.asarray([rank[status] for status in _STATUSES])[columns.heads[stretches, _STATUS]]
    numbers: dict[PlaceId, int] = {}
    places = np.asarray(
        [numbers.setdefault(columns.lines[one].place, len(numbers)) for one in columns.line_at[stretches].tolist()]
    )
    order = np.lexsort((stretches, ranks, places))
    is_first = np.append(True, places[order][1:] != places[order][:-1])[: len(order)]
    return np.sort(stretches[order][is_first])


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


class Brief(NamedTuple):
    """A stretch in few words, told for a day."""

    line: int
    status: str
    bounds: tuple[str | None, str | None, str | None, str | None]
    stale: bool
    verdict: str
    quantity: str | None
    implied: bool


def briefs_on(columns: Columns, day: date) -> Iterator[Brief]:
    """Every stretch in few words, told for a day: a tenth of the work of telling it as a segment."""
    today, days = day.toordinal(), columns.days.tolist()
    rows = zip(columns.heads.tolist(), columns.line_at.tolist(), columns.days_from.tolist(), strict=True)
    for index, (row, line, start) in enumerate(rows):
        begun_by, ended_by, half_life = row[9:12]
        quantity = None
        if columns.amounts[line] is not None:
            quantity = _told_quantity(columns, index, begun_by, ended_by, today)
        yield Brief(
            line, _STATUSES[row[_STATUS]].value, (_iso(row[0]), _iso(row[1]), _iso(row[2]), _iso(row[3])),
            _is_stale(days, start, row[_DAYS], ended_by, half_life, today), _VERDICTS[row[5]].value, quantity,
            bool(row[_IMPLIED]),
        )  # fmt: skip


def _is_stale(days: Sequence[int], start: int, count: int, ended_by: int, half_life: int, today: int) -> bool:
    """Whether a stretch that may still last was last seen too long ago, as `told` has it."""
    if not count or ended_by < today:
        return False
    until = bisect_right(days, today, start, start + count)
    return today - days[until - 1 if until > start else start + count - 1] > half_life


def _told_quantity(columns: Columns, index: int, begun_by: int, ended_by: int, today: int) -> str | None:
    amounts = _amounts(columns, int(columns.line_at[index]), index)
    amount = bisect_right(amounts, min(ended_by, max(today, begun_by)), key=lambda one: one[0])
    return amounts[amount - 1][1] if amount else None


@lru_cache(maxsize=65_536)
def _iso(ordinal: int) -> str | None:
    return date.fromordinal(ordinal).isoformat() if ordinal else None


def _amounts(columns: Columns, at: int, index: int) -> tuple[tuple[int, str], ...]:
    words = columns.amounts[at]
    if words is None:
        return ()
    first = int(np.searchsorted(columns.line_at, at))
    found: Any = json.loads(words)[index - first]
    return tuple((high, said) for high, said in found)
