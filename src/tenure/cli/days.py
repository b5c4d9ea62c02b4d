"""Days on the command line: ISO days, months and years, and "today"."""

from datetime import date

import click

from tenure.model.errors import BadTime
from tenure.model.when import extent_of
from tenure.project import Project


def day_of(text: str | None, project: Project) -> date:
    """The day that an option names; the project's own today where it is not given.

    A month or year means its last day, so that "as of 2024" is as of its end.

    Raises:
        BadTime: it is no date.
    """
    if text is None or text == "today":
        return project.now().date()
    return given_day(text)


def given_day(text: str) -> date:
    """The last day of a date as written."""
    extent = extent_of(text)
    if extent is None or extent.is_interval or extent.ends.last is None:
        raise BadTime(text)
    return extent.ends.last


def first_day(text: str) -> date:
    """The first day of a date as written."""
    extent = extent_of(text)
    if extent is None or extent.is_interval or extent.starts.start is None:
        raise BadTime(text)
    return extent.starts.start


on_option = click.option("--on", metavar="DATE", help="As of this day (default: today).")
known_by_option = click.option("--known-by", metavar="DATE", help="Only what was published by this day.")
recorded_by_option = click.option("--recorded-by", metavar="DATE", help="Only what this record held by this day.")
