"""What is on record near a place."""

import math
from collections.abc import Iterator
from typing import Any, Final

from tenure.model.ids import PlaceId
from tenure.model.place import Place
from tenure.web.edition import Look
from tenure.web.marks import group_of
from tenure.web.view import View

_MOST: Final = 8
_FARTHEST_KM: Final = 150.0
_KM_A_DEGREE: Final = 111.1
_TOO_WIDE: Final = frozenset({"country", "territory", "historic state", "province", "border", "area", "water"})
"""Kinds of places whose point says little about what is near it."""


def neighbours_of(look: Look, view: View, place: PlaceId) -> list[dict[str, Any]]:
    """The nearest places on record with what stands there on the view's day, at most eight within 150 km."""
    here = look.place(place)
    if here is None or here.lat is None or here.kind in _TOO_WIDE:
        return []
    near = sorted((distance, key) for distance, key in _around(look, here) if key != place)[:_MOST]
    return [
        {"id": key, "name": look.atlas.places[key].name, "km": round(distance), "there": _there(look, view, key)}
        for distance, key in near
    ]


def _there(look: Look, view: View, place: PlaceId) -> list[dict[str, Any]]:
    rows = []
    for one in look.standing_at(place):
        if not one.segment.implied:
            name, status = look.atlas.holder_name(one.line.holder), one.segment.status
            rows.append({"holder": name, "status": status.value, "group": group_of(status)})
    return rows


def _around(look: Look, here: Place) -> Iterator[tuple[float, PlaceId]]:
    if here.lat is None or here.lon is None:
        return
    for cell in _cells(here.lat, here.lon):
        for other in look.edition.grid.get(cell, ()):
            if other.lat is not None and other.lon is not None and other.kind not in _TOO_WIDE:
                distance = _kilometres(here.lat, here.lon, other.lat, other.lon)
                if distance <= _FARTHEST_KM:
                    yield distance, other.id


def _cells(lat: float, lon: float) -> set[tuple[int, int]]:
    """The cells of the grid that come near a point, across the date line, too."""
    span = _FARTHEST_KM / _KM_A_DEGREE
    # A degree of longitude is shorter farther from the equator; near a pole every one of them is near.
    wide = min(180.0, span / max(0.01, math.cos(math.radians(min(89.0, abs(lat) + span)))))
    rows = range(math.floor(lat - span), math.floor(lat + span) + 1)
    columns = range(math.floor(lon - wide), math.floor(lon + wide) + 1)
    return {(row, (column + 180) % 360 - 180) for row in rows for column in columns}


def _kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The way along the globe between two points."""
    one, two = math.radians(lat), math.radians(other_lat)
    half_lat, half_lon = (two - one) / 2, math.radians(other_lon - lon) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(one) * math.cos(two) * math.sin(half_lon) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(chord)))
