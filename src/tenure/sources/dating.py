"""Dates of publication: an instant or a day, and where it was found. Unknown rather than wrong."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Final

from tenure.model.report import DatePrecision
from tenure.sources.tables import numbers_of

EARLIEST: Final = 1900
_EPOCH_YEAR: Final = 1970
LONGEST: Final = 200
"""Longer strings are no date."""

_ISO: Final = re.compile(
    r"(?P<year>\d{4})-?(?P<month>\d\d)-?(?P<day>\d\d)"
    r"(?:[T\s]+(?P<hour>\d\d)(?::?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,]\d{1,9})?)?)?"
    r"\s*(?P<zone>[A-Za-z]{1,4}|[+-]\d\d(?::?\d\d)?)?)?"
)
_ARCHIVED: Final = re.compile(r"^https?://[^/]{1,100}/web/\d{4,14}[a-z_]{0,5}/(?=https?:/)", re.IGNORECASE)
_URL_DAY: Final = re.compile(
    r"/(?P<year>(?:19|20)\d\d)(?P<mark>[/-])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?=[/\-_.?#]|$)"
    r"|/(?P<year2>20\d\d)(?P<month2>\d\d)(?P<day2>\d\d)(?=[/\-_.?#]|$)"
)


@dataclass(frozen=True, slots=True)
class Dating:
    """When a report was published, as finely as its source says, and where that was found."""

    at: datetime
    precision: DatePrecision
    found_in: str
    local: date | None = None
    """The outlet's own day, where its clock is known and reads another day than UTC's."""

    @property
    def day(self) -> date:
        """The day of publication where it was published."""
        return self.local or self.at.date()


def parse_dating(words: str, found_in: str) -> Dating | None:
    """The date that a field of metadata spells, or None where no certain day can be read from it."""
    words = words.strip()
    if not words or len(words) > LONGEST:
        return None
    iso = _ISO.fullmatch(words)
    if iso:
        return _of_parts(iso, found_in)
    for pattern in day_patterns():
        spelt = pattern.fullmatch(words)
        if spelt:
            return dating_of_match(spelt, found_in)
    return _of_mail_date(words, found_in)


def dating_of_instant(moment: datetime, found_in: str) -> Dating:
    """A given instant; one without a zone is UTC, midnight is a day."""
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    whole_day = (aware.hour, aware.minute, aware.second, aware.microsecond) == (0, 0, 0, 0)
    return Dating(aware, DatePrecision.DAY if whole_day else DatePrecision.INSTANT, found_in, _local_day(moment))


def dating_of_url(url: str) -> Dating | None:
    """The day that stands in the path of an address (`/2024/05/09/`), if exactly one does."""
    url = _ARCHIVED.sub("", url[:2000])
    path = re.sub(r"^[a-z]+://[^/]*", "", url, flags=re.IGNORECASE).split("?")[0].split("#")[0]
    found = {
        _day(*(int(m[name] or m[f"{name}2"]) for name in ("year", "month", "day")), found_in="url")
        for m in _URL_DAY.finditer(path)
    } - {None}
    return found.pop() if len(found) == 1 else None


@cache
def day_patterns() -> tuple[re.Pattern[str], ...]:
    """Patterns of a day written out with its year, with or without a time of day."""
    month = "|".join(sorted(numbers_of("dates", "months"), key=lambda word: (-len(word), word)))
    zone = "|".join(sorted(numbers_of("dates", "zones"), key=lambda word: (-len(word), word)))
    weekday = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
    year = r"(?P<year>(?:19|20)\d\d)"
    # Pages put a time or the day once more right behind the year when they are copied: "9 May 202417:40".
    end = r"(?=\b|\d{1,2}:\d\d|\d{1,2}\s\w)"
    clock = (
        r"(?:\s*(?:,|\||·|•|-|–|—|at|@)?\s*\(?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))(?::(?P<second>\d\d))?\s*(?P<half>[ap]\.?m\.?)?"
        rf"\s*\(?(?P<zone>(?:gmt|utc)?\s?[+-]\d{{1,2}}(?::?\d\d)?|(?:{zone})\b)?\)?)?"
    )
    shapes = (
        rf"{weekday}(?P<month>{month})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{year}{end}",
        rf"{weekday}(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?[\s-]+(?:of\s+|de\s+)?(?P<month>{month})\.?,?[\s-]+(?:de\s+)?{year}{end}",
        rf"{weekday}{year}-(?P<month>\d\d)-(?P<day>\d\d)\b",
        rf"{weekday}(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.{year}{end}",
        rf"{weekday}(?P<day>1[3-9]|2\d|3[01])/(?P<month>\d{{1,2}})/{year}{end}",
        rf"{weekday}(?P<month>\d{{1,2}})/(?P<day>1[3-9]|2\d|3[01])/{year}{end}",
    )
    return tuple(re.compile(rf"(?<![\w/.-]){shape}{clock}", re.IGNORECASE) for shape in shapes)


def dating_of_match(match: re.Match[str], found_in: str) -> Dating | None:
    """What a match of one of the patterns means, or None where there is no such day."""
    return _of_parts(match, found_in)


def _of_parts(match: re.Match[str], found_in: str) -> Dating | None:
    parts = match.groupdict()
    month = parts["month"].lower()
    day = _day(
        int(parts["year"]),
        int(month) if month.isdigit() else numbers_of("dates", "months")[month],
        int(parts["day"]),
        found_in=found_in,
    )
    zone = _zone_of(parts.get("zone") or "")
    if day is None or not parts.get("hour") or zone is None:
        return day
    hour = int(parts["hour"])
    half = (parts.get("half") or "").replace(".", "").lower()
    hour = hour % 12 + 12 * (half == "pm") if half and hour <= 12 else hour
    minute, second = int(parts.get("minute") or 0), int(parts.get("second") or 0)
    if hour > 23 or minute > 59 or second > 59:
        return day
    if not (half or hour or minute or second):
        return day
    local = datetime(day.at.year, day.at.month, day.at.day, hour, minute, second, tzinfo=zone)
    return Dating(local.astimezone(UTC), DatePrecision.INSTANT, found_in, _local_day(local))


def _local_day(moment: datetime) -> date | None:
    """The day on the outlet's own clock, or None where it is UTC's day too."""
    if moment.tzinfo is None or moment.date() == moment.astimezone(UTC).date():
        return None
    return moment.date()


def _day(year: int, month: int, day: int, *, found_in: str) -> Dating | None:
    """Midnight of a day; nothing for days that are none, and for the zero of computer clocks."""
    if not EARLIEST <= year <= 2100 or not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    if (year, month, day) == (_EPOCH_YEAR, 1, 1):
        return None
    return Dating(datetime(year, month, day, tzinfo=UTC), DatePrecision.DAY, found_in)


def _zone_of(words: str) -> timezone | None:
    words = words.strip().lower()
    named = numbers_of("dates", "zones").get(words)
    if named is not None:
        return timezone(timedelta(minutes=named))
    offset = re.fullmatch(r"(?:gmt|utc)?\s?([+-])(\d{1,2}):?(\d\d)?", words)
    if not offset:
        return None
    minutes = int(offset[2]) * 60 + int(offset[3] or 0)
    return timezone(timedelta(minutes=-minutes if offset[1] == "-" else minutes)) if minutes <= 14 * 60 else None


def _of_mail_date(words: str, found_in: str) -> Dating | None:
    try:
        moment = parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    day = _day(moment.year, moment.month, moment.day, found_in=found_in)
    if day is None or moment.tzinfo is None:
        return day
    return dating_of_instant(moment, found_in)
