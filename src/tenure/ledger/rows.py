"""Between facts and rows: the only place that knows how a fact is spelled in the ledger."""

import json
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, Final

from tenure.ledger.packing import pack_scores, pack_spans, unpack_scores, unpack_spans
from tenure.ledger.store import Row
from tenure.model.claim import (
    Claim,
    Event,
    Locus,
    Modality,
    Party,
    Quantity,
    Quote,
    Reader,
    Speaker,
    TimeRef,
    Unit,
)
from tenure.model.ids import BlobId, ClaimId, HolderId, Json, PlaceId, ReportId, ReviewId, canonical_json, id_of
from tenure.model.problem import Gravity, Problem, ProblemCode
from tenure.model.report import DatePrecision, Report
from tenure.model.review import Review, ReviewKind
from tenure.model.version import address_of

_REMEMBERED: Final = 16_384
_NEGATED, _CONTINUING, _PARTIAL = 1, 2, 4


def instant_text(value: datetime) -> str:
    """An aware instant as sortable UTC text."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def instant_of(text: str) -> datetime:
    """The instant that `instant_text` wrote."""
    return datetime.fromisoformat(text)


def storable(text: str | None) -> str | None:
    """The text with anything SQLite cannot hold as UTF-8 (unpaired surrogates) made visible."""
    return text.encode("utf-8", "replace").decode("utf-8") if text is not None else None


def pack_text(text: str) -> bytes:
    """A report's text as bytes; unpaired surrogates survive, so offsets never move."""
    return text.encode("utf-8", "surrogatepass")


def unpack_text(packed: bytes) -> str:
    """The text that `pack_text` packed."""
    return packed.decode("utf-8", "surrogatepass")


def sighting_row(report: Report) -> dict[str, Any]:
    """Everything about where and when a report was published, as bindings."""
    return {
        "title": storable(report.title),
        "publisher": storable(report.publisher),
        "url": storable(report.url),
        "authors": canonical_json([storable(name) for name in report.authors]),
        "published_at": instant_text(report.published_at) if report.published_at else None,
        "published_precision": report.published_precision.value,
        "published_from": report.published_from,
        "published_day": report.published_day.isoformat() if report.published_day else None,
        "updated_at": instant_text(report.updated_at) if report.updated_at else None,
        "retracts": canonical_json(list(report.retracts)) if report.retracts else None,
        "address": address_of(report.url),
        "raw": report.raw,
        "origin": storable(report.origin),
        "external_id": storable(report.external_id),
    }


def sighting_id(report: Report) -> str:
    """The content id of a publication: all that is known of it but the path the bytes came from."""
    facts: dict[str, Json] = {name: fact for name, fact in sighting_row(report).items() if name != "origin"}
    del facts["address"]  # it follows from the URL
    for name in ("updated_at", "retracts"):
        if facts[name] is None:
            del facts[name]  # ids given before the field was there stay as they are
    return id_of("s1", {"report": report.id} | facts)


def review_facts(review: Review) -> Json:
    """Everything that a review says, as the chain counts it."""
    return [
        review.id, review.kind.value, review.subject, review.value, storable(review.reviewer), storable(review.reason),
        instant_text(review.recorded_at),
    ]  # fmt: skip


def report_of(row: Row, text: str) -> Report:
    """A report from one row of the `sightings` query."""
    (_, report_id, title, publisher, url, authors, published_at, precision, found, raw, *more) = row
    origin, external, _, lang, local_day, updated_at, retracts = more
    return Report(
        id=ReportId(report_id),
        text=text,
        title=title,
        publisher=publisher,
        url=url,
        authors=tuple(json.loads(authors)),
        published_at=instant_of(published_at) if published_at else None,
        published_precision=DatePrecision(precision),
        published_from=found,
        published_day=date.fromisoformat(local_day) if local_day else None,
        updated_at=instant_of(updated_at) if updated_at else None,
        retracts=tuple(json.loads(retracts)) if retracts else (),
        language=lang,
        raw=BlobId(raw) if raw else None,
        origin=origin,
        external_id=external,
    )


def party_body(party: Party) -> str:
    """A resolved party without its words."""
    body: Json = [
        storable(party.state), storable(party.name), party.id, storable(party.unit),
        [storable(reason) for reason in party.reasons],
    ]  # fmt: skip
    return canonical_json(body)


def locus_body(locus: Locus) -> str:
    """A resolved place without its words."""
    return canonical_json([storable(locus.name), locus.id, [storable(reason) for reason in locus.reasons]])


