"""What is followed, and where following stands. It is no part of the record: it says what to ask next."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tenure.ledger.rows import instant_of, instant_text, storable
from tenure.ledger.store import Ledger, Row


@dataclass(frozen=True, slots=True)
class Follow:
    """A followed address, and how it answered when it was last asked."""

    seq: int
    url: str
    title: str | None
    publisher: str | None
    added_at: datetime
    asked: str
    """Where it is asked: its own address, or where it has moved for good."""
    etag: str | None
    last_modified: str | None
    digest: str | None
    polled_at: datetime | None
    due_at: datetime
    """Before that it is left alone."""
    failures: int
    """In a row, up to now."""
    trouble: str | None
    entries: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry of a followed feed that has not been taken yet."""

    seq: int
    follow: int
    key: str
    data: bytes
    tries: int


def add_follow(ledger: Ledger, url: str, publisher: str | None, now: datetime) -> bool:
    """Follow an address; False where it is followed already."""
    with ledger.batch():
        added = ledger.one(
            "insert_follow", url=storable(url), publisher=storable(publisher), added_at=instant_text(now)
        )
    return added is not None


def remove_follow(ledger: Ledger, url: str) -> bool:
    """Follow an address no longer; False where it was not followed. What was taken from it stays."""
    with ledger.batch():
        return ledger.one("delete_follow", url=storable(url)) is not None


def follows_of(ledger: Ledger) -> tuple[Follow, ...]:
    """Everything that is followed, in the order in which it was added."""
    return tuple(_follow_of(row) for row in ledger.rows("follows"))


def _follow_of(row: Row) -> Follow:
    seq, url, title, publisher, added_at, asked, etag, modified, digest, polled_at, due_at, *counts = row
    polled = instant_of(polled_at) if polled_at else None
    named = (
        seq,
        url,
        title,
        publisher,
        instant_of(added_at),
        asked,
        etag,
        modified,
        digest,
        polled,
        instant_of(due_at),
    )
    return Follow(*named, *counts)


def save_follow(ledger: Ledger, follow: Follow) -> None:
    """Keep how an address answered; call inside `ledger.batch()`."""
    ledger.one(
        "update_follow",
        seq=follow.seq,
        title=storable(follow.title),
        asked=storable(follow.asked),
        etag=follow.etag,
        last_modified=follow.last_modified,
        digest=follow.digest,
        polled_at=instant_text(follow.polled_at) if follow.polled_at else None,
        due_at=instant_text(follow.due_at),
        failures=follow.failures,
        trouble=storable(follow.trouble),
    )


def add_entry(ledger: Ledger, follow: Follow, key: str, stamp: str, data: bytes, now: datetime) -> bool:
    """Have an entry wait, if it is new or says something else than before; call inside `ledger.batch()`."""
    return ledger.one(
        "insert_entry",
        follow=follow.seq, key=storable(key), stamp=stamp, packed=zlib.compress(data, 6), due_at=instant_text(now),
    ) is not None  # fmt: skip


def iter_waiting(ledger: Ledger, now: datetime) -> Iterator[Waiting]:
    """The entries whose turn has come, longest waiting first."""
    for seq, follow, key, packed, _, tries in list(ledger.rows("waiting_entries", now=instant_text(now))):
        yield Waiting(seq, follow, key, zlib.decompress(packed), tries)


def next_entry_due(ledger: Ledger) -> datetime | None:
    """When the next entry's turn comes, or None where none waits."""
    row = ledger.one("next_entry_due")
    return instant_of(row[0]) if row and row[0] else None


def settle_entry(ledger: Ledger, entry: Waiting) -> None:
    """An entry has been taken, or given up."""
    with ledger.batch():
        ledger.one("settle_entry", seq=entry.seq)


def postpone_entry(ledger: Ledger, entry: Waiting, due_at: datetime, *, tries: int) -> None:
    """An entry waits on."""
    with ledger.batch():
        ledger.one("postpone_entry", seq=entry.seq, due_at=instant_text(due_at), tries=tries)


def pause_host(ledger: Ledger, host: str, until: datetime) -> None:
    """A host asked to be left alone."""
    with ledger.batch():
        ledger.one("pause_host", host=storable(host), until=instant_text(until))


def paused_until(ledger: Ledger, host: str, now: datetime) -> datetime | None:
    """Until when a host is left alone, or None."""
    row = ledger.one("paused_until", host=storable(host), now=instant_text(now))
    return instant_of(row[0]) if row else None
