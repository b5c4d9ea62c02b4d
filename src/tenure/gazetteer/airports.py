"""Airports with their IATA and ICAO codes."""

import re
from collections.abc import Callable, Iterator
from typing import Final

import airportsdata

from tenure.gazetteer.classes import place_words
from tenure.gazetteer.entries import Entry, graded
from tenure.gazetteer.place_ids import country_id
from tenure.model.ids import PlaceId
from tenure.model.place import Place, Precision

_SOURCE: Final = "airportsdata"
_CLASS_TAIL: Final = re.compile(
    r"\s+(?:international |regional |domestic |national |municipal )?"
    r"(?:airport|airfield|air base|airbase|air force base|aerodrome)$",
    re.IGNORECASE,
)

SettlementOf = Callable[[str, str], PlaceId | None]


def iter_airports(settlement_of: SettlementOf) -> Iterator[Entry]:
    """Every airport, in the order of its ICAO code; `settlement_of` finds a city by name and country."""
    taken: set[str] = set()
    for icao, airport in sorted(airportsdata.load("ICAO").items()):
        iata, name, country, city = airport["iata"], airport["name"].strip(), airport["country"], airport["city"]
        if not name or not -90 <= airport["lat"] <= 90 or (airport["lat"], airport["lon"]) == (0, 0):
            continue
        code = iata if iata and iata not in taken else icao
        taken.add(code)
        town = settlement_of(city, country) if city else None
        place = Place(
            PlaceId(f"airport:{code}"), name, "airport", (country,), None, airport["lat"], airport["lon"],
            Precision.EXACT, (*((town,) if town else ()), country_id(country)), _SOURCE,
        )  # fmt: skip
        yield Entry(place, graded((name,), _aliases(name, city if iata else ""), _bare(name) if iata else ()))


def _aliases(name: str, city: str) -> Iterator[str]:
    core = _core(name)
    if core and core != name:
        yield f"{core} Airport"
        yield f"{core} International Airport"
    if city:
        yield f"{city} Airport"
        yield f"{city} International Airport"


def _bare(name: str) -> Iterator[str]:
    core = _core(name)
    # "Monroe County Airport" must not make an airport of a county.
    if core and core != name and core.rsplit(" ", 1)[-1].lower() not in place_words().classes:
        yield core


def _core(name: str) -> str:
    return _CLASS_TAIL.sub("", name).strip()
