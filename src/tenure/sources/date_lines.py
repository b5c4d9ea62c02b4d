"""Lines that say when a report was published: date lines and datelines, told from lines that only name a day."""

import re
from functools import cache
from typing import Final

from tenure.sources.dating import Dating, dating_of_match, day_patterns
from tenure.sources.tables import pattern_of, words_of

IN_HEAD: Final = "text-head"
OUTER: Final = " \t\u00a0\u200b\ufeff•·*|–—-→»«‹›<>"
"""Blanks, bullets and rules at the ends of a line."""
WORD: Final = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_NAME_WORDS: Final = 8
_PLACE_WORDS: Final = 5
_LONGEST: Final = 20
"""A line of more words is prose."""
_TITLE_WORDS: Final = 4
_SEPARATOR: Final = re.compile(r"[\s|·•,;:/()\[\]–—-]+")
_PARTED: Final = re.compile(r"[|·•,;:/()\[\]–—-]\s*$")
_PARTS: Final = re.compile(r"\s*[|·•,;:/()\[\]–—-]")
_CLOCK: Final = re.compile(r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?,?")
_PREPOSITION: Final = re.compile(r"\s+(?:on|at)$")
_DATELINE_FAR: Final = 160
_DATELINE_END: Final = re.compile(
    r"\s{0,3},?\s{0,3}(?:[(\[][^()\[\]\n]{1,40}[)\]]\s{0,3}(?:[-–—:.]|$)|\.?\s{0,3}/[^/\n]{1,30}/\s{0,3}[.:–—-]"
    r"|(?:[A-Z][\w.]{1,20}\s{0,3}){0,3}\s{0,3}(?:[–—:]|-{1,2}\s|\.\s{0,3}[–—-]))"
)


def dating_in(bare: str) -> tuple[Dating | None, bool]:
    """The date of publication in a line, and whether it is a date line at all ("Updated 9 May" is, and has none)."""
    if len(WORD.findall(bare)) > _LONGEST:
        return None, False
    for pattern in day_patterns():
        found = pattern.search(bare)
        if not found:
            continue
        before, after = bare[: found.start()], bare[found.end() :]
        if _is_other(before):
            return None, True
        again = pattern.fullmatch(after.strip())
        follows = _may_follow(after) or _opens_other(after) or again is not None
        if _may_precede(before) and follows:
            return dating_of_match(found, IN_HEAD), True
    return None, False


def dateline_of(text: str) -> Dating | None:
    """The day in a dateline ("YEREVAN, May 9, 2024 (Agency) - …"); one without a year dates nothing."""
    start = text[:_DATELINE_FAR].lstrip()
    for pattern in day_patterns():
        found = pattern.search(start)
        if not found or not _DATELINE_END.match(start, found.end()):
            continue
        place = start[: found.start()].strip(" ,()[]/–—-")
        words = WORD.findall(place)
        if not place or (is_name(place) and words[0].casefold() not in _fillers()):
            return dating_of_match(found, IN_HEAD)
    return None


def is_dated_title(text: str) -> bool:
    """Whether a date line has a headline in front of its day ("Campaign assessment of the week, March 15, 2026")."""
    before = re.split(r"\d", text, maxsplit=1)[0]
    label = _label(before)
    named = any(label.startswith(word) for word in (*words_of("dates", "published"), *words_of("dates", "other")))
    return len(WORD.findall(before)) >= _TITLE_WORDS and not named


def after_day(bare: str) -> str:
    """What stands behind the last day in a line."""
    return min((pattern.split(bare)[-1] for pattern in day_patterns()), key=len).strip(f"{OUTER},")


def is_name(text: str) -> bool:
    """Whether a few words could be the name of a person, an outlet or a place, with the fillers of a by-line."""
    words = WORD.findall(text)
    fillers = _fillers()
    return 0 < len(words) <= _NAME_WORDS and all(
        word[0].isupper() or word.isdigit() or word.casefold() in fillers for word in words
    )


def _label(text: str) -> str:
    return _PREPOSITION.sub("", _SEPARATOR.sub(" ", text).strip().casefold())


def _is_other(before: str) -> bool:
    """Whether words in front of a day say that it is not the one of publication: a label, or a name and a label."""
    label = _label(before)
    others = words_of("dates", "other")
    return label in others or (is_name(before) and any(label.endswith(f" {other}") for other in others))


def _opens_other(after: str) -> bool:
    """Whether words behind a day label a second one that is not of publication."""
    label = _label(after)
    return any(label.startswith(f"{other} ") for other in words_of("dates", "other"))


def _may_precede(before: str) -> bool:
    """Whether a date of publication may follow these words: none, a label, a by-line, or a name set off from it.

    "Parties agree on withdrawal by 1 August 2024" is a headline with another date in it.
    """
    label, published = _label(before), words_of("dates", "published")
    if not label or label in published or _CLOCK.fullmatch(before.strip()):
        return True
    names = is_name(before)
    if names and any(label.startswith(f"{opening} ") for opening in words_of("furniture", "bylines")):
        return True
    if names and any(label.endswith(f" {word}") for word in published if word != "on"):
        return True
    return names and bool(_PARTED.search(before)) and len(WORD.findall(before)) <= _PLACE_WORDS


def _may_follow(after: str) -> bool:
    """Whether these words may follow a date of publication: none, furniture, or a name set off from it."""
    rest = after.strip(f"{OUTER} ,;:/()[]")
    if not rest or pattern_of("furniture", "edges").fullmatch(rest.replace("'", "’")):
        return True
    words = WORD.findall(rest)
    set_off = bool(_PARTS.match(after)) or (bool(words) and words[0].casefold() in _fillers())
    return set_off and is_name(rest)


@cache
def _fillers() -> frozenset[str]:
    return frozenset(words_of("dates", "fillers"))
