"""Questions asked of an open project: the state as of and as known by any day, whole or about one place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tenure.answers.collection import (
    Collection,
    Gathered,
    atlas_of_lines,
    atlas_to_show,
    collect,
    gathered_at,
    reviews_of,
    taken_of,
)
from tenure.answers.columns import Columns, columns_from, segments_on, standing_on
from tenure.answers.kept import unpacked, unpacked_rest
from tenure.answers.lines import Lines, iter_states, stored
from tenure.answers.refolding import changed_since, fold_marked, folded_by, needed_claims
from tenure.answers.shelves import from_shelf
from tenure.answers.spelling import worded_from
from tenure.folding.fold import Horizon, State, fold, gathered
from tenure.folding.folded import LineState
from tenure.folding.standing import Standing
from tenure.ledger.record import reports_of_claims
from tenure.ledger.shelf import Shelf
from tenure.model.claim import Claim
from tenure.model.ids import PlaceId
from tenure.model.place import Place
from tenure.model.statement import Atlas
from tenure.model.tenure import LineId
from tenure.project import Project


@dataclass(frozen=True, slots=True)
class Answer:
    """A state of the world, or of what was asked about, with what it was folded from."""

    state: State
    collection: Collection
    horizon: Horizon


def ask(project: Project, as_of: date, *, known_by: date | None = None, recorded_by: datetime | None = None) -> Answer:
    """The state of the world as of one day, as known by another (by default: everything known)."""
    horizon = Horizon(as_of=as_of, known_by=known_by, recorded_by=recorded_by)
    if recorded_by is None:
        answer = from_shelf(project, lambda shelf: _whole(project, shelf, horizon))
        if answer is not None:
            return answer
    collection = collect(project, known_by=known_by, recorded_by=recorded_by)
    state = fold(collection.statements, collection.reviews, collection.atlas, project.kit.policy, horizon)
    return Answer(state, collection, horizon)


@dataclass(frozen=True, slots=True)
class Overview:
    """What stands on a day, line by line; the weights of the claims behind it are left out."""

    standing: tuple[Standing, ...]
    atlas: Atlas
    hidden: int


def kept_states(project: Project) -> tuple[LineState, ...] | None:
    """What every line comes to, in order, to be told for any day; None where nothing is kept to tell it from."""

    def answered(shelf: Shelf) -> tuple[LineState, ...]:
        fold_marked(project, shelf)
        return tuple(state for _, state in iter_states(shelf))

    return from_shelf(project, answered)


def ask_overview(project: Project, day: date) -> Overview | None:
    """What stands everywhere on a day, by everything that is known; None where nothing is kept to tell it from."""

    def answered(shelf: Shelf) -> Overview:
        standing = tuple(standing_on(kept_columns(project, shelf), day))
        lines = [one.line for one in standing]
        atlas = worded_from(shelf, atlas_to_show(project, lines), lines)
        return Overview(standing, atlas, _hidden(shelf))

    return from_shelf(project, answered)


def kept_columns(project: Project, shelf: Shelf) -> Columns:
    """The stretches of all lines as columns."""
    fold_marked(project, shelf)
    lines = Lines(shelf)
    rows = shelf.rows("heads")
    return columns_from((lines.line(place, holder, aspect), *row) for place, holder, aspect, *row in rows)


def ask_about(project: Project, place: str, as_of: date, *, known_by: date | None = None) -> Answer | None:
    """The state of the lines at a place and inside it, by the place's name; None where none is on record."""
    horizon = Horizon(as_of=as_of, known_by=known_by)

    def answered(shelf: Shelf) -> Answer | None:
        if not _can_tell(shelf, horizon):
            return None
        lines = Lines(shelf)
        wanted = _lines_at(project, lines, place)
        return _about(project, lines, wanted, horizon, lambda: _collected(project, known_by)) if wanted else None

    return from_shelf(project, answered)


def ask_outline(project: Project, place: str, as_of: date) -> Answer | None:
    """The same from everything that is known, without the weights of the claims behind each segment."""
    horizon = Horizon(as_of=as_of)

    def answered(shelf: Shelf) -> Answer | None:
        lines = Lines(shelf)
        wanted = _lines_at(project, lines, place)
        fold_marked(project, shelf, wanted)
        rows = {line: row for line in sorted(wanted) if (row := shelf.one("heads_of", seq=wanted[line]))}
        if not rows:
            return None
        columns = columns_from((line, row[0], row[1], row[2]) for line, row in rows.items())
        states = [LineState((), *unpacked_rest(line, row[3])) for line, row in rows.items()]
        rest = gathered(states, as_of)
        atlas = worded_from(shelf, atlas_to_show(project, rows), rows)
        collection = Collection(reviews_of(project), _hidden(shelf), lambda: _collected(project, None), atlas)
        return Answer(State(tuple(segments_on(columns, as_of)), rest.commitments, rest.conflicts), collection, horizon)

    return from_shelf(project, answered)


