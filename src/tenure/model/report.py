"""A report: a text somebody published, and what is known about its publication."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from tenure.model.ids import BlobId, ReportId


class DatePrecision(StrEnum):
    """How finely `published_at` is known."""

    INSTANT = "instant"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Report:
    """One version of one report. Offsets of everything read from it count code points of `text`."""

    id: ReportId
    text: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    """Aware UTC; midnight where only the day is known (`published_precision`)."""
    published_precision: DatePrecision = DatePrecision.DAY
    published_from: str | None = None
    """Where the publication date was found: `given`, `metadata`, `front-matter`, `text-head`, `url`."""
    published_day: date | None = None
    """The day on the outlet's own clock, where that is another day than UTC's: "today" in its text means this one."""
    updated_at: datetime | None = None
    """When this version of it came out, where it says so itself; aware UTC."""
    retracts: tuple[str, ...] = ()
    """If it takes reports back: their addresses, in the one spelling of `model.version`, with its own."""
    language: str = "und"
    raw: BlobId | None = None
    origin: str = ""
    """The path, URL or record the bytes came from."""
    external_id: str | None = None
    """The input's own id, where it has one."""

    @property
    def day(self) -> date | None:
        """The day of publication where it was published, or None."""
        return self.published_day or (self.published_at.date() if self.published_at else None)

    @property
    def published_on(self) -> str | None:
        """The day of publication as ISO 8601, or None."""
        return self.day.isoformat() if self.day else None
