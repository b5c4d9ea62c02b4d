"""`tenure poll` and `tenure watch`: what is new at the followed addresses is taken into the record."""

import signal
import threading
from collections.abc import Callable
from types import FrameType

import click
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from tenure.cli.inputs import SOME_FAILED, tell_problem
from tenure.cli.opened import opened, quiet
from tenure.cli.output import console, say
from tenure.fetching.visitor import Visitor
from tenure.following.poll import PollTally
from tenure.following.poll import poll as poll_once
from tenure.following.visits import visitor_of
from tenure.following.watch import watch as keep_watching
from tenure.project import Project


@click.command()
@click.pass_context
def poll(ctx: click.Context) -> None:
    """Ask every followed address once and take what is new, then end: for cron, or by hand."""
    with opened() as project, _bar() as bar:
        tally = poll_once(project, _visitor(project), _teller(bar))
    _tell(tally)
    if tally.failed or tally.taken.failed:
        ctx.exit(SOME_FAILED)


@click.command()
@click.option("--rounds", type=click.IntRange(min=1), help="End after so many rounds. [default: only when stopped]")
def watch(rounds: int | None) -> None:
    """Stay and ask what is followed again and again (every poll_minutes), until stopped with Ctrl-C."""
    with opened() as project:
        try:
            with _bar() as bar:
                keep_watching(
                    project, _visitor(project), _teller(bar), _tell, rounds=rounds, sleep=_sleep_till_stopped()
                )
        except KeyboardInterrupt:
            say("Stopped; what was taken is kept, and the next round goes on from here.")


def _sleep_till_stopped() -> Callable[[float], None]:
    """A sleep that Ctrl-C ends, also one that was pressed before: a library may swallow the interrupt on its way."""
    stopped = threading.Event()

    def stop(signum: int, frame: FrameType | None) -> None:
        stopped.set()
        raise KeyboardInterrupt

    def sleep(seconds: float) -> None:
        if stopped.wait(seconds):
            raise KeyboardInterrupt

    signal.signal(signal.SIGINT, stop)
    return sleep


def _visitor(project: Project) -> Visitor:
    if not project.settings.contact:
        say("Hosts like to know whom to write to: set contact in tenure.toml.", style="dim")
    return visitor_of(project.settings, project.now)


def _bar() -> Progress:
    screen = console(stderr=True)
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        console=screen,
        transient=True,
        disable=quiet() or not screen.is_terminal,
    )


def _teller(bar: Progress) -> Callable[[PollTally], None]:
    task = bar.add_task("asking", total=None)

    def told(tally: PollTally) -> None:
        bar.update(
            task,
            description=f"{tally.asked} asked · {tally.entries} new entries · {tally.taken.reports} new reports · "
            f"{tally.taken.claims} new claims",
        )

    return told


def _tell(tally: PollTally) -> None:
    for problem in tally.taken.problems:
        tell_problem(problem)
    parts = [f"{tally.asked} asked", f"{tally.unchanged} unchanged"]
    if tally.rested:
        parts.append(f"{tally.rested} left alone for now")
    if tally.failed:
        parts.append(f"{tally.failed} failed (see: tenure follow list)")
    parts += [
        f"{tally.entries} new entr{'y' if tally.entries == 1 else 'ies'}",
        f"{tally.taken.reports} new report{'s' * (tally.taken.reports != 1)}",
        f"{tally.taken.claims} new claim{'s' * (tally.taken.claims != 1)}",
    ]
    say("Done: " + ", ".join(parts) + ".")