def ask_why(project: Project, wanted: str, as_of: date) -> tuple[Answer, tuple[Claim, ...]] | None:
    """The lines that tell something whose id begins with some text, and the claims whose id does.

    None where nothing has such an id.
    """
    horizon = Horizon(as_of=as_of)

    def answered(shelf: Shelf) -> tuple[Answer, tuple[Claim, ...]] | None:
        lines = Lines(shelf)
        # A line that waits to be folded tells its old ids only.
        fold_marked(project, shelf)
        end = wanted + "\U0010ffff"
        told = [row[1] for row in shelf.rows("ids_from", low=stored(wanted), high=stored(end))]
        found = {line: seq for seq in told if (line := lines.numbered(seq))}
        called = [key for key in reports_of_claims(project.ledger, wanted) if wanted]
        if not found and not called:
            return None
        reports = {report: taken for _, report in called if (taken := taken_of(project, report))}
        said = (s.claim for taken in reports.values() for s in taken.statements.values())
        claims = {claim.id: claim for claim in said if claim.id.startswith(wanted)}
        seqs = {*needed_claims(lines, found), *(seq for one in reports.values() for seq in one.statements)}
        return _about(project, lines, found, horizon, lambda: gathered_at(project, seqs)), tuple(claims.values())

    return from_shelf(project, answered)


def _can_tell(shelf: Shelf, horizon: Horizon) -> bool:
    """Whether the shelf has what a question needs: it knows what counts to this day, not what has ended since."""
    return horizon.known_by is None or not shelf.one("has_ended")


def _whole(project: Project, shelf: Shelf, horizon: Horizon) -> Answer | None:
    known_by, lines = horizon.known_by, Lines(shelf)
    if not _can_tell(shelf, horizon):
        return None
    fold_marked(project, shelf)
    changed = changed_since(project, lines, known_by) if known_by else {}
    states = dict(iter_states(shelf, without=changed))
    states.update((line, state) for line, state in changed.items() if state is not None)
    reviews = reviews_of(project)
    atlas = worded_from(shelf, atlas_of_lines(project, states, reviews), states)
    collection = Collection(reviews, _hidden(shelf), lambda: _collected(project, known_by), atlas)
    return Answer(gathered((states[line] for line in sorted(states)), horizon.as_of), collection, horizon)


def _about(
    project: Project, lines: Lines, wanted: Mapping[LineId, int], horizon: Horizon, load: Callable[[], Gathered]
) -> Answer:
    """The answer from some lines alone."""
    states = _states(project, lines, wanted, horizon)
    reviews = reviews_of(project)
    atlas = worded_from(lines.shelf, atlas_of_lines(project, wanted, reviews), wanted)
    collection = Collection(reviews, _hidden(lines.shelf), load, atlas)
    return Answer(gathered((states[line] for line in sorted(states)), horizon.as_of), collection, horizon)


def _collected(project: Project, known_by: date | None) -> Gathered:
    return collect(project, known_by=known_by).gathered


def _hidden(shelf: Shelf) -> int:
    row = shelf.one("hidden")
    return int(row[0]) if row else 0


def _states(
    project: Project, lines: Lines, wanted: Mapping[LineId, int], horizon: Horizon
) -> Mapping[LineId, LineState]:
    if horizon.known_by is not None:
        return folded_by(project, lines, wanted, horizon.known_by)
    fold_marked(project, lines.shelf, wanted)
    bodies = {line: lines.shelf.one("body", seq=seq) for line, seq in wanted.items()}
    return {line: unpacked(line, *row) for line, row in bodies.items() if row and row[0]}


def _lines_at(project: Project, lines: Lines, place: str) -> dict[LineId, int]:
    """The lines at the places that a name means."""
    places = _places_named(project, lines.shelf, place)
    return {line: seq for one in sorted(places) for line, seq in lines.at(one).items()}


def _places_named(project: Project, shelf: Shelf, name: str) -> set[PlaceId]:
    """The places on record that a name means: the place itself, and everything on record inside it."""
    lines = Lines(shelf)
    known = {place.id for place in project.kit.gazetteer.find(name)}
    direct = known | lines.places_called(name)
    return direct | {inner for place in direct for inner in lines.within(place)}


def places_named(answer: Answer, project: Project, name: str) -> set[PlaceId]:
    """The places of an answer that a name means: the place itself, and everything inside it."""
    wanted = name.casefold()
    places = answer.collection.atlas.places
    on_record = {segment.line.place for segment in answer.state.segments}
    on_record |= {commitment.line.place for commitment in answer.state.commitments}
    known = {place.id for place in project.kit.gazetteer.find(name)}
    direct = {one for one in on_record if one in known or wanted in _label(places, one).casefold()}
    return direct | {one for one in on_record if _ancestors(places, one) & (direct | known)}


def _label(places: Mapping[PlaceId, Place], place: PlaceId) -> str:
    return places[place].name if place in places else place


def _ancestors(places: Mapping[PlaceId, Place], place: PlaceId) -> set[PlaceId]:
    found: set[PlaceId] = set()
    waiting = {place}
    while waiting:
        parents = {parent for one in waiting if one in places for parent in places[one].parents}
        waiting = parents - found
        found |= parents
    return found
