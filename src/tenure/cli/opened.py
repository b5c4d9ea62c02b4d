"""What every verb needs first: the project of this invocation, opened and closed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click

from tenure.cli.output import say
from tenure.project import Kit, Project, open_project
from tenure.settings import settings_from


@contextmanager
def opened(*, readonly: bool = False) -> Iterator[Project]:
    """The project that the global options name; closed again at the end."""
    options = click.get_current_context().find_root().obj
    project = open_project(options["project"], options["flags"], readonly=readonly, told=building)
    try:
        yield project
    finally:
        project.ledger.close()


def bare_kit() -> Kit:
    """Settings, gazetteer and reader without any project."""
    options = click.get_current_context().find_root().obj
    return Kit(settings_from(None, os.environ, options["flags"]), building)


def quiet() -> bool:
    """Whether `--quiet` was given."""
    return bool(click.get_current_context().find_root().obj["quiet"])


def building(step: str, done: int, of: int) -> None:
    """Says once that the gazetteer is being built: it takes some seconds, the first time only."""
    if done == 0:
        say("Building the gazetteer (once) …", style="dim")
