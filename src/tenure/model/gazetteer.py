"""What reading and the edge ask of a gazetteer, so that no room needs to know how names are looked up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from tenure.model.holder import Holder, HolderResolution
from tenure.model.ids import HolderId, PlaceId
from tenure.model.place import Place, PlaceResolution


@dataclass(frozen=True, slots=True)
class Affiliation:
    """What an alias such as "Russian", "Moscow" or "UNIFIL" belongs to, by its usual English short name."""

    name: str
    is_state: bool


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place as a passage gives it: the phrase as written, and the proper name it is held to stand for.

    "their camp in the northern city of Gao" comes with the name "Gao"; "the base" may come with a name
    from an earlier sentence, or with none. One of the two is never None.
    """

    words: str | None
    name: str | None


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a report plays, as far as its names tell; built once a report, handed to each resolution."""

    countries: tuple[tuple[str, int], ...] = ()
    """ISO 3166 alpha-2 codes with their number of mentions, most mentioned first, then by code."""
    places: tuple[PlaceId, ...] = ()
    """Places that the names mean beyond doubt."""


class Gazetteer(Protocol):
    """A built gazetteer and actor register."""

    @property
    def version(self) -> str:
        """Name and version; changing what a name resolves to changes it."""

    @property
    def longest_alias(self) -> int:
        """How many words the longest alias of `affiliation_of` has."""

    def affiliation_of(self, phrase: str) -> Affiliation | None:
        """The state or organisation of which the whole phrase is an alias, or None."""

    def scene_of(self, names: Sequence[str]) -> Scene:
        """Where a report plays whose proper names are these, repeats included."""

    def place_of(self, mention: PlaceMention, scene: Scene) -> PlaceResolution:
        """What a place mention means in a scene; unresolved where two readings are left."""

    def holder_of(self, words: str | None, affiliation: str | None) -> HolderResolution:
        """What a holder phrase means, given the state or organisation it is held to belong to."""

    def place(self, place: PlaceId) -> Place | None:
        """An entry by its id."""

    def holder(self, holder: HolderId) -> Holder | None:
        """An entry of the register by its id."""
