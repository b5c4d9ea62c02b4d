"""A table of claims: rows to reports whose text is the rows, and claims that quote them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tenure.exchange.table_cells import HOLDERS, BadCell, Plan, cells_of, facts_of, plan_of
from tenure.exchange.table_entries import Entry, Listed, Series
from tenure.exchange.table_mapping import TableMapping, table_columns
from tenure.exchange.table_names import Names
from tenure.exchange.table_rows import RawRow, malformed
from tenure.exchange.table_snapshot import absences
from tenure.exchange.table_text import TableReport, report_of
from tenure.model.gazetteer import Gazetteer
from tenure.model.problem import Gravity, Problem, ProblemCode

READER: Final = "table/1"
_ROWS_A_REPORT: Final = 1_000
_MOST_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Table:
    """A table read whole: its reports with their claims, and what could not be used."""

    reports: tuple[TableReport, ...]
    problems: tuple[Problem, ...]
    rows: int
    """How many rows gave at least one claim."""
    absences: int
    """How many claims say that a later or earlier complete listing leaves somebody out."""


def table_of(
    rows: Iterable[RawRow | Problem],
    mapping: TableMapping,
    gazetteer: Gazetteer,
    *,
    origin: str,
    source: str | None,
    now: datetime,
) -> Table:
    """The reports and claims of a table's rows; `source` is the publisher of rows that name none."""
    entries: list[Entry] = []
    listed = Listed()
    problems: list[Problem] = []
    names, plan = Names(gazetteer), plan_of(mapping)
    heading: set[str] = set()
    count = 0
    for row in rows:
        if isinstance(row, Problem):
            problems.append(row)
            continue
        heading |= row.cells.keys()
        try:
            series = tuple(row.cells.get(name, "") for name in mapping.snapshot)
            found = _entries_of(row, plan, series, names, source, now, listed)
        except BadCell as error:
            problems.append(malformed(origin, row.line, str(error)))
            continue
        count += bool(found)
        entries += found
    missing = absences(entries, listed) if mapping.snapshot else []
    reports = tuple(_reports(entries, missing, origin))
    remarks = (*_unused(heading, mapping, origin), *_undated(entries, origin), *_unresolved(entries, origin))
    return Table(reports, (*problems, *remarks), count, len(missing))


def _entries_of(
    row: RawRow, plan: Plan, series: Series, names: Names, source: str | None, now: datetime, listed: Listed
) -> list[Entry]:
    found: list[Entry] = []
    unknown: list[str] = []
    common, _ = cells_of(row.cells, plan.common, plan)
    if source:
        common.setdefault("source", source)
    place = published = None
    for listing, own in plan.own:
        cells, is_unknown = cells_of(row.cells, own, plan)
        cells |= {name: said for name, said in common.items() if name not in cells}
        if is_unknown:
            unknown.append(listing.name)
        if len(plan.own) > 1 and not HOLDERS & cells.keys():
            continue
        facts = facts_of(cells, now.date())
        counterparty = names.party_of(cells["counterparty"], None) if "counterparty" in cells else None
        place, published = names.place_of(facts), facts.published
        found.append(Entry(row.line, listing.name, series, facts, names.holder_of(facts), place, counterparty))
    for name in unknown:
        if place is not None and published is not None:
            listed.leave_open(series, name, published, place)
    for entry in found:
        listed.add(entry)
    return found


def _reports(entries: Sequence[Entry], missing: Sequence[Entry], origin: str) -> Iterator[TableReport]:
    """Rows of one source, address and day of publication share a report, so that large tables stay cheap."""
    for kind, members in (("", entries), ("left out", missing)):
        groups: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
        for entry in members:
            groups[entry.publication_key].append(entry)
        for group in groups.values():
            for part, first in enumerate(range(0, len(group), _ROWS_A_REPORT), start=1):
                yield report_of(group[first : first + _ROWS_A_REPORT], origin, kind=kind, part=part)


def _unused(heading: set[str], mapping: TableMapping, origin: str) -> Iterator[Problem]:
    ours = {column.name for column in table_columns()}
    unused = sorted(heading - ours - mapping.names_used())
    if unused:
        message = f"columns that are not used: {', '.join(unused)[:400]}"
        yield _note(ProblemCode.UNSUPPORTED, origin, message, "Name them in a mapping, if they say something.")
    missing = sorted(mapping.names_used() - heading)
    if heading and missing:
        message = f"the mapping names columns that the table does not have: {', '.join(missing)[:400]}"
        yield _note(ProblemCode.MALFORMED, origin, message, "Compare them with the heading of the table.")


def _undated(entries: Sequence[Entry], origin: str) -> Iterator[Problem]:
    lines = sorted({entry.line for entry in entries if entry.facts.published is None})
    if lines:
        shown = ", ".join(map(str, lines[:_MOST_SHOWN])) + (" …" if len(lines) > _MOST_SHOWN else "")
        message = f"{len(lines)} rows do not say when they were published (lines {shown})"
        yield _note(ProblemCode.UNDATED, origin, message, "Fill the column published; they count from their entry.")


def _unresolved(entries: Sequence[Entry], origin: str) -> Iterator[Problem]:
    """One remark for each name that stays under its own words."""
    places: dict[str, Entry] = {}
    holders: dict[str, Entry] = {}
    for entry in entries:
        if entry.place.id is None:
            places.setdefault(entry.place.name or "", entry)
        if entry.holder.id is None:
            holders.setdefault(entry.holder.name or entry.holder.state or "", entry)
    for name, entry in places.items():
        message = f"the place {name!r} stays under its own words: {'; '.join(entry.place.reasons)}"
        advice = "Give its place_id, or merge it: tenure places merge."
        yield _note(ProblemCode.UNRESOLVED_PLACE, f"{origin}:{entry.line}", message, advice)
    for name, entry in holders.items():
        message = f"the holder {name!r} stays under its own words: {'; '.join(entry.holder.reasons)}"
        advice = "Give its holder_id, or merge it: tenure holders merge."
        yield _note(ProblemCode.UNRESOLVED_HOLDER, f"{origin}:{entry.line}", message, advice)


def _note(code: ProblemCode, where: str, message: str, advice: str) -> Problem:
    return Problem(code, where, message, advice, Gravity.NOTED)
