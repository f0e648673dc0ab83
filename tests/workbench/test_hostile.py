"""Requests that no page of ours sends: none reaches a handler, on no route, over a real socket.

Every vector of ``hostile/requests.yaml`` is sent to a few routes here, another few for each, so that every route meets many;
the slow test sends every vector to every route.
"""

from __future__ import annotations

import shutil
import socket
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from crawling import route_of
from hostile_sending import Answer, Good, fits, raw, send, vectors
from served_world import OWN, REACHED, World, doors, enter, world

from rushlight.workbench import door, guard
from rushlight.workbench.guard import HEADERS

VECTORS = vectors()
AT_ONCE = 3
"""Routes that a vector is sent to in the default suite."""


@pytest.fixture(scope="module")
def wide(demo_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A server that is let alone by its handlers."""
    folder = tmp_path_factory.mktemp("hostile") / "demo.case"
    shutil.copytree(demo_once, folder)
    with world(folder) as opened:
        yield opened


def test_there_are_many_and_each_says_why() -> None:
    assert len(VECTORS) >= 300
    assert len({v["id"] for v in VECTORS}) == len(VECTORS)
    for vector in VECTORS:
        assert vector["why"]
        assert vector["expect"], vector["id"]


def test_what_a_page_of_ours_sends_reaches_every_handler(wide: World) -> None:
    for method, bare in doors():
        answer = send(wide.port, raw({}, wide.good(method, bare)))
        assert answer.status == 200, (method, bare, answer)
        assert bool(wide.reached()) == (answer.body == REACHED), (method, bare)


@pytest.mark.parametrize(
    "changed",
    [
        {"headers": {"Sec-Fetch-Site": None, "Sec-Fetch-Mode": None, "Sec-Fetch-Dest": None}},  # browsers before 2023
        {"more": ["Cookie: another=1; _ga=2"]},  # other programs on 127.0.0.1 leave theirs
        {"more": ["Accept-Language: ko", "DNT: 1", "Sec-GPC: 1", "User-Agent: x", "Upgrade-Insecure-Requests: 1"]},
        {"more": ["Referer: http://{host}/x"]},
        {"headers": {"Host": "  {host}  "}},  # space around a value is none of it (RFC 9110 5.5)
        {"target": "{path}?page=2&q=%EA%B0%80"},
        {"more": ["X: y", " Transfer-Encoding: chunked"]},  # a folded line is one value (RFC 9112 5.2)
    ],
)
def test_a_good_request_may_look_a_little_different(wide: World, changed: dict[str, Any]) -> None:
    for method, bare in doors()[:: max(1, len(doors()) // 8)]:
        answer = send(wide.port, raw(changed, wide.good(method, bare)))
        assert answer.status == 200, (method, bare, answer)
    wide.reached()


def _refused(wide: World, vector: dict[str, Any], door: tuple[str, str]) -> str:
    """What is wrong with how this vector fared at this door; empty when nothing is."""
    good = wide.good(*door)
    words = {**good.words(), "code": "x"}
    if "launch" in vector:
        code = vector["launch"]
        for name, word in words.items():
            code = code.replace("{" + name + "}", word)
        sent, answer = code.encode(), enter(wide.port, code)
    else:
        sent = raw(vector, good)
        answer = send(wide.port, sent, patience=60)
    reached = wide.reached()
    expected = [0 if e == "closed" else e for e in vector["expect"]]
    if reached or answer.status not in expected:
        return f"{vector['id']} at {door}: {answer.status} {answer.body[:80]!r}, reached {reached}"
    return _told(sent, answer, good) or _headers_missing(answer)


def _told(sent: bytes, answer: Answer, good: Good) -> str:
    """Whoever did not know a secret does not know it afterwards."""
    said = answer.body + b"".join(value.encode("latin-1") for _, value in answer.headers)
    told = [what for what in ("secret", "cookie") if (word := getattr(good, what).encode()) in said and word not in sent]
    return f"{told} in {answer}" if told else ""


def _headers_missing(answer: Answer) -> str:
    """Every answer carries the policy once, lets no other origin read and sets no cookie."""
    if not answer.status:
        return ""
    for name, value in HEADERS:
        if answer.all(name.decode()) != [value.decode()]:
            return f"{name.decode()} is not once in {answer}"
    wrong = [n for n, _ in answer.headers if n.startswith("access-control") or n in ("set-cookie", "server", "location")]
    return f"{wrong} in {answer}" if wrong else ""


def _fitting(vector: dict[str, Any]) -> list[tuple[str, str]]:
    """Routes that this vector says something about."""
    unless = vector.get("unless", "none")
    fitting = [d for d in doors() if fits(vector, d[0]) and route_of(d[1], unless.upper()) is None]
    fitting = [d for d in fitting if not d[1].startswith("/" + unless) and not (unless == "own" and d in OWN)]
    return fitting[:1] if "once" in vector else fitting


@cache
def _planned() -> dict[str, list[tuple[str, str]]]:
    """For each vector the routes that it is sent to in the default suite: those that met the fewest so far."""
    met = dict.fromkeys(doors(), 0)
    plan = {}
    for vector in VECTORS:
        plan[vector["id"]] = sorted(_fitting(vector), key=met.__getitem__)[:AT_ONCE]
        for route in plan[vector["id"]]:
            met[route] += 1
    return plan


def _doors_for(vector: dict[str, Any], every: bool) -> list[tuple[str, str]]:
    return _fitting(vector) if every else _planned()[vector["id"]]


def _waits(vector: dict[str, Any]) -> bool:
    return "waits" in vector.get("once", "")


@pytest.mark.parametrize("vector", [v for v in VECTORS if not _waits(v)], ids=lambda v: str(v["id"]))
def test_a_hostile_request_reaches_nothing(wide: World, vector: dict[str, Any]) -> None:
    wrong = [said for door in _doors_for(vector, every=False) if (said := _refused(wide, vector, door))]
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
@pytest.mark.parametrize("vector", VECTORS, ids=lambda v: str(v["id"]))
def test_a_hostile_request_reaches_nothing_on_any_route(
    wide: World, vector: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "HEAD_SECONDS", 1.0)
    monkeypatch.setattr(guard, "BODY_SECONDS", 1.0)
    wrong = [said for door in _doors_for(vector, every=True) if (said := _refused(wide, vector, door))]
    assert not wrong, "\n".join(wrong)


def test_every_route_meets_many() -> None:
    met = dict.fromkeys(doors(), 0)
    for vector in VECTORS:
        for route in _doors_for(vector, every=False):
            met[route] += 1
    assert min(met.values()) >= 3


# --- before a request is one ------------------------------------------------------------------------------------------------


def test_only_this_machine_can_connect(wide: World) -> None:
    """The kernel's own list: one socket, on 127.0.0.1, none on IPv6."""
    if sys.platform != "linux":
        pytest.skip("the list is Linux's")
    listening = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text("ascii").splitlines()[1:]:
            local, state = line.split()[1], line.split()[3]
            if local.endswith(f":{wide.port:04X}") and state == "0A":
                listening.append(local.split(":")[0])
    assert listening == ["0100007F"]


def _ends_after(connection: socket.socket) -> float:
    """Seconds until the other side closes."""
    began = time.monotonic()
    connection.settimeout(30)
    while connection.recv(4096):
        pass
    return time.monotonic() - began


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHost: 127", b"\x16\x03"])
def test_a_head_that_never_ends_is_given_up(wide: World, monkeypatch: pytest.MonkeyPatch, sent: bytes) -> None:
    monkeypatch.setattr(door, "HEAD_SECONDS", 0.3)
    with socket.create_connection(("127.0.0.1", wide.port)) as connection:
        connection.sendall(sent)
        assert _ends_after(connection) < 5


def test_a_head_that_comes_letter_by_letter_is_given_up(wide: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "HEAD_SECONDS", 0.5)
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", wide.port)) as connection, pytest.raises(OSError):  # noqa: PT012
        for letter in b"GET /" + b"a" * 200:
            connection.sendall(bytes([letter]))
            time.sleep(0.05)
    assert time.monotonic() - began < 5


def test_a_second_head_has_its_time_too(wide: World, monkeypatch: pytest.MonkeyPatch) -> None:
    good = raw({"headers": {"Connection": "keep-alive"}}, wide.good("GET", "/static/base.css"))
    with socket.create_connection(("127.0.0.1", wide.port)) as connection:
        connection.sendall(good)
        while b"\r\n\r\n" not in connection.recv(1 << 20):
            pass
        monkeypatch.setattr(door, "HEAD_SECONDS", 0.3)
        time.sleep(0.2)
        connection.sendall(b"GET / HT")
        assert _ends_after(connection) < 5


def test_a_body_that_never_comes_is_given_up(wide: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "BODY_SECONDS", 0.3)
    vector = {"headers": {"Content-Length": "50"}, "body": "a=b"}
    assert send(wide.port, raw(vector, wide.good("POST", "/language"))).status == 408
    assert wide.reached() == []


def test_somebodys_many_connections_leave_room_for_the_browser(wide: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a number they are told so, at once and with the policy; when they are given up, pages are answered again."""
    monkeypatch.setattr(door, "HEAD_SECONDS", 1.0)
    held = [socket.create_connection(("127.0.0.1", wide.port)) for _ in range(door.MOST_CONNECTIONS)]
    try:
        time.sleep(0.2)
        answer = send(wide.port, b"")
        assert answer.status == 503
        assert not _headers_missing(answer)
        time.sleep(1.5)
        assert send(wide.port, raw({}, wide.good("GET", "/"))).status == 200
    finally:
        for connection in held:
            connection.close()
    wide.reached()


def test_a_failure_in_the_middle_is_told_with_the_policy(wide: World, monkeypatch: pytest.MonkeyPatch, capfd: Any) -> None:
    async def fail(*_: object) -> None:
        raise ValueError("Kim of Hoeryong")

    monkeypatch.setattr(wide.application, "_on_desk", fail)
    answer = send(wide.port, raw({}, wide.good("GET", "/")))
    assert answer.status == 500
    assert not _headers_missing(answer)
    assert b"Kim" not in answer.body
    assert "Kim" not in "".join(capfd.readouterr())
