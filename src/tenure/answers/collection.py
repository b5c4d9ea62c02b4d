"""The claims of a project gathered from its ledger, as the fold wants them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from tenure.answers.said import copies_by
from tenure.answers.spelling import worded
from tenure.copies import lookup, lookup_in, voice_of
from tenure.folding.copies import Lookup
from tenure.folding.reviews import reviewed
from tenure.gazetteer.atlas import atlas_of
from tenure.ledger.record import (
    Publication,
    claim_from,
    claim_seqs,
    claims_of,
    iter_claims_at,
    iter_publications,
    iter_reviews,
    publication_of,
    standing_reading,
    standing_readings,
)
from tenure.ledger.store import Row
from tenure.model.claim import Claim
from tenure.model.ids import ClaimId, HolderId, PlaceId, ReportId
from tenure.model.report import Report
from tenure.model.review import Review
from tenure.model.statement import Atlas, Statement
from tenure.model.tenure import LineId
from tenure.model.version import address_of
from tenure.project import Project


@dataclass(frozen=True, slots=True)
class Gathered:
    """Statements and the reports that they stand in."""

    statements: Sequence[Statement]
    reports: Mapping[ReportId, Report]


@dataclass(frozen=True, eq=False)
class Collection:
    """What the ledger holds, or the part of it that a question needs; the claims are read when they are asked for."""

    reviews: tuple[Review, ...]
    hidden: int
    """Claims that take no part because the reader is less sure of them than the project asks for."""
    load: Callable[[], Gathered]
    atlas: Atlas

    @cached_property
    def gathered(self) -> Gathered:
        """The claims with their reports."""
        return self.load()

    @property
    def statements(self) -> Sequence[Statement]:
        """The claims as the fold wants them."""
        return self.gathered.statements

    @property
    def reports(self) -> Mapping[ReportId, Report]:
        """The reports that were read."""
        return self.gathered.reports

    def claim(self, claim: ClaimId) -> Claim | None:
        """A claim by its id."""
        return self._claims.get(claim)

    @cached_property
    def _claims(self) -> Mapping[ClaimId, Claim]:
        return {one.claim.id: one.claim for one in reversed(self.statements)}


def reviews_of(project: Project) -> tuple[Review, ...]:
    """What people decided, in order of entry."""
    return tuple(iter_reviews(project.ledger))


def collect(project: Project, *, known_by: date | None = None, recorded_by: datetime | None = None) -> Collection:
    """Every claim that stands, with what is known of its report by a day."""
    statements: list[Statement] = []
    hidden = 0
    with project.ledger.snapshot():
        publications = {one.report.id: one for one in iter_publications(project.ledger)}
        publications = {key: one for key, one in publications.items() if _is_recorded(one, recorded_by)}
        reviews = reviews_of(project)
        look = lookup_in(project.ledger, publications, recorded_by)
        for report_id, reading in sorted(standing_readings(project.ledger, publications).items()):
            publication = publications[report_id]
            for claim in claims_of(project.ledger, reading, publication.report.text):
                if claim.confidence < project.settings.min_confidence:
                    hidden += 1
                else:
                    statements.append(_statement(claim, publication, look, known_by))
    everything = Gathered(tuple(statements), {key: one.report for key, one in publications.items()})
    atlas = worded(atlas_for(project, statements, reviews), reviewed(statements, reviews).statements)
    return Collection(reviews, hidden, lambda: everything, atlas)


@dataclass(frozen=True, slots=True)
class Taken:
    """What one report says as the record stands: its statements by the numbers of their claims."""

    report: ReportId
    reading: int
    statements: Mapping[int, Statement]
    hidden: int
    days: tuple[date, ...]
    """The days on which it was published."""
    ended: int
    """Statements that count no more, because something took the report's place or took it back."""


def taken_from(project: Project, publication: Publication, look: Lookup) -> Taken | None:
    """What a report says; None where nobody read it."""
    reading = standing_reading(project.ledger, publication)
    if reading is None:
        return None
    claims = claims_of(project.ledger, reading, publication.report.text)
    numbered = zip(claim_seqs(project.ledger, reading.seq), claims, strict=True)
    sure = project.settings.min_confidence
    said = {seq: _statement(claim, publication, look, None) for seq, claim in numbered if claim.confidence >= sure}
    standing = {seq: statement for seq, statement in said.items() if statement.stands()}
    hidden, ended = len(claims) - len(said), len(said) - len(standing)
    return Taken(publication.report.id, reading.seq, standing, hidden, _days_of(publication), ended)


