"""Weighs the words of the reader's gate for the byte gate of archives: python eval/byte_gate.py [--write].

A word says as much for a page on the subject as it is more frequent in annotated reports with claims than on news pages
on all subjects, in half bits; words rare on both weigh a little, as they are specific. Every second page is kept out of
the weighing. Printed is what the gate keeps: claims in annotated reports, pages used and pages not used.
"""

import argparse
import math
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from gold import ROOT, Annotated, read_gold
from mixed_archive import other_pages
from tenure.bulk.work import gates_of
from tenure.reading.gate import gate_phrases, gate_stems
from tenure.reading.gate_terms import GateTerm
from tenure.sources.byte_gate import ByteGate, Term, byte_gate
from tenure.sources.front import main_words

FILE: Final = ROOT / "src" / "tenure" / "reading" / "data" / "byte_gate.toml"
NEEDED_IN_BYTES: Final = 6
NEEDED_IN_TEXT: Final = ((0, 6), (700, 12), (1500, 16))
SMOOTH: Final = 0.005
SPECIFIC: Final = ((0.03, 2),)
"""On at most this share of other pages: at least this weight."""
HEAD: Final = """\
# What the words of gate.toml and gate_phrases.toml weigh in the bytes of a page and in its main text, in half bits.
# They decide which pages of an archive are decoded, and which are read. Made by: python eval/byte_gate.py --write
"""


def weighed(
    patterns: Sequence[str], reports: Sequence[bytes], pages: Sequence[bytes], texts: Sequence[bytes]
) -> list[GateTerm]:
    """The words that say something in bytes or in texts, with their weights, in order."""
    everything = byte_gate([Term(pattern, 1) for pattern in patterns], 10**9)
    on, raw, clean = (_shares(everything, group, len(patterns)) for group in (reports, pages, texts))
    found = (
        GateTerm(pattern, _weight(one, two), _weight(one, three))
        for pattern, one, two, three in zip(patterns, on, raw, clean, strict=True)
    )
    return sorted(term for term in found if term.in_bytes or term.in_text)


def _shares(gate: ByteGate, texts: Sequence[bytes], terms: int) -> list[float]:
    counts = [0] * terms
    for text in texts:
        for term in {term for _, term in gate.hits(text)}:
            counts[term] += 1
    return [count / len(texts) for count in counts]


def _weight(on: float, off: float) -> int:
    measured = round(2 * math.log2((on + SMOOTH) / (off + SMOOTH)))
    return max(measured, next((least for share, least in SPECIFIC if off <= share), 0))


def print_kept(name: str, passes: Callable[[bytes], bool], texts: Sequence[bytes], counts: Sequence[int]) -> None:
    """How many of some texts pass, each counted so many times."""
    kept = sum(count for text, count in zip(texts, counts, strict=True) if passes(text))
    print(f"{name}: {kept} of {sum(counts)} pass ({kept / max(1, sum(counts)):.1%})")


def main() -> None:
    """Weighs the words, prints what they keep, and writes the file where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("SHARED", "../shared")))
    parser.add_argument("--write", action="store_true", help=f"write {FILE.name}")
    options = parser.parse_args()
    pages = other_pages(options.shared)
    found: list[Annotated] = read_gold(sorted((options.shared / "gold").glob("*/*.jsonl")))
    reports = [one for one in found if one["claims"]]
    if not pages or not reports:
        sys.exit("skipped: the pages or the annotated reports are not there (--shared)")
    reports_as_bytes = [one["text"].encode() for one in reports]
    texts = [(main_words(page) or "").encode() for page in pages]
    if options.write:
        patterns = sorted({*gate_stems(), *gate_phrases()})
        terms = weighed(patterns, reports_as_bytes, pages[::2], texts[::2])
        lines = "".join(f"  ['{term.pattern}', {term.in_bytes}, {term.in_text}],\n" for term in terms)
        needed = f"needed_in_bytes = {NEEDED_IN_BYTES}\nneeded_in_text = {[list(step) for step in NEEDED_IN_TEXT]}\n"
        FILE.write_text(f"{HEAD}{needed}\n[languages.en]\nterms = [\n{lines}]\n", encoding="utf-8")
    gates = gates_of()
    claims = [len(one["claims"]) for one in reports]
    print_kept("claims of annotated reports, by their bytes", gates.page.passes, reports_as_bytes, claims)
    print_kept("claims of annotated reports, by their text ", gates.passes_text, reports_as_bytes, claims)
    for name, part in (("used", slice(0, None, 2)), ("not used", slice(1, None, 2))):
        print_kept(
            f"news pages, {name} in weighing, by their bytes", gates.page.passes, pages[part], [1] * len(pages[part])
        )
        through = [
            text if gates.page.passes(page) else b"" for page, text in zip(pages[part], texts[part], strict=True)
        ]
        print_kept(f"news pages, {name} in weighing, by both", gates.passes_text, through, [1] * len(through))


if __name__ == "__main__":
    main()
