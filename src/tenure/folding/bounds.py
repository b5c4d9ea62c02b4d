"""Intervals with four bounds: what they surely and possibly cover, and how two of them stand to each other.

A bound that is None is open. An end is the day of the change that ends it, which may be the start of the next.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Final

from tenure.model.tenure import Bounds

_OPEN: Final = date.max.toordinal() + 10


class Allen(StrEnum):
    """The thirteen ways in which one interval can stand to another."""

    BEFORE = "before"
    MEETS = "meets"
    OVERLAPS = "overlaps"
    STARTS = "starts"
    DURING = "during"
    FINISHES = "finishes"
    EQUALS = "equals"
    FINISHED_BY = "finished by"
    CONTAINS = "contains"
    STARTED_BY = "started by"
    OVERLAPPED_BY = "overlapped by"
    MET_BY = "met by"
    AFTER = "after"


class Sureness(StrEnum):
    """Whether a relation holds whatever the true days are, for some of them, or for none."""

    MUST = "must"
    MAY = "may"
    CANNOT = "cannot"


# The four ends in order of time, those at one time together: s and e of the first interval, S and E of the second.
_ORDERS: Final = {
    Allen.BEFORE: ("s", "e", "S", "E"),
    Allen.MEETS: ("s", "eS", "E"),
    Allen.OVERLAPS: ("s", "S", "e", "E"),
    Allen.STARTS: ("sS", "e", "E"),
    Allen.DURING: ("S", "s", "e", "E"),
    Allen.FINISHES: ("S", "s", "eE"),
    Allen.EQUALS: ("sS", "eE"),
    Allen.FINISHED_BY: ("s", "S", "eE"),
    Allen.CONTAINS: ("s", "S", "E", "e"),
    Allen.STARTED_BY: ("sS", "E", "e"),
    Allen.OVERLAPPED_BY: ("S", "s", "E", "e"),
    Allen.MET_BY: ("S", "sE", "e"),
    Allen.AFTER: ("S", "E", "s", "e"),
}


def surely_covers(bounds: Bounds, day: date) -> bool:
    """Whether an interval covers a day whatever the true days of its start and end are."""
    low, high = bounds.start_latest, bounds.end_earliest
    return low is not None and high is not None and low <= day <= high


def possibly_covers(bounds: Bounds, day: date) -> bool:
    """Whether an interval can cover a day."""
    low, high = bounds.start_earliest, bounds.end_latest
    return (low is None or low <= day) and (high is None or day <= high)


def relation(one: Bounds, other: Bounds, allen: Allen) -> Sureness:
    """Whether one interval must, may or cannot stand to another in a way."""
    possible = relations(one, other)
    if allen not in possible:
        return Sureness.CANNOT
    return Sureness.MUST if len(possible) == 1 else Sureness.MAY


def relations(one: Bounds, other: Bounds) -> tuple[Allen, ...]:
    """Every way in which one interval can stand to another."""
    ranges = dict(zip("seSE", (*_ranges(one), *_ranges(other)), strict=True))
    return tuple(allen for allen, order in _ORDERS.items() if _can_be(order, ranges))


def common(one: Bounds, other: Bounds) -> Bounds | None:
    """The bounds of the time that both cover; None where they cannot share a day."""
    starts, ends = zip(_ranges(one), _ranges(other), strict=True)
    start = tuple(max(pair) for pair in zip(*starts, strict=True))
    end = tuple(min(pair) for pair in zip(*ends, strict=True))
    if start[0] >= end[1]:
        return None
    return Bounds(_day(start[0]), _day(start[1]), _day(end[0]), _day(end[1]))


def _can_be(order: Sequence[str], ranges: dict[str, tuple[int, int]]) -> bool:
    """Whether the ends can come in an order: put each as early as the ones before allow and see whether all fit."""
    earliest = -_OPEN - 10
    for together in order:
        earliest = max(earliest + 1, *(ranges[end][0] for end in together))
        if earliest > min(ranges[end][1] for end in together):
            return False
    return True


def _ranges(bounds: Bounds) -> tuple[tuple[int, int], tuple[int, int]]:
    return (
        (_low(bounds.start_earliest), _high(bounds.start_latest)),
        (_low(bounds.end_earliest), _high(bounds.end_latest)),
    )


def _low(day: date | None) -> int:
    return day.toordinal() if day else -_OPEN


def _high(day: date | None) -> int:
    return day.toordinal() if day else _OPEN


def _day(ordinal: int) -> date | None:
    return date.fromordinal(ordinal) if abs(ordinal) != _OPEN else None
