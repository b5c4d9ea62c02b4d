"""`tenure sources`: who published what is on record, and how much of it is their own."""

import click

from tenure.answers import ask
from tenure.cli.opened import opened
from tenure.cli.output import Column, form_options, write_rows
from tenure.exchange.copies import publisher_json
from tenure.publishers import publishers

_COLUMNS = (
    Column("publisher", lambda row: row["publisher"] or "unknown"),
    Column("reports", lambda row: str(row["reports"]), no_wrap=True),
    Column("own", lambda row: str(row["own"]), no_wrap=True),
    Column("repeated", lambda row: str(row["repeated"]), no_wrap=True),
    Column("taken up", lambda row: str(row["taken_up"]), no_wrap=True),
    Column("first to report", lambda row: f"{row['first']} of {row['shared']}", no_wrap=True),
    Column("corrections", lambda row: str(row["corrections"]), no_wrap=True),
    Column("claims", lambda row: str(row["claims"]), no_wrap=True),
    Column("latest", lambda row: row["latest"] or "undated", no_wrap=True),
)


@click.command()
@form_options
def sources(form: str | None) -> None:
    """Every publisher on record: its reports, own and repeated, how often it was first, what it corrected.

    First to report: of the states that it and others reported in their own words, how many it reported before them or
    on the same day. Taken up: own reports that others repeated.
    """
    with opened() as project:
        found = publishers(project, ask(project, project.now().date()))
        rows = [publisher_json(one) for one in found]
        write_rows(rows, _COLUMNS, form, title=f"{len(rows)} publishers")
