"""The text of a table's rows: one line a claim, with every part to be found in it again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from tenure.exchange.table_cells import COLUMNS, RowFacts
from tenure.exchange.table_entries import Entry
from tenure.model.claim import (
    Claim,
    Quantity,
    Quote,
    Reader,
    Speaker,
    TimeRef,
    identified,
)
from tenure.model.ids import ClaimId, ReportId, id_of
from tenure.model.report import DatePrecision, Report

_HEAD: Final = ("source", "url", "published")
_BODY: Final = tuple(name for name in COLUMNS if name not in (*_HEAD, "quote"))
_GIVEN: Final = "given"
_BY_TABLE: Final = "given by the table"
_BY_PUBLICATION: Final = "the time of publication, which is no finer"


@dataclass(frozen=True, slots=True)
class TableReport:
    """A report made of rows, and the claims that quote it."""

    report: Report
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class _Written:
    """Where one row stands in the text, and each of its cells."""

    sentence: Quote
    cells: dict[str, Quote]


def report_of(entries: Sequence[Entry], origin: str, *, kind: str, part: int) -> TableReport:
    """The report of rows that have their publication in common; `kind` and `part` keep apart what is not one text."""
    first = entries[0]
    lines, head, at = [], {}, 0
    for name, value in _head_cells(first, kind, part):
        lines.append(f"{name}: {value}")
        head[name] = Quote(at + len(name) + 2, at + len(name) + 2 + len(value), value)
        at += len(lines[-1]) + 1
    lines.append("")
    at += 1
    written = []
    for entry in entries:
        text, row = _row(entry.facts, at)
        lines.append(text)
        written.append(row)
        at += len(text) + 1
    report = _report("\n".join(lines), first, origin)
    made = {
        claim.id: claim
        for entry, row in zip(entries, written, strict=True)
        for claim in [_claim(entry, row, head, report)]
    }
    return TableReport(report, tuple(made.values()))


def _head_cells(entry: Entry, kind: str, part: int) -> list[tuple[str, str]]:
    cells = [(name, entry.facts.cells[name]) for name in _HEAD if name in entry.facts.cells]
    if kind:
        cells.append((kind, f"what the listing of {entry.compared} has"))
    return [*cells, ("part", str(part))] if part > 1 else cells


def _row(facts: RowFacts, at: int) -> tuple[str, _Written]:
    """One row as text: its quote where it has one, then its cells by name."""
    quote = facts.cells.get("quote", "")
    text = f"{quote}\n" if quote else ""
    spans: dict[str, Quote] = {}
    body = len(text)
    for name in _BODY:
        value = facts.cells.get(name)
        if value is not None:
            text += f"{'; ' if len(text) > body else ''}{name}: "
            spans[name] = Quote(at + len(text), at + len(text) + len(value), value)
            text += value
    whole = Quote(at, at + len(quote), quote) if quote else Quote(at, at + len(text), text)
    for name in ("holder", "state", "place", "counterparty", "speaker") if quote else ():
        found = quote.find(facts.cells[name]) if name in facts.cells else -1
        if found >= 0:
            spans[name] = Quote(at + found, at + found + len(facts.cells[name]), facts.cells[name])
    return text, _Written(whole, spans)


def _report(text: str, entry: Entry, origin: str) -> Report:
    published = entry.facts.published
    return Report(
        id=ReportId(id_of("r1", text)),
        text=text,
        publisher=entry.facts.cells.get("source"),
        url=entry.facts.cells.get("url"),
        published_at=published.at if published else None,
        published_precision=published.precision if published else DatePrecision.DAY,
        published_from=_GIVEN if published else None,
        language="en",
        origin=f"{origin}:{entry.line}",
    )


def _claim(entry: Entry, row: _Written, head: dict[str, Quote], report: Report) -> Claim:
    facts, spans = entry.facts, row.cells
    holder = spans.get("holder") or spans.get("state") or spans.get("holder_id")
    speaker = facts.cells.get("speaker")
    claim = Claim(
        id=ClaimId(""),
        report=report.id,
        event=facts.event,
        modality=facts.modality,
        negated=facts.negated,
        holder=replace(entry.holder, quote=holder),
        place=replace(entry.place, quote=spans.get("place") or spans.get("place_id")),
        sentence=row.sentence,
        trigger=spans.get("event", row.sentence),
        reader=READER,
        confidence=facts.confidence,
        counterparty=replace(entry.counterparty, quote=spans.get("counterparty")) if entry.counterparty else None,
        quantity=Quantity(spans["quantity"], facts.low, facts.high, facts.unit) if "quantity" in spans else None,
        when=_when(entry, spans, head),
        deadline=TimeRef(facts.cells["deadline"], spans["deadline"], _BY_TABLE) if "deadline" in spans else None,
        speaker=Speaker(speaker, spans["speaker"]) if speaker else None,
    )
    return identified(claim)


READER: Final = Reader("table", "1", "row")


def _when(entry: Entry, spans: dict[str, Quote], head: dict[str, Quote]) -> TimeRef | None:
    """The time that the row gives; a publication known to the month only is when it was so, to the month."""
    facts = entry.facts
    if "when" in spans:
        return TimeRef(facts.cells["when"], spans["when"], _BY_TABLE)
    if facts.published is not None and facts.published.is_coarse:
        return TimeRef(facts.published.edtf, head["published"], _BY_PUBLICATION)
    return None
