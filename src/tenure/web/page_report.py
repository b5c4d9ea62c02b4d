"""One report: its text with every claim marked, the copy as received, the claims and what reviewers said."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup
from starlette.responses import Response

from tenure.exchange.claims import report_json
from tenure.exchange.page import marked_text
from tenure.ledger.record import blob_of
from tenure.model.claim import Claim
from tenure.model.ids import ReportId
from tenure.model.report import Report
from tenure.web.edition import Look
from tenure.web.forms import csv_answer, json_answer
from tenure.web.sentences import claim_row, marked_sentence
from tenure.web.site import Site, asked, page, roles_of
from tenure.web.view import View

router = APIRouter(tags=["report"])
Id = Annotated[str, Query(max_length=200, description="The report's id.")]


@router.get("/report", response_class=HTMLResponse, summary="One report")
def report_page(request: Request, id: Id, view: Annotated[View, Depends(asked)]) -> Response:  # noqa: A002
    """The text with every claim marked by its parts, and the claims beside it."""
    site: Site = request.app.state.site
    look, report = _found(site, view, id)
    claims = look.edition.claims_in(report.id)
    roles = roles_of(site, view)
    rows = [claim_row(look, claim) for claim in claims]
    return page(
        request,
        view,
        "report.html",
        report=report,
        text=Markup(_named(marked_text(report.text, claims, "x"), roles, claims)),  # noqa: S704 - escaped where marked
        rows=rows,
        roles=roles,
        sentences={row["id"]: marked_sentence(row, roles) for row in rows},
        copies=look.edition.copies(report.id),
        chain=look.edition.chain,
        hidden=look.edition.hidden,
        forms=("json", "csv"),
        stem="/report",
    )


@router.get("/report.raw", summary="The copy as received")
def report_raw(request: Request, id: Id, view: Annotated[View, Depends(asked)]) -> Response:  # noqa: A002
    """The bytes as they were received, never shown by the browser: only to be kept."""
    site: Site = request.app.state.site
    _, report = _found(site, view, id)
    with site.book.writing():
        data = blob_of(site.book.project.ledger, report.raw) if report.raw else None
    if data is None:
        raise HTTPException(404)
    headers = {"Content-Disposition": 'attachment; filename="report.bin"', "Content-Security-Policy": "sandbox"}
    return Response(data, media_type="application/octet-stream", headers=headers)


@router.get("/report.{form}", summary="One report, in a form for programs")
def report_rows(
    request: Request,
    form: Literal["json", "csv"],
    id: Id,  # noqa: A002
    view: Annotated[View, Depends(asked)],
) -> Response:
    """The report with its text, copies and claims as JSON; its claims as CSV."""
    site: Site = request.app.state.site
    look, report = _found(site, view, id)
    rows = [claim_row(look, claim) for claim in look.edition.claims_in(report.id)]
    if form == "csv":
        return csv_answer(view, look, rows)
    told: dict[str, Any] = {
        **report_json(report),
        "text": report.text,
        "copies": [report_json(one) for one in look.edition.copies(report.id)],
        "claims": rows,
    }
    return json_answer(view, look, "report", told)


def _found(site: Site, view: View, wanted: str) -> tuple[Look, Report]:
    look = site.look(view)
    report = look.edition.report(ReportId(wanted))
    if report is None:
        raise HTTPException(404)
    return look, report


def _named(html: str, roles: Mapping[str, str], claims: Sequence[Claim]) -> str:
    """The marked text with its numbers pointing at claims by id, and each mark saying its role in the page's words."""
    for number, claim in enumerate(claims, start=1):
        html = html.replace(f'<a class="number" href="#cx-{number}">', f'<a class="number" href="#{claim.id}">')
    return html
