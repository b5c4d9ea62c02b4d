"""The report inside a page that was copied as text: title, body, date line, by-line, without the page's furniture."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from tenure.sources.date_lines import dateline_of
from tenure.sources.dating import Dating
from tenure.sources.heads import (
    authors_of,
    dating_of,
    kept_of,
    letters_of,
    title_below_menus,
    title_in,
    title_like,
)
from tenure.sources.lines import Line, Shape, is_clock, lines_of, texts_of
from tenure.sources.margins import menus_in, stretch_of_prose
from tenure.sources.tables import pattern_of

_FURNITURE: Final = frozenset({Shape.NOISE, Shape.WIDGET, Shape.DATED, Shape.BYLINE})
_HEAD_LINES: Final = 15
_DECK_WORDS: Final = 40
_TEASER_WORDS: Final = 25
_MANY: Final = 0.3
_SENTENCE: Final = 30
_FAR: Final = 100_000
_HEADINGS: Final = 20
"""So many headings that could open a tail are looked behind; a page of thousands is no report."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What a copied page holds."""

    text: str
    title: str | None = None
    dating: Dating | None = None
    authors: tuple[str, ...] = ()


_MOST_LINES: Final = 20_000
"""A text of more lines is no copied page; it is kept as it is."""


def cleaned(text: str, title: str | None = None) -> Cleaned:
    """The body of a text without what stood around it, its headline, and the date and authors its head names.

    Where the title is known from elsewhere only a line that repeats it is taken for the headline.
    """
    if text.count("\n") > _MOST_LINES:
        return Cleaned(text)
    lines = lines_of(text)
    first = next((at for at, line in enumerate(lines) if line.shape is Shape.PROSE), None)
    if title is not None and first is not None and letters_of(lines[first].text) == letters_of(title):
        lines = lines[first + 1 :]
    if not any(line.shape is Shape.PROSE for line in lines):
        return _without_prose(lines)
    menus = menus_in(lines)
    return _between_menus(lines, menus, title) if menus else _of_page(lines, title)


def _without_prose(lines: Sequence[Line]) -> Cleaned:
    """A text without a sentence (a headline, a list, a poem): all of it but its furniture."""
    kept = [line for line in lines if line.shape in (Shape.SHORT, Shape.BLANK)]
    return Cleaned(texts_of(kept), None, dating_of(lines, None), authors_of(lines))


def _between_menus(lines: Sequence[Line], menus: Sequence[tuple[int, int]], title: str | None) -> Cleaned:
    """The report on a page with menus: the stretch with the most prose, and the headline above it."""
    begin, end = stretch_of_prose(lines)
    if all(to <= end for _, to in menus):
        end = len(lines)
    inside = {at for since, to in menus for at in range(since, to)}
    if all(since >= begin for since, _ in menus):
        return _of_page([line for at, line in enumerate(lines[:end]) if at not in inside], title)
    head = lines[:begin]
    title_at = title_below_menus(head) if title is None else title_like(head, title)
    found = _of_page([line for at, line in enumerate(lines[begin:end], begin) if at not in inside], title or "")
    signed = head[title_at or 0 :] if title_at is not None else ()
    return Cleaned(
        "\n".join([*(line.text for line in kept_of(head, title_at, menus=True)), found.text]),
        head[title_at].text.strip() if title_at is not None else None,
        dating_of(signed, 0) or found.dating,
        authors_of(signed) or found.authors,
    )


def _of_page(lines: Sequence[Line], title: str | None) -> Cleaned:
    """The report on a page without menus: head, body, tail."""
    first = next((at for at, line in enumerate(lines) if line.shape is Shape.PROSE), None)
    if first is None:
        return _without_prose(lines)
    end = _end_of_body(lines, first)
    days = _entries(lines[:end], lambda line: line.shape is Shape.DATED and line.dating is not None)
    hours = _entries(lines[:end], is_clock)
    start = min([_start_of_body(lines[:end], first), *days, *hours])
    body, head = lines[start:end], lines[:start]
    title_at = title_in(head, lines[:end]) if title is None else title_like(head, title)
    return Cleaned(
        texts_of([*kept_of(head, title_at, menus=False), *_without_clusters(body)]),
        head[title_at].text.strip() if title_at is not None else None,
        None if days else dating_of(head, title_at) or _dateline_in(body),
        authors_of(head),
    )


