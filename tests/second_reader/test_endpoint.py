"""The endpoint: which addresses are let through, and what a hostile or broken server can do (nothing but fail)."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable
from typing import Any

import pytest
from replay import Answer, Handler, saying, serving

from rushlight.endpoint import Chat, Limits, Reach, Reply, look_up, parse, post
from rushlight.endpoint.address import reach_of
from rushlight.errors import EndpointError, MisuseError, NoAnswer

SECRET = "two inspectors demanded 50,000 crowns"  # noqa: S105 - words of a report, which no error may repeat
QUESTION = [{"role": "user", "content": SECRET}]


def names(monkeypatch: pytest.MonkeyPatch, *numeric: str) -> list[str]:
    """Let every name resolve to these addresses; gives the list of names that were asked."""
    asked: list[str] = []

    def resolve(host: str, port: int, *args: object, **kinds: object) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET6 if ":" in n else socket.AF_INET, socket.SOCK_STREAM, 6, "", (n, port)) for n in numeric]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return asked


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("http://127.0.0.1:11434/v1", ("http", "127.0.0.1", 11434, "/v1")),
        ("http://127.0.0.1:11434/v1/", ("http", "127.0.0.1", 11434, "/v1")),
        ("http://[::1]:8080", ("http", "::1", 8080, "")),
        ("https://models.example/v1", ("https", "models.example", 443, "/v1")),
    ],
)
def test_an_address_is_taken_apart(url: str, parts: tuple[object, ...]) -> None:
    address = parse(url)
    assert (address.scheme, address.host, address.port, address.path) == parts
    assert parse(str(address)) == address


@pytest.mark.parametrize(
    "url",
    [
        "",
        "127.0.0.1:11434",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "http://",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:x/",
        "http://user:word@127.0.0.1/v1",
        "http://127.0.0.1/v1?key=1",
        "http://127.0.0.1/v1#x",
        "http://127.0.0.1/v1\nHost: evil",
        "http://127.0.0.1/a b",
        "http://[::1/v1",
    ],
)
def test_what_is_no_plain_address_is_refused(url: str) -> None:
    with pytest.raises(MisuseError):
        parse(url)


@pytest.mark.parametrize(
    ("numeric", "reach"),
    [
        ("127.0.0.1", Reach.THIS_MACHINE),
        ("127.8.9.1", Reach.THIS_MACHINE),
        ("::1", Reach.THIS_MACHINE),
        ("::ffff:127.0.0.1", Reach.THIS_MACHINE),
        ("10.2.3.4", Reach.PRIVATE_NETWORK),
        ("172.31.0.1", Reach.PRIVATE_NETWORK),
        ("192.168.1.5", Reach.PRIVATE_NETWORK),
        ("fd00::5", Reach.PRIVATE_NETWORK),
        ("::ffff:10.0.0.1", Reach.PRIVATE_NETWORK),
        ("172.32.0.1", Reach.BEYOND),
        ("8.8.8.8", Reach.BEYOND),
        ("::ffff:8.8.8.8", Reach.BEYOND),
        ("169.254.169.254", Reach.BEYOND),  # metadata of clouds
        ("100.64.0.1", Reach.BEYOND),
        ("0.0.0.0", Reach.BEYOND),  # noqa: S104 - judged, not bound
        ("2001:4860:4860::8888", Reach.BEYOND),
        ("fe80::1", Reach.BEYOND),
    ],
)
def test_how_far_an_address_is(numeric: str, reach: Reach) -> None:
    assert reach_of(ipaddress.ip_address(numeric)) is reach


@pytest.mark.parametrize("numeric", [("93.184.216.34",), ("127.0.0.1", "93.184.216.34"), ("10.0.0.1", "2001:db8::1")])
def test_a_name_with_any_public_address_is_refused_without_consent(
    numeric: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    names(monkeypatch, *numeric)
    with pytest.raises(EndpointError, match="not on this machine"):
        look_up(parse("https://localhost.models.example/v1"))


def test_with_consent_only_encryption_leaves_the_private_network(monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, "93.184.216.34")
    assert look_up(parse("https://models.example/v1"), leave_machine=True).reach is Reach.BEYOND
    with pytest.raises(EndpointError, match="in clear"):
        look_up(parse("http://models.example/v1"), leave_machine=True)


def test_a_name_without_address_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kinds: object) -> None:
        raise socket.gaierror("no such name")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(EndpointError, match="no address"):
        look_up(parse("http://nowhere.invalid/v1"))


def test_the_connection_goes_to_the_judged_address_and_asks_no_name_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that answers loopback once and something public afterwards (DNS rebinding) gains nothing."""
    with serving(saying("{}")) as server:
        port = server.server_address[1]
        asked = names(monkeypatch, "127.0.0.1")
        place = look_up(parse(f"http://rebinding.example:{port}/v1"))
        monkeypatch.undo()
        assert asked == ["rebinding.example"]
        assert post(place, "/chat/completions", {}, limits=Limits(seconds=5)).status == 200
        assert server.seen[0][1]["Host"] == f"rebinding.example:{port}"


