"""``anchor``, ``checkpoint`` and ``verify --against`` at the command line, and what a hostile authority can do: nothing."""

from __future__ import annotations

import contextlib
import io
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import making_casefile as make
import pytest
from making_tsa import NAME, Answer, Authority, Handler, needs_openssl, serving

from rushlight.cli.main import run_with
from rushlight.desk import anchoring

pytestmark = needs_openssl


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa") / "own")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A verb on ``w.case``, with its passphrase, where the test's files are."""
    monkeypatch.chdir(tmp_path)
    Path("pw").write_text(make.PASSPHRASE + "\n", encoding="utf-8")
    with make.new_case(tmp_path / "w.case") as case:
        make.fill(case)

    def call(verb: str, *args: object) -> Said:
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run_with([verb, "w.case", *map(str, args), "--passphrase-file", "pw"])
        return Said(code, " ".join(out.getvalue().split()), " ".join(err.getvalue().split()))

    return call


def kinds(folder: str = "w.case") -> list[str]:
    with make.reopen(Path(folder)) as case:
        return [event.kind for event in case.events()]


def honest(authority: Authority) -> Answer:
    return lambda handler, body: handler.send(200, authority(body))


def test_a_request_is_carried_by_hand_and_its_reply_kept(run: Run, authority: Authority) -> None:
    asked = run("anchor", "--request", "q.tsq", "--digest", "state.digest")
    assert asked.code == 0, asked.err
    assert "seals digests" in asked.err
    assert len(Path("state.digest").read_text()) == 65
    Path("r.tsr").write_bytes(authority(Path("q.tsq").read_bytes()))
    kept = run("anchor", "--reply", "r.tsr", "--roots", authority.roots)
    assert kept.code == 0, kept.err
    assert f"UTC by {NAME}" in kept.out
    assert f"by {NAME}" in run("anchor").out
    told = run("verify")
    assert (told.code, "events of 1 device: not later than" in told.out) == (0, True)
    assert kinds()[-2:] == ["anchor.asked", "anchor.kept"]


def test_a_request_is_sent_when_a_person_says_so(run: Run, authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    before = kinds()
    with serving(honest(authority)) as server:
        monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
        left = run("anchor", "--url", server.url, "--roots", authority.roots)
        assert (left.code, server.seen, kinds()) == (2, [], before)
        assert "learns that somebody here seals digests" in left.err
        assert "nothing was sent" in left.err
        done = run("anchor", "--url", server.url, "--roots", authority.roots, "--yes", "--save", "r.tsr")
    assert done.code == 0, done.err
    ((path, kind, body),) = server.seen
    assert (path, kind, len(body)) == ("/tsr/", "application/timestamp-query", 69)
    assert Path("r.tsr").read_bytes()
    assert NAME in done.out
    assert run("verify", "--deep").code == 0


def hung_up(handler: Handler, body: bytes) -> None:
    handler.connection.close()


def dripping(handler: Handler, body: bytes) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "application/timestamp-reply")
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    with contextlib.suppress(OSError):
        for _ in range(100):
            handler.wfile.write(b"0")
            handler.wfile.flush()
            time.sleep(0.05)


HOSTILE: dict[str, tuple[Answer, str]] = {
    "huge": (lambda handler, body: handler.send(200, bytes(80_000)), "reply is too large"),
    "slow": (dripping, "took too long"),
    "hangs up": (hung_up, "hung up"),
    "redirect": (lambda handler, body: handler.send(302, b"", Location="http://127.0.0.1:1/"), "not followed"),
    "refuses": (lambda handler, body: handler.send(403, b"no"), "refuses with status 403"),
    "a page": (lambda handler, body: handler.send(200, b"<html>", "text/html"), "is no timestamp authority"),
    "rubbish": (lambda handler, body: handler.send(200, b"0" * 300), "no timestamp reply that can be read"),
    "an echo": (lambda handler, body: handler.send(200, body), "no timestamp reply that can be read"),
    "nothing": (lambda handler, body: handler.send(200, b""), "no timestamp reply that can be read"),
}


