"""Who repeats whom: whether of two texts one is made from the other, or both from a third."""

from collections.abc import Sequence
from typing import Final

from tenure.model.copies import Likeness
from tenure.sources.wording import Wording

# Tuned with `make bench-copies`; the tests of this module hold a case for each.
_CONTAINED: Final = 0.5
"""So much of the shorter text is in the other: a story that was cut down is contained, not similar."""
_WHOLLY: Final = 0.8
_LEAST: Final = 12
"""Fewer runs in common say nothing: a name with titles, a stock phrase."""
_SAME_FIGURES: Final = 0.85
"""In bulletins of one form the words recur from day to day and the figures do not; in a copy they stay."""
_OPENING: Final = 3
_OPENS_ALIKE: Final = 0.2


def repeated(one: Wording, other: Wording) -> Likeness | None:
    """What two texts have in common where one repeats the other; None where each is its own. Symmetric."""
    runs, others = frozenset(one.runs), frozenset(other.runs)
    alike = Likeness(len(runs & others), len(runs), len(others))
    if alike.shared < _LEAST or alike.share < _CONTAINED:
        return None
    if not (_is_told_alike(one, other, alike) and _has_same_figures(one, other, alike)):
        return None
    if alike.share < _WHOLLY and not (_opens_with(one.runs, others) or _opens_with(other.runs, runs)):
        # Both begin with news of their own: what they share is the background.
        return None
    return alike


def _is_told_alike(one: Wording, other: Wording, alike: Likeness) -> bool:
    """Whether they agree in what the outlets themselves say: two may each quote one statement at length."""
    least = min(len(one.told), len(other.told))
    if least < _LEAST:
        return alike.share >= _WHOLLY
    return len(one.told & other.told) >= _CONTAINED * least


def _has_same_figures(one: Wording, other: Wording, alike: Likeness) -> bool:
    shapes = len(one.shapes & other.shapes) / min(len(one.shapes), len(other.shapes))
    return alike.share >= _SAME_FIGURES * shapes


def _opens_with(runs: Sequence[str], others: frozenset[str]) -> bool:
    """Whether a text begins with what is in the other."""
    opening = runs[: max(1, len(runs) // _OPENING)]
    return sum(run in others for run in opening) >= _OPENS_ALIKE * len(opening)
