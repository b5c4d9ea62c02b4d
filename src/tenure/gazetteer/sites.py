"""Sites that are named only by where they are: "the base in Gao", "the border crossing with Iran"."""

from collections.abc import Container
from typing import Final

from tenure.gazetteer.borders import resolve_border
from tenure.gazetteer.context import Setting
from tenure.gazetteer.known import Known, kilometres
from tenure.gazetteer.phrase import Phrase
from tenure.gazetteer.stage import leading_country
from tenure.model.gazetteer import PlaceMention
from tenure.model.place import Place, PlaceResolution

MOST_SHOWN: Final = 5
_ON_BORDERS: Final = frozenset({"crossing", "post"})
_NEAR_KM: Final = 15.0


def sites_about(town: Place, kinds: Container[str], known: Known) -> tuple[Place, ...]:
    """The sites of some kinds on record within a town or right by it, nearest first."""
    found = []
    for candidate in known.sites:
        far = kilometres(town, candidate.place)
        if candidate.place.kind in kinds and far is not None and far <= _NEAR_KM:
            found.append((far, candidate.place.id, candidate.place))
    return tuple(place for _, _, place in sorted(found, key=lambda each: each[:2]))


def on_border(phrase: Phrase, beside: PlaceResolution, setting: Setting) -> PlaceResolution:
    """The one crossing or post on record on the border line the words speak of, where they speak of one."""
    mention = PlaceMention(setting.words, phrase.name)
    line = resolve_border(mention, phrase, setting.scene, setting.known)
    if line.place is None:
        return PlaceResolution(setting.words, None, line.reasons, (*line.runners_up, *beside.runners_up)[:MOST_SHOWN])
    here = phrase.place_class
    assert here is not None
    kind = here.kind_of(phrase.class_words)
    there = [each.place for each in setting.known.sites if line.place.id in each.place.parents]
    on_it = [place for place in there if place.kind == kind] or [place for place in there if place.kind in here.kinds]
    if len(on_it) == 1 and setting.is_definite and not phrase.is_plural:
        reason = f"the only {on_it[0].kind} on record on the {line.place.name}"
        return PlaceResolution(setting.words, on_it[0], (*line.reasons, reason), (line.place,))
    reason = f"which {kind} on the {line.place.name} is meant cannot be told"
    return PlaceResolution(setting.words, None, (*line.reasons, reason), (line.place, *on_it[:MOST_SHOWN]))


def unlisted_site(phrase: Phrase, beside: PlaceResolution, setting: Setting) -> PlaceResolution:
    """The one site of its class in or by a town, or no entry: the town itself is not it."""
    here = phrase.place_class
    assert here is not None
    if _speaks_of_neighbour(phrase, beside, setting):
        return on_border(phrase, beside, setting)
    kind = (phrase.class_words or here.name).split()[-1]
    if beside.place is not None and beside.place.kind in ("settlement", "island") and not phrase.is_plural:
        about = sites_about(beside.place, here.kinds, setting.known)
        if len(about) == 1:
            reason = f"the only {kind} on record in or by {beside.place.name} ({beside.place.id})"
            return PlaceResolution(setting.words, about[0], (reason,), (beside.place,))
        if about:
            reason = f"more than one {kind} is on record in or by {beside.place.name} ({beside.place.id})"
            return PlaceResolution(setting.words, None, (reason,), (beside.place, *about[:MOST_SHOWN]))
    around = (beside.place,) if beside.place else beside.runners_up[:MOST_SHOWN]
    at = f"{around[0].name} ({around[0].id})" if around else "the place named"
    return PlaceResolution(setting.words, None, (_missing(kind, at),), around)


def _speaks_of_neighbour(phrase: Phrase, beside: PlaceResolution, setting: Setting) -> bool:
    """Whether "this checkpoint" goes back to one with a neighbouring country, which is then not where it lies."""
    here, place = phrase.place_class, beside.place
    if here is None or place is None or phrase.name is None or phrase.is_plural or not setting.is_definite:
        return False
    stage = leading_country(setting.scene, setting.known)
    return (
        here.name in _ON_BORDERS
        and place.kind == "country"
        and phrase.name not in setting.words
        and stage in setting.known.neighbours.get(place.countries[0], ())
    )


def _missing(kind: str, at: str) -> str:
    if kind.endswith("s") and not kind.endswith("ss"):
        return f"{kind} at {at} are not in the gazetteer"
    return f"{'an' if kind[:1] in 'aeiou' else 'a'} {kind} at {at} is not in the gazetteer"
