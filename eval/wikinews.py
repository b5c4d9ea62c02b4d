"""Claims read in Wikinews articles on other subjects, with their sentences: nearly every one of them is wrong.

    python eval/wikinews.py [--data FOLDER] [--threshold T] [--out FILE]

A person judges what is printed; the figure to hold is wrong claims a report at the default threshold of listings.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from errors import claim_words
from gold import SHARED, Annotated
from predictions import opened_kit, predict, shown

NEWS: Final = SHARED / "data" / "gum-news"
_TO_THE_LEFT: Final = frozenset(["’", "”", ".", ",", ":", ";", "!", "?", ")", "]", "%", "…"])
_TO_THE_RIGHT: Final = frozenset(["‘", "“", "(", "[", "$", "£", "€"])
_OPEN_QUOTE, _CLOSED_QUOTE, _POSSESSIVE, _HYPHEN, _CONTRACTION = "``", "''", "POS", "HYPH", "n't"
_BLOCKS: Final = frozenset(["p", "head", "item"])
_UNREAD: Final = frozenset(["figure"])
"""Pictures with their captions, which a web page shows beside the text."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word: how it is written, its tag, and whether it is written together with the one before."""

    text: str
    tag: str
    joined: bool


def article_of(file: Path) -> Annotated:
    """A document of the corpus as a report without claims."""
    root = ElementTree.parse(file).getroot()
    blocks = [plain_text(list(_words(block))) for block in _blocks(root)]
    title = root.get("title") or ""
    # The first heading repeats the title.
    body = blocks[1:] if root.find("head") is not None else blocks
    return {
        "id": root.get("id") or file.stem,
        "title": title,
        "publisher": root.get("author"),
        "published": root.get("dateCreated"),
        "language": "en",
        "text": "\n\n".join(block for block in body if block),
        "claims": [],
    }


def _blocks(node: ElementTree.Element) -> Iterator[ElementTree.Element]:
    for child in node:
        if child.tag in _UNREAD:
            continue
        if child.tag in _BLOCKS:
            yield child
        else:
            yield from _blocks(child)


def _words(node: ElementTree.Element, within: bool = False) -> Iterator[Word]:
    """The words of an element in order; a `w` element holds words that are written together."""
    together = within or node.tag == "w"
    yield from _lines(node.text, within, together)
    for child in node:
        if child.tag not in _UNREAD:
            yield from _words(child, together)
        yield from _lines(child.tail, together, together)


def _lines(text: str | None, first: bool, later: bool) -> Iterator[Word]:
    joined = first
    for line in (text or "").splitlines():
        cells = line.split("\t")
        if len(cells) > 1:
            yield Word(cells[0], cells[1], joined)
            joined = later


def plain_text(words: list[Word]) -> str:
    """The words written as a newspaper would, spaces only where they belong."""
    text, glue, quoted = "", True, False
    for word in words:
        closes = word.tag == _CLOSED_QUOTE or (word.text == '"' and quoted and word.tag != _OPEN_QUOTE)
        opens = word.tag == _OPEN_QUOTE or (word.text == '"' and not closes)
        left = word.text in _TO_THE_LEFT or word.tag == _POSSESSIVE or word.text.lower() == _CONTRACTION
        left = left or closes or word.tag == _HYPHEN or (word.text[:1] in "'’" and len(word.text) > 1)
        text += word.text if glue or left or word.joined else f" {word.text}"
        glue = opens or word.tag == _HYPHEN or word.text in _TO_THE_RIGHT
        quoted = opens or (quoted and not closes)
    return text


def articles(folder: Path) -> list[Annotated]:
    """Every document of a folder, in order of name; ends the program with code 0 where there are none."""
    files = sorted(folder.glob("*.xml"))
    if not files:
        print(f"skipped: no Wikinews articles in {folder} (name the folder with --data, or set SHARED)")
        sys.exit(0)
    return [article_of(file) for file in files]


def main() -> int:
    """Prints the claims and how many there are a report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=NEWS)
    parser.add_argument("--threshold", type=float, help="show claims at least this sure (default: as listings do)")
    parser.add_argument("--out", type=Path, help="write the articles as reports (JSON Lines), too")
    options = parser.parse_args()
    reports, kit = articles(options.data), opened_kit()
    if options.out:
        options.out.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in reports), encoding="utf-8")
    threshold = kit.settings.min_confidence if options.threshold is None else options.threshold
    everything = predict(reports, kit)
    made = shown(everything, threshold)
    for report in reports:
        for claim in sorted(made[report["id"]], key=lambda one: -one["confidence"]):
            print(f"[{report['id']}] {' '.join(claim['sentence']['text'].split())}\n    {claim_words(claim)}\n")
    count, whole = (sum(map(len, one.values())) for one in (made, everything))
    print(f"{len(reports)} reports, {count} claims at confidence ≥ {threshold:g}: {count / len(reports):.2f} a report")
    print(f"({whole - count} more below the threshold)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
