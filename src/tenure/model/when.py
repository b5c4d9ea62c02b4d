"""Dates as the reports give them: EDTF expressions, and the days they can mean.

Tenure reads the part of EDTF (ISO 8601-2, levels 0 to 2) that news needs: days, months, years,
seasons, decades (`201X`), unknown parts (`XXXX-08-01`), qualifiers (`~ ? %`), intervals with open
or unknown ends, and `[a,b]` / `[a..b]` / `{a,b}` sets. Days are counted half-open.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_PART = re.compile(r"(?P<y>[0-9X]{4})(?:-(?P<m>[0-9X]{2})(?:-(?P<d>[0-9X]{2}))?)?[~?%]?")
_ONE_DAY = timedelta(days=1)
# Season codes: 21-24 without a hemisphere read as northern, 25-28 northern, 29-32 southern.
# Value: (first month, months after the year's start at which it begins).
_SEASON_STARTS = {21: 3, 22: 6, 23: 9, 24: 12, 25: 3, 26: 6, 27: 9, 28: 12, 29: 9, 30: 12, 31: 3, 32: 6}


@dataclass(frozen=True, slots=True)
class Days:
    """The days from `start` up to but not including `end`; None is without bound on that side."""

    start: date | None
    end: date | None

    def __post_init__(self) -> None:
        if self.start and self.end and self.start >= self.end:
            raise ValueError(f"an interval of days must not be empty: {self.start} to {self.end}")

    @property
    def last(self) -> date | None:
        """The last day inside, or None where the interval is open."""
        return self.end - _ONE_DAY if self.end else None

    def overlap(self, other: "Days") -> "Days | None":
        """The days in both, or None."""
        start = max((s for s in (self.start, other.start) if s), default=None)
        end = min((e for e in (self.end, other.end) if e), default=None)
        return None if start and end and start >= end else Days(start, end)

    def hull(self, other: "Days") -> "Days":
        """The smallest interval around both."""
        start = min(self.start, other.start) if self.start and other.start else None
        end = max(self.end, other.end) if self.end and other.end else None
        return Days(start, end)


ALWAYS = Days(None, None)


@dataclass(frozen=True, slots=True)
class Extent:
    """What an EDTF expression bounds: when it starts and when it ends, each within some days.

    A single date (`2024-08`) starts and ends somewhere inside those days: both are the same interval,
    and `is_interval` is False. `..` is an open side, an empty side or unknown year is unbounded.
    """

    starts: Days
    ends: Days
    is_interval: bool
    open_start: bool = False
    open_end: bool = False

    @property
    def hull(self) -> Days:
        """All the days it can touch."""
        start = None if self.open_start else self.starts.start
        end = None if self.open_end else self.ends.end
        return Days(start, end)


def day(value: date) -> Days:
    """The interval of one day."""
    return Days(value, value + _ONE_DAY)


def until(value: date) -> Days:
    """Everything up to and including a day."""
    return Days(None, value + _ONE_DAY)


def extent_of(edtf: str) -> Extent | None:
    """The bounds an EDTF expression sets, or None where it is no EDTF that Tenure reads."""
    text = edtf.strip()
    if text[:1] in "[{" and text[-1:] in "]}":
        return _set_extent(text[1:-1])
    if "/" not in text:
        one = _part_days(text)
        return Extent(one, one, is_interval=False) if one else None
    left, right = text.split("/", 1)
    starts, ends = _side_days(left), _side_days(right)
    if starts is None or ends is None:
        return None
    if starts.start and ends.end and starts.start >= ends.end:
        return None
    return Extent(starts, ends, is_interval=True, open_start=left in ("..", ""), open_end=right in ("..", ""))


def days_of(edtf: str | None) -> Days | None:
    """All the days an EDTF expression can touch; None for none, unreadable, or an unknown year."""
    extent = extent_of(edtf) if edtf else None
    return extent.hull if extent and extent.hull != ALWAYS else None


def is_edtf(text: str) -> bool:
    """Whether Tenure can read the expression."""
    return extent_of(text) is not None


def _side_days(text: str) -> Days | None:
    return ALWAYS if text in ("..", "") else _part_days(text)


def _set_extent(inner: str) -> Extent | None:
    bounds: list[Days] = []
    for member in filter(None, re.split(r",|\.\.", inner)):
        found = _part_days(member.strip())
        if found is None:
            return None
        bounds.append(found)
    if not bounds:
        return None
    hull = bounds[0]
    for other in bounds[1:]:
        hull = hull.hull(other)
    if inner.startswith(".."):
        hull = Days(None, hull.end)
    if inner.endswith(".."):
        hull = Days(hull.start, None)
    return Extent(hull, hull, is_interval=False)


def _part_days(text: str) -> Days | None:
    match = _PART.fullmatch(text)
    if not match:
        return None
    year, month, dom = match["y"], match["m"], match["d"]
    if "X" in year:
        return _vague_year_days(year, month, dom)
    if int(year) == 0:
        return None
    if month is None or month == "XX":
        return Days(date(int(year), 1, 1), _first_of(int(year) + 1, 1))
    if "X" in month:
        return None
    if int(month) in _SEASON_STARTS and dom is None:
        first = _SEASON_STARTS[int(month)]
        return Days(date(int(year), first, 1), _first_of(int(year), first + 3))
    return _month_days(int(year), int(month), dom)


def _vague_year_days(year: str, month: str | None, dom: str | None) -> Days | None:
    """A decade or century as its days; a wholly unknown year as all days, if month and day can exist."""
    known = year.rstrip("X")
    if "X" in known or (known and (month or dom)):
        return None
    if known:
        low, high = int(known.ljust(4, "0")), int(known.ljust(4, "9"))
        return Days(date(max(low, 1), 1, 1), _first_of(high + 1, 1))
    if month and "X" not in month and not 1 <= int(month) <= 41:
        return None
    return ALWAYS


def _month_days(year: int, month: int, dom: str | None) -> Days | None:
    if not 1 <= month <= 12:
        return None
    if dom is None or dom == "XX":
        return Days(date(year, month, 1), _first_of(year, month + 1))
    if "X" in dom or not 1 <= int(dom) <= calendar.monthrange(year, month)[1]:
        return None
    first = date(year, month, int(dom))
    return Days(first, None if first == date.max else first + _ONE_DAY)


def _first_of(year: int, month: int) -> date | None:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, 1) if year <= date.max.year else None
