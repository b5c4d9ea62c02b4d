"""The floors of the accuracy gate: read, compared, raised and, with a reason, lowered."""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

KEYS: Final = (
    "found",
    "who-where",
    "full",
    "when",
    "deadline",
    "quantity",
    "speaker",
    "sure-precision",
    "sure-share",
)
# Another processor's int8 kernels may round a few claims the other way.
MARGIN: Final = 0.01
_HEAD: Final = """\
# Floors of the accuracy gate (make accuracy): a score below its floor fails, and so do changed annotations.
# Raised by: python eval/accuracy.py --raise-floors
# Lowered only by: python eval/accuracy.py --lower-floors --because "…", which notes it in CHANGELOG.md
"""


class FloorsError(Exception):
    """A floors file that cannot be used."""


@dataclass(frozen=True, slots=True)
class Floors:
    """The digest of the annotated reports, and the least score by key."""

    digest: str
    least: Mapping[str, float]


def parse_floors(text: str) -> Floors:
    """Floors from TOML; every key must be there, so that no deleted line opens the gate."""
    try:
        table = tomllib.loads(text)
        return Floors(str(table["gold"]["digest"]), {key: float(table["floors"][key]) for key in KEYS})
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise FloorsError(f"not a floors file ({type(error).__name__}: {error})") from error


def floors_text(floors: Floors) -> str:
    """Floors as TOML."""
    rows = "".join(f"{key} = {floors.least[key]:.3f}\n" for key in KEYS)
    return f'{_HEAD}\n[gold]\ndigest = "{floors.digest}"\n\n[floors]\n{rows}'


def failures(floors: Floors, digest: str, scores: Mapping[str, float]) -> list[str]:
    """What keeps the gate shut, in words."""
    missed = [
        f"{key} is {scores[key]:.4f}, below its floor of {floors.least[key]:.3f}"
        for key in KEYS
        if scores[key] < floors.least[key]
    ]
    if floors.digest != digest:
        missed.append(f"the annotated reports changed: digest {digest}, floors are for {floors.digest or 'none'}")
    return missed


def floor_of(score: float) -> float:
    """The floor that a score allows."""
    return max(0.0, math.floor(round((score - MARGIN) * 1000, 6)) / 1000)


def raised(floors: Floors, digest: str, scores: Mapping[str, float]) -> Floors:
    """The floors, higher where the scores allow it; never lower.

    Raises:
        FloorsError: the floors are for other annotated reports.
    """
    if floors.digest and floors.digest != digest:
        raise FloorsError('the annotated reports changed; say why with --lower-floors --because "…"')
    return Floors(digest, {key: max(floors.least[key], floor_of(scores[key])) for key in KEYS})


def lowered(floors: Floors, digest: str, scores: Mapping[str, float]) -> Floors:
    """The floors of the scores as they are, for the annotated reports as they are; never higher."""
    return Floors(digest, {key: min(floors.least[key], floor_of(scores[key])) for key in KEYS})


def changes(old: Floors, new: Floors) -> str:
    """Which floors differ, in words."""
    moved = [f"{key} {old.least[key]:.3f} to {new.least[key]:.3f}" for key in KEYS if old.least[key] != new.least[key]]
    if old.digest != new.digest:
        moved.append("new annotated reports")
    return ", ".join(moved) or "none"


def note_lowering(changelog: Path, old: Floors, new: Floors, because: str, today: date) -> None:
    """Adds one line to the changelog's unreleased part."""
    line = f"- Accuracy floors lowered on {today.isoformat()} ({changes(old, new)}): {' '.join(because.split())}"
    changelog.write_text(with_line(changelog.read_text("utf-8"), line), encoding="utf-8")


def with_line(text: str, line: str) -> str:
    """A changelog with a line at the end of `Changed` under `Unreleased`; both headings are made where missing."""
    lines = text.rstrip("\n").split("\n")
    if "## Unreleased" not in lines:
        first = _next(lines, 0, "## ")
        lines[first:first] = ["## Unreleased", ""] if first < len(lines) else ["", "## Unreleased"]
    start = lines.index("## Unreleased")
    end = _next(lines, start + 1, "## ")
    if "### Changed" in lines[start:end]:
        changed = lines.index("### Changed", start, end)
        end = _next(lines, changed + 1, "##")
        new = [line]
        if not any(one.strip() for one in lines[changed + 1 : end]):
            new = ["", line]
    else:
        new = ["", "### Changed", "", line]
    while not lines[end - 1].strip():
        end -= 1
    lines[end:end] = new
    return "\n".join(lines) + "\n"


def _next(lines: list[str], start: int, prefix: str) -> int:
    return next((n for n in range(start, len(lines)) if lines[n].startswith(prefix)), len(lines))
