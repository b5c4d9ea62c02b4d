"""`tenure changes`: what is new between two days, and why it is new."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import click

from tenure.cli.days import day_of, first_day
from tenure.cli.opened import opened
from tenure.cli.output import Column, form_options, write_rows
from tenure.cli.questions import asked_between, line_filter
from tenure.cli.words import holder_words, place_words, short_id, since_words
from tenure.exchange.tenures import commitment_json, line_json, segment_json
from tenure.folding.changes import Change, CommitmentChange, changes_between
from tenure.model.statement import Atlas
from tenure.model.tenure import Commitment

_ORDER: Final = ("new in the world", "newly known", "corrected", "commitment")
FOUND: Final = 4
_COLUMNS = (
    Column("why", lambda row: row["why"], no_wrap=True),
    Column("place", place_words),
    Column("holder", holder_words),
    Column("before", lambda row: row["before"] or ""),
    Column("after", lambda row: row["after"] or ""),
    Column("when", lambda row: row["when"] + ("" if row["certain"] else " ?"), no_wrap=True),
    Column("id", short_id, lambda row: "dim", no_wrap=True),
)


@click.command()
@click.argument("place", required=False)
@click.option("--since", required=True, metavar="DATE", help="From the end of this day.")
@click.option("--until", metavar="DATE", help="To the end of this day (default: today).")
@click.option("--holder", help="Only this holder, and what belongs to it.")
@click.option("--exit-code", is_flag=True, help="Exit with 4 if anything changed.")
@form_options
@click.pass_context
def changes(
    ctx: click.Context,
    place: str | None,
    since: str,
    until: str | None,
    holder: str | None,
    exit_code: bool,
    form: str | None,
) -> None:
    """What changed between two days: in the world, in what is known of it, or by correction, apart."""
    with opened() as project:
        first, last = first_day(since), day_of(until, project)
        old, new = (asked_between(project, day, day, place=place) for day in (first, last))
        fits = line_filter(new, project, place, holder)
        found = changes_between(old.state, new.state, first, last)
        atlas = new.collection.atlas
        rows = [_change_row(one, atlas) for one in found.segments if fits(one.line) and not _is_implied(one)]
        rows += [_commitment_row(one, atlas) for one in found.commitments if fits((one.after or one.before).line)]  # type: ignore[union-attr]  # one of the two is always there
        title = f"From {first.isoformat()} to {last.isoformat()}"
        write_rows(sorted(rows, key=_order), _COLUMNS, form, title=title)
        if rows and exit_code:
            ctx.exit(FOUND)


def _is_implied(change: Change) -> bool:
    segments = [segment for segment in (change.before, change.after) if segment]
    return all(segment.implied for segment in segments)


def _change_row(change: Change, atlas: Atlas) -> Mapping[str, Any]:
    shown = change.after or change.before
    row = segment_json(shown, atlas) if shown else {}
    return {
        "why": change.kind.value,
        **line_json(change.line, atlas),
        "before": change.before.status.value if change.before else None,
        "after": change.after.status.value if change.after else None,
        "when": since_words(row) if change.after else "",
        "certain": change.certain,
        "id": shown.id if shown else None,
        "segment": row,
    }


def _commitment_row(change: CommitmentChange, atlas: Atlas) -> Mapping[str, Any]:
    shown = change.after or change.before
    if shown is None:
        raise AssertionError("a change of commitments without either side")
    return {
        "why": "commitment",
        **line_json(shown.line, atlas),
        "before": _told(change.before),
        "after": _told(change.after),
        "when": day_text(shown.announced_on),
        "certain": True,
        "id": shown.id,
        "commitment": commitment_json(shown, atlas),
    }


def _told(commitment: Commitment | None) -> str | None:
    if commitment is None:
        return None
    due = f" by {commitment.deadline}" if commitment.deadline else ""
    return f"{commitment.modality} to {commitment.direction.value}{due}: {commitment.outcome.value}"


def day_text(day: date | None) -> str:
    """A day, or nothing."""
    return day.isoformat() if day else ""


def _order(row: Mapping[str, Any]) -> tuple[int, str, str, str]:
    return (_ORDER.index(row["why"]), row["place"]["name"], row["holder"]["name"], row["id"] or "")
