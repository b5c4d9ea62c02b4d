"""`tenure ingest`: take reports into the record."""

import click
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from tenure.bulk.take import Options, ingest_all
from tenure.cli.inputs import SOME_FAILED, hints_of, input_options, tell_problem
from tenure.cli.opened import opened, quiet
from tenure.cli.output import console, say
from tenure.following.visits import iter_given, visitor_of
from tenure.pipeline import Tally


@click.command("ingest")
@input_options
@click.option("--jobs", type=click.IntRange(1, 64), default=1, help="Processes that read the pages of web archives.")
@click.option("--no-gate", is_flag=True, help="Read every page of a web archive, also those that seem off the subject.")
@click.pass_context
def take(
    ctx: click.Context,
    paths: tuple[str, ...],
    published: str | None,
    publisher: str | None,
    url: str | None,
    language: str | None,
    jobs: int,
    no_gate: bool,
) -> None:
    """Read reports and keep them with their claims.

    PATH is a file, a folder, a web archive (WARC, WACZ), the address of a page, or - for standard input.
    A page is fetched only because its address is named here; nothing that it names is fetched.
    """
    hints = hints_of(published, publisher, url, language)
    with opened() as project:
        visitor = visitor_of(project.settings, project.now)
        sources = iter_given(paths, project.settings, hints, visitor, skip=(project.folder,))
        with _bar() as bar:
            task = bar.add_task("reading", total=None, said="")
            tally = ingest_all(
                project, sources, hints, Options(not no_gate, jobs), lambda tally: _show(bar, task, tally)
            )
    for problem in tally.problems:
        tell_problem(problem)
    say(_summary(tally))
    if tally.failed:
        ctx.exit(SOME_FAILED)


def _bar() -> Progress:
    screen = console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[said]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=screen,
        transient=True,
        disable=quiet() or not screen.is_terminal,
    )


def _show(bar: Progress, task: TaskID, tally: Tally) -> None:
    """One line of progress: an archive is measured by its bytes, other inputs are only counted."""
    problems = tally.failed + tally.noted
    if tally.size:
        elapsed = bar.tasks[0].elapsed or 0
        rate = f", {tally.records / elapsed:,.0f}/s" if elapsed else ""
        said = f"{tally.records:,} records{rate}, {tally.kept:,} kept, {tally.claims:,} claims, {problems:,} problems"
        bar.update(task, completed=tally.done, total=tally.size, said=said)
    else:
        bar.update(task, said=f"{tally.inputs:,} inputs, {tally.claims:,} claims, {problems:,} problems")


def _summary(tally: Tally) -> str:
    parts = [
        f"{tally.reports} new report{'s' * (tally.reports != 1)}",
        f"{tally.claims} new claim{'s' * (tally.claims != 1)}",
    ]
    if tally.records:
        parts.insert(0, f"{tally.records:,} archive records, {tally.kept:,} pages read")
    if tally.known:
        parts.append(f"{tally.known} already on record")
    if tally.failed:
        parts.append(f"{tally.failed} failed (see: tenure problems)")
    if tally.noted:
        parts.append(f"{tally.noted} remark{'s' * (tally.noted != 1)} (see: tenure problems)")
    return "Done: " + ", ".join(parts) + "."
