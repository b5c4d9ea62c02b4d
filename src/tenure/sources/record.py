"""A record: the facts of a report under the names that people give them, as JSON and front matter hold them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from tenure.sources.dating import Dating, dating_of_instant, parse_dating
from tenure.sources.draft import Draft
from tenure.sources.tables import words_of

_MILLISECONDS: Final = 100_000_000_000
"""Counts of seconds stay below this until the year 5138."""


def draft_of(record: Mapping[str, object], text: str, raw: bytes, origin: str, *, found_in: str) -> Draft:
    """The draft that a record and a text make."""
    record = _lowered(record)
    published = _first(record, "published")
    stated = _dating_of(published, found_in)
    publisher, url = _text(_first(record, "publisher")), _text(_first(record, "url"))
    if publisher and publisher.startswith(("http://", "https://")):
        publisher, url = None, url or publisher
    return Draft(
        text=text,
        raw=raw,
        origin=origin,
        title=_text(_first(record, "title")),
        publisher=publisher,
        url=url,
        authors=_names(_first(record, "authors")),
        stated=stated,
        updated=_dating_of(_first(record, "updated"), found_in),
        bad_date=str(published)[:200] if published not in (None, "") and stated is None else None,
        language=_text(_first(record, "language")),
        external_id=_text(_first(record, "id")),
    )


def text_of(record: Mapping[str, object]) -> str | None:
    """The text of a record, or None where it has none."""
    text = _first(_lowered(record), "text")
    return text if isinstance(text, str) else None


def _lowered(record: Mapping[str, object]) -> Mapping[str, object]:
    """The record with its keys in lower case; of two that are alike then, the first counts."""
    lowered: dict[str, object] = {}
    for key, value in record.items():
        lowered.setdefault(key.lower(), value)
    return lowered


def _first(record: Mapping[str, object], field: str) -> object:
    return next((record[name] for name in words_of("fields", field) if record.get(name) is not None), None)


def _text(value: object) -> str | None:
    if isinstance(value, Mapping):
        value = value.get("name")
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else None


def _names(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(name.strip() for name in value.split(",") if name.strip())
    if isinstance(value, list | tuple):
        return tuple(name for one in value if (name := _text(one)))
    name = _text(value)
    return (name,) if name else ()


def _dating_of(value: object, found_in: str) -> Dating | None:
    """A day in words, or a count of seconds or milliseconds since 1970."""
    if isinstance(value, str):
        return parse_dating(value, found_in)
    if not isinstance(value, int | float) or isinstance(value, bool) or value <= 0:
        return None
    try:
        moment = datetime.fromtimestamp(value / 1000 if value >= _MILLISECONDS else value, UTC)
    except (OverflowError, ValueError, OSError):
        return None
    return dating_of_instant(moment, found_in) if moment.year > 1970 else None
