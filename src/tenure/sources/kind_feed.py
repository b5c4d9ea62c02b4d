"""Feeds (RSS, Atom, JSON Feed): a report an entry, from what the feed itself holds. Other XML is left."""

import re
from collections.abc import Iterator
from typing import Final

from lxml.etree import LxmlError  # type: ignore[import-untyped]  # lxml ships no types
from lxml.html import HTMLParser, document_fromstring  # type: ignore[import-untyped]  # lxml ships no types

from tenure.model.problem import Gravity, Problem, ProblemCode
from tenure.settings import Settings
from tenure.sources.body import Body
from tenure.sources.dating import Dating, parse_dating
from tenure.sources.draft import METADATA, Draft, normalised, visible
from tenure.sources.entries import BadFeed, Entry, LargeFeed, feed_in
from tenure.sources.furniture import cleaned, has_prose
from tenure.sources.page_head import lines_of_page

_XML: Final = re.compile(r"\s{0,100}<\?xml\b|\s{0,100}<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)
_JSON_FEED: Final = re.compile(
    r'\s{0,100}\{.{0,2000}"version"\s{0,20}:\s{0,20}"https?:\\?/\\?/(?:www\.)?jsonfeed\.org', re.S
)
_PAGE: Final = re.compile(r"<html\b|<!doctype\s+html", re.IGNORECASE)
_HEAD: Final = 4000
_RAISE_TAGS: Final = "Read the page itself, or raise max_entry_tags in the settings."
_FULL: Final = 150
"""Words from which the text of an entry passes for the whole report; teasers have up to a hundred."""


def recognises(body: Body) -> bool:
    """Whether the text is a feed, or other XML that is no page."""
    if body.text is None:
        return False
    start = body.text[: 2 * _HEAD].lstrip("\ufeff")
    return bool(_JSON_FEED.match(start)) or (bool(_XML.match(start)) and not _PAGE.search(start[:_HEAD]))


def drafts_of(body: Body) -> tuple[tuple[Draft, ...], tuple[Problem, ...]]:
    """The reports of all entries that hold more than a headline, and a problem for the others."""
    try:
        feed = feed_in(body.text or "", body.settings)
    except BadFeed as error:
        return (), (bad_feed(body.origin, error),)
    if feed is None:
        return (), (_no_feed(body.origin),)
    drafts = tuple(
        draft
        for number, entry in enumerate(feed.entries, 1)
        for draft in draft_of(entry, f"{body.origin}:{number}", body.settings)
    )
    gravity = Gravity.NOTED if drafts else Gravity.FAILED
    large = sum(is_too_large(entry.body, body.settings) for entry in feed.entries)
    bare = len(feed.entries) - len(drafts) - large
    problems = []
    if large:
        message = f"{large} of its entries have more than {body.settings.max_entry_tags:,} tags"
        problems.append(Problem(ProblemCode.TOO_LARGE, body.origin, message, _RAISE_TAGS, gravity))
    if bare or not feed.entries:
        problems.append(_bare(body.origin, bare, gravity=gravity))
    return drafts, tuple(problems)


def bad_feed(origin: str, error: BadFeed) -> Problem:
    """The problem of a feed that is not read."""
    if isinstance(error, LargeFeed):
        advice = f"If you trust it, raise {error.setting} in the settings; or ask for the pages it names."
        return Problem(ProblemCode.TOO_LARGE, origin, str(error), advice)
    return Problem(ProblemCode.MALFORMED, origin, str(error), "Ask for the pages it names instead.")


def draft_of(entry: Entry, origin: str, settings: Settings) -> Iterator[Draft]:
    """The report that an entry holds by itself; none where it has only a headline."""
    text = text_of(entry, settings)
    if not has_prose(text):
        return
    dates = (entry.published, entry.updated)
    stated = next((found for words in dates if words and (found := parse_dating(words, METADATA))), None)
    yield Draft(
        text=text,
        raw=entry.raw,
        origin=origin,
        title=entry.title,
        publisher=entry.publisher,
        url=entry.url,
        authors=entry.authors,
        stated=stated,
        updated=_updated(entry, stated),
        bad_date=next((words for words in dates if words), None) if stated is None else None,
        language=entry.language,
        external_id=entry.id,
    )


def is_full(entry: Entry, settings: Settings) -> bool:
    """Whether an entry holds the whole report, as far as its length tells."""
    return len(text_of(entry, settings).split()) >= _FULL


def is_too_large(markup: str, settings: Settings) -> bool:
    """Whether the markup of an entry, or of a page in a message, has more tags than are read."""
    return markup.count("<") > settings.max_entry_tags


def text_of(entry: Entry, settings: Settings) -> str:
    """The words of an entry, one paragraph a line, without what a feed puts around them; empty where too large."""
    body = visible(entry.body)
    if is_too_large(body, settings):
        return ""
    text = "\n".join(_lines(body)) if "<" in body or "&" in body else body
    found = cleaned(normalised(text), entry.title or "").text
    return found if found.strip() else normalised(text)


def _lines(markup: str) -> tuple[str, ...]:
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = document_fromstring(f"<html><body>{markup}</body></html>".encode("utf-8", "replace"), parser=parser)
    except (LxmlError, ValueError):
        return ()
    return lines_of_page(tree)


def _updated(entry: Entry, stated: Dating | None) -> Dating | None:
    return parse_dating(entry.updated, METADATA) if entry.updated and entry.published and stated else None


def _no_feed(origin: str) -> Problem:
    message = "it is XML, but no feed, no page and no text"
    return Problem(ProblemCode.UNSUPPORTED, origin, message, "Save the pages it names as HTML and read those.")


def _bare(origin: str, number: int, *, gravity: Gravity) -> Problem:
    message = f"{number} of its entries hold only a headline" if number else "the feed has no entries"
    advice = "Follow it (tenure follow add) so that the pages it names are fetched, or save those and read them."
    return Problem(ProblemCode.NO_ARTICLE, origin, message, advice, gravity)
