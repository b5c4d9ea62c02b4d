"""Who gets an answer at all: hosts, rates, sizes, forms of other sites, strangers; and what browsers are told."""

import time
from collections import deque
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from fastapi import Request
from fastapi.responses import PlainTextResponse, RedirectResponse
from starlette.responses import Response

from tenure.web.accounts import Accounts, Role, Session

COOKIE: Final = "tenure-session"
LARGEST: Final = 64 * 1024
"""No form of ours is larger but the one that takes reports; anything beyond is refused before it is read."""
UPLOADS: Final = ("/upload", "/upload.json")

HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
}


@dataclass(slots=True)
class Limit:
    """Counts calls by who makes them: at most so many in so many seconds."""

    most: int
    seconds: float
    _calls: dict[str, deque[float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def allows(self, who: str, now: float | None = None) -> bool:
        """Whether one more call is within the limit; it counts where it is."""
        now = time.monotonic() if now is None else now
        with self._lock:
            if len(self._calls) > 10_000:
                self._calls.clear()
            calls = self._calls.setdefault(who, deque())
            while calls and calls[0] <= now - self.seconds:
                calls.popleft()
            if len(calls) >= self.most:
                return False
            calls.append(now)
            return True


def host_of(request: Request) -> str:
    """The host a request names, without its port."""
    host = request.headers.get("host", "")
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0].lower()


def caller_of(request: Request) -> str:
    """Where a request comes from."""
    return request.client.host if request.client else "?"


@dataclass(frozen=True, slots=True)
class Bounds:
    """To whom a site answers, and how much it takes."""

    hosts: frozenset[str]
    """The names by which it may be asked; `*` for any."""
    private: bool
    """Whether reading needs a sign-in, too."""
    upload: int = 0
    """How many bytes an editor may send at once."""


def refusal_of(request: Request, bounds: Bounds, limit: Limit) -> Response | None:
    """Why a request gets no answer, or None where it gets one."""
    if "*" not in bounds.hosts and host_of(request) not in bounds.hosts:
        return PlainTextResponse("this server does not answer to that host name", 421)
    if not limit.allows(caller_of(request)):
        return PlainTextResponse("too many requests; wait a little", 429, {"Retry-After": "10"})
    length = request.headers.get("content-length", "0")
    if not length.isdigit() or int(length) > _most(request, bounds) or "transfer-encoding" in request.headers:
        return PlainTextResponse("the request is too large", 413)
    if request.method not in ("GET", "HEAD") and not _is_same_origin(request):
        return PlainTextResponse("a form of another site may not be sent here", 403)
    if bounds.private and request.state.session is None and not _is_open(request.url.path):
        if "text/html" in request.headers.get("accept", ""):
            return RedirectResponse("/sign-in", 303)
        return PlainTextResponse("sign in first", 401, {"WWW-Authenticate": "Bearer"})
    return None


def _most(request: Request, bounds: Bounds) -> int:
    """How large a request may be: a report only from an editor, and only where reports are taken."""
    session: Session | None = request.state.session
    if request.url.path in UPLOADS and session is not None and session.role.covers(Role.EDITOR):
        return bounds.upload + LARGEST
    return LARGEST


def session_of(request: Request, accounts: Accounts) -> Session | None:
    """Who makes a request: by a token in its header, or by the cookie of a session."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer" and token:
        return accounts.by_token(token.strip())
    return accounts.session(request.cookies.get(COOKIE, ""))


def _is_open(path: str) -> bool:
    return path in ("/sign-in", "/healthz") or path.startswith("/static/")


def _is_same_origin(request: Request) -> bool:
    """Whether a browser says that the form stands on one of our own pages; programs say nothing."""
    if request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    return origin is None or origin.partition("://")[2] == request.headers.get("host", "")