def said_in(project: Project, publication: Publication) -> tuple[Statement, ...]:
    """What a report says in reading order, also where it counts no more."""
    reading = standing_reading(project.ledger, publication)
    claims = claims_of(project.ledger, reading, publication.report.text) if reading else ()
    sure, look = project.settings.min_confidence, lookup(project.ledger)
    return tuple(_statement(claim, publication, look, None) for claim in claims if claim.confidence >= sure)


def taken_of(project: Project, report: ReportId) -> Taken | None:
    """What a report says, by its id; None where nobody read it, or it is not there."""
    publication = publication_of(project.ledger, report)
    return taken_from(project, publication, lookup(project.ledger)) if publication else None


def gathered_at(project: Project, seqs: Iterable[int], known_by: date | None = None) -> Gathered:
    """The statements of some claims by their numbers, and their reports."""
    by_report: dict[ReportId, list[Row]] = defaultdict(list)
    for report, row in iter_claims_at(project.ledger, seqs):
        by_report[report].append(row)
    statements: list[Statement] = []
    reports: dict[ReportId, Report] = {}
    look = lookup(project.ledger)
    for key, found in by_report.items():
        publication = publication_of(project.ledger, key)
        if publication is not None:
            reports[key] = publication.report
            claims = (claim_from(row, publication.report) for row in found)
            statements.extend(_statement(claim, publication, look, known_by) for claim in claims)
    return Gathered(statements, reports)


def iter_reports(project: Project, reports: Sequence[ReportId] | None) -> Iterator[Publication]:
    """Some reports, or all of them."""
    if reports is None:
        yield from iter_publications(project.ledger)
        return
    for report in reports:
        publication = publication_of(project.ledger, report)
        if publication is not None:
            yield publication


def _is_recorded(publication: Publication, recorded_by: datetime | None) -> bool:
    return recorded_by is None or publication.recorded_at <= recorded_by


def _statement(claim: Claim, publication: Publication, look: Lookup, known_by: date | None) -> Statement:
    report = publication.report
    cluster, agency = voice_of(publication, look)
    return Statement(
        claim,
        report.day,
        publication.recorded_at,
        report.publisher,
        cluster,
        copies=copies_by(_days_of(publication), known_by) if len(publication.sightings) > 1 else 0,
        known_from=publication.standing.since.date() if publication.standing.since else None,
        ending=publication.standing.ending,
        agency=agency,
    )


def _days_of(publication: Publication) -> tuple[date, ...]:
    """The days on which a report was published. A page that is fetched again is no second publication."""
    seen = {address_of(one.report.url) or one: one for one in reversed(publication.sightings)}
    return tuple(one.report.day for one in seen.values() if one.report.day)


def atlas_for(project: Project, statements: Iterable[Statement], reviews: Sequence[Review]) -> Atlas:
    """The places and holders that statements and reviews speak of, and every state and organisation there is.

    A claim that knows a state by name only means the same one whatever else is on record.
    """
    places: set[PlaceId] = set()
    holders: set[HolderId] = set()
    for one in statements:
        if one.claim.place.id:
            places.add(one.claim.place.id)
        holders |= {party.id for party in (one.claim.holder, one.claim.counterparty) if party and party.id}
    return _atlas(project, places, holders, reviews)


def atlas_of_lines(project: Project, lines: Iterable[LineId], reviews: Sequence[Review]) -> Atlas:
    """The places and holders that lines and reviews name, and every state and organisation there is."""
    found = list(lines)
    return _atlas(project, {line.place for line in found}, {line.holder for line in found}, reviews)


def atlas_to_show(project: Project, lines: Iterable[LineId]) -> Atlas:
    """The places and holders that lines name and lie in: enough to tell of them, not to fold anything."""
    found = list(lines)
    return atlas_of(project.kit.gazetteer, {line.place for line in found}, {line.holder for line in found})


def _atlas(project: Project, places: set[PlaceId], holders: set[HolderId], reviews: Sequence[Review]) -> Atlas:
    # A review may name an entry that no claim speaks of; ids that are no entry are left out of the atlas.
    named = [one for review in reviews for one in _ids_in(review)]
    tops = (holder.id for holder in project.kit.gazetteer.top_holders)
    return atlas_of(project.kit.gazetteer, {*places, *map(PlaceId, named)}, {*holders, *map(HolderId, named), *tops})


def _ids_in(review: Review) -> list[str]:
    """The entries that a merge or a correction names."""
    if isinstance(review.value, str):
        return [review.subject, review.value]
    if isinstance(review.value, Mapping):
        return [str(part["id"]) for part in review.value.values() if isinstance(part, Mapping) and "id" in part]
    return []
