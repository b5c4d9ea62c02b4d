"""Saved web pages: the report in them, without navigation, comments, share bars, banners and teasers."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from lxml.html import (  # type: ignore[import-untyped]  # lxml ships no types
    HtmlElement,
    HTMLParser,
    document_fromstring,
)

from tenure.model.problem import Problem, ProblemCode
from tenure.sources.body import Body
from tenure.sources.dating import Dating
from tenure.sources.draft import Draft, normalised, visible
from tenure.sources.furniture import Cleaned, cleaned, has_prose
from tenure.sources.notices import says_so
from tenure.sources.page_body import main_text
from tenure.sources.page_facts import PageFacts, facts_of
from tenure.sources.page_head import dating_in_head, lines_of_page

_OPENS: Final = re.compile(
    r"(?:\s|<!--.{0,3000}?-->|<\?xml[^>]{0,300}>){0,20}"
    r"<(?:!doctype\s{1,10}html|html|head|body|meta|title|link|script|style|main|article|section|header|div|p|h1|table|span)\b",
    re.IGNORECASE | re.DOTALL,
)
_INSIDE: Final = re.compile(r"<(?:html|body|head)\b[^<>]{0,2000}>", re.IGNORECASE)
_HEAD: Final = 8000
_DEAD: Final = tuple(
    (re.compile(rf"<{tag}\b([^<>]{{0,5000}})>", re.IGNORECASE), re.compile(rf"</{tag}\s{{0,20}}>", re.IGNORECASE))
    for tag in ("script", "style", "svg", "noscript", "template")
)
_REFERENCE: Final = re.compile(r"&#(?:x([0-9a-f]{1,8})|([0-9]{1,9}));?", re.IGNORECASE)
_EMBEDDED: Final = re.compile(r"data:[a-z]{1,20}/[a-z0-9.+-]{1,60};base64,[A-Za-z0-9+/=%]{200,}", re.IGNORECASE)
_MOST_PARAGRAPHS: Final = 100
_LARGEST: Final = 2_000_000
_MOST_TAGS: Final = 40_000
"""More tags take the extractor more than a few seconds; of the benchmark's 181 pages the largest has 3,103."""


def recognises(body: Body) -> bool:
    """Whether the text is a web page or a piece of one."""
    if body.text is None:
        return False
    start = body.text[:_HEAD].lstrip("\ufeff")
    return bool(_OPENS.match(start) or _INSIDE.search(start))


def drafts_of(body: Body) -> tuple[tuple[Draft, ...], tuple[Problem, ...]]:
    """The one report of a page."""
    markup = _living(body.text or "")
    if len(markup) > _LARGEST or markup.count("<") > _MOST_TAGS:
        return (), (_too_large(body.origin),)
    try:
        tree = _tree_of(markup)
        facts = facts_of(tree, markup)
        page_lines, links = lines_of_page(tree), _retracting_links(tree)
        text = main_text(tree)
    except (
        Exception
    ) as error:  # the stage's boundary: hostile pages make the extractor fail in ways it does not document
        message = f"the page cannot be read: {type(error).__name__}"
        return (), (Problem(ProblemCode.MALFORMED, body.origin, message, "Save the text of the report and read that."),)
    found = cleaned(normalised(text), facts.title or "")
    if not has_prose(found.text):
        return (), (_no_article(body.origin),)
    seen = found.dating or dating_in_head(page_lines, facts.title, found.text)
    return (replace(_draft_of(body, facts, found, seen), links=links),), ()


def _retracting_links(tree: HtmlElement) -> tuple[str, ...]:
    """Where the paragraphs lead to that say that a report is taken back."""
    return tuple(
        link.get("href") or ""
        for paragraph in islice(tree.iter("p"), _MOST_PARAGRAPHS)
        if says_so(paragraph.text_content())
        for link in islice(paragraph.iter("a"), _MOST_PARAGRAPHS)
    )


def _living(markup: str) -> str:
    """The page without scripts, styles, drawings and embedded files, whose bulk says nothing."""
    # The extractor gives up on a page with one control character, spelt out or not.
    markup = _REFERENCE.sub(_harmless, visible(markup))
    for begins, ends in _DEAD:
        markup = "".join(_between(markup, begins, ends))
    return _EMBEDDED.sub("", markup)


def _harmless(reference: re.Match[str]) -> str:
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    return reference[0] if number > 0x10FFFF or visible(chr(number)) == chr(number) else "\ufffd"


def _between(markup: str, begins: re.Pattern[str], ends: re.Pattern[str]) -> Iterator[str]:
    """What stands outside elements of one kind; data about the page (JSON-LD) stays. Each character is seen once."""
    at = 0
    while True:
        begin = begins.search(markup, at)
        end = ends.search(markup, begin.end()) if begin else None
        if begin is None or end is None:
            break
        stays = "ld+json" in begin[1].lower()
        yield markup[at : end.end() if stays else begin.start()]
        at = end.end()
    yield markup[at:]


def _tree_of(markup: str) -> HtmlElement:
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    return document_fromstring(markup.encode("utf-8", "replace"), parser=parser)


def _draft_of(body: Body, facts: PageFacts, found: Cleaned, seen: Dating | None) -> Draft:
    return Draft(
        text=found.text,
        raw=body.data,
        origin=body.origin,
        title=facts.title,
        publisher=facts.publisher,
        url=facts.url,
        authors=facts.authors or found.authors,
        stated=facts.stated,
        seen=seen,
        updated=facts.updated,
        bad_date=facts.bad_date,
        language=facts.language,
    )


def _no_article(origin: str) -> Problem:
    return Problem(
        ProblemCode.NO_ARTICLE, origin, "no report was found on the page", "Save the page of one report, or its text."
    )


def _too_large(origin: str) -> Problem:
    message = f"the page has more than {_MOST_TAGS:,} tags or {_LARGEST // 1_000_000} MB of markup without its scripts"
    return Problem(ProblemCode.TOO_LARGE, origin, message, "Save the text of the report and read that.")
