"""`tenure check`: proof that the record is whole."""

import click

from tenure.answers.shelves import differing_lines, discard_shelves
from tenure.cli.opened import opened
from tenure.cli.output import complain, say
from tenure.ledger.check import iter_faults
from tenure.ledger.record import counts_of

FAILED = 1


@click.command()
@click.pass_context
def check(ctx: click.Context) -> None:
    """Check the chain of batches, every quote, every stored file, and SQLite's own integrity.

    Where answers are kept beside the record, everything is folded anew and compared with them.
    """
    with opened(readonly=True) as project:
        faults = list(iter_faults(project.ledger))
        counts = counts_of(project.ledger)
        differing = () if faults else differing_lines(project)
        if differing:
            discard_shelves(project)
    for fault in faults:
        complain(fault)
    if faults:
        complain(f"{len(faults)} faults. Restore a copy of the ledger, or ingest the reports again into a new project.")
        ctx.exit(FAILED)
    for line in differing:
        complain(f"what was kept of {line.place} / {line.holder} / {line.aspect} is not what the claims give")
    if differing:
        complain("The record is whole, but answers kept beside it were not; they are thrown away and made again.")
        ctx.exit(FAILED)
    say(
        f"The record is whole: {counts.reports} reports, {counts.claims} claims, {counts.reviews} reviews, "
        f"{counts.problems} problems."
    )
