"""Namesakes that are one place in common speech: a town and its province, a village and the post beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from tenure.gazetteer.entries import Grade
from tenure.gazetteer.index import Candidate
from tenure.gazetteer.known import kilometres
from tenure.gazetteer.tables import read_rows
from tenure.model.gazetteer import Scene

_TOWN: Final = 10_000
"""From this size on a bare name means the town, not its province and not the base or airport beside it."""
_CITY: Final = 100_000
_BESIDE_KM: Final = 20.0
_AROUND_KM: Final = 150.0
_TWIN_KM: Final = 8.0
_MOST_TWINS: Final = 60
_AREAS: Final = frozenset({"region", "island"})
_STATES: Final = frozenset({"country", "territory"})
_SPOTS: Final = ("site:", "airport:")


@dataclass(frozen=True, slots=True)
class ToldApart:
    """The candidates a bare name can mean, those put aside, and for each that stays why it stands for others."""

    kept: tuple[Candidate, ...]
    aside: tuple[Candidate, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)


class _Shelf:
    """What was put aside for what; what is aside itself puts nothing else there."""

    def __init__(self) -> None:
        self.losers: dict[str, str] = {}
        self.notes: dict[str, str] = {}

    def put(self, loser: Candidate, winner: Candidate, reason: str) -> bool:
        """Put one candidate aside for another."""
        if winner.place.id in self.losers or loser.place.id in self.losers or loser.place.id == winner.place.id:
            return False
        self.losers[loser.place.id] = winner.place.id
        self.notes.setdefault(winner.place.id, reason)
        return True


def told_apart(candidates: Sequence[Candidate], scene: Scene) -> ToldApart:
    """What a bare name can mean once one of each set of namesakes at the same place stands for all of them."""
    if len(candidates) < 2:
        return ToldApart(tuple(candidates))
    shelf, raised = _Shelf(), set[str]()
    _countries_first(candidates, shelf)
    _provinces_before_areas(candidates, shelf)
    _largest_twin(candidates, shelf)
    for town in candidates:
        if town.place.kind == "settlement" and (town.grade is Grade.MAIN or town.population >= _TOWN):
            _town_or_province(town, candidates, shelf)
            _town_or_spot(town, candidates, scene, shelf, raised)
    return ToldApart(
        tuple(_raised(each, raised) for each in candidates if each.place.id not in shelf.losers),
        tuple(each for each in candidates if each.place.id in shelf.losers),
        shelf.notes,
    )


def _countries_first(candidates: Sequence[Candidate], shelf: _Shelf) -> None:
    """Put aside what shares its name with a country: its own capital or province, and small provinces elsewhere."""
    torn = torn_names()
    for country in candidates:
        if country.place.kind not in _STATES or country.grade is not Grade.MAIN:
            continue
        code = country.place.countries[0] if country.place.countries else ""
        for other in candidates:
            kind = other.place.kind
            own = code in other.place.countries and kind in ("settlement", "province")
            alien = kind == "province" and (code, other.place.admin1) not in torn
            if own or alien:
                shelf.put(other, country, f"the {country.place.kind}, not the {kind} of that name")


def _provinces_before_areas(candidates: Sequence[Candidate], shelf: _Shelf) -> None:
    """Put aside regions and islands that are a province under the same name."""
    for province in (each for each in candidates if each.place.kind == "province"):
        for other in candidates:
            if other.place.kind in _AREAS and set(other.place.countries) & set(province.place.countries):
                shelf.put(other, province, f"the province, much the same as the {other.place.kind} of that name")


def _largest_twin(candidates: Sequence[Candidate], shelf: _Shelf) -> None:
    """Put aside all but the largest of settlements that GeoNames has twice at one spot."""
    towns = sorted(
        (each for each in candidates if each.place.kind == "settlement"),
        key=lambda each: (-each.population, each.grade, each.place.id),
    )[:_MOST_TWINS]
    for at, town in enumerate(towns):
        for other in towns[at + 1 :]:
            far = kilometres(town.place, other.place)
            if far is not None and far <= _TWIN_KM:
                shelf.put(other, town, "the larger of two entries for one place")


def _town_or_province(town: Candidate, candidates: Sequence[Candidate], shelf: _Shelf) -> None:
    """Put a province aside for a large town of that name in it."""
    if town.population < _TOWN and not town.capital:
        return
    for other in (each for each in candidates if each.place.kind == "province"):
        if (town.grade <= other.grade or town.population >= _CITY) and _is_in(town, other):
            shelf.put(other, town, "the town, not the province of that name: the words say no class")


def _town_or_spot(
    town: Candidate, candidates: Sequence[Candidate], scene: Scene, shelf: _Shelf, raised: set[str]
) -> None:
    """Choose between a town and the site beside it that goes by its name.

    A village gives way to a site that is known by its bare name ("Bagram"), a town does not; what the report names
    in full elsewhere always stays.
    """
    large = town.population >= _TOWN or town.capital
    for spot in candidates:
        far = kilometres(town.place, spot.place) if spot.place.id.startswith(_SPOTS) else None
        if far is None or far > _BESIDE_KM:
            continue
        named = spot.place.id in scene.places and town.place.id not in scene.places
        if not named and (large or spot.grade is Grade.BARE or spot.place.id.startswith("airport:")):
            shelf.put(spot, town, f"the town, not the {spot.place.kind} beside it: the words say no class")
            continue
        won = shelf.put(town, spot, f"the {spot.place.kind}, known by the name of the place beside it")
        if won and town.grade is Grade.MAIN:
            raised.add(spot.place.id)


def _is_in(town: Candidate, province: Candidate) -> bool:
    """Whether a province is a town's own, or that of the land around it."""
    if province.place.admin1 == town.place.admin1:
        return True
    far = kilometres(town.place, province.place)
    return far is not None and far <= _AROUND_KM


def _raised(each: Candidate, raised: set[str]) -> Candidate:
    """The candidate, under the village's own name where it stands for the village."""
    return replace(each, grade=Grade.MAIN) if each.place.id in raised else each


@cache
def torn_names() -> frozenset[tuple[str, str | None]]:
    """The provinces that reports call by the same name as a country elsewhere, each with that country's code."""
    return frozenset((row["country"], row["province"]) for row in read_rows("namesakes.csv", ("country", "province")))
