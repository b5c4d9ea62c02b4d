"""Border phrases: "Armenia’s borders with Turkey and Iran" are two lines, and "that border" is the one named before."""

import re
from dataclasses import dataclass
from typing import Final

from tenure.reading.cues import cues

_NAME: Final = r"[^\W\d_a-z][\w-]*(?:\s[^\W\d_a-z][\w-]*)*"
_WITH: Final = re.compile(
    rf"(?P<owner>{_NAME}[’']s?\s+)?(?P<lead>[\w-]+\s+)?(?P<head>border|frontier)s?\s+with\s+(?P<first>{_NAME})"
    rf"(?:,?\s+and\s+(?:with\s+)?(?P<second>{_NAME}))?"
)
_LINE: Final = re.compile(r"\b(?:border|frontier|line)$")
_SITE_ON: Final = re.compile(
    rf"{_NAME}\s(?:border\s)?(?:checkpoint|crossing|post|outpost|station|gate|bridge|base|camp)"
    r"\s(?:on|at|along|near)\s(?:the\s)?$"
)
_BORDERING: Final = re.compile(r"\s(?:that\s)?(?:bordering|border|adjoining|adjacent to)\s(?:on\s)?(?:the\s)?$")
_REACH: Final = 80
_POINTING: Final = re.compile(r"(?:that|this|the same|the said)\s+(?P<head>[a-z]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class BorderPhrase:
    """Words that name one or two borders of a country, and each border in full."""

    start: int
    end: int
    lines: tuple[str, ...]


def border_phrases(text: str, start: int, end: int) -> list[BorderPhrase]:
    """Gives the phrases of a sentence that name borders by the neighbour: "the border with Iran"."""
    found = []
    for match in _WITH.finditer(text, start, end):
        owner = match["owner"] or ""
        neighbours = [name for name in (match["first"], match["second"]) if name]
        lines = tuple(f"{owner}{match['head']} with {name}" for name in neighbours)
        found.append(BorderPhrase(match.start("owner" if owner else "head"), match.end(), lines))
    return found


def whole_phrase(text: str, start: int, end: int) -> int:
    """Gives where a phrase begins that was read from its end on.

    "The A–B border" after "the Nam post on" is only its tail, and so is a name after "two provinces bordering".
    """
    if not _LINE.search(text, start, end):
        return _bordering_area(text, start)
    found = _SITE_ON.search(text, max(0, start - _REACH), start)
    return found.start() if found else start


def _bordering_area(text: str, start: int) -> int:
    """Gives where "two districts bordering" before a name begins; the name's own start where no such words are."""
    low = max(0, start - _REACH)
    bordering = _BORDERING.search(text, low, start)
    found = [one for one in cues().areas.finditer(text, low, start) if bordering and one.end() == bordering.start()]
    if not found:
        return start
    begin = found[-1].start()
    for count in reversed(list(cues().counts.finditer(text, low, begin))):
        if text[count.end() : begin] != " ":
            break
        begin = count.start()
    return begin


def named_before(text: str, start: int, words: str) -> str | None:
    """Gives what "that border" points at: the last phrase before it with the same head noun and a name."""
    pointing = _POINTING.fullmatch(words)
    if pointing is None:
        return None
    head = pointing["head"].lower()
    named = re.compile(rf"(?:[^\W\d_a-z][\w’'–]*[\s-])+{head}\b")
    before = [match.group() for match in named.finditer(text, max(0, start - 2000), start)]
    return before[-1] if before else None
