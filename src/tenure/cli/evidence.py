"""`tenure evidence REPORT`: what was received, written out again as a WARC file."""

import sys
from pathlib import Path

import click

from tenure import __version__
from tenure.cli.opened import opened
from tenure.cli.output import say
from tenure.exchange.warc import Evidence, evidence_warc
from tenure.ledger.record import blob_of, publication_of
from tenure.ledger.store import Ledger
from tenure.model.errors import UnknownName
from tenure.model.ids import ReportId


@click.command()
@click.argument("reports", nargs=-1, required=True, metavar="REPORT…")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="The file to write (default: stdout)."
)
def evidence(reports: tuple[str, ...], output: Path | None) -> None:
    """Write the bytes that reports were received as to a WARC file. REPORT is a report's id."""
    with opened(readonly=True) as project:
        pieces = [piece for report in reports for piece in _pieces(project.ledger, report)]
    data = evidence_warc(pieces, f"Tenure {__version__}")
    if output is not None:
        output.write_bytes(data)
        say(f"Wrote {len(data):,} bytes to {output}.")
    elif sys.stdout.isatty():
        raise click.UsageError("it is no text for a screen: name a file with -o FILE.")
    else:
        click.echo(data, nl=False)


def _pieces(ledger: Ledger, report: str) -> list[Evidence]:
    found = publication_of(ledger, ReportId(report))
    if found is None:
        raise UnknownName("report", report)
    return [
        Evidence(data, one.report.url, one.report.origin, one.recorded_at)
        for one in sorted(found.sightings, key=lambda one: (one.recorded_at, one.report.origin))
        if one.report.raw and (data := blob_of(ledger, one.report.raw)) is not None
    ]
