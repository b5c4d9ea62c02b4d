"""What the map and the list beside it show: one row a line that stands on a day, one mark a place."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from tenure.exchange.tenures import line_json, segment_json
from tenure.folding.standing import Standing
from tenure.model.ids import PlaceId
from tenure.model.statement import Atlas
from tenure.model.tenure import LineId, Segment, Status
from tenure.web.edition import Look
from tenure.web.filters import change_days, segments_shown, standing_shown
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


def standing_on(look: Look, view: View) -> list[Standing]:
    """Every line that stands on the view's day and passes its filters, by place and rank."""
    return sorted(standing_shown(look, view), key=lambda one: _order(one, look))


def _order(one: Standing, look: Look) -> tuple[str, str, int, bool, str, str]:
    line, segment = one.line, one.segment
    rank = GROUPS.index(_GROUPS[segment.status])
    return look.place_name(line.place), line.place, rank, segment.stale, line.holder, line.aspect


def rows_of(look: Look, found: Iterable[Standing]) -> list[dict[str, Any]]:
    """What stands, as rows."""
    return [
        {
            **segment_json(one.segment, look.atlas),
            "group": group_of(one.segment.status),
            "certain": one.certain,
            "since_then": [segment.status.value for segment in one.since_then],
            **look.badges[one.line.holder],
        }
        for one in found
    ]


def timeline(look: Look, view: View) -> dict[str, Any]:
    """The whole history in few words, from which a page tells any day without asking again."""
    atlas, badge = look.atlas, look.badges
    shown = list(segments_shown(look, view))
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
        "days": [day.isoformat() for day in change_days(shown)],
    }


def _place_row(place: PlaceId, look: Look) -> dict[str, Any]:
    entry = look.place(place)
    if entry is None:
        return {"id": place, "name": look.place_name(place), "kind": None, "size": "small", "at": None}
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
