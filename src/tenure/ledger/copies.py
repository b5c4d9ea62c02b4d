"""Comparisons of reports with one another: entered once for each report, read back whole or for one report."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from tenure.ledger import rows
from tenure.ledger.append import OpenRun, enter_link
from tenure.ledger.store import Ledger, Row
from tenure.model.copies import Compared, Comparison, Likeness, Repeat
from tenure.model.ids import Json, ReportId

_MET: Final = 300
"""Under how many reports one value is found again, the first ones: boilerplate is in all those of an outlet."""


def append_comparison(ledger: Ledger, comparison: Comparison, sketch: Sequence[int], run: OpenRun) -> bool:
    """Add what one report was found to repeat; False where it was compared by this method before.

    Call inside `ledger.batch()`, after the report itself has been added.
    """
    report = _seq(ledger, comparison.report)
    recorded_at = rows.instant_text(run.recorded_at)
    made = ledger.one(
        "insert_comparison",
        report=report,
        method=comparison.method,
        words=comparison.words,
        agency=rows.storable(comparison.agency),
        run=run.seq,
        recorded_at=recorded_at,
    )
    if made is None:
        return False
    for one in comparison.repeats:
        alike = one.likeness
        ledger.one(
            "insert_repeat",
            comparison=made[0],
            other=_seq(ledger, one.other),
            shared=alike.shared,
            of_one=alike.of_one,
            of_other=alike.of_other,
        )
    ledger.one("insert_sketch", values=json.dumps(sketch), report=report, most=_MET)
    enter_link(ledger, "copies", comparison.report, comparison_facts(comparison), recorded_at)
    return True


def comparison_facts(comparison: Comparison) -> Json:
    """Everything that a comparison says, as the chain counts it."""
    found: list[Json] = [
        [one.other, one.likeness.shared, one.likeness.of_one, one.likeness.of_other] for one in comparison.repeats
    ]
    return [comparison.report, comparison.method, comparison.words, rows.storable(comparison.agency), found]


def sketched_alike(ledger: Ledger, sketch: Sequence[int], *, agreeing: int, most: int) -> list[ReportId]:
    """The reports whose sketches agree with one in at least so many values, those that agree in most first."""
    found = ledger.rows("sketched_alike", values=json.dumps(sketch), agreeing=agreeing, most=most)
    return [ReportId(row[0]) for row in found]


def uncompared(ledger: Ledger, method: str) -> list[ReportId]:
    """The reports that a method has not compared, in order of entry; rows of imported tables are no reports."""
    return [ReportId(row[0]) for row in ledger.rows("uncompared", method=method)]


def lacks_comparisons(ledger: Ledger, method: str) -> bool:
    """Whether a method has still to compare the oldest report."""
    return ledger.one("oldest_uncompared", method=method) is not None


def comparisons_of(ledger: Ledger, report: ReportId) -> tuple[Comparison, ...]:
    """The comparisons of one report with those before it, in order of entry; the last one counts."""
    found = []
    for row in ledger.rows("comparisons_of", report=report):
        repeats = tuple(_repeat(one) for one in ledger.rows("repeats_in", comparison=row[4]))
        found.append(Comparison(report, row[1], row[2], row[3], repeats))
    return tuple(found)


def compared_of(ledger: Ledger, report: ReportId) -> Compared | None:
    """What one report was found to repeat or to be repeated by; None where nothing compared it."""
    found = list(ledger.rows("comparisons_of", report=report))
    if not found:
        return None
    repeats = (_repeat(row) for row in ledger.rows("repeats_of", report=report))
    _, _, words, agency, _ = found[-1]
    return Compared(report, words, agency, tuple(one if one.one == report else turned(one) for one in repeats))


def all_compared(ledger: Ledger, recorded_by: datetime | None = None) -> dict[ReportId, Compared]:
    """The same for every report that was compared by an instant, read at once."""
    by = rows.instant_text(recorded_by) if recorded_by else "9999"
    repeats: dict[ReportId, list[Repeat]] = {}
    for row in ledger.rows("repeats", recorded_by=by):
        one = _repeat(row)
        for way in (one, turned(one)):
            repeats.setdefault(way.one, []).append(way)
    found = (
        Compared(ReportId(row[0]), row[2], row[3], tuple(repeats.get(ReportId(row[0]), ())))
        for row in ledger.rows("comparisons", recorded_by=by)
    )
    return {one.report: one for one in found}


def turned(repeat: Repeat) -> Repeat:
    """The same likeness, seen from the other report."""
    alike = repeat.likeness
    return Repeat(repeat.other, repeat.one, Likeness(alike.shared, alike.of_other, alike.of_one))


def _repeat(row: Row) -> Repeat:
    return Repeat(ReportId(row[0]), ReportId(row[1]), Likeness(row[2], row[3], row[4]))


def _seq(ledger: Ledger, report: ReportId) -> int:
    found = ledger.one("report_seq", id=report)
    if found is None:
        raise ValueError(f"report {report} is not in the ledger")
    return int(found[0])
