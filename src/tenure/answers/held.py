"""One state of the record held open: a site asks of it again and again while the record goes on."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from threading import RLock
from typing import Final, Protocol, TypeVar

from tenure.answers.collection import atlas_of_lines, reviews_of, said_in
from tenure.answers.columns import Columns, columns_from
from tenure.answers.following import shelf_mark
from tenure.answers.kept import unpacked, unpacked_rest
from tenure.answers.lines import Lines, iter_states, stored
from tenure.answers.refolding import folded_by
from tenure.answers.shelves import opened_shelf
from tenure.answers.spelling import worded_from
from tenure.folding.commitments import Pledge
from tenure.folding.folded import LineState
from tenure.ledger.record import (
    Mark,
    claim_from,
    entered_since,
    has_been,
    iter_claims_with,
    publication_of,
    sightings_of,
)
from tenure.ledger.shelf import Shelf
from tenure.ledger.store import Row
from tenure.model.claim import Claim
from tenure.model.ids import ClaimId, PlaceId, ReportId
from tenure.model.report import Report
from tenure.model.review import Review
from tenure.model.statement import Atlas
from tenure.model.tenure import Conflict
from tenure.project import Project

K = TypeVar("K")
V = TypeVar("V")
Rest = tuple[tuple[Pledge, ...], tuple[Conflict, ...]]
_PLACES: Final = 400
_CLAIMS: Final = 20_000
_REPORTS: Final = 10_000
"""How many places, claims and reports are kept unpacked; of a large record there are many more."""


class Held(Protocol):
    """What every line came to, by everything that is known or by what was known by a day."""

    @property
    def columns(self) -> Columns:
        """The stretches of all lines, those of one place together."""
        ...

    @property
    def atlas(self) -> Atlas:
        """The places and holders that these are about."""
        ...

    def states_at(self, place: PlaceId) -> Sequence[LineState]:
        """What the lines at a place come to, in order."""
        ...

    def conflicts_at(self, place: PlaceId) -> Sequence[Conflict]:
        """The conflicts in which a line at a place has a part, each once."""
        ...

    def states(self) -> Iterator[LineState]:
        """What all lines come to, in order."""
        ...

    def rests(self) -> Sequence[Rest]:
        """The commitments and conflicts of the lines that have any, in order."""
        ...


@dataclass(eq=False)
class HeldShelf:
    """Guards a snapshot of the shelf, and what was read by way of it; the ledger only grows and needs none."""

    project: Project
    """With a connection to the ledger of its own."""
    shelf: Shelf
    mark: Mark | None
    columns: Columns
    reviews: tuple[Review, ...]
    atlas: Atlas
    hidden: int
    lock: RLock = field(default_factory=RLock)
    _places: "OrderedDict[PlaceId, tuple[LineState, ...]]" = field(default_factory=OrderedDict)
    _claims: "OrderedDict[ClaimId, Claim]" = field(default_factory=OrderedDict)
    _reports: "OrderedDict[ReportId, tuple[Report, ...]]" = field(default_factory=OrderedDict)
    _rests: tuple[Rest, ...] | None = None

    def states_at(self, place: PlaceId) -> Sequence[LineState]:
        """What the lines at a place come to, in order."""
        with self.lock:
            if place not in self._places:
                lines = Lines(self.shelf).at(place)
                bodies = {line: self.shelf.one("body", seq=seq) for line, seq in lines.items()}
                found = (unpacked(line, *row) for line, row in bodies.items() if row and row[0])
                self._places[place] = tuple(found)
            return latest(self._places, place, _PLACES)

    def conflicts_at(self, place: PlaceId) -> Sequence[Conflict]:
        """The conflicts in which a line at a place has a part, each once; absence sinks onto what lies inside."""
        with self.lock:
            inner = self.shelf.rows("rests_inside", place=stored(place))
            lines = Lines(self.shelf)
            rests = [unpacked_rest(lines.line(*row[:3]), row[3]) for row in inner]
        return told_at(place, chain((one.conflicts for one in self.states_at(place)), (rest[1] for rest in rests)))

    def states(self) -> Iterator[LineState]:
        """What all lines come to, in order."""
        with self.lock:
            found = [state for _, state in iter_states(self.shelf)]
        return iter(found)

    def rests(self) -> Sequence[Rest]:
        """The commitments and conflicts of the lines that have any, in order."""
        with self.lock:
            if self._rests is None:
                lines = Lines(self.shelf)
                self._rests = tuple(unpacked_rest(lines.line(*row[:3]), row[3]) for row in self.shelf.rows("rests"))
            return self._rests

    def states_known_by(self, place: PlaceId, day: date) -> Sequence[LineState] | None:
        """What the lines at a place came to by what had been published by a day; None where all has to be folded."""
        with self.lock:
            if self.shelf.one("has_ended"):
                # The shelf tells only what counts to this day: what has ended since has to be read again.
                return None
            lines = Lines(self.shelf)
            states = folded_by(self.project, lines, lines.at(place), day)
            return [states[line] for line in sorted(states)]

    def has_inside(self, place: PlaceId) -> bool:
        """Whether anything on record lies in a place."""
        with self.lock:
            return bool(Lines(self.shelf).within(place))

    def sightings(self, report: ReportId) -> tuple[Report, ...]:
        """A report as it was published, the sighting that speaks for it first; none where it is not there."""
        with self.lock:
            if report not in self._reports:
                self._reports[report] = sightings_of(self.project.ledger, report)
            return latest(self._reports, report, _REPORTS)

    def said_in(self, report: ReportId) -> tuple[Claim, ...]:
        """What a report says, in reading order, also where it counts no more; nothing where it is not there."""
        with self.lock:
            publication = publication_of(self.project.ledger, report)
            return tuple(one.claim for one in said_in(self.project, publication)) if publication else ()

    def claims(self, wanted: Iterable[ClaimId]) -> Mapping[ClaimId, Claim]:
        """Some claims by their ids; those that are not there, or that the project does not trust, are left out."""
        ids = list(dict.fromkeys(wanted))
        with self.lock:
            self._read([one for one in ids if one not in self._claims])
            found = {one: claim for one in ids if (claim := self._claims.get(one)) is not None}
            while len(self._claims) > _CLAIMS:
                self._claims.popitem(last=False)
        return found

    def _read(self, missing: Sequence[ClaimId]) -> None:
        rows: dict[ClaimId, list[tuple[ReportId, Row]]] = {}
        for report, row in iter_claims_with(self.project.ledger, missing) if missing else ():
            rows.setdefault(ClaimId(row[0]), []).append((report, row))
        for key, found in rows.items():
            report, row = found[0]
            if len(found) > 1:
                # Several readers met on it: the reading that counts says how sure it is.
                claim = next((one for one in self.said_in(report) if one.id == key), None)
            else:
                claim = claim_from(row, self.sightings(report)[0])
            if claim is not None and claim.confidence >= self.project.settings.min_confidence:
                self._claims[key] = claim

    def inherit(self, before: "HeldShelf") -> None:
        """Take over what was read for an earlier state of the same ledger, but for reports entered since."""
        if before.mark is None or not has_been(self.project.ledger, before.mark):
            return
        new = {key for kind, key in entered_since(self.project.ledger, before.mark) if kind == "report"}
        with before.lock:
            self._reports.update((key, one) for key, one in before._reports.items() if key not in new)
            self._claims.update((key, one) for key, one in before._claims.items() if one.report not in new)

    def settle(self) -> None:
        """Let go of the snapshot for a moment and take it again, so that the file's log need not grow for ever.

        Only for when nothing is being written: what is taken again is then the same.
        """
        with self.lock:
            self.shelf.refresh()

    def close(self) -> None:
        """Close both files."""
        with self.lock:
            self.shelf.close()
            self.project.ledger.close()


def hold(project: Project, before: HeldShelf | None = None) -> HeldShelf:
    """The state that the record is in, held; the project's ledger is closed with it.

    What was read for the state before, and is the same, is not read again.
    """
    shelf = opened_shelf(project)
    lines = Lines(shelf)
    rows = shelf.rows("heads")
    columns = columns_from((lines.line(place, holder, aspect), *row) for place, holder, aspect, *row in rows)
    reviews = reviews_of(project)
    atlas = worded_from(shelf, atlas_of_lines(project, columns.lines, reviews), columns.lines)
    hidden = shelf.one("hidden")
    held = HeldShelf(project, shelf, shelf_mark(shelf), columns, reviews, atlas, int(hidden[0]) if hidden else 0)
    if before is not None:
        held.inherit(before)
    return held


def latest(kept: "OrderedDict[K, V]", key: K, most: int) -> V:
    """What is kept under a key; what was not asked for longest makes way."""
    kept.move_to_end(key)
    while len(kept) > most:
        kept.popitem(last=False)
    return kept[key]


def told_at(place: PlaceId, told: Iterable[tuple[Conflict, ...]]) -> list[Conflict]:
    """The conflicts in which a line at a place has a part, each once."""
    found = {one.id: one for conflicts in told for one in conflicts if any(line.place == place for line in one.lines)}
    return [found[key] for key in sorted(found)]
