"""The writer: every input and every archive into the ledger, each batch with the place it came from."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, fields, replace
from typing import Final

from tenure.bulk.crew import Item, Results, crew
from tenure.bulk.memory import give_back
from tenure.bulk.work import Found, Task, Worked, gates_of
from tenure.copies import catch_up, compare_report
from tenure.ledger.append import OpenRun, QuoteMismatch, Run, append_problems, append_report, begin_run
from tenure.ledger.positions import Position, append_position, position_of
from tenure.model.ids import Json, id_of
from tenure.model.problem import Gravity, Problem, ProblemCode
from tenure.pipeline import Tally, reader_failed, run_of, take_input
from tenure.project import Kit, Project
from tenure.sources.archives import Stretch, digest_of_stretch
from tenure.sources.byte_gate import ByteGate
from tenure.sources.draft import Hints
from tenure.sources.front import Page, page_of
from tenure.sources.inputs import Input
from tenure.sources.warc import Fault, iter_steps

_EVERY: Final = 1000
"""Records after which the place is noted where nothing was kept."""
_MOST_TOLD: Final = 50
_ADVICE: Final = "The other records were read. Fetch the archive again where it should be whole."


@dataclass(frozen=True, slots=True)
class Options:
    """How archives are taken."""

    gated: bool = True
    jobs: int = 1


@dataclass(frozen=True, slots=True)
class Counts:
    """What was met in one archive so far."""

    pages: int = 0
    """Pages whose bytes passed the gate, or all of them without it."""
    kept: int = 0
    without_article: int = 0
    damaged: int = 0
    too_large: int = 0
    reports: int = 0
    known: int = 0
    claims: int = 0
    failed: int = 0
    noted: int = 0


Told = Callable[[Tally], None]


def ingest_all(
    project: Project, sources: Iterator[Input | Stretch | Problem], hints: Hints, options: Options, told: Told
) -> Tally:
    """Take every input into the ledger, archives record by record; `told` hears of what is done."""
    run = begin_run(project.ledger, _run_of(project, options), project.now())
    catch_up(project.ledger, run)
    tally = Tally()
    for source in sources:
        if isinstance(source, Stretch):
            tally = _take_stretch(project, source, hints, run, options, tally, told)
        else:
            tally = take_input(project, source, hints, run, tally)
        told(tally)
    return tally


def _run_of(project: Project, options: Options) -> Run:
    if options.jobs == 1:
        return run_of(project, "ingest")
    # Others read the pages: the model is loaded to see that it is whole and which it is, and let go again.
    gazetteer = project.kit.gazetteer.version  # where it has to be built this kit tells how far it is
    run = run_of(replace(project, kit=Kit(project.settings)), "ingest")
    give_back()
    return replace(run, gazetteer=gazetteer)


def _take_stretch(
    project: Project, stretch: Stretch, hints: Hints, run: OpenRun, options: Options, tally: Tally, told: Told
) -> Tally:
    try:
        archive = _archive_id(stretch, hints, run, options)
    except OSError as error:
        unreadable = Problem(ProblemCode.UNREADABLE, stretch.origin, str(error.strerror), "Check who may read it.")
        return take_input(project, unreadable, hints, run, tally)
    position = position_of(project.ledger, archive)
    before = Counts(**position.counts) if position.counts else Counts()
    if position.finished:
        return replace(tally, inputs=tally.inputs + 1, known=tally.known + before.reports + before.known)
    writer = _Writer(project, run, archive, stretch, before)
    with crew(project, run.run, options.jobs) as results:
        for counts, item, problems in writer.written(results, _items(stretch, hints, run, options, project, position)):
            now = _tallied(tally, before, counts, item, stretch, problems)
            told(now)
            tally = replace(tally, problems=now.problems)
    return _tallied(replace(tally, inputs=tally.inputs + 1), before, writer.counts, writer.last, stretch, ())


def _archive_id(stretch: Stretch, hints: Hints, run: OpenRun, options: Options) -> str:
    """The name under which the place in an archive is kept: another reader, gate or hint starts from its beginning."""
    how: list[Json] = [run.run.reader, run.run.gazetteer, run.run.tenure, options.gated, _words_of(hints)]
    return id_of("a1", [digest_of_stretch(stretch), *how])


def _words_of(hints: Hints) -> list[Json]:
    return [str(getattr(hints, field.name)) for field in fields(hints)]


def _items(
    stretch: Stretch, hints: Hints, run: OpenRun, options: Options, project: Project, position: Position
) -> Iterator[Item]:
    """What the writer hears of, from where the archive was left."""
    gate: ByteGate | None = gates_of().page if options.gated else None
    limit = project.settings.max_megabytes * 1_000_000
    wanted = gate.passes if gate else bool
    pages, step = position.counts.get("pages", 0), None
    for step in iter_steps(stretch, project.settings):
        if step.number <= position.records:
            continue
        page: Page | Fault | None = step.fault
        if step.record is not None:
            page = page_of(step.record, step.number, limit, wanted)
        if isinstance(page, Page):
            pages += 1
            task = Task(page, f"{stretch.origin}:{step.number}", hints, run.recorded_at, options.gated)
            yield Item(step.number, pages, step.done, task=task)
        elif page is not None or step.number % _EVERY == 0:
            yield Item(step.number, pages, step.done, fault=page)
    yield Item(step.number if step else 0, pages, stretch.length)


class _Writer:
    """The one who writes: keeps count, and puts each batch down together with the place it came from."""

    def __init__(self, project: Project, run: OpenRun, archive: str, stretch: Stretch, counts: Counts) -> None:
        self._ledger, self._run, self._archive, self._stretch = project.ledger, run, archive, stretch
        self.counts = counts
        self.last = Item(0, 0, 0)

    def written(self, results: Results, items: Iterator[Item]) -> Iterator[tuple[Counts, Item, tuple[Problem, ...]]]:
        """Everything put down, one place after the other; the last of them ends the archive."""
        stopped = False
        for item, worked in results(items):
            self.last = item
            problems = self._count(item, worked)
            stopped = stopped or bool(item.fault and item.fault.ends)
            found = worked.found if worked else ()
            if found or problems or item.records % _EVERY == 0:
                self._put_down(item.records, found, problems)
            yield self.counts, item, problems
        if not stopped:
            problems = self._summary()
            self._put_down(self.last.records, (), problems, finished=True)
            yield self.counts, self.last, problems

    def _count(self, item: Item, worked: Worked | None) -> tuple[Problem, ...]:
        """Counts what a place came to, and gives the problems that are kept one by one."""
        counts = replace(self.counts, pages=item.pages)
        problems: tuple[Problem, ...] = ()
        if item.fault and item.fault.ends:
            advice = "If you trust it, raise max_expansion in the settings and run the same command again."
            problems = (Problem(item.fault.code, self._stretch.origin, item.fault.message, advice),)
        elif item.fault and item.fault.code is ProblemCode.MALFORMED:
            counts = replace(counts, damaged=counts.damaged + 1)
        elif item.fault:
            counts = replace(counts, too_large=counts.too_large + 1)
        if worked:
            problems = tuple(one for one in worked.problems if one.code not in _COUNTED)
            without = len(worked.problems) - len(problems)
            counts = replace(counts, kept=counts.kept + worked.passed, without_article=counts.without_article + without)
        self.counts = _with_problems(counts, problems)
        return problems

    def _summary(self) -> tuple[Problem, ...]:
        """What was only counted, once an archive."""
        said = (
            (self.counts.damaged, ProblemCode.MALFORMED, "records of the archive are damaged", Gravity.FAILED),
            (self.counts.too_large, ProblemCode.TOO_LARGE, "records of the archive are too large", Gravity.FAILED),
            (self.counts.without_article, ProblemCode.NO_ARTICLE, "pages of the archive hold no report", Gravity.NOTED),
        )
        problems = tuple(
            Problem(code, self._stretch.origin, f"{number} {words}", _ADVICE, gravity)
            for number, code, words, gravity in said
            if number
        )
        self.counts = _with_problems(self.counts, problems)
        return problems

    def _put_down(
        self, records: int, found: tuple[Found, ...], problems: tuple[Problem, ...], *, finished: bool = False
    ) -> None:
        try:
            self._batch(records, found, problems, finished=finished)
        except QuoteMismatch as error:
            mismatches = tuple(reader_failed(one.report, error) for one in found)
            emptied = tuple(replace(one, claims=()) for one in found)
            self._batch(records, emptied, (*problems, *mismatches), finished=finished)

    def _batch(self, records: int, found: tuple[Found, ...], problems: tuple[Problem, ...], *, finished: bool) -> None:
        counts = self.counts
        with self._ledger.batch():
            for one in found:
                added = append_report(self._ledger, one.report, one.raw, one.claims, self._run)
                if added.sighting:
                    compare_report(self._ledger, one.report, self._run)
                counts = replace(
                    counts,
                    reports=counts.reports + added.sighting,
                    known=counts.known + (not added.sighting),
                    claims=counts.claims + added.claims,
                )
            append_problems(self._ledger, problems, self._run)
            append_position(self._ledger, self._archive, Position(records, asdict(counts), finished), self._run)
        self.counts = counts


_COUNTED: Final = frozenset([ProblemCode.NO_ARTICLE, ProblemCode.EMPTY])
"""Problems of pages that are counted, not kept one by one: most pages of the web hold no report."""


def _with_problems(counts: Counts, problems: tuple[Problem, ...]) -> Counts:
    failed = sum(problem.is_failure for problem in problems)
    return replace(counts, failed=counts.failed + failed, noted=counts.noted + len(problems) - failed)


def _tallied(
    tally: Tally, before: Counts, counts: Counts, item: Item, stretch: Stretch, problems: tuple[Problem, ...]
) -> Tally:
    """The tally with what this run has taken of the archive so far."""
    room = max(0, _MOST_TOLD - len(tally.problems))
    return replace(
        tally,
        records=tally.records + item.records,
        kept=tally.kept + counts.kept - before.kept,
        reports=tally.reports + counts.reports - before.reports,
        known=tally.known + counts.known - before.known,
        claims=tally.claims + counts.claims - before.claims,
        failed=tally.failed + counts.failed - before.failed,
        noted=tally.noted + counts.noted - before.noted,
        done=item.done,
        size=stretch.length,
        problems=(*tally.problems, *problems[:room]),
    )
