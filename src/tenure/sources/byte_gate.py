"""The byte gate: weighed words looked for in the bytes of a page, all at once, before anything is decoded."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from typing import Final

SPAN: Final = 3000
"""So many bytes of a page are weighed together: a few paragraphs with their markup."""
_LONGEST_HIT: Final = 48

Hits = Callable[[bytes], list[tuple[int, int]]]
"""Gives where which term begins, in the order of the page: pairs of offset and the term's number."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word or stem as a pattern over bytes, and how much it says for a page on the subject."""

    pattern: str
    weight: int


@dataclass(frozen=True, slots=True)
class ByteGate:
    """The gate with its terms compiled. Made by `byte_gate`."""

    hits: Hits
    weights: tuple[int, ...]
    needed: int
    span: int = SPAN

    def passes(self, data: bytes) -> bool:
        """Whether some stretch of the page holds different terms that weigh enough together.

        Each term counts once a stretch. Text in two or four bytes a letter always passes: it has to be decoded first.
        """
        if b"\0" in data[:200]:
            return True
        return self.weight_of(data) >= self.needed

    def weight_of(self, data: bytes) -> int:
        """The weight of the heaviest stretch, or the first found to be enough."""
        hits = self.hits(data)
        counts = [0] * len(self.weights)
        first = weight = heaviest = 0
        for at, term in hits:
            if counts[term] == 0:
                weight += self.weights[term]
            counts[term] += 1
            while hits[first][0] < at - self.span:
                left = hits[first][1]
                counts[left] -= 1
                if counts[left] == 0:
                    weight -= self.weights[left]
                first += 1
            heaviest = max(heaviest, weight)
            if heaviest >= self.needed:
                break
        return heaviest


def byte_gate(terms: Sequence[Term], needed: int, *, span: int = SPAN, engine: str | None = None) -> ByteGate:
    """The gate for some terms, with Hyperscan where its wheel is installed, else with RE2.

    Terms are matched in either case at the beginnings of words. `engine` (`hyperscan`, `re2`) chooses for a test.
    """
    name = engine or ("hyperscan" if find_spec("hyperscan") else "re2")
    patterns = tuple(rf"\b(?:{term.pattern})" for term in terms)
    hits = _hyperscan(patterns) if name == "hyperscan" else _re2(patterns)
    return ByteGate(hits, tuple(term.weight for term in terms), needed, span)


def _hyperscan(patterns: tuple[str, ...]) -> Hits:
    import hyperscan

    database = hyperscan.Database()
    flags = hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_SOM_LEFTMOST
    database.compile(
        expressions=[pattern.encode() for pattern in patterns],
        ids=list(range(len(patterns))),
        flags=[flags] * len(patterns),
        elements=len(patterns),
    )

    def hits(data: bytes) -> list[tuple[int, int]]:
        found: set[tuple[int, int]] = set()
        database.scan(data, match_event_handler=lambda term, begin, *_: found.add((begin, term)))
        return sorted(found)

    return hits


def _re2(patterns: tuple[str, ...]) -> Hits:
    import re2

    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.case_sensitive = False
    anything = re2.compile("|".join(patterns).encode("latin-1"), options=options)
    single = [re.compile(pattern.encode("latin-1"), re.IGNORECASE) for pattern in patterns]

    @lru_cache(maxsize=65_536)
    def terms_at(words: bytes) -> tuple[int, ...]:
        return tuple(number for number, pattern in enumerate(single) if pattern.match(words))

    def hits(data: bytes) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        match = anything.search(data)
        while match:
            at = match.start()
            found += [(at, term) for term in terms_at(data[at : at + _LONGEST_HIT].lower())]
            match = anything.search(data, at + 1)
        return found

    return hits
