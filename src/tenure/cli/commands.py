"""The verbs of the command line, in the order in which a newcomer needs them."""

from typing import Final

import click

from tenure.cli.brief import brief
from tenure.cli.changes import changes
from tenure.cli.check import check
from tenure.cli.commitments import commitments
from tenure.cli.conflicts import conflicts
from tenure.cli.copies import copies
from tenure.cli.evidence import evidence
from tenure.cli.follow import follow
from tenure.cli.history import history
from tenure.cli.holders import holders
from tenure.cli.imports import import_table
from tenure.cli.ingest import take
from tenure.cli.init import init
from tenure.cli.places import places
from tenure.cli.poll import poll, watch
from tenure.cli.problems import problems
from tenure.cli.read import read
from tenure.cli.review import review
from tenure.cli.sensitivity import sensitivity
from tenure.cli.serve import serve, users
from tenure.cli.sources import sources
from tenure.cli.status import status
from tenure.cli.why import why

COMMANDS: Final[tuple[tuple[str, click.Command], ...]] = (
    ("init", init),
    ("ingest", take),
    ("import", import_table),
    ("follow", follow),
    ("poll", poll),
    ("watch", watch),
    ("read", read),
    ("status", status),
    ("history", history),
    ("changes", changes),
    ("brief", brief),
    ("commitments", commitments),
    ("conflicts", conflicts),
    ("why", why),
    ("evidence", evidence),
    ("sensitivity", sensitivity),
    ("review", review),
    ("places", places),
    ("holders", holders),
    ("copies", copies),
    ("sources", sources),
    ("problems", problems),
    ("check", check),
    ("serve", serve),
    ("users", users),
)
