"""`tenure import`: claims that somebody already keeps in a table."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Literal

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from tenure import __version__
from tenure.cli.inputs import SOME_FAILED, tell_problem
from tenure.cli.opened import opened, quiet
from tenure.cli.output import console, say
from tenure.exchange.table import READER, Table, table_of
from tenure.exchange.table_mapping import TableMapping, mapping_of
from tenure.exchange.table_rows import iter_rows
from tenure.exchange.table_text import TableReport
from tenure.ledger.append import OpenRun, Run, append_problems, append_report, begin_run
from tenure.model.errors import SettingsError
from tenure.model.problem import Problem
from tenure.project import Project
from tenure.sources.archives import Stretch, only_ingested
from tenure.sources.decoding import decode
from tenure.sources.inputs import Input, iter_inputs

_MOST_TOLD: Final = 20
_CLAIMS_A_BATCH: Final = 1_000


@click.command("import")
@click.argument("paths", nargs=-1, required=True, metavar="FILE…")
@click.option(
    "--mapping", type=click.Path(path_type=Path), help="A TOML file that says how the columns are to be read."
)
@click.option("--source", help="Publisher of rows that name none.")
@click.pass_context
def import_table(ctx: click.Context, paths: tuple[str, ...], mapping: Path | None, source: str | None) -> None:
    """Take the rows of tables as claims, each with its own source. FILE is CSV or JSON Lines, or - (standard input)."""
    columns = _mapping(mapping)
    files: list[Path | Literal["-"]] = ["-" if path == "-" else Path(path) for path in paths]
    with opened() as project:
        kept = [
            _import_one(project, found, columns, source)
            for found in iter_inputs(files, project.settings, skip=(project.folder,))
        ]
    problems = [problem for one in kept for problem in one]
    for problem in sorted(problems, key=lambda one: not one.is_failure)[:_MOST_TOLD]:
        tell_problem(problem)
    if len(problems) > _MOST_TOLD:
        say(f"… and {len(problems) - _MOST_TOLD} more (see: tenure problems)", style="dim")
    if any(problem.is_failure for problem in problems):
        ctx.exit(SOME_FAILED)


def _mapping(path: Path | None) -> TableMapping:
    if path is None:
        return TableMapping()
    try:
        return mapping_of(path.read_text("utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError("mapping", str(path), "a TOML file that can be read") from error


def _import_one(
    project: Project, source: Input | Stretch | Problem, mapping: TableMapping, publisher: str | None
) -> list[Problem]:
    """Take one file in, one report a transaction; gives everything that went wrong with it."""
    run = begin_run(project.ledger, Run("import", READER, project.kit.gazetteer.version, __version__), project.now())
    problems: list[Problem] = []
    if isinstance(source, Stretch):
        problems.append(only_ingested(source))
    elif isinstance(source, Problem):
        problems.append(source)
    else:
        text, found = decode(source.data, source.origin)
        problems += found
        if text is not None:
            with _bar() as bar:
                table = _table(project, text, source.origin, mapping, publisher, bar)
                reports, claims = _write(project, table, run, bar)
            problems += table.problems
            say(_summary(table, reports, claims, problems))
    if problems:
        with project.ledger.batch():
            append_problems(project.ledger, problems, run)
    return problems


def _table(
    project: Project, text: str, origin: str, mapping: TableMapping, publisher: str | None, bar: Progress
) -> Table:
    rows = bar.track(iter_rows(text, origin), total=None, description="reading")
    return table_of(rows, mapping, project.kit.gazetteer, origin=origin, source=publisher, now=project.now())


def _write(project: Project, table: Table, run: OpenRun, bar: Progress) -> tuple[int, int]:
    """Append the reports of a table; gives how many of them, and of their claims, are new."""
    reports = claims = 0
    task = bar.add_task("writing", total=len(table.reports))
    for batch in _batches(table.reports):
        with project.ledger.batch():
            added = [append_report(project.ledger, one.report, None, one.claims, run) for one in batch]
        reports += sum(one.report for one in added)
        claims += sum(one.claims for one in added)
        bar.advance(task, len(batch))
    return reports, claims


def _batches(reports: Sequence[TableReport]) -> Iterator[list[TableReport]]:
    """Reports that are written together: each transaction waits for the disk, and a table can have many small ones."""
    batch: list[TableReport] = []
    held = 0
    for one in reports:
        batch.append(one)
        held += len(one.claims)
        if held >= _CLAIMS_A_BATCH:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def _summary(table: Table, reports: int, claims: int, problems: list[Problem]) -> str:
    failed = sum(problem.is_failure for problem in problems)
    noted = len(problems) - failed
    parts = [_counted(table.rows, "row"), f"{_counted(claims, 'new claim')} in {_counted(reports, 'new report')}"]
    if table.absences:
        parts.append(f"{table.absences} of them by what a complete listing leaves out")
    if failed:
        parts.append(f"{failed} failed (see: tenure problems)")
    if noted:
        parts.append(f"{_counted(noted, 'remark')} (see: tenure problems)")
    return "Done: " + ", ".join(parts) + "."


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def _bar() -> Progress:
    screen = console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=screen,
        transient=True,
        disable=quiet() or not screen.is_terminal,
    )
