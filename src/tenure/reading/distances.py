"""Times told by their distance: "three weeks ago", "within ten days", "for two years"."""

from datetime import date

from tenure.reading.anchors import Anchor
from tenure.reading.days import day_of, month_of, shift_days, shift_months
from tenure.reading.numbers import parse_amount
from tenure.reading.time_words import TimeWords


def _days_and_months(words: TimeWords) -> tuple[int, int, bool] | None:
    """Gives (days, months, exact) of a count of units."""
    count, unit = words.part("count") or "a", (words.part("unit") or "").rstrip("s")
    amount = parse_amount(count.replace("the last", "one").replace("the past", "one"))
    if amount is None or amount.low is None or count == "some":
        return None
    number = int(amount.low)
    exact = amount.low == amount.high
    half = bool(words.part("half"))
    sizes = {
        "hour": (number // 24 if number >= 24 else 0, 0),
        "day": (number, 0),
        "week": (7 * number, 0),
        "fortnight": (14 * number, 0),
    }
    if unit in sizes:
        return (*sizes[unit], exact)
    return 0, {"month": 1, "year": 12, "decade": 120}[unit] * number + (6 if half and unit == "year" else 0), exact


def _step(base: date, words: TimeWords, sign: int) -> tuple[date, int] | None:
    size = _days_and_months(words)
    if size is None:
        return None
    days, months, _ = size
    return (shift_months(base, sign * months) if months else shift_days(base, sign * days)), months


def distance_of(words: TimeWords, base: date | None, sign: int) -> str | None:
    """Gives a time so far from a day, as precise as its unit."""
    moved = _step(base, words, sign) if base else None
    if moved is None:
        return None
    unit = (words.part("unit") or "").rstrip("s")
    if unit in ("year", "decade"):
        return f"{moved[0].year:04d}"
    if unit == "month" and sign < 0:
        return month_of(moved[0].year, moved[0].month)
    return day_of(moved[0])


def ago(words: TimeWords, anchor: Anchor) -> str | None:
    """Gives "three weeks ago" and "two days later"; "some days ago" is any time up to publication."""
    sense = words.part("sense") or "ago"
    sign = 1 if sense in ("later", "after", "afterwards", "afterward", "from now", "hence", "time") else -1
    base = anchor.published if sense in ("ago", "from now", "hence", "time") else anchor.spoken or anchor.published
    if _days_and_months(words) is None:
        return f"../{day_of(anchor.published)}" if anchor.published else None
    return distance_of(words, base, sign)


def within(words: TimeWords, anchor: Anchor) -> str | None:
    """Gives "within a week" and "after two days", counted from the day spoken of or publication.

    None where that lies after publication of what has happened: "gone after thirty years" counts from a day unnamed.
    """
    found = distance_of(words, anchor.spoken or anchor.published, 1)
    if found and anchor.published and not anchor.ahead and found > day_of(anchor.published)[: len(found)]:
        return None
    return found


def length(words: TimeWords, anchor: Anchor) -> str | None:
    """Gives "for three weeks": from publication on for what is to come, up to an open end for what is."""
    if anchor.published is None:
        return None
    if anchor.ahead:
        end = distance_of(words, anchor.published, 1)
        return f"{day_of(anchor.published)}/{end}" if end else None
    start = distance_of(words, anchor.published, -1)
    return f"{start}~/.." if start else f"../{day_of(anchor.published)}"
