"""Commitments, conflicts, sources: the other listings of the record."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from tenure.exchange.claims import problem_json
from tenure.exchange.copies import publisher_json
from tenure.exchange.tenures import commitment_json, conflict_json
from tenure.ledger.record import iter_problems
from tenure.model.tenure import Outcome
from tenure.web.edition import Look
from tenure.web.feeds import calendar
from tenure.web.filters import line_fits
from tenure.web.forms import rows_answer, text_answer, told_terms
from tenure.web.sentences import claim_rows, marked_sentence
from tenure.web.site import Site, asked, page, roles_of
from tenure.web.view import View

router = APIRouter(tags=["lists"])
_SHOWN: Final = 500
Overdue = Annotated[str, Query(max_length=5, description="1: only those whose deadline passed without news.")]
Publisher = Annotated[str, Query(max_length=200, description="Only reports of this publisher.")]


@router.get("/commitments", response_class=HTMLResponse, summary="What was announced, and what came of it")
def commitments_page(request: Request, view: Annotated[View, Depends(asked)], overdue: Overdue = "") -> Response:
    """Commitments by deadline, the overdue ones first."""
    site: Site = request.app.state.site
    look = site.look(view)
    rows = commitment_rows(look, view, only_overdue=overdue == "1")
    claims = _claims(look, rows, ("claims", "outcome_claims"))
    return page(
        request, view, "commitments.html", rows=rows, overdue=overdue == "1", claims=claims,
        sentences={key: marked_sentence(row, roles_of(site, view)) for key, row in claims.items()},
        **_common(look, "/commitments", ("json", "csv", "geojson", "kml", "ics")),
    )  # fmt: skip


@router.get("/commitments.{form}", summary="Commitments, in a form for programs")
def commitments_rows(
    request: Request,
    form: Literal["json", "csv", "geojson", "kml", "ics"],
    view: Annotated[View, Depends(asked)],
    overdue: Overdue = "",
) -> Response:
    """Commitments as rows, or their deadlines as a calendar."""
    site: Site = request.app.state.site
    look = site.look(view)
    rows = commitment_rows(look, view, only_overdue=overdue == "1")
    if form == "ics":
        return text_answer(
            calendar(rows, site.book.project.now(), told_terms(view, look)), "text/calendar; charset=utf-8"
        )
    return rows_answer(form, view, look, "commitments", rows)


def commitment_rows(look: Look, view: View, *, only_overdue: bool) -> list[dict[str, Any]]:
    """The commitments that pass the filters, overdue ones first, then by deadline."""
    rows: list[dict[str, Any]] = [
        commitment_json(one, look.atlas)
        for one in look.commitments
        if line_fits(one.line, view, look) and (not only_overdue or one.outcome is Outcome.OVERDUE)
    ]
    return sorted(rows, key=_commitment_order)


def _commitment_order(row: Mapping[str, Any]) -> tuple[bool, bool, str, str, str, str]:
    late, still_open = row["outcome"] != Outcome.OVERDUE, row["outcome"] != Outcome.OPEN
    return late, still_open, row["deadline"] or "9999", row["announced_on"] or "", row["place"]["name"], row["id"]


@router.get("/conflicts", response_class=HTMLResponse, summary="Where claims cannot both be so")
def conflicts_page(request: Request, view: Annotated[View, Depends(asked)]) -> Response:
    """Both sides' sentences, face to face."""
    site: Site = request.app.state.site
    look = site.look(view)
    rows = conflict_rows(look, view)
    claims = _claims(look, rows, ("side_a", "side_b"))
    return page(
        request, view, "conflicts.html", rows=rows, claims=claims,
        sentences={key: marked_sentence(row, roles_of(site, view)) for key, row in claims.items()},
        **_common(look, "/conflicts", ("json", "csv")),
    )  # fmt: skip


@router.get("/conflicts.{form}", summary="Conflicts, in a form for programs")
def conflicts_rows(request: Request, form: Literal["json", "csv"], view: Annotated[View, Depends(asked)]) -> Response:
    """Conflicts as rows."""
    site: Site = request.app.state.site
    look = site.look(view)
    rows = conflict_rows(look, view)
    return rows_answer(form, view, look, "conflicts", rows)


def conflict_rows(look: Look, view: View) -> list[dict[str, Any]]:
    """The conflicts on any line that passes the filters."""
    found = look.conflicts
    return [conflict_json(one, look.atlas) for one in found if any(line_fits(line, view, look) for line in one.lines)]


@router.get("/sources", response_class=HTMLResponse, summary="Who published what")
def sources_page(request: Request, view: Annotated[View, Depends(asked)], publisher: Publisher = "") -> Response:
    """Publishers with what is their own and what they repeat, their reports, and what could not be used."""
    site: Site = request.app.state.site
    look = site.look(view)
    with site.book.writing():
        problems = [problem_json(one) for one in iter_problems(site.book.project.ledger)][:_SHOWN]
    return page(
        request, view, "sources.html", rows=source_rows(site), reports=report_rows(site, publisher)[:_SHOWN],
        publisher=publisher, problems=problems, **_common(look, "/sources", ("json", "csv")),
    )  # fmt: skip


@router.get("/sources.{form}", summary="Sources, in a form for programs")
def sources_rows(
    request: Request, form: Literal["json", "csv"], view: Annotated[View, Depends(asked)], publisher: Publisher = ""
) -> Response:
    """Publishers as rows; with a publisher, its reports."""
    site: Site = request.app.state.site
    look = site.look(view)
    rows = report_rows(site, publisher) if publisher else source_rows(site)
    return rows_answer(form, view, look, "sources", rows)


def source_rows(site: Site) -> list[dict[str, Any]]:
    """One row a publisher, as `tenure sources` tells it: what is its own, what it repeats, how often it was first."""
    return [dict(publisher_json(one)) for one in site.book.sources().publishers]


def report_rows(site: Site, publisher: str) -> list[dict[str, Any]]:
    """The reports of a publisher, or all, the latest first."""
    return [row for row in site.book.sources().reports if not publisher or row["publisher"] == publisher]


def _claims(look: Look, rows: list[dict[str, Any]], keys: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    wanted = [claim for row in rows for key in keys for claim in row[key]]
    return {row["id"]: row for row in claim_rows(look, wanted)}


def _common(look: Look, stem: str, forms: tuple[str, ...]) -> dict[str, Any]:
    hidden = look.edition.hidden
    return {"chain": look.edition.chain, "hidden": hidden, "stem": stem, "forms": forms}
