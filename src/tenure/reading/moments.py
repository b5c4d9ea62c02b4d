"""When: the words of time that a model tagged, read by the rules of `times`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from tenure.model.claim import Quote, TimeRef
from tenure.model.when import days_of
from tenure.reading.anchors import Anchor
from tenure.reading.cores import core_of
from tenure.reading.cues import cues
from tenure.reading.time_words import TimeWords, find_time_words
from tenure.reading.times import STATES, deadline_of, when_of

_AHEAD: Final = frozenset({"planned", "agreed", "ordered", "requested", "possible", "refused"})
_NEAR: Final = 40
_STILL: Final = re.compile(r"\b(?:has|have)\s+(?:(?:not|never|always|long|since|already)\s+)?$")
_TURN: Final = re.compile(r",?\s+when\b")
_LED: Final = re.compile(r"(?:ever\s+)?(since|until|till|before|after)\s", re.IGNORECASE)
_INSIDE: Final = frozenset({"", "in", "on", "at", "of", "during", "around", "about"})
_NO_DEADLINE: Final = frozenset({
    "from", "as of", "as from", "starting", "beginning", "since", "after", "following", "in", "during", "for", "over",
    "through", "throughout", "in the course of", "between", "around", "about",
})  # fmt: skip
_BEYOND: Final = re.compile(r"\b(?:beyond|past)\s+(?:the\s+)?$", re.IGNORECASE)
_BY: Final = frozenset({"by", "no later than", "not later than"})
_DEADLINE: Final = re.compile(r"\bdeadline\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with what its times count from."""

    text: str
    """The whole plain text of the report."""
    start: int
    end: int
    published: date | None
    spoken: date | None
    """The last day that the report named before this sentence."""


def read_when(
    passage: Passage, span: tuple[int, int], trigger: tuple[int, int], event: str, modality: str
) -> TimeRef | None:
    """Gives the valid time that the tagged words mean, or None where they name no time."""
    words = _words_at(passage, span)
    if words is None:
        return None
    anchor = Anchor(passage.published, _spoken_before(passage, words), modality in _AHEAD)
    words = _as_told(passage, words, trigger)
    edtf = when_of(words, anchor, event, modality, event in STATES and _is_over(passage, trigger))
    return TimeRef(edtf, _quote(passage, words), anchor_words(words, passage.published)) if edtf else None


def _as_told(passage: Passage, words: TimeWords, trigger: tuple[int, int]) -> TimeWords:
    """Gives words of time as they are meant for an event that is told after them, in a clause of its own."""
    end = passage.start + words.end
    if trigger[0] < end:
        return words
    if words.lead and _TURN.match(passage.text, end):
        # "Held by them since July, when the militia left": the militia left in July.
        return replace(words, lead="")
    if words.part("sense") == "after":
        # "On Monday, nine months after they stormed it": they stormed it first.
        return replace(words, parts=(*(p for p in words.parts if p[0] != "sense"), ("sense", "ago")))
    return words


def is_deadline(passage: Passage, span: tuple[int, int], event: str) -> bool:
    """Tells "by 1 August" from "from 1 August", "until August" and "beyond August", which say when something is so."""
    words = _words_at(passage, span)
    if words is None:
        return False
    beyond = _BEYOND.search(passage.text, passage.start, passage.start + words.start)
    if words.kind in ("between", "both") or words.lead in _NO_DEADLINE or beyond is not None:
        return False
    return event not in STATES or words.lead not in ("until", "till")


def read_deadline(passage: Passage, span: tuple[int, int], trigger: tuple[int, int]) -> TimeRef | None:
    """Gives the last day that the tagged words leave, or None.

    "Had to be gone by 5 July" may look back: told in the past, the nearer 5 July is meant.
    """
    words = _words_at(passage, span)
    if words is None:
        return None
    edtf = deadline_of(words, Anchor(passage.published, passage.spoken, True))
    if edtf and passage.published and _is_over(passage, trigger):
        edtf = _nearer(edtf, deadline_of(words, Anchor(passage.published, passage.spoken, False)), passage.published)
    return TimeRef(edtf, _quote(passage, words), anchor_words(words, passage.published)) if edtf else None


