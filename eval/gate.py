"""What the reader's gate loses and saves: python eval/gate.py."""

import argparse
import os
from pathlib import Path

from tokenizers import Tokenizer

from gold import read_gold
from tenure.reading.gate import passes_gate
from tenure.reading.net import MODEL_FOLDER
from tenure.reading.windows import lay_out, plain
from wikinews import articles


def main() -> None:
    """Counts claims in windows that do not pass, and off-topic documents that do."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("SHARED", "../shared")))
    shared = parser.parse_args().shared
    tokenizer = Tokenizer.from_file(str(MODEL_FOLDER / "tokenizer.json"))
    claims = lost = 0
    for report in read_gold(sorted((shared / "gold").glob("*/*.jsonl"))):
        text = plain(report["text"])
        layout = lay_out(plain(report["title"] or ""), text, tokenizer)
        shut = [window for window in layout.windows if not passes_gate(text, window)]
        for claim in report["claims"]:
            claims += 1
            at = report["text"].find(claim["sentence"])
            spans = [(w.spans, w.units, w.first, w.last) for w in shut]
            lost += any(a <= at < b for s, u, f, e in spans for (a, b), n in zip(s, u, strict=True) if f <= n < e)
    print(f"claims: {claims}, in windows that do not pass: {lost} ({lost / max(claims, 1):.2%})")
    documents = passed = 0
    for article in articles(shared / "data" / "gum-news"):
        text = plain(article["text"])
        documents += 1
        passed += any(passes_gate(text, window) for window in lay_out("", text, tokenizer).windows)
    print(f"other news: {documents} documents, {passed} pass")


if __name__ == "__main__":
    main()
