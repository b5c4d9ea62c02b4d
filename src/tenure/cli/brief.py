"""`tenure brief`: what changed since a day, as Markdown with the sentences."""

import click

from tenure.cli.days import day_of, first_day
from tenure.cli.opened import opened
from tenure.cli.questions import asked_between, line_filter
from tenure.exchange.brief import brief_markdown
from tenure.exchange.claims import claim_json, report_json
from tenure.model.ids import HolderId, PlaceId
from tenure.model.tenure import Aspect, LineId
from tenure.web.differences import behind, difference_rows


@click.command()
@click.argument("place", required=False)
@click.option("--since", required=True, metavar="DATE", help="From the end of this day.")
@click.option("--until", metavar="DATE", help="To the end of this day (default: today).")
@click.option("--holder", help="Only this holder, and what belongs to it.")
def brief(place: str | None, since: str, until: str | None, holder: str | None) -> None:
    """What changed since a day, as Markdown: every line with the sentences that it rests on."""
    with opened() as project:
        first, last = first_day(since), day_of(until, project)
        old, new = (asked_between(project, day, day, place=place) for day in (first, last))
        fits = line_filter(new, project, place, holder)
        rows = [
            row
            for row in difference_rows(old.state, new.state, first, last, new.collection.atlas)
            if fits(LineId(PlaceId(row["place"]["id"]), HolderId(row["holder"]["id"]), Aspect(row["aspect"])))
        ]
        wanted = set(behind(rows))
        claims = {
            str(one.claim.id): {
                **claim_json(one.claim),
                "source": report_json(new.collection.reports[one.claim.report]),
            }
            for one in new.collection.statements
            if one.claim.id in wanted
        }
        terms = {"since": first.isoformat(), "until": last.isoformat(), "left out": new.collection.hidden}
        title = f"From {first.isoformat()} to {last.isoformat()}"
        click.echo(brief_markdown(title, rows, claims, terms).encode("utf-8", "replace"), nl=False)
