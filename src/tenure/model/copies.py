"""What is known of reports that repeat one another: comparisons of texts, and the likenesses they found."""

from dataclasses import dataclass

from tenure.model.ids import ReportId


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
