"""The body of a web page: the words of the report in it, one paragraph a line."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from lxml.html import HtmlElement  # type: ignore[import-untyped]  # lxml ships no types
from trafilatura import extract

from tenure.sources.tables import table

_SHORT: Final = 500
_PARAGRAPH: Final = 20
_MOST_PARTS: Final = 200


def main_text(tree: HtmlElement) -> str:
    """The words of the report in a page; empty where the page has no article. The tree is changed."""
    for part in table("page")["outside"]:
        for element in tree.xpath(part["xpath"]):
            element.drop_tree()
    _join_parts(tree)
    exact = extract(tree, include_comments=False, favor_precision=True) or ""
    if len(exact) >= _SHORT:
        return exact
    # A page whose article the exact way misses leaves it with a notice or nothing.
    broad = extract(tree, include_comments=False) or ""
    return broad if len(exact) < len(broad) / 5 or not exact else exact


def _join_parts(tree: HtmlElement) -> None:
    """Put the parts of an article that is cut in pieces (by adverts) together, for the extractor takes only one.

    Parts are elements of one tag and one class that hold at least two full paragraphs each; teasers hold one.
    """
    groups: dict[tuple[str, str], list[HtmlElement]] = {}
    for element in tree.iter("div", "section"):
        name = " ".join((element.get("class") or "").split())
        if name and _full_paragraphs(element.iterchildren("p")) >= 2:
            groups.setdefault((element.tag, name), []).append(element)
    for parts in groups.values():
        if 2 <= len(parts) <= _MOST_PARTS and not any(
            first in later.iterancestors() for first, later in pairwise(parts)
        ):
            for part in parts[1:]:
                for child in list(part):
                    parts[0].append(child)


def _full_paragraphs(paragraphs: Iterable[HtmlElement]) -> int:
    return sum(len(paragraph.text_content().split()) >= _PARAGRAPH for paragraph in paragraphs)
