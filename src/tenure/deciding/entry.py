"""Decisions on their way into the record: who, when and why, and nobody's decision over another's unseen."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from tenure.folding.reviews import in_force
from tenure.ledger.append import append_review
from tenure.ledger.record import iter_reviews
from tenure.model.errors import TenureError
from tenure.model.ids import Json, ReviewId, id_of
from tenure.model.review import Review, ReviewKind
from tenure.project import Project

VERDICTS: Final = frozenset({ReviewKind.ACCEPT, ReviewKind.REJECT, ReviewKind.CORRECT})
_TICK: Final = timedelta(microseconds=1)


class ReviewedMeanwhile(TenureError):
    """Somebody else decided about the same claim."""

    def __init__(self, review: Review) -> None:
        self.review = review
        why = f" ({review.reason})" if review.reason else ""
        super().__init__(
            f"{review.subject} was reviewed by {review.reviewer} on {review.recorded_at:%Y-%m-%d %H:%M}: "
            f"{review.kind.value}{why}. Add --anyway to decide all the same."
        )


def enter(
    project: Project,
    kind: ReviewKind,
    subject: str,
    value: Json,
    reason: str,
    seen: Iterable[str] | None = None,
    *,
    reviewer: str | None = None,
) -> Review:
    """Add one decision; with `seen`, only if every verdict on the subject that counts is among those.

    Under it stands the name of the reviewer; without one, of the project's actor.

    Raises:
        ReviewedMeanwhile: somebody decided about it in the meantime; nothing is added.
    """
    with project.ledger.batch():
        reviews = list(iter_reviews(project.ledger))
        if seen is not None:
            known = set(seen)
            for other in verdicts_on(subject, reviews):
                if other.id not in known:
                    raise ReviewedMeanwhile(other)
        # A clock that was set back must not put this decision before those it was made after.
        now = max([project.now(), *(review.recorded_at + _TICK for review in reviews)])
        who = reviewer if reviewer is not None else project.settings.actor
        review = _review(kind, subject, value, who, reason.strip(), now)
        append_review(project.ledger, review)
    return review


def verdicts_on(subject: str, reviews: Iterable[Review]) -> list[Review]:
    """The verdicts on one claim that count, in order of entry."""
    return [review for review in in_force(reviews) if review.subject == subject and review.kind in VERDICTS]


def _review(kind: ReviewKind, subject: str, value: Json, reviewer: str, reason: str, now: datetime) -> Review:
    said: Json = [kind.value, subject, value, reviewer, reason, now.isoformat()]
    return Review(ReviewId(id_of("v1", said)), kind, subject, value, reviewer, reason, now)
