"""The gate: cheap words that stand near claims, counted before the model is asked."""

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Final

from tenure.reading.windows import Window

# A long text on presence or control has at least three of them; a brief of two sentences may have one.
# `make gate` prints what it loses: none of 3,069 annotated claims, while 15 of 24 articles on other subjects stop here.
_ENOUGH: Final = 3
_CHARACTERS_EACH: Final = 350


@cache
def _terms() -> re.Pattern[str]:
    stems = sorted(gate_stems(), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(stems) + r")", re.IGNORECASE)


def gate_stems() -> tuple[str, ...]:
    """The stems of the gate, as patterns."""
    return _listed("gate.toml")


def gate_phrases() -> tuple[str, ...]:
    """Phrases for the gates of archives, as patterns."""
    return _listed("gate_phrases.toml")


def _listed(name: str) -> tuple[str, ...]:
    data = tomllib.loads(resources.files(__package__).joinpath("data", name).read_text(encoding="utf-8"))
    return tuple(stem for group in data.values() for stem in group)


def passes_gate(text: str, window: Window) -> bool:
    """Tells whether a window's own sentences hold enough different words of forces, sites and control."""
    own = [span for span, unit in zip(window.spans, window.units, strict=True) if window.first <= unit < window.last]
    if not own:
        return False
    start, end = own[0][0], own[-1][1]
    needed = min(_ENOUGH, 1 + (end - start) // _CHARACTERS_EACH)
    seen: set[str] = set()
    for found in _terms().finditer(text, start, end):
        seen.add(found.group().lower())
        if len(seen) >= needed:
            return True
    return False
