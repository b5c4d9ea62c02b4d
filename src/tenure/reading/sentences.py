"""Sentences of a text as exact spans, found in one pass without a model."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

_BREAK = re.compile(r"\n[ \t]*\n\s*|\n(?=\s*[-*•–])|\n")
_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[.!?]+[\"”’]+(?=[A-Z“‘\"])")
_LAST_WORD = re.compile(r"([^\s\"“‘(\[]+)$")
_NEXT = re.compile(r"[\s]*([\"“‘«'(\[]*)(\S?)")
_INITIAL = re.compile(r"^(?:[A-Za-z]\.)+$")
_LOOK_BEHIND = 40
_ITEM = re.compile(r"\s*\(\w\) ")
LONGEST = 1500


@dataclass(frozen=True, slots=True)
class Sentence:
    """Half-open span of one sentence in code points."""

    start: int
    end: int


@cache
def abbreviations() -> frozenset[str]:
    """Gives the lower-case words that keep their full stop inside a sentence."""
    file = resources.files(__package__).joinpath("data/sentences.toml")
    words: list[str] = tomllib.loads(file.read_text(encoding="utf-8"))["abbreviations"]
    return frozenset(words)


def split_sentences(text: str) -> list[Sentence]:
    """Gives the sentences of a text in order, trimmed of white space, none longer than LONGEST."""
    found: list[Sentence] = []
    start = 0
    for gap in _BREAK.finditer(text):
        found.extend(_in_block(text, start, gap.start()))
        start = gap.end()
    found.extend(_in_block(text, start, len(text)))
    return found


def _in_block(text: str, start: int, end: int) -> list[Sentence]:
    found: list[Sentence] = []
    begin = start
    for stop in _STOP.finditer(text, start, end):
        if _ends_sentence(text, begin, stop):
            found.extend(_pieces(text, begin, stop.end()))
            begin = stop.end()
    found.extend(_pieces(text, begin, end))
    return found


def _ends_sentence(text: str, begin: int, stop: re.Match[str]) -> bool:
    mark = stop.group()
    following = _NEXT.match(text, stop.end())
    after = following.group(2) if following else ""
    opens = bool(following and following.group(1))
    if after and after.islower() and not (opens and _ITEM.match(text, stop.end())):
        return False
    if mark.startswith(("…", "...")):
        return bool(after)
    if mark != ".":
        return True
    before = _LAST_WORD.search(text, max(begin, stop.start() - _LOOK_BEHIND), stop.start())
    word = before.group(1) if before else ""
    if word.lower() in abbreviations():
        return False
    if word.lower() in {"no", "nos", "art", "sec", "para"}:
        return not after.isdigit()
    if len(word) == 1 and word.isalpha():
        return False
    if word.isdigit() and text[begin : stop.start()].strip() == word:
        return False
    return not (_INITIAL.match(word + ".") and not _starts_afresh(text, stop.end()))


def _starts_afresh(text: str, at: int) -> bool:
    """Tells after "U.S." and its like whether the next word usually opens a sentence."""
    word = re.compile(r"\s*[\"“‘']?([A-Za-z]+)").match(text, at)
    return bool(word and word.group(1) in openers())


@cache
def openers() -> frozenset[str]:
    """Gives the capitalised words that open a sentence after an abbreviation of initials."""
    file = resources.files(__package__).joinpath("data/sentences.toml")
    words: list[str] = tomllib.loads(file.read_text(encoding="utf-8"))["openers"]
    return frozenset(words)


def _pieces(text: str, start: int, end: int) -> list[Sentence]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    found: list[Sentence] = []
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        found.append(Sentence(start, cut))
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        found.append(Sentence(start, end))
    return found
