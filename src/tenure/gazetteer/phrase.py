"""A place phrase taken apart: what it is a name of, what kind of place it says, and where that is said to be."""

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from tenure.gazetteer.classes import PlaceClass, Words, place_words, without_openers
from tenure.gazetteer.spelling import folded, has_capital

_WORD: Final = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’ʼ&/–-][^\W_]+)*['’]?")
_OWNER: Final = re.compile(r"(?:['’]s|(?<=s)['’])$")
_MOST_WORDS: Final = 40
"""Phrases longer than this are read up to here: no place needs more, and hostile ones have no end."""


@dataclass(frozen=True, slots=True)
class Locator:
    """A part of the phrase that tells where the place is: "on the Armenian-Turkish border"."""

    words: str
    preposition: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A place phrase, taken apart."""

    name: str | None
    """The proper name the place goes by, or is held to go by; None where the words give it none."""
    classes: tuple[PlaceClass, ...]
    """What kinds of place the head says it is, the head noun first."""
    class_words: str
    """The class words as written."""
    head: str
    locators: tuple[Locator, ...]
    part: str | None
    """The word that says that only a part is meant ("northern"), where one does."""
    is_plural: bool

    @property
    def place_class(self) -> PlaceClass | None:
        """What kind of place the head noun says it is."""
        return self.classes[0] if self.classes else None


def parsed(words: str, name: str | None, is_known: Callable[[str], bool]) -> Phrase:
    """The phrase taken apart; `is_known` tells whether words are the name of some place."""
    table = place_words()
    parts = [match.group() for match in _WORD.finditer(words)][:_MOST_WORDS]
    parts = without_openers(parts)
    owner, parts = _split_owner(parts)
    head, locators = _split_locators(parts, table, is_known)
    classes, at, size = _classes_in(head, table)
    class_words = " ".join(head[at : at + size]).lower()
    if owner and _inside(name, owner) and not _inside(name, head):
        locators, owner = [*locators, ("of", owner)], []
    own, locators = _own_name(head, (at, size), classes, locators, name, table)
    found = tuple(Locator(" ".join(words), prep) for prep, words in locators)
    if owner and folded(" ".join(owner)) != folded(own or ""):
        found = (*found, Locator(" ".join(owner), "of"))
    part = _part_word(head, own, classes, table)
    plural = bool(class_words) and class_words.endswith("s") and not class_words.endswith("ss")
    return Phrase(own, classes, class_words, " ".join(head), found, part, plural)


def capitalised(parts: Sequence[str]) -> list[str]:
    """The parts without the lower-case ones at either end."""
    kept = list(parts)
    while kept and not has_capital(kept[0]):
        kept.pop(0)
    while kept and not has_capital(kept[-1]):
        kept.pop()
    return kept


def _split_owner(parts: list[str]) -> tuple[list[str], list[str]]:
    """What stands before a possessive, without its ending, and what follows."""
    for at, part in enumerate(parts[:-1]):
        if _OWNER.search(part):
            return [*parts[:at], _OWNER.sub("", part)], parts[at + 1 :]
    return [], parts


def _split_locators(
    parts: list[str], table: Words, is_known: Callable[[str], bool]
) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """The head of the phrase, and what its prepositions name; names such as "Gulf of Aden" stay whole."""
    groups: list[tuple[str, list[str]]] = [("", [])]
    for at, part in enumerate(parts):
        held = groups[-1][1]
        low = part.lower()
        if low not in table.prepositions or _joins(held, parts[at:], is_known) or _belongs(low, groups):
            held.append(part)
        elif held:
            groups.append((part.lower(), []))
        # A second preposition in a row ("close to", "next to") adds nothing to the first.
    return groups[0][1], [group for group in groups[1:] if group[1]]


def _belongs(preposition: str, groups: list[tuple[str, list[str]]]) -> bool:
    """Whether a preposition goes on with what a locator names: "near the border with Iran", "in the city of Gao"."""
    return len(groups) > 1 and bool(groups[-1][1]) and preposition in ("of", "with", "between")


def _joins(before: list[str], after: list[str], is_known: Callable[[str], bool]) -> bool:
    """Whether a name runs across the preposition that `after` begins with."""
    if len(after) < 2 or not has_capital(after[-1] if len(after) == 2 else "".join(after[1:4])):
        return False
    for left in range(1, min(4, len(before)) + 1):
        for right in range(2, min(6, len(after)) + 1):
            words = [*before[-left:], *after[:right]]
            if has_capital(words[0]) and has_capital(words[-1]) and is_known(" ".join(words)):
                return True
    return False


def _classes_in(head: Sequence[str], table: Words) -> tuple[tuple[PlaceClass, ...], int, int]:
    """The classes the head names, the last first, and where the class words of that one stand."""
    found: list[tuple[PlaceClass, int, int]] = []
    end = len(head)
    while end > 0:
        for size in range(min(table.longest, end), 0, -1):
            hit = table.classes.get(" ".join(head[end - size : end]).lower())
            if hit:
                found.append((hit, end - size, size))
                end -= size - 1
                break
        end -= 1
    if not found:
        return (), 0, 0
    return tuple(hit for hit, _, _ in found), found[0][1], found[0][2]


def _own_name(
    head: list[str],
    class_at: tuple[int, int],
    classes: tuple[PlaceClass, ...],
    locators: list[tuple[str, list[str]]],
    name: str | None,
    table: Words,
) -> tuple[str | None, list[tuple[str, list[str]]]]:
    """The name of the place itself, and the locators that are left when one of them gave it."""
    if name is not None and _inside(name, head):
        return name, locators
    for at, (preposition, words) in enumerate(locators):
        if name is None or not _inside(name, words):
            continue
        if preposition == "of" and at == 0 and _takes_name(head, classes, table):
            return name, [*locators[:at], *locators[at + 1 :]]
        return _head_name(head, class_at, table), locators
    if name is not None:
        return name, locators
    own = _head_name(head, class_at, table)
    if own is None and locators and locators[0][0] == "of" and classes and _takes_name(head, classes, table):
        named = capitalised(locators[0][1])
        if named:
            return " ".join(named), locators[1:]
    return own, locators


def _takes_name(head: Sequence[str], classes: Sequence[PlaceClass], table: Words) -> bool:
    """Whether "of" and a name give the head its name: "the city of Gao", but not "the base of" or "east of" it."""
    if classes:
        return not classes[0].site and classes[0].name != "part"
    return not all(word.lower() in table.compass for word in head)


def _inside(name: str | None, words: Sequence[str]) -> bool:
    return name is not None and f" {folded(name)} " in f" {folded(' '.join(words))} "


def _head_name(head: Sequence[str], class_at: tuple[int, int], table: Words) -> str | None:
    """The capitalised words of the head, its class word with them where that is capitalised too."""
    at, size = class_at
    named = capitalised(head)
    if size and not any(has_capital(word) for word in head[at : at + size]):
        before, after = capitalised(head[:at]), capitalised(head[at + size :])
        named = after or before
    while named and named[0].lower() in table.determiners:
        named = named[1:]
    return " ".join(named) or None


def _part_word(head: Sequence[str], name: str | None, classes: tuple[PlaceClass, ...], table: Words) -> str | None:
    """The compass word right before a bare name: "northern Mali", but not "the southeastern Syunik province"."""
    if name is None or classes:
        return next((word for word in head if word.lower() in table.compass), None) if name is None else None
    first = folded(name).split(" ", 1)[0]
    for before, word in itertools.pairwise(head):
        if before.lower() in table.compass and folded(word).split(" ", 1)[0] == first:
            return before
    return None
