"""Reading the ledger back: reports, the claims that count, reviews, problems."""

import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from tenure.ledger import rows
from tenure.ledger.store import Ledger, Row
from tenure.ledger.versions import Standing, Versions
from tenure.model.claim import Claim
from tenure.model.ids import BlobId, ClaimId, ReportId
from tenure.model.problem import Problem
from tenure.model.report import Report
from tenure.model.review import Review


@dataclass(frozen=True, slots=True)
class Sighting:
    """One publication of a text: the report as it was published there, and when the ledger learned it."""

    report: Report
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Publication:
    """A report as the record stands: its earliest sighting speaks for it, the others are copies."""

    report: Report
    recorded_at: datetime
    sightings: tuple[Sighting, ...]
    standing: Standing = field(default_factory=Standing)
    """Whether it is a later version of something, and whether something took its place."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a ledger holds."""

    reports: int
    sightings: int
    readings: int
    claims: int
    reviews: int
    problems: int


def counts_of(ledger: Ledger) -> Counts:
    """How much the ledger holds."""
    row = ledger.one("counts")
    return Counts(*row) if row else Counts(0, 0, 0, 0, 0, 0)


def iter_publications(ledger: Ledger, *, with_text: bool = True) -> Iterator[Publication]:
    """Every report, in the order of ids."""
    group: list[Row] = []
    versions = Versions(ledger, whole=True)
    for row in ledger.rows("sightings"):
        if group and group[0][1] != row[1]:
            yield _publication(ledger, group, versions, with_text=with_text)
            group = []
        group.append(row)
    if group:
        yield _publication(ledger, group, versions, with_text=with_text)


def publication_of(ledger: Ledger, report: ReportId, *, with_text: bool = True) -> Publication | None:
    """One report, or None."""
    group = list(ledger.rows("sightings_of", report=report))
    return _publication(ledger, group, Versions(ledger, whole=False), with_text=with_text) if group else None


def sightings_of(ledger: Ledger, report: ReportId) -> tuple[Report, ...]:
    """A report as it was published each time, the sighting that speaks for it first; none where it is not there."""
    found = list(ledger.rows("sightings_of", report=report))
    text = text_of(ledger, report) if found else ""
    return tuple(rows.report_of(row, text) for row in found)


def reports_named(ledger: Ledger, beginning: str) -> list[ReportId]:
    """The reports whose id begins with some text, the first few."""
    return [ReportId(row[0]) for row in ledger.rows("reports_named", low=beginning, high=f"{beginning}\U0010ffff")]


def _publication(ledger: Ledger, group: list[Row], versions: Versions, *, with_text: bool) -> Publication:
    text = text_of(ledger, ReportId(group[0][1])) if with_text else ""
    seen = tuple(Sighting(rows.report_of(row, text), rows.instant_of(row[12])) for row in group)
    standing = versions.standing_of(seen[0].report.id)
    return Publication(seen[0].report, min(s.recorded_at for s in seen), seen, standing)


def text_of(ledger: Ledger, report: ReportId) -> str:
    """The stored text of a report; empty where there is none."""
    row = ledger.one("text_of", report=report)
    return rows.unpack_text(row[0]) if row else ""


