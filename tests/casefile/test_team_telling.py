"""What copies tell of each other: conflicts about trustees and seals, cosigners of one's own log, devices that went on."""

from __future__ import annotations

import contextlib
import json
import secrets
from collections.abc import Iterator
from pathlib import Path

import making_casefile as make
import making_team as members
import making_teams as team
import pytest

from rushlight.casefile import (
    Casefile,
    conflicts,
    cosigned,
    doctor,
    identities,
    keep_original,
    kept,
    kept_originals,
    merging,
    note,
    open_casefile,
)
from rushlight.desk import Desk, teams
from rushlight.desk.bulk import Plan
from rushlight.errors import CasefileError, MisuseError


@pytest.fixture
def three(tmp_path: Path) -> Iterator[list[Casefile]]:
    made = members.a_team(tmp_path, 3)
    yield made
    for case in made:
        with contextlib.suppress(CasefileError):
            case.close()


def test_two_admins_who_set_different_trustees_are_told_of_and_one_says_which_hold(tmp_path: Path) -> None:
    with make.new_case(tmp_path / "a.case") as a, team.colleague(a, tmp_path / "b.case") as b:
        make.fill(a)
        with team.colleague(a, tmp_path / "c.case", roles=("trustee", "reviewer")) as c:
            team.exchange(a, b, c)
            identities.set_trustees(a, 2, [a.device, b.device], by="p_a")
            identities.set_trustees(b, 2, [b.device, c.device], by="p_b")
            team.exchange(a, b, c)
            found = [found.kind for found in conflicts.conflicts(a)]
            assert found == [each.kind for each in conflicts.conflicts(b)]
            assert found.count(conflicts.TRUSTEES) == 1
            assert conflicts.RESEALED in found  # each sealed the same names for its own trustees
            with Desk(a, actor="p_a", now=make.now) as desk:
                told = desk.conflicts()
                for conflict in told:
                    keep = conflict.said[0] if conflict.kind == conflicts.TRUSTEES else None
                    desk.settle(conflict, keep)
                assert conflicts.conflicts(a) == ()
                chosen = next(c for c in told if c.kind == conflicts.TRUSTEES).said[0]
                now = identities.now_in_force(a)
                assert now is not None
                assert sorted(now.boxes) == json.loads(chosen.value)["trustees"]
                team.exchange(a, b, c)
            assert conflicts.conflicts(b) == ()


def test_a_checkpoint_of_our_own_that_comes_back_cosigned_is_kept(three: list[Casefile]) -> None:
    a, b, c = three
    a.put_setting("x", 1, by="p_a")
    team.give(a, b)
    size = note.read(a.checkpoint()).size
    a.put_setting("x", 2, by="p_a")  # its latest checkpoint is another one by now
    team.give(b, a)
    text = cosigned.kept(a._db, a.device)
    assert text is not None
    assert note.read(text).size == size
    keys = {d.id: d.public_key for d in a.devices().values()}
    assert set(note.cosigners(text, keys)) == {b.device}
    team.give(a, c)
    assert a.verify(deep=True).ok
    assert c.verify(deep=True).ok


def test_a_cosignature_of_nobody_is_not_kept(three: list[Casefile]) -> None:
    a, b, _ = three
    a.put_setting("x", 1, by="p_a")
    team.give(a, b)
    text = b._db.rows("SELECT note FROM checkpoints WHERE device = ?", (a.device,))[0][0]
    forged = text.replace(f"— {a.id}/{b.device} ", f"— {a.id}/dv_nobody ")
    assert forged != text
    b._db.rows("UPDATE checkpoints SET note = ? WHERE device = ?", (forged, a.device))
    before = cosigned.kept(a._db, a.device)
    team.give(b, a)
    assert cosigned.kept(a._db, a.device) == before


def test_the_device_before_a_copy_is_shown_as_what_it_is(three: list[Casefile]) -> None:
    a, b, _ = three
    old = b.device
    new = b.new_incarnation(by="p_b")
    team.give(b, a)
    listed = {one.device.id: one.went_on for one in teams.devices(a)}
    assert listed[old] == new
    assert listed[new] is None
    assert listed[a.device] is None


# --- files that wait -------------------------------------------------------------------------------------


def test_no_more_files_wait_than_anybody_could_look_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 3)
    folder = tmp_path / "in"
    folder.mkdir()
    with Desk(make.new_case(tmp_path / "a.case"), now=make.now) as desk:
        for n in range(5):
            (folder / f"{n}.pdf").write_bytes(b"%PDF-1.4 broken " + bytes([n]))
        for n in range(3):
            keep_original(desk.case, bytes([n]), alias=f"R{n + 50}", media_type="m", collected_by="A1", by="A1")
        with pytest.raises(CasefileError, match="3 files wait already") as refused:
            desk.take_in(folder / "0.pdf")
        assert "--waiting" in str(refused.value.hint)
        with pytest.raises(CasefileError, match="3 files wait already"):
            desk.take_in_many([folder], Plan(), tell=lambda step: None)
        assert len(kept_originals(desk.case)) == 3
        assert desk.case.verify(deep=True).ok
        checks = {check.what: check for check in doctor.examine(desk.case, make.now())}
        assert checks["originals"].counts["originals"] == 3  # those that wait are counted too
        desk.case._db.rows("DELETE FROM blobs WHERE rowid = 1")
        checks = {check.what: check for check in doctor.examine(desk.case, make.now())}
        assert checks["originals"].health is doctor.Health.FAULT


# --- opened for reading ----------------------------------------------------------------------------------


def test_opened_for_reading_nothing_is_written_wherever_it_lies(tmp_path: Path) -> None:
    folder = tmp_path / "a.case"
    with make.new_case(folder) as case:
        document = make.fill(case)
    before = {p.name: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    opened = open_casefile(folder, make.PASSPHRASE, randomness=secrets.token_bytes, now=make.now, read_only=True)
    with opened as case:
        assert case.text(document) == make.TEXT
        assert case.verify(deep=True).ok
        for write in (
            lambda: case.append("test.note", {}, by="p_a"),
            lambda: case.put_setting("x", 1, by="p_a"),
            lambda: case.rebuild(),
            lambda: case.new_shares(2, 3),
            lambda: merging.take_up(case, "p_a"),
            lambda: case._db.rows("DELETE FROM vault"),
        ):
            with pytest.raises((CasefileError, MisuseError), match="for reading only"):
                write()
    assert {p.name: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before
