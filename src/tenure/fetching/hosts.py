"""Hosts: looked up once, and every address that comes back is checked before it may be connected to."""

import socket
import threading
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final, TypeAlias

from tenure.fetching.failure import Refused, Unreached

Resolve: TypeAlias = Callable[[str, int], list[str]]
"""The addresses of a host, as text; raises OSError where there are none."""
_Address: TypeAlias = IPv4Address | IPv6Address

_PUBLIC: Final = ip_network("2000::/3")
"""All of IPv6 that has been given out for hosts of the public internet."""
# Addresses that look public but are answered by the machine's own cloud.
_METADATA: Final = frozenset({ip_address("168.63.129.16"), ip_address("100.100.100.200")})
_CARRIERS: Final = tuple(map(ip_network, ("64:ff9b::/96", "64:ff9b:1::/48")))
"""Addresses of IPv6 that stand for one of IPv4 (NAT64): what counts is the one they carry."""
_TUNNELS: Final = tuple(map(ip_network, ("2002::/16", "2001::/32", "192.88.99.0/24")))
"""6to4 and Teredo: they lead to whatever IPv4 address their maker liked, and no outlet is reached only so."""
_SPECIAL: Final = tuple(map(ip_network, ("192.0.0.0/24", "198.18.0.0/15", "100.64.0.0/10", "2001:db8::/32")))
"""Special addresses that some versions of Python take for public ones; a cloud's metadata is at one of them."""


def system_resolve(host: str, port: int) -> list[str]:
    """What the system's resolver says."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def checked_addresses(host: str, port: int, seconds: float, resolve: Resolve, *, loopback: bool) -> list[str]:
    """The addresses of a host, in the order in which to try them. Nobody may look the host up again.

    Raises:
        Refused: one of them is not public. A name with a public and a private address is an attack or a mistake.
        Unreached: there is none, or the look-up takes longer than `seconds`.
    """
    found = _resolved(host, port, seconds, resolve)
    for one in found:
        reason = why_not_public(one, loopback=loopback)
        if reason:
            raise Refused(f"{host} is at {one}, {reason}: such addresses are never asked")
    return found


def why_not_public(text: str, *, loopback: bool = False) -> str | None:
    """Why an address must not be asked, in words; None where it may be."""
    try:
        address = ip_address(text.split("%", 1)[0])
    except ValueError:
        return "which is no address"
    address = _carried(address)
    if address.is_loopback:
        return None if loopback else "on this machine"
    if address in _METADATA:
        return "where a cloud answers its own machines"
    if address.is_link_local:
        return "which is only good on its own network"
    if address.is_multicast or address.is_unspecified or any(address in one for one in _TUNNELS):
        return "which is no single public host"
    if any(address in one for one in _SPECIAL):
        return "in a private network"
    if not address.is_global or (isinstance(address, IPv6Address) and address not in _PUBLIC):
        return "in a private network"
    return None


def _carried(address: _Address) -> _Address:
    """The address of IPv4 that one of IPv6 stands for, or the address itself."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return address.ipv4_mapped
        if any(address in one for one in _CARRIERS) or (int(address) >> 32 == 0 and int(address) > 1):
            return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def _resolved(host: str, port: int, seconds: float, resolve: Resolve) -> list[str]:
    """The look-up on a thread of its own: the system's resolver knows no time limit."""
    answer: list[list[str] | OSError | UnicodeError] = []

    def look_up() -> None:
        try:
            answer.append(resolve(host, port))
        except (OSError, UnicodeError) as error:
            answer.append(error)

    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(max(0.0, seconds))
    if not answer:
        raise Unreached(f"{host} could not be looked up in time")
    found = answer[0]
    if isinstance(found, list) and found:
        return found
    raise Unreached(f"{host} is not known: there is no such host, or no connection")
