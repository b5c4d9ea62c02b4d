"""What a web page says about itself: title, outlet, authors, address, date of publication."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final
from urllib.parse import urlsplit

from lxml.html import HtmlElement  # type: ignore[import-untyped]  # lxml ships no types

from tenure.sources.dating import Dating, parse_dating
from tenure.sources.draft import METADATA
from tenure.sources.tables import words_of

_SAVED_FROM: Final = re.compile(
    r"saved from url=\(\d{1,6}\)(?P<url>https?://\S{1,2000})|\burl:\s{0,5}(?P<url2>https?://\S{1,2000})"
)
_HEAD: Final = 3000
_LONGEST_LD: Final = 400_000
_DEEPEST: Final = 12
_MOST_OBJECTS: Final = 2000
_SITE: Final = re.compile(r"\s+[|–—·»:-]+\s+")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says about the report in it."""

    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    stated: Dating | None = None
    updated: Dating | None = None
    bad_date: str | None = None
    language: str | None = None


def facts_of(tree: HtmlElement, markup: str) -> PageFacts:
    """The facts in a page's JSON-LD, meta elements, links and headings, in this order of trust."""
    metas = _metas_of(tree)
    article = _article_of(tree)
    publisher = _name_of(article.get("publisher")) or _first(metas, "publisher")
    stated, bad_date = _dating_of(tree, article, metas)
    return PageFacts(
        title=_title_of(tree, article, metas, publisher),
        publisher=publisher,
        authors=_authors_of(article, metas, publisher),
        url=_url_of(tree, article, metas, markup),
        stated=stated,
        updated=_updated_in(article, metas) if stated else None,
        bad_date=bad_date,
        language=tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
    )


def _metas_of(tree: HtmlElement) -> Mapping[str, str]:
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = (meta.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop"):
            name = (meta.get(attribute) or "").strip().lower()
            if name and content:
                metas.setdefault(name, content)
    return metas


def _article_of(tree: HtmlElement) -> Mapping[str, object]:
    """The JSON-LD object that is the report: the first article, else the page; empty where there is none."""
    found: list[Mapping[str, object]] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text and len(script.text) <= _LONGEST_LD:
            try:
                found.extend(_objects_in(json.loads(script.text.strip().rstrip(";"), strict=False), 0))
            except (ValueError, RecursionError):
                continue
        if len(found) > _MOST_OBJECTS:
            break
    for kinds in ("articles", "pages"):
        wanted = words_of("page", kinds)
        of_kind = [one for one in found if any(kind in wanted for kind in _types_of(one))]
        if of_kind:
            # Teasers are articles, too: the one that has both a headline and a date comes before those that lack one.
            return max(of_kind, key=lambda one: ("datePublished" in one) + ("headline" in one))
    return {}


def _objects_in(value: object, depth: int) -> Iterator[Mapping[str, object]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, Mapping):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart"):
            yield from _objects_in(value.get(key), depth + 1)
    elif isinstance(value, list):
        for one in value[:_MOST_OBJECTS]:
            yield from _objects_in(one, depth + 1)


def _types_of(one: Mapping[str, object]) -> Iterator[str]:
    kinds = one.get("@type")
    for kind in kinds if isinstance(kinds, list) else [kinds]:
        if isinstance(kind, str):
            yield kind.rsplit("/", 1)[-1].lower()


def _name_of(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, Mapping):
        value = value.get("name")
    return value.strip() or None if isinstance(value, str) else None


def _first(metas: Mapping[str, str], field: str) -> str | None:
    return next((metas[name] for name in words_of("page", field) if name in metas), None)


def _dating_of(
    tree: HtmlElement, article: Mapping[str, object], metas: Mapping[str, str]
) -> tuple[Dating | None, str | None]:
    """The first date of publication that says a day, and the first that says none."""
    bad: str | None = None
    for words in _dates_in(tree, article, metas):
        dating = parse_dating(words, METADATA)
        if dating:
            return dating, None
        bad = bad or words
    return None, bad


def _updated_in(article: Mapping[str, object], metas: Mapping[str, str]) -> Dating | None:
    """When the page says that it was last changed."""
    modified = article.get("dateModified")
    words = [modified] if isinstance(modified, str) else []
    words += [metas[name] for name in words_of("page", "updated") if name in metas]
    return next((found for one in words if (found := parse_dating(one, METADATA))), None)


def _dates_in(tree: HtmlElement, article: Mapping[str, object], metas: Mapping[str, str]) -> Iterator[str]:
    published = article.get("datePublished")
    if isinstance(published, str) and published.strip():
        yield published
    yield from (metas[name] for name in words_of("page", "published") if name in metas)
    marked = {
        time.get("datetime") or time.get("content") or ""
        for time in tree.iter("time", "span", "abbr")
        if time.get("pubdate") is not None or "datepublished" in (time.get("itemprop") or "").lower()
    } - {""}
    if len(marked) == 1:
        yield marked.pop()


def _title_of(
    tree: HtmlElement, article: Mapping[str, object], metas: Mapping[str, str], publisher: str | None
) -> str | None:
    headings = [" ".join(heading.text_content().split()) for heading in islice(tree.iter("h1"), 1)]
    named = next((" ".join((title.text or "").split()) for title in tree.iter("title")), None)
    for title in (_name_of(article.get("headline")), _first(metas, "title"), *headings, named):
        if title and title != publisher:
            return _without_site(title, publisher)
    return None


def _without_site(title: str, publisher: str | None) -> str:
    """A title without the name of the site at its end."""
    parts = _SITE.split(title)
    if len(parts) > 1 and publisher and parts[-1].casefold() == publisher.casefold():
        return title[: title.rindex(parts[-1])].rstrip(" |–—·»:-")
    return title


def _authors_of(article: Mapping[str, object], metas: Mapping[str, str], publisher: str | None) -> tuple[str, ...]:
    given = article.get("author")
    names = [_name_of(one) for one in (given if isinstance(given, list) else [given])[:20]]
    if not any(names):
        names = [name.strip() for name in re.split(r",| and |;", (_first(metas, "authors") or "")[:400])]
    return tuple(
        dict.fromkeys(name.removeprefix("By ") for name in names if name and "://" not in name and name != publisher)
    )


def _url_of(tree: HtmlElement, article: Mapping[str, object], metas: Mapping[str, str], markup: str) -> str | None:
    links = [link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    saved = _SAVED_FROM.search(markup[:_HEAD])
    page = article.get("mainEntityOfPage")
    candidates = (
        *links,
        *(metas[name] for name in words_of("page", "url") if name in metas),
        page.get("@id") if isinstance(page, Mapping) else page,
        article.get("url"),
        (saved["url"] or saved["url2"]) if saved else None,
    )
    return next((url.strip() for url in candidates if isinstance(url, str) and _is_address(url.strip())), None)


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not any(one.isspace() for one in url)
