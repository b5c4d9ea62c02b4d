"""One round of following: every address that may be asked is, and what is new in it is taken into the record.

What is new is written down before it is taken, together with the tags that say how far we have read. A round that is
cut short loses nothing: the next one goes on with what still waits.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from tenure.fetching.failure import Failed
from tenure.fetching.fetch import Fetched, Known, Outcome
from tenure.fetching.visitor import Visitor
from tenure.following.taking import Round, host_of, is_due, keep_pause, key_of, take_entry, take_one, waited
from tenure.following.visits import input_of
from tenure.ledger.append import begin_run
from tenure.ledger.follows import Follow, add_entry, follows_of, iter_waiting, paused_until, save_follow
from tenure.model.ids import id_of
from tenure.pipeline import Tally, run_of
from tenure.project import Project
from tenure.settings import Settings
from tenure.sources.decoding import decode
from tenure.sources.draft import Hints
from tenure.sources.entries import BadFeed, Entry, Feed, feed_in, feed_named_in
from tenure.sources.kind_feed import bad_feed


@dataclass(frozen=True, slots=True)
class PollTally:
    """What a round came to, so far."""

    asked: int = 0
    unchanged: int = 0
    failed: int = 0
    rested: int = 0
    """Addresses that were left alone because they, or we, had asked for a pause."""
    entries: int = 0
    """Entries of feeds that were new or said something else than before."""
    taken: Tally = field(default_factory=Tally)


def poll(
    project: Project, visitor: Visitor, told: Callable[[PollTally], None], *, pause: timedelta | None = None
) -> PollTally:  # fmt: skip
    """Ask every followed address once, then take what waits. `told` hears of each step.

    Args:
        project: where to.
        visitor: who fetches.
        told: hears how far it is.
        pause: an address that was asked less than this ago is not asked again.
    """
    around = Round(project, visitor, begin_run(project.ledger, run_of(project, "poll"), project.now()))
    tally = PollTally()
    for follow in follows_of(project.ledger):
        if is_due(follow, project.now(), pause) and not _is_paused(project, follow):
            tally = _ask(around, follow, tally)
        else:
            tally = replace(tally, rested=tally.rested + 1)
        told(tally)
    follows = {follow.seq: follow for follow in follows_of(project.ledger)}
    for waiting in iter_waiting(project.ledger, project.now()):
        if waiting.follow in follows:  # another process may have begun to follow something meanwhile
            tally = replace(tally, taken=take_entry(around, waiting, follows[waiting.follow], tally.taken))
        told(tally)
    return tally


def _is_paused(project: Project, follow: Follow) -> bool:
    """Whether the host of an address asked to be left alone; then the address is due when the pause is over."""
    until = paused_until(project.ledger, host_of(follow.asked), project.now())
    if until is not None:
        with project.ledger.batch():
            save_follow(project.ledger, replace(follow, due_at=until))
    return until is not None


def _ask(around: Round, follow: Follow, tally: PollTally) -> PollTally:
    found = around.visitor.get(follow.asked, Known(follow.etag, follow.last_modified))
    tally = replace(tally, asked=tally.asked + 1)
    if isinstance(found, Failed):
        return _failed(around, follow, found, tally)
    digest = hashlib.sha256(found.body).hexdigest() if isinstance(found, Fetched) else follow.digest
    after = replace(_answered(around, follow, found), digest=digest)
    if not isinstance(found, Fetched) or digest == follow.digest:
        with around.project.ledger.batch():
            save_follow(around.project.ledger, after)
        return replace(tally, unchanged=tally.unchanged + 1)
    return _changed(around, after, found, tally)


def _answered(around: Round, follow: Follow, found: Outcome) -> Follow:
    now = around.project.now()
    rested = replace(follow, polled_at=now, due_at=now, failures=0, trouble=None)
    if not isinstance(found, Fetched):
        return rested
    asked = found.url if found.moved else follow.asked
    return replace(rested, asked=asked, etag=found.known.etag, last_modified=found.known.last_modified)


def _failed(around: Round, follow: Follow, found: Failed, tally: PollTally) -> PollTally:
    project, failures = around.project, follow.failures + 1
    keep_pause(around, follow.asked, found)
    now = project.now()
    due_at = now + waited(failures, found.retry_after)
    with project.ledger.batch():
        save_follow(
            project.ledger,
            replace(follow, polled_at=now, due_at=due_at, failures=failures, trouble=found.problem.message),
        )
    taken = take_one(around, found.problem, tally.taken)
    return replace(tally, failed=tally.failed + 1, taken=taken)


def _changed(around: Round, follow: Follow, found: Fetched, tally: PollTally) -> PollTally:
    """A feed or page that says something new. The tags are kept together with what they stand for, never before."""
    ledger = around.project.ledger
    try:
        feed = _feed_in(found, around.project.settings)
    except BadFeed as error:
        return _failed(around, follow, Failed(bad_feed(follow.asked, error)), tally)
    if feed is None:
        return _page(around, follow, found, tally)
    new, now = 0, around.project.now()
    with ledger.batch():
        save_follow(ledger, replace(follow, title=feed.title))
        for entry in feed.entries:
            new += add_entry(ledger, follow, key_of(entry), _stamp_of(entry), entry.raw, now)
    return replace(tally, entries=tally.entries + new)


def _page(around: Round, follow: Follow, found: Fetched, tally: PollTally) -> PollTally:
    """A page that is followed itself; where it has no report but names a feed, that is worth knowing."""
    taken = take_one(around, input_of(found, Hints(publisher=follow.publisher)), tally.taken)
    has_report = taken.reports + taken.known > tally.taken.reports + tally.taken.known
    feed = None if has_report else feed_named_in(found.body.decode("utf-8", "replace"), found.url)
    with around.project.ledger.batch():
        trouble = f"no report is on the page, but it names a feed: {feed}" if feed else follow.trouble
        save_follow(around.project.ledger, replace(follow, trouble=trouble))
    return replace(tally, taken=taken)


def _feed_in(found: Fetched, settings: Settings) -> Feed | None:
    text, _ = decode(found.body, found.url)
    start = (text or "").lstrip("\ufeff \t\r\n")[:4000].lower()
    if text is None or not start.startswith(("<?xml", "<rss", "<feed", "<rdf", "{", "<!--")) or "<html" in start:
        return None
    return feed_in(text, settings, found.url)


def _stamp_of(entry: Entry) -> str:
    """What an entry says, in short: another stamp is an update."""
    return id_of("e1", [entry.url, entry.title, entry.published, entry.updated, entry.publisher, entry.body])
