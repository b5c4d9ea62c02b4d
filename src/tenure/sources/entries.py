"""Feeds taken apart: RSS, Atom and JSON Feed to entries, each with the bytes it came as. Nothing is fetched here."""

import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urljoin

import feedparser

from tenure.settings import Settings

_DOCTYPE: Final = re.compile(r"<!DOCTYPE\b[^\[>]{0,2000}(?:\[[^\]]{0,200000}\]\s{0,100})?>", re.IGNORECASE)
_PROLOG: Final = 10_000
_ROOT: Final = re.compile(r"<[a-zA-Z]")
_DECLARATION: Final = re.compile(r"^\s{0,100}<\?xml[^>]{0,300}\?>")
_ITEM: Final = re.compile(r"<(?P<end>/)?(?:\w{1,20}:)?(?:item|entry)(?=[\s>])[^<>]{0,2000}>", re.IGNORECASE)
_OPENS: Final = re.compile(r"<(?:\w{1,20}:)?(?:item|entry)[\s/>]", re.IGNORECASE)
_LINK: Final = re.compile(r"<link\s[^<>]{1,2000}>", re.IGNORECASE)
_FEED_TYPE: Final = re.compile(
    r"""type\s{0,9}=\s{0,9}["']?application/(?:rss\+xml|atom\+xml|feed\+json)""", re.IGNORECASE
)
_HREF: Final = re.compile(r"""href\s{0,9}=\s{0,9}["']?([^"'\s>]{1,1500})""", re.IGNORECASE)
_MOST_FRAMES: Final = 20_000_000
"""Characters that what stands around entries may come to when it is kept with each of them."""
_LONGEST_HEAD: Final = 100_000


class BadFeed(ValueError):
    """A feed that cannot be read; its text is fit to show."""


class LargeFeed(BadFeed):
    """A feed that is larger than the settings allow."""

    def __init__(self, what: str, setting: str) -> None:
        super().__init__(f"the feed has more than {what}")
        self.setting = setting
        """What to raise where it should be read."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed; what it does not say is None."""

    id: str | None
    url: str | None
    title: str | None
    published: str | None
    updated: str | None
    publisher: str | None
    """Who published it: the source an aggregator names, else the feed."""
    authors: tuple[str, ...]
    language: str | None
    body: str
    """HTML or text; the longest that the entry has."""
    raw: bytes
    """The feed as received with this entry alone, in UTF-8."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed and its entries, in its own order."""

    title: str | None
    entries: tuple[Entry, ...]


def feed_in(text: str, settings: Settings, address: str | None = None) -> Feed | None:
    """The feed that a text is, or None where it is none; links are made whole with the address it came from.

    Raises:
        LargeFeed: it is one that is larger than the settings allow.
        BadFeed: it is one that cannot be read.
    """
    if len(text) > settings.max_feed_megabytes * 1_000_000:
        raise LargeFeed(f"{settings.max_feed_megabytes} MB", "max_feed_megabytes")
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        return _json_feed(text, settings, address)
    if text.count("<") > settings.max_feed_tags:
        raise LargeFeed(f"{settings.max_feed_tags:,} tags", "max_feed_tags")
    _check_entries(sum(1 for _ in _OPENS.finditer(text)), settings)
    return _xml_feed(text, address)


def _check_entries(number: int, settings: Settings) -> None:
    if number > settings.max_feed_entries:
        raise LargeFeed(f"{settings.max_feed_entries:,} entries", "max_feed_entries")


def _xml_feed(text: str, address: str | None) -> Feed | None:
    # Document types go before the parser sees them: with them go all entities, external ones and those that multiply.
    plain = _DECLARATION.sub("", text.lstrip("\ufeff"), count=1)
    at = plain[:_PROLOG].upper().find("<!DOCTYPE")
    if at >= 0 and (declared := _DOCTYPE.match(plain, at)):
        plain = plain[:at] + plain[declared.end() :]
    root = _ROOT.search(plain)
    if root is None or "<!" in plain[: root.start()].replace("<!--", ""):
        raise BadFeed("the feed declares more than a feed may")
    try:
        found = feedparser.parse(
            io.BytesIO(plain.encode("utf-8", "replace")),
            sanitize_html=False,
            resolve_relative_uris=False,
            response_headers={"content-type": "application/xml; charset=utf-8"},
        )
    except Exception as error:  # the stage's boundary: the parser is not made for hostile feeds
        raise BadFeed(f"the feed cannot be read: {type(error).__name__}") from error
    if not found.get("version") and not found.entries:
        return None
    raws = _raws(text, len(found.entries))
    title = _words(found.feed.get("title"))
    language = _words(found.feed.get("language"))
    entries = (
        _xml_entry(dict(one), title, language, address, raw) for one, raw in zip(found.entries, raws, strict=True)
    )
    return Feed(title, tuple(entries))


