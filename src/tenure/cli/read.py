"""`tenure read`: the claims of reports, without a record."""

import json
from dataclasses import replace

import click

from tenure.cli.inputs import SOME_FAILED, hints_of, input_options, tell_problem
from tenure.cli.opened import bare_kit
from tenure.cli.output import Column, Form, chosen_form, csv_text, form_options, say, write_table
from tenure.exchange.claims import claim_json, problem_json, report_json
from tenure.exchange.page import reports_page
from tenure.following.visits import iter_given, visitor_of
from tenure.pipeline import Reading, read_reports
from tenure.project import utc_now

_COLUMNS = (
    Column("event", lambda row: row["event"] + (" (not)" if row["negated"] else "")),
    Column("modality", lambda row: row["modality"]),
    Column("holder", lambda row: row["holder"]["name"] or row["holder"]["state"] or row["holder"]["text"] or "?"),
    Column("place", lambda row: row["place"]["name"] or "?"),
    Column("when", lambda row: row["when"] or ""),
    Column("deadline", lambda row: row["deadline"] or ""),
    Column("says", lambda row: row["speaker"] or ""),
    Column("sure", lambda row: f"{row['confidence']:.2f}"),
    Column("words", lambda row: row["trigger"]["text"]),
)


@click.command()
@input_options
@form_options
@click.option("--html", "as_page", is_flag=True, help="Write one HTML page with every claim highlighted.")
@click.pass_context
def read(
    ctx: click.Context,
    paths: tuple[str, ...],
    published: str | None,
    publisher: str | None,
    url: str | None,
    language: str | None,
    form: str | None,
    as_page: bool,
) -> None:
    """Read reports and show their claims; nothing is kept. JSON comes one report a line."""
    hints = hints_of(published, publisher, url, language)
    kit = bare_kit()
    failed, hidden = False, 0
    shown: list[Reading] = []
    for source in iter_given(paths, kit.settings, hints, visitor_of(kit.settings, utc_now)):
        readings, problems = read_reports(source, hints, kit, utc_now())
        for problem in (*problems, *(p for reading in readings for p in reading.problems)):
            tell_problem(problem)
        failed = failed or any(problem.is_failure for problem in problems)
        sure, left_out = _sure(readings, kit.settings.min_confidence)
        hidden += left_out
        if as_page:
            shown += sure
        else:
            _write(sure, chosen_form(form))
    if as_page:
        click.echo(reports_page([(one.report, one.claims) for one in shown]).encode("utf-8", "replace"), nl=False)
    if hidden:
        say(
            f"{hidden} claims below confidence {kit.settings.min_confidence} are left out "
            "(show them with: tenure --min-confidence 0 read …).",
            style="dim",
        )
    if failed:
        ctx.exit(SOME_FAILED)


def _sure(readings: list[Reading], floor: float) -> tuple[list[Reading], int]:
    """The readings with the claims that are sure enough, and how many are not."""
    kept = [replace(one, claims=tuple(c for c in one.claims if c.confidence >= floor)) for one in readings]
    return kept, sum(len(one.claims) for one in readings) - sum(len(one.claims) for one in kept)


def _write(readings: list[Reading], form: Form) -> None:
    for reading in readings:
        rows = [claim_json(claim) for claim in reading.claims]
        match form:
            case Form.JSON:
                whole = {
                    **report_json(reading.report),
                    "claims": rows,
                    "problems": [problem_json(p) for p in reading.problems],
                }
                click.echo(json.dumps(whole, ensure_ascii=False).encode("utf-8", "replace"))
            case Form.CSV:
                click.echo(csv_text(rows).encode("utf-8", "replace"), nl=False)
            case Form.TABLE:
                write_table(rows, _COLUMNS, title=reading.report.title or reading.report.origin)
