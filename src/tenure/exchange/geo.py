"""Rows with a place as GeoJSON and KML: lines that stand, commitments, changes and claims alike."""

from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

from tenure.exchange.page import visible
from tenure.model.ids import PlaceId
from tenure.model.statement import Atlas

Row = Mapping[str, Any]


def features(rows: Sequence[Row], atlas: Atlas, terms: Mapping[str, Any]) -> dict[str, Any]:
    """Rows as a GeoJSON collection of points; a row whose place has no coordinates has a null geometry."""
    found = [
        {"type": "Feature", "id": row["id"], "geometry": _point(row, atlas), "properties": dict(row)} for row in rows
    ]
    return {"type": "FeatureCollection", **terms, "features": found}


def _point(row: Row, atlas: Atlas) -> dict[str, Any] | None:
    place = atlas.places.get(PlaceId(row["place"]["id"]))
    if place is None or place.lat is None or place.lon is None:
        return None
    return {"type": "Point", "coordinates": [place.lon, place.lat]}


def kml_document(rows: Sequence[Row], atlas: Atlas, title: str, note: str) -> str:
    """Rows whose places have coordinates as KML placemarks with their time spans."""
    marks = "".join(_placemark(row, atlas) for row in rows)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
        f"<name>{_xml(title)}</name><description>{_xml(note)}</description>{marks}</Document></kml>\n"
    )


def _placemark(row: Row, atlas: Atlas) -> str:
    point = _point(row, atlas)
    if point is None:
        return ""
    lon, lat = point["coordinates"]
    return (
        f"<Placemark><name>{_xml(row['place']['name'])}</name><description>{_xml(_told(row))}</description>{_span(row)}"
        f"<Point><coordinates>{lon},{lat}</coordinates></Point></Placemark>"
    )


def _told(row: Row) -> str:
    holder = row["holder"]["name"] or row["holder"].get("state") or "?"
    if "status" in row:
        return f"{holder}: {row['status']} ({row['aspect']}), {row['verdict']}"
    if "direction" in row:
        due = f" by {row['deadline']}" if row["deadline"] else ""
        return f"{holder}: {row['modality']} to {row['direction']}{due}: {row['outcome']}"
    if "why" in row:
        return f"{row['why']}: {holder}: {row['before'] or '–'} → {row['after'] or '–'}"
    return f"{holder}: {row['event']}: {row['sentence']['text']}"


def _span(row: Row) -> str:
    day, last = row.get("start_latest") or row.get("announced_on"), row.get("end_latest")
    begin = f"<begin>{day}</begin>" if day else ""
    end = f"<end>{last}</end>" if last else ""
    return f"<TimeSpan>{begin}{end}</TimeSpan>" if begin or end else ""


def _xml(text: str) -> str:
    return escape(visible(text))
