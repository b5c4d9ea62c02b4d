"""One request over a connection to an address that was checked; every wait and every byte is counted."""

import http.client
import io
import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from tenure.fetching.failure import FetchError, TooLarge, Unreached
from tenure.fetching.targets import Target

_PIECE: Final = 65_536
_HEADERS: Final = 300_000
"""Bytes that status line, headers and the marks between chunks may take."""


class Budget:
    """How long a request may still take, and how many bytes may still come."""

    def __init__(self, seconds: float, most: int) -> None:
        self._ends = time.monotonic() + seconds
        self._seconds = seconds
        self._left = most + _HEADERS

    def remaining(self) -> float:
        """Seconds until the request is given up.

        Raises:
            Unreached: they are over.
        """
        left = self._ends - time.monotonic()
        if left <= 0:
            raise Unreached(f"it took longer than {self._seconds:g} seconds")
        return left

    def spend(self, count: int) -> None:
        """Note bytes that came.

        Raises:
            TooLarge: there are too many.
        """
        self._left -= count
        if self._left < 0:
            raise TooLarge("more bytes come than the settings allow")


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer whose body is still on its way."""

    status: int
    headers: Mapping[str, str]
    """By names in lower case; of several with one name the first."""
    pieces: Iterator[bytes]


@contextmanager
def answered(target: Target, address: str, headers: Mapping[str, str], budget: Budget) -> Iterator[Answer]:
    """The answer of the host at an address, closed again at the end. No proxy, no cookies, no second request.

    Raises:
        Unreached: it cannot be reached, breaks off, or takes too long.
        TooLarge: it sends more than the budget allows.
        FetchError: what it sends is no answer of the web.
    """
    connection = _Pinned(target, address, budget)
    try:
        connection.request("GET", target.path, headers=dict(headers))
        response = connection.getresponse()
        named: dict[str, str] = {}
        for name, value in response.getheaders():
            named.setdefault(name.lower(), value.strip())
        yield Answer(response.status, named, _pieces(response, named))
    except FetchError:
        raise
    except TimeoutError as error:
        budget.remaining()
        raise Unreached("it did not answer in time") from error
    except ssl.SSLCertVerificationError as error:
        raise FetchError(f"its certificate is not good: {error.verify_message}") from error
    except (ssl.SSLError, ConnectionError, http.client.IncompleteRead, http.client.RemoteDisconnected) as error:
        raise Unreached(f"the connection broke off ({type(error).__name__})") from error
    except OSError as error:
        raise Unreached(f"it cannot be reached: {error.strerror or type(error).__name__}") from error
    except (http.client.HTTPException, ValueError) as error:
        raise FetchError(f"what it sends is no answer of the web ({type(error).__name__})") from error
    finally:
        connection.close()


def _pieces(response: http.client.HTTPResponse, headers: Mapping[str, str]) -> Iterator[bytes]:
    """The body as it comes. A body shorter than announced is broken, which the library keeps to itself."""
    total = 0
    while piece := response.read(_PIECE):
        total += len(piece)
        yield piece
    announced = headers.get("content-length", "")
    if announced.isdecimal() and "transfer-encoding" not in headers and total < int(announced):
        raise Unreached("what came breaks off in the middle")


class _Pinned(http.client.HTTPConnection):
    """A connection to one address, whatever the host's name would be looked up as by now.

    The Host header, the name in the TLS handshake and the name in the certificate are the host's.
    """

    def __init__(self, target: Target, address: str, budget: Budget) -> None:
        super().__init__(target.host, target.port)
        self._target, self._address, self._budget = target, address, budget

    def connect(self) -> None:
        """Connect, and for https shake hands; both within the budget."""
        raw = socket.create_connection((self._address, self._target.port), timeout=self._budget.remaining())
        try:
            raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self._target.scheme == "https":
                raw.settimeout(self._budget.remaining())
                raw = ssl.create_default_context().wrap_socket(raw, server_hostname=self._target.host)
            raw.settimeout(self._budget.remaining())
        except BaseException:
            raw.close()
            raise
        self.sock = _Counted(raw, self._budget)


class _Counted:
    """A socket as `http.client` uses it: each wait ends when the budget does, however slowly bytes trickle."""

    def __init__(self, raw: socket.socket, budget: Budget) -> None:
        self._raw, self._budget = raw, budget

    def sendall(self, data: bytes) -> None:
        """Send all of it."""
        self._raw.settimeout(self._budget.remaining())
        self._raw.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        """What comes, as a file."""
        return io.BufferedReader(_Stream(self._raw, self._budget), _PIECE)

    def close(self) -> None:
        """Hang up."""
        self._raw.close()


class _Stream(io.RawIOBase):
    def __init__(self, raw: socket.socket, budget: Budget) -> None:
        self._raw, self._budget = raw, budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the stub has the wider Buffer
        self._raw.settimeout(self._budget.remaining())
        count = self._raw.recv_into(buffer)
        self._budget.spend(count)
        return count
