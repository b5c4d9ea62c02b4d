"""Small words that decide how a claim is to be taken, from `data/cues.toml`."""

import re
import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Cues:
    """One pattern a group of cues; each matches whole words, whatever their case."""

    continuing: re.Pattern[str]
    partial: re.Pattern[str]
    whole: re.Pattern[str]
    past: re.Pattern[str]
    basis: re.Pattern[str]
    both: re.Pattern[str]
    home: re.Pattern[str]
    refusing: re.Pattern[str]
    factive: re.Pattern[str]
    open_still: re.Pattern[str]
    areas: re.Pattern[str]
    counts: re.Pattern[str]
    bystanders: re.Pattern[str]
    place_leads: re.Pattern[str]
    pointing: re.Pattern[str]
    never_last: frozenset[str]
    """Words that end no phrase."""


@cache
def cues() -> Cues:
    """Gives the cues of English."""
    data = tomllib.loads(resources.files(__package__).joinpath("data/cues.toml").read_text(encoding="utf-8"))
    names = {field.name for field in fields(Cues)}
    if set(data) != names:
        raise ValueError(f"data/cues.toml must have exactly the keys {', '.join(sorted(names))}")
    last = frozenset(data.pop("never_last"))
    patterns = {name: _pattern(words) for name, words in data.items()}
    return Cues(never_last=last, **patterns)


def _pattern(words: list[str]) -> re.Pattern[str]:
    ordered = sorted(words, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, ordered)) + r")\b", re.IGNORECASE)
