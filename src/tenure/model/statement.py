"""A statement: a claim together with what is known of the report it stands in. What the fold starts from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tenure.model.claim import Claim
from tenure.model.holder import Holder
from tenure.model.ids import HolderId, PlaceId
from tenure.model.place import Place


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim and when, by whom and as a copy of what it was published."""

    claim: Claim
    published_on: date | None
    """None where the report's date is unknown; such a statement is not known before the day it was recorded."""
    recorded_at: datetime
    publisher: str | None
    cluster: str
    """Reports that repeat one another share a cluster; by default the report's own id."""
    copies: int = 0
    """How many further publications of the same text there were by the day asked for."""
    agency: str | None = None
    """The agency that the report has its text from, or that published it."""


@dataclass(frozen=True, slots=True)
class Atlas:
    """The places and holders that statements speak of, with everything those lie in or belong to."""

    places: Mapping[PlaceId, Place]
    holders: Mapping[HolderId, Holder]
