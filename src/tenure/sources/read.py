"""The way in: the reports that an input holds, and the problems met on the way."""

from datetime import datetime

from tenure.model.problem import Problem, ProblemCode
from tenure.model.report import Report
from tenure.settings import Settings
from tenure.sources.body import Body
from tenure.sources.decoding import decode
from tenure.sources.draft import Hints, finished
from tenure.sources.inputs import Input
from tenure.sources.kinds import kind_of
from tenure.sources.pdf import is_pdf, pdf_text

ReadReports = tuple[tuple[tuple[Report, bytes], ...], tuple[Problem, ...]]
"""Reports, each with the bytes it came as, and problems."""


def read_input(given: Input, hints: Hints, settings: Settings, *, now: datetime) -> ReadReports:
    """Every report in an input with the bytes it was received as, and every problem met.

    `now` bounds dates of publication: one that lies in the future is noted and dropped.
    """
    if len(given.data) > settings.max_megabytes * 1_000_000:
        message = f"larger than {settings.max_megabytes} MB"
        return (), (Problem(ProblemCode.TOO_LARGE, given.origin, message, "Split it, or raise max_megabytes."),)
    text, noticed = _text_of(given, settings)
    body = Body(given.origin, given.data, text, settings)
    kind = kind_of(body)
    if kind is None:
        return (), noticed
    hints = given.hints or hints
    drafts, problems = kind.drafts_of(body)
    reports: list[tuple[Report, bytes]] = []
    met = [*noticed, *problems]
    for draft in drafts:
        report, about = finished(draft, hints, now)
        met.extend(about)
        if report is not None:
            reports.append((report, draft.raw))
    return tuple(reports), tuple(met)


def _text_of(given: Input, settings: Settings) -> tuple[str | None, tuple[Problem, ...]]:
    if is_pdf(given.data):
        return pdf_text(given.data, given.origin, settings)
    return decode(given.data, given.origin, given.charset)
