"""Copies: which report each report repeats in the end, and what people decided about that."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tenure.model.copies import Compared, Repeat
from tenure.model.ids import ReportId
from tenure.model.review import Review, ReviewKind

COPIES: Final = frozenset({ReviewKind.MERGE_COPIES, ReviewKind.SPLIT_COPIES})
_APART: Final = "apart:"


@dataclass(frozen=True, slots=True)
class Lookup:
    """How what is known of a report is looked up: its comparison, and the day it is known from."""

    compared: Callable[[ReportId], Compared | None]
    day: Callable[[ReportId], date | None]
    """None for a report that is left out of account."""


def original_of(report: ReportId, look: Lookup) -> ReportId:
    """The report that one repeats in the end: itself where it is its own.

    A report repeats an earlier one only, of several the one with which it has most in common. So a later report never
    makes one story of two that were told before it, and what was known by a day is told by what was there by then.
    """
    while (before := repeated_by(report, look)) is not None:
        report = before.other
    return report


def repeated_by(report: ReportId, look: Lookup) -> Repeat | None:
    """What a report repeats: of all that came before it the one with which it has most in common; None for its own."""
    found = look.compared(report)
    key = _key(report, look) if found is not None and found.repeats else None
    if found is None or key is None:
        return None
    earlier = [(rank, one) for one in found.repeats if (rank := _key(one.other, look)) is not None and rank < key]
    if not earlier:
        return None
    return min(earlier, key=lambda each: (-each[1].likeness.shared, each[0]))[1]


def _key(report: ReportId, look: Lookup) -> tuple[date, int, ReportId] | None:
    """What comes first: by day; of one day the longest, from which the others were cut; then by id."""
    day, found = look.day(report), look.compared(report)
    return None if day is None else (day, -(found.words if found else 0), report)


def clusters_after(clusters: Mapping[str, str], reviews: Sequence[Review]) -> dict[str, str]:
    """The cluster of each report after what people decided; `reviews` are those that count, in order of entry.

    A report that was set apart stands alone, whatever follows it stays together; a later merge joins its cluster to
    the other's.
    """
    counted = [review for review in reviews if review.kind in COPIES]
    if not counted:
        return dict(clusters)
    apart = {review.subject for review in counted if review.kind is ReviewKind.SPLIT_COPIES}
    found = {report: f"{_APART}{report}" if report in apart else cluster for report, cluster in clusters.items()}
    joined: dict[str, set[str]] = {}
    for number, review in enumerate(counted):
        if review.kind is ReviewKind.MERGE_COPIES and isinstance(review.value, str):
            pair = (review.subject, review.value)
            if not any(_sets_apart(later, pair) for later in counted[number + 1 :]):
                both = {found.get(one, f"{_APART}{one}" if one in apart else one) for one in pair}
                whole = set().union(*(joined.get(one, {one}) for one in both))
                joined.update((one, whole) for one in whole)
    return {report: min(joined.get(cluster, {cluster})) for report, cluster in found.items()}


def _sets_apart(review: Review, pair: tuple[str, str]) -> bool:
    return review.kind is ReviewKind.SPLIT_COPIES and review.subject in pair
