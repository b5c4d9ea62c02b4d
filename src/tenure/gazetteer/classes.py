"""The class words: what kind of place the words of a phrase say it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from tenure.gazetteer.tables import broken, read_table

_FILE: Final = "classes.toml"


@dataclass(frozen=True, slots=True)
class PlaceClass:
    """A class of places, and the kinds of entries that belong to it."""

    name: str
    kinds: tuple[str, ...]
    """The kinds of entries that can be meant, the likeliest first."""
    site: bool
    """Whether its places are spots of their own, never the town or country named beside them."""

    def kind_of(self, words: str) -> str:
        """The kind that the class words say most exactly: "air base" an airbase, "base" a base."""
        joined = words.replace(" ", "").replace("-", "").removesuffix("s")
        return next((kind for kind in self.kinds if kind.replace("-", "") == joined), self.kinds[0])


@dataclass(frozen=True, slots=True)
class Words:
    """The class words and the other words that shape a place phrase."""

    classes: Mapping[str, PlaceClass]
    by_name: Mapping[str, PlaceClass]
    longest: int
    prepositions: frozenset[str]
    near: frozenset[str]
    compass: frozenset[str]
    determiners: frozenset[str]
    adjectives: frozenset[str]
    definite: frozenset[str]


@cache
def place_words() -> Words:
    """The table of class words.

    Raises:
        DataFileError: it is damaged, or one word stands in two classes.
    """
    table = read_table(_FILE)
    words: dict[str, PlaceClass] = {}
    names: dict[str, PlaceClass] = {}
    for row in table["class"]:
        made = PlaceClass(row["name"], tuple(row["kinds"]), row.get("site", False))
        if made.name in names:
            raise broken(_FILE, f"class {made.name} stands twice")
        names[made.name] = made
        for word in row["words"]:
            if words.setdefault(word, made) is not made:
                raise broken(_FILE, f"{word!r} stands in two classes")
    other = {name: frozenset(listed) for name, listed in table["words"].items()}
    longest = max(len(word.split()) for word in words)
    return Words(
        words,
        names,
        longest,
        prepositions=other["prepositions"],
        near=other["near"],
        compass=other["compass"],
        determiners=other["determiners"],
        adjectives=other["adjectives"],
        definite=other["definite"],
    )


def without_openers(parts: Sequence[str]) -> list[str]:
    """The words without the determiners, adjectives and prepositions before the first word that says something."""
    table = place_words()
    for at, part in enumerate(parts):
        low = part.lower()
        if low not in table.determiners and low not in table.prepositions and part not in table.adjectives:
            return list(parts[at:])
    return []


def bare_name(name: str) -> str | None:
    """The name without the class words at its ends ("Torkham border crossing": Torkham); None if none stand there."""
    table = place_words().classes
    parts = name.split()
    start, end = 0, len(parts)
    while cut := _class_size(table, [part.lower() for part in parts[start:end]], tail=True):
        end -= cut
    while cut := _class_size(table, [part.lower() for part in parts[start:end]], tail=False):
        start += cut
    kept = " ".join(parts[start:end])
    return kept if kept and kept != name else None


def _class_size(table: Mapping[str, PlaceClass], parts: list[str], *, tail: bool) -> int:
    """How many words at one end make a class word; 0 where none does or nothing else would be left."""
    for size in range(min(4, len(parts) - 1), 0, -1):
        words = parts[-size:] if tail else parts[:size]
        if " ".join(words) in table:
            return size
    return 0
