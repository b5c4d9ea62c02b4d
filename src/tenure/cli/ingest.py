"""`tenure ingest`: take reports into the record."""

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from tenure.cli.inputs import SOME_FAILED, hints_of, input_options, tell_problem
from tenure.cli.opened import opened, quiet
from tenure.cli.output import console, say
from tenure.following.visits import iter_given, visitor_of
from tenure.pipeline import Tally, ingest


@click.command("ingest")
@input_options
@click.pass_context
def take(
    ctx: click.Context,
    paths: tuple[str, ...],
    published: str | None,
    publisher: str | None,
    url: str | None,
    language: str | None,
) -> None:
    """Read reports and keep them with their claims. PATH is a file, a folder, the address of a page, or -.

    A page is fetched only because its address is named here; nothing that it names is fetched.
    """
    hints = hints_of(published, publisher, url, language)
    with opened() as project:
        visitor = visitor_of(project.settings, project.now)
        sources = iter_given(paths, project.settings, hints, visitor, skip=(project.folder,))
        with _bar() as bar:
            task = bar.add_task("reading", total=None, claims=0)

            def told(tally: Tally) -> None:
                bar.update(task, completed=tally.inputs, claims=tally.claims)

            tally = ingest(project, sources, hints, told)
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
        MofNCompleteColumn(),
        TextColumn("{task.fields[claims]} claims"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=screen,
        transient=True,
        disable=quiet() or not screen.is_terminal,
    )


def _summary(tally: Tally) -> str:
    parts = [
        f"{tally.reports} new report{'s' * (tally.reports != 1)}",
        f"{tally.claims} new claim{'s' * (tally.claims != 1)}",
    ]
    if tally.known:
        parts.append(f"{tally.known} already on record")
    if tally.failed:
        parts.append(f"{tally.failed} failed (see: tenure problems)")
    if tally.noted:
        parts.append(f"{tally.noted} remark{'s' * (tally.noted != 1)} (see: tenure problems)")
    return "Done: " + ", ".join(parts) + "."
