"""What verbs that take reports share: paths, hints, and the words of problems."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

import click

from tenure.cli.output import complain
from tenure.model.errors import BadTime
from tenure.model.problem import Problem
from tenure.sources.draft import Hints

SOME_FAILED: Final = 3


def input_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds PATH… and the hints to a command."""
    command = click.option("--language", help="Language of the reports, where they do not tell (ISO 639-1).")(command)
    command = click.option("--url", help="Address of the report, where it does not tell.")(command)
    command = click.option("--publisher", help="Publisher of the reports, where they do not tell.")(command)
    command = click.option(
        "--published", metavar="DATE", help="Publication date of the reports, before any they give."
    )(command)
    return click.argument("paths", nargs=-1, required=True, metavar="PATH…")(command)


def hints_of(published: str | None, publisher: str | None, url: str | None, language: str | None) -> Hints:
    """The hints that the options give.

    Raises:
        BadTime: the date cannot be read.
    """
    return Hints(instant_of(published) if published else None, publisher, url, language)


def instant_of(text: str) -> datetime:
    """An ISO day or instant; a day is its midnight in UTC."""
    try:
        value = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise BadTime(text) from error
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def tell_problem(problem: Problem) -> None:
    """One problem, for a person."""
    style = "red" if problem.is_failure else "yellow"
    said = problem.message.rstrip(".")
    complain(f"{problem.code.value}: {problem.where}: {said}. {problem.advice}", style=style)
