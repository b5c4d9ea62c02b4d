"""`tenure conflicts`: where claims cannot both be so."""

import click

from tenure.cli.days import known_by_option, on_option, recorded_by_option
from tenure.cli.opened import opened
from tenure.cli.output import Column, form_options, write_rows
from tenure.cli.questions import asked, line_filter
from tenure.cli.words import holder_words, place_words, short_id
from tenure.exchange.tenures import conflict_json

FOUND = 4
_COLUMNS = (
    Column("place", lambda row: "; ".join(dict.fromkeys(place_words(line) for line in row["lines"]))),
    Column("holder", lambda row: "; ".join(dict.fromkeys(holder_words(line) for line in row["lines"]))),
    Column("kind", lambda row: row["kind"]),
    Column("claims", lambda row: f"{len(row['side_a'])} against {len(row['side_b'])}", no_wrap=True),
    Column("what would settle it", lambda row: row["settled_by"]),
    Column("id", short_id, lambda row: "dim", no_wrap=True),
)


@click.command()
@click.argument("place", required=False)
@click.option("--holder", help="Only this holder, and what belongs to it.")
@click.option("--exit-code", is_flag=True, help="Exit with 4 if there are any.")
@on_option
@known_by_option
@recorded_by_option
@form_options
@click.pass_context
def conflicts(
    ctx: click.Context,
    place: str | None,
    holder: str | None,
    exit_code: bool,
    on: str | None,
    known_by: str | None,
    recorded_by: str | None,
    form: str | None,
) -> None:
    """Both sides of every contradiction, and what would settle it."""
    with opened() as project:
        answer = asked(project, on, known_by, recorded_by)
        fits = line_filter(answer, project, place, holder)
        found = [one for one in answer.state.conflicts if any(fits(line) for line in one.lines)]
        rows = [conflict_json(one, answer.collection.atlas) for one in found]
        write_rows(rows, _COLUMNS, form, title=f"Conflicts as of {answer.horizon.as_of.isoformat()}")
        if rows and exit_code:
            ctx.exit(FOUND)
