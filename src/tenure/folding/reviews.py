"""Reviews: what people decided about claims, places, holders and copies, applied before the fold."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tenure.folding.copies import COPIES, clusters_after
from tenure.folding.corrections import corrected
from tenure.model.ids import HolderId, PlaceId
from tenure.model.review import Review, ReviewKind
from tenure.model.statement import Statement

_TEXT: Final = "text:"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Statements as reviews left them, and which places and holders stand for which."""

    statements: tuple[Statement, ...]
    places: Mapping[PlaceId, PlaceId]
    holders: Mapping[HolderId, HolderId]


def reviewed(statements: Sequence[Statement], reviews: Iterable[Review]) -> Reviewed:
    """The statements after every review that counts: the last word on a claim is the one that holds."""
    counted = in_force(reviews)
    verdicts = {r.subject: r for r in counted if r.kind in (ReviewKind.ACCEPT, ReviewKind.REJECT, ReviewKind.CORRECT)}
    places = _merged(counted, ReviewKind.MERGE_PLACES, ReviewKind.SPLIT_PLACES)
    holders = _merged(counted, ReviewKind.MERGE_HOLDERS, ReviewKind.SPLIT_HOLDERS)
    kept = [after for s in statements if (after := _after(s, verdicts.get(s.claim.id))) is not None]
    return Reviewed(
        tuple(_regrouped(kept, counted)),
        {PlaceId(one): PlaceId(other) for one, other in places.items()},
        {HolderId(one): HolderId(other) for one, other in holders.items()},
    )


def in_force(reviews: Iterable[Review]) -> list[Review]:
    """Reviews in order of entry, without those that a later one undoes; undoing an undoing restores."""
    ordered = sorted(reviews, key=lambda r: (r.recorded_at, r.id))
    undone: set[str] = set()
    for review in reversed(ordered):
        if review.kind is ReviewKind.UNDO and review.id not in undone:
            undone.add(review.subject)
    return [r for r in ordered if r.id not in undone and r.kind is not ReviewKind.UNDO]


def _after(statement: Statement, review: Review | None) -> Statement | None:
    """A statement after the last review of its claim; None where that rejects it."""
    if review is None:
        return statement
    if review.kind is ReviewKind.REJECT:
        return None
    claim = corrected(statement.claim, review.value) if review.kind is ReviewKind.CORRECT else statement.claim
    return replace(statement, claim=replace(claim, confidence=1.0))


def _merged(reviews: Iterable[Review], merge: ReviewKind, split: ReviewKind) -> dict[str, str]:
    """Which id stands for which, from the merges that no later split took back.

    Of ids that are one, a register's id stands before words, then the first in alphabetical order.
    """
    pairs: dict[frozenset[str], None] = {}
    for review in reviews:
        if not isinstance(review.value, str):
            continue
        pair = frozenset((review.subject, review.value))
        if review.kind is merge:
            pairs[pair] = None
        elif review.kind is split:
            pairs.pop(pair, None)
    groups: dict[str, set[str]] = {}
    for pair in pairs:
        joined = set().union(*(groups.get(member, {member}) for member in pair))
        groups.update((member, joined) for member in joined)
    return {one: min(group, key=lambda i: (i.startswith(_TEXT), i)) for one, group in groups.items()}


def _regrouped(statements: Sequence[Statement], reviews: Sequence[Review]) -> Iterable[Statement]:
    """Statements in the clusters of copies that reviews leave."""
    if not any(r.kind in COPIES for r in reviews):
        return statements
    clusters = clusters_after({str(s.claim.report): s.cluster for s in statements}, reviews)
    return [replace(s, cluster=clusters[s.claim.report]) for s in statements]
