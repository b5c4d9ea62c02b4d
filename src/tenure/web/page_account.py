"""Signing in and out."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from tenure.web.accounts import LIFETIME
from tenure.web.guard import COOKIE, caller_of
from tenure.web.site import Site, asked, page
from tenure.web.view import View

router = APIRouter(tags=["account"])


@router.get("/sign-in", response_class=HTMLResponse, summary="Sign in")
def sign_in_page(request: Request, view: Annotated[View, Depends(asked)]) -> Response:
    """Asks for a name and a password, or a token."""
    return page(request, view, "sign_in.html", message="")


@router.post("/sign-in", response_class=HTMLResponse, summary="Sign in")
def sign_in(
    request: Request,
    view: Annotated[View, Depends(asked)],
    secret: Annotated[str, Form(max_length=300)],
    name: Annotated[str, Form(max_length=80)] = "",
) -> Response:
    """Opens a session and goes to the review; 429 after too many tries."""
    site: Site = request.app.state.site
    if not site.tries.allows(caller_of(request)):
        return page(request, view, "sign_in.html", status=429, message="account.slow")
    key = site.accounts.sign_in(name, secret)
    if key is None:
        return page(request, view, "sign_in.html", status=403, message="account.wrong")
    answer = RedirectResponse(f"/review?{view.query()}", 303)
    answer.set_cookie(
        COOKIE, key, max_age=int(LIFETIME), httponly=True, samesite="strict", secure=request.url.scheme == "https"
    )
    return answer


@router.post("/sign-out", response_class=RedirectResponse, status_code=303, summary="Sign out")
def sign_out(request: Request, csrf: Annotated[str, Form(max_length=100)] = "") -> Response:
    """Ends the session."""
    site: Site = request.app.state.site
    session = request.state.session
    if session is not None and csrf == session.csrf:
        site.accounts.sign_out(request.cookies.get(COOKIE, ""))
    answer = RedirectResponse("/", 303)
    answer.delete_cookie(COOKIE)
    return answer
