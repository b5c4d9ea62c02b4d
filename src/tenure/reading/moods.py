"""Modality and negation of a trigger: what the model says, and what plain words of refusal leave no doubt about."""

import re
from dataclasses import dataclass
from typing import Final

from tenure.reading.cues import cues
from tenure.reading.labels import MODALITIES
from tenure.reading.net import Arguments

# How sure it is that what somebody "refused to" do is refused.
_PLAIN: Final = 0.97
_BEFORE: Final = 24
_NO_LONGER: Final = re.compile(r"no longer\b", re.IGNORECASE)
# "Confirmed their departure", "completed the hand-over": all 20 such claims of the training text are told as done.
_TOLD: Final = 0.95
_AHEAD: Final = frozenset({"agreed", "ordered", "planned", "requested", "possible"})
_FAR: Final = 60
_NOUN: Final = re.compile(r"\s(?:the|its|their|his|her|a|an)\s(?:[\w'-]+\s){0,2}")
_DENIED: Final = frozenset({"station", "hold", "share", "admit"})


@dataclass(frozen=True, slots=True)
class Mood:
    """How an event is put, with how sure that is."""

    modality: str
    modality_score: float
    negated: bool
    negated_score: float


def mood_of(text: str, start: int, trigger: tuple[int, int], event: str, said: Arguments) -> Mood:
    """Gives the mood of a trigger in a sentence that starts at `start`."""
    before = text[max(start, trigger[0] - _BEFORE) : trigger[0]]
    if any(cue.end() == len(before.rstrip()) for cue in cues().refusing.finditer(before)):
        return Mood("refused", _PLAIN, False, _PLAIN)
    best = int(said.modality.argmax())
    negated = float(said.negated)
    if MODALITIES[best] in _AHEAD and is_told_as_done(text[max(start, trigger[0] - _FAR) : trigger[0]]):
        return Mood("actual", _TOLD, negated >= 0.5, max(negated, 1 - negated))
    if _NO_LONGER.match(text, *trigger):
        # "No longer there" denies presence, "no longer under their control" is a loss: that is not denied besides.
        negated = _PLAIN if event in _DENIED else 1 - _PLAIN
    return Mood(MODALITIES[best], float(said.modality[best]), negated >= 0.5, max(negated, 1 - negated))


def is_told_as_done(before: str) -> bool:
    """Tells words right before a noun by which what it names has happened: "verified the", "completed their full".

    "Could not verify the", "once they have completed the" and "confirmed the planned" do not.
    """
    found = [cue for cue in cues().factive.finditer(before) if _NOUN.fullmatch(before, cue.end())]
    return bool(found) and cues().open_still.search(before) is None


def is_refusal(words: str) -> bool:
    """Tells words that only refuse, and name nothing that is refused."""
    return cues().refusing.fullmatch(words.strip()) is not None
