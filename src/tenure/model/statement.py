"""A statement: a claim together with what is known of the report it stands in. What the fold starts from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from tenure.model.claim import Claim
from tenure.model.holder import Holder
from tenure.model.ids import HolderId, PlaceId
from tenure.model.place import Place
from tenure.model.version import Ending


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
    known_from: date | None = None
    """For a later version of a report: the day from which it stood in the place of the earlier one."""
    ending: Ending | None = None
    """What took the report's place, or took it back."""
    agency: str | None = None
    """The agency that the report has its text from, or that published it."""

    def stands(self, *, known_by: date | None = None, recorded_by: datetime | None = None) -> bool:
        """Whether it had been published by a day and recorded by an instant, and nothing had taken its place by then.

        An undated statement counts from its entry.
        """
        if recorded_by is not None and self.recorded_at > recorded_by:
            return False
        published = self.known_from or self.published_on or self.recorded_at.date()
        return (known_by is None or published <= known_by) and not self._ended(known_by, recorded_by)

    def _ended(self, known_by: date | None, recorded_by: datetime | None) -> bool:
        ending = self.ending
        return (
            ending is not None
            and (known_by is None or ending.on.date() <= known_by)
            and (recorded_by is None or ending.recorded_at <= recorded_by)
        )


@dataclass(frozen=True, slots=True)
class Atlas:
    """The places and holders that statements speak of, with everything those lie in or belong to."""

    places: Mapping[PlaceId, Place]
    holders: Mapping[HolderId, Holder]
    words: Mapping[str, str] = field(default_factory=dict)
    """How the first report wrote what the gazetteer or the register does not have, by id."""

    def place_name(self, place: PlaceId) -> str:
        """The name of a place; of one that nobody resolved, its words."""
        entry = self.places.get(place)
        return entry.name if entry else self.words.get(place) or plain_name(place)

    def holder_name(self, holder: HolderId) -> str:
        """The name of a holder; of one that nobody resolved, its words."""
        entry = self.holders.get(holder)
        return entry.name if entry else self.words.get(holder) or plain_name(holder)


def plain_name(identifier: str) -> str:
    """The words of something unresolved, as they stand in its id."""
    return identifier.rsplit(":", 1)[-1] if identifier.startswith("text:") else identifier
