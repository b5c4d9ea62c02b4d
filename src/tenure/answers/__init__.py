"""Questions asked of an open project, answered from its ledger and from what was derived from it before."""

from tenure.answers.asking import (
    Answer,
    Overview,
    ask,
    ask_about,
    ask_outline,
    ask_overview,
    ask_why,
    kept_states,
    places_named,
)
from tenure.answers.collection import Collection, collect

__all__ = [
    "Answer",
    "Collection",
    "Overview",
    "ask",
    "ask_about",
    "ask_outline",
    "ask_overview",
    "ask_why",
    "collect",
    "kept_states",
    "places_named",
]
