"""From a report to findings: triggers with the phrases and names that hang on them, before anything is resolved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tenure.reading.candidates import find_candidates
from tenure.reading.gate import passes_gate
from tenure.reading.labels import POINTERS, ROLES
from tenure.reading.moods import is_refusal, mood_of
from tenure.reading.names import Aliases, Name, find_names
from tenure.reading.net import Arguments, Ask, Encoded, Net
from tenure.reading.pointers import Names, Pointed, names_of, point
from tenure.reading.second_look import UNSURE, looked_again
from tenure.reading.spans import Phrase, find_phrases, joined, listed, unit_of
from tenure.reading.triggers import Trigger, ask_of, event_name, find_triggers
from tenure.reading.windows import Layout, Window, lay_out, plain

_ROWS: Final = 8


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase in a pointer role with the names it may stand for; `phrase` is None where it is unwritten."""

    phrase: Phrase | None
    pointed: tuple[Pointed, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One trigger with everything the model read round it."""

    sentence: tuple[int, int]
    number: int
    """The sentence's number in the report."""
    trigger: tuple[int, int]
    event: str
    trigger_score: float
    event_share: float
    modality: str
    modality_score: float
    negated: bool
    negated_score: float
    holders: tuple[Found, ...]
    places: tuple[Found, ...]
    counterparty: Found | None
    quantities: tuple[tuple[Phrase, str], ...]
    whens: tuple[Phrase, ...]
    deadline: Phrase | None
    speaker: Phrase | None


@dataclass(frozen=True, slots=True)
class Scan:
    """A report laid out, with its names and findings."""

    text: str
    """The text with typographic marks made plain, offsets unchanged."""
    layout: Layout
    names: tuple[Name, ...]
    title_names: tuple[Name, ...]
    findings: tuple[Finding, ...]


def scan_report(title: str, text: str, net: Net, aliases: Aliases, floor: float) -> Scan:
    """Gives the findings of a report whose triggers are at least as likely as the floor."""
    title, text = plain(title), plain(text)
    layout = lay_out(title, text, net.tokenizer)
    title_names, names = find_names(title, aliases), find_names(text, aliases)
    findings: list[Finding] = []
    for window in layout.windows:
        if not passes_gate(text, window):
            continue
        encoded = net.encode(window)
        triggers = [
            looked_again(one, window, encoded.triggers, text, layout, net) if one.share < UNSURE else one
            for one in find_triggers(window, encoded.triggers, floor)
        ]
        if triggers:
            candidates = names_of(encoded, find_candidates(window, title_names, names))
            view = _View(window, text, layout, encoded, candidates, names, net)
            findings.extend(_window_findings(view, triggers))
    return Scan(text, layout, tuple(names), tuple(title_names), tuple(findings))


@dataclass(frozen=True, slots=True)
class _View:
    """One window of a report as the model sees it."""

    window: Window
    text: str
    layout: Layout
    encoded: Encoded
    candidates: Names
    names: Sequence[Name]
    net: Net


def _window_findings(view: _View, triggers: Sequence[Trigger]) -> Iterator[Finding]:
    spans = view.window.spans
    asks = [
        (trigger, ask_of(view.window, trigger))
        for trigger in triggers
        # "Refused to" alone is the mood of the verb after it.
        if not is_refusal(view.text[spans[trigger.tokens[0]][0] : spans[trigger.tokens[1] - 1][1]])
    ]
    # Asks of like length share a call, so that little is computed on padding.
    asks.sort(key=lambda pair: (pair[1].high - pair[1].low, pair[1].trigger, pair[1].event))
    for at in range(0, len(asks), _ROWS):
        batch = asks[at : at + _ROWS]
        answers = view.net.arguments(view.encoded, [ask for _, ask in batch])
        for (trigger, ask), said in zip(batch, answers, strict=True):
            yield _finding(_Round(view, ask, said, trigger))


@dataclass(frozen=True, slots=True)
class _Round:
    """What stands round one trigger."""

    view: _View
    ask: Ask
    said: Arguments
    trigger: Trigger

    def phrases(self, role: str, sentence: tuple[int, int]) -> list[Phrase]:
        """The phrases in a role that lie in the sentence."""
        found = find_phrases(self.view.window, self.view.text, self.ask, self.said, role)
        return [one for one in found if sentence[0] <= one.span[0] and one.span[1] <= sentence[1]]

    def pointed(self, role: str, phrase: Phrase | None) -> tuple[Pointed, ...]:
        """The names that a phrase may stand for."""
        view = self.view
        return tuple(point(view.net.pointers, view.candidates, self.ask, self.said, role, phrase, self.trigger.unit))

    def found(self, role: str, sentence: tuple[int, int]) -> tuple[Found, ...]:
        """The phrases in a role with their names; one unwritten where there is none."""
        whole = listed(joined(self.phrases(role, sentence), self.view.window, self.view.names), self.view.text)
        phrases: list[Phrase | None] = [*whole] or [None]
        return tuple(Found(phrase, self.pointed(role, phrase)) for phrase in phrases)


def _finding(round_: _Round) -> Finding:
    window, layout, trigger = round_.view.window, round_.view.layout, round_.trigger
    number = layout.units[trigger.unit].sentence
    sentence = layout.sentences[number]
    bounds = (sentence.start, sentence.end)
    said = round_.said
    span = (window.spans[trigger.tokens[0]][0], window.spans[trigger.tokens[1] - 1][1])
    mood = mood_of(round_.view.text, sentence.start, span, event_name(trigger), said)
    counterparties = round_.phrases("counterparty", bounds)
    deadlines, speakers = (
        round_.phrases("deadline", bounds),
        find_phrases(window, round_.view.text, round_.ask, said, "speaker"),
    )
    best = max(speakers, key=lambda one: one.score, default=None)
    return Finding(
        bounds,
        number,
        span,
        event_name(trigger),
        trigger.score,
        trigger.share,
        mood.modality,
        mood.modality_score,
        mood.negated,
        mood.negated_score,
        round_.found(POINTERS[0], bounds),
        round_.found(POINTERS[2], bounds),
        Found(counterparties[0], round_.pointed("counterparty", counterparties[0])) if counterparties else None,
        tuple((one, unit_of(round_.ask, said, one)) for one in round_.phrases("quantity", bounds)),
        tuple(round_.phrases(ROLES[4], bounds)),
        deadlines[0] if deadlines else None,
        best,
    )
