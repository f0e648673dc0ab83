"""Where something may be sent: this machine, a private network, or, when the user says so, beyond.

The name is resolved once and every address it has is judged; the connection is made to a judged address,
so that a name cannot answer "loopback" to the check and something else to the connection (DNS rebinding).
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit

from rushlight.errors import EndpointError, MisuseError

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address

PRIVATE = tuple(map(ipaddress.ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")))
"""RFC 1918 and RFC 4193. Link-local is left out: clouds serve their metadata there."""

PORTS = {"http": 80, "https": 443}


class Reach(StrEnum):
    """How far what is sent would travel."""

    THIS_MACHINE = "this machine"
    PRIVATE_NETWORK = "a private network"
    BEYOND = "beyond"


@dataclass(frozen=True, slots=True)
class Peer:
    """Who is asked, in the words of the errors. ``whole``: the user's URL is asked itself, and not a path below it."""

    name: str
    sent: str
    example: str
    instead: str
    slow: str
    absent: str
    whole: bool = False


MODEL = Peer(
    name="model",
    sent="report",
    example="http://127.0.0.1:11434/v1",
    instead="use a model of your own",
    slow="give it more time with --model-seconds",
    absent="start the model's server",
)
AUTHORITY = Peer(
    name="timestamp authority",
    sent="request",
    example="https://tsa.example.org/tsr",
    instead="write the request to a file with --request, and carry it there from another place",
    slow="try again later, or carry the request there with --request",
    absent="check the address",
    whole=True,
)


@dataclass(frozen=True, slots=True)
class Address:
    """A base URL taken apart. ``path`` begins with a slash and does not end with one; or it is empty.

    Of a peer that is asked under the user's URL itself, the path is as it was given.
    """

    scheme: str
    host: str
    port: int
    path: str
    peer: Peer = field(default=MODEL, compare=False)

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}{self.path}"


@dataclass(frozen=True, slots=True)
class Place:
    """An address with the numeric addresses its name has, all judged; connections go to these only."""

    address: Address
    numeric: tuple[str, ...]
    reach: Reach


def parse(url: str, peer: Peer = MODEL) -> Address:
    """The parts of a URL such as ``http://127.0.0.1:11434/v1``.

    Raises MisuseError for what is no such URL, and for one that carries a password, a query or a fragment.
    """
    what, hint = f"this is no address of a {peer.name}", f"such as {peer.example}"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise MisuseError(what, hint=hint) from None
    if parts.scheme not in PORTS or not parts.hostname or not url.isprintable() or " " in url:
        raise MisuseError(what, hint=hint)
    if parts.username is not None or parts.query or parts.fragment:
        raise MisuseError(f"the {peer.name}'s address holds more than host, port and path", hint=hint)
    path = parts.path if peer.whole else parts.path.rstrip("/")
    return Address(parts.scheme, parts.hostname, port or PORTS[parts.scheme], path, peer)


def look_up(address: Address, *, leave_machine: bool = False) -> Place:
    """Resolve the host once and judge every address it has.

    Raises EndpointError when the host has no address; when one lies beyond the private networks and
    ``leave_machine`` is not given; and, even then, for one reached without encryption.
    """
    numeric, peer = _resolve(address), address.peer
    reach = max((reach_of(ipaddress.ip_address(n)) for n in numeric), key=list(Reach).index)
    if reach is Reach.BEYOND and not leave_machine:
        raise EndpointError(
            f"the {peer.name} is not on this machine nor in a private network",
            where=str(address),
            hint=f"{peer.instead}; to send the {peer.sent} there all the same, add --i-know-this-leaves-the-machine",
        )
    if reach is Reach.BEYOND and address.scheme != "https":
        raise EndpointError(
            f"the {peer.sent} would cross the internet in clear",
            where=str(address),
            hint="beyond a private network only https is used",
        )
    return Place(address, numeric, reach)


def _resolve(address: Address) -> tuple[str, ...]:
    try:
        found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise EndpointError(
            f"the {address.peer.name}'s host has no address",
            where=str(address),
            hint="check the spelling; 127.0.0.1 is this machine",
        ) from None
    return tuple(dict.fromkeys(str(row[4][0]).split("%")[0] for row in found))


def reach_of(ip: Ip) -> Reach:
    """How far away ``ip`` is. What is neither loopback nor one of the PRIVATE networks counts as beyond."""
    mapped = ip.ipv4_mapped if isinstance(ip, ipaddress.IPv6Address) else None
    judged = mapped or ip
    if judged.is_loopback:
        return Reach.THIS_MACHINE
    return Reach.PRIVATE_NETWORK if any(judged in network for network in PRIVATE) else Reach.BEYOND
