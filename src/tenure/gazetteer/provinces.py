"""Provinces: the ISO 3166-2 subdivisions, under the names English reports use.

`provinces.csv` joins the ISO 3166-2 codes and names with GeoNames' codes and alternate names and with centre points;
`province_names.csv` puts the usual English name first where the two have another.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from tenure.gazetteer.entries import Entry, graded
from tenure.gazetteer.place_ids import country_id
from tenure.gazetteer.tables import broken, listed, point_of, read_rows
from tenure.model.ids import PlaceId
from tenure.model.place import Place, Precision

PROVINCES: Final = "provinces.csv"
NAMES: Final = "province_names.csv"
_COLUMNS: Final = ("code", "name", "type", "parent", "geonames", "lat", "lon", "aliases")
_SOURCE: Final = "ISO 3166-2; GeoNames"


@dataclass(frozen=True, slots=True)
class Province:
    """A subdivision as the table gives it."""

    code: str
    name: str
    parent: str | None
    geonames: str
    point: tuple[float, float] | None
    aliases: tuple[str, ...]


def read_provinces() -> tuple[Province, ...]:
    """The provinces, under the English names of the second table where that has one."""
    usual = {row["code"]: row for row in read_rows(NAMES, ("code", "name", "aliases"))}
    found = []
    for row in read_rows(PROVINCES, _COLUMNS):
        better = usual.pop(row["code"], None)
        name = better["name"] if better else row["name"]
        aliases = (*(listed(better["aliases"]) if better else ()), row["name"], *listed(row["aliases"]))
        point = point_of(PROVINCES, row)
        found.append(Province(row["code"], name, row["parent"] or None, row["geonames"], point, aliases))
    if usual:
        raise broken(NAMES, f"no such province: {', '.join(usual)}")
    return tuple(found)


def province_ids(provinces: tuple[Province, ...], replaced: Mapping[str, PlaceId]) -> Mapping[str, PlaceId]:
    """The entry of each ISO 3166-2 code: its own, or the territory that stands for it."""
    return {each.code: replaced.get(each.code, PlaceId(f"iso:{each.code}")) for each in provinces}


def by_geonames(provinces: tuple[Province, ...]) -> Mapping[str, Province]:
    """The provinces by the code that GeoNames has for them ("AM.08"), first level only."""
    return {each.geonames: each for each in provinces if each.geonames.count(".") == 1}


def iter_provinces(provinces: tuple[Province, ...], ids: Mapping[str, PlaceId]) -> Iterator[Entry]:
    """Every province that no territory stands for and that is no country of its own."""
    for each in provinces:
        if not ids[each.code].startswith("iso:"):
            continue
        country = each.code[:2]
        above = (ids[each.parent],) if each.parent is not None and each.parent in ids else ()
        lat, lon = each.point or (None, None)
        place = Place(
            ids[each.code], each.name, "province", (country,), each.code, lat, lon, Precision.REGION,
            (*above, country_id(country)), _SOURCE,
        )  # fmt: skip
        yield Entry(place, graded((each.name,), each.aliases))
