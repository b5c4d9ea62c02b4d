"""Which state or organisation words belong to: "Russian", "Moscow", "UNIFIL", "FSB Border Service"."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from tenure.model.gazetteer import Affiliation

_WORD: Final = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’&-][^\W_]+)*")
_TAILS: Final = ("'s", "’s", "'", "’")
_DASHES: Final = re.compile(r"[-–—/]")
_MOST_WORDS: Final = 60
_OTHER_WORDS: Final = 4

Lookup = Callable[[str], Affiliation | None]


@dataclass(frozen=True, slots=True)
class Affiliations:
    """The aliases, by how they are to be written."""

    parts: Mapping[str, Mapping[str, Affiliation]]
    longest: int

    def of(self, phrase: str) -> Affiliation | None:
        """The state or organisation of which the whole phrase is an alias, or None."""
        for part in ("cased", "force cased"):
            if phrase in self.parts[part]:
                return self.parts[part][phrase]
        low = phrase.lower().replace("’", "'")
        for key in (low, low.replace("'", "’"), low.rstrip(".")):
            if key in self.parts["state"] and (phrase[:1].isupper() or not key.isalpha()):
                return self.parts["state"][key]
            if key in self.parts["organisation"]:
                return self.parts["organisation"][key]
            if key in self.parts["force"] and phrase[:1].isupper():
                return self.parts["force"][key]
        return None

    def iter_within(self, text: str, other: Lookup | None = None) -> Iterator[tuple[str, Affiliation]]:
        """Every alias that stands in the text with what it means, the longest of each first word, in order.

        Words that are no alias are looked up in `other`.
        """
        words = [match.group() for match in _WORD.finditer(text)][:_MOST_WORDS]
        at = 0
        while at < len(words):
            size, hits = self._hits(words, at, other or (lambda phrase: None))
            yield from hits
            at += size

    def _hits(self, words: list[str], at: int, other: Lookup) -> tuple[int, list[tuple[str, Affiliation]]]:
        for size in range(min(self.longest, len(words) - at), 0, -1):
            joined = _bare(" ".join(words[at : at + size]))
            found = self.of(joined) or self.of(joined.rstrip(".")) or (other(joined) if size <= _OTHER_WORDS else None)
            if found:
                return size, [(joined, found)]
        pieces = [piece for piece in _DASHES.split(_bare(words[at])) if piece]
        # "Russian-backed" is not Russia's, "Armenian-Iranian" is of both.
        if len(pieces) < 2 or any(piece[0].islower() for piece in pieces[1:]):
            return 1, []
        return 1, [(piece, found) for piece in pieces if (found := self.of(piece) or other(piece))]


def affiliations_from(rows: Iterable[tuple[str, str, str, bool]]) -> Affiliations:
    """The aliases of (words, part, name, is a state) rows."""
    parts: dict[str, dict[str, Affiliation]] = {
        part: {} for part in ("cased", "force cased", "state", "organisation", "force")
    }
    longest = 1
    for words, part, name, is_state in rows:
        parts[part][words] = Affiliation(name, is_state)
        longest = max(longest, len(words.split()))
    return Affiliations(parts, longest)


def _bare(word: str) -> str:
    for tail in _TAILS:
        word = word.removesuffix(tail)
    return word
