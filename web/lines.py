"""Makes the boundary lines of the map from Natural Earth, as two packages ship it; run it by `make map-lines`.

python web/lines.py COUNTRIES_50M_TOPOJSON ADMIN_1_LINES_SHP OUT_FOLDER
"""

import json
import math
import struct
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]

# Natural Earth gives these an outline of their own though they have no ISO 3166 code or no agreed status.
DISPUTED = {"Somaliland", "Kosovo", "N. Cyprus", "Siachen Glacier", "W. Sahara", "Palestine", "Taiwan"}
PLACES = 2
HALF, EDGE = 180, 179.99
TOLERANCE = 0.02
"""In degrees: about what 1:50 million shows."""


def main() -> None:
    """Write `countries.geojson` and `provinces.geojson`."""
    countries, provinces, out = (Path(name) for name in sys.argv[1:4])
    topology = json.loads(countries.read_text("utf-8"))
    features = list(_country_features(topology))
    _write(out / "countries.geojson", features)
    lines = [list(_simplified(part)) for line in _shape_lines(provinces.read_bytes()) for part in _apart(line)]
    _write(out / "provinces.geojson", [_feature("province", _rounded([one for one in lines if len(one) > 1]))])


def _country_features(topology: dict[str, Any]) -> Iterator[dict[str, Any]]:
    arcs = list(_absolute(topology))
    owners: dict[int, set[str]] = defaultdict(set)
    for country in topology["objects"]["countries"]["geometries"]:
        for arc in _arcs_of(country.get("arcs", ())):
            owners[arc if arc >= 0 else ~arc].add(country["properties"]["name"])
    sorted_out: dict[str, list[list[Point]]] = {"coast": [], "border": []}
    disputed: dict[str, list[list[Point]]] = defaultdict(list)
    for number, names in owners.items():
        of = "coast" if len(names) == 1 else "border"
        found = disputed[min(names & DISPUTED)] if of == "border" and names & DISPUTED else sorted_out[of]
        found += [list(_simplified(part)) for part in _apart(arcs[number])]
    for kind, lines in sorted_out.items():
        yield _feature(kind, _rounded(lines))
    for name, lines in sorted(disputed.items()):
        longest = max(lines, key=len)
        x, y = longest[len(longest) // 2]
        yield _feature("disputed", _rounded(lines), name=name, at=[round(y, PLACES), round(x, PLACES)])


def _apart(line: Sequence[Point]) -> Iterator[list[Point]]:
    """A line in pieces that neither jump across the antimeridian nor run along the edge of the sheet."""
    piece = [line[0]]
    for one, other in pairwise(line):
        if abs(one[0] - other[0]) > HALF or (_at_edge(one) and _at_edge(other)):
            yield piece
            piece = []
        piece.append(other)
    yield piece


def _at_edge(point: Point) -> bool:
    return abs(point[0]) > EDGE or point[1] < -89.5


def _absolute(topology: dict[str, Any]) -> Iterator[list[Point]]:
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            line.append((x * kx + dx, y * ky + dy))
        yield line


def _arcs_of(nested: Iterable[Any]) -> Iterator[int]:
    for one in nested:
        if isinstance(one, int):
            yield one
        else:
            yield from _arcs_of(one)


def _shape_lines(data: bytes) -> Iterator[list[Point]]:
    """The polylines of an ESRI shapefile."""
    at = 100
    while at < len(data):
        (words,) = struct.unpack(">i", data[at + 4 : at + 8])
        body = data[at + 8 : at + 8 + 2 * words]
        at += 8 + 2 * words
        if struct.unpack("<i", body[:4])[0] != 3:
            continue
        parts, points = struct.unpack("<2i", body[36:44])
        starts = [*struct.unpack(f"<{parts}i", body[44 : 44 + 4 * parts]), points]
        flat = struct.unpack(f"<{2 * points}d", body[44 + 4 * parts : 44 + 4 * parts + 16 * points])
        pairs = list(zip(flat[::2], flat[1::2], strict=True))
        for first, last in pairwise(starts):
            yield pairs[first:last]


def _simplified(line: Sequence[Point]) -> Iterator[Point]:
    """Douglas and Peucker's choice of points, without recursion."""
    keep = {0, len(line) - 1}
    waiting = [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        far, where = TOLERANCE, None
        for index in range(first + 1, last):
            distance = _distance(line[index], line[first], line[last])
            if distance > far:
                far, where = distance, index
        if where is not None:
            keep.add(where)
            waiting += [(first, where), (where, last)]
    return (line[index] for index in sorted(keep))


def _distance(point: Point, one: Point, other: Point) -> float:
    dx, dy = other[0] - one[0], other[1] - one[1]
    length = math.hypot(dx, dy)
    if not length:
        return math.hypot(point[0] - one[0], point[1] - one[1])
    return abs(dx * (one[1] - point[1]) - dy * (one[0] - point[0])) / length


def _rounded(lines: Iterable[Sequence[Point]]) -> list[list[list[float]]]:
    return [[[round(x, PLACES), round(y, PLACES)] for x, y in line] for line in lines if len(line) > 1]


def _feature(kind: str, lines: list[list[list[float]]], **more: object) -> dict[str, Any]:
    geometry = {"type": "MultiLineString", "coordinates": lines}
    return {"type": "Feature", "properties": {"kind": kind, **more}, "geometry": geometry}


def _write(path: Path, features: list[dict[str, Any]]) -> None:
    body = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(body, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
