"""Holders and places of a table: what the words of a row are resolved to."""

from dataclasses import dataclass, field, replace
from math import cos, hypot, radians
from typing import Final

from tenure.exchange.table_cells import BadCell, RowFacts
from tenure.model.claim import Locus, Party
from tenure.model.gazetteer import Gazetteer, PlaceMention, Scene
from tenure.model.ids import HolderId, PlaceId
from tenure.model.place import Place, PlaceResolution

_KM_PER_DEGREE: Final = 111.2
_FAR_KM: Final = 60
"""A place farther than this from the coordinates of its row is another place of that name."""
_WIDE: Final = frozenset({"country", "territory", "historic state", "province", "region", "water", "border"})
"""Kinds whose single point says little of where in them something is."""


@dataclass(frozen=True, slots=True)
class Names:
    """Resolves the names of one table; remembers where each country lies."""

    gazetteer: Gazetteer
    scenes: dict[str, Scene] = field(default_factory=dict)

    def holder_of(self, facts: RowFacts) -> Party:
        """The holder of a row.

        Raises:
            BadCell: the id given is not in the register.
        """
        cells = facts.cells
        if "holder_id" not in cells:
            return self.party_of(cells.get("holder"), cells.get("state"))
        entry = self.gazetteer.holder(HolderId(cells["holder_id"]))
        if entry is None:
            raise BadCell(f"holder_id: the register has no {cells['holder_id']!r}")
        above, seen = entry, {entry.id}
        while above.parent and above.parent not in seen and (parent := self.gazetteer.holder(above.parent)):
            above = parent
            seen.add(above.id)
        return Party(None, above.name, entry.name, entry.id, None, ("the table names the entry",))

    def party_of(self, words: str | None, state: str | None) -> Party:
        """What the words for a holder mean, given the state or organisation beside them."""
        known = self.gazetteer.affiliation_of(state) if state else None
        found = self.gazetteer.holder_of(words or state, known.name if known else None)
        name = found.entry.name if found.entry else words
        key = found.entry.id if found.entry else None
        return Party(None, found.state or state, name, key, found.unit, found.reasons)

    def place_of(self, facts: RowFacts) -> Locus:
        """The place of a row; one that is not certain keeps its words, with the country beside them.

        Raises:
            BadCell: the id given is not in the gazetteer.
        """
        cells = facts.cells
        if "place_id" in cells:
            entry = self.gazetteer.place(PlaceId(cells["place_id"]))
            if entry is None:
                raise BadCell(f"place_id: the gazetteer has no {cells['place_id']!r}")
            return Locus(None, entry.name, entry.id, ("the table names the entry",))
        words, country = cells["place"], cells.get("country")
        found = self.gazetteer.place_of(PlaceMention(words, words), self._scene(country))
        found = self._by_point(found, facts)
        if found.place is not None:
            return Locus(None, found.place.name, found.place.id, found.reasons)
        point = (
            (f"at {facts.lat:g}, {facts.lon:g} by the table",)
            if facts.lat is not None and facts.lon is not None
            else ()
        )
        name = f"{words}, {country}" if country and country.casefold() not in words.casefold() else words
        return Locus(None, name, None, (*found.reasons, *point))

    def _scene(self, country: str | None) -> Scene:
        if country is None:
            return Scene()
        if country not in self.scenes:
            names = [name.strip() for name in country.split("/")]
            self.scenes[country] = self.gazetteer.scene_of([name for name in names if name])
        return self.scenes[country]

    def _by_point(self, found: PlaceResolution, facts: RowFacts) -> PlaceResolution:
        """The resolution as the row's coordinates leave it: the namesake that lies there, or none."""
        if facts.lat is None or facts.lon is None:
            return found
        options = [*([found.place] if found.place else []), *found.runners_up]
        if found.place is not None and found.place.kind in _WIDE:
            return found
        near = [
            place
            for place in options
            if place.kind not in _WIDE and _kilometres(place, facts.lat, facts.lon) <= _FAR_KM
        ]
        if found.place is not None and (found.place in near or found.place.lat is None):
            return found
        if len(near) == 1:
            reason = f"{_kilometres(near[0], facts.lat, facts.lon):.0f} km from the table's coordinates"
            return PlaceResolution(found.mention, near[0], (reason,), found.runners_up)
        if found.place is None:
            return found
        far = f"{found.place.name} ({found.place.id}) lies {_kilometres(found.place, facts.lat, facts.lon):.0f} km away"
        return replace(found, place=None, reasons=(far,), runners_up=tuple(options))


def _kilometres(place: Place, lat: float, lon: float) -> float:
    if place.lat is None or place.lon is None:
        return float("inf")
    east = (place.lon - lon + 180) % 360 - 180
    return hypot(place.lat - lat, east * cos(radians((place.lat + lat) / 2))) * _KM_PER_DEGREE
