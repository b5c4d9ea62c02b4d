"""Which shelf a project answers from, and what is done where there is none to be had."""

from collections.abc import Callable
from contextlib import closing, suppress
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final, TypeVar

from tenure.answers.collection import collect
from tenure.answers.following import follow
from tenure.answers.kept import UNREADABLE
from tenure.answers.lines import iter_states
from tenure.answers.refolding import fold_marked
from tenure.folding.fold import Horizon, fold_all
from tenure.ledger.shelf import Shelf, ShelfError, open_shelf
from tenure.model.ids import digest_of
from tenure.model.tenure import LineId
from tenure.project import Project

FOLDER: Final = ".derived"
_KEPT: Final = 4
"""How many shelves a project keeps: one for each policy and confidence that somebody asked with of late."""
_TRIES: Final = 5
T = TypeVar("T")


def from_shelf(project: Project, use: Callable[[Shelf], T]) -> T | None:
    """What `use` makes of the project's shelf once it is up to the ledger; None where no shelf can be used.

    A damaged shelf is made again.
    """
    path = _path(project)
    try:
        return _used(project, path, use)
    except ShelfError as error:
        if error.is_busy or not _removed(path):
            return None
    except UNREADABLE:
        if not _removed(path):
            return None
    try:
        return _used(project, path, use)
    except ShelfError:
        return None


def opened_shelf(project: Project) -> Shelf:
    """The project's shelf, up to the ledger and folded, in one snapshot; one in memory where none can be kept."""

    def folded(shelf: Shelf) -> Path:
        fold_marked(project, shelf)
        return shelf.path

    for _ in range(_TRIES):
        path = from_shelf(project, folded)
        if path is None:
            break
        with suppress(ShelfError):
            shelf = open_shelf(path)
            shelf.refresh()
            if not shelf.one("lines_to_fold"):
                return shelf
            # Somebody else has taken in more meanwhile and not folded it.
            shelf.close()
    shelf = open_shelf()
    with project.ledger.snapshot():
        follow(project, shelf)
        fold_marked(project, shelf)
    return shelf


def discard_shelves(project: Project) -> None:
    """Throw away what was kept; the next question makes it again."""
    for path in (project.folder / FOLDER).glob("*.sqlite"):
        _removed(path)


def differing_lines(project: Project, limit: int = 3) -> tuple[LineId, ...]:
    """The first few lines that the project's shelf tells otherwise than folding everything does; none without one.

    A shelf that is behind the ledger is brought up to it first.
    """
    if not _path(project).exists():
        return ()
    found = collect(project)
    horizon = Horizon(project.now().date())
    exact = fold_all(found.statements, found.reviews, found.atlas, project.kit.policy, horizon).lines

    def compared(shelf: Shelf) -> tuple[LineId, ...]:
        fold_marked(project, shelf)
        kept = dict(iter_states(shelf))
        return tuple(line for line in sorted({*kept, *exact}) if kept.get(line) != exact.get(line))[:limit]

    return from_shelf(project, compared) or ()


def shelf_name(project: Project) -> str:
    """The name of the shelf: everything but the ledger that what is derived hangs on."""
    settings = project.settings
    return digest_of([_rules(), project.kit.policy_digest, project.kit.gazetteer.version, settings.min_confidence])[:16]


_VOICES: Final = (files("tenure") / "copies.py", files("tenure.sources") / "credits.py")
"""What says whose account a report goes on."""


def _code_of(room: str) -> list[Traversable]:
    found = (entry for entry in files(room).iterdir() if entry.name.endswith(".py"))
    return sorted(found, key=lambda entry: entry.name)


@cache
def _rules() -> str:
    """The digest of the code that derives: what another version of it kept is no answer."""
    return digest_of([
        entry.read_text("utf-8")
        for entry in (*_code_of("tenure.folding"), *_code_of("tenure.answers"), *_code_of("tenure.model"), *_VOICES)
    ])  # fmt: skip


def _path(project: Project) -> Path:
    return project.folder / FOLDER / f"{shelf_name(project)}.sqlite"


def _used(project: Project, path: Path, use: Callable[[Shelf], T]) -> T:
    if not path.exists():
        _make_room(path.parent)
    with closing(open_shelf(path)) as shelf, project.ledger.snapshot():
        follow(project, shelf)
        return use(shelf)


def _make_room(folder: Path) -> None:
    """A folder for one shelf more; those that nobody used for longest go."""
    with suppress(OSError):
        folder.mkdir(exist_ok=True)
        found = sorted(folder.glob("*.sqlite"), key=lambda one: one.stat().st_mtime, reverse=True)
        for old in found[_KEPT - 1 :]:
            _removed(old)


def _removed(path: Path) -> bool:
    """Whether a shelf could be removed."""
    try:
        for end in ("", "-wal", "-shm"):
            path.with_name(path.name + end).unlink(missing_ok=True)
    except OSError:
        return False
    return True
