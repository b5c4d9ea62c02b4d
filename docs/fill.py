"""Fills in what commands print: runs each marked command and writes its output into the block below the mark.

A mark is a line of its own in a Markdown file, with at most so many lines of output where a number stands in it:

    <!-- transcript: tenure status Zvartnots --on 2024-06-01 -->
    <!-- transcript 12: tenure history Armenia --on 2026-03-15 -->

`@{status Zvartnots --on 2024-06-01}` inside a command stands for the id of the first row of that listing. The commands
of one file run one after another in one folder that holds `examples/`. Unless the first of them is `tenure init`, there
is already a project in it that holds the example reports. Nothing but `tenure` is run.

The last line of a filled page names the reader that was used; a test tells when another one reads today.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from tenure.cli.commands import COMMANDS
from tenure.project import Kit
from tenure.settings import settings_from

ROOT: Final = Path(__file__).parents[1]
PAGES: Final = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
_MARK: Final = re.compile(r"<!-- transcript(?: (?P<lines>\d+))?: (?P<command>tenure .+?) -->\n")
_BLOCK: Final = re.compile(r"\n?```[a-z]*\n.*?\n```\n", re.DOTALL)
_STAMP: Final = re.compile(r"\n*<!-- transcripts by [^\n]* -->\n*\Z")
_ID: Final = re.compile(r"@\{(?P<listing>[^{}]+)\}")
_PROJECT: Final = "record"
_SHOWN_ID: Final = 9
"""As many characters of an id as the tables show."""
_FORMS: Final = frozenset({"--json", "--csv", "--table", "--html"})


def filled(text: str, folder: Path, reader: str) -> str:
    """The page with the output of every marked command, run in a folder, and the reader's name at its end."""
    parts, at = [], 0
    text = _STAMP.sub("\n", text)
    for mark in _MARK.finditer(text):
        old = _BLOCK.match(text, mark.end())
        parts += [text[at : mark.end()], _block(mark["command"], mark["lines"], folder)]
        at = old.end() if old else mark.end()
    return "".join([*parts, text[at:]]).rstrip("\n") + f"\n\n<!-- transcripts by {reader} -->\n"


def _block(command: str, lines: str | None, folder: Path) -> str:
    command = _ID.sub(lambda found: _first_id(found["listing"], folder), command)
    said = [line.rstrip() for line in _run(shlex.split(command)[1:], folder).rstrip().split("\n")]
    if lines and len(said) > int(lines):
        said = [*said[: int(lines)], "…"]
    return "\n".join(["```console", f"$ {command}", *said, "```", ""])


def _first_id(listing: str, folder: Path) -> str:
    said = _run([*shlex.split(listing), "--json"], folder, both=False)
    rows = json.loads(said) if said.startswith("[") else []
    if not rows:
        sys.exit(f"tenure {listing}: there is no row to take an id from")
    return str(rows[0]["id"])[:_SHOWN_ID]


def _run(words: list[str], folder: Path, *, both: bool = True) -> str:
    """What a command prints, errors included; a listing comes as the table that a person would see."""
    if both and not _FORMS & set(words) and any(_takes_form(word) for word in words):
        words = [*words, "--table"]
    done = subprocess.run(  # noqa: S603  # Tenure itself, with words from our own pages
        [sys.executable, "-m", "tenure", *words],
        cwd=folder,
        env=_environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if both else None,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout


def _takes_form(verb: str) -> bool:
    return any(name == verb and any(one.name == "form" for one in command.params) for name, command in COMMANDS)


def _environment(folder: Path) -> Mapping[str, str]:
    return {**os.environ, "TENURE_PROJECT": str(folder / _PROJECT), "PYTHONUTF8": "1"}


def prepare(folder: Path, text: str) -> None:
    """Put the examples into a folder, and a project with them unless the page makes its own."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    first = _MARK.search(text)
    if first and not first["command"].startswith("tenure init "):
        _run(["init", _PROJECT], folder)
        _run(["ingest", "examples/south-caucasus"], folder)


def main(arguments: list[str]) -> None:
    """Fill the pages named, or all of them."""
    kit = Kit(settings_from(None, os.environ, {}))
    # Built here, so that no page tells of it.
    kit.gazetteer.close()
    for page in [Path(one) for one in arguments] or PAGES:
        text = page.read_text(encoding="utf-8")
        if not _MARK.search(text):
            continue
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            prepare(folder, text)
            page.write_text(filled(text, folder, f"{kit.reader.name}/{kit.reader.version}"), encoding="utf-8")
        sys.stdout.write(f"{page}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
