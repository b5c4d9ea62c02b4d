"""Reports that an editor sends from a browser or a program: bounded, read at once, kept with their claims."""

from dataclasses import replace
from pathlib import PurePath
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, File, Form, HTTPException, Request, UploadFile
from fastapi.responses import HTMLResponse
from starlette.responses import JSONResponse, Response

from tenure.exchange.claims import problem_json
from tenure.exchange.page import visible
from tenure.ledger.store import open_ledger
from tenure.pipeline import Tally, ingest
from tenure.sources.draft import Hints
from tenure.sources.inputs import Input
from tenure.web.accounts import Role
from tenure.web.site import Site, allowed, asked, page
from tenure.web.view import View, first_instant

router = APIRouter(tags=["upload"])
_MEGABYTE: Final = 1_000_000
Sent = Annotated[UploadFile, File(description="The report, or many: a text, a page, a feed, JSON Lines, Markdown.")]
Hint = Annotated[str, Form(max_length=300)]


@router.get("/upload", response_class=HTMLResponse, summary="Add reports")
def upload_page(request: Request, view: Annotated[View, Depends(asked)]) -> Response:
    """A form for a file and what it may not tell of itself; for editors."""
    return _shown(request, view)


@router.post("/upload", response_class=HTMLResponse, summary="Add reports")
def upload(
    request: Request,
    view: Annotated[View, Depends(asked)],
    file: Sent,
    csrf: Annotated[str, Form(max_length=100)] = "",
    publisher: Hint = "",
    published: Hint = "",
    url: Hint = "",
    language: Hint = "",
) -> Response:
    """Reads a file and keeps its reports with their claims; 409 while another is being read."""
    session = allowed(request, Role.EDITOR, csrf)
    hints = Hints(first_instant(published), publisher or None, url or None, language or None)
    tally = _taken(request, file, hints, session.name)
    if tally is None:
        return _shown(request, view, problem="upload.busy", status=409)
    return _shown(request, view, tally=tally)


@router.post("/upload.json", status_code=201, summary="Add reports, for programs")
def upload_json(
    request: Request, file: Sent, publisher: Hint = "", published: Hint = "", url: Hint = "", language: Hint = ""
) -> Response:
    """Takes a token in the header `Authorization: Bearer`; tells how much was new and what went wrong."""
    session = allowed(request, Role.EDITOR, "")
    hints = Hints(first_instant(published), publisher or None, url or None, language or None)
    tally = _taken(request, file, hints, session.name)
    if tally is None:
        raise HTTPException(409, "another report is being read")
    return JSONResponse(_told(tally), status_code=201)


def _taken(request: Request, file: UploadFile, hints: Hints, who: str) -> Tally | None:
    """What was taken from a file; None where another is being read."""
    site: Site = request.app.state.site
    if not site.uploading.acquire(blocking=False):
        return None
    # A connection of its own: a long file is many short transactions, and reviews go on between them.
    project = site.book.project
    ledger = open_ledger(project.ledger.path)
    try:
        data = file.file.read(project.settings.max_megabytes * _MEGABYTE + 1)
        if len(data) > project.settings.max_megabytes * _MEGABYTE:
            raise HTTPException(413, "the file is too large")
        source = Input(f"sent by {who}: {_name(file)}", data)
        return ingest(replace(project, ledger=ledger), iter([source]), hints, lambda _: None)
    finally:
        ledger.close()
        site.uploading.release()


def _name(file: UploadFile) -> str:
    """The bare name of a file as the sender gave it; it is only ever shown."""
    name = PurePath((file.filename or "").replace("\\", "/")).name
    return visible(name[:200]).replace("\n", " ") or "report"


def _told(tally: Tally) -> dict[str, Any]:
    return {
        "reports": tally.reports,
        "claims": tally.claims,
        "known": tally.known,
        "failed": tally.failed,
        "problems": [problem_json(one) for one in tally.problems],
    }


def _shown(
    request: Request, view: View, *, tally: Tally | None = None, problem: str = "", status: int = 200
) -> HTMLResponse:
    site: Site = request.app.state.site
    return page(
        request, view, "upload.html", status=status, told=_told(tally) if tally else None, problem=problem,
        most=site.book.project.settings.max_megabytes,
    )  # fmt: skip
