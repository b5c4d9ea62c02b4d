"""Full text over the sentences and names of claims: a file that may be deleted and is made anew from the ledger."""

import json
import re
from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from threading import RLock
from typing import Any, Final

import apsw

from tenure.ledger.record import Mark
from tenure.ledger.sql import queries_in
from tenure.model.errors import TenureError
from tenure.model.ids import ClaimId, PlaceId, ReportId

MOST: Final = 100
_WORDS: Final = 20
_MANY: Final = 2000
_BUSY_MS: Final = 2_000
_WORD: Final = re.compile(r"\w+\*?")
Entry = Mapping[str, str | int | float]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for."""

    words: str = ""
    event: str = ""
    modality: str = ""
    since: str = ""
    until: str = ""
    place: str = ""
    holder: str = ""
    first: int = 0


class IndexBusy(TenureError):
    """Another process is writing to the index."""

    def __init__(self) -> None:
        super().__init__("another process is bringing the search index up to the record; try again in a while")


class Index:
    """Guards the file of an index; in memory where no file can be kept.

    `made_by` names what made it: an index that something else made is emptied.
    """

    def __init__(self, path: Path | None, made_by: str) -> None:
        self._lock = RLock()
        self._sql = queries_in(files("tenure.web") / "search.sql")
        self._connection = _opened(path)
        if self._meta("made_by") != made_by:
            with self.batch():
                self.clear()
                self._run("put_meta", name="made_by", value=made_by)

    def found(self, wanted: Wanted) -> list[ClaimId]:
        """The claims that fit, the best first; where very many do, and without words, the latest first."""
        bindings: dict[str, str | int] = {
            "event": wanted.event,
            "modality": wanted.modality,
            "since": wanted.since,
            "until": wanted.until,
            "place": wanted.place.casefold(),
            "holder": wanted.holder.casefold(),
            "most": MOST,
            "first": wanted.first,
        }
        words = match_of(wanted.words)
        with self._lock:
            rows = self._run(self._way(words), **bindings, **({"words": words} if words else {}))
        return [ClaimId(row[0]) for row in rows]

    def _way(self, words: str) -> str:
        """How to search: to rank what nearly every report says would take long and tell little."""
        if not words:
            return "list"
        ((count,),) = self._run("count", words=words, many=_MANY)
        return "latest" if count == _MANY else "find"

    @property
    def mark(self) -> Mark | None:
        """The state of the ledger up to which the index goes."""
        found = self._meta("mark")
        return Mark(*json.loads(found)) if found else None

    def iter_waiting(self, decided: Container[str], after: tuple[float, str] = (-1.0, "")) -> Iterator[ClaimId]:
        """The claims that nobody has decided about, the least certain first, from one on."""
        while True:
            rows = self._run("queue", confidence=after[0], claim=after[1], most=_MANY)
            yield from (ClaimId(claim) for _, claim in rows if claim not in decided)
            if len(rows) < _MANY:
                return
            after = rows[-1]

    def total(self) -> int:
        """How many claims there are."""
        return int(self._run("total")[0][0])

    def has(self, claim: str) -> bool:
        """Whether a claim is there."""
        return bool(self._run("is_there", claim=claim))

    def speaks_of(self, place: PlaceId) -> bool:
        """Whether any claim is about a place."""
        return bool(self._run("speaks_of", place=_storable(place)))

    def claims_by_report(self) -> dict[ReportId, int]:
        """How many claims there are in each report that has any."""
        return {ReportId(report): count for report, count in self._run("by_report")}

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Everything entered inside is there together, or not at all; others wait."""
        with self._lock:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
            except apsw.BusyError as error:
                raise IndexBusy from error
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def clear(self) -> None:
        """Forget everything."""
        for query in ("hush_all", "drop_all", "forget_all"):
            self._run(query)

    def enter(self, report: ReportId, entries: list[Entry]) -> None:
        """What a report says now, in the place of what it said."""
        for (row,) in self._run("rows_of", report=report):
            self._run("hush", row=row)
            self._run("drop", row=row)
        for number, entry in enumerate(entries, start=self._next()):
            stored = {key: _storable(value) if isinstance(value, str) else value for key, value in entry.items()}
            row = int(stored.pop("day")) << 32 | number
            sentence, names = stored.pop("sentence"), stored.pop("names")
            self._run("add", row=row, report=report, **stored)
            self._run("say", row=row, sentence=sentence, names=names)
        self._run("put_meta", name="next", value=str(self._next() + len(entries)))

    def put_mark(self, mark: Mark) -> None:
        """Note up to which state of the ledger the index goes."""
        self._run("put_meta", name="mark", value=json.dumps([mark.batch, mark.chain]))

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def _next(self) -> int:
        return int(self._meta("next") or 1)

    def _meta(self, name: str) -> str | None:
        found = self._run("meta", name=name)
        return str(found[0][0]) if found else None

    def _run(self, query: str, **bindings: object) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._connection.execute(self._sql[query], bindings).fetchall()


def match_of(words: str) -> str:
    """The words as an expression of the index: all have to occur, a star stands for any ending."""
    found = _WORD.findall(words)[:_WORDS]
    return " ".join(f'"{word[:-1]}"*' if word.endswith("*") else f'"{word}"' for word in found)


def _opened(path: Path | None) -> apsw.Connection:
    """The index at a path; a damaged one is made anew, and where none can be kept it is in memory."""
    if path is None:
        return _connected(":memory:")
    for _ in range(2):
        try:
            path.parent.mkdir(exist_ok=True)
            return _connected(str(path))
        except apsw.BusyError:
            break
        except (apsw.Error, OSError):
            with suppress(OSError):
                for end in ("", "-wal", "-shm"):
                    path.with_name(path.name + end).unlink(missing_ok=True)
    return _connected(":memory:")


def _connected(name: str) -> apsw.Connection:
    connection = apsw.Connection(name)
    try:
        connection.set_busy_timeout(_BUSY_MS)
        for pragma in ("trusted_schema=OFF", "journal_mode=WAL", "synchronous=NORMAL", "cache_size=-65536"):
            connection.execute(f"PRAGMA {pragma}")
        if not connection.pragma("user_version"):
            schema = (files("tenure.web") / "search_schema.sql").read_text("utf-8")
            connection.execute(f"BEGIN IMMEDIATE; {schema} PRAGMA user_version=1; COMMIT")
    except BaseException:
        connection.close()
        raise
    return connection


def _storable(text: str) -> str:
    """Text without the lone surrogates that SQLite cannot keep."""
    return text.encode("utf-8", "replace").decode("utf-8")
