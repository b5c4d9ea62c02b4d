"""Lines of a page that was copied as text: what each looks like, without knowing what it says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tenure.sources.date_lines import OUTER, WORD, after_day, dating_in, is_name
from tenure.sources.dating import Dating, day_patterns
from tenure.sources.tables import pattern_of, words_of

_LONGEST_FURNITURE: Final = 240
_LONG: Final = 20
"""A line of so many words is prose, with or without a full stop."""
_STOPPED: Final = re.compile(r"[.!?…。！？։؟।][\"'”’»)\]*]*$")
_STOP_INSIDE: Final = re.compile(r"[a-z]{4}[.!?][\"'”’)]{0,2}\s+[\"'“‘(]{0,2}[A-Z]")
_FEW: Final = 8
_FROM: Final = re.compile(r"\s+(?:and|&)\s+|,\s*|;\s*")


class Shape(StrEnum):
    """What a line looks like."""

    BLANK = "blank"
    PROSE = "prose"
    NOISE = "noise"
    """Furniture wherever it stands."""
    WIDGET = "widget"
    """Furniture at the edges of a page, or in company."""
    DATED = "dated"
    BYLINE = "byline"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class Line:
    """One line, its shape, and the date of publication or the authors it names."""

    text: str
    shape: Shape
    words: int
    dating: Dating | None = None
    authors: tuple[str, ...] = ()


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a text with their shapes; a `By` that stands alone takes in the name below it."""
    seen = [_line_of(line) for line in text.split("\n")]
    for at, line in enumerate(seen):
        if line.shape is Shape.BYLINE and not line.authors:
            below = next((n for n in range(at + 1, min(at + 3, len(seen))) if seen[n].shape is not Shape.BLANK), None)
            if below is not None and seen[below].shape is Shape.SHORT and is_name(seen[below].text):
                seen[below] = Line(seen[below].text, Shape.BYLINE, seen[below].words, None, (seen[below].text.strip(),))
    return tuple(seen)


def is_stopped(text: str) -> bool:
    """Whether a line ends as a sentence ends."""
    return bool(_STOPPED.search(text.rstrip()[-12:]))


def _line_of(text: str) -> Line:
    bare = text.strip(OUTER)
    count = len(WORD.findall(text))
    if not text.strip():
        return Line(text, Shape.BLANK, 0)
    if len(bare) > _LONGEST_FURNITURE:
        return Line(text, Shape.PROSE, count)
    plain = bare.replace("'", "’") or text.strip()
    if pattern_of("furniture", "anywhere").fullmatch(plain):
        return Line(text, Shape.NOISE, count)
    if pattern_of("furniture", "edges").fullmatch(plain):
        return Line(text, Shape.WIDGET, count)
    authors = _authors_of(bare)
    if authors is not None and (not authors or not is_stopped(bare)):
        return Line(text, Shape.BYLINE, count, dating_in(bare)[0], authors)
    dating, is_date = dating_in(bare)
    if is_date:
        return Line(text, Shape.DATED, count, dating, _authors_of(after_day(bare)) or ())
    prose = is_stopped(bare) or count >= _LONG or (count >= _FEW and _STOP_INSIDE.search(bare))
    shape = Shape.PROSE if prose else Shape.SHORT
    return Line(text, shape, count)


def _authors_of(bare: str) -> tuple[str, ...] | None:
    """The names of a by-line; empty for one whose name stands elsewhere, None for a line that is no by-line."""
    lowered = bare.casefold()
    for opening in sorted(words_of("furniture", "bylines"), key=len, reverse=True):
        if lowered == opening:
            return ()
        if lowered.startswith(f"{opening} "):
            rest = bare[len(opening) :].strip(" :")
            for pattern in day_patterns():
                rest = pattern.split(rest, maxsplit=1)[0].strip(f"{OUTER},")
            names = tuple(name.strip() for name in _FROM.split(rest.split("|")[0]) if name.strip())
            return names if is_name(rest) and names else None
    return None


def is_clock(line: Line) -> bool:
    """Whether a line is a time of day, as live blogs have between their entries."""
    return line.shape is Shape.WIDGET and line.text.strip()[:1].isdigit() and ":" in line.text


def texts_of(lines: Sequence[Line]) -> str:
    """The text of lines, one below the other."""
    return "\n".join(line.text for line in lines)
