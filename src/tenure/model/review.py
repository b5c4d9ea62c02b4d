"""A review: a person's decision about a claim, a place or a holder; an entry of the ledger like any other."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tenure.model.ids import Json, ReviewId


class ReviewKind(StrEnum):
    """What a reviewer may say."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    UNDO = "undo"
    MERGE_PLACES = "merge-places"
    SPLIT_PLACES = "split-places"
    MERGE_HOLDERS = "merge-holders"
    SPLIT_HOLDERS = "split-holders"
    MERGE_COPIES = "merge-copies"
    SPLIT_COPIES = "split-copies"


@dataclass(frozen=True, slots=True)
class Review:
    """Who decided what about which record, when and why.

    `subject` is a claim, place, holder or report id (or a review id for `undo`); `value` holds the
    corrected fields of a claim, or the other id of a merge.
    """

    id: ReviewId
    kind: ReviewKind
    subject: str
    value: Json
    reviewer: str
    reason: str
    recorded_at: datetime
