"""Places: the phrase of a place, and the name that it stands for."""

import re
from collections.abc import Sequence
from typing import Final

from tenure.model.claim import Locus, Quote
from tenure.model.gazetteer import Gazetteer, PlaceMention, Scene
from tenure.reading.cues import cues
from tenure.reading.names import Aliases, find_names
from tenure.reading.pointers import Pointed

# Below it a pointer's choice is left open: the place stays under its own words.
_SURE: Final = 0.45
# How sure the name of a phrase is that names a place itself.
OWN_NAME: Final = 0.97
_DETERMINERS: Final = re.compile(
    r"^(?:the|a|an|its|their|his|her|our|this|that|these|those|all|both|some|several|two|three|four|one)\s+",
    re.IGNORECASE,
)


_PAST: Final = 12
"""How far words on who asked may go on after a phrase."""


def place_quote(text: str, span: tuple[int, int]) -> Quote:
    """Gives the phrase without the prepositions that lead it, up to words on who asked for the event."""
    start, end = span
    # Of 17,211 annotated places none holds such words, and a model's phrase may run into them.
    asked = cues().basis.search(text, start, end + _PAST)
    if asked and start < asked.start() < end:
        end = start + len(text[start : asked.start()].rstrip(" ,"))
    lead = cues().place_leads.match(text, start, end)
    while lead and lead.end() < end and text[lead.end()].isspace():
        start = lead.end() + 1
        lead = cues().place_leads.match(text, start, end)
    return Quote(start, end, text[start:end])


def name_of(quote: Quote | None, pointed: Sequence[Pointed], aliases: Aliases) -> tuple[str | None, float]:
    """Gives the proper name that a place phrase stands for, with how sure that is.

    A phrase with a name of its own stands for that one; of several, the pointer chooses.
    """
    own = [name.text for name in find_names(quote.exact, aliases)] if quote else []
    if own:
        chosen = next((one for one in pointed if one.name in own), None)
        return (chosen.name if chosen else own[0]), OWN_NAME
    first = next((one for one in pointed if one.name is not None), None)
    if first is None or first.score < _SURE or pointed[0].name is None:
        return None, pointed[0].score if pointed else 0.0
    return first.name, first.score


def locus_of(quote: Quote | None, name: str | None, gazetteer: Gazetteer, scene: Scene) -> Locus:
    """Gives the place resolved, or under its own words with the reasons why it is not."""
    if quote is None and name is None:
        return Locus(None, None, None, ("the passage and what stands round it name no place",))
    words = quote.exact if quote and not (name and cues().pointing.fullmatch(quote.exact)) else None
    return located(words, name, quote, gazetteer, scene)


def located(words: str | None, name: str | None, quote: Quote | None, gazetteer: Gazetteer, scene: Scene) -> Locus:
    """Gives the place that some words and a name mean, read at a quote."""
    found = gazetteer.place_of(PlaceMention(words, name), scene)
    if found.place is not None:
        return Locus(quote, found.place.name, found.place.id, found.reasons)
    return Locus(quote, own_name(words, name), None, found.reasons)


def own_name(phrase: str | None, name: str | None) -> str | None:
    """Gives an unresolved place a name of its own: its words, with the name that they stand for."""
    words = _DETERMINERS.sub("", phrase) if phrase else ""
    if name is None or name in words:
        return words or name
    return f"{words} ({name})" if words else name
