"""The word lists and tables that ship with this room, read once and checked as they are read."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any, Final

from tenure.model.errors import DataFileError

_REMEDY: Final = "Install Tenure again."


@cache
def table(name: str) -> Mapping[str, Any]:
    """The data file of this name.

    Raises:
        DataFileError: the file is missing or is no TOML.
    """
    file = resources.files(__package__).joinpath("data", f"{name}.toml")
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataFileError(str(file), str(error), _REMEDY) from error


@cache
def words_of(name: str, *keys: str) -> tuple[str, ...]:
    """A list of words in a data file.

    Raises:
        DataFileError: there is no such list, or it holds something else than words.
    """
    value = _at(name, keys)
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise DataFileError(f"{name}.toml: {'.'.join(keys)}", "no list of words", _REMEDY)
    return tuple(value)


@cache
def numbers_of(name: str, *keys: str) -> Mapping[str, int]:
    """A table of words and whole numbers in a data file.

    Raises:
        DataFileError: there is no such table, or a value is no whole number.
    """
    value = _at(name, keys)
    if not isinstance(value, dict) or not all(type(number) is int for number in value.values()):
        raise DataFileError(f"{name}.toml: {'.'.join(keys)}", "no table of numbers", _REMEDY)
    return value


@cache
def pattern_of(name: str, *keys: str) -> re.Pattern[str]:
    """One pattern that matches whatever a list of patterns in a data file matches, in either case.

    Raises:
        DataFileError: one of them is no pattern.
    """
    try:
        return re.compile("|".join(f"(?:{part})" for part in words_of(name, *keys)), re.IGNORECASE)
    except re.error as error:
        raise DataFileError(f"{name}.toml: {'.'.join(keys)}", str(error), _REMEDY) from error


def _at(name: str, keys: tuple[str, ...]) -> object:
    value: object = table(name)
    for key in keys:
        if not isinstance(value, Mapping) or key not in value:
            raise DataFileError(f"{name}.toml", f"{'.'.join(keys)} is missing", _REMEDY)
        value = value[key]
    return value
