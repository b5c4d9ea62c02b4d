"""Inputs: the bytes of files, of folders walked in order, and of standard input."""

import os
import stat
import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Literal

from tenure.model.problem import Gravity, Problem, ProblemCode
from tenure.settings import FILE_NAME, Settings
from tenure.sources.archives import HEAD, Stretch, is_archive, iter_stretches
from tenure.sources.draft import Hints

STDIN: Final = "-"
_MEGABYTE: Final = 1_000_000
_LEDGER: Final = ".sqlite"
_SAVED_WITH: Final = "_files"
_PAGES: Final = (".html", ".htm", ".xhtml")


@dataclass(frozen=True, slots=True)
class Input:
    """Some bytes and the place they came from."""

    origin: str
    data: bytes
    hints: Hints | None = None
    """What is known of this input alone, instead of what the user says of all."""
    charset: str | None = None
    """The character set that came with it, where it does not say itself."""


def iter_inputs(
    paths: Sequence[Path | Literal["-"]],
    settings: Settings,
    *,
    skip: Collection[Path] = (),
    stdin: BinaryIO | None = None,
) -> Iterator[Input | Stretch | Problem]:
    """Every file named, every file below a folder in sorted order, and standard input for `-`.

    Hidden files are passed over unless they are named; links that lead out of a folder are refused.
    `skip` holds files that are never read and folders that are not gone into unless they are named; a project's own
    settings and ledgers are no reports and are passed over wherever they lie. Web archives come as the stretches that
    hold their records, whatever their size; all else is read whole.
    """
    avoided = frozenset(_resolved(path) for path in skip)
    for path in paths:
        if str(path) == STDIN:
            yield _from_stream(stdin or sys.stdin.buffer, "stdin", settings)
        elif os.path.isdir(path):  # Path.is_dir raises on names that are too long
            yield from _below(Path(path), settings, avoided)
        elif _resolved(Path(path)) not in avoided:
            yield from _from_file(Path(path), settings, named=True)


def _below(root: Path, settings: Settings, avoided: frozenset[str]) -> Iterator[Input | Stretch | Problem]:
    inside = _resolved(root)
    waiting = [root]
    found_any = False
    while waiting:
        path = waiting.pop()
        if os.path.islink(path) and path != root:
            problem = _link_problem(path, inside)
            if problem:
                found_any = True
                yield problem
        elif avoided and path != root and _resolved(path) in avoided:
            continue
        elif os.path.isdir(path):
            try:
                waiting.extend(reversed(_children(path)))
            except OSError as error:
                found_any = True
                yield _unreadable(path, error)
        else:
            found_any = True
            yield from _from_file(path, settings, named=False)
    if not found_any:
        yield Problem(
            ProblemCode.EMPTY, _name(root), "the folder holds no files", "Name the folder that holds the reports."
        )


def _children(folder: Path) -> list[Path]:
    """What lies in a folder and is not hidden; the parts a browser saved beside a page are left to the page."""
    names = sorted(entry.name for entry in os.scandir(folder) if not entry.name.startswith("."))
    if FILE_NAME in names:
        names = [name for name in names if name != FILE_NAME and _LEDGER not in name]
    pages = {name[: -len(end)] for name in names for end in _PAGES if name.lower().endswith(end)}
    return [
        folder / name
        for name in names
        if not (name.endswith(_SAVED_WITH) and name.removesuffix(_SAVED_WITH) in pages and (folder / name).is_dir())
    ]


def _link_problem(path: Path, inside: str) -> Problem | None:
    """A problem for a link that leads nowhere or out of the folder; what lies inside is read at its own place."""
    target = _resolved(path)
    if not os.path.exists(target):  # Path.exists raises on a loop of links
        return Problem(
            ProblemCode.MISSING, _name(path), "the link leads to nothing", "Mend or remove the link.", Gravity.NOTED
        )
    if target != inside and not target.startswith(inside.rstrip(os.sep) + os.sep):
        return Problem(
            ProblemCode.REFUSED, _name(path), "the link leads out of the folder", "Name the file itself to read it."
        )
    return None


def _from_file(path: Path, settings: Settings, *, named: bool) -> Iterator[Input | Stretch | Problem]:
    head = _head_of(path)
    if head is not None and is_archive(head):
        try:
            yield from iter_stretches(path, _name(path), head, settings)
        except OSError as error:
            yield _unreadable(path, error)
        return
    yield _whole_file(path, settings, named=named)


def _head_of(path: Path) -> bytes | None:
    """The first bytes of a file, or None where it is none or cannot be read."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as stream:
            return stream.read(HEAD)
    except (OSError, ValueError):
        return None


def _whole_file(path: Path, settings: Settings, *, named: bool) -> Input | Problem:
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode) and not (named and stat.S_ISFIFO(facts.st_mode)):
            return Problem(
                ProblemCode.UNSUPPORTED, _name(path), "it is no file but a device or a socket", "Name a file."
            )
        if facts.st_size > settings.max_megabytes * _MEGABYTE:
            return _too_large(_name(path), settings)
        with path.open("rb") as stream:
            return _from_stream(stream, _name(path), settings)
    except (FileNotFoundError, NotADirectoryError):
        return Problem(ProblemCode.MISSING, _name(path), "there is no such file", "Check the spelling of the path.")
    except (OSError, ValueError) as error:
        return _unreadable(path, error)


def _from_stream(stream: BinaryIO, origin: str, settings: Settings) -> Input | Problem:
    limit = settings.max_megabytes * _MEGABYTE
    try:
        data = stream.read(limit + 1)
    except (OSError, ValueError) as error:
        return _unreadable(Path(origin), error)
    return _too_large(origin, settings) if len(data) > limit else Input(origin, data)


def _too_large(origin: str, settings: Settings) -> Problem:
    return Problem(
        ProblemCode.TOO_LARGE,
        origin,
        f"larger than {settings.max_megabytes} MB",
        "Split it, or raise max_megabytes in the settings.",
    )


def _unreadable(path: Path, error: OSError | ValueError) -> Problem:
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return Problem(
        ProblemCode.UNREADABLE, _name(path), f"cannot be read: {reason}", "Check who may read it, and try again."
    )


def _resolved(path: Path) -> str:
    try:
        return os.path.realpath(path)
    except ValueError:  # a NUL in the name: no such file can be
        return str(path)


def _name(path: Path) -> str:
    """The path as text that can be shown and stored, whatever bytes the file system gave."""
    return os.fsencode(path).decode("utf-8", "replace")
