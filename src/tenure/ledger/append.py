"""Adding facts: one finished report with its claims, one review, one problem at a time."""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tenure.ledger import rows
from tenure.ledger.store import Ledger
from tenure.model.claim import Claim
from tenure.model.ids import Json, ReportId, canonical_json, digest_of, id_of
from tenure.model.problem import Problem
from tenure.model.report import Report
from tenure.model.review import Review

_GENESIS = "0" * 64
_BYTES = frozenset({"raw", "origin", "published_precision", "retracts"})


@dataclass(frozen=True, slots=True)
class Run:
    """One invocation that writes: what it ran, with which reader and gazetteer."""

    command: str
    reader: str
    gazetteer: str
    tenure: str


@dataclass(frozen=True, slots=True)
class OpenRun:
    """A run that has been entered, and the instant its facts are recorded at."""

    seq: int
    run: Run
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Added:
    """What one append changed."""

    report: bool = False
    sighting: bool = False
    reading: bool = False
    claims: int = 0


class QuoteMismatch(ValueError):
    """A claim's quote is not what its report's text says at those offsets: the reader is at fault."""

    def __init__(self, part: str, claim: Claim) -> None:
        self.part, self.claim = part, claim
        super().__init__(f"claim {claim.id} of report {claim.report}: its {part} cannot be re-read at its offsets")


def begin_run(ledger: Ledger, run: Run, started_at: datetime) -> OpenRun:
    """Enter a run; everything it adds names it."""
    with ledger.batch():
        found = ledger.one(
            "insert_run",
            command=rows.storable(run.command),
            reader=run.reader,
            gazetteer=run.gazetteer,
            tenure=run.tenure,
            started_at=rows.instant_text(started_at),
        )
    if found is None:
        raise AssertionError("INSERT … RETURNING gave no row")
    return OpenRun(found[0], run, started_at)


def has_reading(ledger: Ledger, report: ReportId, anchored_at: str, run: Run) -> bool:
    """Whether this reader has read this report with this date before."""
    found = ledger.one("report_seq", id=report)
    return found is not None and ledger.one(
        "has_reading", report=found[0], reader=run.reader, gazetteer=run.gazetteer, anchored_at=anchored_at
    ) is not None  # fmt: skip


def anchor_of(report: Report) -> str:
    """What a reading of the report is anchored on: its publication instant, or nothing."""
    return rows.instant_text(report.published_at) if report.published_at else ""


def append_report(
    ledger: Ledger, report: Report, raw: bytes | None, reading: Sequence[Claim] | None, run: OpenRun
) -> Added:
    """Add a report, where it was seen, and what was read in it; call inside `ledger.batch()`.

    `reading` is None where nothing new was read (the report was read before, or is in a language
    nobody reads). Adding the same again changes nothing.

    Raises:
        QuoteMismatch: a claim's words are not in the text; nothing of the report is kept.
    """
    recorded_at = rows.instant_text(run.recorded_at)
    known = ledger.one("report_seq", id=report.id)
    again = known is not None and _is_seen_alike(ledger, known[0], report)
    if raw is not None and report.raw is not None and not again:
        ledger.one("insert_blob", id=report.raw, size=len(raw), packed=zlib.compress(raw, 6))
    new_report = known is None
    if known is None:
        known = ledger.one("insert_report", id=report.id, text=rows.pack_text(report.text), language=report.language)
    if known is None:
        raise AssertionError("INSERT … RETURNING gave no row")
    sighting = rows.sighting_id(report)
    new_sighting = None if again else ledger.one(
        "insert_sighting",
        id=sighting, report=known[0], run=run.seq, recorded_at=recorded_at, **rows.sighting_row(report),
    )  # fmt: skip
    claims = _append_reading(ledger, known[0], report, reading, run) if reading is not None else None
    added = Added(new_report, new_sighting is not None, claims is not None, claims or 0)
    if new_sighting is not None or claims is not None:
        said = report_facts(report.id, sighting if new_sighting else None, [claim.id for claim in reading or ()])
        enter_link(ledger, "report", report.id, said, recorded_at)
    return added


