"""The data files of this room, read and checked: a damaged one is an error that names the line."""

import csv
import io
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, Final

from tenure.model.errors import DataFileError

_REMEDY: Final = "Install Tenure again; if you edited the file, correct the line."
LIST_SIGN: Final = ";"


def data_file(name: str) -> Traversable:
    """A data file of this room, which need not exist."""
    return resources.files("tenure.gazetteer").joinpath("data").joinpath(name)


def read_rows(name: str, columns: Sequence[str]) -> Iterator[Mapping[str, str]]:
    """The rows of a CSV file with exactly these columns.

    Raises:
        DataFileError: the file is missing, has other columns, or a row is cut short.
    """
    reader = csv.DictReader(io.StringIO(_text_of(name)), strict=True)
    if list(reader.fieldnames or ()) != list(columns):
        raise DataFileError(name, f"its columns are not {','.join(columns)}", _REMEDY)
    try:
        for row in reader:
            if None in row or None in row.values():
                raise DataFileError(name, f"line {reader.line_num} has another number of fields", _REMEDY)
            yield {column: value.strip() for column, value in row.items()}
    except csv.Error as error:
        raise DataFileError(name, f"line {reader.line_num}: {error}", _REMEDY) from error


def read_table(name: str) -> Mapping[str, Any]:
    """The table of a TOML file.

    Raises:
        DataFileError: the file is missing or no TOML.
    """
    try:
        return tomllib.loads(_text_of(name))
    except tomllib.TOMLDecodeError as error:
        raise DataFileError(name, str(error), _REMEDY) from error


def listed(field: str) -> tuple[str, ...]:
    """The parts of a field that lists several."""
    return tuple(part for part in (piece.strip() for piece in field.split(LIST_SIGN)) if part)


def number_in(name: str, field: str, low: float, high: float) -> float:
    """The number a field holds.

    Raises:
        DataFileError: it holds none, or one out of bounds.
    """
    try:
        value = float(field)
    except ValueError as error:
        raise DataFileError(name, f"{field!r} is no number", _REMEDY) from error
    if not low <= value <= high:
        raise DataFileError(name, f"{field} is not between {low} and {high}", _REMEDY)
    return value


def point_of(name: str, row: Mapping[str, str]) -> tuple[float, float] | None:
    """The coordinates a row gives, or None where it leaves them open.

    Raises:
        DataFileError: one of the two is missing, no number, or not on Earth; (0, 0) is never a place.
    """
    if not row["lat"] and not row["lon"]:
        return None
    point = number_in(name, row["lat"], -90, 90), number_in(name, row["lon"], -180, 180)
    if point == (0, 0):
        raise DataFileError(name, f"{row} lies at (0, 0)", _REMEDY)
    return point


def broken(name: str, reason: str) -> DataFileError:
    """The error that says what is wrong with a data file."""
    return DataFileError(name, reason, _REMEDY)


def _text_of(name: str) -> str:
    try:
        return data_file(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataFileError(name, "it cannot be read", _REMEDY) from error
