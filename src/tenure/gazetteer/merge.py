"""Airports that are curated sites too: one entry for the two, under all the names of both."""

from collections.abc import Iterable, Iterator
from math import floor
from typing import Final

from tenure.gazetteer.entries import Entry, Grade
from tenure.gazetteer.known import kilometres

_SAME_KM: Final = 6.0
_SAME_FIELD_KM: Final = 2.5
_CELLS_PER_DEGREE: Final = 5
_FIELDS: Final = frozenset({"airport", "airbase"})
_CAN_BE: Final = frozenset({"airport", "airbase", "base", "naval-base"})


def merged(sites: Iterable[Entry], airports: Iterable[Entry]) -> Iterator[Entry]:
    """The sites and airports, each place once.

    A base keeps its own entry and takes the airport's names; a civil airport keeps its code and takes the site's.
    """
    cells: dict[tuple[int, int], list[Entry]] = {}
    fields = {entry.place.id: entry for entry in airports}
    for entry in fields.values():
        cells.setdefault(_cell(entry), []).append(entry)
    for site in sites:
        twin = _twin(site, cells) if site.place.kind in _CAN_BE else None
        if twin is None or twin.place.id not in fields:
            yield site
        elif site.place.kind == "airport":
            fields[twin.place.id] = _joined(twin, site)
        else:
            del fields[twin.place.id]
            yield _joined(site, twin)
    yield from fields.values()


def _cell(entry: Entry) -> tuple[int, int]:
    place = entry.place
    return floor((place.lat or 0) * _CELLS_PER_DEGREE), floor((place.lon or 0) * _CELLS_PER_DEGREE)


def _twin(site: Entry, cells: dict[tuple[int, int], list[Entry]]) -> Entry | None:
    """The airport that a site is: right there, or close by and called the same."""
    row, column = _cell(site)
    names = {name for name, _ in site.names}
    found = []
    for entry in (each for r in (-1, 0, 1) for c in (-1, 0, 1) for each in cells.get((row + r, column + c), ())):
        far = kilometres(site.place, entry.place)
        if far is None or far > _SAME_KM:
            continue
        same = any(name in names for name, _ in entry.names)
        if same or (site.place.kind in _FIELDS and far <= _SAME_FIELD_KM):
            found.append((not same, far, entry.place.id, entry))
    return min(found, key=lambda each: each[:3])[3] if found else None


def _joined(kept: Entry, other: Entry) -> Entry:
    """The kept entry under the names of both; the other's own name is one more alias of it."""
    names = dict(kept.names)
    for name, grade in other.names:
        names[name] = min(names.get(name, Grade.BARE), max(grade, Grade.ALIAS))
    return Entry(kept.place, tuple(names.items()), kept.population, kept.capital)
