"""Reading the ledger back: reports, the claims that count, reviews, problems."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tenure.ledger import rows
from tenure.ledger.store import Ledger, Row
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
    for row in ledger.rows("sightings"):
        if group and group[0][1] != row[1]:
            yield _publication(ledger, group, with_text=with_text)
            group = []
        group.append(row)
    if group:
        yield _publication(ledger, group, with_text=with_text)


def publication_of(ledger: Ledger, report: ReportId, *, with_text: bool = True) -> Publication | None:
    """One report, or None."""
    group = list(ledger.rows("sightings_of", report=report))
    return _publication(ledger, group, with_text=with_text) if group else None


def reports_named(ledger: Ledger, beginning: str) -> list[ReportId]:
    """The reports whose id begins with some text, the first few."""
    return [ReportId(row[0]) for row in ledger.rows("reports_named", low=beginning, high=f"{beginning}\U0010ffff")]


def _publication(ledger: Ledger, group: list[Row], *, with_text: bool) -> Publication:
    text = text_of(ledger, ReportId(group[0][1])) if with_text else ""
    seen = tuple(Sighting(rows.report_of(row, text), rows.instant_of(row[12])) for row in group)
    return Publication(seen[0].report, min(s.recorded_at for s in seen), seen)


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
        reading = Reading(row[0], ReportId(row[1]), row[2], row[3], row[4], rows.instant_of(row[5]))
        publication = publications.get(reading.report)
        if publication is None:
            continue
        before = standing.get(reading.report)
        published = publication.report.published_at
        anchor = rows.instant_text(published) if published else ""
        if before is None or reading.anchored_at == anchor or before.anchored_at != anchor:
            standing[reading.report] = reading
    return standing


def claims_of(ledger: Ledger, reading: Reading, text: str) -> tuple[Claim, ...]:
    """The claims of one reading, in reading order, their words re-read from the text."""
    return tuple(
        rows.claim_of(row, reading.report, text) for row in ledger.rows("claims_of_reading", reading=reading.seq)
    )


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