def plain_deadline(passage: Passage) -> tuple[int, int] | None:
    """Gives the words of the one time in a sentence that is led by "by", or stands beside the word "deadline"."""
    sentence = passage.text[passage.start : passage.end]
    found = [one for one in find_time_words(sentence) if one.kind not in ("vague", "clock", "length")]
    due = [one for one in found if one.lead in _BY or _DEADLINE.search(_around(sentence, one))]
    if len(due) != 1:
        return None
    return passage.start + due[0].start, passage.start + due[0].end


def _around(sentence: str, words: TimeWords) -> str:
    return sentence[max(0, words.start - 14) : words.start] + sentence[words.end : words.end + 10]


def _nearer(ahead: str, behind: str | None, published: date) -> str:
    """Gives whichever deadline lies nearer to publication."""
    days, past = days_of(ahead), days_of(behind)
    if not (days and past and days.start and past.last):
        return ahead
    return behind if behind and published - past.last < days.start - published else ahead


def anchor_words(words: TimeWords, published: date | None) -> str:
    """Says what a time was counted from."""
    if words.kind in ("iso", "decade") or words.part("year"):
        return "as written"
    return (
        f"counted from publication on {published.isoformat()}" if published else "the report has no date to count from"
    )


def _words_at(passage: Passage, span: tuple[int, int]) -> TimeWords | None:
    """Gives the expression of time that shares most with the tagged words."""
    found = find_time_words(passage.text[passage.start : passage.end])
    start, end = span[0] - passage.start, span[1] - passage.start
    hits = [words for words in found if words.start < end and words.end > start]
    best = max(hits, key=lambda w: (min(w.end, end) - max(w.start, start), -w.start), default=None)
    led = _LED.match(passage.text, span[0])
    # "Since the ceasefire of November 2024": the clause leads the time that stands inside it.
    if best and led and best.start > start and best.lead in _INSIDE:
        return replace(best, lead=led[1].lower())
    return best


def _quote(passage: Passage, words: TimeWords) -> Quote:
    start, end = passage.start + words.start, passage.start + words.end
    return Quote(start, end, passage.text[start:end])


def _is_over(passage: Passage, trigger: tuple[int, int]) -> bool:
    """Tells a state of the past ("had been held since 2014") from one that lasts."""
    start = max(passage.start, trigger[0] - _NEAR)
    found = cues().past.finditer(passage.text, start, min(passage.end, trigger[1] + 5))
    # "Has had", "have not had" and "has always had" tell of now.
    return any(not _STILL.search(passage.text, max(0, cue.start() - 20), cue.start()) for cue in found)


def _spoken_before(passage: Passage, words: TimeWords) -> date | None:
    """Gives the day named last before some words of time, in their sentence or an earlier one."""
    before = find_time_words(passage.text[passage.start : passage.start + words.start])
    days = [day for one in before if (day := _day_named(one, passage.published))]
    return days[-1] if days else passage.spoken


_NAMES_A_DAY: Final = frozenset({"days", "iso", "weekday", "near"})
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def spoken_days(text: str, sentences: Sequence[tuple[int, int]], published: date | None) -> list[date | None]:
    """Gives for each sentence the day named last before it; "the next day" counts from there."""
    last: date | None = None
    days: list[date | None] = []
    for start, end in sentences:
        days.append(last)
        for words in find_time_words(text[start:end]):
            last = _day_named(words, published) or last
    return days


def _day_named(words: TimeWords, published: date | None) -> date | None:
    """Gives the past day that words of time name, or None where they name none or more than one."""
    if words.kind not in _NAMES_A_DAY:
        return None
    edtf = core_of(words, Anchor(published, None, False))
    return date.fromisoformat(edtf) if edtf and _DAY.fullmatch(edtf) else None
