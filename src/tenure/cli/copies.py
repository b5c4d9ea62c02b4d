"""`tenure copies`: which reports repeat one another, and what people decided about that."""

from collections.abc import Mapping
from typing import Any

import click

from tenure import __version__
from tenure.cli.opened import opened
from tenure.cli.output import Column, form_options, say, write_rows
from tenure.copies import compare_missing, copies_of, stories
from tenure.deciding.entry import enter
from tenure.exchange.copies import copy_json
from tenure.ledger.append import Run, begin_run
from tenure.ledger.record import reports_named
from tenure.model.copies import Story
from tenure.model.errors import TenureError, UnknownName
from tenure.model.ids import ReportId
from tenure.model.review import ReviewKind
from tenure.project import Project

_COLUMNS = (
    Column("story", lambda row: row["story"][:9], lambda row: "dim", no_wrap=True),
    Column("published", lambda row: row["published"] or "undated", no_wrap=True),
    Column("publisher", lambda row: row["publisher"] or "-"),
    Column("title", lambda row: row["title"] or "-"),
    Column("why", lambda row: _why(row)),
    Column("agency", lambda row: row["agency"] or ""),
    Column("report", lambda row: row["report"][:9], lambda row: "dim", no_wrap=True),
)


class NoCopy(TenureError):
    """A report was to be set apart that stands alone."""

    def __init__(self, report: ReportId) -> None:
        self.report = report
        super().__init__(f"{report} is its own: no other report counts as a copy of it, nor it as one")


@click.group()
def copies() -> None:
    """Reports that repeat one another and count as one voice: list them, set one apart, put two together."""


@copies.command("list")
@click.argument("report", required=False, metavar="[REPORT_ID]")
@click.option("--publisher", help="Only stories that this publisher printed.")
@form_options
def list_copies(report: str | None, publisher: str | None, form: str | None) -> None:
    """Every story that was published more than once, the latest first; with an ID that report's story."""
    with opened(readonly=True) as project:
        found = stories(project.ledger) if report is None else (_story_of(project, report),)
        shown = [
            story
            for story in found
            if publisher is None or any(one.report.publisher == publisher for one in story.copies)
        ]
        rows: list[Mapping[str, Any]] = [copy_json(one, story) for story in shown for one in story.copies]
        write_rows(rows, _COLUMNS, form, title=f"Stories: {len(shown)}, publications: {len(rows)}")


@copies.command("split")
@click.argument("report", metavar="REPORT_ID")
@click.option("--because", required=True, metavar="REASON", help="Why it is no copy.")
def split_copies(report: str, because: str) -> None:
    """Set a report apart from those it was taken for a copy of; it counts as a voice of its own."""
    with opened() as project:
        key = _report_called(project, report)
        if len({one.report.id for one in copies_of(project.ledger, key)}) < 2:
            raise NoCopy(key)
        made = enter(project, ReviewKind.SPLIT_COPIES, key, None, because)
        say(f"Recorded: {key} stands by itself ({made.id}).")


@copies.command("merge")
@click.argument("a", metavar="REPORT_ID")
@click.argument("b", metavar="REPORT_ID")
@click.option("--because", required=True, metavar="REASON", help="Why they are one voice.")
def merge_copies(a: str, b: str, because: str) -> None:
    """Take two reports, with the copies of each, as one voice."""
    with opened() as project:
        one, other = (_report_called(project, said) for said in (a, b))
        known = copies_of(project.ledger, one)
        if any(each.report.id == other for each in known):
            say(f"{one} and {other} are one story already; nothing changed.")
            return
        # A story goes by the report that stands first in it, so that what is known of one copy holds for all.
        pair = known[0].report.id, copies_of(project.ledger, other)[0].report.id
        made = enter(project, ReviewKind.MERGE_COPIES, *pair, because)
        say(f"Recorded: {pair[0]} and {pair[1]}, with their copies, are one story ({made.id}).")


@copies.command("compare")
def compare_copies() -> None:
    """Compare the reports that were taken in before copies were looked for, or by an older method."""
    with opened() as project:
        run = begin_run(project.ledger, Run("copies", "-", "-", __version__), project.now())
        done = compare_missing(project.ledger, run)
        say(f"Compared: {done} report{'s' * (done != 1)}.")


def _story_of(project: Project, said: str) -> Story:
    key = _report_called(project, said)
    return Story(str(key), copies_of(project.ledger, key))


def _report_called(project: Project, said: str) -> ReportId:
    """The report whose id is, or alone begins with, what somebody typed.

    Raises:
        UnknownName: there is none.
        UsageError: there are several.
    """
    found = reports_named(project.ledger, said)
    if len(found) > 1:
        raise click.UsageError(f"{said!r} can be several: {', '.join(found[:6])}")
    if not found:
        raise UnknownName("report", said)
    return found[0]


def _why(row: Mapping[str, Any]) -> str:
    decided = row["decision"] and f"{row['decision']} by {row['decided_by']}: {row['decided_because']}"
    return "; ".join(part for part in (row["reason"], decided) if part)
