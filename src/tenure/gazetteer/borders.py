"""Border phrases: "Armenia's border with Iran", "the Armenian-Turkish border", "along the Iranian border"."""

from tenure.gazetteer.known import Known
from tenure.gazetteer.phrase import Phrase
from tenure.gazetteer.place_ids import border_id
from tenure.gazetteer.stage import leading_country
from tenure.model.gazetteer import PlaceMention, Scene
from tenure.model.ids import PlaceId
from tenure.model.place import Place, PlaceResolution


def speaks_of_border(phrase: Phrase) -> bool:
    """Whether the head of a phrase is a border, or the area about one."""
    names = [each.name for each in phrase.classes]
    return names[:1] == ["border"] or names[:2] in (["vicinity", "border"], ["zone", "border"])


def resolve_border(mention: PlaceMention, phrase: Phrase, scene: Scene, known: Known) -> PlaceResolution:
    """The border line a phrase speaks of, or why it cannot be told which one."""
    words = mention.words or mention.name or ""
    codes = _codes(phrase, words, known)
    if len(codes) < 2 and mention.name and mention.name not in words:
        codes = tuple(dict.fromkeys((*codes, *known.codes_in(mention.name))))
    said = f"the words name the border of {' and '.join(codes) or 'no country'}"
    if len(codes) == 2:
        return _line(words, codes, (said,), known)
    if len(codes) == 1:
        return _with_scene(words, codes[0], scene, known, said)
    if len(codes) > 2:
        return _several(mention, words, codes, known, said)
    named = [code for code, _ in scene.countries]
    if len(named) == 2 and named[1] in known.neighbours.get(named[0], ()):
        reason = f"the report speaks of {named[0]} and {named[1]} only, which are neighbours"
        return _line(words, (named[0], named[1]), (said, reason), known)
    return PlaceResolution(words, None, (said, "which border is meant cannot be told"))


def _codes(phrase: Phrase, words: str, known: Known) -> tuple[str, ...]:
    """The countries a phrase names; where it names but one or none, also the country of a province it names."""
    codes = list(known.codes_in(words))
    if len(codes) < 2:
        for locator in phrase.locators:
            for candidate in known.candidates(locator.words)[:1]:
                codes += [code for code in candidate.place.countries[:1] if code not in codes]
    return tuple(codes)


def _with_scene(words: str, code: str, scene: Scene, known: Known, said: str) -> PlaceResolution:
    """The border with one named country, the other side being the neighbour the report speaks of most."""
    beside = known.neighbours.get(code, frozenset())
    named = [other for other, _ in scene.countries if other in beside]
    other = leading_country(scene, known, named)
    if other is not None:
        how = "the only neighbour of it in the report" if len(named) == 1 else "the neighbour the report plays in"
        return _line(words, (code, other), (said, f"{other} is {how}"), known)
    lines = tuple(line for other in named if (line := _place(known, border_id(code, other))))
    missing = "the report names several neighbours of it" if named else "the report names no neighbour of it"
    return PlaceResolution(words, None, (said, missing), lines)


def _several(mention: PlaceMention, words: str, codes: tuple[str, ...], known: Known, said: str) -> PlaceResolution:
    """The border with the country of the name that was asked for, where the phrase speaks of several borders."""
    wanted = known.codes_in(mention.name) if mention.name and mention.name in words else ()
    if len(wanted) == 1 and wanted[0] != codes[0]:
        return _line(words, (codes[0], wanted[0]), (said, f"the one with {wanted[0]} was asked for"), known)
    lines = tuple(line for other in codes[1:] if (line := _place(known, border_id(codes[0], other))))
    return PlaceResolution(words, None, (said, "it speaks of several borders"), lines)


def _line(words: str, codes: tuple[str, ...], reasons: tuple[str, ...], known: Known) -> PlaceResolution:
    place = _place(known, border_id(codes[0], codes[1]))
    if place is None:
        return PlaceResolution(words, None, (*reasons, f"{codes[0]} and {codes[1]} share no border line"))
    return PlaceResolution(words, place, reasons)


def _place(known: Known, key: PlaceId) -> Place | None:
    found = known.index.place(key)
    return found.place if found else None
