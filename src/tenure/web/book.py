"""The book: answers of a project, folded once for each state of its ledger and each pair of days."""

import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from threading import Lock, RLock, Thread
from typing import Any, Final

from tenure.answers import Answer, Collection, collect, kept_states
from tenure.exchange.tenures import line_json, plain_name
from tenure.folding.fold import Horizon, State, fold, gathered
from tenure.folding.folded import LineState
from tenure.folding.reviews import in_force
from tenure.folding.standing import Standing, segment_on
from tenure.ledger.record import Publication, iter_publications
from tenure.ledger.store import Ledger, open_ledger
from tenure.model.claim import Claim
from tenure.model.ids import ClaimId, HolderId, PlaceId, ReportId
from tenure.model.place import Place
from tenure.model.report import Report
from tenure.model.review import Review
from tenure.model.statement import Atlas, Statement
from tenure.model.tenure import Commitment, Conflict, LineId, Segment
from tenure.model.version import address_of
from tenure.project import Project
from tenure.web.badges import badges_of

Question = tuple[date, date | None]

_KEPT: Final = 48
_WARM: Final = 4
_RESTS: Final = 8
_PATIENCE: Final = 1.5
"""How many seconds a page may wait for a changed ledger to be read and folded."""
GENESIS: Final = "0" * 64


@dataclass(frozen=True, eq=False)
class Edition:
    """Everything the ledger held at one link of its chain."""

    chain: str
    collection: Collection
    copies: Mapping[ReportId, tuple[Report, ...]]
    """The publications of each report, the one that speaks for it first."""

    @cached_property
    def claims(self) -> Mapping[ClaimId, Statement]:
        """Statements by claim."""
        return {one.claim.id: one for one in self.collection.statements}

    @cached_property
    def claims_in(self) -> Mapping[ReportId, Sequence[Claim]]:
        """The claims of each report, in reading order."""
        found: dict[ReportId, list[Claim]] = {}
        for one in self.collection.statements:
            found.setdefault(one.claim.report, []).append(one.claim)
        return found

    @cached_property
    def verdicts(self) -> Mapping[str, Review]:
        """The last word of reviewers on each subject, undone ones left out."""
        return {review.subject: review for review in in_force(self.collection.reviews)}

    @cached_property
    def words(self) -> dict[str, str]:
        """Names folded for comparing, by id, as far as somebody has asked for them."""
        return {}

    def statements(self, known_by: date | None) -> list[Statement]:
        """The statements with as many copies as had appeared by a day."""
        if known_by is None:
            return list(self.collection.statements)
        return [_seen_by(one, self.copies.get(one.claim.report, ()), known_by) for one in self.collection.statements]


def _publications_of(publication: Publication) -> tuple[Report, ...]:
    """The sightings of a text at different addresses: a page that is fetched again is no second publication."""
    seen = {address_of(one.report.url) or one: one.report for one in reversed(publication.sightings)}
    return tuple(seen.values())


def _seen_by(statement: Statement, copies: Sequence[Report], known_by: date) -> Statement:
    if len(copies) < 2:
        return statement
    seen = [one for one in copies if one.day and one.day <= known_by]
    return replace(statement, copies=max(0, len(seen) - 1))


@dataclass(frozen=True, eq=False)
class Look:
    """One answer, with what pages ask of it by place and by id."""

    edition: Edition
    answer: Answer

    @property
    def atlas(self) -> Atlas:
        """Places and holders on record."""
        return self.edition.collection.atlas

    @property
    def segments(self) -> tuple[Segment, ...]:
        """All segments."""
        return self.answer.state.segments

    @cached_property
    def segments_at(self) -> Mapping[PlaceId, Sequence[Segment]]:
        """Segments by place."""
        found: dict[PlaceId, list[Segment]] = {}
        for one in self.segments:
            found.setdefault(one.line.place, []).append(one)
        return found

    @cached_property
    def commitments_at(self) -> Mapping[PlaceId, Sequence[Commitment]]:
        """Commitments by place."""
        found: dict[PlaceId, list[Commitment]] = {}
        for one in self.answer.state.commitments:
            found.setdefault(one.line.place, []).append(one)
        return found

    @cached_property
    def conflicts_at(self) -> Mapping[PlaceId, Sequence[Conflict]]:
        """Conflicts by place."""
        found: dict[PlaceId, list[Conflict]] = {}
        for one in self.answer.state.conflicts:
            for place in dict.fromkeys(line.place for line in one.lines):
                found.setdefault(place, []).append(one)
        return found

    @cached_property
    def inside(self) -> Mapping[PlaceId, Sequence[PlaceId]]:
        """The places on record that lie in each place."""
        found: dict[PlaceId, list[PlaceId]] = {}
        for key in dict.fromkeys((*self.segments_at, *self.commitments_at)):
            for parent in self.parents(key):
                found.setdefault(parent, []).append(key)
        return found

    @cached_property
    def badges(self) -> Mapping[HolderId, Mapping[str, Any]]:
        """Letters and a hue for each holder."""
        return badges_of((one.line.holder for one in self.segments), self.atlas)

    @cached_property
    def standing(self) -> Sequence[Standing]:
        """What stands on the day of the answer, line by line."""
        return segment_on(self.answer.state, self.answer.horizon.as_of)

    @cached_property
    def names(self) -> Sequence[tuple[str, PlaceId]]:
        """The names of each place on record and of what it lies in, folded for comparing."""
        return [(self.place_words(place), place) for place in self.segments_at]

    @cached_property
    def grid(self) -> Mapping[tuple[int, int], Sequence[Place]]:
        """The places on record that have a point, by the degree of latitude and longitude it lies in."""
        found: dict[tuple[int, int], list[Place]] = {}
        for key in self.segments_at:
            entry = self.place(key)
            if entry is not None and entry.lat is not None and entry.lon is not None:
                found.setdefault((int(entry.lat // 1), int(entry.lon // 1)), []).append(entry)
        return found

    def place_name(self, place: PlaceId) -> str:
        """The name of a place, or its words where the gazetteer does not have it."""
        entry = self.place(place)
        return entry.name if entry else plain_name(place)

    def place_words(self, place: PlaceId) -> str:
        """The names of a place and of what it lies in, folded for comparing."""
        found = self.edition.words.get(place)
        if found is None:
            around = [place, *self.parents(place)]
            names = [self.atlas.places[one].name if one in self.atlas.places else one for one in around]
            found = self.edition.words[place] = "\n".join(names).casefold()
        return found

    def holder_words(self, line: LineId) -> str:
        """The names of a holder and of what it belongs to, folded for comparing."""
        found = self.edition.words.get(line.holder)
        if found is None:
            row: Any = line_json(line, self.atlas)["holder"]
            found = self.edition.words[line.holder] = "\n".join((row["name"], *row["within"])).casefold()
        return found

    @cached_property
    def days(self) -> Sequence[date]:
        """The days by which something had surely changed, what only follows from other places left out."""
        starts = {one.bounds.start_latest for one in self.segments if not one.implied}
        return sorted(day for day in starts if day is not None)

    def parents(self, place: PlaceId) -> tuple[PlaceId, ...]:
        """What a place lies in, nearest first."""
        entry = self.place(place)
        return entry.parents if entry else ()

    def place(self, place: PlaceId) -> Place | None:
        """A place on record, or None where it is known by its words only."""
        return self.atlas.places.get(place)

    def claim(self, claim: ClaimId) -> Claim | None:
        """A claim as it was read."""
        found = self.edition.claims.get(claim)
        return found.claim if found else None


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
        copies = {one.report.id: _publications_of(one) for one in publications}
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
