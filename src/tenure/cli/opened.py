"""What every verb needs first: the project of this invocation, opened and closed."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from tenure.project import Project, open_project


@contextmanager
def opened(*, readonly: bool = False) -> Iterator[Project]:
    """The project that the global options name; closed again at the end."""
    options = click.get_current_context().find_root().obj
    project = open_project(options["project"], options["flags"], readonly=readonly)
    try:
        yield project
    finally:
        project.ledger.close()


def quiet() -> bool:
    """Whether `--quiet` was given."""
    return bool(click.get_current_context().find_root().obj["quiet"])
