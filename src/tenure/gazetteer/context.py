"""The setting of a mention: the phrase's own locators and the report's countries, and what they say for a candidate."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from tenure.gazetteer.classes import place_words
from tenure.gazetteer.known import Known, kilometres
from tenure.gazetteer.stage import leading_country
from tenure.gazetteer.weigh import Weighed, nearer
from tenure.model.gazetteer import Scene
from tenure.model.place import Place, PlaceResolution

_IN_NAMED: Final = 4
_BY_BORDER: Final = 4
_BY_NEIGHBOUR: Final = 2
_BORDER_DEGREES: Final = 0.3
_MOST_WEIGHED: Final = 12


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a mention stands."""

    words: str
    scene: Scene
    known: Known
    located: tuple[tuple[str, PlaceResolution], ...]
    """What each locator of the phrase means, with its preposition."""
    is_strict: bool = False
    """Whether only what is beyond doubt counts, as it must where the scene itself is being made."""

    @property
    def is_definite(self) -> bool:
        """Whether the words speak of one place that the reader is held to know: "the", "its", "Iran's"."""
        first = self.words.split(" ", 1)[0].lower()
        return first in place_words().definite or "'s " in self.words or "’s " in self.words

    @property
    def beside(self) -> PlaceResolution | None:
        """What the first locator means."""
        return self.located[0][1] if self.located else None

    @property
    def country(self) -> str | None:
        """The one country the phrase's locators, else the report, speak of."""
        for _, found in self.located:
            if found.place is not None and found.place.countries:
                return found.place.countries[0]
        return leading_country(self.scene, self.known)


def with_locators(found: Sequence[Weighed], setting: Setting) -> tuple[Weighed, ...]:
    """The candidates, with points for those that lie where the phrase says."""
    table = place_words()
    for preposition, resolution in setting.located:
        mark = resolution.place
        if mark is None:
            continue
        if mark.kind == "border":
            found = [_by_border(each, mark, setting.known) for each in found]
        elif preposition in table.near or mark.kind == "water":
            found = nearer(found, partial(kilometres, mark), mark.name)
        else:
            found = [_inside(each, mark) for each in found]
    return tuple(found)


def _inside(each: Weighed, mark: Place) -> Weighed:
    place = each.place
    if mark.id in place.parents or mark.id == place.id:
        return each.plus(_IN_NAMED, f"the words place it in {mark.name}")
    far = kilometres(place, mark)
    if mark.kind in ("settlement", "site", "island") and far is not None and far <= 40:
        return each.plus(_IN_NAMED, f"the words place it at {mark.name}, {far:.0f} km away")
    if mark.kind in ("region", "territory") and set(mark.countries) & set(place.countries):
        return each.plus(_BY_NEIGHBOUR, f"the words place it in {mark.name}")
    return each


def _by_border(each: Weighed, border: Place, known: Known) -> Weighed:
    place = each.place
    if border.id in place.parents or border.id == place.id:
        return each.plus(_BY_BORDER, f"it lies on the {border.name}")
    others = [code for code in border.countries if code not in place.countries[:1]]
    if len(others) == 1 and _has_close(place, others[0], known):
        return each.plus(_BY_BORDER, f"it lies by the {border.name}")
    return each


def with_neighbours(found: Sequence[Weighed], setting: Setting) -> tuple[Weighed, ...]:
    """The candidates, with points for those that lie by a neighbour that the report speaks of, where only some do."""
    if len(found) > _MOST_WEIGHED:
        return tuple(found)
    close = {each.place.id: _neighbour_of(each.place, setting) for each in found}
    counts = {code: count for code, count in setting.scene.countries if code in close.values()}
    most = max(counts.values(), default=0)
    told = {code for code, count in counts.items() if 2 * count > most}
    return tuple(
        each.plus(_BY_NEIGHBOUR, f"it lies by {close[each.place.id]}, of which the report speaks")
        if close[each.place.id] in told
        else each
        for each in found
    )


def _neighbour_of(place: Place, setting: Setting) -> str | None:
    """The neighbouring country by which a place lies, the one the report speaks of most."""
    beside = setting.known.neighbours.get(place.countries[0], frozenset()) if place.countries else frozenset()
    codes = (code for code, _ in setting.scene.countries if code in beside)
    return next((code for code in codes if _has_close(place, code, setting.known)), None)


def _has_close(place: Place, code: str, known: Known) -> bool:
    """Whether a settlement of a country lies within some thirty kilometres of a place."""
    if place.lat is None or place.lon is None:
        return False
    return bool(known.index.near("settlement", code, place.lat, place.lon, _BORDER_DEGREES))
