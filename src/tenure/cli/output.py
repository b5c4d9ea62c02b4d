"""How listings leave the program: a table on a terminal, JSON when piped, CSV on request."""

import csv
import io
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tenure.model.ids import Json

ROOM: Final = 100
MUCH_ROOM: Final = 140


class Form(StrEnum):
    """The shape of the output."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a listing: its heading, how a row gives it, and how it looks on a terminal."""

    heading: str
    cell: Callable[[Mapping[str, Any]], str]
    style: Callable[[Mapping[str, Any]], str] | None = None
    no_wrap: bool = False
    folds: bool = False
    """May be broken all the same where there are fewer than a hundred columns."""
    room: int = 0
    """Left out where there are fewer columns: what can be asked for otherwise."""
    least: int = 0
    """Characters that it keeps where there are a hundred columns."""


def form_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--json`, `--csv` and `--table` to a command; the command gets `form`."""
    command = click.option("--table", "form", flag_value=Form.TABLE.value, help="Write a table, also when piped.")(
        command
    )
    command = click.option("--csv", "form", flag_value=Form.CSV.value, help="Write CSV.")(command)
    return click.option(
        "--json", "form", flag_value=Form.JSON.value, default=None, help="Write JSON (the default when piped)."
    )(command)


def chosen_form(form: str | None) -> Form:
    """The form asked for; else a table for a person and JSON for a program."""
    if form:
        return Form(form)
    return Form.TABLE if sys.stdout.isatty() else Form.JSON


def console(*, stderr: bool = False) -> Console:
    """A console that respects `NO_COLOR`, the width of the terminal, and pipes."""
    width = None if sys.stdout.isatty() else 118
    return Console(stderr=stderr, width=width, highlight=False, soft_wrap=False, emoji=False, markup=False)


def write_rows(rows: Sequence[Mapping[str, Any]], columns: Sequence[Column], form: str | None, *, title: str) -> None:
    """Write a listing to stdout in the form asked for."""
    match chosen_form(form):
        case Form.JSON:
            write_json(list(rows))
        case Form.CSV:
            click.echo(csv_text(rows), nl=False)
        case Form.TABLE:
            write_table(rows, columns, title=title)


def write_json(value: Json) -> None:
    """Write one JSON value, one item a line where it is a list, so that it can be read and diffed."""
    if isinstance(value, list):
        inner = ",\n".join(json.dumps(item, ensure_ascii=False, sort_keys=False) for item in value)
        text = f"[\n{inner}\n]\n" if value else "[]\n"
    else:
        text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    click.echo(text.encode("utf-8", "replace"), nl=False)


def csv_text(rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows as CSV: nested values are flattened with dots, lists joined by `; `."""
    flat = [dict(_flattened(row)) for row in rows]
    headings: dict[str, None] = {}
    for row in flat:
        headings.update(dict.fromkeys(row))
    out = io.StringIO()
    writer = csv.DictWriter(out, list(headings), lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: _defused(value) for key, value in row.items()} for row in flat)
    return out.getvalue()


def _defused(value: object) -> object:
    """Text that a spreadsheet would run as a formula, made plain text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _flattened(row: Mapping[str, Any], prefix: str = "") -> list[tuple[str, object]]:
    cells: list[tuple[str, object]] = []
    for key, value in row.items():
        if isinstance(value, Mapping):
            cells += _flattened(value, f"{prefix}{key}.")
        elif isinstance(value, list):
            texts = [json.dumps(v, ensure_ascii=False) if isinstance(v, (dict, list)) else str(v) for v in value]
            cells.append((prefix + key, "; ".join(texts)))
        else:
            cells.append((prefix + key, value))
    return cells


def write_table(rows: Sequence[Mapping[str, Any]], columns: Sequence[Column], *, title: str) -> None:
    """Write a table for a person."""
    table = Table(title=title, title_justify="left", title_style="bold", header_style="dim", box=None, pad_edge=False)
    screen = console()
    wide = screen.width >= ROOM
    shown = [column for column in columns if screen.width >= column.room]
    for column in shown:
        table.add_column(
            column.heading,
            no_wrap=column.no_wrap and (wide or not column.folds),
            overflow="fold",
            min_width=column.least if wide else None,
        )
    for row in rows:
        table.add_row(*(Text(visible(c.cell(row)), style=c.style(row) if c.style else "") for c in shown))
    screen.print(table)


def visible(text: str) -> str:
    """Text from outside with control characters made harmless, so that no report can drive a terminal."""
    return "".join(char if char.isprintable() or char in "\n" else "\N{REPLACEMENT CHARACTER}" for char in text)


def say(message: str, *, style: str = "") -> None:
    """A message for the person, on stderr; silent under `--quiet`."""
    context = click.get_current_context(silent=True)
    if context is not None and context.find_root().params.get("quiet"):
        return
    complain(message, style=style)


def complain(message: str, *, style: str = "red") -> None:
    """An error or warning for the person, on stderr, whatever was asked to be quiet."""
    # Who reads it from a file or a pipe wants the line as it is, not cut for a terminal.
    console(stderr=True).print(Text(visible(message), style=style), soft_wrap=not sys.stderr.isatty())
