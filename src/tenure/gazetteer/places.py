"""What a place mention means: class first, then the report's countries and places, then how well known a place is."""

from dataclasses import replace
from typing import Final

from tenure.gazetteer.borders import resolve_border, speaks_of_border
from tenure.gazetteer.classes import bare_name, without_openers
from tenure.gazetteer.context import Setting, with_locators, with_neighbours
from tenure.gazetteer.entries import Grade
from tenure.gazetteer.index import Candidate
from tenure.gazetteer.known import Known
from tenure.gazetteer.namesakes import ToldApart, told_apart
from tenure.gazetteer.phrase import Phrase, parsed
from tenure.gazetteer.sites import MOST_SHOWN, on_border, unlisted_site
from tenure.gazetteer.spelling import folded
from tenure.gazetteer.weigh import VERY_LARGE, WELL_KNOWN, Weighed, decided, weighed
from tenure.model.gazetteer import PlaceMention, Scene
from tenure.model.place import PlaceResolution

_DEPTH: Final = 2
_STATES: Final = frozenset({"country", "territory", "historic state"})
_INSIDE: Final = frozenset({"in", "at", "of", "inside", "within"})


def resolve_place(
    mention: PlaceMention, scene: Scene, known: Known, *, depth: int = _DEPTH, is_strict: bool = False
) -> PlaceResolution:
    """What a mention means in a scene; None with reasons and runners-up where that is not certain."""
    words = (mention.words or mention.name or "").strip()
    phrase = parsed(words, mention.name, known.is_known)
    whole = _whole_name(words, known)
    if whole:
        phrase = replace(phrase, name=whole, classes=(), class_words="", part=None, locators=())
    elif speaks_of_border(phrase):
        return resolve_border(mention, phrase, scene, known)
    phrase = replace(phrase, name=without_demonyms(phrase.name, known))
    setting = Setting(words, scene, known, tuple(_located(phrase, scene, known, depth)), is_strict)
    if phrase.name is None:
        return _unnamed(phrase, setting)
    return _named(phrase, phrase.name, setting)


def _whole_name(words: str, known: Known) -> str | None:
    """The words without their determiners, where all of them together are a name."""
    rest = " ".join(without_openers(words.split())).strip(" .,;:")
    return rest if rest and known.is_known(rest) else None


def without_demonyms(name: str | None, known: Known) -> str | None:
    """The name without the nationalities before it ("Russian Hmeimim"); None where nothing else is left."""
    parts = (name or "").split()
    if name is not None and known.is_known(name):
        return name
    while parts and known.is_demonym(parts[0]):
        parts.pop(0)
    return " ".join(parts) or None


def _located(phrase: Phrase, scene: Scene, known: Known, depth: int) -> list[tuple[str, PlaceResolution]]:
    if depth == 0:
        return []
    return [
        (locator.preposition, resolve_place(PlaceMention(locator.words, None), scene, known, depth=depth - 1))
        for locator in phrase.locators[:3]
    ]


def _unnamed(phrase: Phrase, setting: Setting) -> PlaceResolution:
    """A phrase without a name of its own: the place beside it, a site there, or none."""
    here = phrase.place_class
    if here is not None and here.name == "capital":
        return _capital(setting)
    if here is not None and here.name == "country" and not phrase.is_plural:
        return _country(setting)
    beside = setting.beside
    if here is not None and here.site and beside:
        return _site_beside(phrase, setting)
    if beside is None:
        return PlaceResolution(setting.words, None, ("the words name no place",))
    if (here is not None and here.name == "part") or phrase.part:
        around = (beside.place,) if beside.place else beside.runners_up
        name = around[0].name if around else "the place named"
        return PlaceResolution(
            setting.words, None, (f"“{setting.words}” is only a part of {name}",), around[:MOST_SHOWN]
        )
    if here is None or here.name == "vicinity":
        if beside.place is None:
            return replace(beside, mention=setting.words)
        said = f"{phrase.head or 'the words'}: thereabouts, not a place of its own"
        return PlaceResolution(setting.words, beside.place, (said, *beside.reasons), beside.runners_up)
    around = (beside.place,) if beside.place else ()
    return PlaceResolution(
        setting.words,
        None,
        (f"{phrase.head or setting.words}: the words give it no name",),
        (*around, *beside.runners_up),
    )


