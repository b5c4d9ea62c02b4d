"""The rows of a CSV or JSON Lines text, each with its line number; what is no row is a problem."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from tenure.model.problem import Problem, ProblemCode

_DELIMITERS: Final = (",", ";", "\t", "|")
_LONGEST_CELL: Final = 100_000


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row: where it stands, and its cells by the names of their columns."""

    line: int
    cells: Mapping[str, str]


def iter_rows(text: str, origin: str) -> Iterator[RawRow | Problem]:
    """The rows of a table; a text that begins with a brace is JSON Lines, any other is CSV with a heading."""
    return _json_rows(text, origin) if text.lstrip()[:1] == "{" else _csv_rows(text, origin)


def malformed(origin: str, line: int, message: str, advice: str = "Mend the row and import the file again.") -> Problem:
    """The problem of one row."""
    return Problem(ProblemCode.MALFORMED, f"{origin}:{line}", message, advice)


def _json_rows(text: str, origin: str) -> Iterator[RawRow | Problem]:
    for line, source in enumerate(text.split("\n"), start=1):
        if not source.strip():
            continue
        try:
            found = json.loads(source)
        except (ValueError, RecursionError) as error:
            yield malformed(origin, line, f"the line is no JSON ({str(error)[:80]})")
            continue
        if not isinstance(found, dict) or any(isinstance(value, (dict, list)) for value in found.values()):
            yield malformed(
                origin, line, "the line is no flat object: each value has to be a text, number or true/false"
            )
            continue
        yield RawRow(line, {str(key): _cell(value) for key, value in found.items()})


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).strip()


def _csv_rows(text: str, origin: str) -> Iterator[RawRow | Problem]:
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=lambda sign: (first.count(sign), -_DELIMITERS.index(sign)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    heading: list[str] | None = None
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield malformed(origin, line, f"the row cannot be read ({error})")
            continue
        if cells is None:
            return
        if heading is None:
            heading = [name.strip() for name in cells]
        elif any(cell.strip() for cell in cells):
            yield _csv_row(cells, heading, origin, line)


def _csv_row(cells: list[str], heading: list[str], origin: str, line: int) -> RawRow | Problem:
    if len(cells) > len(heading) and any(cell.strip() for cell in cells[len(heading) :]):
        return malformed(origin, line, f"it has {len(cells)} cells under {len(heading)} headings")
    if any(len(cell) > _LONGEST_CELL for cell in cells):
        return malformed(origin, line, f"a cell is longer than {_LONGEST_CELL} letters")
    return RawRow(line, {name: cell.strip() for name, cell in zip(heading, cells, strict=False)})