def speaker_body(speaker: Speaker) -> str:
    """A speaker without the words."""
    return canonical_json([storable(speaker.name), storable(speaker.side)])


def reader_body(reader: Reader) -> str:
    """What read a claim."""
    return canonical_json([reader.name, reader.version, reader.rule])


def claim_row(claim: Claim) -> dict[str, Any]:
    """The part of a claim that lives in its own row, as bindings."""
    return {
        "id": claim.id,
        "event": claim.event.value,
        "modality": claim.modality.value,
        "flags": _NEGATED * claim.negated + _CONTINUING * claim.continuing + _PARTIAL * claim.partial,
        "spans": pack_spans(claim),
        "quantity": canonical_json([claim.quantity.low, claim.quantity.high, claim.quantity.unit.value])
        if claim.quantity
        else None,
        "occurred": _time_text(claim.when),
        "deadline": _time_text(claim.deadline),
        "confidence": round(claim.confidence, 4),
        "scores": pack_scores(claim.scores) if claim.scores else None,
    }


def claim_of(row: Row, report: ReportId, text: str) -> Claim:
    """A claim from one row of `claims_of_reading`, its words re-read from the report's text."""
    (
        cid,
        event,
        modality,
        flags,
        holder,
        counter,
        place,
        spans,
        quantity,
        when,
        deadline,
        speaker,
        reader,
        sure,
        sc,
    ) = row
    quotes = {name: Quote(start, end, text[start:end]) for name, (start, end) in unpack_spans(spans).items()}
    spot = _locus_in(place)
    said = _speaker_in(speaker) if speaker else None
    amount = json.loads(quantity) if quantity else None
    return Claim(
        id=ClaimId(cid),
        report=report,
        event=Event(event),
        modality=Modality(modality),
        negated=bool(flags & _NEGATED),
        continuing=bool(flags & _CONTINUING),
        partial=bool(flags & _PARTIAL),
        holder=_party_of(holder, quotes.get("holder")),
        counterparty=_party_of(counter, quotes.get("counterparty")) if counter else None,
        place=Locus(quotes.get("place"), spot.name, spot.id, spot.reasons),
        sentence=quotes["sentence"],
        trigger=quotes["trigger"],
        quantity=Quantity(quotes["quantity"], amount[0], amount[1], Unit(amount[2])) if amount else None,
        when=_time_of(when, quotes.get("when")),
        deadline=_time_of(deadline, quotes.get("deadline")),
        speaker=Speaker(said.name, quotes.get("speaker"), said.side) if said else None,
        basis=quotes.get("basis"),
        reader=_reader_in(reader),
        confidence=sure,
        scores=unpack_scores(sc) if sc else (),
    )


def review_of(row: Row) -> Review:
    """A review from its row."""
    review_id, kind, subject, value, reviewer, reason, recorded_at = row
    return Review(
        ReviewId(review_id), ReviewKind(kind), subject, json.loads(value), reviewer, reason, instant_of(recorded_at)
    )


def problem_of(row: Row) -> Problem:
    """A problem from its row."""
    code, where, message, advice, gravity = row
    return Problem(ProblemCode(code), where, message, advice, Gravity(gravity))


def _time_text(ref: TimeRef | None) -> str | None:
    return canonical_json([ref.edtf, storable(ref.anchor)]) if ref else None


def _time_of(text: str | None, quote: Quote | None) -> TimeRef | None:
    if text is None:
        return None
    edtf, anchor = json.loads(text)
    return TimeRef(edtf, quote, anchor)


def _party_of(body: str, quote: Quote | None) -> Party:
    one = _party_in(body)
    return Party(quote, one.state, one.name, one.id, one.unit, one.reasons)


# The same few bodies stand behind very many claims.
@lru_cache(_REMEMBERED)
def _party_in(body: str) -> Party:
    state, name, holder_id, unit, reasons = json.loads(body)
    return Party(None, state, name, HolderId(holder_id) if holder_id else None, unit, tuple(reasons))


@lru_cache(_REMEMBERED)
def _locus_in(body: str) -> Locus:
    name, place_id, reasons = json.loads(body)
    return Locus(None, name, PlaceId(place_id) if place_id else None, tuple(reasons))


@lru_cache(_REMEMBERED)
def _speaker_in(body: str) -> Speaker:
    name, side = json.loads(body)
    return Speaker(name, None, side)


@lru_cache(_REMEMBERED)
def _reader_in(body: str) -> Reader:
    return Reader(*json.loads(body))
