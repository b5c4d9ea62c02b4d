"""Archives at speed: reading alone, Tenure gated and not, and trafilatura with spaCy on every page; one core, one run.

    python eval/bench_sources.py --spacy PYTHON [--records N] [--sample N] [--memory N]

An archive is built on the spot from the pages of the extraction benchmark and the project's own example pages (0.5 %,
1 % and 3 % of them on the subject); every page is made distinct, so that nothing is passed over as known. The slow
sides see the first pages of the same archive. Seconds are processor time, pinned to one core: on a busy machine what
others use is not counted. Loading models is not counted for any side. Recall is measured on an archive of its own, with
every page of the benchmark once and annotated reports beside the examples.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from fastwarc.warc import ArchiveIterator
from trafilatura import extract

from bench_reading import SPACY, Spacy, Stream, pin_to_one_core, restart_on_one_thread
from gold import SHARED, gold_files, read_gold
from mixed_archive import distinct, example_pages, mixed, other_pages, page_of, write_archive
from tenure.bulk.take import Options, ingest_all
from tenure.bulk.work import gates_of
from tenure.ledger.record import claims_of, iter_publications, standing_readings
from tenure.pipeline import Tally
from tenure.project import Project, create_project, open_project
from tenure.sources.archives import Stretch
from tenure.sources.draft import Hints
from tenure.sources.front import Page, text_passes
from tenure.sources.front import page_of as page_in
from tenure.sources.warc import iter_steps

SHARES: Final = (0.005, 0.01, 0.03)
LARGEST: Final = 20_000_000


@dataclass(frozen=True, slots=True)
class Side:
    """One row of the table: what it did, with how many pages, in how many seconds."""

    name: str
    pages: int
    seconds: float
    more: str = ""

    @property
    def rate(self) -> float:
        """Pages a second."""
        return self.pages / self.seconds


def stretch_of(path: Path) -> Stretch:
    """A whole file."""
    return Stretch(path.name, path, 0, path.stat().st_size)


def archive_alone(path: Path) -> Side:
    """(a) Every record unpacked and its block read; nothing else."""
    began, pages = time.process_time(), 0
    for record in ArchiveIterator(str(path), parse_http=False, fsspec_args=False):
        record.reader.read()
        pages += 1
    return Side("(a) archive alone", pages, time.process_time() - began)


def front_alone(path: Path, project: Project) -> Side:
    """The archive and both gates, without reading what passes."""
    gates = gates_of()
    began, pages, through, kept = time.process_time(), 0, 0, 0
    for step in iter_steps(stretch_of(path), project.settings):
        pages += 1
        page = page_in(step.record, step.number, LARGEST, gates.page.passes) if step.record else None
        if isinstance(page, Page):
            through += 1
            kept += text_passes(page.body, gates)
    return Side("    both gates alone", pages, time.process_time() - began, f"{through} decoded, {kept} to be read")


def tenure_side(name: str, path: Path, project: Project, *, gated: bool) -> tuple[Side, Tally]:
    """(b), (c) All of `tenure ingest`, into a record."""
    began = time.process_time()
    tally = ingest_all(project, iter([stretch_of(path)]), Hints(), Options(gated=gated), lambda _: None)
    return Side(name, tally.records, time.process_time() - began, f"{tally.kept} read, {tally.claims} claims"), tally


def spacy_side(pages: list[bytes], spacy: Spacy) -> Side:
    """(d) trafilatura on every page, and the full spaCy small pipeline on what it gives."""
    began = time.process_time()
    texts = [extract(page.decode("utf-8", "replace")) or "" for page in pages]
    own = time.process_time() - began
    stream = Stream("pages", tuple({"text": text} for text in texts))
    return Side("(d) trafilatura + spaCy", len(pages), own + spacy.seconds(stream))


@contextmanager
def fresh_project(folder: Path, like: Project | None = None) -> Iterator[Project]:
    """A new record, with the models that another has loaded."""
    create_project(folder)
    opened = open_project(folder, {})
    project = Project(folder, like.kit, opened.ledger, opened.now) if like else opened
    with closing(opened.ledger):
        yield project


def claims_in(project: Project) -> dict[str, str]:
    """The claims that a listing shows, by id, each with the address of its page."""
    found = {one.report.id: one for one in iter_publications(project.ledger)}
    readings = standing_readings(project.ledger, found)
    return {
        claim.id: found[key].report.url or ""
        for key, reading in readings.items()
        for claim in claims_of(project.ledger, reading, found[key].report.text)
        if claim.confidence >= project.settings.min_confidence
    }


def speed_table(folder: Path, share: float, options: argparse.Namespace, warm: Project, spacy: Spacy | None) -> None:
    """Builds one archive and prints all sides over it."""
    others, on_topic = other_pages(options.shared), example_pages()
    path, head = folder / f"mixed-{share}.warc.gz", folder / f"head-{share}.warc.gz"
    write_archive(path, (page for page, _ in mixed(others, on_topic, options.records, share)))
    first = [page for page, _ in islice(mixed(others, on_topic, options.records, share), options.sample)]
    write_archive(head, iter(first))
    sides = [archive_alone(path), front_alone(path, warm)]
    with fresh_project(folder / f"gated-{share}", warm) as project:
        sides.append(tenure_side("(b) Tenure, gated", path, project, gated=True)[0])
    with fresh_project(folder / f"all-{share}", warm) as project:
        sides.append(tenure_side("(c) Tenure, --no-gate", head, project, gated=False)[0])
    if spacy:
        sides.append(spacy_side(first, spacy))
    floor = sides[0].rate
    print(f"\n{share:.1%} on the subject, {path.stat().st_size / 1e6:.0f} MB packed")
    for side in sides:
        print(
            f"  {side.name:24} {side.pages:6} pages {side.seconds:8.2f} s {side.rate:9.1f} pages/s"
            f"  {floor / side.rate:7.1f} × the time of (a)  {side.more}",
            flush=True,
        )
    if spacy:
        print(f"  (b) is {sides[2].rate / sides[-1].rate:.1f} × as fast as (d)")


def recall_table(folder: Path, options: argparse.Namespace, warm: Project) -> None:
    """How many of the claims of the ungated run the gated one finds, on the subject and elsewhere."""
    reports = read_gold(gold_files(options.shared / "gold" / "dev"))
    on_topic = example_pages() + [
        page_of(one["title"] or "", one["published"] or "2026-01-01", one["text"].split("\n\n")) for one in reports
    ]
    pages = [distinct(page, number) for number, page in enumerate([*on_topic, *other_pages(options.shared)], 1)]
    path = folder / "recall.warc.gz"
    write_archive(path, iter(pages))
    found: dict[bool, dict[str, str]] = {}
    for gated in (True, False):
        with fresh_project(folder / f"recall-{gated}", warm) as project:
            tenure_side("", path, project, gated=gated)
            found[gated] = claims_in(project)
    on = {f"https://site{n % 97}.example/{n}" for n in range(1, len(on_topic) + 1)}
    print(f"\nclaims that a listing shows: {len(on_topic)} pages on the subject, {len(pages) - len(on_topic)} others")
    for name, test in (("pages on the subject", True), ("other pages", False)):
        whole = {claim for claim, url in found[False].items() if (url in on) is test}
        kept = whole & set(found[True])
        share = f"{len(kept) / len(whole):.1%}" if whole else "-"
        print(f"  {name:22} ungated {len(whole):5}, of these found gated {len(kept):5} ({share})")


def memory_table(folder: Path, options: argparse.Namespace) -> None:
    """The most memory that the command takes over a long archive, writer and workers, at four places on the way."""
    small = [page for page in other_pages(options.shared) if len(page) < 60_000]
    path = folder / "long.warc.gz"
    write_archive(path, (page for page, _ in mixed(small, example_pages(), options.memory, 0.005)))
    create_project(folder / "long")
    began = time.monotonic()
    command = [sys.executable, "-m", "tenure", "-q", "-C", str(folder / "long"), "ingest", "--jobs", "2", str(path)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        sizes: list[tuple[float, float]] = []
        used: dict[int, float] = {}
        while process.poll() is None:
            family = _family(process.pid)
            sizes.append((time.monotonic() - began, sum(_resident(pid) for pid in family)))
            used |= {pid: max(used.get(pid, 0.0), _spent(pid)) for pid in family}
            time.sleep(0.5)
    took, spent = time.monotonic() - began, sum(used.values())
    print(
        f"\n{options.memory:,} records, --jobs 2, {path.stat().st_size / 1e6:.0f} MB packed, {took:.0f} s by the clock"
    )
    print(
        f"  {options.memory / took:.0f} records/s by the clock, {spent:.0f} s of processor time"
        f" ({options.memory / spent:.0f} records a second of it), {spent / took:.2f} cores busy in the mean"
    )
    for part in (0.25, 0.5, 0.75, 1.0):
        before = [size for at, size in sizes if at <= took * part]
        print(f"  most memory in the first {part:4.0%}: {max(before, default=0):6.0f} MB (all its processes together)")


def _family(pid: int) -> list[int]:
    """A process with all that were begun from it, whoever of them did."""
    try:
        found = [child for file in Path(f"/proc/{pid}/task").glob("*/children") for child in file.read_text().split()]
    except OSError:
        found = []
    return [pid, *(one for child in found for one in _family(int(child)))]


def _resident(pid: int) -> float:
    """Memory of a process in megabytes; what it shares with others is counted in parts."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1000


