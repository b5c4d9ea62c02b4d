"""The built gazetteer: what the rest of Tenure asks, answered from an open index."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from tenure.gazetteer.affiliation import Affiliations
from tenure.gazetteer.holders import Register, resolve_holder
from tenure.gazetteer.index import Index
from tenure.gazetteer.known import Known
from tenure.gazetteer.places import resolve_place
from tenure.gazetteer.scene import scene_of
from tenure.gazetteer.search import places_called
from tenure.gazetteer.spelling import folded
from tenure.model.gazetteer import Affiliation, PlaceMention, Scene
from tenure.model.holder import Holder, HolderResolution
from tenure.model.ids import HolderId, PlaceId
from tenure.model.place import Place, PlaceResolution

_REMEMBERED: Final = 20_000


@dataclass(frozen=True)
class BuiltGazetteer:
    """An open gazetteer and actor register; it answers the same question once and remembers."""

    index: Index
    version: str
    affiliations: Affiliations
    _places: dict[tuple[PlaceMention, Scene], PlaceResolution] = field(default_factory=dict)
    _holders: dict[tuple[str | None, str | None], HolderResolution] = field(default_factory=dict)

    @property
    def longest_alias(self) -> int:
        """How many words the longest alias of `affiliation_of` has."""
        return self.affiliations.longest

    def affiliation_of(self, phrase: str) -> Affiliation | None:
        """The state or organisation of which the whole phrase is an alias, or None."""
        return self.affiliations.of(phrase)

    def scene_of(self, names: Sequence[str]) -> Scene:
        """Where a report plays whose proper names are these, repeats included."""
        return scene_of(names, self._known)

    def place_of(self, mention: PlaceMention, scene: Scene) -> PlaceResolution:
        """What a place mention means in a scene; unresolved where two readings are left."""
        key = (mention, scene)
        if key not in self._places:
            if len(self._places) >= _REMEMBERED:
                self._places.clear()
            self._places[key] = resolve_place(mention, scene, self._known)
        return self._places[key]

    def holder_of(self, words: str | None, affiliation: str | None) -> HolderResolution:
        """What a holder phrase means, given the state or organisation it is held to belong to."""
        key = (words, affiliation)
        if key not in self._holders:
            if len(self._holders) >= _REMEMBERED:
                self._holders.clear()
            self._holders[key] = resolve_holder(words, affiliation, self._register)
        return self._holders[key]

    def place(self, place: PlaceId) -> Place | None:
        """An entry by its id."""
        found = self.index.place(place)
        return found.place if found else None

    def holder(self, holder: HolderId) -> Holder | None:
        """An entry of the register by its id."""
        found = self._register.by_id.get(holder)
        return found.holder if found else None

    @cached_property
    def top_holders(self) -> tuple[Holder, ...]:
        """Every state and organisation that belongs to no other."""
        return tuple(each.holder for each in self._register.entries if each.holder.parent is None)

    def find(self, name: str) -> tuple[Place, ...]:
        """The places that a name typed by a person can mean, likeliest first; an id finds its entry."""
        return places_called(name, self._known)

    def find_holders(self, name: str) -> tuple[Holder, ...]:
        """The holders that a name typed by a person can mean, states first; an id finds its entry."""
        entry = self.holder(HolderId(name))
        if entry is not None:
            return (entry,)
        wanted = folded(name)
        found = [
            each.holder
            for each in self._register.entries
            if wanted and any(folded(alias) == wanted for alias in (each.holder.name, *each.holder.aliases))
        ]
        return tuple(sorted(found, key=lambda holder: (holder.kind != "state", holder.name, holder.id)))

    def close(self) -> None:
        """Close the index; a closed gazetteer cannot be used again."""
        self.index.close()

    @cached_property
    def _register(self) -> Register:
        return Register(self.index.register(), self.affiliations)

    @cached_property
    def _known(self) -> Known:
        codes = {
            each.holder.name: each.holder.id.removeprefix("state:").upper()
            for each in self._register.entries
            if each.holder.kind == "state" and len(each.holder.id) == len("state:xx")
        }
        return Known(self.index, self.affiliations, codes)
