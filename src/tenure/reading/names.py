"""Names in a text: which state or organisation a phrase belongs to, and the proper names that may stand for it."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Protocol

from tenure.model.gazetteer import Affiliation

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’&-][^\W_]+)*")
_LED = re.compile(r"-(?:led|backed|held|controlled|run|occupied|made|built|trained|supplied|donated)$")
_JOINERS = frozenset({"of", "the", "de", "da", "do", "del", "des", "du", "la", "le", "el", "al", "es", "ibn", "bin"})
_GAP = re.compile(r"[ \u00a0]$")


@dataclass(frozen=True, slots=True)
class Name:
    """One proper name or national adjective in a text, with the state it speaks of where that is known."""

    start: int
    end: int
    text: str
    state: str | None


class Aliases(Protocol):
    """The part of a gazetteer that tells which words name a state or an organisation."""

    @property
    def longest_alias(self) -> int:
        """How many words the longest alias has."""

    def affiliation_of(self, phrase: str) -> Affiliation | None:
        """The state or organisation of which the whole phrase is an alias, or None."""


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


def iter_affiliations(phrase: str, aliases: Aliases) -> list[Affiliation]:
    """Gives every state and organisation that the phrase names, longest alias first, in order of writing."""
    words = [w.group() for w in _WORD.finditer(phrase)]
    found: list[Affiliation] = []
    at = 0
    while at < len(words):
        for size in range(min(aliases.longest_alias, len(words) - at), 0, -1):
            hit = _affiliation(" ".join(words[at : at + size]), size, aliases)
            if hit:
                found.append(hit)
                at += size - 1
                break
        at += 1
    return found


def _affiliation(words: str, size: int, aliases: Aliases) -> Affiliation | None:
    bare = _bare(words)
    # A "Russian-backed militia" is not Russia's.
    if _LED.search(bare):
        return None
    hit = aliases.affiliation_of(bare) or aliases.affiliation_of(bare.rstrip("."))
    if hit is None and size == 1 and "-" in bare:
        hit = next((h for part in bare.split("-") if (h := aliases.affiliation_of(part))), None)
    return hit


def state_of(phrase: str, aliases: Aliases) -> str | None:
    """Gives the state (else the organisation) that a phrase names, or None."""
    found = iter_affiliations(phrase, aliases)
    named = [one.name for one in found if one.is_state] or [one.name for one in found]
    return named[0] if named else None


def find_names(text: str, aliases: Aliases) -> list[Name]:
    """Gives the proper names and national adjectives of a text in order of writing."""
    words = list(_WORD.finditer(text))
    found: list[Name] = []
    at = 0
    while at < len(words):
        size = _name_size(text, words, at)
        if size:
            found.extend(_name(text, words[at : at + size], aliases))
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


def _name(text: str, words: list[re.Match[str]], aliases: Aliases) -> list[Name]:
    start, end = words[0].start(), words[-1].end()
    whole = _bare(text[start:end])
    end = start + len(whole)
    return [Name(start, end, whole, state_of(whole, aliases))] if whole else []


def whole_names(span: tuple[int, int], names: Sequence[Name]) -> tuple[int, int]:
    """Gives the span widened so that it cuts no name."""
    start, end = span
    for name in names:
        if name.start < end and name.end > start:
            start, end = min(start, name.start), max(end, name.end)
    return start, end
