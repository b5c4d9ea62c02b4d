"""What changed between two days, as a page, a brief, a feed and rows."""

from datetime import date, timedelta
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from tenure.exchange.brief import brief_markdown
from tenure.web.differences import KINDS, behind, difference_rows
from tenure.web.edition import Look
from tenure.web.feeds import Feed, atom_feed
from tenure.web.filters import fits_row
from tenure.web.forms import rows_answer, terms, text_answer, told_terms
from tenure.web.rendered import SEEN
from tenure.web.sentences import claim_rows, marked_sentence
from tenure.web.site import Site, asked, page, roles_of
from tenure.web.view import View, last_day

router = APIRouter(tags=["changes"])
_LONG_AGO: Final = timedelta(days=365)
_A_YEAR: Final = 365 * 86_400
Day = Annotated[str, Query(max_length=40)]


@router.get("/changes", response_class=HTMLResponse, summary="What changed between two days")
def changes_page(request: Request, view: Annotated[View, Depends(asked)], since: Day = "", until: Day = "") -> Response:
    """New in the world, newly known and corrected, apart; since the last look where no day is given."""
    site: Site = request.app.state.site
    first, last = _days(request, view, since, until)
    look, rows = differences(site, view, first, last)
    claims = {row["id"]: row for row in claim_rows(look, behind(rows))}
    return page(
        request,
        view,
        "changes.html",
        groups=[(kind, [row for row in rows if row["why"] == kind]) for kind in KINDS],
        since=first.isoformat(),
        until=last.isoformat(),
        seen=request.cookies.get(SEEN, "")[:10],
        claims=claims,
        sentences={key: marked_sentence(row, roles_of(site, view)) for key, row in claims.items()},
        chain=look.edition.chain,
        hidden=look.edition.hidden,
        forms=("json", "csv", "geojson", "kml", "md", "atom"),
        stem="/changes",
    )


@router.get("/changes.{form}", summary="What changed between two days, in a form for programs")
def changes_rows(
    request: Request,
    form: Literal["json", "csv", "geojson", "kml", "md", "atom"],
    view: Annotated[View, Depends(asked)],
    since: Day = "",
    until: Day = "",
) -> Response:
    """The changes as rows, as a brief in Markdown, or as an Atom feed with the change itself in each entry."""
    site: Site = request.app.state.site
    first, last = _days(request, view, since, until)
    look, rows = differences(site, view, first, last)
    title = f"From {first.isoformat()} to {last.isoformat()}"
    if form in ("md", "atom"):
        claims = {row["id"]: row for row in claim_rows(look, behind(rows))}
        if form == "md":
            return text_answer(brief_markdown(title, rows, claims, terms(view, look)), "text/markdown; charset=utf-8")
        feed = Feed(title, str(request.base_url), site.book.project.now(), told_terms(view, look))
        return text_answer(atom_feed(feed, rows, claims), "application/atom+xml")
    return rows_answer(form, view, look, "changes", rows)


@router.post("/seen", response_class=RedirectResponse, status_code=303, summary="Remember the day of the last look")
def seen(request: Request, until: Annotated[str, Form(max_length=40)]) -> Response:
    """Keeps a day in this browser; the page of changes starts from it."""
    day = last_day(until)
    answer = RedirectResponse("/changes", 303)
    if day is not None:
        answer.set_cookie(SEEN, day.isoformat(), max_age=_A_YEAR, httponly=True, samesite="strict")
    return answer


def differences(site: Site, view: View, first: date, last: date) -> tuple[Look, list[dict[str, Any]]]:
    """The rows between two days that pass a view's filters, and the look at the later one."""
    old, new = site.book.look(first, first), site.book.look(last, last)
    rows = difference_rows(old.state, new.state, first, last, new.atlas)
    return new, [row for row in rows if fits_row(row, view, new)]


def _days(request: Request, view: View, since: str, until: str) -> tuple[date, date]:
    last = last_day(until) or view.as_of
    remembered = request.cookies.get(SEEN, "")
    first = last_day(since) or (_day(remembered) if remembered else None) or _before(last)
    return min(first, last), last


def _day(text: str) -> date | None:
    """The day a browser remembered; None where somebody has tampered with it."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _before(day: date) -> date:
    return day - _LONG_AGO if day.year > 2 else day
