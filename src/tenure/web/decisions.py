"""Decisions of reviewers on their way into the record: never one over another unseen."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final, TypeVar

from tenure.folding.corrections import problem_of_correction
from tenure.folding.reviews import in_force
from tenure.gazetteer.built import BuiltGazetteer
from tenure.ledger.append import append_review
from tenure.ledger.record import iter_reviews
from tenure.model.claim import Claim, Event, Modality
from tenure.model.holder import Holder
from tenure.model.ids import Json, ReviewId, id_of
from tenure.model.place import Place
from tenure.model.review import Review, ReviewKind
from tenure.web.book import Book, Edition

VERDICTS: Final = frozenset({ReviewKind.ACCEPT, ReviewKind.REJECT, ReviewKind.CORRECT})
TEXT: Final = "text:"
_TICK: Final = timedelta(microseconds=1)
_Entry = TypeVar("_Entry", Holder, Place)


class BadCorrection(ValueError):
    """A correction that cannot be used; its text is fit to show."""


def enter(
    book: Book, kind: ReviewKind, subject: str, value: Json, reviewer: str, reason: str, seen: Collection[str] | None
) -> Review | None:
    """Add one decision; None, and nothing added, where the subject has a verdict that is not among those seen."""
    ledger = book.project.ledger
    with book.writing(), ledger.batch():
        reviews = list(iter_reviews(ledger))
        if seen is not None and any(one.id not in seen for one in verdicts_on(subject, reviews)):
            return None
        # A clock that was set back must not put this decision before those it was made after.
        now = max([book.project.now(), *(one.recorded_at + _TICK for one in reviews[-1:])])
        said: Json = [kind.value, subject, value, reviewer, reason, now.isoformat()]
        review = Review(ReviewId(id_of("v1", said)), kind, subject, value, reviewer, reason, now)
        append_review(ledger, review)
    return review


def verdicts_on(subject: str, reviews: Sequence[Review]) -> list[Review]:
    """The verdicts on one claim that count, in order of entry."""
    return [one for one in in_force(reviews) if one.subject == subject and one.kind in VERDICTS]


def waiting(edition: Edition) -> list[Claim]:
    """The claims without a verdict, the least certain first."""
    claims = (one.claim for one in edition.claims.values() if one.claim.id not in edition.verdicts)
    return sorted(claims, key=order_of)


def order_of(claim: Claim) -> tuple[float, str]:
    """Where a claim stands in the queue."""
    return claim.confidence, claim.id


def fields_of(claim: Claim) -> dict[str, str]:
    """The fields of a claim that can be corrected, as they are written in a form."""
    return {
        "event": claim.event.value,
        "modality": claim.modality.value,
        "negated": "yes" if claim.negated else "no",
        "holder": claim.holder.id or f"{TEXT}{claim.holder.name or claim.holder.state or ''}",
        "place": claim.place.id or f"{TEXT}{claim.place.name or ''}",
        "when": claim.when.edtf if claim.when else "",
        "deadline": claim.deadline.edtf if claim.deadline else "",
        "speaker": claim.speaker.name if claim.speaker else "",
    }


def correction_of(claim: Claim, form: Mapping[str, str], gazetteer: BuiltGazetteer) -> dict[str, Any]:
    """The fields that a form gives otherwise than they were read.

    Raises:
        BadCorrection: nothing differs, or a value cannot be used.
    """
    value: dict[str, Any] = {}
    for name, before in fields_of(claim).items():
        said = form.get(name, before).strip()
        if said != before:
            value[name] = _value(name, said, gazetteer)
    if not value:
        raise BadCorrection("No field differs from what was read.")
    problem = problem_of_correction(value)
    if problem:
        raise BadCorrection(problem)
    return value


def _value(name: str, said: str, gazetteer: BuiltGazetteer) -> Json:
    match name:
        case "event":
            return _one_of(name, said, list(Event))
        case "modality":
            return _one_of(name, said, list(Modality))
        case "negated":
            return _one_of(name, said, ["yes", "no"]) == "yes"
        case "holder":
            return _holder(said, gazetteer)
        case "place":
            return _place(said, gazetteer)
        case "speaker":
            return {"name": said} if said else None
        case _:
            return said or None


def _one_of(name: str, said: str, known: Sequence[str]) -> str:
    if said not in known:
        raise BadCorrection(f"{name}: none of {', '.join(known)}")
    return str(said)


def _holder(said: str, gazetteer: BuiltGazetteer) -> Json:
    if said.startswith(TEXT):
        return {"name": said.removeprefix(TEXT)}
    entry = _single("holder", said, gazetteer.find_holders(said))
    top, seen = entry, {entry.id}
    while top.parent and top.parent not in seen and (above := gazetteer.holder(top.parent)):
        top = above
        seen.add(top.id)
    return {"state": top.name, "name": entry.name, "id": entry.id}


def _place(said: str, gazetteer: BuiltGazetteer) -> Json:
    if said.startswith(TEXT):
        return {"name": said.removeprefix(TEXT)}
    entry = _single("place", said, gazetteer.find(said))
    return {"name": entry.name, "id": entry.id}


def _single(kind: str, said: str, found: Sequence[_Entry]) -> _Entry:
    if len(found) == 1:
        return found[0]
    if not found:
        raise BadCorrection(f"{kind}: {said} is not on record. Write its id, or {TEXT}{said} for the bare words.")
    raise BadCorrection(f"{kind}: {said} can be several: " + ", ".join(f"{one.id} ({one.name})" for one in found[:6]))
