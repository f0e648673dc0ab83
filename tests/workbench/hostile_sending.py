"""Hostile requests as bytes on a socket: each is a good request with one thing changed.

httpx and urllib mend what they send; what an attacker sends is not mended, so these are written by hand.
"""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml

HOSTILE = Path(__file__).parent / "hostile"
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Good:
    """A request that is right. `bare` is the path without the secret of the address, `used` a launch code that was used."""

    method: str
    bare: str
    secret: str
    name: str
    cookie: str
    port: int
    used: str = "x"
    body: str = ""

    def path(self, secret: str | None = None) -> str:
        """The path with the secret in it."""
        return f"/{self.secret if secret is None else secret}{self.bare}"

    def headers(self) -> dict[str, str]:
        """What a browser sends, as far as it matters here."""
        good = {
            "Host": f"127.0.0.1:{self.port}",
            "Cookie": f"{self.name}={self.cookie}",
            "Sec-Fetch-Site": "same-origin",
            "Sec-Fetch-Mode": "navigate",
            "Sec-Fetch-Dest": "document",
        }
        if self.method == "POST":
            good |= {"Origin": f"http://127.0.0.1:{self.port}", "Content-Type": FORM}
        return good | {"Connection": "close"}

    def words(self) -> dict[str, str]:
        """What stands for the names in braces of a vector."""
        words = {"host": f"127.0.0.1:{self.port}", "port": str(self.port), "other": str(self.port ^ 1), "used": self.used}
        words |= {"wrapped": str(self.port + 65536), "path": self.path()}
        words |= {"bare": self.bare, "bare_upper": self.bare.upper() + "X"}
        for key in ("secret", "cookie", "name", "used"):
            word = str(getattr(self, key))
            words |= {key: word, f"{key}_short": word[:-1], f"{key}_swapped": word.swapcase()}
            words[f"{key}_encoded"] = f"%{ord(word[0]):02X}{word[1:]}" if word else ""
        return words


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. Status 0: the connection ended without an answer."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def all(self, name: str) -> list[str]:
        """The values of a header."""
        return [value for key, value in self.headers if key == name.lower()]

    def one(self, name: str) -> str:
        """The value of a header that stands once; empty when it does not."""
        values = self.all(name)
        return values[0] if len(values) == 1 else ""


def vectors() -> tuple[dict[str, Any], ...]:
    """The hostile requests as they stand in the file."""
    loaded: list[dict[str, Any]] = yaml.safe_load((HOSTILE / "requests.yaml").read_text("utf-8"))
    return tuple(loaded)


def fits(vector: Mapping[str, Any], method: str) -> bool:
    """Whether this vector is made from a good request by this method."""
    return method.lower() in vector.get("base", ("get", "post"))


def _fill(text: str, words: Mapping[str, str]) -> str:
    for name, word in words.items():
        text = text.replace("{" + name + "}", word)
    return text


def _lines(vector: Mapping[str, Any], good: Good, words: Mapping[str, str], body: str) -> list[str]:
    """The header lines: the good ones, changed, and those that are added."""
    changed = {name.lower(): value for name, value in (vector.get("headers") or {}).items()}
    headers = {name: changed.pop(name.lower(), value) for name, value in good.headers().items()}
    headers |= {name: value for name, value in (vector.get("headers") or {}).items() if name.lower() in changed}
    if "content-length" not in {name.lower() for name in headers} and (body or good.method == "POST"):
        headers["Content-Length"] = str(len(_bytes(body)))
    lines = [f"{name}: {_fill(str(value), words)}" for name, value in headers.items() if value is not None]
    return lines + [_fill(line, words) for line in vector.get("more", ())]


def _bytes(text: str) -> bytes:
    """Latin-1 where it fits, so that a vector can name bytes; UTF-8 for letters beyond."""
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return text.encode("utf-8")


def raw(vector: Mapping[str, Any], good: Good) -> bytes:
    """The bytes of a vector made from this good request."""
    words = good.words()
    if "raw" in vector:
        return _bytes(_fill(vector["raw"], words))
    where, what, times = vector.get("long", ("", "", 0))
    body = what * times if where == "body" else _fill(vector.get("body", good.body), words)
    method = what * times if where == "method" else vector.get("method", good.method)
    target = _fill(vector["target"], words) if "target" in vector else good.path(_pass(vector, words))
    target += what * times if where == "target" else ""
    lines = _lines(vector, good, words, body)
    lines += [what] * times if where == "more" else []
    lines += [f"X: {what * times}"] if where == "header" else []
    head = "\r\n".join([f"{method} {target} {vector.get('version', 'HTTP/1.1')}", *lines])
    return b"\r\n".join(_bytes(line) for line in head.split("\r\n")) + b"\r\n\r\n" + _bytes(body)


def _pass(vector: Mapping[str, Any], words: Mapping[str, str]) -> str | None:
    return _fill(vector["pass"], words) if "pass" in vector else None


def send(port: int, data: bytes, host: str = "127.0.0.1", patience: float = 10.0) -> Answer:
    """Send these bytes and read one answer."""
    with socket.create_connection((host, port), timeout=patience) as connection:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # refused while it was still being sent
            connection.sendall(data)
        return _read(connection)


def _read(connection: socket.socket) -> Answer:
    got = b""
    while not _whole(got):
        try:
            more = connection.recv(65536)
        except ConnectionResetError:
            break
        if not more:
            break
        got += more
    head, _, body = got.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    status = int(first.split()[1]) if first.startswith("HTTP/1.1 ") else 0
    pairs = tuple((name.strip().lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines))
    return Answer(status, pairs, body)


def _whole(got: bytes) -> bool:
    """Whether an answer with a length is there; others end with the connection."""
    head, border, body = got.partition(b"\r\n\r\n")
    for line in head.lower().split(b"\r\n"):
        if border and line.startswith(b"content-length:"):
            return len(body) >= int(line.split(b":")[1])
    return False


def encoded(fields: Mapping[str, str]) -> str:
    """A form as it is sent."""
    return "&".join(f"{quote(name)}={quote(value)}" for name, value in fields.items())


def xss() -> tuple[str, ...]:
    """Every string that tries to become a script, in the order of the file."""
    found: list[str] = []
    for group in yaml.safe_load((HOSTILE / "xss.yaml").read_text("utf-8")):
        found += [line for line in group.get("lines", "").split("\n") if line]
        found += group.get("escaped", [])
        found += [group["with"].replace("{}", word) for word in group.get("each", ())]
    return tuple(found)