def blob_of(ledger: Ledger, blob: BlobId) -> bytes | None:
    """The bytes as received, or None."""
    row = ledger.one("blob", id=blob)
    return zlib.decompress(row[0]) if row else None


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of one report."""

    seq: int
    report: ReportId
    reader: str
    gazetteer: str
    anchored_at: str
    recorded_at: datetime


def standing_readings(ledger: Ledger, publications: dict[ReportId, Publication]) -> dict[ReportId, Reading]:
    """The reading of each report that counts: the latest anchored on the date the report now has.

    Where no reading has that date (a kill between two appends), the latest one stands in.
    """
    standing: dict[ReportId, Reading] = {}
    for row in ledger.rows("readings"):
        reading = _reading(row)
        publication = publications.get(reading.report)
        if publication is not None and _stands_before(reading, standing.get(reading.report), publication):
            standing[reading.report] = reading
    return standing


def standing_reading(ledger: Ledger, publication: Publication) -> Reading | None:
    """The reading of one report that counts; None where nobody read it."""
    standing: Reading | None = None
    for row in ledger.rows("readings_of", report=publication.report.id):
        reading = _reading(row)
        if _stands_before(reading, standing, publication):
            standing = reading
    return standing


def _reading(row: Row) -> Reading:
    return Reading(row[0], ReportId(row[1]), row[2], row[3], row[4], rows.instant_of(row[5]))


def _stands_before(reading: Reading, before: Reading | None, publication: Publication) -> bool:
    """Whether a reading counts more than an earlier one."""
    published = publication.report.published_at
    anchor = rows.instant_text(published) if published else ""
    return before is None or reading.anchored_at == anchor or before.anchored_at != anchor


def claims_of(ledger: Ledger, reading: Reading, text: str) -> tuple[Claim, ...]:
    """The claims of one reading, in reading order, their words re-read from the text."""
    return tuple(
        rows.claim_of(row, reading.report, text) for row in ledger.rows("claims_of_reading", reading=reading.seq)
    )


def claim_seqs(ledger: Ledger, reading: int) -> list[int]:
    """The numbers under which the ledger keeps the claims of a reading, in reading order."""
    return [row[0] for row in ledger.rows("claim_seqs", reading=reading)]


def iter_claims_at(ledger: Ledger, seqs: Iterable[int]) -> Iterator[tuple[ReportId, Row]]:
    """The rows of claims by their numbers, those of one report together; `claim_from` makes claims of them."""
    for report, *row in ledger.rows("claims_at", seqs=json.dumps(sorted(seqs))):
        yield ReportId(report), tuple(row)


def iter_claims_with(ledger: Ledger, claims: Iterable[ClaimId]) -> Iterator[tuple[ReportId, Row]]:
    """The rows of claims by their ids, as `iter_claims_at` gives them; one that was read twice comes twice."""
    return iter_claims_at(
        ledger, [row[0] for row in ledger.rows("claim_seqs_with_ids", ids=json.dumps(sorted(claims)))]
    )


def claim_from(row: Row, report: Report) -> Claim:
    """A claim from its row, its words re-read from the text of its report."""
    return rows.claim_of(row, report.id, report.text)


def reports_of_claims(ledger: Ledger, beginning: str) -> list[tuple[ClaimId, ReportId]]:
    """The claims whose id begins with some text, the first few, each with its report."""
    found = ledger.rows("claims_called", low=beginning, high=f"{beginning}\U0010ffff")
    return [(ClaimId(row[0]), ReportId(row[1])) for row in found]


@dataclass(frozen=True, slots=True)
class Mark:
    """A state of the ledger: the number and the link of its last batch."""

    batch: int
    chain: str


def mark_of(ledger: Ledger) -> Mark | None:
    """The state that the ledger is in; None where it is empty."""
    row = ledger.one("last_batch")
    return Mark(row[0], row[1]) if row else None


def has_been(ledger: Ledger, mark: Mark) -> bool:
    """Whether the ledger was once in a state."""
    row = ledger.one("batch", seq=mark.batch)
    return row is not None and row[1] == mark.chain


def entered_since(ledger: Ledger, mark: Mark) -> list[tuple[str, str]]:
    """Kind and subject of what was entered since a state."""
    return [(row[0], row[1]) for row in ledger.rows("batches_since", seq=mark.batch)]


def report_of_claim(ledger: Ledger, claim: ClaimId) -> ReportId | None:
    """The report a claim was read in, or None."""
    row = ledger.one("readings_of_claim", id=claim)
    return ReportId(row[1]) if row else None


def iter_reviews(ledger: Ledger) -> Iterator[Review]:
    """Every review, in the order of entry."""
    return (rows.review_of(row) for row in ledger.rows("reviews"))


def iter_problems(ledger: Ledger) -> Iterator[Problem]:
    """Every problem on record, by where it happened."""
    return (rows.problem_of(row) for row in ledger.rows("problems"))
