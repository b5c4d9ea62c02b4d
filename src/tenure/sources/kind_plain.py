"""Plain text, as written or as copied from a page."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from tenure.model.problem import Problem, ProblemCode
from tenure.sources.body import Body
from tenure.sources.draft import Draft, normalised
from tenure.sources.furniture import cleaned

_WIDEST: Final = 100
"""Editors and mail programs wrap at 72 to 80 characters, a few at 100."""
_NARROWEST: Final = 40
_LOWER_SHARE: Final = 0.5
_BLOCKS: Final = re.compile(r"(\n{2,})")


def recognises(body: Body) -> bool:
    """Whether it is text at all: plain text is what no other kind has claimed."""
    return body.text is not None


def drafts_of(body: Body) -> tuple[tuple[Draft, ...], tuple[Problem, ...]]:
    """The one report of a plain text, without the page it was copied from."""
    found = cleaned(unwrapped(normalised(body.text or "")))
    if not found.text.strip():
        return (), (no_report(body.origin),)
    draft = Draft(found.text, body.data, body.origin, title=found.title, authors=found.authors, seen=found.dating)
    return (draft,), ()


def no_report(origin: str) -> Problem:
    """The problem of a text that is all furniture."""
    return Problem(
        ProblemCode.NO_ARTICLE, origin, "no report is in it, only buttons and headings", "Give the report's own text."
    )


def unwrapped(text: str) -> str:
    """The text with hard-wrapped paragraphs on one line each; a line end becomes a blank, so offsets stay."""
    blocks = _BLOCKS.split(text)
    ends = [pair for block in blocks for pair in _wrapped_ends(block)]
    lower = sum(below[:1].islower() for _, below in ends)
    if not ends or lower < _LOWER_SHARE * len(ends):
        return text
    return "".join(_joined(block) for block in blocks)


def _wrapped_ends(block: str) -> Iterator[tuple[str, str]]:
    """The places in a block where a line ends that could have been wrapped there, with the line below."""
    lines = block.split("\n")
    if max(map(len, lines)) > _WIDEST:
        return
    for above, below in pairwise(lines):
        if len(above) >= _NARROWEST and below:
            yield above, below


def _joined(block: str) -> str:
    lines = block.split("\n")
    widest = max(map(len, lines))
    if widest > _WIDEST or len(lines) < 2:
        return block
    parts = [lines[0]]
    for above, below in pairwise(lines):
        # A word that would still have fitted on the line above shows that the break was meant.
        meant = len(above) + 1 + len(below.split(" ", 1)[0]) < min(widest, _NARROWEST) or not above or not below
        parts.append(f"\n{below}" if meant else f" {below}")
    return "".join(parts)
