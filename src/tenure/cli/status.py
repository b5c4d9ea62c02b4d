"""`tenure status`: who is where, as of a day."""

from collections.abc import Mapping
from typing import Any

import click

from tenure.answers import ask_overview
from tenure.cli.days import day_of, known_by_option, on_option, recorded_by_option
from tenure.cli.opened import opened
from tenure.cli.output import ROOM, Column, Form, chosen_form, form_options, write_rows
from tenure.cli.questions import asked, asked_in_outline, line_filter, say_hidden
from tenure.cli.words import holder_words, place_words, short_id, since_words, status_style, weight_words
from tenure.exchange.tenures import segment_json
from tenure.folding.standing import Standing, segment_on
from tenure.model.statement import Atlas

_COLUMNS = (
    Column("place", place_words, least=15),
    Column("holder", holder_words, least=15),
    Column("status", lambda row: row["status"] + (" (partly)" if row["quantity"] else ""), status_style, no_wrap=True),
    Column("since", since_words, least=12),
    Column("support", weight_words, least=17),
    Column("confirmed", lambda row: (row["last_confirmed"] or "") + (" stale" if row["stale"] else ""), room=ROOM),
    Column("id", short_id, lambda row: "dim", no_wrap=True, least=9),
)


@click.command()
@click.argument("place", required=False)
@click.option("--holder", help="Only this holder, and what belongs to it.")
@on_option
@known_by_option
@recorded_by_option
@click.option(
    "--all", "everything", is_flag=True, help="Also what only follows from claims about larger or smaller places."
)
@form_options
def status(
    place: str | None,
    holder: str | None,
    on: str | None,
    known_by: str | None,
    recorded_by: str | None,
    everything: bool,
    form: str | None,
) -> None:
    """Who is stationed at or controls what, as of a day; PLACE includes everything inside it."""
    with opened() as project:
        day = day_of(on, project)
        is_plain = place is None and holder is None and not known_by and not recorded_by
        # Only the JSON and the CSV name the claims behind each line; a table of the whole world does without.
        is_table = chosen_form(form) is Form.TABLE
        overview = ask_overview(project, day) if is_plain and is_table else None
        if overview is not None:
            say_hidden(overview.hidden, project)
            standing, atlas = overview.standing, overview.atlas
        else:
            ask_for = asked_in_outline if is_table else asked
            answer = ask_for(project, on, known_by, recorded_by, place)
            fits = line_filter(answer, project, place, holder)
            standing = tuple(one for one in segment_on(answer.state, day) if fits(one.line))
            atlas = answer.collection.atlas
        rows = [_row(one, atlas) for one in standing if everything or not one.segment.implied]
        title = f"As of {day.isoformat()}" + (f", as known by {known_by}" if known_by else "")
        write_rows(sorted(rows, key=_order), _COLUMNS, form, title=title)


def _row(one: Standing, atlas: Atlas) -> Mapping[str, Any]:
    return {
        **segment_json(one.segment, atlas),
        "certain": one.certain,
        "since_then": [segment.status.value for segment in one.since_then],
    }


def _order(row: Mapping[str, Any]) -> tuple[str, ...]:
    return (row["place"]["name"], row["holder"]["name"], row["aspect"], row["id"])
