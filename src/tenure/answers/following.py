"""The shelf brought up to the ledger: which claims bear on which lines, and which lines have to be folded again."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from tenure.answers.collection import Taken, atlas_for, iter_reports, reviews_of, taken_from
from tenure.answers.lines import Kind, Lines, stored
from tenure.answers.reach import reached_by
from tenure.answers.said import said_row
from tenure.answers.spelling import keep_spellings
from tenure.copies import kin_of, lookup
from tenure.folding.commitments import promises_of
from tenure.folding.evidence import Evidence, evidence_of
from tenure.folding.garbage import no_collector
from tenure.folding.lines import Register, register_of
from tenure.folding.nesting import is_total, lines_above
from tenure.folding.reviews import reviewed
from tenure.ledger.record import (
    Mark,
    Publication,
    claim_seqs,
    entered_since,
    has_been,
    iter_reviews,
    mark_of,
    reports_of_claims,
)
from tenure.ledger.shelf import Shelf
from tenure.ledger.versions import neighbours_of
from tenure.model.ids import ClaimId, PlaceId, ReportId
from tenure.model.review import Review, ReviewKind
from tenure.model.statement import Statement
from tenure.model.tenure import LineId
from tenure.project import Project

_AT_ONCE: Final = 500
_VERDICTS: Final = frozenset({ReviewKind.ACCEPT, ReviewKind.REJECT, ReviewKind.CORRECT})


def follow(project: Project, shelf: Shelf) -> None:
    """Bring the shelf up to the ledger; call inside one snapshot of it.

    Raises:
        ShelfError: it cannot be read or written.
    """
    now = mark_of(project.ledger)
    if now is None or shelf_mark(shelf) == now:
        return
    with shelf.batch():
        # Another process may have done it meanwhile.
        before = shelf_mark(shelf)
        if before != now:
            _Follower(project, shelf).take(None if before is None else changed_since(project, before))
            shelf.rows("put_meta", name="mark", value=json.dumps([now.batch, now.chain]))


def shelf_mark(shelf: Shelf) -> Mark | None:
    """The state of the ledger that a shelf was last brought up to."""
    row = shelf.one("meta", name="mark")
    return Mark(*json.loads(row[0])) if row else None


def changed_since(project: Project, before: Mark) -> list[ReportId] | None:
    """The reports of which something is new since a state of the ledger; None where all may be otherwise."""
    if not has_been(project.ledger, before):
        return None
    reviews = {str(review.id): review for review in iter_reviews(project.ledger)}
    found: dict[ReportId, None] = {}
    for kind, subject in entered_since(project.ledger, before):
        claim = None
        if kind == "report":
            found[ReportId(subject)] = None
            # A new text at an address, or a notice, changes how long the others there stand.
            found.update(dict.fromkeys(neighbours_of(project.ledger, ReportId(subject))))
        elif kind == "copies":
            # A report that came in late may be the original of some that were there before.
            found.update(dict.fromkeys(kin_of(project.ledger, ReportId(subject))))
        elif kind == "review":
            claim = _claim_reviewed(subject, reviews)
            if claim is None:
                return None
        for one, report in reports_of_claims(project.ledger, claim) if claim else ():
            if one == claim:
                found[report] = None
    return list(found)


def _claim_reviewed(review: str, reviews: Mapping[str, Review]) -> ClaimId | None:
    """The claim that a review is about; None for one about places, holders or copies."""
    found = reviews.get(review)
    for _ in reviews:
        if found is None or found.kind is not ReviewKind.UNDO:
            break
        found = reviews.get(found.subject)
    return ClaimId(found.subject) if found is not None and found.kind in _VERDICTS else None


@dataclass(frozen=True, slots=True)
class _Bearing:
    """How one claim bears on one line."""

    line: LineId
    kind: Kind
    first: int
    last: int


@dataclass(slots=True)
class _Follower:
    """One run over reports that changed."""

    project: Project
    shelf: Shelf

    def take(self, reports: Sequence[ReportId] | None) -> None:
        """Take some reports in anew; all of them, from nothing, where none are named."""
        if reports is None:
            self._clear()
        with no_collector():
            self._take(iter_reports(self.project, reports), anew=reports is None)

    def _take(self, found: Iterator[Publication], *, anew: bool) -> None:
        reviews = reviews_of(self.project)
        lines = Lines(self.shelf)
        while publications := list(islice(found, _AT_ONCE)):
            look = lookup(self.project.ledger)
            taken = [one for publication in publications if (one := taken_from(self.project, publication, look))]
            said = [statement for one in taken for statement in one.statements.values()]
            atlas = atlas_for(self.project, said, reviews)
            standing = reviewed(said, reviews)
            register = register_of(atlas, standing.places, standing.holders)
            keep_spellings(self.shelf, [one.report for one in taken], standing.statements, atlas)
            _Intake(self.project, self.shelf, lines, register).take(taken, standing.statements, anew=anew)

    def _clear(self) -> None:
        for table in ("meta", "lines", "bearing", "said", "above", "inside", "places", "taken", "ids", "spelled"):
            self.shelf.rows(f"clear_{table}")


@dataclass(slots=True)
class _Intake:
    """Some reports taken in at once."""

    project: Project
    shelf: Shelf
    lines: Lines
    register: Register

    def take(self, taken: Sequence[Taken], statements: Iterable[Statement], *, anew: bool) -> None:
        """Enter what reports say, and mark what hangs on it or hung on what they said before."""
        by_claim = {(s.claim.report, s.claim.id): s for s in statements}
        touched: dict[LineId, set[Kind]] = defaultdict(set)
        bearings: list[dict[str, object]] = []
        for one in taken:
            if not anew:
                for line, kind in self._withdrawn(one.report):
                    touched[line].add(kind)
            for seq, read in one.statements.items():
                statement = by_claim.get((read.claim.report, read.claim.id))
                for bearing in _bearings(statement, self.register) if statement else ():
                    bearings.append(self._entered(bearing, seq))
                    touched[bearing.line].add(bearing.kind)
            self.shelf.each("add_said", [said_row(seq, read, one.days) for seq, read in one.statements.items()])
            self.shelf.rows("take", report=one.report, reading=one.reading, hidden=one.hidden, ended=one.ended)
        self.shelf.each("add_bearing", bearings)
        if not anew:
            # In a record taken in from nothing every line has to be folded as it is.
            self.lines.mark(reached_by(touched, self.lines).values())

    def _withdrawn(self, report: ReportId) -> Iterator[tuple[LineId, Kind]]:
        """The lines on which a report bore before, of which it is taken off."""
        row = self.shelf.one("taken", report=report)
        for seq in claim_seqs(self.project.ledger, row[0]) if row else ():
            for place, holder, aspect, kind in self.shelf.rows("bearing_of", claim=seq):
                yield self.lines.line(place, holder, aspect), Kind(kind)
            for query in ("drop_bearing", "drop_said"):
                self.shelf.rows(query, claim=seq)

    def _entered(self, bearing: _Bearing, claim: int) -> dict[str, object]:
        """A bearing as bindings, once its line is entered with those that follow from it."""
        line = bearing.line
        seq = self.lines.seq(line)
        if seq is None:
            self._enter_place(line.place)
            seq = self.lines.added(line, self.register)
        if bearing.kind is Kind.EVIDENCE and self.lines.is_new_below(seq):
            uppers = [self.lines.added(upper, self.register) for upper in lines_above(line, self.register)]
            self.shelf.each("add_above", [{"upper": upper, "lower": seq} for upper in uppers])
            for upper in lines_above(line, self.register):
                self._enter_place(upper.place)
        return {"line": seq, "kind": bearing.kind, "first": bearing.first, "claim": claim, "last": bearing.last}

    def _enter_place(self, place: PlaceId) -> None:
        """The name of a place, and what it lies in."""
        if self.shelf.one("has_place", place=stored(place)) is not None:
            return
        entry = self.register.place(place)
        self.shelf.rows("add_place", place=stored(place), name=stored((entry.name if entry else place).casefold()))
        inside = [(outer, 0) for outer in self.register.places_above(place)]
        inside += [(outer, 1) for outer in _ancestors(place, self.register)]
        self.shelf.each(
            "add_inside",
            [{"place": stored(outer), "loose": loose, "inner": stored(place)} for outer, loose in inside],
        )


def _bearings(statement: Statement, register: Register) -> Iterator[_Bearing]:
    """How a statement bears on lines, each way once."""
    days: dict[tuple[LineId, Kind], list[int]] = defaultdict(list)
    for piece in evidence_of(statement, register):
        for kind in _kinds(piece):
            days[piece.line, kind].append(piece.high)
    for promise in promises_of(statement, register):
        days[promise.line, Kind.PROMISE].append(promise.day)
    for (line, kind), found in days.items():
        yield _Bearing(line, kind, min(found), max(found))


def _kinds(piece: Evidence) -> Iterator[Kind]:
    yield Kind.EVIDENCE
    if piece.effect.there and piece.share:
        yield Kind.THERE
    if not piece.effect.there:
        yield Kind.ABSENT
        if is_total(piece):
            yield Kind.WHOLLY_GONE


def _ancestors(place: PlaceId, register: Register) -> set[PlaceId]:
    """Everything that a place lies in by the gazetteer, a border in both of its countries."""
    found: set[PlaceId] = set()
    waiting = {place}
    while waiting:
        entries = [entry for one in waiting if (entry := register.place(one))]
        parents = {parent for entry in entries for parent in entry.parents}
        waiting = parents - found
        found |= parents
    return found
