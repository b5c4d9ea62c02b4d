"""The book: what the record says, held for each state of its ledger."""

import time
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock, RLock, Thread
from typing import Any, Final

from tenure.answers import ask
from tenure.answers.held import hold, latest
from tenure.answers.held_known import HeldKnownBy
from tenure.ledger.record import iter_publications
from tenure.ledger.store import Ledger, open_ledger
from tenure.model.copies import Publisher
from tenure.model.ids import ClaimId, PlaceId
from tenure.project import Project
from tenure.publishers import publishers
from tenure.web.catching_up import catch_up_apart
from tenure.web.edition import GENESIS, Edition, Look
from tenure.web.indexing import index_of, index_up
from tenure.web.search import Index, Wanted

Question = tuple[date, date | None]

_KEPT: Final = 200
_KEPT_KNOWN: Final = 6
_RESTS: Final = 1
_PATIENCE: Final = 1.5
"""How many seconds a page may wait for a changed ledger to be read and folded."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Who published what, by one state of the ledger."""

    chain: str
    publishers: tuple[Publisher, ...]
    reports: tuple[dict[str, Any], ...]
    """A row a report, the latest first."""


class Book:
    """Guards the ledger's connections and the editions made from it: one for each state of the ledger.

    A small ledger is looked at anew as soon as it has changed. A large one takes longer than anybody waits for a page:
    until a process of its own has folded what is new, pages answer from the state before, and say which it was.
    """

    def __init__(self, project: Project, patience: float = _PATIENCE) -> None:
        self.project = project
        self._patience = patience
        self._writing = RLock()
        self._folding = RLock()
        self._poll: Ledger = open_ledger(project.ledger.path)
        self._poll_lock = Lock()
        self._reader = replace(project, ledger=open_ledger(project.ledger.path))
        self._reading = RLock()
        self._index: Index = index_of(project)
        self._edition: Edition | None = None
        self._looks: OrderedDict[Question, Look] = OrderedDict()
        self._known: OrderedDict[date, HeldKnownBy] = OrderedDict()
        self._sources: Sources | None = None
        self._counting = Lock()
        self._cost = 0.0
        self._rest = 0.0
        self._behind = Lock()

    def chain(self) -> str:
        """The last link of the ledger's chain: the name of its present state."""
        with self._poll_lock:
            found = self._poll.one("last_batch")
        return str(found[1]) if found else GENESIS

    def edition(self) -> Edition:
        """What the record says now; a large one, what it said a little while ago."""
        chain, found = self.chain(), self._edition
        if found is not None and found.chain == chain:
            return found
        if found is not None and self._cost > self._patience:
            if time.monotonic() > self._rest and self._behind.acquire(blocking=False):
                Thread(target=self._follow, args=(found,), daemon=True).start()
            return found
        with self._folding:
            if self._edition is None or self._edition.chain != chain:
                self._take(self._opened())
            return self._edition or self._opened()

    def look(self, as_of: date, known_by: date | None = None) -> Look:
        """What the record says of one day, as known by another."""
        edition, question = self.edition(), (as_of, known_by)
        with self._folding:
            found = self._looks.get(question)
            if found is None or found.edition is not edition:
                held = edition.held if known_by is None else self._known_by(edition, known_by)
                found = self._looks[question] = Look(edition, held, as_of)
            return latest(self._looks, question, _KEPT)

    def found(self, edition: Edition, wanted: Wanted) -> list[ClaimId]:
        """The claims that fit what somebody looks for."""
        return self._indexed(edition).found(wanted)

    def iter_waiting(self, edition: Edition, after: tuple[float, str] = (-1.0, "")) -> Iterator[ClaimId]:
        """The claims that nobody has decided about, the least certain first, from one on."""
        return self._indexed(edition).iter_waiting(edition.verdicts, after)

    def progress(self, edition: Edition) -> tuple[int, int]:
        """How many claims somebody has decided about, of how many."""
        index = self._indexed(edition)
        return sum(index.has(subject) for subject in edition.verdicts), index.total()

    def speaks_of(self, edition: Edition, place: PlaceId) -> bool:
        """Whether any claim is about a place, also where it takes no part."""
        return self._indexed(edition).speaks_of(place)

    def sources(self) -> Sources:
        """Who published what, counted once for each state of the ledger."""
        edition = self.edition()
        with self._counting:
            if self._sources is None or self._sources.chain != edition.chain:
                claims = self._indexed(edition).claims_by_report()
                with self._reading:
                    found = publishers(self._reader, ask(self._reader, self.today()))
                    rows = [
                        {
                            "report": one.report.id,
                            "title": one.report.title,
                            "publisher": one.report.publisher,
                            "published": one.report.published_on,
                            "origin": one.report.origin,
                            "claims": claims.get(one.report.id, 0),
                        }
                        for one in iter_publications(self._reader.ledger, with_text=False)
                    ]
                rows.sort(key=lambda row: (row["published"] or "", row["report"]), reverse=True)
                self._sources = Sources(edition.chain, found, tuple(rows))
            return self._sources

    def ready(self) -> str | None:
        """The link of the chain from which pages answer now, where nobody has to wait for it; else None."""
        found = self._edition
        if found is None or (found.chain != self.chain() and self._cost <= self._patience):
            return None
        return self.edition().chain

    def writing(self) -> RLock:
        """The lock under which the project's own connection is used."""
        return self._writing

    def today(self) -> date:
        """The project's present day."""
        return self.project.now().date()

    def warm(self) -> None:
        """Do what the first questions need, before anybody asks them."""
        look = self.look(self.today())
        _prepare(look)
        self._indexed(look.edition)

    def close(self) -> None:
        """Close the connections that watch and read, once nobody uses them."""
        with self._folding, self._poll_lock, self._reading:
            self._poll.close()
            self._reader.ledger.close()
            self._index.close()
            if self._edition is not None:
                self._edition.held.close()

    def _follow(self, before: Edition) -> None:
        """Have a changed ledger folded elsewhere, then let pages answer from that."""
        began = time.monotonic()
        try:
            before.held.settle()
            catch_up_apart(self.project)
            edition = self._opened()
            _prepare(Look(edition, edition.held, self.today()))
            with self._folding:
                self._take(edition)
        finally:
            # While a long ingest goes on, pages get their share of the machine, not only the catching up.
            self._rest = time.monotonic() + _RESTS * (time.monotonic() - began)
            self._behind.release()

    def _take(self, edition: Edition) -> None:
        self._edition, self._looks, self._known = edition, OrderedDict(), OrderedDict()

    def _opened(self) -> Edition:
        began = time.monotonic()
        project = replace(self.project, ledger=open_ledger(self.project.ledger.path))
        edition = Edition(hold(project, self._edition.held if self._edition else None))
        self._cost = time.monotonic() - began
        return edition

    def _known_by(self, edition: Edition, day: date) -> HeldKnownBy:
        if day not in self._known or self._known[day].whole is not edition.held:
            self._known[day] = HeldKnownBy(edition.held, self._reader, day, self._reading)
        return latest(self._known, day, _KEPT_KNOWN)

    def _indexed(self, edition: Edition) -> Index:
        """The index, brought at least up to an edition."""
        mark, there = edition.held.mark, self._index.mark
        if mark is not None and (there is None or there.batch < mark.batch):
            with self._reading:
                index_up(self._index, self._reader)
        return self._index


def _prepare(look: Look) -> None:
    """Make what every page asks for."""
    edition = look.edition
    for ready in (edition.badges, edition.names, edition.ranks, edition.grid, edition.inside, look.days, look.lines_at):
        len(ready)
