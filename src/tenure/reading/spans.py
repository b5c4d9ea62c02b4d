"""Argument phrases: the runs of tokens that the model gives a role."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tenure.reading.candidates import tokens_of
from tenure.reading.cues import cues
from tenure.reading.labels import ROLES, UNITS
from tenure.reading.names import Name, whole_names
from tenure.reading.net import Arguments, Ask, Floats
from tenure.reading.windows import Window

_OUT, _BEGIN, _INSIDE = range(3)
# Below an even chance, a lone phrase is still the best guess for a role that hardly any claim lacks.
_FAINT: Final = {
    "holder": 0.2,
    "place": 0.2,
    "counterparty": 0.5,
    "quantity": 0.5,
    "when": 0.4,
    "deadline": 0.4,
    "speaker": 0.4,
}


# A second holder or place makes a second claim, so it has to be surer than a first one.
LISTED: Final = 0.8


# What may stand between the members of a list: "the A post on the border, and near the B crossing".
JOINT: Final = re.compile(
    r"(?:\s(?:on|in|at|near|along)\s[^,.;:]{1,40})?(?:\s*,|,?\s(?:and|or|as well as))\s"
    r"(?:(?:in|at|near|from|on|the|both)\s)*"
)


_ENDING: Final = re.compile(r"[^\W_]'(?:s|re|ve|ll|t|d)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of tokens in one role, as tokens of the window and code points of the text."""

    tokens: tuple[int, int]
    span: tuple[int, int]
    score: float


def find_phrases(window: Window, text: str, ask: Ask, said: Arguments, role: str) -> list[Phrase]:
    """Gives the phrases in a role, in order of writing; one that is only small words is none."""
    tags = said.roles[:, ROLES.index(role)]
    found = [one for run in _runs(tags, 0.5) if (one := _phrase(window, text, ask, tags, run))]
    if not found and 1.0 - tags[:, _OUT].min() >= _FAINT[role]:
        faint = [one for run in _runs(tags, _FAINT[role]) if (one := _phrase(window, text, ask, tags, run))]
        found = [max(faint, key=lambda one: one.score)] if faint else []
    return found


def _runs(tags: Floats, floor: float) -> list[tuple[int, int]]:
    """Gives the runs of tokens that are rather in the role than out of it, parted where a new phrase begins."""
    carried = 1.0 - tags[:, _OUT] >= floor
    begins = (tags[:, _BEGIN] > tags[:, _INSIDE]) & (tags[:, _BEGIN] >= 0.5)
    runs: list[tuple[int, int]] = []
    at = 0
    while at < len(tags):
        if not carried[at]:
            at += 1
            continue
        end = at + 1
        while end < len(tags) and carried[end] and not begins[end]:
            end += 1
        runs.append((at, end))
        at = end
    return runs


def _phrase(window: Window, text: str, ask: Ask, tags: Floats, run: tuple[int, int]) -> Phrase | None:
    start, end = _whole_words(window, text, ask, run)
    while end > start and _is_small(text, window.spans[end - 1]):
        end -= 1
    if start == end:
        return None
    inside = 1.0 - tags[run[0] : run[1], _OUT]
    return Phrase((start, end), (window.spans[start][0], window.spans[end - 1][1]), float(inside.mean()))


def _is_small(text: str, span: tuple[int, int]) -> bool:
    """Tells words and marks that end no phrase: articles, conjunctions, commas."""
    word = text[slice(*span)].lower()
    return word in cues().never_last or not any(char.isalnum() for char in word)


def _whole_words(window: Window, text: str, ask: Ask, run: tuple[int, int]) -> tuple[int, int]:
    """Gives the run widened to whole words: a quote never cuts one."""
    start, end = run[0] + ask.low, run[1] + ask.low
    while start > ask.low and (window.pieces[start] or _is_ending(text, window.spans[start][0])):
        start -= 1
    while end < ask.high and window.pieces[end]:
        end += 1
    return start, end


def _is_ending(text: str, at: int) -> bool:
    """Tells the mark and the letters of a possessive or a contraction: the end of a word, never the start of one."""
    return at > 0 and _ENDING.match(text, at - 1 if text[at] == "'" else at - 2) is not None


def joined(phrases: Sequence[Phrase], window: Window, names: Sequence[Name]) -> list[Phrase]:
    """Gives the phrases widened to whole names, those that then meet made one."""
    found: list[Phrase] = []
    for phrase in phrases:
        span = whole_names(phrase.span, names)
        tokens = tokens_of(window, span) or phrase.tokens
        if found and span[0] < found[-1].span[1]:
            last = found.pop()
            span = (last.span[0], max(last.span[1], span[1]))
            tokens = (last.tokens[0], max(last.tokens[1], tokens[1]))
            phrase = last if last.score > phrase.score else phrase
        found.append(Phrase(tokens, span, phrase.score))
    return found


def listed(phrases: Sequence[Phrase], text: str) -> list[Phrase]:
    """Gives the best phrase and those that are sure enough to stand beside it, in order of writing.

    What "and" or a comma joins to its neighbour is a list by its form, and needs no more than an even chance.
    """
    best = max((one.score for one in phrases), default=0.0)
    kept = []
    for at, one in enumerate(phrases):
        beside = (*phrases[max(0, at - 1) : at], *phrases[at + 1 : at + 2])
        joined_to = any(_are_joined(text, one, other) for other in beside)
        if one.score == best or one.score >= LISTED or joined_to:
            kept.append(one)
    return kept


def _are_joined(text: str, one: Phrase, other: Phrase) -> bool:
    first, second = sorted((one, other), key=lambda phrase: phrase.span)
    return JOINT.fullmatch(text, first.span[1], second.span[0]) is not None


def unit_of(ask: Ask, said: Arguments, phrase: Phrase) -> str:
    """Gives what a phrase of quantity counts."""
    start, end = (max(0, at - ask.low) for at in phrase.tokens)
    return UNITS[int(said.units[start:end].sum(axis=0).argmax())]
