"""What is known of reports that repeat one another: comparisons of texts, and the likenesses they found."""

from dataclasses import dataclass

from tenure.model.ids import ReportId
from tenure.model.report import Report
from tenure.model.review import Review


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of two texts is the same, in runs of words."""

    shared: int
    of_one: int
    of_other: int

    @property
    def share(self) -> float:
        """How much of the shorter text is in the other, 0 to 1."""
        return self.shared / min(self.of_one, self.of_other) if self.shared else 0.0


@dataclass(frozen=True, slots=True)
class Repeat:
    """Two reports of which one repeats the other, or both a third; which came first their dates tell."""

    one: ReportId
    other: ReportId
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Comparison:
    """One report compared with those that were on record before it."""

    report: ReportId
    method: str
    """What compared, with its version."""
    words: int
    agency: str | None
    """The agency that the report names as the one it has its text from."""
    repeats: tuple[Repeat, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """What is known of one report's wording: what it repeats, and what repeats it."""

    report: ReportId
    words: int
    agency: str | None
    repeats: tuple[Repeat, ...]
    """`one` of each is the report itself."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One publication of a story: the story's first, a text like another's, or the same text elsewhere."""

    report: Report
    """As it was published there, without its text."""
    repeats: Repeat | None
    """The earlier report that it has most in common with; None for one that stands first, or was put here by hand."""
    same_text: bool
    agency: str | None
    decided_by: Review | None
    """The last decision of a person that names it."""


@dataclass(frozen=True, slots=True)
class Story:
    """Reports that count as one voice, the one that the others repeat first."""

    id: str
    copies: tuple[Copy, ...]

    @property
    def original(self) -> Report:
        """The report that stands first."""
        return self.copies[0].report


@dataclass(frozen=True, slots=True)
class Publisher:
    """What is on record from one publisher, in numbers."""

    name: str | None
    """None for reports of which nobody knows who published them."""
    reports: int
    own: int
    """Reports that repeat nobody else's."""
    taken_up: int
    """Own reports that other publishers repeated."""
    first: int
    """States that others reported too, and this one before them or on the same day."""
    shared: int
    """States that this one and others reported in their own words."""
    corrections: int
    """Texts that were put in the place of earlier ones, and reports that call themselves a correction."""
    claims: int
    latest: str | None
    """The day of its latest report."""