def _entries(lines: Sequence[Line], marks: Callable[[Line], bool]) -> tuple[int, ...]:
    """Where the entries of a chronicle or live blog begin: marks with prose after each; one alone is no entry."""
    found: list[int] = []
    open_mark: int | None = None
    for at, line in enumerate(lines):
        if marks(line):
            open_mark = at
        elif line.shape is Shape.PROSE and open_mark is not None:
            found.append(open_mark)
            open_mark = None
    return tuple(found) if len(found) > 1 else ()


def _start_of_body(lines: Sequence[Line], first: int) -> int:
    """Where the body begins: at the first prose, unless that is only a deck above a date, a by-line or buttons."""
    below = [at for at in range(first + 1, min(first + _HEAD_LINES, len(lines))) if lines[at].shape is not Shape.BLANK]
    furniture: list[int] = []
    for at in below:
        if lines[at].shape not in (Shape.DATED, Shape.BYLINE, Shape.WIDGET) or is_clock(lines[at]):
            break
        furniture.append(at)
    telling = len(furniture) > 1 or any(lines[at].shape is not Shape.WIDGET for at in furniture)
    if not telling or lines[first].words > _DECK_WORDS:
        return first
    rest = any(line.shape is Shape.PROSE for line in lines[furniture[-1] :])
    return furniture[-1] + 1 if rest else first


def _dateline_in(body: Sequence[Line]) -> Dating | None:
    first = next((line for line in body if line.shape is Shape.PROSE), None)
    return dateline_of(first.text) if first else None


def _end_of_body(lines: Sequence[Line], first: int) -> int:
    """Where the body ends: before comments, before lists of other articles, before the last buttons."""
    end, before, tried = len(lines), 0, 0
    for at, line in enumerate(lines):
        if at > first and tried < _HEADINGS and _opens_tail(line):
            tried += 1
            if _is_tail(lines[at + 1 :], line, before):
                end = at
                break
        before += line.words if line.shape is Shape.PROSE else 0
    return _trimmed(lines, end, first)


def _opens_tail(line: Line) -> bool:
    sentence = line.shape is Shape.PROSE and not line.text.rstrip().endswith(("...", "…", "?", "!"))
    return not sentence and bool(_heading(line, "comments") or _heading(line, "related"))


def _heading(line: Line, kind: str) -> bool:
    plain = line.text.strip(" \t•·*|–—-→»›>#:").replace("'", "’")
    return 0 < len(plain) < 100 and pattern_of("furniture", kind).fullmatch(plain) is not None


def _is_tail(rest: Sequence[Line], heading: Line, before: int) -> bool:
    """Whether what follows a heading is comments or teasers, and not a part of the report under that name."""
    spoken = [line for line in rest if line.shape is not Shape.BLANK]
    prose = [line for line in spoken if line.shape is Shape.PROSE]
    if not prose:
        return True
    signs = sum(line.shape in _FURNITURE or _heading(line, "signs") for line in spoken)
    short = sum(line.shape is Shape.SHORT for line in spoken)
    if _heading(heading, "related") and not _heading(heading, "comments"):
        return all(line.words < _TEASER_WORDS for line in prose) and signs + short >= len(spoken) / 2
    counted = any(letter.isdigit() for letter in heading.text)
    if signs >= _MANY * len(spoken) and signs > 1:
        return True
    return (signs > 0 or counted) and sum(line.words for line in prose) < before


def _trimmed(lines: Sequence[Line], end: int, first: int) -> int:
    """The end without the short lines after the last prose, if there is furniture among them."""
    last = next((at for at in range(end - 1, first, -1) if lines[at].shape is Shape.PROSE), first)
    for at in range(last + 1, end):
        if lines[at].shape is Shape.BYLINE:
            return last + 1
        if lines[at].shape in (Shape.WIDGET, Shape.NOISE):
            return at
    return end


def _without_clusters(body: Sequence[Line]) -> list[Line]:
    """The body without noise, and without buttons that stand two or more together; no gaps are left behind."""
    kept: list[Line] = []
    dropped = False
    for is_widget, group in groupby(body, key=lambda line: line.shape is Shape.WIDGET and not is_clock(line)):
        run = list(group)
        for line in run:
            if line.shape is Shape.NOISE or (is_widget and len(run) > 1):
                dropped = True
            elif not (dropped and line.shape is Shape.BLANK and kept and kept[-1].shape is Shape.BLANK):
                kept.append(line)
                dropped = dropped and line.shape is Shape.BLANK
    return kept


def has_prose(text: str) -> bool:
    """Whether a text has a line that reads as a sentence of some length, as every report has."""
    return any(line.shape is Shape.PROSE and len(line.text) >= _SENTENCE for line in lines_of(text[:_FAR]))
