"""The queue of a review: the claims nobody has decided about, least certain first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tenure.answers import Answer, ask, collect
from tenure.cli.questions import line_filter, near_names
from tenure.deciding.entry import VERDICTS
from tenure.exchange.claims import claim_json
from tenure.exchange.tenures import line_json
from tenure.folding.fold import Horizon, State
from tenure.folding.lines import register_of
from tenure.folding.reviews import in_force, reviewed
from tenure.model.claim import Claim
from tenure.model.errors import UnknownName
from tenure.model.review import Review
from tenure.model.tenure import Aspect, LineId
from tenure.project import Project


@dataclass(frozen=True, slots=True)
class Filters:
    """Which claims somebody wants to see."""

    place: str | None = None
    holder: str | None = None
    below: float | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    """Claims that wait, with what is needed to show them."""

    answer: Answer
    claims: tuple[Claim, ...]
    verdicts: Mapping[str, tuple[Review, ...]]
    """The verdicts that count, by claim."""
    lines: Mapping[str, LineId]
    """Whom and what place each claim is about, after merges."""

    def seen(self, claim: Claim) -> list[str]:
        """The ids of the verdicts on a claim that were there when it was shown."""
        return [review.id for review in self.verdicts.get(claim.id, ())]

    def row(self, claim: Claim) -> dict[str, Any]:
        """A claim as a row of a listing."""
        line = line_json(self.lines[claim.id], self.answer.collection.atlas)
        report = self.answer.collection.reports[claim.report]
        source = {"publisher": report.publisher, "published": report.published_on, "origin": report.origin}
        return {**claim_json(claim), "line": line, "source": source}


def queue_of(project: Project, filters: Filters) -> Queue:
    """The claims without a verdict that fit, least certain first."""
    today = project.now().date()
    if filters.place is None and filters.holder is None:
        answer = Answer(State((), (), ()), collect(project), Horizon(today))
    else:
        answer = ask(project, today)
    verdicts = _verdicts(answer.collection.reviews)
    fits = line_filter(answer, project, filters.place, filters.holder)
    claims = {statement.claim.id: statement.claim for statement in answer.collection.statements}
    lines = _lines(claims.values(), answer)
    waiting = [
        claim
        for claim in claims.values()
        if claim.id not in verdicts
        and (filters.below is None or claim.confidence < filters.below)
        and fits(lines[claim.id])
    ]
    return Queue(answer, tuple(sorted(waiting, key=lambda c: (c.confidence, c.id))), verdicts, lines)


def claim_called(queue: Queue, wanted: str) -> Claim:
    """The claim whose id is, or begins with, some text.

    Raises:
        UnknownName: none, or several.
    """
    claims = {str(one.claim.id): one.claim for one in queue.answer.collection.statements}
    hits = [claims[wanted]] if wanted in claims else [claim for key, claim in claims.items() if key.startswith(wanted)]
    if len(hits) != 1:
        raise UnknownName("claim", wanted, tuple(hit.id for hit in hits[:3]) or near_names(wanted, claims))
    return hits[0]


def _lines(claims: Iterable[Claim], answer: Answer) -> dict[str, LineId]:
    standing = reviewed((), answer.collection.reviews)
    register = register_of(answer.collection.atlas, standing.places, standing.holders)
    return {
        claim.id: LineId(register.place_of(claim), register.holder_of(claim.holder, claim), Aspect.PRESENCE)
        for claim in claims
    }


def _verdicts(reviews: Iterable[Review]) -> dict[str, tuple[Review, ...]]:
    found: dict[str, tuple[Review, ...]] = {}
    for review in in_force(reviews):
        if review.kind in VERDICTS:
            found[review.subject] = (*found.get(review.subject, ()), review)
    return found
