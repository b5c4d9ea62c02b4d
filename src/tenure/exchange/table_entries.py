"""Entries: the rows of a table resolved, and what the listings they stand on hold."""

from collections import defaultdict
from dataclasses import dataclass, field

from tenure.exchange.table_cells import Publication, RowFacts
from tenure.model.claim import Locus, Party

Series = tuple[str, ...]
Pair = tuple[str, str]
"""A holder and a place, each by its id or else its words."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One claim of one row, with its names resolved."""

    line: int
    listing: str
    series: Series
    facts: RowFacts
    holder: Party
    place: Locus
    counterparty: Party | None = None
    compared: str = ""
    """The day of the listing that has what this one leaves out; empty for what a row says itself."""

    @property
    def publication_key(self) -> tuple[str, ...]:
        """What rows of one report have in common."""
        cells = self.facts.cells
        return (cells.get("source", ""), cells.get("url", ""), cells.get("published", ""), self.compared)

    @property
    def pair(self) -> Pair:
        """Who is listed where."""
        return (_party_key(self.holder), place_key(self.place))


@dataclass(slots=True)
class Listed:
    """What each complete listing of each series holds, by its day of publication."""

    days: dict[Series, dict[str, Entry]] = field(default_factory=lambda: defaultdict(dict))
    """For each series, each day with the first entry that stands for it."""
    pairs: dict[tuple[Series, str, str], dict[Pair, Entry]] = field(default_factory=lambda: defaultdict(dict))
    """Who is listed where, by series, list and day."""
    open_places: set[tuple[Series, str, str, str]] = field(default_factory=set)
    """Places of which a list says that more is there than it names, by series, list and day."""

    def add(self, entry: Entry) -> None:
        """Enter what a row lists."""
        published = entry.facts.published
        if published is not None:
            self.days[entry.series].setdefault(published.edtf, entry)
            self.pairs[entry.series, entry.listing, published.edtf].setdefault(entry.pair, entry)

    def leave_open(self, series: Series, listing: str, published: Publication, place: Locus) -> None:
        """Enter that a list does not name everybody who is at a place."""
        self.open_places.add((series, listing, published.edtf, place_key(place)))


def place_key(place: Locus) -> str:
    """A place by its id, else its words."""
    return place.id or (place.name or "").casefold()


def _party_key(party: Party) -> str:
    return party.id or (party.name or party.state or "").casefold()