def _is_seen_alike(ledger: Ledger, report_seq: int, report: Report) -> bool:
    """Whether the report was seen at its address before, only with other bytes around the same words.

    A page differs a little each time that it is fetched; keeping each of its forms would bury the record.
    """
    facts = rows.sighting_row(report)
    if report.raw is None or facts["address"] is None or report.retracts:
        return False
    wanted = {name: fact for name, fact in facts.items() if name not in _BYTES}
    return ledger.one("seen_alike", report=report_seq, **wanted) is not None


def append_review(ledger: Ledger, review: Review) -> bool:
    """Add a person's decision; False where exactly this one is already there. Call inside `ledger.batch()`."""
    recorded_at = rows.instant_text(review.recorded_at)
    added = ledger.one(
        "insert_review",
        id=review.id,
        kind=review.kind.value,
        subject=review.subject,
        value=canonical_json(review.value),
        reviewer=rows.storable(review.reviewer),
        reason=rows.storable(review.reason),
        recorded_at=recorded_at,
    )
    if added is not None:
        enter_link(ledger, "review", review.id, rows.review_facts(review), recorded_at)
    return added is not None


def append_problems(ledger: Ledger, problems: Iterable[Problem], run: OpenRun) -> int:
    """Add problems, each once however often it recurs; call inside `ledger.batch()`."""
    added = 0
    for problem in problems:
        facts = {
            "code": problem.code.value,
            "whereabouts": rows.storable(problem.where),
            "message": rows.storable(problem.message),
            "advice": rows.storable(problem.advice),
            "gravity": problem.gravity.value,
        }
        added += ledger.one(
            "insert_problem", id=id_of("p1", dict(facts)), run=run.seq,
            recorded_at=rows.instant_text(run.recorded_at), **facts,
        ) is not None  # fmt: skip
    return added


def _append_reading(
    ledger: Ledger, report_seq: int, report: Report, claims: Sequence[Claim], run: OpenRun
) -> int | None:
    for claim in claims:
        for part, quote in claim.quotes():
            if report.text[quote.start : quote.end] != quote.exact:
                raise QuoteMismatch(part, claim)
    reading = ledger.one(
        "insert_reading",
        report=report_seq,
        reader=run.run.reader,
        gazetteer=run.run.gazetteer,
        anchored_at=anchor_of(report),
        run=run.seq,
        recorded_at=rows.instant_text(run.recorded_at),
    )
    if reading is None:
        return None
    for claim in claims:
        _append_claim(ledger, reading[0], claim)
    return len(claims)


def _append_claim(ledger: Ledger, reading: int, claim: Claim) -> None:
    ledger.one(
        "insert_claim",
        reading=reading,
        holder=_interned(ledger, "party", body=rows.party_body(claim.holder)),
        counterparty=_interned(ledger, "party", body=rows.party_body(claim.counterparty))
        if claim.counterparty
        else None,
        place=_interned(ledger, "locus", body=rows.locus_body(claim.place), place=claim.place.id or ""),
        speaker=_interned(ledger, "speaker", body=rows.speaker_body(claim.speaker)) if claim.speaker else None,
        reader=_interned(ledger, "reader", body=rows.reader_body(claim.reader)),
        **rows.claim_row(claim),
    )


def _interned(ledger: Ledger, kind: str, *, body: str, **more: str) -> int:
    found = ledger.one(f"{kind}_seq", body=body)
    if found is None:
        ledger.one(f"intern_{kind}", body=body, **more)
        found = ledger.one(f"{kind}_seq", body=body)
    if found is None:
        raise AssertionError(f"{kind} was not interned")
    return int(found[0])


def enter_link(ledger: Ledger, kind: str, subject: str, facts: Json, recorded_at: str) -> None:
    """Add the next link of the chain for what was just added; call inside the same batch."""
    last = ledger.one("last_batch")
    digest = digest_of(facts)
    chain = chained(last[1] if last else _GENESIS, kind, digest)
    ledger.one("insert_batch", kind=kind, subject=subject, digest=digest, chain=chain, recorded_at=recorded_at)


def report_facts(report: ReportId, sighting: str | None, claims: Sequence[str]) -> Json:
    """What the chain counts of a batch: where the report was seen, if that is new, and what was read in it."""
    return [report, sighting, list(claims)]


def chained(before: str, kind: str, digest: str) -> str:
    """The next link of the chain."""
    return digest_of([before, kind, digest])
