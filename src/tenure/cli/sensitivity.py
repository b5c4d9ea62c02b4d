"""`tenure sensitivity`: what would change if sources were graded otherwise, or what parties say did not count."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import click

from tenure.answers import Answer, collect
from tenure.cli.days import day_of, given_day, known_by_option, on_option
from tenure.cli.opened import opened
from tenure.cli.output import Column, form_options, write_rows
from tenure.cli.questions import line_filter
from tenure.cli.words import Row, holder_words, place_words, status_style
from tenure.exchange.tenures import line_json, support_of
from tenure.folding.fold import Horizon, fold
from tenure.folding.policy import PRESETS, policy_of
from tenure.folding.standing import Standing, segment_on
from tenure.model.tenure import LineId

FOUND: Final = 4


@click.command()
@click.argument("place", required=False)
@click.option("--holder", help="Only this holder, and what belongs to it.")
@click.option("--exit-code", is_flag=True, help="Exit with 4 if anything differs.")
@click.option(
    "--all", "everything", is_flag=True, help="Also what only follows from claims about larger or smaller places."
)
@on_option
@known_by_option
@form_options
@click.pass_context
def sensitivity(
    ctx: click.Context,
    place: str | None,
    holder: str | None,
    exit_code: bool,
    everything: bool,
    on: str | None,
    known_by: str | None,
    form: str | None,
) -> None:
    """The same claims under three policies, side by side: graded sources, all alike, and without what parties say.

    Every line is listed whose status or verdict is not the same under all three.
    """
    with opened() as project:
        day = day_of(on, project)
        horizon = Horizon(day, given_day(known_by) if known_by else None)
        collection = collect(project, known_by=horizon.known_by)
        states = {
            name: fold(collection.statements, collection.reviews, collection.atlas, policy_of(name), horizon)
            for name in PRESETS
        }
        answer = Answer(next(iter(states.values())), collection, horizon)
        fits = line_filter(answer, project, place, holder)
        standing = {name: {one.line: one for one in segment_on(state, day)} for name, state in states.items()}
        lines = sorted({line for found in standing.values() for line in found})
        rows = [
            row
            for line in lines
            if fits(line) and (row := _row(line, answer, {name: found.get(line) for name, found in standing.items()}))
            and (everything or not row["implied"])
        ]  # fmt: skip
        write_rows(sorted(rows, key=_order), _COLUMNS, form, title=_title(day, known_by))
        if rows and exit_code:
            ctx.exit(FOUND)


def _row(line: LineId, answer: Answer, found: Mapping[str, Standing | None]) -> dict[str, Any] | None:
    """A line under each policy; None where status and verdict are the same under all."""
    told = {name: _told(one) for name, one in found.items()}
    if len({(one["status"], one["verdict"]) for one in told.values()}) == 1:
        return None
    implied = all(one.segment.implied for one in found.values() if one is not None)
    return {**line_json(line, answer.collection.atlas), **told, "implied": implied}


def _told(one: Standing | None) -> dict[str, Any]:
    if one is None:
        return {"status": None, "verdict": None, "support": None, "id": None}
    segment = one.segment
    return {
        "status": segment.status.value,
        "verdict": segment.verdict.value,
        "support": round(support_of(segment.support_millinats), 3),
        "id": segment.id,
    }


def _column(name: str) -> Column:
    def cell(row: Row) -> str:
        one = row[name]
        return f"{one['status']} ({one['support']:.2f}, {one['verdict']})" if one["status"] else "-"

    return Column(name, cell, lambda row: status_style({"status": row[name]["status"] or ""}))


_COLUMNS: Final = (
    Column("place", place_words),
    Column("holder", holder_words),
    Column("about", lambda row: row["aspect"], no_wrap=True),
    *(_column(name) for name in PRESETS),
)


def _title(day: date, known_by: str | None) -> str:
    return f"What hangs on the policy as of {day.isoformat()}" + (f", as known by {known_by}" if known_by else "")


def _order(row: Row) -> tuple[str, ...]:
    return (row["place"]["name"], row["holder"]["name"], row["aspect"], row["place"]["id"], row["holder"]["id"])
