"""Work on pages, here or in processes of their own, with results in the order of the tasks."""

import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Final

from tenure.bulk.memory import give_back
from tenure.bulk.work import Task, Worked, gates_of, shared_net, work
from tenure.ledger.append import Run, anchor_of, has_reading
from tenure.ledger.store import Ledger, open_ledger
from tenure.model.errors import TenureError
from tenure.model.report import Report
from tenure.project import Kit, Project
from tenure.settings import Settings
from tenure.sources.warc import Fault

_AHEAD: Final = 8
"""So many tasks a worker wait for it at most: memory stays flat however long the archive."""
_BYTES_AHEAD: Final = 32_000_000
"""So many bytes of pages wait at most, one page excepted: a page may have 20 MB, and is held with its record."""


@dataclass(frozen=True, slots=True)
class Item:
    """A place in an archive that the writer hears of: a task, a fault, or neither where it is time to note progress."""

    records: int
    pages: int
    done: int
    task: Task | None = None
    fault: Fault | None = None


Results = Callable[[Iterable[Item]], Iterator[tuple[Item, Worked | None]]]
"""Gives each item, in order, with what its task came to."""


class WorkerLost(TenureError):
    """A process that reads pages has ended."""

    def __init__(self) -> None:
        super().__init__(
            "a process that was reading pages has ended (is there enough memory?). "
            "What was finished is kept; the same command goes on from there."
        )


@contextmanager
def crew(project: Project, run: Run, jobs: int) -> Iterator[Results]:
    """Those who do the work: this process where `jobs` is 1, else so many others."""
    if jobs == 1:
        yield _alone(project, run)
        return
    start = (project.settings, project.ledger.path, run)
    with ProcessPoolExecutor(jobs, _context(), _begin, start) as pool:
        yield lambda items: _in_order(items, pool, jobs)


def _context() -> BaseContext:
    """How processes are begun: forked from one that has everything loaded, so that they share its memory.

    Never from this one, which has the ledger open. On macOS libraries of the system do not survive a fork.
    """
    if sys.platform == "linux":
        context = get_context("forkserver")
        context.set_forkserver_preload(["tenure.bulk.ready"])
        return context
    return get_context("spawn")


def _alone(project: Project, run: Run) -> Results:
    gates = gates_of()
    is_known = _known_in(project.ledger, run)

    def results(items: Iterable[Item]) -> Iterator[tuple[Item, Worked | None]]:
        for item in items:
            yield item, work(item.task, project.kit, gates, is_known) if item.task else None

    return results


def _in_order(items: Iterable[Item], pool: ProcessPoolExecutor, jobs: int) -> Iterator[tuple[Item, Worked | None]]:
    waiting: deque[tuple[Item, Future[Worked] | None]] = deque()
    tasks = size = 0
    try:
        for item in items:
            waiting.append((item, pool.submit(_work, item.task) if item.task else None))
            tasks, size = tasks + (item.task is not None), size + _size_of(item)
            while waiting and (
                tasks > _AHEAD * jobs or size > _BYTES_AHEAD or waiting[0][1] is None or waiting[0][1].done()
            ):
                first = waiting.popleft()
                tasks, size = tasks - (first[1] is not None), size - _size_of(first[0])
                yield _result(first)
        while waiting:
            yield _result(waiting.popleft())
    except BrokenProcessPool as error:
        raise WorkerLost from error
    finally:
        for _, future in waiting:
            if future:
                future.cancel()


def _size_of(item: Item) -> int:
    return len(item.task.page.body) + len(item.task.page.raw) if item.task else 0


def _result(one: tuple[Item, "Future[Worked] | None"]) -> tuple[Item, Worked | None]:
    item, future = one
    return item, future.result() if future else None


def _known_in(ledger: Ledger, run: Run) -> Callable[[Report], bool]:
    return lambda report: has_reading(ledger, report.id, anchor_of(report), run)


_worker: Callable[[Task], Worked] | None = None
"""What this process does with a task; set once as a worker begins."""


def _begin(settings: Settings, ledger: Path, run: Run) -> None:
    global _worker
    threading.Thread(target=_end_with_parent, daemon=True).start()
    kit, gates = Kit(settings, net=shared_net), gates_of()
    is_known = _known_in(open_ledger(ledger, readonly=True), run)
    _worker = lambda task: work(task, kit, gates, is_known)  # noqa: E731 - it is kept, not defined for others


def _end_with_parent() -> None:
    """A worker whose writer was killed does not stay behind."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _work(task: Task) -> Worked:
    if _worker is None:
        raise AssertionError("a worker was given a task before it began")
    worked = _worker(task)
    if worked.passed:  # what the gate stops takes little memory, and less time than giving it back
        give_back()
    return worked
