"""Words for a gate over bytes: what tells, in each language that is read, a page on the subject from others."""

import re
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Final

from tenure.model.errors import DataFileError

_NAME: Final = "byte_gate.toml"
_REMEDY: Final = "Install Tenure again."


@dataclass(frozen=True, slots=True, order=True)
class GateTerm:
    """A stem or phrase as a pattern, and how much it says in the bytes of a page and in its text, in half bits."""

    pattern: str
    in_bytes: int
    in_text: int


@dataclass(frozen=True, slots=True)
class GateTerms:
    """The terms of all languages that are read, and the weights that a page needs."""

    terms: tuple[GateTerm, ...]
    needed_in_bytes: int
    needed_in_text: tuple[tuple[int, int], ...]
    """Texts from so many bytes on need so much: a brief holds few words, and costs little to read."""


def gate_terms() -> GateTerms:
    """The terms for the gates of archives.

    Raises:
        DataFileError: the file is missing, or holds something else.
    """
    file = resources.files(__package__).joinpath("data", _NAME)
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        rows = [row for language in data["languages"].values() for row in language["terms"]]
        terms = tuple(GateTerm(str(pattern), int(in_bytes), int(in_text)) for pattern, in_bytes, in_text in rows)
        for term in terms:
            re.compile(term.pattern)
        return GateTerms(terms, int(data["needed_in_bytes"]), _steps(data["needed_in_text"]))
    except (OSError, KeyError, TypeError, ValueError, re.error) as error:
        raise DataFileError(_NAME, str(error), _REMEDY) from error


def _steps(rows: list[list[int]]) -> tuple[tuple[int, int], ...]:
    steps = tuple((int(length), int(weight)) for length, weight in rows)
    if not steps or steps[0][0] != 0 or list(steps) != sorted(steps):
        raise ValueError("needed_in_text does not rise from 0")
    return steps
