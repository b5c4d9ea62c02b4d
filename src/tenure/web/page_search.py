"""Search over sentences and names."""

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from tenure.model.claim import Event, Modality
from tenure.web.edition import Look
from tenure.web.forms import rows_answer
from tenure.web.search import MOST, Wanted
from tenure.web.sentences import claim_rows, marked_sentence
from tenure.web.site import Site, asked, page, roles_of
from tenure.web.view import View, last_day

router = APIRouter(tags=["search"])
_DEEPEST: Final = 100_000


async def wanted(
    view: Annotated[View, Depends(asked)],
    q: Annotated[str, Query(max_length=300, description="Words; a star at the end stands for any ending.")] = "",
    event: Annotated[str, Query(max_length=20)] = "",
    modality: Annotated[str, Query(max_length=20)] = "",
    since: Annotated[str, Query(max_length=40, description="Published on this day or later.")] = "",
    until: Annotated[str, Query(max_length=40, description="Published on this day or earlier.")] = "",
    first: Annotated[int, Query(ge=0, le=_DEEPEST, description="How many to pass over.")] = 0,
) -> Wanted:
    """What a request looks for; an event or modality that does not exist is none."""
    start, end = last_day(since), last_day(until) or view.known_by
    return Wanted(
        words=q,
        event=event if event in set(Event) else "",
        modality=modality if modality in set(Modality) else "",
        since=start.isoformat() if start else "",
        until=end.isoformat() if end else "",
        place=view.place,
        holder=view.holder,
        first=first,
    )


@router.get("/search", response_class=HTMLResponse, summary="Search sentences and names")
def search_page(
    request: Request, view: Annotated[View, Depends(asked)], what: Annotated[Wanted, Depends(wanted)]
) -> Response:
    """Sentences with all the words, filtered by place, holder, event, modality and days."""
    site: Site = request.app.state.site
    look, rows = _found(site, view, what)
    return page(
        request, view, "search.html", what=what, rows=rows, events=[one.value for one in Event],
        modalities=[one.value for one in Modality], most=MOST,
        sentences={row["id"]: marked_sentence(row, roles_of(site, view)) for row in rows},
        chain=look.edition.chain, hidden=look.edition.hidden, stem="/search",
        forms=("json", "csv", "geojson", "kml"),
    )  # fmt: skip


@router.get("/search.{form}", summary="Search, in a form for programs")
def search_rows(
    request: Request,
    form: Literal["json", "csv", "geojson", "kml"],
    view: Annotated[View, Depends(asked)],
    what: Annotated[Wanted, Depends(wanted)],
) -> Response:
    """The claims whose sentences were found."""
    site: Site = request.app.state.site
    look, rows = _found(site, view, what)
    return rows_answer(form, view, look, "claims", rows)


def _found(site: Site, view: View, what: Wanted) -> tuple[Look, list[dict[str, Any]]]:
    look = site.look(view)
    return look, claim_rows(look, site.book.found(look.edition, what))
