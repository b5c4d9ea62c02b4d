"""Who repeats whom: whether of two texts one is made from the other, or both from a third."""

from collections.abc import Sequence
from typing import Final

from tenure.model.copies import Likeness
from tenure.sources.wording import RUN, Wording

# Tuned with `make bench-copies`; the tests of this module hold a case for each.
_CONTAINED: Final = 0.5
"""So many of the shorter text's words stand in the other: a story that was cut down is contained, not similar."""
_WHOLLY: Final = 0.8
_LEAST: Final = 16
"""Fewer words in common say nothing: a name with titles, a stock phrase."""
_TOLD: Final = 0.25
"""So much of what the outlets themselves say recurs too: two may each quote one statement at length."""
_IN_STRETCHES: Final = 0.6
"""A copy keeps whole sentences. Bulletins of one form have a word here and a name there that is another each day."""
_SAME_FIGURES: Final = 0.85
"""The same of figures: where a text would be the other but for its figures, it is the next day's."""
_OPENING: Final = 3
_LONGEST_LEAD: Final = 60
_OPENS_ALIKE: Final = 0.2


def repeated(one: Wording, other: Wording) -> Likeness | None:
    """What two texts have in common where one repeats the other; None where each is its own. Symmetric."""
    short, long = sorted((one, other), key=lambda each: (each.words, each.runs))
    others = frozenset(long.runs)
    stands = [run in others for run in short.runs]
    shared = _words_in(stands)
    alike = Likeness(shared, one.words, other.words)
    if shared < _LEAST or alike.share < _CONTAINED:
        return None
    is_whole = alike.share >= _WHOLLY
    if not (_is_told_alike(short, long, is_whole) and _is_literal(short, long, stands, shared)):
        return None
    if not is_whole and not (_opens(stands) or _opens([run in frozenset(short.runs) for run in long.runs])):
        # Both begin with news of their own: what they share is the background.
        return None
    return alike


def _words_in(stands: Sequence[bool]) -> int:
    """How many words stand in the runs that are marked."""
    words = end = 0
    for at, there in enumerate(stands):
        if there:
            words += at + RUN - max(at, end)
            end = at + RUN
    return words


def _is_told_alike(short: Wording, long: Wording, is_whole: bool) -> bool:
    """Whether they agree in what the outlets themselves say."""
    least = min(len(short.told), len(long.told))
    return is_whole if least < _LEAST else len(short.told & long.told) >= _TOLD * least


def _is_literal(short: Wording, long: Wording, stands: Sequence[bool], shared: int) -> bool:
    """Whether they agree in whole stretches, and in their figures."""
    runs = sum(stands)
    shaped = len(short.shapes & long.shapes)
    return runs >= _IN_STRETCHES * shared and runs >= _SAME_FIGURES * shaped


def _opens(stands: Sequence[bool]) -> bool:
    """Whether a text begins with what is in the other, after a lead of its own at most."""
    opening = stands[: max(_LONGEST_LEAD, len(stands) // _OPENING)]
    return sum(opening) >= _OPENS_ALIKE * len(opening)
