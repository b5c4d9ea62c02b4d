"""The search index brought up to the ledger: only what was entered since is read."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from tenure.answers.collection import atlas_for, iter_reports, said_in
from tenure.answers.shelves import FOLDER, shelf_name
from tenure.ledger.record import entered_since, has_been, iter_publications, mark_of
from tenure.model.claim import Claim
from tenure.model.ids import ReportId
from tenure.model.statement import Atlas, Statement
from tenure.project import Project
from tenure.web.search import Entry, Index, IndexBusy

_FILE: Final = "search.index"
_AT_ONCE: Final = 500
_PATIENT: Final = 30
"""How often the lock of an index that has nothing yet is waited for."""


def index_of(project: Project) -> Index:
    """The project's index, as far as it was brought."""
    return Index(project.folder / FOLDER / _FILE, shelf_name(project))


def index_up(index: Index, project: Project) -> None:
    """Bring the index up to the ledger; where another process is at it, nobody waits but for the very first time."""
    for _ in range(_PATIENT):
        try:
            _bring_up(index, project)
        except IndexBusy:
            if index.mark is None:
                continue
        return


def _bring_up(index: Index, project: Project) -> None:
    with project.ledger.snapshot():
        now = mark_of(project.ledger)
        if now is None or index.mark == now:
            return
        with index.batch():
            before = index.mark
            known = before is not None and has_been(project.ledger, before)
            if before is not None and known:
                new = {ReportId(key): None for kind, key in entered_since(project.ledger, before) if kind == "report"}
                changed = list(new)
            else:
                index.clear()
                changed = _all_by_day(project)
            _enter(index, project, changed)
            index.put_mark(now)


def _all_by_day(project: Project) -> list[ReportId]:
    """All reports, the first published first: a full text takes entries in order of their numbers best."""
    found = (
        (one.report.published_on or "", one.report.id) for one in iter_publications(project.ledger, with_text=False)
    )
    return [report for _, report in sorted(found)]


def _enter(index: Index, project: Project, reports: Sequence[ReportId]) -> None:
    found = iter_reports(project, reports)
    while publications := list(islice(found, _AT_ONCE)):
        said = {one.report.id: said_in(project, one) for one in publications}
        atlas = atlas_for(project, (one for statements in said.values() for one in statements), ())
        for report, statements in said.items():
            index.enter(report, list(_entries(statements, atlas)))


def _entries(statements: Sequence[Statement], atlas: Atlas) -> Iterator[Entry]:
    for statement in statements:
        claim = statement.claim
        places, holders = names_around(claim, atlas)
        yield {
            "day": statement.published_on.toordinal() if statement.published_on else 0,
            "sentence": claim.sentence.exact,
            "names": " ".join((*places, *holders)),
            "claim": claim.id,
            "event": claim.event.value,
            "modality": claim.modality.value,
            "published": statement.published_on.isoformat() if statement.published_on else "",
            "confidence": claim.confidence,
            "place": claim.place.id or "",
            "places": "\n".join(places).casefold(),
            "holders": "\n".join(holders).casefold(),
        }


def names_around(claim: Claim, atlas: Atlas) -> tuple[list[str], list[str]]:
    """The names of a claim's place and of what it lies in, and of its holders and what those belong to."""
    places = [claim.place.name or "", claim.place.quote.exact if claim.place.quote else ""]
    entry = atlas.places.get(claim.place.id) if claim.place.id else None
    if entry is not None:
        places += [entry.name, *(atlas.places[one].name for one in entry.parents if one in atlas.places)]
    holders: list[str] = []
    for party in (claim.holder, claim.counterparty):
        if party is not None:
            holders += [party.name or "", party.state or "", party.quote.exact if party.quote else ""]
    return list(dict.fromkeys(filter(None, places))), list(dict.fromkeys(filter(None, holders)))
