"""Rows in the forms that programs ask for: JSON, CSV, GeoJSON and KML, each with the terms they come under."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from starlette.responses import Response

from tenure import __version__
from tenure.exchange.geo import features, kml_document
from tenure.web.edition import Look
from tenure.web.view import View

Row = Mapping[str, Any]
LICENCES: Final = (
    "Places: GeoNames, CC BY 4.0; OurAirports and Natural Earth, public domain. "
    "Sentences belong to the publishers of the reports they were read in."
)


def terms(view: View, look: Look) -> dict[str, Any]:
    """What every export carries: the two days, the version of the rules, the ledger's digest, the licences."""
    return {
        "as_of": view.as_of.isoformat(),
        "known_by": view.known_by.isoformat() if view.known_by else None,
        "rules": f"tenure/{__version__}",
        "ledger": look.edition.chain,
        "hidden": look.edition.hidden,
        "licences": LICENCES,
    }


def told_terms(view: View, look: Look) -> str:
    """The terms in one line, for forms that have no fields of their own for them."""
    return "; ".join(f"{key}: {value}" for key, value in terms(view, look).items() if value is not None)


def rows_answer(form: str, view: View, look: Look, name: str, rows: Sequence[Row]) -> Response:
    """Rows in the form that the ending of an address names: json, csv, geojson or kml."""
    match form:
        case "csv":
            return csv_answer(view, look, rows)
        case "geojson":
            return geojson_answer(view, look, rows)
        case "kml":
            return kml_answer(view, look, rows)
        case _:
            return json_answer(view, look, name, rows)


def json_answer(view: View, look: Look, name: str, rows: object) -> Response:
    """Rows under their name, with the terms."""
    return as_json({**terms(view, look), name: rows})


def as_json(value: object) -> Response:
    """A value as JSON; lone surrogates of hostile pages are replaced."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return Response(body, media_type="application/json")


def csv_answer(view: View, look: Look, rows: Sequence[Row]) -> Response:
    """Rows as CSV, flattened with dots, the terms in columns at the end."""
    more = {f"tenure.{key}": value for key, value in terms(view, look).items()}
    flat = [dict(_flattened(row)) | more for row in rows]
    headings: dict[str, None] = {}
    for row in flat:
        headings.update(dict.fromkeys(row))
    out = io.StringIO()
    writer = csv.DictWriter(out, list(headings or more), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({key: _defused(value) for key, value in row.items()} for row in flat)
    return file_answer(out.getvalue(), "text/csv; charset=utf-8", "tenure.csv")


def _flattened(row: Row, prefix: str = "") -> list[tuple[str, object]]:
    cells: list[tuple[str, object]] = []
    for key, value in row.items():
        if isinstance(value, Mapping):
            cells += _flattened(value, f"{prefix}{key}.")
        elif isinstance(value, (list, tuple)):
            texts = [json.dumps(v, ensure_ascii=False) if isinstance(v, (dict, list)) else str(v) for v in value]
            cells.append((prefix + key, "; ".join(texts)))
        else:
            cells.append((prefix + key, value))
    return cells


def _defused(value: object) -> object:
    """Text that a spreadsheet would run as a formula, made plain text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def geojson_answer(view: View, look: Look, rows: Sequence[Row]) -> Response:
    """Rows as GeoJSON points; a row whose place has no coordinates has a null geometry."""
    answer = as_json(features(rows, look.atlas, terms(view, look)))
    answer.headers["Content-Type"] = "application/geo+json"
    return answer


def kml_answer(view: View, look: Look, rows: Sequence[Row]) -> Response:
    """Rows whose places have coordinates as KML placemarks with their time spans."""
    body = kml_document(rows, look.atlas, f"Tenure, {view.as_of.isoformat()}", told_terms(view, look))
    return file_answer(body, "application/vnd.google-earth.kml+xml", "tenure.kml")


def text_answer(body: str, media_type: str) -> Response:
    """A text of some type, replaced where it cannot be written as UTF-8."""
    return Response(body.encode("utf-8", "replace"), media_type=media_type)


def file_answer(body: str, media_type: str, name: str) -> Response:
    """A text to be kept under a name."""
    answer = text_answer(body, media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