@pytest.mark.parametrize("how", HOSTILE)
def test_a_hostile_authority_gets_nothing_kept(
    how: str, run: Run, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, told = HOSTILE[how]
    monkeypatch.setattr(anchoring, "SECONDS", 0.6)
    with serving(answer) as server:
        done = run("anchor", "--url", server.url, "--roots", authority.roots, "--yes")
    assert done.code == 1
    assert told in done.err
    assert "anchor.kept" not in kinds()
    assert run("verify").code == 0


def test_a_reply_of_another_authority_or_request_is_not_kept(run: Run, authority: Authority, tmp_path: Path) -> None:
    other = Authority(tmp_path / "other")
    with serving(honest(other)) as server:
        done = run("anchor", "--url", server.url, "--roots", authority.roots, "--yes", "--save", "r.tsr")
    assert (done.code, "not signed by an authority under the roots" in done.err) == (1, True)
    assert run("anchor", "--reply", "r.tsr", "--roots", other.roots).code == 0  # nothing was lost
    old: list[bytes] = []

    def replaying(handler: Handler, body: bytes) -> None:
        old.append(authority(body))
        handler.send(200, old[0])

    with serving(replaying) as server:
        assert run("anchor", "--url", server.url, "--roots", authority.roots, "--yes").code == 0
        again = run("anchor", "--url", server.url, "--roots", authority.roots, "--yes")
    assert (again.code, kinds().count("anchor.kept")) == (2, 2)


def test_an_address_beyond_private_networks_is_asked_only_when_told_to(
    run: Run, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("socket.getaddrinfo", lambda *args, **more: [(2, 1, 6, "", ("93.184.216.34", 443))])
    before = kinds()
    refused = run("anchor", "--url", "https://tsa.example.org/", "--roots", authority.roots, "--yes")
    assert "the timestamp authority is not on this machine" in refused.err
    assert "--request" in refused.err
    options = ("--yes", "--i-know-this-leaves-the-machine")
    clear = run("anchor", "--url", "http://tsa.example.org/", "--roots", authority.roots, *options)
    assert "the request would cross the internet in clear" in clear.err
    for url in ("tsa.example.org", "https://a:b@tsa.example.org/", "ftp://tsa.example.org/", "https://tsa.example.org/?x"):
        assert run("anchor", "--url", url, "--roots", authority.roots, *options).code == 2
    assert kinds() == before


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--url", "http://127.0.0.1:9/"), "roots that you trust"),
        (("--reply", "pw"), "roots that you trust"),
        (("--reply", "pw", "--roots", "pw"), "no certificate"),
        (("--url", "http://127.0.0.1:9/", "--roots", "pw"), "no certificate"),
        (("--request", "pw"), "something in this place"),
        (("--digest", "none/x"), "folder for the file"),
        (("--request", "a.tsq", "--ots", "pw"), "one thing at a time"),
        (("--save", "x"), "--save belongs to --url"),
        (("--of", "x"), "--of to --copy"),
        (("--copy", "x"), "no such anchor"),
        (("--ots", "pw"), "no .ots file"),
        (("--ots", "none"), "does not exist"),
    ],
)
def test_what_makes_no_sense_is_told(args: tuple[str, ...], told: str, run: Run) -> None:
    before = kinds()
    done = run("anchor", *args)
    assert done.code in (1, 2)
    assert told in done.err
    assert kinds() == before
    assert not Path("a.tsq").exists()


def test_nothing_listens_there(run: Run, authority: Authority) -> None:
    with serving(honest(authority)) as server:
        url = server.url
    done = run("anchor", "--url", url, "--roots", authority.roots, "--yes")
    assert (done.code, "nothing listens at the timestamp authority's address" in done.err) == (1, True)


