"""Fetching one page: through redirects, each checked like the first address, into bytes or a reason why not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final, TypeAlias

from tenure import __version__
from tenure.fetching.failure import Declined, Failed, FetchError, Refused, TooLarge, Unreached, failed
from tenure.fetching.hosts import Resolve, checked_addresses, system_resolve
from tenure.fetching.targets import Target, target_of
from tenure.fetching.unpack import ENCODINGS, unpacked
from tenure.fetching.wire import Answer, Budget, answered

_MEGABYTE: Final = 1_000_000
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_LONGEST_TAG: Final = 1000
_LONGEST_WAIT: Final = 7 * 86_400.0
"""Seconds: who asks to be left alone for longer is asked again after a week."""
_ACCEPT: Final = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,*/*;q=0.5"
)
_TRIED: Final = 3
"""Addresses of one host that are tried in turn."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a request may go, and who asks."""

    megabytes: int = 10
    seconds: float = 30.0
    redirects: int = 5
    ratio: int = 100
    contact: str = ""
    loopback: bool = False
    """Whether this machine itself may be asked: for tests against a server on it."""
    resolve: Resolve = system_resolve

    @property
    def agent(self) -> str:
        """The name under which pages are asked for."""
        contact = "".join(one for one in self.contact if one.isascii() and one.isprintable())[:200].strip()
        return f"Tenure/{__version__}" + (f" (+{contact})" if contact else "")


@dataclass(frozen=True, slots=True)
class Known:
    """What was said of a page when it was last fetched: enough to ask only for something newer."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came."""

    url: str
    """Where it was in the end."""
    body: bytes
    """Unpacked."""
    known: Known
    content_type: str = ""
    moved: bool = False
    """Whether every redirect on the way said that it is for good."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A page that is as it was."""

    url: str


Outcome: TypeAlias = Fetched | Unchanged | Failed


def _at_once(target: Target) -> None:
    """What happens before a request where nobody else has a say."""


def fetch(
    url: str,
    limits: Limits,
    *,
    now: datetime,
    known: Known | None = None,
    before: Callable[[Target], None] = _at_once,
) -> Outcome:
    """Ask for one page and whatever it redirects to. Everything that can go wrong with that is a `Failed`.

    Args:
        url: any text; it is checked.
        limits: how far each request may go.
        now: what a date in Retry-After is counted from.
        known: what was said of the page last time; then it may be `Unchanged`.
        before: hears of each request, those after redirects too; it may wait, or raise a `FetchError`.
    """
    try:
        target, moved = target_of(url), True
        for _ in range(limits.redirects + 1):
            before(target)
            found = _asked(target, limits, known, now)
            if isinstance(found, Unchanged):
                return found
            if isinstance(found, Fetched):
                return replace(found, moved=moved and target.url != target_of(url).url)
            target, moved = target_of(found.to, base=target), moved and found.for_good
        raise Refused(f"it redirects more than {limits.redirects} times")
    except FetchError as error:
        return failed(error, url)


@dataclass(frozen=True, slots=True)
class _Moved:
    to: str
    for_good: bool


def _asked(target: Target, limits: Limits, known: Known | None, now: datetime) -> Fetched | Unchanged | _Moved:
    budget = Budget(limits.seconds, limits.megabytes * _MEGABYTE)
    addresses = checked_addresses(
        target.host, target.port, budget.remaining(), limits.resolve, loopback=limits.loopback
    )
    missed: Unreached | None = None
    for address in addresses[:_TRIED]:
        try:
            with answered(target, address, _headers(target, limits, known), budget) as answer:
                return _read(target, answer, limits, known, now)
        except Unreached as error:
            missed = error
            budget.remaining()
    raise missed or Unreached(f"{target.host} has no address")


def _headers(target: Target, limits: Limits, known: Known | None) -> Mapping[str, str]:
    headers = {
        "Host": target.authority,
        "User-Agent": limits.agent,
        "Accept": _ACCEPT,
        "Accept-Encoding": ENCODINGS,
        "Connection": "close",
    }
    if known and known.etag:
        headers["If-None-Match"] = known.etag
    if known and known.last_modified:
        headers["If-Modified-Since"] = known.last_modified
    return headers


def _read(
    target: Target, answer: Answer, limits: Limits, known: Known | None, now: datetime
) -> Fetched | Unchanged | _Moved:
    if answer.status == 304 and known is not None:
        return Unchanged(target.url)
    if answer.status in _REDIRECTS and answer.headers.get("location"):
        return _Moved(_spelt(answer.headers["location"]), answer.status in (301, 308))
    if answer.status != 200:
        wait = _retry_after(answer.headers.get("retry-after", ""), now)
        raise Declined(_words_of(answer.status), answer.status, wait)
    most = limits.megabytes * _MEGABYTE
    announced = answer.headers.get("content-length", "")
    if announced.isdecimal() and int(announced[:20]) > most:
        raise TooLarge(f"it is larger than {limits.megabytes} MB")
    body = unpacked(answer.pieces, answer.headers.get("content-encoding", ""), most=most, ratio=limits.ratio)
    tags = Known(_tag(answer.headers.get("etag")), _tag(answer.headers.get("last-modified")))
    return Fetched(target.url, body, tags, answer.headers.get("content-type", "")[:200])


def _spelt(location: str) -> str:
    """An address from a header, whose bytes were read as Latin-1 but are mostly UTF-8."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def _tag(value: str | None) -> str | None:
    """A validator that can be sent back as it is."""
    fits = value and len(value) <= _LONGEST_TAG and value.isascii() and value.isprintable()
    return value if fits else None


def _words_of(status: int) -> str:
    if status == 429:
        return "it asks to be asked less often (429)"
    if status in (401, 402, 403, 451):
        return f"it may not be read by everybody ({status})"
    if status in (404, 410):
        return f"there is no such page ({status})"
    return f"it answers with {status} instead of the page"


def _retry_after(value: str, now: datetime) -> float | None:
    """Seconds to wait, from a count of them or a date."""
    value = value.strip()
    if value.isdecimal() and value.isascii():
        return min(float(value[:12]), _LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(0.0, (moment - now).total_seconds()), _LONGEST_WAIT)
