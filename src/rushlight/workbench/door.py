"""The socket's side of a connection: what comes before the guard sees a request, held to the same rules.

uvicorn answers malformed requests and too many connections by itself, without our headers, and waits for ever for a head
that is never finished. Here such answers carry the policy too, and a connection that dawdles is closed.
"""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from rushlight.workbench.guard import HEADERS

HEAD_SECONDS = 10.0
"""Seconds in which a request's head has to arrive, from its first byte or from the connection's beginning."""

MOST_CONNECTIONS = 64
"""A browser opens six to one address; the rest is somebody else's patience."""


class Door(H11Protocol):
    """One connection."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            self._refuse(503, "too many connections")
            return
        self._watch()

    def data_received(self, data: bytes) -> None:
        if self.transport.is_closing():
            return
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self._unwatch()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """A request that is none. The sentence is ours and says nothing of it."""
        self._refuse(400, "the request has a form that no page of ours sends")

    def _refuse(self, status: int, says: str) -> None:
        body = (says + "\n").encode()
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
        events = [h11.Response(status_code=status, headers=[*headers, (b"connection", b"close"), *HEADERS])]
        self._unwatch()
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):  # else an answer is under way: it is cut off
            for event in (*events, h11.Data(data=body), h11.EndOfMessage()):
                self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def _watch(self) -> None:
        """Start the clock while a head is awaited; it goes on from the head's first byte, however slowly the rest comes."""
        if self._awaiting():
            self._late = self._late or self.loop.call_later(HEAD_SECONDS, self.transport.close)
        else:
            self._unwatch()

    def _awaiting(self) -> bool:
        return self.conn.their_state is h11.IDLE and (self.cycle is None or bool(self.conn.trailing_data[0]))

    def _unwatch(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
