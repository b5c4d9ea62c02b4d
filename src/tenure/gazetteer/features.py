"""Regions, waters and sites: what no package has, from the tables of this room."""

import re
from collections.abc import Container, Iterator, Mapping
from typing import Final

from tenure.gazetteer.classes import bare_name
from tenure.gazetteer.entries import Entry, graded
from tenure.gazetteer.place_ids import border_id, country_id
from tenure.gazetteer.tables import broken, data_file, listed, point_of, read_rows
from tenure.model.ids import PlaceId
from tenure.model.place import Place, Precision

REGIONS: Final = "regions.csv"
WATERS: Final = "waters.csv"
SITES: Final = "sites.csv"
_REGION_COLUMNS: Final = ("id", "name", "kind", "aliases", "countries", "lat", "lon")
_SITE_COLUMNS: Final = (
    "id", "name", "kind", "aliases", "countries", "admin1", "lat", "lon", "precision", "source",
)  # fmt: skip
_ON_BORDER: Final = frozenset({"crossing", "checkpoint", "post", "bridge"})
_LARGE: Final = frozenset({"region", "water", "island"})
_CODE: Final = re.compile(r"[A-Z]{2}")


def iter_regions(name: str) -> Iterator[Entry]:
    """The regions or waters of a table; they lie in a country only where they lie in that one alone."""
    for row in read_rows(name, _REGION_COLUMNS):
        countries = _codes(name, row["countries"])
        if row["kind"] not in _LARGE:
            raise broken(name, f"{row['id']}: {row['kind']!r} is none of {', '.join(sorted(_LARGE))}")
        lat, lon = point_of(name, row) or (None, None)
        parents = (country_id(countries[0]),) if len(countries) == 1 else ()
        place = Place(
            PlaceId(row["id"]), row["name"], row["kind"], countries, None, lat, lon, Precision.REGION, parents, "Tenure"
        )
        names = (row["name"], *listed(row["aliases"]))
        yield Entry(place, graded((row["name"],), names, filter(None, (bare_name(row["name"]),))))


def iter_sites(provinces: Mapping[str, PlaceId], borders: Container[PlaceId]) -> Iterator[Entry]:
    """The curated sites: bases, posts, crossings, camps, islands and the like."""
    if not data_file(SITES).is_file():
        return
    for row in read_rows(SITES, _SITE_COLUMNS):
        countries = _codes(SITES, row["countries"])
        if not countries or not row["id"].startswith("site:") or row["precision"] not in set(Precision):
            raise broken(SITES, f"{row['id']}: needs an id site:…, a country and a precision that is known")
        if row["admin1"] and row["admin1"] not in provinces:
            raise broken(SITES, f"{row['id']}: there is no province {row['admin1']}")
        lat, lon = point_of(SITES, row) or (None, None)
        parents = tuple(_parents(row, countries, provinces, borders))
        place = Place(
            PlaceId(row["id"]), row["name"], row["kind"], countries, row["admin1"] or None,
            lat, lon, Precision(row["precision"]), parents, row["source"],
        )  # fmt: skip
        names = (row["name"], *listed(row["aliases"]))
        yield Entry(place, graded((row["name"],), names, filter(None, (bare_name(row["name"]),))))


def _parents(
    row: Mapping[str, str], countries: tuple[str, ...], provinces: Mapping[str, PlaceId], borders: Container[PlaceId]
) -> Iterator[PlaceId]:
    if len(countries) == 2 and row["kind"] in _ON_BORDER and border_id(*countries) in borders:
        yield border_id(*countries)
    if row["admin1"]:
        yield provinces[row["admin1"]]
    yield country_id(countries[0])


def _codes(name: str, field: str) -> tuple[str, ...]:
    codes = listed(field)
    if not all(map(_CODE.fullmatch, codes)):
        raise broken(name, f"{field!r} is no list of ISO 3166 alpha-2 codes")
    return codes
