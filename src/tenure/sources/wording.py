"""The wording of a text: its runs of words, with and without what people are quoted as saying, and a sketch of them."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rensa import RMinHash

from tenure.model.ids import digest_of

RUN: Final = 5
"""How many words make a run: independent reports share shorter ones by chance, and names and titles."""
SKETCHED: Final = 128
_SEED: Final = 20_250_101
_MOST_WORDS: Final = 20_000
"""Of longer texts the beginning counts: that bounds what one hostile input can cost."""

# Scripts without spaces between words are counted by the character.
_WORD: Final = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
# What stands between quotation marks; a paragraph of a longer quote may open one and leave it open.
_QUOTED: Final = re.compile(r"“[^“”\n]*[”\n]|„[^“”„\n]*[“”\n]|«[^«»\n]*[»\n]|\"[^\"\n]*[\"\n]")
_FIGURE: Final = re.compile(r"\d")

METHOD: Final = f"runs/1 minhash/{RMinHash.ALGORITHM_VERSION}"
"""What compares, with its version; reports are compared anew where it changes."""
_TAG: Final = int(digest_of(METHOD)[:6], 16)


@dataclass(frozen=True, slots=True)
class Wording:
    """What of a text is compared with others; each run of words is written with single spaces."""

    runs: tuple[str, ...]
    """All runs, in order."""
    told: frozenset[str]
    """Those of the outlet's own words, without direct quotes."""
    shapes: frozenset[str]
    """All runs with figures made the same, those left out that are hardly more than figures."""
    words: int


def wording_of(text: str) -> Wording:
    """The wording of a text."""
    plain = unicodedata.normalize("NFKC", text[: 40 * _MOST_WORDS]).casefold()
    words = _words(plain)
    runs = _runs(words)
    all_runs = frozenset(runs)
    unquoted = _QUOTED.sub("\n", f"{plain}\n")
    told = all_runs if len(unquoted) > len(plain) else frozenset(_runs(_words(unquoted)))
    figureless = [word if word.isalpha() or not _FIGURE.search(word) else "#" for word in words]
    shapes = (run for run in _runs(figureless) if run.count("#") < RUN // 2)
    return Wording(tuple(runs), told, all_runs if figureless == words else frozenset(shapes), len(words))


def sketch_of(wording: Wording) -> tuple[int, ...]:
    """A sketch of a wording: of any two, about as large a share of values agrees as of their runs is common to both.

    Values are whole numbers of 63 bits that name the method and the place in the sketch, so that equal ones mean the
    same wherever they are met. Empty where a text is too short to have a run.
    """
    if not wording.runs:
        return ()
    made = RMinHash(SKETCHED, _SEED)
    made.update(set(wording.runs))
    return tuple(_TAG << 39 | place << 32 | value for place, value in enumerate(made.digest()))


def _words(text: str) -> list[str]:
    return _WORD.findall(text)[:_MOST_WORDS]


def _runs(words: Sequence[str]) -> list[str]:
    return [" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]
