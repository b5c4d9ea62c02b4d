"""What the map and the list beside it show: one row a line that stands on a day, one mark a place."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from typing import Any, Final

from tenure.answers.columns import Brief, Columns, briefs_on, chosen_on, foremost, picked
from tenure.exchange.tenures import line_json, segment_json
from tenure.folding.standing import Standing
from tenure.model.ids import PlaceId
from tenure.model.statement import Atlas
from tenure.model.tenure import LineId, Segment, Status
from tenure.web.edition import Look
from tenure.web.filters import days_shown, lines_fitting, lines_shown, standing_shown
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

_RANKS: Final[Mapping[Status, int]] = {status: GROUPS.index(group) for status, group in _GROUPS.items()}
MOST_TOLD: Final = 20_000
"""How many stretches a browser gets at once; to draw more takes longer than anybody waits."""
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
    return sorted(standing_shown(look, view, lines_shown(look, view)), key=lambda one: _order(one, look))


def first_standing(look: Look, view: View, lines: Sequence[int], most: int) -> list[Standing]:
    """The first of what stands on some lines, in the same order; only these are put in words."""
    ranks, every = look.edition.ranks, look.columns.lines
    by_place = sorted(lines, key=lambda one: ranks.get(every[one].place, 0))
    last = every[by_place[min(most, len(by_place)) - 1]].place if by_place else None
    needed = [*by_place[:most], *takewhile(lambda one: every[one].place == last, by_place[most:])]
    return sorted(standing_shown(look, view, needed), key=lambda one: _order(one, look))[:most]


def _order(one: Standing, look: Look) -> tuple[str, str, int, bool, str, str]:
    line, segment = one.line, one.segment
    rank = GROUPS.index(_GROUPS[segment.status])
    return look.place_name(line.place), line.place, rank, segment.stale, line.holder, line.aspect


def rows_of(look: Look, found: Iterable[Standing], *, weighed: bool = False) -> list[dict[str, Any]]:
    """What stands, as rows; those that are weighed name the claims behind them."""
    return [
        {
            **segment_json(_weighed(one.segment, look) if weighed else one.segment, look.atlas),
            "group": group_of(one.segment.status),
            "certain": one.certain,
            "since_then": [segment.status.value for segment in one.since_then],
            **look.badge(one.line.holder),
        }
        for one in found
    ]


def _weighed(segment: Segment, look: Look) -> Segment:
    """A segment with the weights of its claims."""
    return next((one for one in look.segments_at(segment.line.place) if one.id == segment.id), segment)


def timeline(look: Look, view: View) -> dict[str, Any]:
    """The whole history in few words, from which a page tells any day without asking again."""
    columns, counted = _drawn(look, view)
    lines = columns.lines
    shown = [one for one in briefs_on(columns, look.as_of) if view.everything or not one.implied]
    told = list(dict.fromkeys(one.line for one in shown))
    places = {key: number for number, key in enumerate(dict.fromkeys(lines[one].place for one in told))}
    example = {lines[one].holder: lines[one] for one in told}
    holders = {key: number for number, key in enumerate(example)}
    stretches: dict[int, list[list[Any]]] = {}
    for one in shown:
        said = [one.status, *one.bounds, one.stale, one.verdict, one.quantity]
        stretches.setdefault(one.line, []).append(said)
    return {
        "as_of": view.as_of.isoformat(),
        "known_by": view.known_by.isoformat() if view.known_by else None,
        "groups": {status.value: group for status, group in _GROUPS.items()},
        "order": list(GROUPS),
        "places": [_place_row(key, look) for key in places],
        "holders": [{**_holder_row(example[key], look.atlas), **look.badge(key)} for key in holders],
        "lines": [
            {
                "p": places[lines[one].place],
                "h": holders[lines[one].holder],
                "a": lines[one].aspect.value,
                "s": stretches[one],
            }
            for one in told
        ],
        "days": [day.isoformat() for day in days_shown(look, view)] if counted else _days(shown),
        "counted": counted,
    }


def _drawn(look: Look, view: View) -> tuple[Columns, tuple[int, int] | None]:
    """What is told: the whole history; where it is too much, what stands on the day, then only the first of each place.

    Where something is left out, with how many lines stand at how many places.
    """
    columns = look.history(lines_fitting(look, view))
    if len(columns.heads) <= MOST_TOLD or view.all_times:
        return columns, None
    standing = chosen_on(columns, look.as_of).stretches
    if not view.everything:
        standing = standing[columns.implied(standing) == 0]
    first = foremost(columns, standing, _RANKS)
    counted = (len(standing), len(first))
    return picked(columns, standing if len(standing) <= MOST_TOLD else first), counted


def _days(shown: Iterable[Brief]) -> list[str]:
    return sorted({day for one in shown if (day := one.bounds[1])})


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
