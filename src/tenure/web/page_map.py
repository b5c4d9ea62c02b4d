"""The map and the list beside it."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup
from starlette.responses import Response

from tenure.model.tenure import Aspect, Status, Verdict
from tenure.web.badges import side_of
from tenure.web.edition import Look
from tenure.web.filters import days_shown, lines_shown
from tenure.web.forms import as_json, rows_answer, terms
from tenure.web.histogram import histogram_svg
from tenure.web.marks import GROUPS, first_standing, rows_of, standing_on, timeline
from tenure.web.site import Site, asked, page
from tenure.web.view import View
from tenure.web.words import Speak, speaker

router = APIRouter(tags=["state"])
DISPUTED: Final = ("Kosovo", "N. Cyprus", "Palestine", "Siachen Glacier", "Somaliland", "W. Sahara")
"""The names that the file of lines has for what it lists apart."""
_LISTED: Final = 300
_MARGIN: Final = timedelta(days=31)


@router.get("/", response_class=HTMLResponse, summary="The map and the list beside it")
def map_page(request: Request, view: Annotated[View, Depends(asked)]) -> Response:
    """Who is where on a day, as known by another: marks on a map, and the same as a list."""
    site: Site = request.app.state.site
    look = site.look(view)
    say = speaker(site.words[view.lang])
    lines = lines_shown(look, view)
    return page(
        request,
        view,
        "map.html",
        rows=rows_of(look, first_standing(look, view, lines, _LISTED)),
        count=len(lines),
        placed=len({look.columns.lines[one].place for one in lines}),
        groups=GROUPS,
        most=_LISTED,
        sides=_sides(look),
        clockwork=clock_of(days_shown(look, view), view, say),
        words=_words(say),
        chain=look.edition.chain,
        hidden=look.edition.hidden,
        forms=("json", "csv", "geojson", "kml"),
        stem="/map",
    )


@router.get("/map.{form}", summary="What stands on a day, in a form for programs")
def map_rows(
    request: Request, form: Literal["json", "csv", "geojson", "kml"], view: Annotated[View, Depends(asked)]
) -> Response:
    """The rows of the list in the form that the ending names."""
    site: Site = request.app.state.site
    look = site.look(view)
    return rows_answer(form, view, look, "rows", rows_of(look, standing_on(look, view), weighed=True))


@router.get("/timeline.json", summary="The whole history of every line, in few words")
def timeline_json(request: Request, view: Annotated[View, Depends(asked)]) -> Response:
    """What the page tells any day from: places, holders, lines with their segments, and the days of changes."""
    site: Site = request.app.state.site
    look = site.look(view)
    return as_json({**terms(view, look), **timeline(look, view)})


def clock_of(dates: Sequence[date], view: View, say: Speak) -> Mapping[str, Any]:
    """What the clock shows: how far it goes, the days of changes around the view's day, and their histogram."""
    today = view.as_of
    first = _earlier(min([*dates[:1], today]))
    last = max([*dates[-1:], view.today, today])
    before, after = bisect_left(dates, today), bisect_right(dates, today)
    return {
        "first": first.isoformat(),
        "last": last.isoformat(),
        "previous": dates[before - 1].isoformat() if before else None,
        "next": dates[after].isoformat() if after < len(dates) else None,
        "histogram": Markup(histogram_svg(dates, first, last, say("clock.histogram"))),  # noqa: S704 - drawn from days only; its label is escaped where it is drawn
    }


def _earlier(day: date) -> date:
    return day - _MARGIN if day - date.min > _MARGIN else date.min


def _sides(look: Look) -> list[dict[str, Any]]:
    """The sides with their letters and hues, once each."""
    found: dict[str, dict[str, Any]] = {}
    for holder, badge in look.edition.badges.items():
        side = side_of(holder, look.atlas)
        name = side.name if side else holder.rpartition(":")[2]
        found.setdefault(name, {**badge, "name": name})
    return [found[name] for name in sorted(found)]


def _words(say: Speak) -> dict[str, Any]:
    """The words that the script needs to redraw the list."""
    return {
        "status": {one.value: say(f"status.{one.value}") for one in Status},
        "aspect": {one.value: say(f"aspect.{one.value}") for one in Aspect},
        "verdict": {one.value: say(f"verdict.{one.value}") for one in Verdict},
        "stale": say("group.stale"),
        "lines": {name: say(f"lines.{name}") for name in DISPUTED},
        "time": {
            "by": say("time.by", day="%d"),
            "after": say("time.after", day="%d"),
            "unknown": say("time.unknown"),
        },
    }
