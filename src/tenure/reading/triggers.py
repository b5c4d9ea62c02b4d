"""Triggers: the words of a window that carry an event."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from tenure.reading.labels import AFTER, BEFORE, EVENTS
from tenure.reading.net import Ask, Floats, softmax
from tenure.reading.windows import Window

# The share of a second event on the same words from which it is read too ("left and closed" in one word is rare).
_SECOND: Final = 0.4


@dataclass(frozen=True, slots=True)
class Trigger:
    """The tokens of one trigger, its event and how sure the model is of both."""

    tokens: tuple[int, int]
    unit: int
    event: int
    score: float
    """The probability that the words carry an event at all."""
    share: float
    """The share of this event among those that the words may carry."""


def find_triggers(window: Window, scores: Floats, floor: float) -> list[Trigger]:
    """Gives the triggers in the window's own units whose probability reaches the floor."""
    odds = softmax(scores)
    carried = 1.0 - odds[:, 0]
    kinds = odds[:, 1:].argmax(axis=1)
    found: list[Trigger] = []
    at = 0
    while at < len(window.ids):
        if not (window.first <= window.units[at] < window.last and carried[at] >= floor):
            at += 1
            continue
        end = at + 1
        while end < len(window.ids) and _goes_on(window, carried, kinds, end, floor):
            end += 1
        found.extend(_events(window, odds, carried, (at, end)))
        at = end
    return found


def _goes_on(window: Window, carried: Floats, kinds: np.ndarray, at: int, floor: float) -> bool:
    if window.units[at] != window.units[at - 1]:
        return False
    return bool(carried[at] >= floor / 2 if window.pieces[at] else carried[at] >= floor and kinds[at] == kinds[at - 1])


def _events(window: Window, odds: Floats, carried: Floats, tokens: tuple[int, int]) -> list[Trigger]:
    part = slice(*tokens)
    weights = odds[part, 1:].sum(axis=0)
    shares = weights / weights.sum()
    best = int(shares.argmax())
    chosen = [best, *(int(i) for i in np.flatnonzero(shares >= _SECOND) if int(i) != best)]
    score = float(carried[part].max())
    return [Trigger(tokens, window.units[tokens[0]], event, score, float(shares[event])) for event in chosen]


def ask_of(window: Window, trigger: Trigger) -> Ask:
    """Gives what to ask the argument reader about a trigger: the sentences round it."""
    inside = [i for i, u in enumerate(window.units) if u >= 0 and trigger.unit - BEFORE <= u <= trigger.unit + AFTER]
    low, high = inside[0], inside[-1] + 1
    near = tuple(window.units[i] - trigger.unit for i in range(low, high))
    return Ask(low, high, trigger.tokens, trigger.event, near)


def event_name(trigger: Trigger) -> str:
    """Gives the event's name."""
    return EVENTS[trigger.event]
