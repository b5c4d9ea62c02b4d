"""Which lines pass the filters of a view: words in the names of a place or holder, or of what is around it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from tenure.folding.standing import Standing
from tenure.model.ids import HolderId, PlaceId
from tenure.model.tenure import Aspect, LineId, Segment
from tenure.web.edition import Look, change_days
from tenure.web.view import View


def line_fits(line: LineId, view: View, look: Look) -> bool:
    """Whether a line passes the filters of a view."""
    return _place_fits(line.place, view, look) and _holder_fits(line, view, look)


def _place_fits(place: PlaceId, view: View, look: Look) -> bool:
    if not view.place or view.place == place or view.place in look.parents(place):
        return True
    return view.place.casefold() in look.edition.place_words(place)


def places_shown(look: Look, view: View) -> frozenset[PlaceId]:
    """The places on record that pass a view's filter."""
    wanted, named = view.place, view.place.casefold()
    names = look.edition.names
    found = [place for words, place in names if named in words]
    # An id is no name; who gives one means that place and what lies in it.
    found += [place for _, place in names if wanted == place or wanted in look.parents(place)] if ":" in wanted else []
    return frozenset(found)


def _holder_fits(line: LineId, view: View, look: Look) -> bool:
    return not view.holder or view.holder == line.holder or view.holder.casefold() in look.edition.holder_words(line)


def fits_row(row: Mapping[str, Any], view: View, look: Look) -> bool:
    """Whether a row with a place and a holder passes the filters of a view."""
    line = LineId(PlaceId(row["place"]["id"]), HolderId(row["holder"]["id"]), Aspect(row["aspect"]))
    return line_fits(line, view, look)


def lines_fitting(look: Look, view: View) -> Sequence[int]:
    """The numbers of the lines that pass a view's filters, in order."""
    lines = look.columns.lines
    found: Iterable[int] = range(len(lines))
    if view.place:
        found = sorted(line for place in places_shown(look, view) for line in look.lines_at.get(place, ()))
    if view.holder:
        found = [one for one in found if _holder_fits(lines[one], view, look)]
    return found if isinstance(found, Sequence) else list(found)


def lines_shown(look: Look, view: View) -> Sequence[int]:
    """The numbers of the lines in a list: those on which something stands on the view's day, or once did."""
    if view.all_times:
        return [look.line_of(one.line) for one in segments_shown(look, view)]
    fitting = frozenset(lines_fitting(look, view)) if view.place or view.holder else None
    return [
        line
        for line, implied in look.lines_standing
        if (view.everything or not implied) and (fitting is None or line in fitting)
    ]


def segments_shown(look: Look, view: View) -> Iterator[Segment]:
    """The segments that pass a view's filters, those of one line together, without the weights of their claims."""
    return (one for one in look.outline(lines_fitting(look, view)) if view.everything or not one.implied)


def standing_shown(look: Look, view: View, lines: Sequence[int]) -> list[Standing]:
    """What stands on the view's day on some lines; or everything on record about them at any time."""
    if view.all_times:
        segments = look.outline(sorted(set(lines)))
        return [Standing(one.line, one, certain=True) for one in segments if view.everything or not one.implied]
    return list(look.standing(sorted(lines)))


def days_shown(look: Look, view: View) -> Sequence[date]:
    """The days by which something had surely changed on the lines that pass a view's filters, in order."""
    if not (view.place or view.holder or view.everything):
        return look.days
    return change_days(look.history(lines_fitting(look, view)), direct=not view.everything)
