"""`tenure review`: a person's verdict on claims, one at a time."""

from collections.abc import Mapping
from typing import Any

import click

from tenure.cli.opened import opened
from tenure.cli.output import Column, form_options, say, write_rows
from tenure.cli.review_queue import Filters, Queue, claim_called, queue_of
from tenure.cli.review_session import hold_session
from tenure.cli.words import holder_words, place_words, short_id
from tenure.deciding.corrections import correction_of
from tenure.deciding.entry import enter
from tenure.model.ids import Json
from tenure.model.review import ReviewKind
from tenure.project import Project

FAILED = 1
_COLUMNS = (
    Column("sure", lambda row: f"{row['confidence']:.2f}", no_wrap=True),
    Column("holder", lambda row: holder_words(row["line"])),
    Column("event", lambda row: ("not " if row["negated"] else "") + row["event"], no_wrap=True),
    Column("modality", lambda row: row["modality"], no_wrap=True),
    Column("place", lambda row: place_words(row["line"])),
    Column("sentence", lambda row: row["sentence"]["text"].replace("\n", " ")),
    Column("id", short_id, lambda row: "dim", no_wrap=True),
)


@click.command()
@click.argument("claim", required=False, metavar="[CLAIM_ID]")
@click.option("--place", help="Only claims about this place, and what lies in it.")
@click.option("--holder", help="Only claims about this holder, and what belongs to it.")
@click.option("--below", type=click.FloatRange(0, 1), metavar="CONFIDENCE", help="Only claims less certain than this.")
@click.option("--list", "as_list", is_flag=True, help="Only list what waits.")
@click.option("--accept", is_flag=True, help="Accept the claim.")
@click.option("--reject", is_flag=True, help="Reject the claim.")
@click.option("--correct", multiple=True, metavar="FIELD=VALUE", help="Correct a field of the claim; may be repeated.")
@click.option("--because", default="", metavar="REASON", help="Why; asked for where a claim is rejected or corrected.")
@click.option("--anyway", is_flag=True, help="Decide even though the claim has a verdict.")
@form_options
@click.pass_context
def review(ctx: click.Context, claim: str | None, place: str | None, holder: str | None, below: float | None,
           as_list: bool, accept: bool, reject: bool, correct: tuple[str, ...], because: str, anyway: bool,
           form: str | None) -> None:  # fmt: skip
    """Accept, reject or correct claims; the least certain ones that nobody has decided about come first.

    On a terminal one key decides. Where standard input is no terminal it is read as one command a line:
    a [reason] · r reason · c field=value … reason · s (skip) · u (undo) · q (quit).
    """
    asked_for = accept + reject + bool(correct)
    if asked_for > 1:
        raise click.UsageError("choose one of --accept, --reject and --correct")
    if asked_for and claim is None:
        raise click.UsageError("name the claim: tenure review CLAIM_ID --accept")
    with opened() as project:
        queue = queue_of(project, Filters(place, holder, below))
        if claim is not None and asked_for:
            _decide(project, queue, claim, _kind(accept, reject), correct, because, anyway=anyway)
        elif as_list:
            rows: list[Mapping[str, Any]] = [queue.row(one) for one in queue.claims]
            write_rows(rows, _COLUMNS, form, title=f"{len(rows)} claims wait for a verdict")
        elif not hold_session(project, queue if claim is None else _only(queue, claim)):
            ctx.exit(FAILED)


def _kind(accept: bool, reject: bool) -> ReviewKind:
    return ReviewKind.ACCEPT if accept else ReviewKind.REJECT if reject else ReviewKind.CORRECT


def _only(queue: Queue, wanted: str) -> Queue:
    """The queue with one claim, whether or not it has a verdict."""
    return Queue(queue.answer, (claim_called(queue, wanted),), queue.verdicts, queue.lines)


def _decide(
    project: Project, queue: Queue, wanted: str, kind: ReviewKind, fields: tuple[str, ...], reason: str, *, anyway: bool
) -> None:
    claim = claim_called(queue, wanted)
    if kind is not ReviewKind.ACCEPT and not reason.strip():
        raise click.UsageError("say why with --because")
    value: Json = correction_of(fields, project.kit.gazetteer) if kind is ReviewKind.CORRECT else None
    made = enter(project, kind, claim.id, value, reason, None if anyway else ())
    say(f"Recorded: {made.kind.value} {claim.id} by {made.reviewer} ({made.id}).")
