"""How large and how fast the ledger is: a made-up record, written and read through the public ledger API.

    python eval/bench_ledger.py [--claims 200000] [--places 2000] [--keep FOLDER]

Claims are drawn with a fixed seed; places by Zipf's law, five claims a report, a thousand reports a transaction for the
bulk, one report a transaction for the rate that an ingest sees. Each figure is printed beside its target. What is
written or read by SQL alone is timed by the clock, what is folded and asked by the processor time of one core.
"""

import argparse
import itertools
import multiprocessing
import random
import tempfile
import time
from bisect import bisect
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from multiprocessing.synchronize import Event as Signal
from pathlib import Path

from tenure.answers import ask, ask_about, ask_outline, ask_overview
from tenure.answers.asking import kept_columns
from tenure.answers.collection import gathered_at
from tenure.answers.columns import Columns, chosen_on
from tenure.answers.shelves import from_shelf
from tenure.folding.fold import Horizon, fold_all
from tenure.ledger.append import OpenRun, Run, append_report, begin_run
from tenure.ledger.store import Ledger, open_ledger
from tenure.model.claim import Claim, Event, Locus, Modality, Party, Quote, Reader, TimeRef, identified
from tenure.model.ids import ClaimId, HolderId, PlaceId, report_id
from tenure.model.place import Place
from tenure.model.report import Report
from tenure.model.statement import Atlas
from tenure.project import Project, create_project, open_project

PER_REPORT, PER_BATCH, TO_FOLD = 5, 1_000, 100_000
TODAY = date(2026, 1, 1)
EVENTS = (Event.STATION,) * 4 + (Event.HOLD, Event.DEPLOY, Event.WITHDRAW)
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
HISTORY = """
SELECT c.id, r.id, c.event, c.modality, c.flags, h.body, c.occurred, s.published_at, s.publisher
FROM loci l JOIN claims c ON c.place = l.seq JOIN readings g ON g.seq = c.reading JOIN reports r ON r.seq = g.report
JOIN parties h ON h.seq = c.holder JOIN sightings s ON s.report = r.seq
WHERE l.place = ? ORDER BY s.published_at, c.seq
"""


class Source:
    """Reports without end, their places by Zipf's law."""

    def __init__(self, places: int, seed: int = 7) -> None:
        self.chance = random.Random(seed)
        self.places = places
        self.weights = list(itertools.accumulate(1 / rank for rank in range(1, places + 1)))
        self.made = 0

    def place(self) -> int:
        """The number of a place, 0 the most frequent."""
        return min(self.places - 1, bisect(self.weights, self.chance.random() * self.weights[-1]))

    def reports(self) -> Iterator[tuple[Report, list[Claim]]]:
        """One report after the other with its claims."""
        while True:
            self.made += 1
            lines = [(f"Troops {n} of force", self.place()) for n in range(PER_REPORT)]
            head = f"Report {self.made}. "
            text = head + " ".join(f"{words} are at site {place}." for words, place in lines)
            published = NOON - timedelta(days=1 + self.chance.randrange(4000))
            report = Report(
                report_id(text), text, publisher=f"Paper {self.chance.randrange(60)}", published_at=published,
                language="en",
            )  # fmt: skip
            claims, start = [], len(head)
            for words, place in lines:
                end = start + len(f"{words} are at site {place}.")
                claims.append(self._claim(report, start, end, len(words), place))
                start = end + 1
            yield report, claims

    def _claim(self, report: Report, start: int, end: int, words: int, place: int) -> Claim:
        def quote(first: int, last: int) -> Quote:
            return Quote(first, last, report.text[first:last])

        state = (place * 7 + self.chance.randrange(3)) % 30
        name, when = f"site {place}", report.published_on if self.chance.random() < 0.5 else None
        return identified(
            Claim(
                id=ClaimId(""),
                report=report.id,
                event=self.chance.choice(EVENTS),
                modality=Modality.ACTUAL,
                negated=self.chance.random() < 0.05,
                holder=Party(
                    quote(start, start + words), f"State {state}", f"State {state}", HolderId(f"state:{state}")
                ),
                place=Locus(quote(end - 1 - len(name), end - 1), name, PlaceId(f"site:{place:06}")),
                sentence=quote(start, end),
                trigger=quote(start + words + 1, start + words + 4),
                reader=Reader("bench", "1", "rule"),
                confidence=0.9,
                when=TimeRef(when) if when else None,
                scores=(("trigger", 0.97), ("holder", 0.91), ("place", 0.93)),
            )
        )


