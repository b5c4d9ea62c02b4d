"""What the map and the list beside it show: one row a line that stands on a day, one mark a place."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from tenure.exchange.tenures import line_json, segment_json
from tenure.folding.standing import Standing, segment_on
from tenure.model.ids import HolderId, PlaceId
from tenure.model.statement import Atlas
from tenure.model.tenure import Aspect, LineId, Segment, Status
from tenure.web.book import Look
from tenure.web.view import View

_GROUPS: Final[Mapping[Status, str]] = {
    Status.PRESENT: "there",
    Status.HOLDS: "there",
    Status.REDUCED: "there",
    Status.SHARES: "there",
    Status.CONTESTED: "contested",
    Status.LEAVING: "moving",
    Status.TRANSFERRING: "moving",
    Status.EXPECTED: "moving",
    Status.UNKNOWN: "unknown",
    Status.GONE: "gone",
    Status.BARRED: "gone",
    Status.LOST: "gone",
    Status.ENDED: "gone",
}
GROUPS: Final = ("there", "contested", "moving", "unknown", "gone")
"""The kinds of mark, the one that speaks for a place first."""

_SIZES: Final[Mapping[str, str]] = {
    "country": "large",
    "territory": "large",
    "historic state": "large",
    "province": "large",
    "border": "large",
    "water": "large",
    "settlement": "small",
    "area": "large",
}


def group_of(status: Status) -> str:
    """The kind of mark of a status."""
    return _GROUPS[status]


def line_fits(line: LineId, view: View, look: Look) -> bool:
    """Whether a line passes the filters of a view: words in the names of the place or holder, or of what is around."""
    at_place = not view.place or view.place == line.place or view.place in look.parents(line.place)
    if not at_place and view.place.casefold() not in look.place_words(line.place):
        return False
    return not view.holder or view.holder == line.holder or view.holder.casefold() in look.holder_words(line)


def fits_row(row: Mapping[str, Any], view: View, look: Look) -> bool:
    """Whether a row with a place and a holder passes the filters of a view."""
    line = LineId(PlaceId(row["place"]["id"]), HolderId(row["holder"]["id"]), Aspect(row["aspect"]))
    return line_fits(line, view, look)


def rows_on(look: Look, view: View) -> list[dict[str, Any]]:
    """Every line that stands on the view's day and passes its filters, as rows, by place and rank."""
    badge = look.badges
    found = _every(look) if view.all_times else segment_on(look.answer.state, view.as_of)
    rows = [
        {
            **segment_json(one.segment, look.atlas),
            "group": group_of(one.segment.status),
            "certain": one.certain,
            "since_then": [segment.status.value for segment in one.since_then],
            **badge[one.line.holder],
        }
        for one in found
        if (view.everything or not one.segment.implied) and line_fits(one.line, view, look)
    ]
    return sorted(rows, key=_order)


def _every(look: Look) -> Sequence[Standing]:
    return [Standing(one.line, one, certain=True) for one in look.segments]


def _order(row: Mapping[str, Any]) -> tuple[str, str, int, bool, str, str]:
    rank = GROUPS.index(row["group"])
    return row["place"]["name"], row["place"]["id"], rank, row["stale"], row["holder"]["id"], row["aspect"]


def timeline(look: Look, view: View) -> dict[str, Any]:
    """The whole history in few words, from which a page tells any day without asking again."""
    atlas, badge = look.atlas, look.badges
    shown = [one for one in look.segments if (view.everything or not one.implied) and line_fits(one.line, view, look)]
    places = {key: number for number, key in enumerate(dict.fromkeys(one.line.place for one in shown))}
    holders = {key: number for number, key in enumerate(dict.fromkeys(one.line.holder for one in shown))}
    lines: dict[LineId, list[Segment]] = {}
    for one in shown:
        lines.setdefault(one.line, []).append(one)
    example = {one.line.holder: one.line for one in shown}
    return {
        "as_of": view.as_of.isoformat(),
        "known_by": view.known_by.isoformat() if view.known_by else None,
        "groups": {status.value: group for status, group in _GROUPS.items()},
        "order": list(GROUPS),
        "places": [_place_row(key, look) for key in places],
        "holders": [{**_holder_row(example[key], atlas), **badge[key]} for key in holders],
        "lines": [
            {"p": places[key.place], "h": holders[key.holder], "a": key.aspect.value, "s": [_short(s) for s in found]}
            for key, found in lines.items()
        ],
        "days": change_days(shown),
    }


def _place_row(place: PlaceId, look: Look) -> dict[str, Any]:
    entry = look.place(place)
    if entry is None:
        return {"id": place, "name": place.rpartition(":")[2], "kind": None, "size": "small", "at": None}
    at = [entry.lat, entry.lon] if entry.lat is not None and entry.lon is not None else None
    size = _SIZES.get(entry.kind, "medium")
    return {"id": place, "name": entry.name, "kind": entry.kind, "size": size, "at": at, "how": entry.precision.value}


def _holder_row(line: LineId, atlas: Atlas) -> dict[str, Any]:
    row: Any = line_json(line, atlas)["holder"]
    return {"id": row["id"], "name": row["name"], "within": row["within"]}


def _short(segment: Segment) -> list[Any]:
    bounds = segment.bounds
    days = (bounds.start_earliest, bounds.start_latest, bounds.end_earliest, bounds.end_latest)
    told = (segment.stale, segment.verdict.value, segment.quantity)
    return [segment.status.value, *(day.isoformat() if day else None for day in days), *told]


def change_days(segments: Sequence[Segment]) -> list[str]:
    """The days by which something had surely changed, in order."""
    return sorted(set(_starts(segments)))


def _starts(segments: Sequence[Segment]) -> Iterator[str]:
    for one in segments:
        if one.bounds.start_latest is not None:
            yield one.bounds.start_latest.isoformat()
