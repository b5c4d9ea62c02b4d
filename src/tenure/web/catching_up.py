"""What is derived brought up to the ledger in a process of its own, so that pages do not share its one thread."""

import os
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from tenure.answers.refolding import fold_marked
from tenure.answers.shelves import from_shelf
from tenure.ledger.store import open_ledger
from tenure.project import LEDGER_NAME, Kit, Project, utc_now
from tenure.settings import Settings
from tenure.web.indexing import index_of, index_up

_NICE: Final = 5


def catch_up_apart(project: Project) -> bool:
    """Whether a process of its own could fold and index what is new."""
    process = get_context("spawn").Process(
        target=_catch_up, args=(project.folder, project.settings), daemon=True, name="tenure-catching-up"
    )
    process.start()
    process.join()
    return process.exitcode == 0


def _catch_up(folder: Path, settings: Settings) -> None:
    if hasattr(os, "nice"):
        os.nice(_NICE)
    project = Project(folder, Kit(settings), open_ledger(folder / LEDGER_NAME), utc_now)
    from_shelf(project, lambda shelf: fold_marked(project, shelf))
    index = index_of(project)
    index_up(index, project)
    index.close()
    project.ledger.close()