def row(name: str, value: str, target: str = "") -> None:
    """Print one line of the table."""
    print(f"{name:<54} {value:>22}  {target}", flush=True)


def percentile(values: list[float], part: float) -> float:
    """The value below which a part of the values lies."""
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


def fill(ledger: Ledger, run: OpenRun, source: Source, claims: int) -> int:
    """Write so many claims in bulk; prints the rate and gives the bytes of text."""
    spent, text, written = 0.0, 0, 0
    stream = source.reports()
    while written < claims:
        batch = list(itertools.islice(stream, min(PER_BATCH, -(-(claims - written) // PER_REPORT))))
        text += sum(len(report.text.encode()) for report, _ in batch)
        began = time.perf_counter()
        with ledger.batch():
            for report, said in batch:
                append_report(ledger, report, None, said, run)
        spent += time.perf_counter() - began
        written += PER_REPORT * len(batch)
    row("append, a thousand reports a transaction", f"{written / spent:,.0f} claims/s")
    return text


def history(ledger: Ledger, source: Source) -> None:
    """Read the claims of places, drawn as they are written about and evenly."""
    for drawn, draw in (("as often as written about", source.place),
                        ("drawn evenly", lambda: source.chance.randrange(source.places))):  # fmt: skip
        took, most = [], 0
        for _ in range(300):
            began = time.perf_counter()
            found = ledger.connection.execute(HISTORY, (f"site:{draw():06}",)).fetchall()
            took.append(1000 * (time.perf_counter() - began))
            most = max(most, len(found))
        row(f"claims of a place, {drawn}: p50", f"{percentile(took, 0.5):.2f} ms")
        row(
            f"claims of a place, {drawn}: p99", f"{percentile(took, 0.99):.2f} ms", f"≤ 5 ms (largest: {most:,} claims)"
        )


def timed(question: Callable[[], object]) -> float:
    """How many processor seconds a question takes: other work on the machine does not count."""
    began = time.process_time()
    question()
    return time.process_time() - began


def folding(project: Project) -> None:
    """Fold a part of the record by itself: no reading, nothing kept."""
    said = gathered_at(project, range(1, TO_FOLD + 1)).statements
    places = {s.claim.place.id for s in said if s.claim.place.id}
    atlas = Atlas({one: Place(one, one, "base") for one in places}, {})
    took = timed(lambda: fold_all(said, [], atlas, project.kit.policy, Horizon(TODAY)))
    row(f"fold of {len(said):,} claims in memory, one core", f"{len(said) / took:,.0f} claims/s", "≥ 300,000 claims/s")


def world(project: Project, claims: int) -> None:
    """The state of the world: made for the first time, asked again, asked as known by an earlier day."""
    took = timed(lambda: from_shelf(project, lambda _: True))
    row("lines of all claims entered, first time", f"{took:.1f} s, {claims / took:,.0f}/s")
    took = timed(lambda: ask_overview(project, TODAY))
    row("all lines folded and kept, first time", f"{took:.1f} s, {claims / took:,.0f}/s")
    columns: list[Columns] = []
    took = timed(lambda: from_shelf(project, lambda shelf: columns.append(kept_columns(project, shelf))))
    row("whole-world state, read as columns", f"{took:.2f} s", f"{len(columns[0].lines):,} lines")
    for day in (TODAY, date(2020, 1, 1)):
        took = timed(lambda day=day: chosen_on(columns[0], day))
        row(f"what stands on {day}, chosen from columns", f"{1000 * took:.0f} ms")
    took = timed(lambda: ask_overview(project, TODAY))
    row("whole-world state with every line in words", f"{took:.2f} s", "≤ 0.3 s")
    if claims <= TO_FOLD:
        took = timed(lambda: ask(project, TODAY, known_by=date(2024, 1, 1)))
        row("whole-world state as known by an earlier day", f"{took:.1f} s", "≤ 1 s")


def histories(project: Project, source: Source) -> None:
    """The history of places, drawn as they are written about and evenly."""

    def kept(place: str) -> object:
        return ask_outline(project, place, TODAY)

    def earlier(place: str) -> object:
        return ask_about(project, place, TODAY, known_by=date(2024, 1, 1))

    for name, question, times, target in (
        ("history of a place", kept, 300, "≤ 5 ms"),
        ("the same as known by an earlier day", earlier, 30, "≤ 1 s"),
    ):
        for drawn in ("as often as written about", "drawn evenly"):
            is_even = drawn == "drawn evenly"
            took = []
            for _ in range(times):
                number = source.chance.randrange(source.places) if is_even else source.place()
                took.append(1000 * timed(lambda place=f"site:{number:06}", ask=question: ask(place)))
            row(f"{name}, {drawn}: p50", f"{percentile(took, 0.5):.1f} ms")
            row(f"{name}, {drawn}: p99", f"{percentile(took, 0.99):.1f} ms", target)


def one_more(project: Project, run: OpenRun, source: Source) -> None:
    """One report more, asked about at once."""
    took = []
    for report, claims in itertools.islice(source.reports(), 60):
        with project.ledger.batch():
            append_report(project.ledger, report, None, claims, run)
        place = str(claims[0].place.id)
        took.append(1000 * timed(lambda place=place: ask_outline(project, place, TODAY)))
    row("one report more, then the status of a place in it: p50", f"{percentile(took, 0.5):.0f} ms", "≤ 100 ms")
    row("one report more, then the status of a place in it: p99", f"{percentile(took, 0.99):.0f} ms", "≤ 100 ms")
    took = []
    for report, claims in itertools.islice(source.reports(), 5):
        ask_overview(project, TODAY)
        with project.ledger.batch():
            append_report(project.ledger, report, None, claims, run)
        took.append(1000 * timed(lambda: ask_overview(project, TODAY)))
    row("one report more, then the whole world: median", f"{percentile(took, 0.5):.0f} ms", "≤ 100 ms")


def keep_reading(path: Path, stop: Signal, answers: "multiprocessing.Queue[tuple[list[float], list[str]]]") -> None:
    """A reader of its own: claims of places until told to stop."""
    took: list[float] = []
    errors: list[str] = []
    chance = random.Random(3)
    with closing(open_ledger(path, readonly=True)) as ledger:
        while not stop.is_set():
            began = time.perf_counter()
            try:
                ledger.connection.execute(HISTORY, (f"site:{chance.randrange(1000):06}",)).fetchall()
            except Exception as error:
                errors.append(str(error))
            took.append(1000 * (time.perf_counter() - began))
            time.sleep(0.002)
    answers.put((took, errors))


def reader_meanwhile(ledger: Ledger, run: OpenRun, source: Source) -> None:
    """Append one report a transaction at full speed while another process reads."""
    stop = multiprocessing.Event()
    answers: multiprocessing.Queue[tuple[list[float], list[str]]] = multiprocessing.Queue()
    reader = multiprocessing.Process(target=keep_reading, args=(ledger.path, stop, answers))
    fresh = list(itertools.islice(source.reports(), 3000))
    reader.start()
    time.sleep(1)
    began = time.perf_counter()
    for report, claims in fresh:
        with ledger.batch():
            append_report(ledger, report, None, claims, run)
    took = time.perf_counter() - began
    stop.set()
    times, errors = answers.get()
    reader.join()
    row("append, one report a transaction, beside a reader", f"{len(fresh) / took:,.0f} reports/s")
    row("that reader, claims of a place: p99", f"{percentile(times, 0.99):.2f} ms", f"≤ 5 ms ({len(times):,} reads)")
    row("that reader: errors", str(len(errors)), "0")


def main() -> None:
    """Build the record and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=200_000)
    parser.add_argument("--places", type=int, help="default: a place for each hundred claims")
    parser.add_argument("--keep", type=Path, help="a folder where the ledger stays")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-ledger-") as made:
        folder = options.keep or Path(made)
        create_project(folder)
        source = Source(options.places or max(100, options.claims // 100))
        project = open_project(folder, {})
        # Loaded once a process: not what is measured here.
        _ = project.kit.gazetteer.top_holders, project.kit.policy
        with closing(project.ledger) as ledger:
            run = begin_run(ledger, Run("bench", "bench/1", "bench/1", "0"), NOON)
            print(f"{options.claims:,} claims on {source.places:,} places, {PER_REPORT} a report")
            text = fill(ledger, run, source, options.claims)
            ledger.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            size = ledger.path.stat().st_size
            row("file, bytes a claim beyond its text", f"{(size - text) / options.claims:.0f}", "≤ 300")
            history(ledger, source)
            reader_meanwhile(ledger, run, source)
            folding(project)
            world(project, options.claims)
            histories(project, source)
            one_more(project, run, source)


if __name__ == "__main__":
    main()
