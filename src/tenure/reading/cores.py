"""The time that words of time name by themselves, as EDTF, anchored on the day of publication."""

import re
from datetime import date

from tenure.reading.anchors import Anchor
from tenure.reading.days import (
    day_of,
    easter,
    last_day,
    monday_of,
    month_of,
    shift_days,
    shift_months,
    weekday_after,
    weekday_before,
)
from tenure.reading.distances import ago, length, within
from tenure.reading.time_words import TimeWords, find_time_words, lexicon


def core_of(words: TimeWords, anchor: Anchor) -> str | None:
    """Gives the time that the words name by themselves, without what "since" or "until" make of it."""
    readers = {
        "iso": _iso, "between": _between, "both": _both, "days": _calendar_day, "month": _month, "edge": _edge,
        "season": _season, "decade": _decade, "holiday": _holiday, "weekday": _weekday, "near": _near, "ago": ago,
        "period": _period, "within": within, "length": length, "ordinal": _ordinal, "year": _year, "then": _then,
        "step": _one_day_on, "vague": _vague, "clock": _clock,
    }  # fmt: skip
    try:
        return readers[words.kind](words, anchor)
    except (ValueError, OverflowError):
        return None


def _iso(words: TimeWords, anchor: Anchor) -> str | None:
    return date.fromisoformat(words.part("iso") or "").isoformat()


def _between(words: TimeWords, anchor: Anchor) -> str | None:
    names = _ends(words)
    start, end = (_end_of(name, anchor) for name in names)
    if not start or not end:
        return None
    start, end = start.split("/")[0], end.rsplit("/", 1)[-1]
    if start > end and _YEAR.search(names[0]) is None:
        start = _before(start, end, weekday=_WEEKDAY.match(names[0]) is not None)
    return f"{start}/{end}" if start <= end else None


def _before(start: str, end: str, *, weekday: bool) -> str:
    """Gives the start of a span whose end is dated: "between 12 April and 5 July 2014" states the year once."""
    if weekday:
        return day_of(shift_days(date.fromisoformat(start), -7))
    same = f"{end[:4]}{start[4:]}"
    return same if same <= end or not end[:4].isdigit() else f"{int(end[:4]) - 1:04d}{start[4:]}"


def _both(words: TimeWords, anchor: Anchor) -> str | None:
    days = sorted(day for name in _ends(words) if (day := _end_of(name, anchor)))
    return f"{{{days[0]},{days[1]}}}" if len(days) == 2 else None


_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day")
_YEAR = re.compile(r"\d{4}")
_BARE_DAY = re.compile(r"\d{1,2}")
_MONTH_AT_HAND = re.compile(r"(?P<before>[a-z]+\.?\s+)?\d{1,2}(?P<after>\s+[a-z]+\.?)?(?:\s+\d{4})?")


def _ends(words: TimeWords) -> tuple[str, str]:
    """Gives both ends of "13 and 17 January" or "January 13 to 15" with the month that one of them lends the other."""
    a, b = words.part("a") or "", words.part("b") or ""
    if _BARE_DAY.fullmatch(a) and (found := _MONTH_AT_HAND.fullmatch(b)):
        a = (found["before"] or "") + a + (found["after"] or "")
    elif _BARE_DAY.fullmatch(b) and (found := _MONTH_AT_HAND.fullmatch(a)):
        b = (found["before"] or "") + b + (found["after"] or "")
    return a, b


def _end_of(name: str, anchor: Anchor) -> str | None:
    """Gives the time that one end of a span names."""
    if name == "now":
        return day_of(anchor.published) if anchor.published else None
    found = find_time_words(name.title()) or (find_time_words("in " + name) if name.isdigit() else ())
    return core_of(found[0], anchor) if found else None


def _shifted_year(words: TimeWords, anchor: Anchor) -> int | None:
    """Gives the year that the words state, outright or as "last year"."""
    if words.part("year"):
        return int(words.part("year") or 0)
    shift = words.part("shift")
    base = (
        anchor.spoken
        if shift in ("the same", "that", "the previous", "the following") and anchor.spoken
        else anchor.published
    )
    if shift is None or base is None:
        return None
    return base.year + {"last": -1, "the previous": -1, "next": 1, "the following": 1}.get(shift, 0)


def _nearest_year(month: int, day: int, anchor: Anchor) -> int | None:
    """Gives the year that puts a month and day on the right side of publication."""
    base = anchor.published
    if base is None:
        return None
    if anchor.ahead:
        return base.year + ((month, day) < (base.month, base.day if day else 0))
    return base.year - ((month, day) > (base.month, base.day))


def _calendar_day(words: TimeWords, anchor: Anchor) -> str | None:
    month = lexicon().months[(words.part("month") or "").rstrip(".")]
    day = int(words.part("day") or 1)
    year = _shifted_year(words, anchor) or _nearest_year(month, day, anchor)
    if not 1 <= day <= 31:
        return None
    return f"XXXX-{month:02d}-{day:02d}" if year is None else date(year, month, day).isoformat()


def _month(words: TimeWords, anchor: Anchor) -> str | None:
    month = lexicon().months[(words.part("month") or "").rstrip(".")]
    year = _shifted_year(words, anchor)
    which = words.part("which")
    if year is None and anchor.published:
        base = anchor.published
        year = _nearest_year(month, 0, anchor)
        if which == "last":
            year = base.year - (month >= base.month)
        elif which in ("next", "the coming"):
            year = base.year + (month <= base.month)
        elif which == "this":
            year = base.year
    return f"XXXX-{month:02d}" if year is None else month_of(year, month)


