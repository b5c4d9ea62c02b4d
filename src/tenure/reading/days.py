"""Days, months, seasons and spans as EDTF strings, and the steps between them."""

from calendar import monthrange
from datetime import date, timedelta


def day_of(moment: date) -> str:
    """Gives a day in EDTF."""
    return moment.isoformat()


def month_of(year: int, month: int) -> str:
    """Gives a month (or season number) in EDTF; months outside 1..12 roll over the year."""
    if 1 <= month <= 12 or month > 20:
        return f"{year:04d}-{month:02d}"
    rolled = year * 12 + month - 1
    return f"{rolled // 12:04d}-{rolled % 12 + 1:02d}"


def last_day(edtf: str) -> str:
    """Gives the last day of a year or month; days and all else stay as they are."""
    bare = edtf.rstrip("~")
    if len(bare) == 4 and bare.isdigit():
        return f"{bare}-12-31"
    if len(bare) == 7 and bare[5:].isdigit() and 1 <= int(bare[5:]) <= 12:
        days = monthrange(int(bare[:4]), int(bare[5:]))[1] if bare[:4].isdigit() else monthrange(2001, int(bare[5:]))[1]
        return f"{bare}-{days:02d}"
    return edtf


def shift_months(moment: date, months: int) -> date:
    """Gives the day so many months later, the last of the month where that day is missing."""
    rolled = moment.year * 12 + moment.month - 1 + months
    year, month = max(1, min(9998, rolled // 12)), rolled % 12 + 1
    return date(year, month, min(moment.day, monthrange(year, month)[1]))


def shift_days(moment: date, days: int) -> date:
    """Gives the day so many days later, held within the calendar."""
    return date.fromordinal(max(1, min(date.max.toordinal(), moment.toordinal() + days)))


def weekday_before(moment: date, weekday: int) -> date:
    """Gives the last such weekday on or before a day."""
    return shift_days(moment, -((moment.weekday() - weekday) % 7))


def weekday_after(moment: date, weekday: int) -> date:
    """Gives the first such weekday after a day."""
    return shift_days(moment, (weekday - moment.weekday() - 1) % 7 + 1)


def easter(year: int) -> date:
    """Gives Easter Sunday of a year (Gregorian)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * i) // 451
    month, day = divmod(h + i - 7 * m + 114, 31)
    return date(year, month, day + 1)


def monday_of(moment: date) -> date:
    """Gives the Monday of a day's week."""
    return moment - timedelta(days=moment.weekday())
