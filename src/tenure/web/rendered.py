"""Rendered answers, kept as long as nothing they rest on has changed."""

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Final

from fastapi import Request

from tenure.web.view import preferred

SEEN: Final = "tenure-seen"
"""The cookie with the day of the last look: what the page of changes starts from."""
_BUDGET: Final = 96_000_000
_LARGEST: Final = 8_000_000
_NEVER: Final = ("/static/", "/healthz", "/report.raw", "/upload")


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it was sent: its headers and its body."""

    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


class Rendered:
    """Guards a number of bytes of answers, the ones asked for last.

    A key names everything an answer depends on, the state of the record among it: an old answer is never wrong, it is
    only never asked for again and makes way.
    """

    def __init__(self, budget: int = _BUDGET) -> None:
        self._budget = budget
        self._kept: OrderedDict[str, Answer] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def found(self, key: str) -> Answer | None:
        """What was answered to the same question before, or None."""
        with self._lock:
            answer = self._kept.get(key)
            if answer is not None:
                self._kept.move_to_end(key)
            return answer

    def keep(self, key: str, answer: Answer) -> None:
        """Keep an answer; the ones not asked for longest make way."""
        if len(answer.body) > _LARGEST:
            return
        with self._lock:
            if key not in self._kept:
                self._kept[key] = answer
                self._bytes += len(answer.body)
            while self._bytes > self._budget:
                _, old = self._kept.popitem(last=False)
                self._bytes -= len(old.body)


def key_of(request: Request, state: str, day: str) -> str | None:
    """What an answer to a request depends on, as a digest; None where it has to be made for this request alone.

    `state` names the state of the record, `day` the present day. The page of somebody who is signed in carries a
    secret of theirs; answers for programs are the same for everybody who may have them.
    """
    path = request.url.path
    if request.method != "GET" or path.startswith(_NEVER):
        return None
    if request.state.session is not None and "." not in path:
        return None
    parts = (
        state,
        day,
        request.headers.get("host", ""),
        request.url.scheme,
        path,
        request.url.query,
        preferred(request.headers.get("accept-language", "")),
        request.cookies.get(SEEN, "") if path.startswith("/changes") else "",
    )
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
