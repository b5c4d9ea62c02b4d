"""Menus on a page that was copied whole: long runs of short lines, and the stretch of prose between them."""

from collections.abc import Mapping, Sequence
from typing import Final

from tenure.sources.lines import Line, Shape, is_clock

_LONGEST_ITEM: Final = 12
_RUN: Final = 8
"""So many short lines in a row, two of them furniture, are a menu; the lists of reports hold no furniture."""
_FURNISHED: Final = 2
_FURNITURE: Final = frozenset({Shape.WIDGET, Shape.NOISE})
_MOST: Final = 30
_WEIGHTS: Final[Mapping[Shape, int]] = {
    Shape.BLANK: 0,
    Shape.NOISE: -3,
    Shape.WIDGET: -5,
    Shape.DATED: -2,
    Shape.BYLINE: -3,
    Shape.SHORT: -3,
}


def menus_in(lines: Sequence[Line]) -> tuple[tuple[int, int], ...]:
    """The half-open spans of the menus among lines."""
    found: list[tuple[int, int]] = []
    begin, items, furniture, last = 0, 0, 0, 0
    for at, line in enumerate([*lines, Line("", Shape.PROSE, 0)]):
        if line.shape is Shape.BLANK:
            continue
        if line.shape is not Shape.PROSE and line.words <= _LONGEST_ITEM and not is_clock(line):
            begin = at if not items else begin
            items, furniture, last = items + 1, furniture + (line.shape in _FURNITURE), at
            continue
        if items >= _RUN and furniture >= _FURNISHED:
            found.append((begin, last + 1))
        items = furniture = 0
    return tuple(found)


def stretch_of_prose(lines: Sequence[Line]) -> tuple[int, int]:
    """The half-open span with the most prose and the fewest other lines."""
    best, best_span = 0, (0, 0)
    score, begin = 0, 0
    for at, line in enumerate(lines):
        if score <= 0:
            score, begin = 0, at
        score += min(line.words, _MOST) if line.shape is Shape.PROSE else 0 if is_clock(line) else _WEIGHTS[line.shape]
        if score > best:
            best, best_span = score, (begin, at + 1)
    return best_span