def _site_beside(phrase: Phrase, setting: Setting) -> PlaceResolution:
    """A base, post or the like that is named only by where it is."""
    beside, here = setting.beside, phrase.place_class
    assert beside is not None
    assert here is not None
    preposition, locator = setting.located[0][0], phrase.locators[0]
    if "border" in phrase.head.lower().split() or (beside.place is not None and beside.place.kind == "border"):
        return on_border(phrase, beside, setting)
    found = [candidate for candidate in setting.known.candidates(locator.words) if candidate.place.kind in here.kinds]
    if found and preposition in _INSIDE and here.name != "settlement":
        return _choice(found, phrase, setting, class_given=True)
    return unlisted_site(phrase, beside, setting)


def _capital(setting: Setting) -> PlaceResolution:
    """The capital of the one country the phrase or the report speaks of."""
    code = setting.country
    if code is None:
        return PlaceResolution(setting.words, None, ("the words do not tell whose capital",))
    found = next((c for c in setting.known.capitals if c.place.countries[:1] == (code,)), None)
    if found is None:
        return PlaceResolution(setting.words, None, (f"the capital of {code} is not in the gazetteer",))
    return PlaceResolution(setting.words, found.place, (f"the capital of {code}, the country spoken of",))


def _country(setting: Setting) -> PlaceResolution:
    """The one country the report speaks of."""
    code = setting.country
    found = setting.known.country(code) if code else None
    if found is None:
        return PlaceResolution(setting.words, None, ("the words do not tell which country",))
    return PlaceResolution(setting.words, found, ("the country the report speaks of",))


def _named(phrase: Phrase, name: str, setting: Setting) -> PlaceResolution:
    """A phrase with a name: its class tells which of the places of that name can be meant."""
    here, known = phrase.place_class, setting.known
    candidates = list(known.candidates(name))
    if here is not None and here.kinds and phrase.class_words:
        both = [
            *known.candidates(f"{name} {phrase.class_words}".title()),
            *known.candidates(f"{phrase.class_words} {name}".title()),
        ]
        ids = {candidate.place.id for candidate in both}
        candidates = [*both, *(candidate for candidate in candidates if candidate.place.id not in ids)]
    if not candidates:
        return _unknown(phrase, name, setting)
    if phrase.part or (here is not None and here.name == "part"):
        return _only_part(phrase, name, candidates, setting)
    if here is None:
        return _choice(candidates, phrase, setting, class_given=False)
    if not here.kinds:
        found = _choice(candidates, phrase, setting, class_given=False)
        return replace(found, reasons=(f"{phrase.class_words}: thereabouts", *found.reasons))
    fitting = [candidate for candidate in candidates if candidate.place.kind in here.kinds]
    if here.name == "province" and not fitting:
        fitting = _provinces_of_towns(candidates, known)
    if fitting:
        return _choice(fitting, phrase, setting, class_given=True)
    return _misfit(phrase, candidates, setting)


def _provinces_of_towns(candidates: list[Candidate], known: Known) -> list[Candidate]:
    """The provinces that are named after the towns: a spelling that only the town has names its province too."""
    found = {}
    for town in candidates:
        for parent in town.place.parents:
            province = known.index.place(parent)
            if (
                province
                and province.place.kind == "province"
                and folded(province.place.name) == folded(town.place.name)
            ):
                found[parent] = replace(province, grade=Grade.ALIAS)
    return list(found.values())