def test_no_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://192.0.2.1:1")
    with serving(saying("{}")) as server:
        assert post(look_up(parse(server.url)), "/chat/completions", {}, limits=Limits(seconds=5)).status == 200


def ask(answer: Answer, **limits: Any) -> str:
    with serving(answer) as server:
        chat = Chat(look_up(parse(server.url)), "m", Limits(**({"seconds": 5.0} | limits)))
        return chat(QUESTION, {"type": "object"}, 1)


def test_a_plain_answer_comes_through() -> None:
    assert ask(saying('{"items": []}')) == '{"items": []}'


def redirect(handler: Handler, body: object) -> None:
    handler.send(307, {}, Location="http://203.0.113.9/v1/chat/completions")


def slow(handler: Handler, body: object) -> None:
    time.sleep(0.6)
    handler.send(200, {})


def drip(handler: Handler, body: object) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(30):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def huge(handler: Handler, body: object) -> None:
    handler.send(200, b" " * 300_000)


def endless(handler: Handler, body: object) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b"x" * 10_000)


def hang_up(handler: Handler, body: object) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b'{"choices":')


def no_http(handler: Handler, body: object) -> None:
    handler.wfile.write(b"SSH-2.0-OpenSSH_9.6\r\n")


def many_headers(handler: Handler, body: object) -> None:
    handler.send_response(200)
    for n in range(300):
        handler.send_header(f"X-{n}", "1")
    handler.end_headers()


def gives(status: int, body: object) -> Answer:
    return lambda handler, asked: handler.send(status, body)


def echoing(status: int) -> Answer:
    """As real servers do: the question is repeated in the refusal."""
    return lambda handler, asked: handler.send(status, {"error": {"message": str(asked), "code": status}})


@pytest.mark.parametrize(
    ("answer", "kind", "says"),
    [
        (redirect, EndpointError, "sends elsewhere"),
        (slow, NoAnswer, "too long"),
        (drip, NoAnswer, "too long"),
        (huge, NoAnswer, "too large"),
        (endless, NoAnswer, "too large"),
        (hang_up, NoAnswer, "hung up"),
        (no_http, EndpointError, "no HTTP"),
        (many_headers, EndpointError, "no HTTP"),
        (gives(200, b"<html>"), EndpointError, "OpenAI-compatible"),
        (gives(200, {"choices": []}), EndpointError, "OpenAI-compatible"),
        (gives(200, [1]), EndpointError, "OpenAI-compatible"),
        (gives(200, {"choices": [{"message": "hello"}]}), EndpointError, "OpenAI-compatible"),
        (saying(""), NoAnswer, "answered nothing"),
        (saying(" \n"), NoAnswer, "answered nothing"),
        (echoing(400), EndpointError, "refuses our questions with status 400"),
        (echoing(404), EndpointError, "no such address or model"),
        (echoing(401), EndpointError, "asks for a key"),
        (echoing(503), EndpointError, "not ready"),
        (echoing(418), EndpointError, "status 418"),
    ],
    ids=lambda v: getattr(v, "__name__", None),
)
def test_a_bad_server_gives_one_plain_error_without_a_word_of_the_report(
    answer: Answer, kind: type[EndpointError], says: str
) -> None:
    with pytest.raises(EndpointError) as caught:
        ask(answer, seconds=0.3 if answer in (slow, drip) else 30.0, size=200_000)
    assert type(caught.value) is kind
    assert says in caught.value.what
    told = f"{caught.value} {caught.value.hint} {caught.value.__cause__} "
    assert not any(word in told for word in ("inspectors", "50,000", "crowns", "203.0.113.9"))


def test_nothing_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(EndpointError, match="nothing listens"):
        Chat(look_up(parse(f"http://127.0.0.1:{port}/v1")), "m")(QUESTION, {}, 1)


def test_a_server_that_speaks_no_tls_is_told() -> None:
    with serving(saying("{}")) as server:
        place = look_up(parse(server.url.replace("http:", "https:")))
        with pytest.raises(EndpointError, match="encryption"):
            post(place, "/chat/completions", {}, limits=Limits(seconds=5))


def test_a_refusal_after_a_good_answer_concerns_that_question_only() -> None:
    replies: list[Callable[[Handler, dict[str, Any]], None]] = [saying("{}"), echoing(400)]
    with serving(lambda handler, body: replies.pop(0)(handler, body)) as server:
        chat = Chat(look_up(parse(server.url)), "m", Limits(seconds=5))
        chat(QUESTION, {}, 1)
        with pytest.raises(NoAnswer, match="status 400"):
            chat(QUESTION, {}, 2)
        assert chat.rung == 0


def test_a_body_that_is_no_json_is_none() -> None:
    with serving(gives(500, b"\xff")) as server:
        assert post(look_up(parse(server.url)), "/x", {}, limits=Limits(seconds=5)) == Reply(500, None)


def test_words_that_no_encoding_holds_are_still_sent() -> None:
    with serving(saying("{}")) as server:
        body = {"messages": [{"role": "user", "content": "half a pair: \ud800"}]}
        assert post(look_up(parse(server.url)), "/x", body, limits=Limits(seconds=5)).status == 200