def _raws(text: str, count: int) -> list[bytes]:
    """The bytes of each entry; where entries cannot be told apart, those of the whole feed, if it is small.

    Raises:
        BadFeed: it is not.
    """
    slices = _slices(text)
    if len(slices) == count:
        return [one.encode("utf-8", "surrogatepass") for one in slices]
    if len(text) * count > _MOST_FRAMES:
        raise BadFeed("its entries run into each other")
    return [text.encode("utf-8", "surrogatepass")] * count


def _slices(text: str) -> list[str]:
    """The feed with each of its entries alone, as it was received; empty where they cannot be told apart."""
    found: list[tuple[int, int]] = []
    begin: int | None = None
    for mark in _ITEM.finditer(text):
        if (begin is None) == bool(mark["end"]):
            return []  # one inside another, or in the text of another: where they end cannot be told
        if begin is None:
            begin = mark.start()
        else:
            found.append((begin, mark.end()))
            begin = None
    if not found:
        return []
    head, tail = text[: found[0][0]], text[found[-1][1] :]
    if (len(head) + len(tail)) * len(found) > _MOST_FRAMES:
        head = tail = ""
    return [head + text[begin:end] + tail for begin, end in found]


def _xml_entry(
    one: Mapping[str, Any], title: str | None, language: str | None, address: str | None, raw: bytes
) -> Entry:
    source = one.get("source")
    named = _words(source.get("title")) if isinstance(source, Mapping) else None
    contents = [part.get("value") for part in one.get("content") or () if isinstance(part, Mapping)]
    bodies = [body for body in (*contents, one.get("summary")) if isinstance(body, str)]
    publisher = named or _words(one.get("news_source") or one.get("dc_source") or one.get("publisher")) or title
    return Entry(
        id=_words(one.get("id")),
        url=_whole(_words(one.get("link")), address),
        title=_without_source(_words(one.get("title")), named),
        published=_words(one.get("published")),
        updated=_words(one.get("updated")),
        publisher=publisher,
        authors=_authors(one.get("authors"), one.get("author")),
        language=language,
        body=max(bodies, key=len, default=""),
        raw=raw,
    )


def _json_feed(text: str, settings: Settings, address: str | None) -> Feed | None:
    try:
        found = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise BadFeed("the feed is no JSON that can be read") from error
    if not isinstance(found, dict) or "jsonfeed.org/version" not in str(found.get("version"))[:200]:
        return None
    listed = found.get("items")
    items = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    _check_entries(len(items), settings)
    frame = {key: value for key, value in found.items() if key != "items"}
    title, language = _words(found.get("title")), _words(found.get("language"))
    return Feed(title, tuple(_json_entry(one, title, language, address, frame) for one in items))


def _json_entry(
    one: Mapping[str, Any], title: str | None, language: str | None, address: str | None, frame: Mapping[str, Any]
) -> Entry:
    bodies = [body for key in ("content_html", "content_text", "summary") if isinstance(body := one.get(key), str)]
    return Entry(
        id=_words(one.get("id")),
        url=_whole(_words(one.get("external_url")) or _words(one.get("url")), address),
        title=_words(one.get("title")),
        published=_words(one.get("date_published")),
        updated=_words(one.get("date_modified")),
        publisher=title,
        authors=_authors(one.get("authors"), one.get("author")),
        language=_words(one.get("language")) or language,
        body=bodies[0] if bodies else "",
        raw=json.dumps({**frame, "items": [one]}, ensure_ascii=False).encode("utf-8", "surrogatepass"),
    )


def _words(value: object) -> str | None:
    return value.strip()[:2000] or None if isinstance(value, str) else None


def _authors(many: object, one: object) -> tuple[str, ...]:
    """Names from a list of people, else the one name that is given."""
    people = many if isinstance(many, list) else [one]
    return tuple(name for name in _names(people[:20]) if "@" not in name)


def _names(people: list[Any]) -> Iterator[str]:
    for person in people:
        name = _words(person.get("name") if isinstance(person, Mapping) else person)
        if name:
            yield name


def _whole(link: str | None, address: str | None) -> str | None:
    """A link as a whole address of the web, or None."""
    try:
        whole = urljoin(address or "", link or "")
    except ValueError:
        return None
    return whole if whole.lower().startswith(("http://", "https://")) else None


def _without_source(title: str | None, source: str | None) -> str | None:
    """A headline without the name of the outlet that an aggregator puts behind it."""
    for mark in (" - ", " – ", " — ", " | "):
        if title and source and title.casefold().endswith((mark + source).casefold()):
            return title[: -len(mark + source)].rstrip() or title
    return title


def feed_named_in(markup: str, address: str) -> str | None:
    """The address of the first feed that a page names in its head, or None."""
    for link in _LINK.findall(markup[:_LONGEST_HEAD]):
        if _FEED_TYPE.search(link) and (href := _HREF.search(link)):
            return _whole(href[1], address)
    return None
