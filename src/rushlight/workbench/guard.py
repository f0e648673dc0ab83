"""The outermost layer: what is not certainly our own page asking is turned away before anything looks at it.

A page of the internet that is open in the same browser, a name that was made to point here (DNS rebinding), another program
on the machine: none of them knows the cookie and the place, and each is stopped by a check of its own besides (Fetch
Metadata, W3C; Origin, RFC 6454; Host, RFC 9110, 7.2). Refusals say a constant sentence and nothing of the request.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rushlight.workbench.passes import Passes

LONGEST_HEADERS, MOST_HEADERS, LONGEST_TARGET = 32_768, 100, 2_048
BODY_SECONDS = 120.0
"""Seconds in which a whole body has to arrive."""

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
FETCHED_AS = {
    False: {"sec-fetch-dest": {"document", "empty"}, "sec-fetch-mode": {"navigate", "same-origin", "cors"}},
    True: {
        "sec-fetch-dest": {"style", "script", "font", "image", "document", "empty"},
        "sec-fetch-mode": {"no-cors", "cors", "same-origin", "navigate"},
    },
}
"""What a page (False) and a static file (True) may be fetched as: a page is never read as a script or a style, and nothing is
ever a frame, an object or a worker."""

EARLY = ("sec-purpose", "purpose", "x-moz", "service-worker")
"""Headers of what a browser fetches before anybody wanted it, or to keep it."""

HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (
        b"content-security-policy",
        b"default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; "
        b"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        b"require-trusted-types-for 'script'; trusted-types 'none'",
    ),
    (b"cache-control", b"no-store"),
    (b"referrer-policy", b"same-origin"),  # not "no-referrer": browsers would then send "Origin: null" with our own forms
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-embedder-policy", b"require-corp"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (
        b"permissions-policy",
        b"camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=(), display-capture=(), "
        b"clipboard-read=(), browsing-topics=()",
    ),
    (b"x-dns-prefetch-control", b"off"),
    (b"x-robots-tag", b"noindex"),
)

_PATH = re.compile(rb"/(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*/)*(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*)?")
_CODE = re.compile(r"/in/[0-9a-f]{8,}")
"""The only address that is answered without the passes; every other leads to pages that hold the place."""
_QUERY = re.compile(rb"[A-Za-z0-9_.~*%+&=-]*")


STRANGER = (
    "this page is not open to you: start rushlight open again\n이 페이지는 열려 있지 않습니다: rushlight open을 다시 시작하세요"
)
"""In both languages: a person may see it, in a tab that was left open."""


class Refused(Exception):
    """A request that is turned away: its status and a constant sentence."""

    def __init__(self, status: int, says: str) -> None:
        super().__init__(says)
        self.status, self.says = status, says


@dataclass(frozen=True, slots=True)
class Rules:
    """``port`` of the listening socket; ``largest(path)`` gives the bytes that a body may have there."""

    port: int
    passes: Passes
    largest: Callable[[str], int]


class Guard:
    """Wraps the application (ASGI)."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self.app, self.rules = app, rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            return
        sending = _Sending(send)
        try:
            check(scope, self.rules)
            arriving = await _body(scope, receive, self.rules)
        except Refused as refusal:
            await _refuse(refusal, sending)
            return
        try:
            await self.app(scope, arriving, sending)
        except Exception:  # noqa: BLE001 - its message may hold a report's words, and uvicorn would answer without our headers
            if not sending.begun:
                await _refuse(Refused(500, "something failed inside rushlight"), sending)


def check(scope: Scope, rules: Rules) -> None:
    """Raise Refused for what is not certainly our own page asking."""
    headers = _headers(scope)
    _check_size(scope)
    if headers.get("host") != [f"127.0.0.1:{rules.port}"]:
        raise Refused(421, "this address is not served here")
    if scope["http_version"] != "1.1":
        raise Refused(505, "only HTTP/1.1 is answered")
    if scope["method"] not in ("GET", "POST"):
        raise Refused(405, "only GET and POST are answered")
    if "transfer-encoding" in headers or "upgrade" in headers or "content-encoding" in headers or "expect" in headers:
        raise Refused(400, "the request has a form that no page of ours sends")
    _check_target(scope)
    _check_origin(scope, headers, rules)
    _check_form(scope, headers)
    _check_passes(scope, headers, rules.passes)


def _headers(scope: Scope) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        out.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return out


def _check_size(scope: Scope) -> None:
    if len(scope["headers"]) > MOST_HEADERS or sum(len(n) + len(v) for n, v in scope["headers"]) > LONGEST_HEADERS:
        raise Refused(431, "the request's head is too large")


