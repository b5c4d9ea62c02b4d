"""`tenure problems`: what could not be used, and why."""

import click

from tenure.cli.opened import opened
from tenure.cli.output import Column, form_options, write_rows
from tenure.exchange.claims import problem_json
from tenure.ledger.record import iter_problems

_COLUMNS = (
    Column("what", lambda row: row["code"], no_wrap=True),
    Column("where", lambda row: row["where"]),
    Column("message", lambda row: row["message"]),
    Column("what to do", lambda row: row["advice"]),
    Column("", lambda row: row["gravity"], lambda row: "red" if row["gravity"] == "failed" else "yellow", no_wrap=True),
)


@click.command()
@form_options
def problems(form: str | None) -> None:
    """Every input that failed or was taken with a gap, each once."""
    with opened(readonly=True) as project:
        rows = [problem_json(problem) for problem in iter_problems(project.ledger)]
        write_rows(rows, _COLUMNS, form, title="Problems")
