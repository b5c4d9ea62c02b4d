"""A second look at a trigger of which the event is in doubt: its sentence read alone, without what stands round it."""

from dataclasses import replace
from typing import Final

import numpy as np

from tenure.reading.net import Floats, Net, softmax
from tenure.reading.triggers import Trigger
from tenure.reading.windows import Layout, Window, lay_out

# The share of an event below which the sentence is read once more.
UNSURE: Final = 0.6


def looked_again(trigger: Trigger, window: Window, scores: Floats, text: str, layout: Layout, net: Net) -> Trigger:
    """Gives a trigger with the event on which its sentence in company and its sentence alone agree most.

    Neighbours lend a sentence what "they" and "there" mean, and at times an event that is theirs alone.
    """
    sentence = layout.sentences[layout.units[trigger.unit].sentence]
    start, end = (
        window.spans[trigger.tokens[0]][0] - sentence.start,
        window.spans[trigger.tokens[1] - 1][1] - sentence.start,
    )
    alone = _shares_alone(text[sentence.start : sentence.end], (start, end), net)
    if alone is None:
        return trigger
    both = _shares(softmax(scores), trigger.tokens) + alone
    best = int(both.argmax())
    return replace(trigger, event=best, share=float(both[best] / both.sum()))


def _shares_alone(sentence: str, span: tuple[int, int], net: Net) -> Floats | None:
    for window in lay_out("", sentence, net.tokenizer).windows:
        inside = [
            at
            for at, (start, end) in enumerate(window.spans)
            if window.first <= window.units[at] < window.last and span[0] <= start and end <= span[1] and start < end
        ]
        if inside:
            return _shares(softmax(net.encode(window).triggers), (inside[0], inside[-1] + 1))
    return None


def _shares(odds: Floats, tokens: tuple[int, int]) -> Floats:
    weights: Floats = np.asarray(odds[slice(*tokens), 1:].sum(axis=0))
    shares: Floats = weights / weights.sum()
    return shares
