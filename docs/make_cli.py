"""Writes docs/cli.md from the commands themselves; with --check, tells whether it is up to date instead."""

import ast
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final

import click

import tenure.settings
from tenure.cli.main import cli

PAGE: Final = Path(__file__).parent / "cli.md"
_HEAD: Final = """\
# The command line

<!-- Written by docs/make_cli.py from the commands' own help. Do not edit; run: make docs -->

    tenure [options] VERB [options] …

Results go to standard output; progress, remarks and errors go to standard error. On a terminal a listing is a table;
piped, it is JSON. `--table`, `--json` and `--csv` say which, whatever the output is. What each field of the JSON means
stands in [json.md](json.md). CSV has the same fields: nested ones are joined by dots (`place.name`), lists by `; `, and
text that a spreadsheet would run as a formula begins with an apostrophe.

A DATE is a day, a month or a year: `2024-08-01`, `2024-08`, `2024`. As the end of something a month or year means its
last day, as the start its first. An ID may be cut short as long as it stays the only one: `s1:e0fa6d`. `-h` or
`--help` after any verb shows what stands here.
"""


def page() -> str:
    """The whole page."""
    root = click.Context(cli, info_name="tenure")
    parts = [_HEAD, "## Options before the verb\n", *_options(cli, root)]
    for name, command in cli.commands.items():
        parts += _verb(command, click.Context(command, root, info_name=name))
    parts += _exit_codes()
    parts += _settings()
    return "\n".join(parts) + "\n"


def _verb(command: click.Command, context: click.Context) -> Iterator[str]:
    yield f"## {context.command_path}\n"
    yield from (f"{' '.join(part.split())}\n" for part in (command.help or "").split("\n\n"))
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from _verb(inner, click.Context(inner, context, info_name=name))
        return
    yield f"    {command.get_usage(context).removeprefix('Usage: ')}\n"
    yield from _options(command, context)


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    # Arguments stand in the line of usage; whether click lists them here too depends on its version.
    options = [one for one in command.params if isinstance(one, click.Option)]
    records = [found for one in options if (found := one.get_help_record(context))]
    if not records:
        return
    yield "| option | meaning |\n| --- | --- |"
    yield "\n".join(f"| `{names}` | {_cell(meaning)} |" for names, meaning in records) + "\n"


def _exit_codes() -> Iterator[str]:
    told = (cli.epilog or "").removeprefix("Exit codes:").strip().rstrip(".")
    yield "## Exit codes\n"
    yield "| code | meaning |\n| --- | --- |"
    yield "\n".join("| {} | {} |".format(*one.strip().split(" ", 1)) for one in told.split(",")) + "\n"


def _settings() -> Iterator[str]:
    yield "## Settings\n"
    yield (
        "A project's settings stand in its `tenure.toml`. An environment variable goes before the file, an option of\n"
        "the command line before both. `TENURE_PROJECT` names the project folder where `-C` does not.\n"
    )
    yield "| key | variable | default | meaning |\n| --- | --- | --- | --- |"
    yield "\n".join(
        f"| `{name}` | `TENURE_{name.upper()}` | {default} | {_cell(meaning)} |" for name, default, meaning in _fields()
    )


def _fields() -> Iterator[tuple[str, str, str]]:
    """Name, default and meaning of each setting, as settings.py writes them."""
    source = ast.parse(Path(tenure.settings.__file__).read_text(encoding="utf-8"))
    body = next(node.body for node in source.body if isinstance(node, ast.ClassDef) and node.name == "Settings")
    for field, told in pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(told, ast.Expr):
            default = f"`{ast.literal_eval(field.value)}`" if field.value else "the user's cache folder"
            yield field.target.id, default, str(ast.literal_eval(told.value))


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def main(arguments: list[str]) -> None:
    """Write the page, or with --check compare it and fail where it is out of date."""
    if "--check" not in arguments:
        PAGE.write_text(page(), encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page():
        sys.exit("docs/cli.md is out of date; run: make docs")


if __name__ == "__main__":
    main(sys.argv[1:])
