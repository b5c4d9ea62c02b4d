"""Taking what waits: the report in an entry itself, or the page that it names."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from tenure.fetching.failure import Failed
from tenure.fetching.fetch import Fetched
from tenure.fetching.visitor import Visitor
from tenure.following.visits import input_of
from tenure.ledger.append import OpenRun
from tenure.ledger.follows import Follow, Waiting, pause_host, paused_until, postpone_entry, settle_entry
from tenure.model.ids import id_of
from tenure.model.problem import Problem
from tenure.pipeline import Tally, take_input
from tenure.project import Project
from tenure.settings import Settings
from tenure.sources.dating import Dating, parse_dating
from tenure.sources.draft import Hints
from tenure.sources.entries import BadFeed, Entry, feed_in
from tenure.sources.inputs import Input
from tenure.sources.kind_feed import is_full

_LISTED: Final = "feed"
_FIRST_WAIT: Final = timedelta(minutes=15)
_LONGEST_WAIT: Final = timedelta(days=1)
_MOST_TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class Round:
    """One round of following: the project, who fetches, and the run under which everything is entered."""

    project: Project
    visitor: Visitor
    run: OpenRun


def take_one(around: Round, source: Input | Problem, tally: Tally) -> Tally:
    """Take one input, or note one problem; what was done is in the ledger when this comes back."""
    return take_input(around.project, source, Hints(), around.run, tally)


def waited(failures: int, retry_after: float | None) -> timedelta:
    """How long to wait after so many failures in a row: twice as long each time, and as long as we are asked to."""
    own = min(_FIRST_WAIT * (1 << min(failures - 1, 10)), _LONGEST_WAIT)
    return max(own, timedelta(seconds=retry_after or 0.0))


def host_of(url: str) -> str:
    """The host of an address, for pauses."""
    return (urlsplit(url).hostname or "").lower()


def keep_pause(around: Round, url: str, found: Failed) -> None:
    """Leave a host alone for as long as it asks."""
    if found.retry_after:
        until = around.project.now() + timedelta(seconds=found.retry_after)
        pause_host(around.project.ledger, host_of(url), until)


def key_of(entry: Entry) -> str:
    """What tells an entry from the others of its feed."""
    return entry.id or entry.url or entry.title or id_of("e1", entry.body)


def take_entry(around: Round, waiting: Waiting, follow: Follow, tally: Tally) -> Tally:
    """Take the report that an entry holds or names; leave it waiting where its host does not answer just now."""
    settings = around.project.settings
    entry = _entry_in(waiting, follow, settings)
    ledger, now = around.project.ledger, around.project.now()
    if entry is None or entry.url is None or is_full(entry, settings):
        tally = _from_feed(around, waiting, follow, tally)
        settle_entry(ledger, waiting)
        return tally
    until = paused_until(ledger, host_of(entry.url), now)
    if until is not None:
        postpone_entry(ledger, waiting, until, tries=waiting.tries)
        return tally
    found = around.visitor.get(entry.url)
    if isinstance(found, Failed) and found.temporary and waiting.tries + 1 < _MOST_TRIES:
        keep_pause(around, entry.url, found)
        due_at = now + waited(waiting.tries + 1, found.retry_after)
        postpone_entry(ledger, waiting, due_at, tries=waiting.tries + 1)
        return tally
    if isinstance(found, Fetched):
        tally = _from_page(around, found, entry, waiting, follow, tally)
    elif isinstance(found, Failed):
        tally = _from_feed(around, waiting, follow, take_one(around, found.problem, tally))
    settle_entry(ledger, waiting)
    return tally


def _entry_in(waiting: Waiting, follow: Follow, settings: Settings) -> Entry | None:
    try:
        feed = feed_in(waiting.data.decode("utf-8", "replace"), settings, follow.asked)
    except BadFeed:
        return None
    return next((one for one in feed.entries if key_of(one) == waiting.key), None) if feed else None


def _from_page(
    around: Round, page: Fetched, entry: Entry, waiting: Waiting, follow: Follow, tally: Tally
) -> Tally:  # fmt: skip
    """The report on the page; where no report is found there, what the feed says of it."""
    hints = Hints(publisher=follow.publisher or entry.publisher)
    taken = take_one(around, input_of(page, hints, _listed(entry)), tally)
    found_one = taken.reports + taken.known > tally.reports + tally.known
    return taken if found_one else _from_feed(around, waiting, follow, taken)


def _from_feed(around: Round, waiting: Waiting, follow: Follow, tally: Tally) -> Tally:
    """What an entry holds by itself."""
    hints = Hints(publisher=follow.publisher)
    return take_one(around, Input(follow.asked, waiting.data, hints), tally)


def _listed(entry: Entry) -> Dating | None:
    return parse_dating(entry.published or entry.updated or "", _LISTED)


def is_due(follow: Follow, now: datetime, pause: timedelta | None) -> bool:
    """Whether an address may be asked: it is not being left alone, and `pause` has gone by since it was last asked."""
    rested = pause is None or follow.polled_at is None or follow.polled_at + pause <= now
    return follow.due_at <= now and rested
