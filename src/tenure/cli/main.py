"""The `tenure` command: global options, and one table from errors to exit codes."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import click

from tenure import __version__
from tenure.cli.commands import COMMANDS
from tenure.cli.output import complain
from tenure.deciding.corrections import BadCorrection
from tenure.model.errors import BadTime, NotAProject, SettingsError, TenureError, UnknownName

DONE: Final = 0
FAILED: Final = 1
USAGE: Final = 2

_EXIT_CODES: Final[Mapping[type[TenureError], int]] = {
    NotAProject: USAGE,
    SettingsError: USAGE,
    UnknownName: USAGE,
    BadTime: USAGE,
    BadCorrection: USAGE,
    TenureError: FAILED,
}

_EPILOG = "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 some inputs failed, 4 found changes or conflicts where asked."


class Verbs(click.Group):
    """The verbs in the order a newcomer needs them; errors end in one line and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The order of the table, not of the alphabet."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a verb; turn an expected error into a message and its exit code."""
        try:
            return super().invoke(ctx)
        except TenureError as error:
            complain(f"tenure: {error}")
            ctx.exit(exit_code_of(error))
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(DONE)


def exit_code_of(error: TenureError) -> int:
    """The exit code of an error: the most particular entry of the table."""
    return next(_EXIT_CODES[kind] for kind in type(error).__mro__ if kind in _EXIT_CODES)


@click.group(cls=Verbs, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tenure")
@click.option(
    "-C", "--project", type=click.Path(path_type=Path), help="The project folder (default: this one, or one above it)."
)
@click.option("-q", "--quiet", is_flag=True, help="Only results and errors; no progress, no remarks.")
@click.option("--policy", help="Policy preset or folder, instead of the project's.")
@click.option("--min-confidence", type=float, help="Leave out claims below this, instead of the project's setting.")
@click.pass_context
def cli(
    ctx: click.Context, project: Path | None, quiet: bool, policy: str | None, min_confidence: float | None
) -> None:
    """Who holds or is stationed at what place, since when, says who: read from news reports.

    Start with:  tenure init my-record  ·  tenure ingest reports/  ·  tenure status
    """
    ctx.obj = {"project": project, "flags": {"policy": policy, "min_confidence": min_confidence}, "quiet": quiet}


for _name, _command in COMMANDS:
    cli.add_command(_command, _name)


def run() -> None:
    """The program's entry point."""
    cli(prog_name="tenure")
