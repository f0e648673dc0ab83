"""Two colleagues at the command line: from the invitation to a conflict that is settled."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import making_casefile as make
import pytest

from rushlight.casefile import keys
from rushlight.cli.main import run_with
from rushlight.desk.doors import SettingUp

FINGERPRINT = re.compile(r"(?:[0-9]{5} ){3}[0-9]{5}")


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Bench:
    folder: Path

    def run(self, *args: str, asks: bool = True) -> Done:
        out, err = io.StringIO(), io.StringIO()
        given = [*args, "--passphrase-file", "pw"] if asks else list(args)
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run_with(given)
        return Done(code, out.getvalue(), err.getvalue())

    def good(self, *args: str) -> str:
        done = self.run(*args)
        assert (done.code, done.err.count("error:")) == (0, 0), done
        return done.out


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    monkeypatch.setattr(keys, "calibrated", lambda: make.CHEAP)
    (tmp_path / "pw").write_text(make.PASSPHRASE + "\n", encoding="utf-8")
    (tmp_path / "drop").mkdir()
    (tmp_path / "report.txt").write_text("Officers took 500 yuan from the family on 3 March 2025 in Musan.\n", encoding="utf-8")
    return Bench(tmp_path)


def test_from_invitation_to_a_settled_conflict(bench: Bench) -> None:
    make.new_case(bench.folder / "a.case").close()
    shown = FINGERPRINT.findall(bench.good("invite", "a.case", "--to", "a.invitation"))
    joined = FINGERPRINT.findall(bench.good("join", "a.invitation", "b.case", "--as", "A2"))
    assert joined[0] == shown[0]
    refused = bench.run("admit", "a.case", "b.request", "--fingerprint", shown[0])
    assert (refused.code, "this is not the fingerprint" in refused.err) == (2, True)
    bench.good("admit", "a.case", "b.request", "--fingerprint", joined[1], "--role", "reviewer", "--role", "admin")
    bench.good("take-in", "a.case", "report.txt", "--published", "2025-03-09")
    assert "for 1 device" in bench.good("bundle", "a.case", "--to", "drop")
    assert "new events" in bench.good("merge", "b.case", "drop")
    assert "R1" in bench.good("show", "b.case")
    bench.good("consent", "a.case", "R1", "public_anonymous")
    bench.good("consent", "b.case", "R1", "public_anonymous", "--withdrawn")
    empty(bench.folder / "drop")
    bench.good("bundle", "b.case", "--to", "drop", "--since")
    bench.good("merge", "a.case", "drop")
    found = bench.good("conflicts", "a.case")
    name = re.search(r"^([0-9a-z]{5})  consent: R1", found, re.M)
    assert name is not None
    assert found.count("A2") == 1
    letter = re.search(r"([ab]) +withdrawn", found)
    assert letter is not None
    assert bench.run("conflicts", "a.case", "--settle", name[1], "--keep", "q").code == 2
    bench.good("conflicts", "a.case", "--settle", name[1], "--keep", letter[1])
    assert "nothing was said differently" in bench.good("conflicts", "a.case")
    listed = bench.good("devices", "a.case")
    assert all(mark[:5] in listed for mark in joined)
    assert "verified" in bench.good("verify", "a.case", "--deep")


def test_a_copied_folder_and_a_device_that_is_sent_away(bench: Bench) -> None:
    make.new_case(bench.folder / "a.case").close()
    bench.good("invite", "a.case", "--to", "a.invitation")
    joined = FINGERPRINT.findall(bench.good("join", "a.invitation", "b.case", "--as", "A2"))
    admitted = bench.good("admit", "a.case", "b.request", "--fingerprint", joined[1])
    device = re.search(r"dv_[0-9a-z]{26}", admitted)
    assert device is not None
    bench.good("bundle", "a.case", "--to", "drop")
    bench.good("merge", "b.case", "drop")
    shutil.copytree(bench.folder / "b.case", bench.folder / "c.case")
    empty(bench.folder / "drop")
    done = bench.run("bundle", "c.case", "--to", "drop")
    assert (done.code, "goes on as a new device" in done.err) == (0, True)
    bench.good("merge", "a.case", "drop")
    bench.good("new-device", "b.case")
    assert "sent away" in bench.good("revoke", "a.case", device[0], "--new-key")
    assert bench.run("revoke", "a.case", device[0]).code == 2
    assert "sent away after" in bench.good("devices", "a.case")
    assert bench.run("bundle", "a.case", "--to", "drop", "--for", device[0]).code == 2


def test_what_is_no_bundle_no_invitation_and_no_folder(bench: Bench) -> None:
    make.new_case(bench.folder / "a.case").close()
    (bench.folder / "x.bundle").write_bytes(b"\0")
    for args in (
        ("merge", "a.case", "x.bundle"),
        ("merge", "a.case", "nothing"),
        ("merge", "a.case", "drop"),
        ("bundle", "a.case", "--to", "nowhere"),
        ("bundle", "a.case", "--to", "drop"),
        ("admit", "a.case", "report.txt"),
        ("admit", "a.case", "pw"),
        ("join", "report.txt", "b.case", "--as", "A2"),
        ("revoke", "a.case", "dv_x"),
        ("conflicts", "a.case", "--settle", "abcde"),
    ):
        done = bench.run(*args)
        assert done.code in (1, 2), args
        assert done.err.startswith("error: "), done
        assert "inside rushlight" not in done.err
    bench.good("invite", "a.case", "--to", "a.invitation")
    assert bench.run("join", "a.invitation", "b.case", "--as", "Tobias").code == 2
    assert not (bench.folder / "b.case").exists()


def empty(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()


def test_a_copy_can_have_recovery_shares_and_says_how_when_it_has_none(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    make.new_case(bench.folder / "a.case").close()
    bench.good("invite", "a.case", "--to", "a.invitation")
    assert "rushlight shares b.case" in bench.run("join", "a.invitation", "b.case", "--as", "A2").err
    given: list[tuple[str, ...]] = []

    def confirmed(setting: SettingUp, case: Path, folder: Path | None) -> None:
        given.append(setting.shares)
        words = {q: setting.shares[q.share - 1].split()[q.position - 1] for q in setting.questions}
        setting.confirm(words)

    monkeypatch.setattr("rushlight.cli.join.give_out", confirmed)
    done = bench.run("join", "a.invitation", "c.case", "--as", "A3", "--shares", "2/3")
    assert (done.code, len(given[0])) == (0, 3)
    assert "no recovery shares" not in done.err
    assert "together" in bench.run("ways-in", "c.case", asks=False).out
    assert "together" not in bench.run("ways-in", "b.case", asks=False).out
    for refused in (["--shares", "9/3"], ["--shares-to", "x"]):
        assert bench.run("join", "a.invitation", "d.case", "--as", "A4", *refused).code == 2
    assert not (bench.folder / "d.case").exists()


def test_two_people_read_a_report_on_two_devices(bench: Bench) -> None:
    """From who reads what to a settled difference, over real bundles; nothing is told before both have finished."""
    make.new_case(bench.folder / "a.case").close()
    bench.good("invite", "a.case", "--to", "a.invitation")
    joined = FINGERPRINT.findall(bench.good("join", "a.invitation", "b.case", "--as", "A2"))
    bench.good("admit", "a.case", "b.request", "--fingerprint", joined[1], "--role", "reviewer")
    (bench.folder / "demand.txt").write_text(
        "Two officers of the county office demanded 900 yuan from a family.\n", encoding="utf-8"
    )
    bench.good("take-in", "a.case", "demand.txt", "--published", "2025-03-09")
    bench.good("assign", "a.case", "R1", "--to", "A1")
    bench.good("assign", "a.case", "R1", "--to", "A2", "--second")
    assert re.search(r"R1 +. A1 +. A2", bench.good("assign", "a.case"))
    carry(bench, "a.case", "b.case")
    everything(bench, "a.case", "A1", "a")
    assert bench.run("finish", "b.case", "R1").code == 2
    everything(bench, "b.case", "A2", "x")
    carry(bench, "b.case", "a.case")
    assert "nothing differs" in bench.good("agreement", "a.case", "--differences")
    bench.good("finish", "b.case", "R1")
    bench.good("finish", "a.case", "R1")
    assert "no report was finished by two" in bench.good("agreement", "a.case")
    carry(bench, "b.case", "a.case")
    assert "1 report finished by two readers" in bench.good("agreement", "a.case")
    found = bench.good("agreement", "a.case", "--differences")
    name = re.search(r"^(R1\.\d+) ", found, re.M)
    assert name is not None
    assert "A1: accepted  /  A2: rejected" in found
    assert bench.run("agreement", "a.case", "--settle", name[1], "--take", "second").code == 2
    bench.good("agreement", "a.case", "--settle", name[1], "--take", "second", "--why", "the second is right")
    carry(bench, "a.case", "b.case")
    assert f"{name[1]} " in bench.good("agreement", "b.case", "--differences")
    assert "settled" in bench.good("agreement", "b.case", "--differences")
    for case in ("a.case", "b.case"):
        assert "verified" in bench.good("verify", case, "--deep")


def carry(bench: Bench, sender: str, receiver: str) -> None:
    empty(bench.folder / "drop")
    bench.good("bundle", sender, "--to", "drop")
    bench.good("merge", receiver, "drop")


def everything(bench: Bench, case: str, actor: str, key: str) -> None:
    """Decide everything that waits for somebody, all alike."""
    from rushlight.desk import open_desk
    from rushlight.record import Verdict

    verdict = {"a": Verdict.ACCEPT, "x": Verdict.REJECT}[key]
    with open_desk(bench.folder / case, make.PASSPHRASE, actor=actor) as desk:
        for item in desk.queue():
            desk.decide(item.statement.id, verdict)


def test_odd_ways_to_assign_and_settle_are_refused(bench: Bench) -> None:
    make.new_case(bench.folder / "a.case").close()
    bench.good("take-in", "a.case", "report.txt", "--published", "2025-03-09")
    for args in (
        ("assign", "a.case", "R1"),
        ("assign", "a.case", "--to", "A2"),
        ("assign", "a.case", "R1", "--to", "A2", "--nobody"),
        ("assign", "a.case", "R1", "--to", "Marigold"),
        ("assign", "a.case", "R9", "--to", "A2"),
        ("assign", "a.case", "R1", "--to", "A2", "--second"),
        ("assign", "a.case", "--share", "20", "--to", "A2"),
        ("assign", "a.case", "--share", "0", "--to", "A2", "--second"),
        ("finish", "a.case", "R1"),
        ("finish", "a.case", "R9"),
        ("agreement", "a.case", "--settle", "R1.1", "--take", "first", "--why", "x"),
    ):
        done = bench.run(*args)
        assert done.code == 2, (args, done)
        assert done.err.startswith("error: ")
    bench.good("assign", "a.case", "R1", "--to", "A2")
    assert "nobody" in bench.good("assign", "a.case", "R1", "--nobody")
