"""What a page is asked for: the days, the filters and the language, as they stand in its address."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Final
from urllib.parse import urlencode

from tenure.model.errors import BadTime
from tenure.model.when import extent_of

LANGUAGES: Final = ("en", "ru")


@dataclass(frozen=True, slots=True)
class View:
    """The state of a page. Everything is in its address, so that an address can be kept and sent."""

    today: date
    as_of: date
    known_by: date | None = None
    lang: str = "en"
    lang_given: bool = False
    place: str = ""
    holder: str = ""
    everything: bool = False
    all_times: bool = False

    def query(self, **changes: str | None) -> str:
        """The query string of this view with some parameters added or, by None, left out."""
        fields: dict[str, str | None] = {
            "as_of": self.as_of.isoformat() if self.as_of != self.today else None,
            "known_by": self.known_by.isoformat() if self.known_by else None,
            "holder": self.holder or None,
            "place": self.place or None,
            "all": "1" if self.everything else None,
            "times": "all" if self.all_times else None,
            "lang": self.lang if self.lang_given else None,
        } | changes
        return urlencode({key: value for key, value in fields.items() if value is not None})

    def at(self, as_of: date) -> "View":
        """The same view of another day."""
        return replace(self, as_of=as_of)


def view_of(params: Mapping[str, Any], today: date, accepted: str) -> View:
    """The view that an address asks for.

    Raises:
        BadTime: a day in it is none.
    """
    lang = str(params.get("lang") or "")
    return View(
        today=today,
        as_of=last_day(str(params.get("as_of") or "")) or today,
        known_by=last_day(str(params.get("known_by") or "")),
        lang=lang if lang in LANGUAGES else preferred(accepted),
        lang_given=lang in LANGUAGES,
        place=str(params.get("place") or "")[:200],
        holder=str(params.get("holder") or "")[:200],
        everything=str(params.get("all") or "") == "1",
        all_times=str(params.get("times") or "") == "all",
    )


def last_day(text: str) -> date | None:
    """The last day of a date as written; None for none.

    Raises:
        BadTime: it is no date.
    """
    if not text:
        return None
    extent = extent_of(text[:40])
    if extent is None or extent.is_interval or extent.ends.last is None:
        raise BadTime(text[:40])
    return extent.ends.last


def preferred(accepted: str) -> str:
    """The first language a browser asks for that the pages are written in; English where there is none."""
    for part in accepted.split(",")[:20]:
        code = part.split(";")[0].strip().lower()[:2]
        if code in LANGUAGES:
            return code
    return LANGUAGES[0]


def first_instant(text: str) -> datetime | None:
    """A day or an instant as somebody writes it; a day is its midnight in UTC; None for none.

    Raises:
        BadTime: it is neither.
    """
    if not text.strip():
        return None
    try:
        value = datetime.fromisoformat(text.strip()[:40])
    except ValueError as error:
        raise BadTime(text[:40]) from error
    return value if value.tzinfo else value.replace(tzinfo=UTC)
