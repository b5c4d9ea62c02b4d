"""The application: every page and every answer for programs, over one open project."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from importlib import resources
from threading import Thread
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from tenure import __version__
from tenure.model.errors import BadTime, LedgerError, TenureError, UnknownName
from tenure.project import Project
from tenure.web import (
    page_account,
    page_api,
    page_changes,
    page_lists,
    page_map,
    page_place,
    page_report,
    page_review,
    page_search,
    page_upload,
)
from tenure.web.accounts import Accounts
from tenure.web.book import Book
from tenure.web.front import Front
from tenure.web.guard import Bounds, Limit
from tenure.web.site import Site, open_site, page
from tenure.web.view import View, preferred
from tenure.web.words import speaker

LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "[::1]"})

_STATUSES: Final[Mapping[type[TenureError], int]] = {
    BadTime: 400,
    UnknownName: 404,
    LedgerError: 503,
    TenureError: 500,
}
_PAGES: Final = (
    page_map, page_place, page_report, page_changes, page_lists, page_search, page_review, page_upload, page_account,
    page_api,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Options:
    """How a site is run."""

    hosts: frozenset[str] = LOOPBACK
    calls_a_minute: int = 6000
    private: bool = False
    """Whether reading needs a sign-in, too: everywhere but on the loopback."""
    warm: bool = False
    """Whether the record is read, folded and indexed at the start, before anybody asks."""
    key: str | None = None
    """A token by which whoever started the server signs in; for a project without users."""


def create_app(project: Project, options: Options = Options()) -> FastAPI:
    """The application over an open project; it has to stay open as long as the application runs."""
    book = Book(project)
    accounts = Accounts(project.folder, project.settings.actor, options.key)
    site = open_site(book, accounts)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        if options.warm:
            Thread(target=_warm, args=(site,), daemon=True).start()
        yield
        book.close()

    app = FastAPI(
        title="Tenure",
        version=__version__,
        description="Who holds or is stationed at what place, since when, says who.",
        docs_url=None,
        redoc_url=None,
        lifespan=life,
    )
    app.state.site = site
    bounds = Bounds(options.hosts, options.private, project.settings.max_megabytes * 1_000_000)
    app.add_middleware(Front, book=book, bounds=bounds, limit=Limit(options.calls_a_minute, 60), accounts=accounts)
    app.mount("/static", StaticFiles(packages=[("tenure.web", "static")]), name="static")
    for module in _PAGES:
        app.include_router(module.router)
    app.get("/healthz", tags=["site"], summary="Whether the site can answer")(_health)
    app.add_exception_handler(TenureError, _told)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _unreadable)
    return app


def _warm(site: Site) -> None:
    """The first questions that anybody is going to ask; a failure is theirs to be told."""
    with suppress(TenureError):
        site.book.warm()


def _health(request: Request) -> dict[str, str]:
    site: Site = request.app.state.site
    return {"status": "ok", "version": __version__, "ledger": site.book.chain()}


def _told(request: Request, error: Exception) -> Response:
    status = next(_STATUSES[kind] for kind in type(error).__mro__ if kind in _STATUSES)
    return _failure(request, status, str(error) if status < 500 else "")


def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return _failure(request, status, str(getattr(error, "detail", "")))


def _unreadable(request: Request, error: Exception) -> Response:
    found: Sequence[Any] = error.errors() if isinstance(error, RequestValidationError) else ()
    what = "; ".join(f"{one['loc'][-1]}: {one['msg']}" for one in found[:5])
    return _failure(request, 422, what)


def _failure(request: Request, status: int, what: str) -> Response:
    """An error as a page for a person and as JSON for a program."""
    if "text/html" not in request.headers.get("accept", ""):
        return JSONResponse({"error": what or "failed", "status": status}, status_code=status)
    site: Site = request.app.state.site
    view = View(site.book.today(), site.book.today(), lang=preferred(request.headers.get("accept-language", "")))
    say = speaker(site.words[view.lang])
    known = {404: say("error.not_found"), 403: say("error.denied"), 400: say("error.bad", what=what)}
    message = known.get(status) or (say("error.bad", what=what) if status < 500 else say("error.broken"))
    return page(request, view, "error.html", status=status, message=message)


def static_text(name: str) -> str:
    """A file that is served as it is, for tests and the licence page."""
    return resources.files("tenure.web").joinpath(f"static/{name}").read_text("utf-8")
