"""One answer of the application without a server."""

import asyncio
from collections.abc import MutableMapping
from typing import Any, Final
from urllib.parse import urlsplit

from fastapi import FastAPI

_HOST: Final = b"127.0.0.1"


def answer_once(app: FastAPI, path: str) -> tuple[int, bytes]:
    """Status and body of what the application answers to a GET of a path with its query."""
    return asyncio.run(_answer(app, path))


async def _answer(app: FastAPI, path: str) -> tuple[int, bytes]:
    parts = urlsplit(path)
    status, body = 500, bytearray()

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
        elif message["type"] == "http.response.body":
            body.extend(message.get("body", b""))

    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": parts.path or "/",
        "raw_path": (parts.path or "/").encode("utf-8", "replace"),
        "query_string": parts.query.encode("utf-8", "replace"),
        "headers": [(b"host", _HOST)],
        "client": ("127.0.0.1", 0),
        "server": ("127.0.0.1", 0),
        "root_path": "",
    }
    await app(scope, receive, send)
    return status, bytes(body)
