"""A server on loopback that answers as recorded, and faulty ones that no server should be."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

from making_first import family_of

from rushlight.reading.second.prompts import groups

RECORDED = Path(__file__).parent / "recorded"
Answer = Callable[["Handler", dict[str, Any]], None]


class Handler(BaseHTTPRequestHandler):
    """Reads a question and lets the server's ``answer`` reply; every request is kept."""

    server: Server

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.seen.append((self.path, dict(self.headers), body))
        self.server.answer(self, body)

    def send(self, status: int, body: object, **headers: str) -> None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(data)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: tests print no requests."""


class Server(HTTPServer):
    """``seen`` are (path, headers, body) of all requests, in order."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answer = answer
        self.seen: list[tuple[str, dict[str, str], dict[str, Any]]] = []

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing: the client under test hangs up on purpose."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


@contextmanager
def serving(answer: Answer) -> Iterator[Server]:
    server = Server(answer)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def recorded(name: str) -> dict[str, Any]:
    vector: dict[str, Any] = json.loads((RECORDED / f"{name}.json").read_text(encoding="utf-8"))
    return vector


def replaying(vector: dict[str, Any]) -> Answer:
    """Replies in the recorded shape, refusing the response formats that the recorded server refused."""

    def answer(handler: Handler, body: dict[str, Any]) -> None:
        refusal = vector["refuses"].get(body.get("response_format", {}).get("type"))
        if refusal is not None:
            return handler.send(refusal["status"], refusal["body"])
        reply = json.loads(json.dumps(vector["reply"]))
        message = reply["choices"][0]["message"]
        if message["content"] == "CONTENT":
            message["content"] = vector["answers"].get(group_of(body), '{"items": []}')
        return handler.send(200, reply)

    return answer


def group_of(body: dict[str, Any]) -> str:
    """Which family a question asks for."""
    acts = family_of(body["messages"])
    return next(str(g["id"]) for g in groups() if set(g["acts"]) == acts)


def saying(content: str) -> Answer:
    """The same words to every question, in Ollama's shape."""
    reply = recorded("ollama")["reply"]
    reply["choices"][0]["message"]["content"] = content
    return lambda handler, body: handler.send(200, reply)