def _check_target(scope: Scope) -> None:
    """Our addresses are plain: no encoded letters, no dots that climb, no doubled slashes."""
    path, query = scope.get("raw_path") or b"", scope["query_string"]
    if len(path) + len(query) > LONGEST_TARGET:
        raise Refused(414, "the address is too long")
    if not _PATH.fullmatch(path) or not _QUERY.fullmatch(query):
        raise Refused(400, "the address has a form that no page of ours has")


def _check_origin(scope: Scope, headers: dict[str, list[str]], rules: Rules) -> None:
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    asking = scope["method"] == "GET"
    if site is not None and site != ["same-origin"] and not (asking and site == ["none"]):
        raise Refused(403, "another site may not ask here")
    if origin is not None and origin != [f"http://127.0.0.1:{rules.port}"]:
        raise Refused(403, "another site may not ask here")
    if not asking and origin is None:
        raise Refused(403, "a form has to say which page it is of")
    if any(not allowed.issuperset(headers.get(name, [])) for name, allowed in FETCHED_AS[_is_static(scope)].items()):
        raise Refused(403, "a page of ours is not shown inside another")
    if any(name in headers for name in EARLY):
        raise Refused(403, "nothing is fetched before it is wanted")


def _is_static(scope: Scope) -> bool:
    parts: list[str] = scope["path"].split("/")
    return parts[2:3] == ["static"]


def _check_form(scope: Scope, headers: dict[str, list[str]]) -> None:
    if scope["method"] == "GET":
        if headers.get("content-length", ["0"]) != ["0"]:
            raise Refused(400, "the request has a form that no page of ours sends")
        return
    kinds = headers.get("content-type", [])
    if len(kinds) != 1 or not _is_form(kinds[0]):
        raise Refused(415, "only forms are taken")
    lengths = headers.get("content-length", [])
    if len(lengths) != 1 or not lengths[0].isascii() or not lengths[0].isdigit():
        raise Refused(411, "a form has to say its length")


def _is_form(kind: str) -> bool:
    name, *parameters = (part.strip().lower() for part in kind.split(";"))
    charset = [p for p in parameters if p.startswith("charset=")]
    return name in FORMS and charset in ([], ["charset=utf-8"])


def _check_passes(scope: Scope, headers: dict[str, list[str]], passes: Passes) -> None:
    """The cookie and the place; the very first page has a code instead, which the application uses up."""
    parts = scope["path"].split("/")
    if scope["method"] == "GET" and _CODE.fullmatch(scope["path"]):
        return
    if not passes.holds(parts[1], _cookies(headers, passes.cookie_name)):
        raise Refused(403, STRANGER)


def _cookies(headers: dict[str, list[str]], name: str) -> tuple[str, ...]:
    pairs = (pair.strip().partition("=") for line in headers.get("cookie", []) for pair in line.split(";"))
    return tuple(value for key, _, value in pairs if key == name)


async def _body(scope: Scope, receive: Receive, rules: Rules) -> Receive:
    """A ``receive`` that gives the whole body at once. Raises Refused when it is longer than said or allowed, or slow."""
    body = b""
    if scope["method"] == "POST":
        said = int(dict(scope["headers"])[b"content-length"])
        if said > rules.largest(scope["path"]):
            raise Refused(413, "the form is too large")
        try:
            async with asyncio.timeout(BODY_SECONDS):
                body = await _whole(receive, said)
        except TimeoutError:
            raise Refused(408, "the form did not arrive") from None
    messages = [_message(body)]

    async def once() -> Message:
        return messages.pop() if messages else await receive()

    return once


def _message(body: bytes) -> Message:
    return {"type": "http.request", "body": body, "more_body": False}


async def _whole(receive: Receive, said: int) -> bytes:
    parts, length, more = [], 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refused(400, "the form was cut off")
        parts.append(message.get("body", b""))
        length += len(parts[-1])
        more = message.get("more_body", False)
        if length > said:
            raise Refused(400, "the form is longer than it says")
    if length != said:
        raise Refused(400, "the form was cut off")
    return b"".join(parts)


class _Sending:
    """Every answer, errors included, carries the policy. ``begun``: an answer is under way, no other can be given."""

    def __init__(self, send: Send) -> None:
        self._send, self.begun = send, False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            ours = {name for name, _ in HEADERS}
            rest = [(n, v) for n, v in message.get("headers", []) if n.lower() not in ours]
            message = {**message, "headers": [*rest, *HEADERS]}
        await self._send(message)


async def _refuse(refusal: Refused, send: Send) -> None:
    body = (refusal.says + "\n").encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
