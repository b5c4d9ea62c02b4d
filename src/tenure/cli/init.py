"""`tenure init`: make a project."""

from pathlib import Path

import click

from tenure.cli.output import say
from tenure.project import create_project


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Make a project in FOLDER: a settings file and an empty ledger."""
    if create_project(folder):
        say(f"Made a project in {folder}. Next: tenure -C {folder} ingest PATH…")
    else:
        say(f"{folder} already holds a project; nothing changed.")
