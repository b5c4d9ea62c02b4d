"""What the index knows, looked up once and kept: the candidates of a name, and whose words are whose."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import cos, hypot, radians
from typing import Final

from tenure.gazetteer.affiliation import Affiliations
from tenure.gazetteer.index import Candidate, Index
from tenure.gazetteer.spelling import folded, has_capital
from tenure.model.gazetteer import Affiliation
from tenure.model.ids import PlaceId
from tenure.model.place import Place

_KM_PER_DEGREE: Final = 111.2
_LONGEST_NAME: Final = 120
_REMEMBERED: Final = 50_000


@dataclass(frozen=True)
class Known:
    """An index with its affiliations and a memory of the names that were asked for."""

    index: Index
    affiliations: Affiliations
    codes: Mapping[str, str]
    """ISO 3166 alpha-2 codes of the states, by their usual English short names."""
    _names: dict[str, tuple[Candidate, ...]] = field(default_factory=dict)

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        """The places that go by a name, with or without its article; a name has a capital, or no case at all."""
        if len(name) > _LONGEST_NAME or not has_capital(name):
            return ()
        key = folded(name)
        if key not in self._names:
            found = self.index.named(key)
            if not found and key.startswith("the "):
                found = self.index.named(key.removeprefix("the "))
            if len(self._names) >= _REMEMBERED:
                self._names.clear()
            self._names[key] = found
        return self._names[key]

    def is_known(self, name: str) -> bool:
        """Whether some place goes by the name."""
        return bool(self.candidates(name))

    def is_demonym(self, word: str) -> bool:
        """Whether a word names a state but no place: "Russian"."""
        return self.affiliations.of(word) is not None and not self.is_known(word)

    def codes_in(self, text: str) -> tuple[str, ...]:
        """The countries whose names, demonyms or capitals stand in a text, each once, in order."""
        found: dict[str, None] = {}
        for _, affiliation in self.affiliations.iter_within(text, self._territory):
            code = self.codes.get(affiliation.name)
            if code is None and (place := self._state(affiliation.name)):
                code = place.countries[0]
            if code is not None:
                found.setdefault(code)
        return tuple(found)

    def _territory(self, words: str) -> Affiliation | None:
        place = self._state(words)
        return Affiliation(place.name, is_state=False) if place else None

    def _state(self, name: str) -> Place | None:
        """The country or territory of that name that lies somewhere."""
        states = (each.place for each in self.candidates(name) if each.place.kind in ("country", "territory"))
        return next((place for place in states if place.countries), None)

    @cached_property
    def sites(self) -> tuple[Candidate, ...]:
        """Every curated site."""
        return self.index.sites()

    @cached_property
    def capitals(self) -> tuple[Candidate, ...]:
        """The capital of each country."""
        return self.index.capitals()

    def country(self, code: str) -> Place | None:
        """The entry of a country by its ISO 3166 alpha-2 code."""
        found = self.index.place(PlaceId(f"country:{code}"))
        return found.place if found else None

    @cached_property
    def borders(self) -> frozenset[str]:
        """The ids of all border lines."""
        return self.index.borders()

    @cached_property
    def neighbours(self) -> Mapping[str, frozenset[str]]:
        """The countries each country shares a border line with."""
        found: dict[str, set[str]] = {}
        for border in self.borders:
            one, other = border.removeprefix("border:").split("-")
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
        return {code: frozenset(others) for code, others in found.items()}


def kilometres(one: Place, other: Place) -> float | None:
    """The distance between two places, good enough up to some hundred kilometres; None where one has no point."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    east = (one.lon - other.lon + 180) % 360 - 180
    return hypot(one.lat - other.lat, east * cos(radians((one.lat + other.lat) / 2))) * _KM_PER_DEGREE
