"""The order of the stages: inputs to reports, reports to claims, both into the ledger, problems kept."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from tenure import __version__
from tenure.copies import catch_up, compare_report
from tenure.ledger.append import (
    Added,
    OpenRun,
    QuoteMismatch,
    Run,
    anchor_of,
    append_problems,
    append_report,
    begin_run,
    has_reading,
)
from tenure.ledger.store import Ledger
from tenure.model.claim import Claim
from tenure.model.problem import Gravity, Problem, ProblemCode
from tenure.model.report import Report
from tenure.project import Kit, Project
from tenure.sources.archives import Stretch, only_ingested
from tenure.sources.draft import Hints
from tenure.sources.inputs import Input
from tenure.sources.read import read_input

_READ_LANGUAGES: Final = frozenset({"en", "und"})


@dataclass(frozen=True, slots=True)
class Tally:
    """What an ingest did, so far."""

    inputs: int = 0
    reports: int = 0
    known: int = 0
    claims: int = 0
    failed: int = 0
    noted: int = 0
    records: int = 0
    """Records of web archives."""
    kept: int = 0
    """Pages of them that passed the gates."""
    done: int = 0
    """Bytes of the archive at hand that are done, of `size`."""
    size: int = 0
    problems: tuple[Problem, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """A report with what was read in it."""

    report: Report
    raw: bytes
    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...]


def read_reports(
    source: Input | Stretch | Problem, hints: Hints, kit: Kit, now: datetime
) -> tuple[list[Reading], list[Problem]]:
    """The reports of one input with their claims, and what went wrong with the input itself."""
    if isinstance(source, Problem):
        return [], [source]
    if isinstance(source, Stretch):
        return [], [only_ingested(source)]
    reports, problems = read_input(source, hints, kit.settings, now=now)
    return [read_report(report, raw, kit) for report, raw in reports], list(problems)


def read_report(report: Report, raw: bytes, kit: Kit) -> Reading:
    """A report with its claims; a fault of the reader becomes a problem."""
    if report.language not in _READ_LANGUAGES:
        return Reading(report, raw, (), ())
    try:
        claims, problems = kit.reader(report, kit.gazetteer, kit.settings)
    except Exception as error:
        return Reading(report, raw, (), (reader_failed(report, error),))
    return Reading(report, raw, claims, problems)


def reader_failed(report: Report, error: Exception) -> Problem:
    """The problem that a fault of the reader makes."""
    return Problem(
        ProblemCode.READER,
        report.origin,
        f"the reader failed on this report ({type(error).__name__}: {error})",
        "The report is kept without claims. Please report the text as a fault of the reader.",
        Gravity.FAILED,
    )


def ingest(project: Project, sources: Iterator[Input | Problem], hints: Hints, told: Callable[[Tally], None]) -> Tally:
    """Take every input into the ledger, one report a transaction; `told` hears of each finished input."""
    run = begin_run(project.ledger, run_of(project, "ingest"), project.now())
    catch_up(project.ledger, run)
    tally = Tally()
    for source in sources:
        tally = take_input(project, source, hints, run, tally)
        told(tally)
    return tally


def run_of(project: Project, command: str) -> Run:
    """The run of a command, with the reader and the gazetteer of the project."""
    reader = project.kit.reader
    return Run(command, f"{reader.name}/{reader.version}", project.kit.gazetteer.version, __version__)


def take_input(project: Project, source: Input | Problem, hints: Hints, run: OpenRun, tally: Tally) -> Tally:
    """Take one input into the ledger; gives the tally with it."""
    if isinstance(source, Problem):
        return _kept(project.ledger, run, [source], replace(tally, inputs=tally.inputs + 1))
    reports, found = read_input(source, hints, project.settings, now=run.recorded_at)
    tally = replace(tally, inputs=tally.inputs + 1)
    problems = list(found)
    for report, raw in reports:
        added, more = _add(project, report, raw, run)
        problems += more
        tally = replace(
            tally,
            reports=tally.reports + added.sighting,
            known=tally.known + (not added.sighting),
            claims=tally.claims + added.claims,
        )
    return _kept(project.ledger, run, problems, tally)


def _add(project: Project, report: Report, raw: bytes, run: OpenRun) -> tuple[Added, Sequence[Problem]]:
    """Reads a report unless this reader has read it before, and appends it with its claims."""
    ledger = project.ledger
    if has_reading(ledger, report.id, anchor_of(report), run.run):
        with ledger.batch():
            return append_report(ledger, report, raw, None, run), ()
    done = read_report(report, raw, project.kit)
    with ledger.batch():
        try:
            added, problems = append_report(ledger, report, raw, done.claims, run), done.problems
        except QuoteMismatch as error:
            mismatch = reader_failed(report, error)
            added, problems = append_report(ledger, report, raw, (), run), (*done.problems, mismatch)
        compare_report(ledger, report, run)
        return added, problems


def _kept(ledger: Ledger, run: OpenRun, problems: Sequence[Problem], tally: Tally) -> Tally:
    if problems:
        with ledger.batch():
            append_problems(ledger, problems, run)
    failed = sum(problem.is_failure for problem in problems)
    return replace(
        tally,
        failed=tally.failed + failed,
        noted=tally.noted + len(problems) - failed,
        problems=(*tally.problems, *problems),
    )
