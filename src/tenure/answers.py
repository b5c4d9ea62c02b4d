"""Questions asked of an open project: its claims gathered, folded as of and as known by any day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tenure.copies import lookup_in, voice_of
from tenure.folding.copies import Lookup
from tenure.folding.fold import Horizon, State, fold
from tenure.gazetteer.atlas import atlas_of
from tenure.ledger.record import (
    Publication,
    claims_of,
    iter_publications,
    iter_reviews,
    standing_readings,
)
from tenure.model.claim import Claim
from tenure.model.ids import ClaimId, HolderId, PlaceId, ReportId
from tenure.model.place import Place
from tenure.model.report import Report
from tenure.model.review import Review
from tenure.model.statement import Atlas, Statement
from tenure.project import Project


@dataclass(frozen=True, slots=True)
class Collection:
    """Everything the ledger holds, as the fold wants it."""

    statements: tuple[Statement, ...]
    reviews: tuple[Review, ...]
    reports: Mapping[ReportId, Report]
    atlas: Atlas
    hidden: int
    """Claims that take no part because the reader is less sure of them than the project asks for."""

    def claim(self, claim: ClaimId) -> Claim | None:
        """A claim by its id."""
        return next((one.claim for one in self.statements if one.claim.id == claim), None)


@dataclass(frozen=True, slots=True)
class Answer:
    """A state of the world, with what it was folded from."""

    state: State
    collection: Collection
    horizon: Horizon


def collect(project: Project, *, known_by: date | None = None, recorded_by: datetime | None = None) -> Collection:
    """Every claim that stands, with what is known of its report by a day."""
    statements: list[Statement] = []
    hidden = 0
    with project.ledger.snapshot():
        publications = {one.report.id: one for one in iter_publications(project.ledger)}
        publications = {key: one for key, one in publications.items() if _is_recorded(one, recorded_by)}
        reviews = tuple(iter_reviews(project.ledger))
        look = lookup_in(project.ledger, publications, recorded_by)
        for report_id, reading in sorted(standing_readings(project.ledger, publications).items()):
            publication = publications[report_id]
            for claim in claims_of(project.ledger, reading, publication.report.text):
                if claim.confidence < project.settings.min_confidence:
                    hidden += 1
                else:
                    statements.append(_statement(claim, publication, look, known_by))
    reports = {key: one.report for key, one in publications.items()}
    return Collection(tuple(statements), reviews, reports, _atlas(project, statements, reviews), hidden)


def ask(project: Project, as_of: date, *, known_by: date | None = None, recorded_by: datetime | None = None) -> Answer:
    """The state of the world as of one day, as known by another (by default: everything known)."""
    collection = collect(project, known_by=known_by, recorded_by=recorded_by)
    horizon = Horizon(as_of=as_of, known_by=known_by, recorded_by=recorded_by)
    state = fold(collection.statements, collection.reviews, collection.atlas, project.kit.policy, horizon)
    return Answer(state, collection, horizon)


def _is_recorded(publication: Publication, recorded_by: datetime | None) -> bool:
    return recorded_by is None or publication.recorded_at <= recorded_by


def _statement(claim: Claim, publication: Publication, look: Lookup, known_by: date | None) -> Statement:
    report = publication.report
    cluster, agency = voice_of(publication, look)
    days = [one.report.day for one in publication.sightings if one.report.day]
    by_then = [day for day in days if known_by is None or day <= known_by]
    return Statement(
        claim,
        report.day,
        publication.recorded_at,
        report.publisher,
        cluster,
        copies=max(0, len(by_then) - 1),
        agency=agency,
    )


def _atlas(project: Project, statements: Sequence[Statement], reviews: Sequence[Review]) -> Atlas:
    places = {one.claim.place.id for one in statements if one.claim.place.id}
    parties = [party for one in statements for party in (one.claim.holder, one.claim.counterparty) if party]
    holders = {party.id for party in parties if party.id}
    # A review may name an entry that no claim speaks of; ids that are no entry are left out of the atlas.
    for review in reviews:
        named = _ids_in(review)
        places |= {PlaceId(one) for one in named}
        holders |= {HolderId(one) for one in named}
    return atlas_of(project.kit.gazetteer, places, holders)


def _ids_in(review: Review) -> list[str]:
    """The entries that a merge or a correction names."""
    if isinstance(review.value, str):
        return [review.subject, review.value]
    if isinstance(review.value, Mapping):
        return [str(part["id"]) for part in review.value.values() if isinstance(part, Mapping) and "id" in part]
    return []


def places_named(answer: Answer, project: Project, name: str) -> set[PlaceId]:
    """The places on record that a name means: the place itself, and everything on record inside it."""
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
