"""Annotated reports: where they lie, what they hold, and the reports the reader is given."""

import argparse
import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from tenure.model.ids import ReportId
from tenure.model.report import Report

ROOT: Final = Path(__file__).resolve().parent.parent
SHARED: Final = Path(os.environ.get("SHARED") or ROOT.parent / "shared")
DEV: Final = SHARED / "gold" / "dev"

Annotated = dict[str, Any]
"""One report of the gold files, as `GUIDELINES.md` beside them describes it."""


def add_gold_option(parser: argparse.ArgumentParser) -> None:
    """Give a parser the option that names the annotated reports."""
    parser.add_argument("--gold", type=Path, default=DEV, help=f"a .jsonl file or a folder of them (default: {DEV})")


def gold_files(path: Path) -> list[Path]:
    """The files of a path that is a file or a folder, in order of name; none where there is nothing."""
    if path.is_dir():
        return sorted(path.glob("*.jsonl"))
    return [path] if path.is_file() else []


def files_or_skip(path: Path) -> list[Path]:
    """The files of a path; ends the program with code 0 and a message where there are none."""
    files = gold_files(path)
    if not files:
        print(f"skipped: no annotated reports at {path} (name them with --gold, or set SHARED)")
        sys.exit(0)
    return files


def read_gold(files: Iterable[Path]) -> list[Annotated]:
    """The annotated reports of some files, in order."""
    return [json.loads(line) for file in files for line in _lines(file)]


def _lines(file: Path) -> Iterator[str]:
    with file.open(encoding="utf-8") as lines:
        yield from (line for line in lines if line.strip())


def digest_of_files(files: Sequence[Path]) -> str:
    """The SHA-256 of names and contents, so that no annotation changes unnoticed."""
    whole = hashlib.sha256()
    for file in files:
        whole.update(f"{file.name}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return f"sha256:{whole.hexdigest()}"


def report_of(annotated: Annotated) -> Report:
    """The report as the reader gets it: text, title, publication; never the annotation."""
    published = annotated.get("published")
    return Report(
        id=ReportId(annotated["id"]),
        text=annotated["text"],
        title=annotated.get("title"),
        publisher=annotated.get("publisher"),
        published_at=datetime.fromisoformat(published).replace(tzinfo=UTC) if published else None,
        language=annotated.get("language") or "en",
        origin=annotated["id"],
        external_id=annotated["id"],
    )
