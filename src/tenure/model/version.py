"""Versions: texts that stood one after the other at one address, and when each ceased to stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from tenure.model.ids import ReportId

_TRACKING: Final = re.compile(
    r"(?:utm_|at_|mc_|pk_|ito|fbclid|gclid|igshid|ocid|ref$|ref_|cmpid|share$|smid)", re.IGNORECASE
)
"""Parameters that say where a reader came from, not what is read."""
_FRONTS: Final = re.compile(r"^(?:www|m|amp|mobile)\.(?=.+\.)")
_WORD: Final = re.compile(r"\w{4,}")
_SHARED: Final = 30
"""Percent of the words of the shorter text that a later one has, too, if it is a version of it and no other report.

An address may belong to a channel or a front page. Reports of one outlet on one topic share a fifth of their words
or less; a correction keeps nearly all, a rewritten story keeps its names and places.
"""

_EXCERPT: Final = 90
"""Percent of its words that a much shorter text has from the other, if it is an excerpt (of a feed) and no version."""


@dataclass(frozen=True, slots=True)
class Version:
    """One publication of a report at an address."""

    report: ReportId
    said_at: datetime
    """When this version came out: as it says itself, else when it was recorded."""
    recorded_at: datetime
    title: str | None = None
    withdraws: bool = False
    """Whether it takes back what stood there before."""

    @property
    def order(self) -> tuple[datetime, datetime]:
        """Later versions come later; of two that say the same instant the one that was seen later."""
        return (self.said_at, self.recorded_at)


@dataclass(frozen=True, slots=True)
class Ending:
    """Since when a report does not stand any more, and which took its place."""

    on: datetime
    recorded_at: datetime
    by: ReportId
    withdrawn: bool
    """Whether it was taken back, not merely replaced."""


def address_of(url: str | None) -> str | None:
    """One spelling for all addresses of one page; None for an address that is none of a single report."""
    try:
        parts = urlsplit((url or "").strip())
        port = parts.port
    except ValueError:
        return None
    host = site_of(url or "")
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    asked = urlencode([(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k)])
    path = parts.path.rstrip("/")
    if not path and not asked:
        return None
    return host + (f":{port}" if port not in (None, 80, 443) else "") + path + (f"?{asked}" if asked else "")


def site_of(url: str) -> str:
    """The host of an address, without the prefixes by which sites tell their phones and servers apart."""
    try:
        return _FRONTS.sub("", (urlsplit(url.strip()).hostname or "").lower().rstrip("."))
    except ValueError:
        return ""


def is_version_of(later: tuple[str | None, str], earlier: tuple[str | None, str]) -> bool:
    """Whether one text (title and body) at an address is a later state of another: no other report, and no excerpt."""
    lists = [_WORD.findall(text.casefold()) for _, text in (later, earlier)]
    words = [set(one) for one in lists]
    shared, shorter = len(words[0] & words[1]), min(len(one) for one in words)
    if 2 * len(lists[0]) < len(lists[1]) and 100 * shared >= _EXCERPT * len(words[0]):
        return False
    titles = [" ".join(title.split()).casefold() for title, _ in (later, earlier) if title]
    if len(titles) == 2 and titles[0] == titles[1]:
        return True
    return shorter > 0 and 100 * shared >= _SHARED * shorter


def successor_of(report: ReportId, versions: Sequence[Version]) -> Ending | None:
    """What took the place of a report at an address: the first other text after its last version; None if it stands."""
    own = [one for one in versions if one.report == report]
    if not own:
        return None
    last = max(own, key=lambda one: one.order)
    later = [one for one in versions if one.report != report and one.order > last.order]
    if not later:
        return None
    first = min(later, key=lambda one: (one.order, one.report))
    return Ending(_since(first, last), first.recorded_at, first.report, first.withdraws)


def appeared_at(report: ReportId, versions: Sequence[Version]) -> datetime | None:
    """When a report took the place of an earlier one at an address; None if it was the first there."""
    own = min((one for one in versions if one.report == report), key=lambda one: one.order, default=None)
    earlier = [one for one in versions if own and one.report != report and one.order < own.order]
    return _since(own, max(earlier, key=lambda one: one.order)) if own and earlier else None


def _since(later: Version, earlier: Version) -> datetime:
    """From when a version stands: from the instant it says, unless that was said of the earlier one already."""
    return later.said_at if later.said_at > earlier.said_at else later.recorded_at
