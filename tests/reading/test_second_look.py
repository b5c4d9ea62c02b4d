from dataclasses import replace

import numpy as np
import pytest

from tenure.reading.labels import EVENTS
from tenure.reading.net import load_net
from tenure.reading.second_look import looked_again
from tenure.reading.triggers import find_triggers
from tenure.reading.windows import lay_out

TEXT = "The guards were refused entry to the port. French soldiers withdrew from the base in Gao on Monday. It rained."


@pytest.fixture(scope="module")
def seen():
    net = load_net()
    layout = lay_out("", TEXT, net.tokenizer)
    (window,) = layout.windows
    scores = net.encode(window).triggers
    found = find_triggers(window, scores, 0.3)
    (trigger,) = [one for one in found if TEXT[window.spans[one.tokens[0]][0] :].startswith("withdrew")]
    return trigger, window, scores, layout, net


def test_a_sure_event_stays(seen):
    trigger, window, scores, layout, net = seen
    again = looked_again(trigger, window, scores, TEXT, layout, net)
    assert EVENTS[again.event] == "withdraw"
    assert again.share > 0.6
    assert (again.tokens, again.score) == (trigger.tokens, trigger.score)


def test_an_event_that_only_the_neighbours_lend_is_dropped(seen):
    trigger, window, scores, layout, net = seen
    misled = np.array(scores)
    bar = EVENTS.index("bar")
    misled[slice(*trigger.tokens), 1:] = np.log(0.02)
    misled[slice(*trigger.tokens), 1 + bar] = np.log(0.5)
    misled[slice(*trigger.tokens), 1 + EVENTS.index("withdraw")] = np.log(0.4)
    again = looked_again(replace(trigger, event=bar, share=0.5), window, misled, TEXT, layout, net)
    assert EVENTS[again.event] == "withdraw"
