"""One HTTP exchange with a judged address: no redirect, no proxy, no cookie; bounded in time and size.

Errors name the address and what went wrong; never what was sent or what came back, which can hold a
report's words.
"""

from __future__ import annotations

import http.client
import json
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from threading import Timer
from typing import Any

from rushlight.endpoint.address import Place
from rushlight.errors import EndpointError, NoAnswer

CHUNK = 1 << 16
CONNECT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Limits:
    """``seconds`` for one whole exchange, from connecting to the last byte; ``size`` in bytes of a reply."""

    seconds: float = 300.0
    size: int = 4_000_000


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP status and the body as JSON data; None where the body is no JSON."""

    status: int
    body: Any


class _Connection(http.client.HTTPConnection):
    """A connection to one of the place's judged addresses, whatever the host's name answers meanwhile."""

    def __init__(self, place: Place, seconds: float) -> None:
        super().__init__(place.address.host, place.address.port, timeout=seconds)
        self.place = place
        self.wire: socket.socket | None = None

    def connect(self) -> None:
        plain = self._reach()
        if self.place.address.scheme == "https":
            context = ssl.create_default_context()
            plain = context.wrap_socket(plain, server_hostname=self.place.address.host)
        plain.settimeout(self.timeout)
        self.sock = self.wire = plain

    def shut(self) -> None:
        """End the exchange from another thread; ``sock`` is gone by then where the server announced a close."""
        if self.wire is not None:
            with suppress(OSError):
                self.wire.shutdown(socket.SHUT_RDWR)

    def _reach(self) -> socket.socket:
        failure: OSError = OSError()
        for numeric in self.place.numeric:
            try:
                return socket.create_connection((numeric, self.port), timeout=CONNECT_SECONDS)
            except OSError as error:
                failure = error
        raise failure


def post(place: Place, path: str, body: Mapping[str, Any], *, limits: Limits, key: str | None = None) -> Reply:
    """POST ``body`` as JSON to ``path`` under the place's base path.

    Raises EndpointError when nothing answers there, when it is no HTTP, and for a redirect, which is not
    followed; NoAnswer for a reply that is too slow or too large.
    """
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if key is not None:
        headers["Authorization"] = f"Bearer {key}"
    data = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    status, _, said = _exchange(place, place.address.path + path, data, headers, limits)
    return Reply(status, _json(said))


def post_bytes(place: Place, data: bytes, *, sent: str, wanted: str, limits: Limits) -> bytes:
    """POST ``data`` of the media type ``sent`` to the place's own path; gives the body of type ``wanted`` that comes back.

    Raises what ``post`` raises, and EndpointError for an answer with another status than 200 or of another type.
    """
    peer, where = place.address.peer, str(place.address)
    headers = {"Content-Type": sent, "Accept": wanted}
    status, kind, said = _exchange(place, place.address.path or "/", data, headers, limits)
    if status != 200:
        raise EndpointError(f"the {peer.name} refuses with status {status}", where=where, hint="check the address")
    if kind.partition(";")[0].strip().lower() != wanted:
        raise EndpointError(f"what answers is no {peer.name}", where=where, hint="check the address")
    return said


def _exchange(place: Place, path: str, data: bytes, headers: Mapping[str, str], limits: Limits) -> tuple[int, str, bytes]:
    """One request and its reply: status, media type as it was said, body."""
    connection = _Connection(place, limits.seconds)
    with _plainly_told(place), _deadline(connection, limits.seconds):
        connection.request("POST", path, body=data, headers={**headers, "Connection": "close"})
        with closing(connection.getresponse()) as response:
            if 300 <= response.status < 400:
                raise EndpointError("the endpoint sends elsewhere, which is not followed", where=str(place.address))
            return response.status, response.headers.get("Content-Type", ""), _read(response, limits.size, place)


@contextmanager
def _deadline(connection: _Connection, seconds: float) -> Iterator[None]:
    """Shut the socket when the time is over: a server that drips bytes would reset a plain timeout each time."""
    late: list[bool] = []

    def close() -> None:
        late.append(True)
        connection.shut()

    timer = Timer(seconds, close)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (OSError, http.client.HTTPException, NoAnswer):
        if late:
            raise TimeoutError from None
        raise
    else:
        if late:  # a shut socket can look like the end of the reply
            raise TimeoutError
    finally:
        timer.cancel()
        connection.close()


@contextmanager
def _plainly_told(place: Place) -> Iterator[None]:
    """Turn what the network may raise into our errors; the originals can hold bytes of the exchange."""
    where, peer = str(place.address), place.address.peer
    try:
        yield
    except TimeoutError:
        raise NoAnswer(f"the {peer.name} took too long", where=where, hint=peer.slow) from None
    except ConnectionRefusedError:
        raise EndpointError(f"nothing listens at the {peer.name}'s address", where=where, hint=peer.absent) from None
    except ssl.SSLError:
        raise EndpointError(f"no trusted encryption with the {peer.name}'s address", where=where) from None
    except OSError:
        raise EndpointError(f"the {peer.name}'s address cannot be reached, or hung up", where=where) from None
    except (http.client.HTTPException, ValueError):
        what = f"what answers at the {peer.name}'s address speaks no HTTP that we know"
        raise EndpointError(what, where=where) from None


def _read(response: http.client.HTTPResponse, size: int, place: Place) -> bytes:
    """The body, refused as soon as it passes ``size`` bytes."""
    parts, total = [], 0
    while part := response.read(CHUNK):
        total += len(part)
        if total > size:
            raise NoAnswer(f"the {place.address.peer.name}'s reply is too large", where=f"more than {size} bytes")
        parts.append(part)
    if response.length:
        raise NoAnswer("the endpoint hung up in the middle of its reply")
    return b"".join(parts)


def _json(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None
