"""Trustees at the desk and on the command line: asking, answering, opening, and a release searched for sealed names."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import os
import secrets
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import making_casefile as make
import making_team as team
import pytest

from rushlight.casefile import Casefile
from rushlight.cli.main import run_with
from rushlight.desk import Desk, drafting, identifying
from rushlight.errors import CasefileError, LeakFound, MisuseError, ReleaseRefused
from rushlight.record import Purpose, Verdict

NAME, CONTACT = "Marigold Quillfeather", "marigold@example.org"
REPORT = "On 12 October 2025 in Hyesan, two officers of the county security office demanded 10,000 yuan from a family.\n"


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[list[Desk]]:
    members = team.a_team(tmp_path, 3)
    yield [Desk(case, actor=f"A{n}", now=make.now) for n, case in enumerate(members, 1)]
    for case in members:
        with contextlib.suppress(CasefileError):
            case.close()


def synced(desks: list[Desk]) -> None:
    team.sync([desk.case for desk in desks])


def trusted(desks: list[Desk]) -> None:
    desks[0].set_trustees([desk.case.device for desk in desks])
    synced(desks)


def taken(desk: Desk, folder: Path, *, source: str = "S1") -> None:
    path = folder / f"{secrets.token_hex(6)}.txt"
    path.write_text(REPORT, encoding="utf-8")
    desk.take_in(path, source=source)
    for item in desk.queue():
        desk.decide(item.statement.id, Verdict.ACCEPT)
    for subject in (source, "R1"):
        desk.consent(subject, Purpose.PUBLIC_ANONYMOUS)


def test_who_could_open_is_said_and_counted(desks: list[Desk]) -> None:
    first = desks[0]
    first.add_source("S1", name=NAME)
    assert first.trustees().needed == 0
    assert first.trustees().open == 1
    with pytest.raises(MisuseError, match="no such device"):
        first.set_trustees([first.case.device, "dv_nobody"])
    trusted(desks)
    said = first.trustees()
    assert (said.needed, said.open, said.before, said.gone) == (2, 0, 0, 0)
    assert [k.chosen for k in said.keepers] == [True] * 3
    assert all(len(k.fingerprint) == 23 for k in said.keepers)


def test_asked_answered_and_shown_by_alias(desks: list[Desk]) -> None:
    first, second, third = desks
    trusted(desks)
    first.add_source("S1", name=NAME, contact=CONTACT)
    synced(desks)
    asked = second.request_identity(["S1"], reason="danger")
    assert asked.aliases == ("S1",)
    assert asked.request.answered == (second.case.device,)
    synced(desks)
    (seen,) = third.requests()
    assert (seen.request.id, seen.aliases, seen.request.reason, seen.answerable) == (asked.request.id, ("S1",), "danger", True)
    third.answer(seen.request.id[:10])
    synced(desks)
    assert second.open_identity(asked.request.id) == {"S1": {"name": NAME, "contact": CONTACT}}
    assert second.requests() == ()


def test_a_release_is_searched_for_the_names_behind_it_once_trustees_have_answered(desks: list[Desk], tmp_path: Path) -> None:
    first, second, _ = desks
    trusted(desks)
    first.add_source("S1", name=NAME, contact=CONTACT)
    first.add_source("S9", name="Somebody Unrelated")
    taken(first, tmp_path)
    checked = first.check_release()
    assert checked.sealed_for_trustees == 1
    with pytest.raises(ReleaseRefused, match="sealed for trustees"):
        first.publish(checked.id, tmp_path / "brief", way=1)
    asked = first.request_identity(release=checked.id)
    assert asked.aliases == ("S1",)  # nobody else's name is opened for it
    with pytest.raises(ReleaseRefused, match="sealed for trustees"):
        first.publish(checked.id, tmp_path / "brief", way=1)
    synced(desks)
    second.answer(asked.request.id)
    synced(desks)
    with pytest.raises(MisuseError, match="not shown"):
        first.open_identity(asked.request.id)
    done = first.publish(checked.id, tmp_path / "brief", way=1)
    assert done.folder.is_dir()
    assert [e.kind for e in first.log()].count("identity.opened") == 1
    assert first.case._db.rows("SELECT count(*) FROM requests") == [(0,)]
    with pytest.raises(ReleaseRefused, match="sealed for trustees"):
        first.publish(checked.id, tmp_path / "again", way=1)
    assert first.verify(deep=True).ok


@pytest.mark.parametrize("since", ["another name", "sealed anew"])
def test_answers_to_an_older_request_do_not_stand_for_names_that_it_did_not_ask_for(
    desks: list[Desk], tmp_path: Path, since: str
) -> None:
    first, second, third = desks
    first.set_trustees([first.case.device, second.case.device])
    first.add_source("S1", name=NAME)
    taken(first, tmp_path)
    checked = first.check_release()
    asked = first.request_identity(release=checked.id)
    synced(desks)
    second.answer(asked.request.id)
    synced(desks)
    (source,) = first.case.sources()
    if since == "another name":
        first.case.add_names(source.id, {"name": "Tobias Wrenfield"}, by="A1")
    else:
        first.set_trustees([first.case.device, third.case.device])
        anew = first.request_reshare()
        synced(desks)
        second.answer(anew.request.id)
        synced(desks)
        assert first.reshare(anew.request.id) == 1
    with pytest.raises(ReleaseRefused, match="sealed for trustees"):
        first.publish(checked.id, tmp_path / "brief", way=1)
    asked = first.request_identity(release=checked.id)
    synced(desks)
    (second if since == "another name" else third).answer(asked.request.id)
    synced(desks)
    assert first.publish(checked.id, tmp_path / "brief", way=1).folder.is_dir()


def test_a_request_whose_records_are_gone_opens_nothing_and_the_log_does_not_say_so(desks: list[Desk]) -> None:
    first, second, third = desks
    first.set_trustees([first.case.device, second.case.device])
    first.add_source("S1", name=NAME)
    synced(desks)
    old = first.request_identity(["S1"])
    synced(desks)
    second.answer(old.request.id)
    first.set_trustees([first.case.device, third.case.device])
    anew = first.request_reshare()
    synced(desks)
    second.answer(anew.request.id)
    synced(desks)
    first.reshare(anew.request.id)
    before = len(first.log())
    with pytest.raises(MisuseError, match="sealed anew since"):
        first.open_identity(old.request.id)
    assert len(first.log()) == before
    synced(desks)
    assert old.request.id not in {asked.request.id for asked in third.requests()}


@pytest.mark.parametrize("planted", [NAME, "m a r i g o l d quillFEATHER", CONTACT], ids=["name", "spaced", "contact"])
def test_a_sealed_name_in_a_finished_file_destroys_it_and_the_answers_serve_again(
    desks: list[Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, planted: str
) -> None:
    first, second, _ = desks
    trusted(desks)
    first.add_source("S1", name=NAME, contact=CONTACT)
    taken(first, tmp_path)
    checked = first.check_release()
    asked = first.request_identity(release=checked.id)
    synced(desks)
    second.answer(asked.request.id)
    synced(desks)
    writing = import_module("rushlight.exports.write")
    put = writing._put
    with monkeypatch.context() as patched:
        patched.setattr(writing, "_put", lambda path, data: put(path, data + planted.encode()))
        with pytest.raises(LeakFound):
            first.publish(checked.id, tmp_path / "brief", way=1)
    assert not (tmp_path / "brief").exists()
    assert first.publish(checked.id, tmp_path / "brief", way=1).folder.is_dir()


def test_what_every_member_can_open_is_still_searched_for_beside_what_is_sealed(desks: list[Desk], tmp_path: Path) -> None:
    first, late, _ = desks
    first.add_source("S2", name="Tobias Wrenfield")
    synced(desks)
    (second,) = (s.id for s in late.case.sources())
    first.set_trustees([desk.case.device for desk in desks])
    late.case.add_names(second, {"name": "Junia Larkspur"}, by="A2")  # written before the trustees were known there
    synced(desks)
    assert first.trustees().open == 1
    first.add_source("S1", name=NAME)
    taken(first, tmp_path)
    linked = first.link()
    sealed = drafting.sealed_values(first.case, linked, make.T0, "A1")
    assert "Junia Larkspur" in sealed.names
    assert "Tobias Wrenfield" not in sealed.names
    first.set_trustees([desk.case.device for desk in desks])
    assert first.trustees().open == 0


def test_new_trustees_by_way_of_those_before(desks: list[Desk]) -> None:
    first, second, third = desks
    first.set_trustees([first.case.device, second.case.device])
    first.add_source("S1", name=NAME)
    synced(desks)
    first.set_trustees([first.case.device, third.case.device])
    assert first.trustees().before == 1
    asked = first.request_reshare()
    synced(desks)
    with pytest.raises(CasefileError, match="not enough"):
        first.reshare(asked.request.id)
    second.answer(asked.request.id)
    synced(desks)
    assert first.reshare(asked.request.id) == 1
    assert first.trustees().before == 0
    with pytest.raises(MisuseError, match="everything is sealed"):
        first.request_reshare()


# --- the command line ----------------------------------------------------------------------------------


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def called(folder: Path, *args: str, terminal: bool = False) -> tuple[int, str, str]:
    out, err = Terminal() if terminal else io.StringIO(), io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run_with([*args, "--passphrase-file", "pw"])
    return code, out.getvalue(), err.getvalue()


def passed_on(folder: Path, *cases: str) -> None:
    opened: list[Casefile] = [make.reopen(folder / name) for name in cases]
    team.sync(opened)
    for case in opened:
        case.close()


def test_the_whole_path_on_the_command_line(desks: list[Desk], tmp_path: Path) -> None:
    (tmp_path / "pw").write_text(make.PASSPHRASE)
    ids = [desk.case.device for desk in desks]
    desks[0].add_source("S1", name=NAME, contact=CONTACT)
    synced(desks)
    for desk in desks:
        desk.close()
    code, out, err = called(tmp_path, "trustees", "0.case")
    assert (code, "no trustees are set" in out, err) == (0, True, "")
    code, out, err = called(tmp_path, "trustees", "0.case", *(i[:9] for i in ids))
    assert code == 0, err
    assert "any 2 of these 3" in out
    assert "sealed for the trustees now: 1, which every member could open" in out
    passed_on(tmp_path, "0.case", "1.case", "2.case")
    code, out, err = called(tmp_path, "request-identity", "1.case", "S1", "--reason", "danger")
    assert (code, "asked about S1" in out) == (0, True), err
    request = next(word for word in out.split() if word.startswith("ev_"))
    code, _, err = called(tmp_path, "open-identity", "1.case", request)
    assert (code, "on a screen only" in err) == (2, True)
    passed_on(tmp_path, "1.case", "2.case")
    code, out, err = called(tmp_path, "answer", "2.case")
    assert (code, "your share is asked for" in " ".join(out.split())) == (0, True), err
    code, out, err = called(tmp_path, "answer", "2.case", request[:12], "--yes")
    assert (code, "given: 2 of 2" in out, "asks about S1; reason: danger" in out) == (0, True, True), err
    passed_on(tmp_path, "1.case", "2.case")
    code, out, err = called(tmp_path, "open-identity", "1.case", request, terminal=True)
    assert code == 0, err
    assert " ".join(out.split()) == f"S1 contact: {CONTACT} S1 name: {NAME}"
    code, _, err = called(tmp_path, "open-identity", "1.case", request, terminal=True)
    assert (code, "not open on this device any more" in err) == (2, True)
    _, out, _ = called(tmp_path, "log", "1.case")
    shown = " ".join(out.split())
    assert all(f"identity.{what}: S1 │" in shown for what in ("requested", "answered", "opened"))
    assert NAME not in out


def test_nothing_is_given_without_a_yes(desks: list[Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pw").write_text(make.PASSPHRASE)
    trusted(desks)
    desks[0].add_source("S1", name=NAME)
    synced(desks)
    answered_first = desks[1].case.device
    for desk in desks:
        desk.close()
    assert called(tmp_path, "request-identity", "1.case", "S1")[0] == 0
    passed_on(tmp_path, "1.case", "2.case", "0.case")
    with make.reopen(tmp_path / "2.case") as case:
        (asked,) = identifying.requests(case, now=dt.datetime.now(dt.UTC))
    monkeypatch.setattr("sys.stdin", io.StringIO("n" + os.linesep))
    code, out, err = called(tmp_path, "answer", "2.case", asked.request.id)
    assert (code, "nothing was given" in err) == (2, True), err
    assert NAME not in out + err
    with make.reopen(tmp_path / "2.case") as case:
        assert [a.request.answered for a in identifying.requests(case, now=make.T0)] == [(answered_first,)]
    listed = called(tmp_path, "answer", "2.case")[2]
    assert "six letters of it are enough" in " ".join(listed.split())
    code, out, err = called(tmp_path, "answer", "2.case", asked.request.id[3:9], "--yes")
    assert (code, "given: 2 of 2" in out) == (0, True), err
    assert "given before" in called(tmp_path, "answer", "2.case", asked.request.id, "--yes")[1]
    code, out, err = called(tmp_path, "open-identity", "0.case", asked.request.id, terminal=True)
    assert (code, "but on the one that asked" in err) == (2, True), err


def test_who_keeps_no_share_is_told_before_being_asked(desks: list[Desk], tmp_path: Path) -> None:
    (tmp_path / "pw").write_text(make.PASSPHRASE)
    desks[0].set_trustees([desk.case.device for desk in desks[:2]], 2)
    desks[0].add_source("S1", name=NAME)
    synced(desks)
    for desk in desks:
        desk.close()
    assert called(tmp_path, "request-identity", "1.case", "S1")[0] == 0
    passed_on(tmp_path, "1.case", "2.case")
    with make.reopen(tmp_path / "2.case") as case:
        (asked,) = identifying.requests(case, now=dt.datetime.now(dt.UTC))
    code, out, err = called(tmp_path, "answer", "2.case", asked.request.id)
    assert (code, "keeps no share" in err, "give your share" in out + err) == (2, True, False), err


def test_misuse_is_said_plainly(desks: list[Desk], tmp_path: Path) -> None:
    (tmp_path / "pw").write_text(make.PASSPHRASE)
    for desk in desks:
        desk.close()
    for args in (
        ("request-identity", "0.case"),
        ("request-identity", "0.case", "S1", "--release", "rl_1"),
        ("request-identity", "0.case", "S1"),
        ("answer", "0.case", "ev_nothing"),
        ("open-identity", "0.case", "ev_nothing"),
        ("trustees", "0.case", "--needed", "2"),
        ("trustees", "0.case", "--anew"),
        ("trustees", "0.case", "dv_nobody"),
    ):
        code, _, err = called(tmp_path, *args)
        assert (code, err.startswith("error: ")) == (2, True), args
