"""Main text of web pages, measured: F1 over shingles of four words, beside what bare trafilatura gives.

    python eval/bench_maintext.py --data ../shared/data/article-extraction

The measure is that of the article-extraction benchmark: words are runs of word characters, shingles are counted with
their repetitions, the counts of each page are divided by their sum so that long pages weigh no more than short ones,
and precision and recall are taken of the sums.
"""

import argparse
import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from lxml.etree import iterwalk
from lxml.html import HTMLParser, document_fromstring
from trafilatura import extract

from tenure.settings import Settings
from tenure.sources.draft import Hints
from tenure.sources.inputs import Input
from tenure.sources.read import read_input

_WORD: Final = re.compile(r"\w+")
_SHINGLE: Final = 4
_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ]
)
_UNSEEN: Final = frozenset(["script", "style", "noscript", "template", "svg", "iframe", "select", "head", "option"])
_NOW: Final = datetime(2100, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Page:
    """A page, its bytes and the text that people say is its article."""

    name: str
    data: bytes
    article: str


@dataclass(frozen=True, slots=True)
class Score:
    """How well texts agree with the articles."""

    f1: float
    precision: float
    recall: float
    seconds: float


def main() -> int:
    """Print the figures, and with `--worst` the pages that agree least; 2 where the data is absent."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/article-extraction"))
    parser.add_argument("--worst", type=int, default=0, metavar="N")
    arguments = parser.parse_args()
    if not (arguments.data / "ground-truth.json").is_file():
        print(f"no data at {arguments.data}: skipped (name the folder with --data)", file=sys.stderr)
        return 2
    pages = pages_in(arguments.data)
    readers = (
        ("tenure", by_tenure),
        ("trafilatura", by_trafilatura),
        ("tenure, page copied as text", by_tenure_copied),
        ("the copied text as it is", copied),
    )
    for name, reader in readers:
        score = score_of(pages, reader)
        print(
            f"{name:28} F1 {score.f1:.4f}  precision {score.precision:.4f}  recall {score.recall:.4f}"
            f"  ({len(pages)} pages, {score.seconds:.1f} s)"
        )
    for share, page in sorted((_agreement(page, by_tenure), page.name) for page in pages)[: arguments.worst]:
        print(f"{share:.3f} {page}")
    return 0


def pages_in(folder: Path) -> tuple[Page, ...]:
    """The pages of the benchmark in the order of their names."""
    truth: Mapping[str, Mapping[str, str]] = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    return tuple(
        Page(name, gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()), facts["articleBody"])
        for name, facts in sorted(truth.items())
    )


def by_tenure(data: bytes) -> str:
    """The text that Tenure keeps of a page."""
    settings = Settings(data_dir=Path())
    reports, _ = read_input(Input("page", data), Hints(), settings, now=_NOW)
    return "\n".join(report.text for report, _ in reports)


def by_trafilatura(data: bytes) -> str:
    """The text that trafilatura gives when nothing is asked of it."""
    return extract(data.decode("utf-8", "replace")) or ""


def by_tenure_copied(data: bytes) -> str:
    """The text that Tenure keeps where somebody selects a whole page and pastes it into a text file."""
    return by_tenure(copied(data).encode("utf-8", "replace"))


def copied(data: bytes) -> str:
    """Everything a page shows, menus and margins included, as plain text."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    walk = iterwalk(document_fromstring(data, parser=parser), events=("start", "end"))
    pieces: list[str] = []
    for event, element in walk:
        gap = "\n\n" if element.tag == "p" else "\n" if element.tag in _BLOCKS else ""
        if event == "start" and element.tag in _UNSEEN:
            walk.skip_subtree()
            continue
        words = (element.text if event == "start" else element.tail) or ""
        pieces += [gap, " ".join(words.split("\n"))]
    lines = [" ".join(line.split()) for line in "".join(pieces).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def score_of(pages: tuple[Page, ...], reader: Callable[[bytes], str]) -> Score:
    """The agreement of a reader with all pages."""
    begun = time.perf_counter()
    texts = [reader(page.data) for page in pages]
    seconds = time.perf_counter() - begun
    hit = extra = missed = 0.0
    for page, text in zip(pages, texts, strict=True):
        found = _shares(shingles_of(page.article), shingles_of(text))
        hit, extra, missed = hit + found[0], extra + found[1], missed + found[2]
    precision, recall = hit / (hit + extra), hit / (hit + missed)
    return Score(2 * precision * recall / (precision + recall), precision, recall, seconds)


def shingles_of(text: str) -> Counter[tuple[str, ...]]:
    """Every run of four words with its count; a text of fewer words is one run."""
    words = _WORD.findall(text)
    return Counter(tuple(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1)) if words)


def _shares(wanted: Counter[tuple[str, ...]], found: Counter[tuple[str, ...]]) -> tuple[float, float, float]:
    counts = ((wanted & found).total(), (found - wanted).total(), (wanted - found).total())
    total = sum(counts) or 1
    return counts[0] / total, counts[1] / total, counts[2] / total


def _agreement(page: Page, reader: Callable[[bytes], str]) -> float:
    return _shares(shingles_of(page.article), shingles_of(reader(page.data)))[0]


if __name__ == "__main__":
    sys.exit(main())
