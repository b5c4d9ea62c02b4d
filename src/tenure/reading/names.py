"""Names in a text: which state or organisation a phrase belongs to, and the proper names that may stand for it."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’&-][^\W_]+)*")
_LED = re.compile(r"-(?:led|backed|held|controlled|run|occupied|made|built|trained|supplied|donated)$")
_JOINERS = frozenset({"of", "the", "de", "da", "do", "del", "des", "du", "la", "le", "el", "al", "for", "es", "ibn", "bin"})
_GAP = re.compile(r"[ \u00a0]$")


@dataclass(frozen=True, slots=True)
class Name:
    """One proper name or national adjective in a text, with the state it speaks of where that is known."""

    start: int
    end: int
    text: str
    state: str | None


@dataclass(frozen=True, slots=True)
class _Table:
    states: dict[str, str]
    organisations: dict[str, str]
    cased: dict[str, str]
    longest: int


@cache
def _table() -> _Table:
    file = resources.files(__package__).joinpath("data/states.toml")
    data: dict[str, dict[str, list[str]]] = tomllib.loads(file.read_text(encoding="utf-8"))
    flat = {part: {alias: name for name, aliases in data[part].items() for alias in aliases} for part in data}
    longest = max(len(alias.split()) for part in flat.values() for alias in part)
    return _Table(flat["states"], flat["organisations"], flat["cased"], longest)


@cache
def plain_openers() -> frozenset[str]:
    """Gives the lower-case words that are capitalised only because a sentence begins with them."""
    file = resources.files(__package__).joinpath("data/sentences.toml")
    words: list[str] = tomllib.loads(file.read_text(encoding="utf-8"))["not_names"]
    return frozenset(words)


def _bare(word: str) -> str:
    for tail in ("'s", "’s", "'", "’"):
        word = word.removesuffix(tail)
    return word


def _lookup(phrase: str) -> tuple[str, bool] | None:
    """Gives (name, is a state) of one alias written exactly so."""
    table = _table()
    if phrase in table.cased:
        return table.cased[phrase], True
    low = phrase.lower().replace("’", "'")
    for key in (low, low.replace("'", "’"), low.rstrip(".")):
        if key in table.states and (phrase[:1].isupper() or not key.isalpha()):
            return table.states[key], True
        if key in table.organisations:
            return table.organisations[key], False
    return None


def iter_states(phrase: str) -> list[tuple[str, bool]]:
    """Gives every (name, is a state) that the phrase contains, longest alias first come, in order of writing."""
    words = [w.group() for w in _WORD.finditer(phrase)]
    found: list[tuple[str, bool]] = []
    at = 0
    while at < len(words):
        for size in range(min(_table().longest, len(words) - at), 0, -1):
            joined = _bare(" ".join(words[at : at + size]))
            hit = None if _LED.search(joined) else _lookup(joined) or _lookup(joined.rstrip("."))
            if hit is None and size == 1 and "-" in joined:
                hit = next((h for part in joined.split("-") if (h := _lookup(part))), None)
            if hit:
                found.append(hit)
                at += size - 1
                break
        at += 1
    return found


def state_of(phrase: str) -> str | None:
    """Gives the state (else the organisation) that a holder phrase names, or None."""
    found = iter_states(phrase)
    named = [name for name, is_state in found if is_state] or [name for name, _ in found]
    return named[0] if named else None


def find_names(text: str) -> list[Name]:
    """Gives the proper names and national adjectives of a text in order of writing."""
    words = list(_WORD.finditer(text))
    found: list[Name] = []
    at = 0
    while at < len(words):
        size = _name_size(text, words, at)
        if size:
            found.extend(_name(text, words[at : at + size]))
        at += max(size, 1)
    return found


def _is_capital(word: str) -> bool:
    return word[:1].isupper() or ("-" in word and any(p[:1].isupper() for p in word.split("-")))


def _name_size(text: str, words: list[re.Match[str]], at: int) -> int:
    """Gives how many words from here on make one name; 0 if none starts here."""
    first = words[at].group()
    if not _is_capital(first) or _bare(first).lower().rstrip(".") in plain_openers():
        return 0
    size = 1
    while at + size < len(words) and size < 8:
        if not _GAP.match(text[words[at + size - 1].end() : words[at + size].start()]):
            break
        if _bare(words[at + size - 1].group()) != words[at + size - 1].group():
            break
        step = _next_step(text, words, at + size)
        if not step:
            break
        size += step
    return size


def _next_step(text: str, words: list[re.Match[str]], at: int) -> int:
    if _is_capital(words[at].group()) or words[at].group().isdigit():
        return 1
    for reach in (1, 2):
        joiners = words[at : at + reach]
        ahead = words[at + reach] if at + reach < len(words) else None
        if ahead is None or not all(j.group() in _JOINERS for j in joiners):
            return 0
        gap = text[joiners[-1].end() : ahead.start()]
        if _is_capital(ahead.group()) and _GAP.match(gap):
            return reach + 1
    return 0


def _name(text: str, words: list[re.Match[str]]) -> list[Name]:
    start, end = words[0].start(), words[-1].end()
    whole = _bare(text[start:end])
    end = start + len(whole)
    return [Name(start, end, whole, state_of(whole))] if whole else []
