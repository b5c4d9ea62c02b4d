"""Windows of tokens over a report: what the model sees at once, each token with its place in the text."""

import unicodedata
from dataclasses import dataclass

from tokenizers import Tokenizer

from tenure.reading.sentences import Sentence, split_sentences

CLS, SEP, MASK = 101, 102, 103
LONGEST_WINDOW = 480
LONGEST_TITLE = 40
LONGEST_UNIT = 256
OVERLAP = 3
_SAME = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "–": "-",
        "—": "-",
        "\u00a0": " ",
        "\u202f": " ",
    }
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or a piece of an over-long one, as tokens with code-point spans."""

    sentence: int
    ids: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Token ids with letter cases, text spans (title tokens: -1) and units; triggers count from unit `first` on."""

    ids: tuple[int, ...]
    cases: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    units: tuple[int, ...]
    first: int
    last: int
    title_spans: tuple[tuple[int, int], ...]
    pieces: tuple[bool, ...]
    """Which tokens go on the word of the token before."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A report cut into sentences, units and windows."""

    sentences: tuple[Sentence, ...]
    units: tuple[Unit, ...]
    windows: tuple[Window, ...]


def plain(text: str) -> str:
    """Gives the text with typographic marks made plain and broken characters blanked, of the same length."""
    text = text.translate(_SAME)
    if text.isascii():
        return text
    return "".join(" " if unicodedata.category(c) in ("Cs", "Co", "Cn") else c for c in text)


def _case(text: str, shouted: bool) -> int:
    if text[:1].isdigit():
        return 3
    if shouted or not text[:1].isupper():
        return 0
    return 2 if len(text) > 1 and text.isupper() else 1


def _is_shouted(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 20 and sum(c.isupper() for c in letters) > 0.6 * len(letters)


def make_units(text: str, sentences: list[Sentence], tokenizer: Tokenizer) -> list[Unit]:
    """Gives the tokens of every sentence, over-long ones in pieces."""
    coded = tokenizer.encode_batch([text[s.start : s.end] for s in sentences], add_special_tokens=False)
    units: list[Unit] = []
    for number, (sentence, code) in enumerate(zip(sentences, coded, strict=True)):
        spans = [(sentence.start + a, sentence.start + b) for a, b in code.offsets]
        for at in range(0, len(code.ids), LONGEST_UNIT):
            piece = slice(at, at + LONGEST_UNIT)
            units.append(Unit(number, tuple(code.ids[piece]), tuple(spans[piece])))
    return units


def lay_out(title: str, text: str, tokenizer: Tokenizer) -> Layout:
    """Gives the sentences, units and windows of a report; title and text must be plain."""
    sentences = split_sentences(text)
    units = make_units(text, sentences, tokenizer)
    head = tokenizer.encode(title, add_special_tokens=False)
    head_ids, head_spans = head.ids[:LONGEST_TITLE], head.offsets[:LONGEST_TITLE]
    shouted = _is_shouted(text)
    room = LONGEST_WINDOW - len(head_ids) - 3
    windows = []
    for first, begin, end in _ranges([len(u.ids) for u in units], room):
        ids, cases = [CLS, *head_ids, SEP], [0, *(_case(title[a:b], False) for a, b in head_spans), 0]
        spans, numbers = [(-1, -1)] * len(ids), [-1] * len(ids)
        for number in range(begin, end):
            unit = units[number]
            ids.extend(unit.ids)
            spans.extend(unit.spans)
            cases.extend(_case(text[a:b], shouted) for a, b in unit.spans)
            numbers.extend([number] * len(unit.ids))
        pieces = tuple(goes_on(text, spans, at) for at in range(len(spans)))
        windows.append(
            Window(
                (*ids, SEP),
                (*cases, 0),
                (*spans, (-1, -1)),
                (*numbers, -1),
                first,
                end,
                tuple(head_spans),
                (*pieces, False),
            )
        )
    return Layout(tuple(sentences), tuple(units), tuple(windows))


def goes_on(text: str, spans: list[tuple[int, int]], at: int) -> bool:
    """Tells whether a token is a further piece of the word that the token before began."""
    if at == 0 or spans[at][0] < 0 or spans[at - 1][1] != spans[at][0]:
        return False
    return text[spans[at][0]].isalnum() and text[spans[at - 1][1] - 1].isalnum()


def _ranges(sizes: list[int], room: int) -> list[tuple[int, int, int]]:
    """Gives (first owned unit, first unit, end unit) of windows that fit the room and share some context."""
    found: list[tuple[int, int, int]] = []
    first = 0
    while first < len(sizes):
        begin, used = first, 0
        while first and begin > 0 and first - begin < OVERLAP and used + sizes[begin - 1] <= room // 3:
            begin -= 1
            used += sizes[begin]
        end = first
        while end < len(sizes) and (end == first or used + sizes[end] <= room):
            used += sizes[end]
            end += 1
        found.append((first, begin, end))
        first = end
    return found