def _unknown(phrase: Phrase, name: str, setting: Setting) -> PlaceResolution:
    """A name nobody goes by: tried again without a class word or a capitalised stranger before it."""
    bare = bare_name(name)
    if bare is not None and setting.known.is_known(bare):
        return _named(replace(phrase, name=bare), bare, setting)
    rest = without_demonyms(bare or name, setting.known)
    if rest is not None and rest != (bare or name) and setting.known.is_known(rest):
        return _named(replace(phrase, name=rest), rest, setting)
    around = tuple(found.place for _, found in setting.located if found.place)
    return PlaceResolution(setting.words, None, (f"no place called {name} is in the gazetteer",), around[:MOST_SHOWN])


def _only_part(phrase: Phrase, name: str, candidates: list[Candidate], setting: Setting) -> PlaceResolution:
    whole = _choice(candidates, phrase, setting, class_given=False)
    around = (whole.place,) if whole.place else whole.runners_up[:MOST_SHOWN]
    return PlaceResolution(setting.words, None, (f"“{setting.words}” is only a part of {name}",), around)


def _misfit(phrase: Phrase, candidates: list[Candidate], setting: Setting) -> PlaceResolution:
    """Places of that name, but none of the class the words say."""
    here = phrase.place_class
    assert here is not None
    other = _choice(candidates, phrase, setting, class_given=False)
    if here.site:
        return unlisted_site(phrase, replace(other, mention=setting.words), setting)
    shown = ((other.place,) if other.place else ()) + other.runners_up
    what = phrase.class_words or here.name
    return PlaceResolution(
        setting.words, None, (f"no {what} called {phrase.name} is in the gazetteer",), shown[:MOST_SHOWN]
    )


def _choice(candidates: list[Candidate], phrase: Phrase, setting: Setting, *, class_given: bool) -> PlaceResolution:
    """The candidate that is clearly meant, or none."""
    told = ToldApart(tuple(candidates)) if class_given else told_apart(candidates, setting.scene)
    here = phrase.place_class if class_given else None
    kind = here.kind_of(phrase.class_words) if here is not None and here.kinds else None
    ranked = weighed(told.kept, setting.scene, setting.known, kind=kind)
    ranked = with_locators(ranked, setting)
    top, order = decided(ranked)
    if top is None and not setting.is_strict:
        top, order = decided(with_neighbours(order, setting))
    shown = tuple(each.place for each in order if top is None or each.place.id != top.place.id)
    shown = (*shown, *(each.place for each in told.aside))[:MOST_SHOWN]
    if top is None:
        names = ", ".join(f"{each.place.name} ({each.place.id})" for each in order[:3])
        return PlaceResolution(setting.words, None, (f"nothing tells these apart: {names}",), shown)
    if reason := _too_far(top, order, setting.scene):
        return PlaceResolution(setting.words, None, (reason,), (top.place, *shown)[:MOST_SHOWN])
    said = f"the words say: {phrase.class_words}" if class_given and phrase.class_words else ""
    only = "the only place of that name in the gazetteer" if len(order) == 1 and not told.aside else ""
    reasons = tuple(filter(None, (said, only, *top.reasons, told.notes.get(top.place.id))))
    return PlaceResolution(setting.words, top.place, reasons or ("by name",), shown)


def _too_far(top: Weighed, order: tuple[Weighed, ...], scene: Scene) -> str:
    """Why a candidate outside the report's countries is not to be linked, or nothing."""
    place, candidate = top.place, top.candidate
    named = {code for code, _ in scene.countries}
    if not place.countries or any(code in named for code in place.countries) or place.kind in _STATES:
        return ""
    if place.id in scene.places or candidate.capital:
        return ""
    if candidate.grade is Grade.ALIAS and candidate.population < VERY_LARGE and (named or len(order) > 1):
        return f"{place.name} ({place.id}) is called so too, but lies outside the countries the report names"
    if place.kind == "settlement" and named and candidate.population < WELL_KNOWN:
        return f"{place.name} ({place.id}) is a small place outside the countries the report names"
    if place.kind == "province" and named and len(order) > 1:
        return f"{place.name} ({place.id}) is a province outside the countries the report names"
    if candidate.grade is Grade.BARE and named:
        return f"{place.name} ({place.id}) lies outside the countries the report names"
    return ""
