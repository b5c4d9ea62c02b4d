"""Targets: an address taken apart and checked before anything is done with it."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

from tenure.fetching.failure import Refused

_PORTS: Final = {"http": 80, "https": 443}
_OPEN_FROM: Final = 1024
"""Ports below it, but those of the web, belong to mail, shells and files: nothing there is a page."""
_LONGEST: Final = 2000
_NO_ADDRESS: Final = re.compile(r"[\x00-\x20\x7f\\]")
_LABEL: Final = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)", re.IGNORECASE)
_KEPT: Final = "/%:@!$&'()*+,;=~-._[]"


@dataclass(frozen=True, slots=True)
class Target:
    """An address of the web. Made by `target_of`, which guarantees a plain host, a web port and a clean path."""

    scheme: str
    host: str
    """In lower case and ASCII; an IPv6 address without its brackets."""
    port: int
    path: str
    """Path and query, as they go over the wire."""

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them: the port only where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what one robots.txt is about."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The whole address, without a fragment."""
        return self.origin + self.path


def is_address(text: str) -> bool:
    """Whether somebody who writes this means a page on the web, not a file."""
    return text.lower().startswith(("http://", "https://"))


def why_not(url: str) -> str | None:
    """Why an address is never asked, in words; None where its host will be looked up and checked."""
    try:
        target_of(url)
    except Refused as error:
        return error.message
    return None


def target_of(url: str, base: Target | None = None) -> Target:
    """The target that an address names, by itself or on a page.

    Raises:
        Refused: it is no address of the web, or one that is never asked.
    """
    try:
        parts = urlsplit(urljoin(base.url, url.strip()) if base else url.strip())
        port = parts.port
    except ValueError as error:
        raise Refused("it is no address that can be read") from error
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise Refused(f"only http and https are asked, not {scheme[:20] or 'nothing'}")
    if len(url) > _LONGEST or _NO_ADDRESS.search(url.strip()):
        raise Refused("the address is too long, or holds characters that no address has")
    if parts.username is not None or parts.password is not None:
        raise Refused("an address with a name or password in it is not asked")
    if port == 0 or (port is not None and port < _OPEN_FROM and port not in _PORTS.values()):
        raise Refused(f"port {port} is none of the web")
    path = quote(parts.path or "/", safe=_KEPT) + (f"?{quote(parts.query, safe=_KEPT + '?')}" if parts.query else "")
    return Target(scheme, _host(parts.hostname or ""), port or _PORTS[scheme], path)


def _host(host: str) -> str:
    if ":" in host:
        if "%" in host:
            raise Refused("an address with a zone is only good on its own network")
        return host.lower()
    try:
        plain = host.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise Refused("the name of the host cannot be spelt in the web's own way") from error
    if not plain or len(plain) > 253 or not all(_LABEL.fullmatch(label) for label in plain.split(".")):
        raise Refused("the address names no host")
    return plain
