"""The names of a window that a pointer may choose from: who "they" are, where "the base" is."""

from dataclasses import dataclass

from tenure.reading.names import Name
from tenure.reading.windows import Window


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name of a window: its tokens, its unit (-1: the title) and what it says."""

    tokens: tuple[int, int]
    unit: int
    name: Name


def tokens_of(window: Window, span: tuple[int, int]) -> tuple[int, int] | None:
    """Gives the token range of a window that covers a span of the text."""
    hit = [i for i, (a, b) in enumerate(window.spans) if a >= 0 and a < span[1] and b > span[0]]
    return (hit[0], hit[-1] + 1) if hit else None


def find_candidates(window: Window, title_names: list[Name], text_names: list[Name]) -> list[Candidate]:
    """Gives the names that a window shows, those of the title first; both lists are in order of writing."""
    found = []
    for name in title_names:
        hit = [i + 1 for i, (a, b) in enumerate(window.title_spans) if a < name.end and b > name.start]
        if hit:
            found.append(Candidate((hit[0], hit[-1] + 1), -1, name))
    at = 0
    for name in text_names:
        while at < len(window.spans) and window.spans[at][1] <= name.start:
            at += 1
        end = at
        while end < len(window.spans) and window.spans[end][0] < name.end and window.spans[end][0] >= 0:
            end += 1
        if end > at and window.spans[at][0] >= 0 and window.spans[end - 1][1] >= name.end:
            found.append(Candidate((at, end), window.units[at], name))
    return found
