"""A place of the gazetteer, and what a mention of one was resolved to."""

from dataclasses import dataclass
from enum import StrEnum

from tenure.model.ids import PlaceId


class Precision(StrEnum):
    """How finely a coordinate is known; nothing finer than the source is ever shown."""

    EXACT = "exact"
    VICINITY = "vicinity"
    LOCALITY = "locality"
    REGION = "region"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Place:
    """A site, settlement, region, country, water or border line."""

    id: PlaceId
    name: str
    kind: str
    countries: tuple[str, ...] = ()
    """ISO 3166 alpha-2 codes; the first is where it lies, a crossing or border line names both sides."""
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: Precision = Precision.UNKNOWN
    parents: tuple[PlaceId, ...] = ()
    """The places it lies in, nearest first."""
    source: str = ""


@dataclass(frozen=True, slots=True)
class PlaceResolution:
    """What a mention means, with the reasons; `place` is None where that is not certain."""

    mention: str
    place: Place | None
    reasons: tuple[str, ...] = ()
    runners_up: tuple[Place, ...] = ()
