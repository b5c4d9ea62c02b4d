"""The book: answers of a project, folded once for each state of its ledger and each pair of days."""

import time
from collections import OrderedDict
from dataclasses import replace
from datetime import date
from threading import Lock, RLock, Thread
from typing import Final

from tenure.answers import Answer, collect, kept_states
from tenure.folding.fold import Horizon, State, fold, gathered
from tenure.folding.folded import LineState
from tenure.ledger.record import iter_publications
from tenure.ledger.store import Ledger, open_ledger
from tenure.model.copies import Publisher
from tenure.project import Project
from tenure.publishers import publishers
from tenure.web.edition import Edition, Look, publications_of

Question = tuple[date, date | None]

_KEPT: Final = 48
_WARM: Final = 4
_RESTS: Final = 8
_PATIENCE: Final = 1.5
"""How many seconds a page may wait for a changed ledger to be read and folded."""
GENESIS: Final = "0" * 64


class Book:
    """Guards the ledger's connections and the answers made from it: one fold for each question and ledger state.

    A small ledger is read anew as soon as it has changed. A large one takes longer than anybody waits for a page:
    until it has been read and folded in the background, pages answer from the state before, and say which it was.
    """

    def __init__(self, project: Project, patience: float = _PATIENCE) -> None:
        self.project = project
        self._patience = patience
        self._writing = RLock()
        self._folding = RLock()
        self._poll: Ledger = open_ledger(project.ledger.path)
        self._reader = replace(project, ledger=open_ledger(project.ledger.path))
        self._poll_lock = Lock()
        self._edition: Edition | None = None
        self._looks: OrderedDict[Question, Look] = OrderedDict()
        self._cost = 0.0
        self._rest = 0.0
        self._behind = Lock()
        self._reading = Lock()
        self._states: tuple[str, tuple[LineState, ...]] | None = None
        self._counting = Lock()
        self._counted: tuple[str, tuple[Publisher, ...]] | None = None

    def chain(self) -> str:
        """The last link of the ledger's chain: the name of its present state."""
        with self._poll_lock:
            found = self._poll.one("last_batch")
        return str(found[1]) if found else GENESIS

    def edition(self) -> Edition:
        """What the ledger holds now; of a large one, what it held a little while ago."""
        chain, found = self.chain(), self._edition
        if found is not None and found.chain == chain:
            return found
        if found is not None and self._cost > self._patience:
            if time.monotonic() > self._rest and self._behind.acquire(blocking=False):
                Thread(target=self._follow, args=(chain,), daemon=True).start()
            return found
        with self._folding:
            if self._edition is None or self._edition.chain != chain:
                self._edition, self._looks = self._collected(chain), OrderedDict()
            return self._edition

    def look(self, as_of: date, known_by: date | None = None) -> Look:
        """The state as of one day, as known by another."""
        edition, question = self.edition(), (as_of, known_by)
        found = self._looks.get(question)
        if found is not None and found.edition is edition:
            return found
        with self._folding:
            found = self._looks.get(question)
            if found is None or found.edition is not edition:
                found = self._folded(edition, question)
                self._looks[question] = found
            self._looks.move_to_end(question)
            while len(self._looks) > _KEPT:
                self._looks.popitem(last=False)
            return found

    def publishers(self) -> tuple[Publisher, ...]:
        """Every publisher on record with its numbers, counted once for each state of the ledger."""
        look = self.look(self.today())
        with self._counting:
            if self._counted is None or self._counted[0] != look.edition.chain:
                with self._reading:
                    self._counted = (look.edition.chain, publishers(self._reader, look.answer))
            return self._counted[1]

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

    def close(self) -> None:
        """Close the connections that watch and read."""
        with self._folding, self._poll_lock:
            self._poll.close()
            self._reader.ledger.close()

    def _follow(self, chain: str) -> None:
        """Read a changed ledger and fold the questions asked last, then let pages answer from that."""
        began = time.monotonic()
        try:
            edition = self._collected(chain)
            asked = list(self._looks)[-_WARM:]
            looks = OrderedDict((question, self._folded(edition, question)) for question in asked)
            with self._folding:
                self._edition, self._looks = edition, looks
        finally:
            # While a long ingest goes on, pages get most of the time, not the catching up.
            self._rest = time.monotonic() + _RESTS * (time.monotonic() - began)
            self._behind.release()

    def _collected(self, chain: str) -> Edition:
        began = time.monotonic()
        with self._reading:
            collection = collect(self._reader)
            publications = list(iter_publications(self._reader.ledger, with_text=False))
        copies = {one.report.id: publications_of(one) for one in publications}
        self._cost = time.monotonic() - began
        return Edition(chain, collection, copies)

    def _folded(self, edition: Edition, question: Question) -> Look:
        began = time.monotonic()
        as_of, known_by = question
        horizon, collection = Horizon(as_of=as_of, known_by=known_by), edition.collection
        state = self._kept(edition, as_of) if known_by is None else None
        if state is None:
            statements = edition.statements(known_by)
            state = fold(statements, collection.reviews, collection.atlas, self.project.kit.policy, horizon)
        self._cost = max(self._cost, time.monotonic() - began)
        return Look(edition, Answer(state, collection, horizon))

    def _kept(self, edition: Edition, as_of: date) -> State | None:
        """The state from what the project keeps; None where the ledger has gone on since the edition."""
        with self._reading:
            if self._states is None or self._states[0] != edition.chain:
                found = kept_states(self._reader)
                self._states = None if found is None or self.chain() != edition.chain else (edition.chain, found)
            return gathered(self._states[1], as_of) if self._states else None
