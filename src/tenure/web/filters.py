"""Which lines pass the filters of a view: words in the names of a place or holder, or of what is around it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from tenure.folding.standing import Standing
from tenure.model.ids import HolderId, PlaceId
from tenure.model.tenure import Aspect, LineId, Segment
from tenure.web.edition import Look
from tenure.web.view import View


def line_fits(line: LineId, view: View, look: Look) -> bool:
    """Whether a line passes the filters of a view."""
    return _place_fits(line.place, view, look) and _holder_fits(line, view, look)


def _place_fits(place: PlaceId, view: View, look: Look) -> bool:
    if not view.place or view.place == place or view.place in look.parents(place):
        return True
    return view.place.casefold() in look.place_words(place)


def places_shown(look: Look, view: View) -> frozenset[PlaceId]:
    """The places on record that pass a view's filter."""
    wanted, named = view.place, view.place.casefold()
    found = [place for words, place in look.names if named in words]
    # An id is no name; who gives one means that place and what lies in it.
    found += (
        [place for _, place in look.names if wanted == place or wanted in look.parents(place)] if ":" in wanted else []
    )
    return frozenset(found)


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
    for place in sorted(places_shown(look, view)):
        yield from look.segments_at[place]


def standing_shown(look: Look, view: View) -> list[Standing]:
    """What stands on the view's day on the lines that pass its filters; or everything on record at any time."""
    if view.all_times:
        return [Standing(one.line, one, certain=True) for one in segments_shown(look, view)]
    places = places_shown(look, view) if view.place else None
    return [
        one
        for one in look.standing
        if (places is None or one.line.place in places)
        and (view.everything or not one.segment.implied)
        and _holder_fits(one.line, view, look)
    ]


def days_shown(look: Look, view: View) -> Sequence[date]:
    """The days by which something had surely changed on the lines that pass a view's filters, in order."""
    if not (view.place or view.holder or view.everything):
        return look.days
    return change_days(segments_shown(look, view))


def change_days(segments: Iterable[Segment]) -> list[date]:
    """The days by which something had surely changed, in order, each once."""
    starts = {one.bounds.start_latest for one in segments}
    return sorted(day for day in starts if day is not None)