def test_without_the_extra_nothing_is_sent_and_verify_says_what_it_did_not_check(
    run: Run, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(honest(authority)) as server:
        assert run("anchor", "--url", server.url, "--roots", authority.roots, "--yes").code == 0
        before = kinds()
        monkeypatch.setitem(__import__("sys").modules, "rfc3161_client", None)
        done = run("anchor", "--url", server.url, "--roots", authority.roots, "--yes")
    assert (done.code, len(server.seen), kinds()) == (1, 1, before)
    assert "rushlight[timestamps]" in done.err
    told = run("verify")
    assert (told.code, "not checked" in told.err, "not later than" in told.out) == (0, True, False)


def test_a_copy_of_an_anchor_and_a_paper_find_a_rollback(run: Run, authority: Authority, tmp_path: Path) -> None:
    import shutil

    shutil.copytree("w.case", "before")
    assert run("add-source", "S7").code == 0  # an anchor is of what stood before it
    with serving(honest(authority)) as server:
        assert run("anchor", "--url", server.url, "--roots", authority.roots, "--yes").code == 0
    assert run("anchor", "--copy", "state.anchor").code == 0
    anchor = run("anchor").out.split("an_")[1].split()[0]
    assert run("anchor", "--copy", "same.anchor", "--of", f"an_{anchor}").code == 0
    assert Path("same.anchor").read_bytes() == Path("state.anchor").read_bytes()
    paper = run("checkpoint").out
    Path("paper.txt").write_text(paper)
    for given in ("state.anchor", "paper.txt", paper, paper.lower()):
        assert run("verify", "--against", given).code == 0
    shutil.rmtree("w.case")
    shutil.copytree("before", "w.case")
    assert run("verify").code == 0
    for given in ("state.anchor", "paper.txt", paper):
        done = run("verify", "--against", given)
        assert (done.code, "fault: " in done.out, " saw are missing" in done.out) == (1, True, True)
    assert "not later than" not in run("verify", "--against", "paper.txt").out


def test_what_is_given_to_compare_with_is_looked_at_first(run: Run) -> None:
    wrong = run("checkpoint").out
    wrong = wrong[:-1] + ("0" if wrong[-1] != "0" else "1")
    done = run("verify", "--against", wrong)
    assert (done.code, "copied wrongly (line" in done.err) == (2, True)
    for given in ("no such file", "x" * 5000, "a\0b"):
        assert run("verify", "--against", given).code == 2
    assert "one checkpoint at a time" in run("verify", "--against", "pw", "--checkpoint", "pw").err
    assert "this is no checkpoint" in run("verify", "--against", "pw").out


def test_the_signed_checkpoint_is_compared_too(run: Run) -> None:
    with make.reopen(Path("w.case")) as case:
        Path("note").write_text(case.checkpoint())
    assert run("verify", "--against", "note").code == 0


def test_a_checkpoint_is_drawn_when_asked_to(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("segno")
    plain, drawn = run("checkpoint").out, run("checkpoint", "--qr").out
    assert drawn.startswith(plain)
    assert "█" not in plain
    assert "█" in drawn
    monkeypatch.setitem(__import__("sys").modules, "segno", None)
    bare = run("checkpoint", "--qr")
    assert (bare.out, "rushlight[qr]" in bare.err) == (plain, True)
    assert run("checkpoint", "--no-qr").out == plain


def test_the_shapes_of_ots_files_are_kept_with_what_they_are_for(run: Run) -> None:
    import hashlib

    assert run("anchor", "--digest", "d").code == 0
    begin = b"\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94\x01\x08"
    Path("d.ots").write_bytes(begin + hashlib.sha256(Path("d").read_bytes()).digest() + bytes(60))
    done = run("anchor", "--ots", "d.ots")
    assert (done.code, "rushlight does not verify OpenTimestamps" in done.out) == (0, True)
    told = run("verify")
    assert (told.code, "does not verify OpenTimestamps" in told.err) == (0, True)
