"""Which lines pass the filters of a view: words in the names of a place or holder, or of what is around it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from tenure.model.ids import HolderId, PlaceId
from tenure.model.tenure import Aspect, LineId, Segment
from tenure.web.book import Look
from tenure.web.view import View

_REMEMBERED: Final = 500


def line_fits(line: LineId, view: View, look: Look) -> bool:
    """Whether a line passes the filters of a view."""
    return _place_fits(line.place, view, look) and _holder_fits(line, view, look)


def _place_fits(place: PlaceId, view: View, look: Look) -> bool:
    if not view.place or view.place == place or view.place in look.parents(place):
        return True
    return view.place.casefold() in look.place_words(place)


def _holder_fits(line: LineId, view: View, look: Look) -> bool:
    return not view.holder or view.holder == line.holder or view.holder.casefold() in look.holder_words(line)


def fits_row(row: Mapping[str, Any], view: View, look: Look) -> bool:
    """Whether a row with a place and a holder passes the filters of a view."""
    line = LineId(PlaceId(row["place"]["id"]), HolderId(row["holder"]["id"]), Aspect(row["aspect"]))
    return line_fits(line, view, look)


def segments_shown(look: Look, view: View) -> Iterator[Segment]:
    """The segments that pass a view's filters, those of one line together."""
    found = look.segments if not view.place else _at_fitting(look, view)
    return (
        one
        for one in found
        if (view.everything or not one.implied) and (not view.holder or _holder_fits(one.line, view, look))
    )


def _at_fitting(look: Look, view: View) -> Iterator[Segment]:
    """The segments at the places that fit; which those are is the same on every day, so it is remembered."""
    remembered = look.edition.fitting
    fitting = remembered.get(view.place)
    if fitting is None:
        if len(remembered) >= _REMEMBERED:
            remembered.clear()
        known = {*look.atlas.places, *look.segments_at}
        fitting = remembered[view.place] = frozenset(one for one in known if _place_fits(one, view, look))
    for place in sorted(fitting & look.segments_at.keys()):
        yield from look.segments_at[place]


def days_shown(look: Look, view: View) -> Sequence[date]:
    """The days by which something had surely changed on the lines that pass a view's filters, in order."""
    if not (view.place or view.holder or view.everything):
        return look.days
    return change_days(segments_shown(look, view))


def change_days(segments: Iterable[Segment]) -> list[date]:
    """The days by which something had surely changed, in order, each once."""
    starts = {one.bounds.start_latest for one in segments}
    return sorted(day for day in starts if day is not None)
