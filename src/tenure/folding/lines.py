"""Which line of the record a claim is about, and how lines lie in one another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from tenure.model.claim import Claim, Party
from tenure.model.ids import HolderId, PlaceId
from tenure.model.place import Place
from tenure.model.statement import Atlas
from tenure.model.when import Extent, extent_of

_TEXT: Final = "text:"
_ARTICLES: Final = frozenset({"the", "a", "an"})
_COUNTRIES: Final = frozenset({"country", "territory", "historic state"})
_DEEPEST: Final = 16
"""How far up a chain of parents is followed; a damaged gazetteer may hold a circle."""


@dataclass(frozen=True, slots=True)
class Register:
    """The atlas as the fold asks it, with the places and holders that reviews merged."""

    atlas: Atlas
    states: Mapping[str, HolderId]
    """The register entry of a state or organisation by its name."""
    merged_places: Mapping[PlaceId, PlaceId]
    merged_holders: Mapping[HolderId, HolderId]
    _above: dict[PlaceId, tuple[PlaceId, ...]] = field(default_factory=dict, compare=False)
    """What was found to lie above a place, asked for each of its lines."""
    _owners: dict[HolderId, tuple[HolderId, ...]] = field(default_factory=dict, compare=False)
    """What was found to lie above a holder."""
    _extents: dict[str, Extent | None] = field(default_factory=dict, compare=False)
    """What expressions of time were found to mean: many claims name the same few days."""

    def place_of(self, claim: Claim) -> PlaceId:
        """The place a claim is about; one that was not resolved keeps its words."""
        locus = claim.place
        words = locus.name or (locus.quote.exact if locus.quote else "")
        return self.standing_place(locus.id or PlaceId(_text_id(words, claim.report)))

    def holder_of(self, party: Party, claim: Claim) -> HolderId:
        """The holder a claim is about; one that was not resolved keeps its state's name, or its words."""
        known = party.id or (self.states.get(party.state) if party.state else None)
        words = party.state or party.name or (party.quote.exact if party.quote else "")
        return self.standing_holder(known or HolderId(_text_id(words, claim.report)))

    def standing_place(self, place: PlaceId) -> PlaceId:
        """The place that stands for this one after merges."""
        return self.merged_places.get(place, place)

    def standing_holder(self, holder: HolderId) -> HolderId:
        """The holder that stands for this one after merges."""
        return self.merged_holders.get(holder, holder)

    def place(self, place: PlaceId) -> Place | None:
        """The gazetteer's entry, None for a place that was not resolved."""
        return self.atlas.places.get(place)

    def places_above(self, place: PlaceId) -> tuple[PlaceId, ...]:
        """Every place that this one lies in, nearest first.

        A border lies between countries, in neither: nothing follows for a country from what is seen on its border. A
        crossing lies in the first of its countries only.
        """
        found = self._above.get(place)
        if found is None:
            found = self._above[place] = self._places_above(place)
        return found

    def _places_above(self, place: PlaceId) -> tuple[PlaceId, ...]:
        start = self.atlas.places.get(place)
        if start is None:
            return ()
        found: dict[PlaceId, None] = {}
        level = [start]
        for _ in range(_DEEPEST):
            level = [parent for entry in level for parent in self._parents(entry, start) if parent.id not in found]
            found.update((self.standing_place(parent.id), None) for parent in level)
        found.pop(place, None)
        return tuple(found)

    def _parents(self, entry: Place, start: Place) -> Iterator[Place]:
        for parent in entry.parents:
            above = self.atlas.places.get(parent)
            if above is not None and above.id != start.id and not _leaves_its_country(entry, above, start):
                yield above

    def holders_above(self, holder: HolderId) -> tuple[HolderId, ...]:
        """Every holder that this one belongs to, nearest first."""
        known = self._owners.get(holder)
        if known is None:
            known = self._owners[holder] = self._holders_above(holder)
        return known

    def _holders_above(self, holder: HolderId) -> tuple[HolderId, ...]:
        found: list[HolderId] = []
        entry = self.atlas.holders.get(holder)
        while entry is not None and entry.parent is not None and len(found) < _DEEPEST:
            found.append(self.standing_holder(entry.parent))
            entry = self.atlas.holders.get(entry.parent)
        return tuple(dict.fromkeys(above for above in found if above != holder))

    def side_of(self, holder: HolderId) -> HolderId:
        """The state or organisation at the top of a holder."""
        above = self.holders_above(holder)
        return above[-1] if above else holder

    def extent_of(self, edtf: str) -> Extent | None:
        """The bounds that an expression of time sets; None where it is none."""
        if edtf not in self._extents:
            self._extents[edtf] = extent_of(edtf)
        return self._extents[edtf]

    def name_of_holder(self, holder: HolderId) -> str:
        """The register's name, or the words of a holder that is not in it."""
        entry = self.atlas.holders.get(holder)
        return entry.name if entry else holder.removeprefix(_TEXT)


def _leaves_its_country(entry: Place, above: Place, start: Place) -> bool:
    if above.kind not in _COUNTRIES:
        return False
    if entry.kind == "border":
        return True
    return len(start.countries) > 1 and bool(above.countries) and above.countries[0] != start.countries[0]


def register_of(
    atlas: Atlas,
    merged_places: Mapping[PlaceId, PlaceId] | None = None,
    merged_holders: Mapping[HolderId, HolderId] | None = None,
) -> Register:
    """The register over an atlas."""
    states = {holder.name: key for key, holder in sorted(atlas.holders.items(), reverse=True) if holder.parent is None}
    return Register(atlas, states, merged_places or {}, merged_holders or {})


def _text_id(words: str, report: str) -> str:
    """An id from words: shared where they hold a proper name, else the report's own ("the base" of two reports)."""
    bare = " ".join(words.split())
    first, _, rest = bare.partition(" ")
    while rest and first.lower() in _ARTICLES:
        bare = rest
        first, _, rest = bare.partition(" ")
    named = any(letter.isupper() or letter.istitle() for letter in bare)
    return f"{_TEXT}{bare.casefold()}" if named else f"{_TEXT}{report}:{bare.casefold()}"
