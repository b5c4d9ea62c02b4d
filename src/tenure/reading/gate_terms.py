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
    """A stem as a pattern, and how much it says, in half bits."""

    pattern: str
    weight: int


def byte_terms() -> tuple[tuple[GateTerm, ...], int]:
    """The terms of all languages, each as it is written in UTF-8, and the weight a page needs.

    Raises:
        DataFileError: the file is missing, or holds something else.
    """
    file = resources.files(__package__).joinpath("data", _NAME)
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        terms = tuple(
            GateTerm(str(pattern), int(weight))
            for language in data["languages"].values()
            for pattern, weight in language["terms"]
        )
        for term in terms:
            re.compile(term.pattern)
        return terms, int(data["needed"])
    except (OSError, KeyError, TypeError, ValueError, re.error) as error:
        raise DataFileError(_NAME, str(error), _REMEDY) from error
