"""Speed of the reader on one core, side by side with the full spaCy small pipeline over every sentence.

    python eval/bench_reading.py --spacy PYTHON [--gold REPORTS] [--data WIKINEWS] [--rounds N] [--reports N]

Two kinds of text: reports on topic, and a stream of those mixed with news on other subjects. Both programs read the
same texts in turn, pinned to the same core, round after round. Seconds are processor time, which on a core of its own
is time by the clock, and on a busy machine does not count what others use. The reader does all of its work (sentences,
model, names, places, times, claims). Loading is not counted for either.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import IO, Any, Final, cast

from gold import ROOT, Annotated, add_gold_option, files_or_skip, read_gold, report_of
from predictions import opened_kit
from tenure.project import Kit
from wikinews import NEWS, articles

SPACY: Final = ROOT / ".venv-bench" / "bin" / "python"
THREADS: Final = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")
"""Set before either program loads a numeric library."""


@dataclass(frozen=True, slots=True)
class Stream:
    """Texts to read, in order."""

    name: str
    reports: tuple[Annotated, ...]

    @property
    def words(self) -> int:
        """How many words there are in all texts."""
        return sum(len(report["text"].split()) for report in self.reports)


class Spacy:
    """The other program, loaded and waiting; must be closed."""

    def __init__(self, python: Path) -> None:
        command = [str(python), str(ROOT / "eval" / "bench_spacy.py")]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.about = self._answer()

    def seconds(self, stream: Stream) -> float:
        """How long it takes over a stream."""
        into = cast("IO[str]", self._process.stdin)
        into.write(json.dumps([report["text"] for report in stream.reports]) + "\n")
        into.flush()
        return float(self._answer()["seconds"])

    def close(self) -> None:
        """Ends the program."""
        cast("IO[str]", self._process.stdin).close()
        self._process.wait()

    def _answer(self) -> dict[str, Any]:
        line = cast("IO[str]", self._process.stdout).readline()
        if not line:
            sys.exit("the spaCy side ended without an answer (see above); make bench-reading sets it up")
        answer: dict[str, Any] = json.loads(line)
        return answer


def reader_seconds(stream: Stream, kit: Kit) -> float:
    """How long the reader takes over a stream."""
    reports = [report_of(one) for one in stream.reports]
    began = time.process_time()
    for report in reports:
        kit.reader(report, kit.gazetteer, kit.settings)
    return time.process_time() - began


def streams(gold: Sequence[Annotated], news: Sequence[Annotated], count: int) -> list[Stream]:
    """On-topic reports, and as many again of both kinds in turn."""
    on_topic = [gold[n % len(gold)] for n in range(count)]
    others = [news[n % len(news)] for n in range(count)]
    mixed = [one for pair in zip(on_topic, others, strict=True) for one in pair]
    return [Stream("on topic", tuple(on_topic)), Stream("mixed", tuple(mixed))]


def pin_to_one_core() -> str:
    """Keeps this program and those it starts on one core, where the system can; tells how."""
    if not hasattr(os, "sched_setaffinity"):
        return "one thread each (this system cannot pin programs to a core)"
    core = max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    return f"pinned to core {core}"


def restart_on_one_thread() -> None:
    """Starts this program again with its numeric libraries held to one thread, which they decide when loaded."""
    if any(os.environ.get(name) != "1" for name in THREADS):
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **THREADS})


def print_result(stream: Stream, rounds: Sequence[tuple[float, float]]) -> None:
    """The median round of each side, and the median of the rounds' ratios."""
    count, words = len(stream.reports), stream.words
    print(f"\n{stream.name}: {count} reports, {words} words, median of {len(rounds)} rounds")
    for name, seconds in (("reader", [one for one, _ in rounds]), ("spaCy small", [other for _, other in rounds])):
        middle = median(seconds)
        print(f"  {name:12} {middle:7.2f} s  {count / middle:7.1f} reports/s  {words / middle:8.0f} words/s")
    ratios = [other / one for one, other in rounds]
    print(f"  ratio        {median(ratios):7.2f} × (rounds: {', '.join(f'{one:.2f}' for one in ratios)})")


def main() -> int:
    """Runs both sides and prints the comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_gold_option(parser)
    parser.add_argument("--spacy", type=Path, default=SPACY, help="the Python of an environment with spaCy")
    parser.add_argument("--data", type=Path, default=NEWS, help="Wikinews articles on other subjects")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--reports", type=int, default=45, help="how many on-topic reports a round")
    options = parser.parse_args()
    gold, news = read_gold(files_or_skip(options.gold)), articles(options.data)
    if not options.spacy.exists():
        sys.exit(f"no Python at {options.spacy}; make bench-reading sets it up")
    restart_on_one_thread()
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}, {pin_to_one_core()}")
    kit, spacy = opened_kit(), Spacy(options.spacy)
    print(
        f"reader {kit.reader.name}/{kit.reader.version};"
        f" spaCy {spacy.about['spacy']}: {', '.join(spacy.about['pipes'])}"
    )
    warm = Stream("warm-up", (gold[0], news[0]))
    reader_seconds(warm, kit), spacy.seconds(warm)
    for stream in streams(gold, news, options.reports):
        print_result(stream, [(reader_seconds(stream, kit), spacy.seconds(stream)) for _ in range(options.rounds)])
    spacy.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
