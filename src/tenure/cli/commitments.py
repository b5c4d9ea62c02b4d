"""`tenure commitments`: what was announced, and what came of it."""

from collections.abc import Mapping
from typing import Any, Final

import click

from tenure.cli.days import known_by_option, on_option, recorded_by_option
from tenure.cli.opened import opened
from tenure.cli.output import MUCH_ROOM, Column, form_options, write_rows
from tenure.cli.questions import asked, line_filter
from tenure.cli.words import holder_words, place_words, short_id
from tenure.exchange.tenures import commitment_json

_STYLES: Final = {
    "open": "cyan",
    "kept": "green",
    "kept late": "yellow",
    "overdue": "red",
    "broken": "red",
    "dropped": "magenta",
}
_COLUMNS = (
    Column("place", place_words),
    Column("holder", holder_words),
    Column("to", lambda row: row["direction"], no_wrap=True),
    Column("was", lambda row: row["modality"], no_wrap=True),
    Column("by", lambda row: ", ".join(row["speakers"])),
    Column("on", lambda row: row["announced_on"] or "", no_wrap=True),
    Column("deadline", lambda row: row["deadline"] or "", no_wrap=True),
    Column("outcome", lambda row: row["outcome"], lambda row: _STYLES[row["outcome"]], no_wrap=True),
    Column("because", lambda row: row["outcome_note"], room=MUCH_ROOM),
    Column("id", short_id, lambda row: "dim", no_wrap=True),
)


@click.command()
@click.argument("place", required=False)
@click.option("--holder", help="Only this holder, and what belongs to it.")
@click.option("--overdue", is_flag=True, help="Only those whose deadline has passed without news of the change.")
@on_option
@known_by_option
@recorded_by_option
@form_options
def commitments(
    place: str | None,
    holder: str | None,
    overdue: bool,
    on: str | None,
    known_by: str | None,
    recorded_by: str | None,
    form: str | None,
) -> None:
    """What was agreed, ordered, planned, asked for or foreseen, and what came of it."""
    with opened() as project:
        answer = asked(project, on, known_by, recorded_by, place)
        fits = line_filter(answer, project, place, holder)
        rows: list[Mapping[str, Any]] = [
            commitment_json(one, answer.collection.atlas)
            for one in answer.state.commitments
            if fits(one.line) and (not overdue or one.outcome.value == "overdue")
        ]
        write_rows(
            sorted(rows, key=_order), _COLUMNS, form, title=f"Commitments as of {answer.horizon.as_of.isoformat()}"
        )


def _order(row: Mapping[str, Any]) -> tuple[str, ...]:
    return (row["deadline"] or "9999", row["announced_on"] or "", row["place"]["name"], row["id"])
