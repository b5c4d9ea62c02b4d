"""Training examples from annotated reports, made with the same windows as the reader uses."""

import json
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from compact import iter_reports
from tenure.reading.candidates import Candidate, find_candidates, tokens_of
from tenure.reading.labels import AFTER, BEFORE, EVENTS, MODALITIES, POINTERS, ROLES, UNITS
from tenure.reading.names import Aliases, Name, find_names
from tenure.reading.times import FoundTime, find_times
from tenure.reading.windows import Window, lay_out, plain

DEADLINE_LEADS = ("by", "before", "until", "till", "within", "no later than", "not later than", "prior to")
_STOP = frozenset(["the", "a", "an", "of", "in", "on", "at", "to", "from", "its", "their", "his", "and", "or", "new"])
_STOP |= {"former", "near"}


@dataclass(frozen=True, slots=True)
class Ask:
    """One pointer to learn: kind, token span of the phrase (None: unwritten), good candidates for each wanted name."""

    kind: int
    span: tuple[int, int] | None
    good: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """One trigger of a window with everything that hangs on it, in token positions of the window."""

    trigger: tuple[int, int]
    unit: int
    span: tuple[int, int]
    event: int
    modality: int
    negated: int
    roles: tuple[tuple[int, ...], ...]
    units: tuple[int, ...]
    asks: tuple[Ask, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """One window with its trigger labels and examples."""

    window: Window
    triggers: tuple[tuple[int, tuple[int, ...]], ...]
    examples: tuple[Example, ...]
    candidates: tuple[Candidate, ...]


def read_reports(folders: list[str]) -> list[dict]:
    """Reads every report of the folders: JSON Lines, and text in the compact form."""
    found: list[dict] = []
    for folder in map(Path, folders):
        for path in sorted(folder.glob("*.jsonl")):
            found.extend(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
        for path in sorted(folder.glob("*.txt")):
            found.extend(iter_reports(path))
    return found


def telling(text: str | None) -> set[str]:
    """Gives the words by which two names are compared."""
    flat = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode().lower().replace("'s", "")
    found = re.findall(r"[a-z0-9]+", flat)
    return {w for w in found if w not in _STOP} or set(found)


def alike(a: str | None, b: str | None) -> bool:
    """Tells whether half of the shorter name's words are in the other."""
    x, y = telling(a), telling(b)
    return bool(x and y) and len(x & y) >= 0.5 * min(len(x), len(y))


def locate(text: str, phrase: str, start: int, end: int, near: int) -> tuple[int, int] | None:
    """Gives the occurrence of a phrase in text[start:end] that lies nearest, whole words first."""
    hits = [m.start() for m in re.finditer(re.escape(phrase), text[start:end])]
    whole = [m.start() for m in re.finditer(r"(?<!\w)" + re.escape(phrase) + r"(?!\w)", text[start:end])]
    hits = whole or hits
    if not hits:
        return None
    at = start + min(hits, key=lambda h: abs(start + h - near))
    return at, at + len(phrase)


def samples_of(report: dict, tokenizer: Tokenizer, aliases: Aliases) -> list[Sample]:
    """Gives the training windows of one report."""
    title, text = plain(report["title"] or ""), plain(report["text"])
    layout = lay_out(title, text, tokenizer)
    groups = defaultdict(list)
    for claim in report["claims"]:
        groups[plain(claim["sentence"]), plain(claim["trigger"]), claim["event"]].append(claim)
    title_names, text_names = find_names(title, aliases), find_names(text, aliases)
    found = []
    for window in layout.windows:
        candidates = find_candidates(window, title_names, text_names)
        examples = []
        marks = defaultdict(set)
        for (sentence, trigger, event), claims in groups.items():
            start = text.find(sentence)
            span = locate(text, trigger, start, start + len(sentence), _mid(text, sentence, start, claims))
            tokens = span and tokens_of(window, span)
            if not tokens or not window.first <= window.units[tokens[0]] < window.last:
                continue
            for i in range(*tokens):
                marks[i].add(EVENTS.index(event))
            examples.append(
                _example(
                    report,
                    window,
                    (start, start + len(sentence)),
                    span,
                    tokens,
                    event,
                    claims,
                    candidates,
                    text,
                )
            )
        triggers = tuple((i, tuple(sorted(e))) for i, e in sorted(marks.items()))
        found.append(Sample(window, triggers, tuple(examples), tuple(candidates)))
    return found


def _mid(text: str, sentence: str, start: int, claims: list[dict]) -> int:
    """Gives the middle of the claims' phrases, near which the trigger is looked for."""
    ats = []
    for claim in claims:
        for part in (claim["holder"], claim["place"]):
            at = sentence.find(plain(part["text"])) if part["text"] else -1
            if at >= 0:
                ats.append(start + at)
    return sum(ats) // len(ats) if ats else start


@dataclass(slots=True)
class _Marks:
    """The role tags of one trigger's surroundings while its claims are marked."""

    window: Window
    low: int
    high: int
    tags: list[list[int]]
    kinds: list[int]

    def mark(self, role: str, where: tuple[int, int] | None) -> tuple[int, int] | None:
        """Tags a phrase, unless another one already stands there; gives its tokens."""
        hit = tokens_of(self.window, where) if where else None
        if not hit or hit[0] < self.low or hit[1] > self.high:
            return None
        row = self.tags[ROLES.index(role)]
        if not any(row[i - self.low] for i in range(*hit)):
            for i in range(*hit):
                row[i - self.low] = 1 + (i > hit[0])
        return hit


def _example(report, window: Window, bounds, span, tokens, event, claims, candidates, text) -> Example:
    unit = window.units[tokens[0]]
    inside = [i for i, u in enumerate(window.units) if u >= 0 and unit - BEFORE <= u <= unit + AFTER]
    low, high = inside[0], inside[-1] + 1
    marks = _Marks(window, low, high, [[0] * (high - low) for _ in ROLES], [-1] * (high - low))
    asks: dict = {}
    for claim in claims:
        _mark_parties(marks, asks, claim, text, bounds, span)
        _mark_rest(marks, claim, report, text, bounds, span)
    return Example(
        tokens,
        unit,
        (low, high),
        EVENTS.index(event),
        MODALITIES.index(claims[0]["modality"]),
        int(claims[0]["negated"]),
        tuple(map(tuple, marks.tags)),
        tuple(marks.kinds),
        tuple(_ask(kind, hit, wanted, candidates) for (kind, hit), wanted in asks.items()),
    )


def _mark_parties(marks: _Marks, asks: dict, claim: dict, text: str, bounds, span) -> None:
    for role in POINTERS:
        part = claim[role]
        if part is None:
            continue
        where = locate(text, plain(part["text"]), *bounds, span[0]) if part["text"] else None
        hit = marks.mark(role, where)
        wanted = part["name"] if role == "place" else part["state"]
        asks.setdefault((role, hit), []).append(wanted)


def _mark_rest(marks: _Marks, claim: dict, report: dict, text: str, bounds, span) -> None:
    if claim["quantity"]:
        hit = marks.mark("quantity", locate(text, plain(claim["quantity"]["text"]), *bounds, span[0]))
        for i in range(*(hit or (0, 0))):
            marks.kinds[i - marks.low] = UNITS.index(claim["quantity"]["unit"])
    if claim["when_text"]:
        marks.mark("when", locate(text, plain(claim["when_text"]), *bounds, span[0]))
    if claim["deadline"]:
        times = find_times(text[slice(*bounds)], report["published"])
        due = claim["deadline"]
        good = [t for t in times if t.until == due] or [t for t in times if _may_be(t, due)]
        if good:
            marks.mark("deadline", (bounds[0] + good[0].start, bounds[0] + good[0].end))
    if claim["speaker"]:
        reach = marks.window.spans[marks.low][0], marks.window.spans[marks.high - 1][1]
        marks.mark("speaker", _speaker(text, plain(claim["speaker"]), bounds, span[0], reach))


def _may_be(found: FoundTime, deadline: str) -> bool:
    """Tells whether words of time lead like a deadline or end on its month and day, whatever the year."""
    return found.words.lead in DEADLINE_LEADS or (
        bool(found.until) and len(deadline) > 7 and found.until[4:] == deadline[4:]
    )


def _speaker(text: str, name: str, bounds, near: int, reach) -> tuple[int, int] | None:
    """Gives where the speaker is named: in the sentence, else before it, else after it."""
    for part, point in ((bounds, near), ((reach[0], bounds[0]), bounds[0]), ((bounds[1], reach[1]), bounds[1])):
        found = locate(text, name, *part, point)
        if found:
            return found
    return None


def _ask(role: str, hit, wanted: list[str | None], candidates: list[Candidate]) -> Ask:
    good = []
    for name in dict.fromkeys(wanted):
        good.append(tuple(i for i, c in enumerate(candidates) if name and is_good(role, c.name, name)))
        if name is None:
            good[-1] = (-1,)
    return Ask(POINTERS.index(role), hit, tuple(good))


def is_good(role: str, candidate: Name, wanted: str) -> bool:
    """Tells whether a name in the text stands for the wanted state or place."""
    if role == "place":
        return alike(candidate.text, wanted) or bool(candidate.state and alike(candidate.state, wanted))
    return alike(candidate.state or candidate.text, wanted)
