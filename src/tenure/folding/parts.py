"""Part and whole: whether those that change are some of the holder's people, or all of them at some of the sites."""

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from tenure.folding.lines import Register
from tenure.folding.tables import read_table
from tenure.model.claim import Claim, Unit

_REMEDY: Final = "Install Tenure again."


def is_partial(claim: Claim, register: Register) -> bool:
    """Whether somebody is left at the place after what a claim reports.

    Some of the people leave some behind; all people at some sites leave nobody at those, but others in the area.
    """
    if claim.quantity is not None and claim.quantity.unit is Unit.PERCENT:
        return (claim.quantity.high or 0) < 100
    if not claim.partial:
        return False
    by_sites = claim.quantity is not None and claim.quantity.unit is Unit.SITES
    words = claim.place.quote.exact if claim.place.quote else ""
    if by_sites or (claim.quantity is None and _tables().words.search(words)):
        place = register.place(register.place_of(claim))
        return place is not None and place.kind in _tables().areas
    return True


def is_partial_control(claim: Claim, register: Register) -> bool:
    """Whether control of a part changes hands and not of the place: posts of a border, villages of a province."""
    place = register.place(register.place_of(claim)) if claim.partial else None
    return place is not None and (place.kind == "border" or place.kind in _tables().areas)


@dataclass(frozen=True, slots=True)
class _Tables:
    words: re.Pattern[str]
    areas: frozenset[str]


@cache
def _tables() -> _Tables:
    table = read_table(resources.files("tenure.folding") / "data" / "parts.toml", _REMEDY)
    table.allow_only(("words", "areas"))
    words = "|".join(re.escape(word) for word in table.texts("words"))
    return _Tables(re.compile(rf"\b(?:{words})\b", re.IGNORECASE), frozenset(table.texts("areas")))
