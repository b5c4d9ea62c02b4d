"""What every page has at hand: the book, the templates, the words; and how a page is made from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final
from urllib.parse import quote, urlencode

from fastapi import HTTPException, Query, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from tenure import __version__
from tenure.exchange.page import visible
from tenure.web.accounts import Accounts, Role, Session
from tenure.web.book import Book
from tenure.web.edition import Look
from tenure.web.guard import Limit
from tenure.web.view import LANGUAGES, View, view_of
from tenure.web.words import catalogue, speaker

_TRIES: Final = 10


@dataclass(frozen=True, slots=True)
class Site:
    """An open site."""

    book: Book
    templates: Environment
    words: Mapping[str, Mapping[str, str]]
    accounts: Accounts
    tries: Limit
    """How often somebody may try to sign in."""
    uploading: Lock = field(default_factory=Lock)
    """Held while a report that somebody sent is read: one at a time."""

    def look(self, view: View) -> Look:
        """The answer that a view asks for."""
        return self.book.look(view.as_of, view.known_by)


def open_site(book: Book, accounts: Accounts) -> Site:
    """The site over a book."""
    templates = Environment(
        loader=PackageLoader("tenure.web"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["name"] = name_markup
    templates.filters["shown"] = visible
    templates.globals["address"] = address
    templates.globals["version"] = __version__
    return Site(book, templates, catalogue(), accounts, Limit(_TRIES, 60))


def name_markup(text: object) -> Markup:
    """A name from outside, escaped, its direction kept to itself."""
    return Markup(f"<bdi>{escape(visible(str(text)))}</bdi>")  # noqa: S704 - escaped right there


def address(path: str, **params: object) -> str:
    """An address of this site, with parameters quoted."""
    query = urlencode({key: str(value) for key, value in params.items() if value is not None})
    return f"{quote(path)}?{query}" if query else quote(path)


async def asked(
    request: Request,
    as_of: str = Query("", max_length=40, description="The day for which the state is told; today where not given."),
    known_by: str = Query("", max_length=40, description="Only what was published by this day."),
    place: str = Query("", max_length=200, description="Words in the name of a place, or of what it lies in."),
    holder: str = Query("", max_length=200, description="Words in the name of a holder, or of what it belongs to."),
    all: str = Query("", max_length=5, description="1: also what only follows from larger or smaller places."),  # noqa: A002
    times: str = Query("", max_length=5, description="all: every stretch on record, not only what stands on the day."),
    lang: str = Query("", max_length=10, description="Language of the page: en or ru."),
) -> View:
    """The view that a request asks for."""
    params = {
        "as_of": as_of,
        "known_by": known_by,
        "place": place,
        "holder": holder,
        "all": all,
        "times": times,
        "lang": lang,
    }
    site: Site = request.app.state.site
    return view_of(params, site.book.today(), request.headers.get("accept-language", ""))


def page(request: Request, view: View, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A page from its template."""
    site: Site = request.app.state.site
    session: Session | None = getattr(request.state, "session", None)
    body = site.templates.get_template(template).render(
        t=speaker(site.words[view.lang]),
        view=view,
        path=request.url.path,
        params=dict(request.query_params),
        languages=LANGUAGES,
        session=session,
        edits=session is not None and session.role.covers(Role.EDITOR),
        **context,
    )
    return HTMLResponse(body, status_code=status)


def roles_of(site: Site, view: View) -> dict[str, str]:
    """The parts of a claim in the words of a page."""
    words = site.words[view.lang]
    return {key.partition(".")[2]: value for key, value in words.items() if key.startswith("role.")}


def allowed(request: Request, role: Role, csrf: str) -> Session:
    """The session, where it has a role and the form was ours; a token in the header needs no form.

    Raises:
        HTTPException: it may not.
    """
    session: Session | None = request.state.session
    if session is None or not session.role.covers(role):
        raise HTTPException(403, f"sign in as {role}")
    if not session.by_token and csrf != session.csrf:
        raise HTTPException(403, "the form is out of date; load the page again")
    return session
