"""A draft: what one kind of input says about one report, before it is dated, named and given its id."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from tenure.model.ids import ReportId, blob_id, id_of
from tenure.model.problem import Gravity, Problem, ProblemCode
from tenure.model.report import DatePrecision, Report
from tenure.model.version import site_of
from tenure.sources.dating import Dating, dating_of_instant, dating_of_url
from tenure.sources.language import ENGLISH, UNKNOWN, code_of, language_of
from tenure.sources.notices import retracted_by

GIVEN: Final = "given"
METADATA: Final = "metadata"
FRONT_MATTER: Final = "front-matter"
_AHEAD: Final = timedelta(days=2)
"""Zones and hasty clocks: a report may be dated so far ahead of us."""
_LINE_ENDS: Final = re.compile(r"\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_NO_CHARACTER: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LONGEST_FIELD: Final = 2000


@dataclass(frozen=True, slots=True)
class Hints:
    """What the user says about an input: date and language go before what it says, publisher and URL fill gaps."""

    published: datetime | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    fetched_from: str | None = None
    """Where it was fetched: an address the input gives itself counts only if it is of the same site."""
    listed: Dating | None = None
    """The date that a feed gives for it: used where it gives none itself."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A report as one kind of input gives it; `stated` is its metadata's date, `seen` that in the head of its text."""

    text: str
    raw: bytes
    origin: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    stated: Dating | None = None
    seen: Dating | None = None
    updated: Dating | None = None
    links: tuple[str, ...] = ()
    """Where paragraphs lead to that say that a report is taken back."""
    bad_date: str | None = None
    """A date in its metadata that says no day."""
    language: str | None = None
    external_id: str | None = None


def normalised(text: str) -> str:
    """The text as it is stored: line ends are line feeds, no blanks at the ends of lines, nothing else changed.

    Half characters and control characters, which stores, tokenizers or terminals take amiss, become the replacement
    character, one for one.
    """
    text = _LINE_ENDS.sub("\n", text.removeprefix("\ufeff"))
    text = visible(text)
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def visible(text: str) -> str:
    """The text with what is no character replaced, one for one."""
    return _NO_CHARACTER.sub("\ufffd", text)


def finished(draft: Draft, hints: Hints, now: datetime) -> tuple[Report | None, tuple[Problem, ...]]:
    """The report that a draft makes with the user's hints, and what is missing in it."""
    text = normalised(draft.text)
    if not any(letter.isalpha() for letter in text):
        return None, (_no_article(draft.origin),)
    url = _url_of(field_of(draft.url), hints)
    dating, date_problems = _dating_of(draft, hints, url, now)
    language = code_of(hints.language) or language_of(text, draft.language)
    report = Report(
        id=ReportId(id_of("r1", text)),
        text=text,
        title=field_of(draft.title),
        publisher=field_of(draft.publisher) or field_of(hints.publisher),
        url=url,
        authors=tuple(name for author in draft.authors if (name := field_of(author))),
        published_at=dating.at if dating else None,
        published_precision=dating.precision if dating else DatePrecision.DAY,
        published_from=dating.found_in if dating else None,
        published_day=dating.local if dating else None,
        updated_at=_updated_at(draft.updated, dating, now),
        retracts=retracted_by(draft.title, text, url, draft.links),
        language=language,
        raw=blob_id(draft.raw),
        origin=draft.origin,
        external_id=field_of(draft.external_id),
    )
    return report, (*date_problems, *_language_problems(draft.origin, language))


def _url_of(own: str | None, hints: Hints) -> str | None:
    """The address of a report. What was fetched cannot pass itself off as a page of another site."""
    fetched = field_of(hints.fetched_from)
    if fetched and own and site_of(own) != site_of(fetched):
        return fetched
    return own or field_of(hints.url) or fetched


def _updated_at(updated: Dating | None, published: Dating | None, now: datetime) -> datetime | None:
    """When this version came out; nothing where that is no later than its publication, or lies in the future."""
    if updated is None or published is None or updated.at > now + _AHEAD:
        return None
    return updated.at if updated.at > published.at else None


def field_of(value: str | None) -> str | None:
    """A field of metadata as one line of characters that can be stored, or None where there is nothing in it."""
    if value is None:
        return None
    spaced = "".join(" " if unicodedata.category(one) in ("Cc", "Zl", "Zp") else one for one in value[:_LONGEST_FIELD])
    return " ".join(visible(spaced).split()) or None


def _no_article(origin: str) -> Problem:
    return Problem(ProblemCode.NO_ARTICLE, origin, "no words of a report are in it", "Give a text with sentences.")


def _dating_of(draft: Draft, hints: Hints, url: str | None, now: datetime) -> tuple[Dating | None, tuple[Problem, ...]]:
    """The first usable date in the order of trust, and one problem where one was bad or there is none."""
    given = dating_of_instant(hints.published, GIVEN) if hints.published else None
    dates = (given, draft.stated, dating_of_url(url or ""), draft.seen, hints.listed)
    candidates = [dating for dating in dates if dating]
    usable = [dating for dating in candidates if dating.at <= now + _AHEAD]
    bad = f"the date {draft.bad_date[:60]!r} says no day" if draft.bad_date and not given else None
    if candidates and (not usable or usable[0] is not candidates[0]):
        bad = f"the date of publication {candidates[0].day.isoformat()} lies in the future"
    chosen = usable[0] if usable else None
    if bad:
        left = f"dated {chosen.day.isoformat()} by its {chosen.found_in}" if chosen else "the report stays undated"
        message = f"{bad}; {left}"
        return chosen, (_noted(ProblemCode.BAD_DATE, draft.origin, message, "Give the right one with --published."),)
    if chosen is None:
        message = "it does not say when it was published"
        advice = "Give the day with --published; until then relative dates in it stay open."
        return None, (_noted(ProblemCode.UNDATED, draft.origin, message, advice),)
    return chosen, ()


def _language_problems(origin: str, language: str) -> tuple[Problem, ...]:
    if language in (ENGLISH, UNKNOWN):
        return ()
    message = f"it is not in English but in another language ({language}): it is kept, no claims are read from it"
    return (_noted(ProblemCode.LANGUAGE, origin, message, "If it is English, say so with --language en."),)


def _noted(code: ProblemCode, origin: str, message: str, advice: str) -> Problem:
    return Problem(code, origin, message, advice, Gravity.NOTED)
