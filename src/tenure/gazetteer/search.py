"""Places by a name that a person types: everything it can mean, likeliest first."""

from typing import Final

from tenure.gazetteer.borders import resolve_border, speaks_of_border
from tenure.gazetteer.index import Candidate
from tenure.gazetteer.known import Known
from tenure.gazetteer.phrase import parsed
from tenure.gazetteer.spelling import folded, has_capital
from tenure.model.gazetteer import PlaceMention, Scene
from tenure.model.ids import PlaceId
from tenure.model.place import Place

_LONGEST: Final = 200
_FIRST: Final = ("country", "territory", "historic state", "border", "province")


def places_called(name: str, known: Known) -> tuple[Place, ...]:
    """The places that a name can mean, likeliest first; an id finds its entry."""
    name = name.strip()[:_LONGEST]
    entry = known.index.place(PlaceId(name))
    if entry is not None:
        return (entry.place,)
    if found := known.index.named(folded(name)):
        return _ordered(found)
    if not has_capital(name):
        name = name.title()
    phrase = parsed(name, None, known.is_known)
    if speaks_of_border(phrase):
        line = resolve_border(PlaceMention(name, None), phrase, Scene(), known)
        return (line.place,) if line.place else line.runners_up
    here = phrase.place_class
    if phrase.name is None or here is None:
        return ()
    return _ordered([each for each in known.candidates(phrase.name) if each.place.kind in here.kinds])


def _ordered(found: tuple[Candidate, ...] | list[Candidate]) -> tuple[Place, ...]:
    return tuple(each.place for each in sorted(found, key=_rank))


def _rank(each: Candidate) -> tuple[int, int, int, int, str]:
    place = each.place
    first = _FIRST.index(place.kind) if place.kind in _FIRST[:4] else len(_FIRST)
    site = 0 if place.id.startswith(("site:", "airport:", "region:", "water:")) else 1
    return first, each.grade, site, -each.population, place.id