def _edge(words: TimeWords, anchor: Anchor) -> str | None:
    month = _month(words, anchor)
    return month and (last_day(month) if words.part("edge") == "last" else f"{month}-01")


def _season(words: TimeWords, anchor: Anchor) -> str | None:
    season = lexicon().seasons[words.part("season") or ""]
    year, which, base = _shifted_year(words, anchor), words.part("which"), anchor.published
    if year is None and base:
        opens = {21: 3, 22: 6, 23: 9, 24: 12}[season]
        year = base.year - (base.month < opens and not anchor.ahead)
        if anchor.ahead:
            year = base.year + (base.month > min(12, opens + 2))
        if which in ("last", "the previous", "the past"):
            year = base.year - 1 if base.month < opens + 3 else base.year
        elif which in ("next", "the following", "the next", "the coming"):
            year = (anchor.spoken or base).year + ((anchor.spoken or base).month >= opens)
        elif which == "this":
            year = base.year - (season == 24 and base.month < 4)
        year += {"before last": -1, "after next": 1}.get(words.part("before") or "", 0)
    return f"XXXX-{season}" if year is None else month_of(year, season)


def _decade(words: TimeWords, anchor: Anchor) -> str | None:
    name = words.part("decade") or ""
    if name.isdigit():
        return name[:3] + "X"
    digit = lexicon().decades[name]
    century = 20 if anchor.published and anchor.published.year > 2000 + digit * 10 and digit < 3 else 19
    return f"{century}{digit}X"


def _holiday(words: TimeWords, anchor: Anchor) -> str | None:
    name = (words.part("holiday") or "").removeprefix("the ")
    if anchor.published is None:
        return None if name == "easter" else f"XXXX-{lexicon().holidays.get(name, '01')}"
    if name == "easter":
        year = anchor.published.year
        options = [easter(y) for y in (year - 1, year, year + 1)]
        before = [d for d in options if d <= anchor.published]
        after = [d for d in options if d > anchor.published]
        return day_of(after[0] if anchor.ahead or words.lead in ("until", "by", "before") else before[-1])
    month, day = (int(x) for x in (lexicon().holidays.get(name, "01-00")).split("-"))
    nearest = _nearest_year(month, day, anchor)
    return month_of(nearest or 0, month) if day == 0 else f"{nearest:04d}-{month:02d}-{day:02d}"


def _weekday(words: TimeWords, anchor: Anchor) -> str | None:
    base, number, which = anchor.published, lexicon().weekdays[words.part("weekday") or ""], words.part("which")
    if base is None or which == "every":
        return None
    if which in ("next", "the coming", "the next", "the following"):
        return day_of(weekday_after(shift_days(base, 1), number))
    if which in ("last", "the previous", "the past"):
        return day_of(weekday_before(shift_days(base, -1), number))
    return day_of(weekday_after(base, number) if anchor.ahead else weekday_before(base, number))


def _near(words: TimeWords, anchor: Anchor) -> str | None:
    if anchor.published is None:
        return None
    steps = {"the day before yesterday": -2, "yesterday": -1, "last night": -1, "tomorrow": 1, "overnight": -1}
    return day_of(shift_days(anchor.published, steps.get(words.part("near") or "", 0)))


def _period(words: TimeWords, anchor: Anchor) -> str | None:
    base, unit, which = anchor.published, words.part("period") or "", words.part("which") or "this"
    if base is None:
        return None
    step = {
        "last": -1,
        "the previous": -1,
        "the past": -1,
        "next": 1,
        "the coming": 1,
        "the next": 1,
        "the following": 1,
        "late last": -1,
        "early last": -1,
        "early next": 1,
    }.get(which, 0)
    if unit == "year":
        return f"{base.year + step:04d}"
    if unit == "month":
        return month_of(base.year, base.month + step)
    if unit == "week":
        monday = shift_days(monday_of(base), 7 * step)
        if (words.part("phase") or "") in ("start", "beginning"):
            return day_of(monday)
        return f"{day_of(monday)}/{day_of(shift_days(monday, 6))}"
    if unit == "weekend":
        ahead = step > 0 or (anchor.ahead and step == 0)
        saturday = weekday_after(base, 5) if ahead else weekday_before(shift_days(base, -1), 5)
        return f"{day_of(saturday)}/{day_of(shift_days(saturday, 1))}"
    return None


def _ordinal(words: TimeWords, anchor: Anchor) -> str | None:
    base, day = anchor.spoken or anchor.published, int(words.part("day") or 0)
    if base is None or not 1 <= day <= 31:
        return None
    moved = shift_months(
        date(base.year, base.month, 1), -1 if day > base.day and not anchor.ahead and anchor.spoken is None else 0
    )
    return date(moved.year, moved.month, day).isoformat()


def _year(words: TimeWords, anchor: Anchor) -> str | None:
    return words.part("year")


def _then(words: TimeWords, anchor: Anchor) -> str | None:
    base = anchor.published if words.part("now") == "from now on" else anchor.spoken
    return day_of(base) if base else None


def _vague(words: TimeWords, anchor: Anchor) -> str | None:
    return f"../{day_of(anchor.published)}" if anchor.published else None


def _clock(words: TimeWords, anchor: Anchor) -> str | None:
    base = anchor.spoken or anchor.published
    return day_of(base) if base else None


def _one_day_on(words: TimeWords, anchor: Anchor) -> str | None:
    """Gives "the next day" and "the day before", counted from the day spoken of."""
    base = anchor.spoken or anchor.published
    back = (words.part("step") or words.part("side") or "") in ("previous", "before")
    return day_of(shift_days(base, -1 if back else 1)) if base else None
