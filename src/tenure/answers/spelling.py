"""How reports write what the gazetteer and the register do not have: ids are folded, what is shown is not."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from tenure.answers.lines import restored, stored
from tenure.folding.lines import register_of
from tenure.ledger.shelf import Shelf
from tenure.model.claim import Quote
from tenure.model.ids import ReportId
from tenure.model.statement import Atlas, Statement
from tenure.model.tenure import LineId

_TEXT: Final = "text:"
_UNDATED: Final = 10_000_000
"""Stands after every day."""


@dataclass(frozen=True, slots=True, order=True)
class Spelling:
    """How one report writes a name; of all that do, the least is shown, whatever was entered first."""

    ended: bool
    day: int
    report: ReportId
    start: int
    words: str


def worded(atlas: Atlas, statements: Iterable[Statement]) -> Atlas:
    """An atlas with the words of everything in some statements that has no entry."""
    return replace(atlas, words={key: one.words for key, one in _first(statements, atlas).items()})


def worded_from(shelf: Shelf, atlas: Atlas, lines: Iterable[LineId]) -> Atlas:
    """An atlas with the words of everything on some lines that has no entry, as the shelf keeps them."""
    wanted = {key for line in lines for key in (line.place, line.holder) if key.startswith(_TEXT)}
    found = {key: shelf.one("spelled", id=stored(key)) for key in sorted(wanted)}
    return replace(atlas, words={key: restored(row[0]) for key, row in found.items() if row})


def keep_spellings(shelf: Shelf, reports: Iterable[ReportId], statements: Iterable[Statement], atlas: Atlas) -> None:
    """Keep how some reports write what has no entry, in the place of what was kept for them."""
    shelf.each("forget_spellings", [{"report": report} for report in reports])
    by_report: dict[ReportId, list[Statement]] = {}
    for statement in statements:
        by_report.setdefault(statement.claim.report, []).append(statement)
    for found in by_report.values():
        shelf.each(
            "add_spelling",
            [
                {"id": stored(key), "day": one.day, "report": one.report, "words": stored(one.words)}
                for key, one in _first(found, atlas).items()
            ],
        )


def _first(statements: Iterable[Statement], atlas: Atlas) -> Mapping[str, Spelling]:
    found: dict[str, Spelling] = {}
    for key, spelling in _spellings(statements, atlas):
        found[key] = min(spelling, found.get(key, spelling))
    return found


def _spellings(statements: Iterable[Statement], atlas: Atlas) -> Iterator[tuple[str, Spelling]]:
    register = register_of(atlas)
    for statement in statements:
        claim = statement.claim
        said: list[tuple[str, str, Quote | None]] = []
        if claim.place.id is None:
            said.append((register.place_of(claim), claim.place.name or "", claim.place.quote))
        said += [
            (register.holder_of(party, claim), party.state or party.name or "", party.quote)
            for party in (claim.holder, claim.counterparty)
            if party is not None and party.id is None
        ]
        day = statement.published_on.toordinal() if statement.published_on else _UNDATED
        for key, name, quote in said:
            words = " ".join((name or (quote.exact if quote else "")).split())
            if words and key.startswith(_TEXT):
                start = quote.start if quote else claim.sentence.start
                yield key, Spelling(not statement.stands(), day, claim.report, start, words)
