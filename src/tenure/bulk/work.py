"""What is done with one page: the text gate, the report in it, its claims. Nothing is written here."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Final

from tenure.model.claim import Claim
from tenure.model.ids import blob_id
from tenure.model.problem import Problem
from tenure.model.report import Report
from tenure.pipeline import read_report
from tenure.project import Kit
from tenure.reading.gate_terms import gate_terms
from tenure.reading.net import Net, load_net
from tenure.sources.byte_gate import Term, byte_gate
from tenure.sources.draft import Hints
from tenure.sources.front import Gates, Page, text_passes
from tenure.sources.inputs import Input
from tenure.sources.read import read_input

_TEXT_SPAN: Final = 1500
"""So many bytes of the main text are weighed together: some sentences."""

IsKnown = Callable[[Report], bool]
"""Tells whether this reader has read a report before."""


@dataclass(frozen=True, slots=True)
class Task:
    """A page to read, and how."""

    page: Page
    origin: str
    hints: Hints
    now: datetime
    gated: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A report and what was read in it; `claims` is None where it had been read before."""

    report: Report
    raw: bytes
    claims: tuple[Claim, ...] | None


@dataclass(frozen=True, slots=True)
class Worked:
    """What a page came to."""

    passed: bool
    found: tuple[Found, ...] = ()
    problems: tuple[Problem, ...] = ()


@cache
def shared_net() -> Net:
    """The model of the reader, loaded once in a process and those that are forked from it."""
    return load_net()


@cache
def gates_of() -> Gates:
    """The gates for the languages that are read."""
    found = gate_terms()
    in_bytes = [Term(term.pattern, term.in_bytes) for term in found.terms if term.in_bytes]
    in_text = [Term(term.pattern, term.in_text) for term in found.terms if term.in_text]
    enough = max(weight for _, weight in found.needed_in_text)
    return Gates(
        byte_gate(in_bytes, found.needed_in_bytes),
        byte_gate(in_text, enough, span=_TEXT_SPAN),
        found.needed_in_text,
    )


def work(task: Task, kit: Kit, gates: Gates, is_known: IsKnown) -> Worked:
    """The reports of a page with their claims, unless its text does not pass the gate."""
    page = task.page
    if task.gated and not text_passes(page.body, gates):
        return Worked(passed=False)
    hints = task.hints
    if page.url.startswith(("http://", "https://")):
        # A page in an archive may not pose as one of another site.
        hints = replace(hints, url=page.url, fetched_from=page.url)
    now = min(task.now, page.taken_at) if page.taken_at else task.now
    reports, problems = read_input(Input(task.origin, page.body), hints, kit.settings, now=now)
    met, found = list(problems), []
    for plain, _ in reports:
        report = replace(plain, raw=blob_id(page.raw))
        if is_known(report):
            found.append(Found(report, page.raw, None))
        else:
            done = read_report(report, page.raw, kit)
            met += done.problems
            found.append(Found(report, page.raw, done.claims))
    return Worked(True, tuple(found), tuple(met))