def _spent(pid: int) -> float:
    """Processor time of a process so far, in seconds; that of its children is theirs."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> int:
    """Builds the archives and prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--spacy", type=Path, default=SPACY, help="the Python of an environment with spaCy")
    parser.add_argument("--records", type=int, default=2000, help="pages for the fast sides")
    parser.add_argument("--sample", type=int, default=200, help="pages for the slow sides")
    parser.add_argument("--memory", type=int, default=0, help="records of the long archive; none without it")
    options = parser.parse_args()
    if not other_pages(options.shared):
        print("skipped: the pages of the extraction benchmark are not there (set SHARED)")
        return 0
    if options.memory:
        with tempfile.TemporaryDirectory(prefix="bench-sources-") as made:
            memory_table(Path(made), options)
        return 0
    restart_on_one_thread()
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}, {pin_to_one_core()}")
    spacy = Spacy(options.spacy) if options.spacy.exists() else None
    print(f"load {os.getloadavg()[0]:.1f}; spaCy {spacy.about['spacy'] if spacy else 'is not there: (d) is left out'}")
    with tempfile.TemporaryDirectory(prefix="bench-sources-") as made, fresh_project(Path(made) / "warm") as warm:
        write_archive(Path(made) / "warm.warc.gz", iter(example_pages()[:2]))
        tenure_side("", Path(made) / "warm.warc.gz", warm, gated=False)
        for share in SHARES:
            speed_table(Path(made), share, options, warm, spacy)
        recall_table(Path(made), options, warm)
    if spacy:
        spacy.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
