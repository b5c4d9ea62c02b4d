"""Claims and reports as JSON: the documented shape of `tenure read` and of every listing of claims."""

from tenure.model.claim import Claim, Locus, Party, Quantity, Quote
from tenure.model.ids import Json
from tenure.model.problem import Problem
from tenure.model.report import Report
from tenure.model.version import Ending


def claim_json(claim: Claim) -> dict[str, Json]:
    """A claim with every field by its name; parts that the passage does not give are null."""
    return {
        "id": claim.id,
        "report": claim.report,
        "event": claim.event.value,
        "modality": claim.modality.value,
        "negated": claim.negated,
        "continuing": claim.continuing,
        "partial": claim.partial,
        "holder": party_json(claim.holder),
        "counterparty": party_json(claim.counterparty) if claim.counterparty else None,
        "place": locus_json(claim.place),
        "quantity": quantity_json(claim.quantity) if claim.quantity else None,
        "when": claim.when.edtf if claim.when else None,
        "when_text": claim.when.quote.exact if claim.when and claim.when.quote else None,
        "when_anchor": claim.when.anchor if claim.when else None,
        "deadline": claim.deadline.edtf if claim.deadline else None,
        "deadline_text": claim.deadline.quote.exact if claim.deadline and claim.deadline.quote else None,
        "speaker": claim.speaker.name if claim.speaker else None,
        "speaker_side": claim.speaker.side if claim.speaker else None,
        "basis": claim.basis.exact if claim.basis else None,
        "sentence": quote_json(claim.sentence),
        "trigger": quote_json(claim.trigger),
        "spans": {name: [quote.start, quote.end] for name, quote in claim.quotes()},
        "rule": claim.reader.rule,
        "reader": f"{claim.reader.name}/{claim.reader.version}",
        "confidence": round(claim.confidence, 3),
        "scores": {name: round(score, 3) for name, score in claim.scores},
    }


def party_json(party: Party) -> dict[str, Json]:
    """A holder or counterparty: its words, the state, and the register's name for it."""
    return {
        "text": party.quote.exact if party.quote else None,
        "state": party.state,
        "name": party.name,
        "id": party.id,
        "unit": party.unit,
        "reasons": list(party.reasons),
    }


def locus_json(locus: Locus) -> dict[str, Json]:
    """A place: its words, the gazetteer's name and id, and why."""
    return {
        "text": locus.quote.exact if locus.quote else None,
        "name": locus.name,
        "id": locus.id,
        "reasons": list(locus.reasons),
    }


def quantity_json(quantity: Quantity) -> dict[str, Json]:
    """A quantity; whole numbers are written as such, open bounds are null."""
    return {
        "text": quantity.quote.exact,
        "value": [_number(quantity.low), _number(quantity.high)],
        "unit": quantity.unit.value,
    }


def quote_json(quote: Quote) -> dict[str, Json]:
    """A slice of the report's text, in code points."""
    return {"start": quote.start, "end": quote.end, "text": quote.exact}


def report_json(report: Report) -> dict[str, Json]:
    """A report without its text."""
    return {
        "report": report.id,
        "id": report.external_id or report.id,
        "title": report.title,
        "publisher": report.publisher,
        "url": report.url,
        "authors": list(report.authors),
        "published": report.published_on,
        "published_from": report.published_from,
        "updated": report.updated_at.date().isoformat() if report.updated_at else None,
        "language": report.language,
        "origin": report.origin,
        "raw": report.raw,
    }


def ending_json(ending: Ending) -> dict[str, Json]:
    """What took a report's place, or took it back."""
    return {"on": ending.on.date().isoformat(), "by": ending.by, "withdrawn": ending.withdrawn}


def problem_json(problem: Problem) -> dict[str, Json]:
    """A problem: what, where, what to do."""
    return {
        "code": problem.code.value,
        "where": problem.where,
        "message": problem.message,
        "advice": problem.advice,
        "gravity": problem.gravity.value,
    }


def _number(value: float | None) -> Json:
    return int(value) if value is not None and value == int(value) else value
