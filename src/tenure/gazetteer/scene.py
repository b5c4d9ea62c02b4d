"""Where a report plays: the countries its names speak of, and the places they mean beyond doubt."""

from collections import Counter
from collections.abc import Sequence

from tenure.gazetteer.known import Known
from tenure.gazetteer.namesakes import torn_names
from tenure.gazetteer.places import resolve_place
from tenure.model.gazetteer import PlaceMention, Scene
from tenure.model.ids import PlaceId


def scene_of(names: Sequence[str], known: Known) -> Scene:
    """The scene of a report whose proper names are these, repeats included.

    Countries are read first from the names that can mean nothing else; the other names are then resolved among
    these countries, and what is certain counts for its own country too.
    """
    counts = Counter(names)
    spoken: Counter[str] = Counter()
    for name, count in counts.items():
        if not _is_torn(name, known):
            for code in known.codes_in(name):
                spoken[code] += count
    first = Scene(_ordered(spoken))
    places: dict[PlaceId, int] = {}
    for name, count in counts.items():
        if known.affiliations.of(name) is not None and not known.is_known(name):
            continue
        found = resolve_place(PlaceMention(None, name), first, known, is_strict=True)
        if found.place is None:
            continue
        places[found.place.id] = places.get(found.place.id, 0) + count
        if (known.affiliations.of(name) is None or _is_torn(name, known)) and len(found.place.countries) == 1:
            spoken[found.place.countries[0]] += count
    return Scene(_ordered(spoken), tuple(sorted(places, key=lambda key: (-places[key], key))))


def _is_torn(name: str, known: Known) -> bool:
    """Whether a country's name is that of a large province elsewhere too: Georgia, Luxembourg."""
    found = {
        (c.place.admin1 if c.place.kind == "province" else c.place.countries[0])
        for c in known.candidates(name)
        if c.place.countries
    }
    return any(country in found and province in found for country, province in torn_names())


def _ordered(spoken: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(spoken.items(), key=lambda item: (-item[1], item[0])))
