"""One place: lanes, the table that says the same, who says what, conflicts, what is around and inside."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup, escape
from starlette.responses import Response

from tenure.exchange.lane_rows import lanes_of
from tenure.exchange.lanes import lanes_svg
from tenure.exchange.tenures import commitment_json, conflict_json, segment_json
from tenure.model.ids import ClaimId, PlaceId
from tenure.model.tenure import Segment
from tenure.web.edition import Look
from tenure.web.filters import line_fits
from tenure.web.forms import json_answer, rows_answer, text_answer, told_terms
from tenure.web.marks import group_of
from tenure.web.neighbours import neighbours_of
from tenure.web.page_map import clock_of
from tenure.web.sentences import claim_rows, marked_sentence
from tenure.web.site import Site, asked, page, roles_of
from tenure.web.view import View
from tenure.web.words import speaker

router = APIRouter(tags=["place"])
Id = Annotated[str, Query(max_length=300, description="The place's id, as the map gives it.")]


@router.get("/place", response_class=HTMLResponse, summary="One place")
def place_page(request: Request, id: Id, view: Annotated[View, Depends(asked)]) -> Response:  # noqa: A002
    """Everything on record about a place."""
    site: Site = request.app.state.site
    look, place = found_place(site, view, id)
    say = speaker(site.words[view.lang])
    told = place_json(look, view, place)
    roles = roles_of(site, view)
    claims = {row["id"]: row for row in told["claims"]}
    return page(
        request,
        view,
        "place.html",
        told=told,
        entry=look.place(place),
        lanes=Markup(_lanes(look, view, told, say("place.lanes_label", name=told["name"]))),  # noqa: S704 - escaped where drawn
        sentences={key: marked_sentence(row, roles) for key, row in claims.items()},
        matrix=[(row["publisher"], _cells(row)) for row in told["matrix"]],
        claims=claims,
        clockwork=clock_of(_days(_segments(look, view, place)), view, say),
        chain=look.edition.chain,
        hidden=look.edition.hidden,
        forms=("json", "csv", "geojson", "kml", "svg"),
        stem="/place",
    )


@router.get("/place.{form}", summary="One place, in a form for programs")
def place_rows(
    request: Request,
    form: Literal["json", "csv", "geojson", "kml", "svg"],
    id: Id,  # noqa: A002
    view: Annotated[View, Depends(asked)],
) -> Response:
    """Everything on record about a place as JSON, its segments as CSV, GeoJSON or KML, its lanes as SVG."""
    site: Site = request.app.state.site
    look, place = found_place(site, view, id)
    match form:
        case "json":
            return json_answer(view, look, "place", place_json(look, view, place))
        case "svg":
            return text_answer(
                _lanes(look, view, place_json(look, view, place), look.place_name(place)), "image/svg+xml"
            )
        case _:
            return rows_answer(form, view, look, "segments", place_json(look, view, place)["segments"])


def found_place(site: Site, view: View, wanted: str) -> tuple[Look, PlaceId]:
    """The place with an id, where anything is on record about it or about what lies in it.

    Raises:
        HTTPException: there is nothing.
    """
    look, place = site.look(view), PlaceId(wanted)
    known = place in look.edition.ranks or place in look.edition.inside or look.place(place) is not None
    if not known and not site.book.speaks_of(look.edition, place):
        raise HTTPException(404)
    return look, place


def place_json(look: Look, view: View, place: PlaceId) -> dict[str, Any]:
    """Everything that the page of a place says."""
    segments = _segments(look, view, place)
    promises = look.commitments_at(place)
    conflicts = look.conflicts_at(place)
    wanted: list[ClaimId] = [weight.claim for one in segments for weight in one.weights]
    wanted += [claim for one in promises for claim in (*one.claims, *one.outcome_claims)]
    wanted += [claim for one in conflicts for claim in (*one.side_a, *one.side_b)]
    entry = look.place(place)
    return {
        "id": place,
        "name": look.place_name(place),
        "kind": entry.kind if entry else None,
        "countries": list(entry.countries) if entry else [],
        "segments": [{**segment_json(one, look.atlas), "group": group_of(one.status)} for one in segments],
        "commitments": [commitment_json(one, look.atlas) for one in promises],
        "conflicts": [conflict_json(one, look.atlas) for one in conflicts],
        "claims": claim_rows(look, wanted),
        "matrix": list(_matrix(look, segments)),
        "within": [{"id": one, "name": look.place_name(one)} for one in look.parents(place)],
        "inside": [{"id": one, "name": look.place_name(one)} for one in look.edition.inside.get(place, ())],
        "near": neighbours_of(look, view, place),
    }


def _segments(look: Look, view: View, place: PlaceId) -> list[Segment]:
    """The segments of a place; what only follows from other places where it is all there is, or asked for."""
    found = [one for one in look.segments_at(place) if line_fits(one.line, view, look)]
    direct = [one for one in found if not one.implied]
    return found if view.everything or not direct else direct


def _days(segments: Sequence[Segment]) -> list[date]:
    """The days by which something had surely changed, in order, each once."""
    return sorted({one.bounds.start_latest for one in segments if one.bounds.start_latest is not None})


def _matrix(look: Look, segments: Sequence[Segment]) -> Iterator[dict[str, Any]]:
    """Who says what: a row for each publisher, in each the claims for and against each segment."""
    cells: dict[str, dict[str, list[tuple[str, int]]]] = {}
    claims = look.edition.claims(weight.claim for one in segments for weight in one.weights)
    for segment in segments:
        for weight in segment.weights:
            claim = claims.get(weight.claim)
            report = look.edition.report(claim.report) if claim else None
            if report is not None:
                name = report.publisher or "–"
                cells.setdefault(name, {}).setdefault(segment.id, []).append((weight.claim, weight.millinats))
    for name in sorted(cells):
        yield {
            "publisher": name,
            "cells": [
                {"segment": one.id, **_sides(cells[name][one.id])}
                if one.id in cells[name]
                else {"segment": one.id, "for": [], "against": []}
                for one in segments
            ],
        }


def _sides(weights: Sequence[tuple[str, int]]) -> dict[str, list[str]]:
    """The claims for and against a segment."""
    return {
        "for": [claim for claim, weight in weights if weight >= 0],
        "against": [claim for claim, weight in weights if weight < 0],
    }


def _cells(row: Mapping[str, Any]) -> Markup:
    """The cells of one publisher, in each the marks that lead to the sentences; most of very many are empty."""
    return Markup("".join(_cell(cell) if cell["for"] or cell["against"] else "<td></td>" for cell in row["cells"]))  # noqa: S704 - marks are escaped where they are made


def _cell(cell: Mapping[str, Any]) -> str:
    marks = [(claim, "+", number) for number, claim in enumerate(cell["for"], start=1)]
    marks += [(claim, "−", number) for number, claim in enumerate(cell["against"], start=1)]
    links = (f'<a href="#{escape(claim)}" aria-label="{sign} {number}">{sign}</a>' for claim, sign, number in marks)
    return f"<td>{' '.join(links)}</td>"


def _lanes(look: Look, view: View, told: Mapping[str, Any], title: str) -> str:
    rows, promises = told["segments"], told["commitments"]
    claims = look.edition.claims(claim for row in rows for claim in (*row["for"], *row["against"]))
    reports = {key: look.edition.report(claim.report) for key, claim in claims.items()}
    published = {str(key): report.day for key, report in reports.items() if report}
    hues = {str(holder): badge["hue"] for holder, badge in look.edition.badges.items()}
    lanes = lanes_of(rows, promises, published, tone=lambda holder: f"hue-{hues.get(holder, 0)}")
    return lanes_svg(lanes, view.as_of, title, note=told_terms(view, look))
