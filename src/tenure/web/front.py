"""What stands before every page: refusals, answers that are known already, headers, and the log."""

import json
import logging
import time
from datetime import UTC, datetime
from typing import Final

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tenure.web.accounts import Accounts, Session
from tenure.web.book import Book
from tenure.web.guard import HEADERS, Bounds, Limit, caller_of, refusal_of, session_of
from tenure.web.rendered import Answer, Rendered, key_of

LOG: Final = logging.getLogger("tenure.web")
_VARIES: Final = "Accept, Accept-Language, Cookie, Authorization"


class Front:
    """The middleware of a site; it guards the answers that are kept."""

    def __init__(self, app: ASGIApp, book: Book, bounds: Bounds, limit: Limit, accounts: Accounts) -> None:
        self._app = app
        self._book = book
        self._bounds = bounds
        self._limit = limit
        self._accounts = accounts
        self._rendered = Rendered()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or have it answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        request.state.session = session_of(request, self._accounts)
        sent = _Sent(send, request)
        try:
            refusal = refusal_of(request, self._bounds, self._limit)
            if refusal is not None:
                await refusal(scope, receive, sent)
            else:
                await self._answer(request, receive, sent)
        finally:
            _log(request, sent)

    async def _answer(self, request: Request, receive: Receive, sent: "_Sent") -> None:
        state = self._book.ready()
        key = key_of(request, state, self._book.today().isoformat()) if state else None
        if key is None:
            await self._app(request.scope, receive, sent)
            return
        sent.tag = f'W/"{key[:32]}"'
        if sent.tag in request.headers.get("if-none-match", ""):
            await Response(status_code=304)(request.scope, receive, sent)
            return
        found = self._rendered.found(key)
        if found is not None:
            await sent({"type": "http.response.start", "status": 200, "headers": list(found.headers)})
            await sent({"type": "http.response.body", "body": found.body})
            return
        sent.copied = bytearray()
        await self._app(request.scope, receive, sent)
        if sent.status == 200 and self._book.ready() == state:
            self._rendered.keep(key, Answer(sent.headers, bytes(sent.copied)))


class _Sent:
    """Sends the parts of an answer on, with the headers that every answer has, and remembers what the log tells."""

    def __init__(self, send: Send, request: Request) -> None:
        self._send = send
        self._path = request.url.path
        self.started = time.perf_counter()
        self.status = 500
        self.size = 0
        self.tag = ""
        self.copied: bytearray | None = None
        self.headers: tuple[tuple[bytes, bytes], ...] = ()

    async def __call__(self, message: Message) -> None:
        """Send one part."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = tuple(message["headers"])
            self._complete(MutableHeaders(raw=message["headers"]))
        elif message["type"] == "http.response.body":
            body = message.get("body", b"")
            self.size += len(body)
            if self.copied is not None:
                self.copied += body
        await self._send(message)

    def _complete(self, headers: MutableHeaders) -> None:
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
        if not self._path.startswith("/static/"):
            headers.setdefault("Cache-Control", "no-cache")
        if self.tag and self.status in (200, 304):
            headers["ETag"] = self.tag
            headers["Vary"] = _VARIES


def _log(request: Request, sent: _Sent) -> None:
    """One line of JSON; without the query, which may say what somebody looks for."""
    if not LOG.isEnabledFor(logging.INFO):
        return
    session: Session | None = request.state.session
    told = {
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "from": caller_of(request),
        "user": session.name if session else None,
        "method": request.method,
        "path": request.url.path,
        "status": sent.status,
        "bytes": sent.size,
        "ms": round(1000 * (time.perf_counter() - sent.started), 1),
    }
    LOG.info(json.dumps(told))
