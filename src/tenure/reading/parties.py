"""Holders and counterparties: which state or organisation a phrase belongs to, by its own words or by a pointer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tenure.model.gazetteer import Affiliation
from tenure.reading.cues import cues
from tenure.reading.names import Aliases, iter_affiliations
from tenure.reading.pointers import Pointed

# Below it a pointer's choice is left open: the state stays unknown rather than guessed.
_SURE: Final = 0.7
# The second name's share from which "both sides" are taken to be these two.
_SECOND: Final = 0.2


@dataclass(frozen=True, slots=True)
class Belonging:
    """The state or organisation of a phrase, how sure that is, and why."""

    state: str | None
    score: float
    reason: str


def belongings_of(phrase: str | None, pointed: Sequence[Pointed], aliases: Aliases) -> list[Belonging]:
    """Gives whose a phrase is: one, or one for each side that it names ("Indian and Sri Lankan peacekeepers")."""
    own = _own(phrase, aliases) if phrase else []
    if own:
        return [Belonging(name, 0.97, f"“{phrase}” names {name}") for name in own]
    named = [one for one in pointed if one.name is not None]
    if not named or pointed[0].name is None:
        return [Belonging(None, pointed[0].score if pointed else 0.0, "nothing in the report tells whose")]
    first = named[0]
    if phrase and len(named) > 1 and named[1].score >= _SECOND and cues().both.search(phrase):
        return [_from_pointer(one) for one in named[:2]]
    if first.score < _SURE:
        return [Belonging(None, first.score, f"not sure enough that it is {first.name}")]
    return [_from_pointer(first)]


def _from_pointer(one: Pointed) -> Belonging:
    return Belonging(one.name, one.score, f"stands for {one.name}, named elsewhere in the report")


def _own(phrase: str, aliases: Aliases) -> list[str]:
    """Gives the states that the phrase names, else its first organisation."""
    found = iter_affiliations(phrase, aliases)
    states = list(dict.fromkeys(one.name for one in found if one.is_state))
    if len(states) > 1 and not _are_listed(phrase):
        return states[:1]
    return states or _organisations(found)


def _are_listed(phrase: str) -> bool:
    """Tells a list of sides ("French and Malian troops") from a side with a bystander ("the French army in Mali")."""
    return " and " in phrase or "-" in phrase or ", " in phrase


def _organisations(found: Sequence[Affiliation]) -> list[str]:
    return [found[0].name] if found else []
