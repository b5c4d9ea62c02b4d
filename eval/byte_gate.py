"""Weighs the words of the reader's gate for the byte gate of archives: python eval/byte_gate.py [--write].

A word says as much for a page on the subject as it is more frequent in annotated reports with claims than on news pages
on all subjects, in half bits; words rare on both weigh a little, as they are specific. Every second page is kept out of
the weighing. Printed is what the gate keeps: claims in annotated reports, pages used and pages not used.
"""

import argparse
import gzip
import math
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from gold import ROOT, Annotated, read_gold
from tenure.reading.gate import gate_stems
from tenure.reading.gate_terms import GateTerm, byte_terms
from tenure.sources.byte_gate import ByteGate, Term, byte_gate

FILE: Final = ROOT / "src" / "tenure" / "reading" / "data" / "byte_gate.toml"
NEEDED: Final = 6
SMOOTH: Final = 0.01
SPECIFIC: Final = ((0.03, 2),)
"""On at most this share of other pages: at least this weight."""
HEAD: Final = """\
# What the words of gate.toml weigh in the bytes of a page, in half bits. Made by: python eval/byte_gate.py --write
# Which pages of an archive are decoded at all is decided by them: `needed` within some paragraphs of markup.
"""


def pages_of(folder: Path) -> list[bytes]:
    """The pages of the extraction benchmark, in order of name."""
    return [gzip.decompress(file.read_bytes()) for file in sorted(folder.glob("*.html.gz"))]


def weighed(stems: Sequence[str], reports: Sequence[bytes], pages: Sequence[bytes]) -> list[GateTerm]:
    """The words that say something, with their weights, in order."""
    everything = byte_gate([Term(stem, 1) for stem in stems], 10**9)
    shares = [_shares(everything, group, len(stems)) for group in (reports, pages)]
    weights = (_weight(on, off) for on, off in zip(*shares, strict=True))
    return sorted(GateTerm(stem, weight) for stem, weight in zip(stems, weights, strict=True) if weight > 0)


def _shares(gate: ByteGate, texts: Sequence[bytes], terms: int) -> list[float]:
    counts = [0] * terms
    for text in texts:
        for term in {term for _, term in gate.hits(text)}:
            counts[term] += 1
    return [count / len(texts) for count in counts]


def _weight(on: float, off: float) -> int:
    measured = round(2 * math.log2((on + SMOOTH) / (off + SMOOTH)))
    return max(measured, next((least for share, least in SPECIFIC if off <= share), 0))


def print_kept(name: str, gate: ByteGate, texts: Sequence[bytes], counts: Sequence[int]) -> None:
    """How many of some texts pass, each counted so many times."""
    kept = sum(count for text, count in zip(texts, counts, strict=True) if gate.passes(text))
    print(f"{name}: {kept} of {sum(counts)} pass ({kept / max(1, sum(counts)):.1%})")


def main() -> None:
    """Weighs the words, prints what they keep, and writes the file where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("SHARED", "../shared")))
    parser.add_argument("--write", action="store_true", help=f"write {FILE.name}")
    options = parser.parse_args()
    pages = pages_of(options.shared / "data" / "article-extraction" / "html")
    found: list[Annotated] = read_gold(sorted((options.shared / "gold").glob("*/*.jsonl")))
    reports = [one for one in found if one["claims"]]
    if not pages or not reports:
        sys.exit("skipped: the pages or the annotated reports are not there (--shared)")
    texts = [one["text"].encode() for one in reports]
    if options.write:
        terms = weighed(sorted(set(gate_stems())), texts, pages[::2])
        lines = "".join(f"  ['{term.pattern}', {term.weight}],\n" for term in terms)
        FILE.write_text(f"{HEAD}needed = {NEEDED}\n\n[languages.en]\nterms = [\n{lines}]\n", encoding="utf-8")
    terms_now, needed = byte_terms()
    gate = byte_gate([Term(term.pattern, term.weight) for term in terms_now], needed)
    print_kept("claims in annotated reports", gate, texts, [len(one["claims"]) for one in reports])
    print_kept("news pages that were used", gate, pages[::2], [1] * len(pages[::2]))
    print_kept("news pages that were not", gate, pages[1::2], [1] * len(pages[1::2]))


if __name__ == "__main__":
    main()
