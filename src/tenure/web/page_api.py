"""The page about the API, written from the OpenAPI document itself."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from tenure.web.site import asked, page
from tenure.web.view import View

router = APIRouter(tags=["site"])


@router.get("/api", response_class=HTMLResponse, summary="What programs may ask")
def api_page(request: Request, view: Annotated[View, Depends(asked)]) -> Response:
    """Every address with its parameters and answers."""
    document: Mapping[str, Any] = request.app.openapi()
    calls = [
        {"path": path, "method": method.upper(), **call}
        for path, methods in document["paths"].items()
        for method, call in methods.items()
    ]
    return page(request, view, "api.html", calls=calls)
