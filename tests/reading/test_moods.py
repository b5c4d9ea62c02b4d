import numpy as np
import pytest

from tenure.reading.labels import MODALITIES
from tenure.reading.moods import is_refusal, mood_of
from tenure.reading.net import Arguments


def said(modality, negated=0.1):
    scores = np.full(len(MODALITIES), 0.01, dtype=np.float32)
    scores[MODALITIES.index(modality)] = 0.6
    none = np.zeros((0, 0), dtype=np.float32)
    return Arguments(none, scores, negated, none, none, none)


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        ("They refused to leave the post.", "leave", "refused"),
        ("They have declined to be moved.", "moved", "refused"),
        ("They refused, and it is good to leave.", "leave", "actual"),
        ("They left the post.", "left", "actual"),
    ],
)
def test_what_somebody_refuses_to_do_is_refused(text, trigger, wanted):
    at = text.index(trigger)
    assert mood_of(text, 0, (at, at + len(trigger)), "withdraw", said("actual")).modality == wanted


def test_a_refusal_is_not_negated_besides():
    assert not mood_of("They refused to leave.", 0, (16, 21), "withdraw", said("actual", 0.9)).negated


@pytest.mark.parametrize(
    ("words", "wanted"), [("refused to", True), ("Declines to", True), ("refused to let", False), ("refused", False)]
)
def test_words_that_only_refuse_are_no_trigger(words, wanted):
    assert is_refusal(words) is wanted


@pytest.mark.parametrize(("event", "wanted"), [("lose", False), ("part", False), ("station", True), ("hold", True)])
@pytest.mark.parametrize("score", [0.1, 0.8])
def test_no_longer_denies_a_state_and_not_its_end(event, wanted, score):
    text = "The post is no longer under their control."
    assert mood_of(text, 0, (12, 35), event, said("actual", score)).negated is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Observers verified the full departure of the battalion.", "actual"),
        ("Accra has confirmed its departure from the camp.", "actual"),
        ("Accra confirmed the planned departure of the battalion.", "planned"),
        ("Accra announced the departure of the battalion.", "planned"),
        ("Monitors could not verify the departure of the battalion.", "planned"),
        ("Accra has not confirmed the departure of the battalion.", "planned"),
        ("Accra will complete the departure of the battalion.", "planned"),
        ("Once they have completed the departure, the gate is shut.", "planned"),
        ("Accra confirmed, after the rains, a departure in May.", "planned"),
    ],
)
def test_what_is_confirmed_or_completed_has_happened(text, wanted):
    at = text.index("departure")
    assert mood_of(text, 0, (at, at + 9), "withdraw", said("planned")).modality == wanted
