"""What a report says of its own origin: the agency it has its text from, or that it corrects another."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from tenure.model.errors import DataFileError
from tenure.model.report import Report
from tenure.sources.tables import table, words_of

_HEAD_LINES: Final = 3
_TAIL_LINES: Final = 3
_LINE: Final = 200
"""How much of a line is looked at."""
_LEADING: Final = re.compile(r"^(?:the|by|from)\s+", re.IGNORECASE)


def agency_named(name: str | None) -> str | None:
    """The agency that goes by a name, as it is usually called; None where no agency does."""
    return _agencies().get(_folded(name)) if name else None


def credited_agency(report: Report) -> str | None:
    """The agency that a report names as the one it has its text from; None where it names none."""
    for author in report.authors:
        found = agency_named(_LEADING.sub("", author))
        if found:
            return found
    lines = [line.strip()[:_LINE] for line in report.text.split("\n") if line.strip()]
    return next(_named(lines[:_HEAD_LINES], "heads", loose=True), None) or next(
        _named(lines[: -_TAIL_LINES - 1 : -1], "tails", loose=False), None
    )


def is_correction(report: Report) -> bool:
    """Whether a report calls itself a correction of another."""
    opening = report.text[:_LINE].lstrip()
    return any(_correcting().match(line) for line in (report.title or "", opening))


@cache
def _correcting() -> re.Pattern[str]:
    words = "|".join(words_of("credits", "corrections"))
    return re.compile(rf"\W*(?:{words})\s*(?:[:–—-]|$)", re.IGNORECASE)


def _named(lines: list[str], where: str, *, loose: bool) -> Iterator[str]:
    """The agencies that lines name; with `loose` also those not listed that are called what agencies are called."""
    for line in lines:
        for pattern in _patterns(where):
            found = pattern.search(line)
            if found is None:
                continue
            name = found["name"].strip()
            agency = agency_named(_LEADING.sub("", name))
            if agency:
                yield agency
            elif (
                loose and line[found.start("name") - 1 : found.start("name")] in ("(", "/") and _is_called_agency(name)
            ):
                yield name


def _is_called_agency(name: str) -> bool:
    words = name.split()
    return 2 <= len(words) <= 4 and words[-1] in words_of("credits", "endings") and all(w[0].isupper() for w in words)


@cache
def _patterns(where: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in words_of("credits", where))


@cache
def _agencies() -> Mapping[str, str]:
    """Every name of an agency to the one it goes by.

    Raises:
        DataFileError: a name stands for two.
    """
    found: dict[str, str] = {}
    for names in table("credits")["agencies"]:
        for name in names:
            if found.setdefault(_folded(name), names[0]) != names[0]:
                raise DataFileError("credits.toml", f"the agency {name!r} is listed twice", "Install Tenure again.")
    return found


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
