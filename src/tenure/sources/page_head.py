"""The head of the article on a page, as a reader sees it: what stands between its headline and its first paragraph."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from lxml.etree import iterwalk  # type: ignore[import-untyped]  # lxml ships no types
from lxml.html import HtmlElement  # type: ignore[import-untyped]  # lxml ships no types

from tenure.sources.date_lines import IN_HEAD
from tenure.sources.dating import Dating, parse_dating
from tenure.sources.lines import Shape, lines_of
from tenure.sources.tables import words_of

_MOST_LINES: Final = 30
_TELLING: Final = 40
"""So many letters of a line tell it from the others."""


def dating_in_head(page_lines: tuple[str, ...], title: str | None, body: str) -> Dating | None:
    """The one day that stands between headline and body on a page; two different ones are none."""
    head = "\n".join(_head_of(page_lines, title, body))
    found = [line.dating for line in lines_of(head) if line.dating and line.shape in (Shape.DATED, Shape.BYLINE)]
    return found[0] if len({dating.day for dating in found}) == 1 else None


def lines_of_page(tree: HtmlElement) -> tuple[str, ...]:
    """The lines of a page as a reader sees them, without navigation and margins."""
    return tuple(line for part in "".join(_pieces(tree)).split("\n") if (line := " ".join(part.split())))


def _pieces(tree: HtmlElement) -> Iterator[str]:
    blocks, passed = frozenset(words_of("page", "blocks")), frozenset(words_of("page", "passed"))
    walk = iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        block = element.tag in blocks
        if event == "start":
            if element.tag in passed:
                walk.skip_subtree()
            else:
                yield "\n" if block else ""
                yield from (_time_of(element) or element.text or "").split("\n")
        else:
            yield "\n" if block else " "
            yield " ".join((element.tail or "").split("\n"))


def _time_of(element: HtmlElement) -> str | None:
    """The day of a time element whose words give none ("3 hours ago")."""
    if element.tag != "time" or len(element):
        return None
    if parse_dating(element.text or "", IN_HEAD):
        return None
    dating = parse_dating(element.get("datetime") or "", IN_HEAD)
    return f" {dating.day.isoformat()} " if dating else None


def _head_of(page_lines: tuple[str, ...], title: str | None, body: str) -> Iterator[str]:
    wanted = _letters(title or "")
    first = _letters(next((line.text for line in lines_of(body[:20_000]) if line.shape is Shape.PROSE), body[:200]))
    if not wanted or not first:
        return
    at = next((n for n, line in enumerate(page_lines) if _letters(line) == wanted), None)
    if at is None:
        return
    below = list(islice(page_lines, at + 1, at + 1 + _MOST_LINES))
    end = next((n for n, line in enumerate(below) if _letters(line) == first), None)
    yield from below[:end] if end is not None else ()


def _letters(text: str) -> str:
    return "".join(letter for letter in text[: 4 * _TELLING].casefold() if letter.isalnum())[:_TELLING]
