"""Training text that echoes what the reader is measured on: sentences alike in wording, whatever the names in them.

    python eval/leak.py

Every sentence of `train/data` is compared with every sentence of the annotated reports and of the two real ones, by the
words that are no names and their pairs, each weighed by how rare it is in the training text (cosine of TF-IDF). A
paraphrase with other places comes out near the top, where shared six-word runs would miss it. Ends with 1 where one is
as like as `TOO_LIKE`; rewrite it or take its report out, and train again.
"""

import json
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final

from gold import DEV, ROOT, SHARED

TOO_LIKE: Final = 0.35
SHOWN: Final = 10
_WORD: Final = re.compile(r"[A-Za-z’']+")
_END: Final = re.compile(r"(?<=[.!?”])\s+")
_FEWEST, _MOST = 8, 80
"""Words of a sentence that says something of its own: shorter ones are alike by chance."""


def features(sentence: str) -> Counter[str]:
    """The words of a sentence that are no names, and their pairs."""
    found = _WORD.findall(sentence)
    words = [word.lower() for at, word in enumerate(found) if at == 0 or word[0].islower()]
    return Counter([*words, *(f"{a} {b}" for a, b in pairwise(words))])


class Likeness:
    """How alike two sentences are, by how rare their words are among some."""

    def __init__(self, among: Iterable[str]) -> None:
        seen: Counter[str] = Counter()
        self._count = 0
        for sentence in among:
            seen.update(set(features(sentence)))
            self._count += 1
        self._seen = seen

    def vector(self, sentence: str) -> dict[str, float]:
        """The weights of a sentence's features, of length one."""
        raw = {
            name: (1 + math.log(times)) * math.log((1 + self._count) / (1 + self._seen[name]))
            for name, times in features(sentence).items()
        }
        length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
        return {name: weight / length for name, weight in raw.items()}


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text that are long enough to compare."""
    return (one for one in _END.split(text) if _FEWEST <= len(one.split()) <= _MOST)


def training_sentences(folder: Path) -> Iterator[tuple[str, str]]:
    """Each sentence of the training text with where it stands."""
    for path in sorted(folder.glob("*.txt")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if line.startswith("> ") and len(line.split()) > _FEWEST:
                yield f"{path.name}:{number}", line[2:]


def echoes(own: Iterable[tuple[str, str]], measured: Iterable[str]) -> list[tuple[float, str, str, str]]:
    """Each training sentence with the measured one that it is most like, the likest first."""
    own = list(own)
    likeness = Likeness(sentence for _, sentence in own)
    there = [(one, likeness.vector(one)) for one in measured]
    holds: dict[str, list[int]] = {}
    for at, (_, vector) in enumerate(there):
        for name in vector:
            holds.setdefault(name, []).append(at)
    found = []
    for where, sentence in own:
        vector = likeness.vector(sentence)
        scores: dict[int, float] = defaultdict(float)
        for name, weight in vector.items():
            for at in holds.get(name, ()):
                scores[at] += weight * there[at][1][name]
        if scores:
            at, score = max(scores.items(), key=lambda pair: (pair[1], -pair[0]))
            found.append((float(score), where, sentence, there[at][0]))
    return sorted(found, reverse=True)


def main() -> None:
    """Print the likest, and end with 1 where one is too like."""
    if not DEV.is_dir():
        print(f"leak: no annotated reports at {DEV}, skipped")
        return
    worst = 0.0
    for name, texts in (
        (
            "annotated reports",
            [json.loads(line)["text"] for path in sorted(DEV.glob("*.jsonl")) for line in path.open()],
        ),
        ("real reports", [path.read_text("utf-8") for path in sorted((SHARED / "seeds").glob("*.txt"))]),
    ):
        found = echoes(training_sentences(ROOT / "train" / "data"), [one for text in texts for one in sentences(text)])
        worst = max(worst, found[0][0])
        print(f"{name}: the likest of {len(found)} sentences of the training text")
        for score, where, own, other in found[:SHOWN]:
            print(f"  {score:.2f}  {where}  {own[:100]}\n        ~ {other[:100]!r}")
    sys.exit(worst >= TOO_LIKE)


if __name__ == "__main__":
    main()
