"""Words of time in a text: where they stand, what kind of expression they are, and their parts."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of time of English."""

    months: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, int]
    decades: dict[str, int]
    holidays: dict[str, str]
    vague_past: tuple[str, ...]
    clock: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimeWords:
    """One expression of time: span, kind, leading word ("since", "by", …) and the parts its kind has."""

    start: int
    end: int
    kind: str
    lead: str
    parts: tuple[tuple[str, str], ...]

    def part(self, name: str) -> str | None:
        """Gives a part in lower case, or None."""
        return dict(self.parts).get(name)


@cache
def _data() -> dict[str, Any]:
    """Gives the tables of `data/times.toml`."""
    return tomllib.loads(resources.files(__package__).joinpath("data/times.toml").read_text(encoding="utf-8"))


@cache
def lexicon() -> Lexicon:
    """Gives the word lists of `data/times.toml`."""
    data = _data()
    words: dict[str, list[str]] = data["words"]
    return Lexicon(
        data["months"], data["weekdays"], data["seasons"], data["decades"], data["holidays"],
        tuple(words["vague_past"]), tuple(words["clock"]),
    )  # fmt: skip


_PIECE = re.compile(r"%(\w+)%")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Gives the kinds of expression in order of trust; the longest match at a place wins."""
    data = _data()
    lists: dict[str, Iterable[str]] = {
        **{
            name: sorted(data[name], key=len, reverse=True)
            for name in ("months", "weekdays", "seasons", "decades", "holidays")
        },
        "clock": data["words"]["clock"],
        "vague_past": data["words"]["vague_past"],
    }
    pieces = {name: "(?:" + "|".join(words) + ")" for name, words in lists.items()} | data["pieces"]

    def whole(pattern: str) -> str:
        return _PIECE.sub(lambda found: whole(pieces[found.group(1)]), pattern)

    return tuple(
        (kind["name"], re.compile(r"(?<![\w])" + whole(kind["pattern"]), re.IGNORECASE)) for kind in data["kind"]
    )


@cache
def _cue() -> re.Pattern[str]:
    """Gives what every sentence with a time in it holds."""
    return re.compile(_data()["gate"]["cue"], re.IGNORECASE)


@lru_cache(maxsize=512)
def find_time_words(text: str) -> tuple[TimeWords, ...]:
    """Gives the expressions of time in a sentence, the longest at each place, without overlaps.

    Every claim of a sentence asks again, so the last sentences are remembered.
    """
    if not _cue().search(text):
        return ()
    hits: list[TimeWords] = []
    for kind, pattern in _patterns():
        for found in pattern.finditer(text):
            groups = {k: v.lower() for k, v in found.groupdict().items() if v}
            if kind == "month" and _is_plain_may(found.group(), groups):
                continue
            if kind == "between" and not _opens_with_time(groups["a"]):
                continue
            lead = groups.pop("lead", "")
            hits.append(TimeWords(found.start(), found.end(), kind, lead, tuple(groups.items())))
    kept: list[TimeWords] = []
    for hit in sorted(hits, key=lambda h: (h.start - h.end, h.start)):
        if all(hit.end <= other.start or hit.start >= other.end for other in kept):
            kept.append(hit)
    return tuple(sorted(kept, key=lambda h: h.start))


def _opens_with_time(words: str) -> bool:
    """Tells "from May until July" from "from the town until July"."""
    return any(c.isdigit() for c in words) or words == "now" or bool(find_time_words(words.title()))


def _is_plain_may(words: str, groups: dict[str, str]) -> bool:
    """Tells the verbs "may" and "march" (and the short forms without a stop) from the months."""
    month = groups.get("month", "")
    if month in ("may", "march"):
        return words.split()[-1 if "year" not in groups else 0].islower() and month.capitalize() not in words
    return len(month) <= 4 and month not in ("june", "july") and month.capitalize() not in words
