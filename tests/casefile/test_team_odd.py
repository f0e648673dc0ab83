"""What a member in good standing can write to harm the others: erasures and bodies that are odd."""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import making_casefile as make
import making_teams as team
import pytest

from rushlight.casefile import (
    Casefile,
    Event,
    assigned,
    conflicts,
    erasing,
    events,
    identities,
    joining,
    merging,
    note,
    projections,
    sending,
)
from rushlight.casefile.canonical import Json, canonical
from rushlight.casefile.events import Opened
from rushlight.casefile.items import Items
from rushlight.casefile.knowledge import At, Knowledge
from rushlight.casefile.search import asking, finding
from rushlight.record import new_id


@pytest.fixture(scope="module")
def trio_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The three, made once; copied for each test."""
    folder = tmp_path_factory.mktemp("trio")
    with make.new_case(folder / "a.case") as admin:
        make.fill(admin)
        with team.colleague(admin, folder / "b.case") as insider, team.colleague(admin, folder / "c.case") as third:
            team.exchange(admin, insider, third)
    return folder


@pytest.fixture
def trio(trio_once: Path, tmp_path: Path) -> Iterator[tuple[Casefile, Casefile, Casefile]]:
    """(admin, an insider, a third who is brought up to date late)"""
    for name in ("a.case", "b.case", "c.case"):
        shutil.copytree(trio_once / name, tmp_path / name)
    with (
        make.reopen(tmp_path / "a.case") as admin,
        make.reopen(tmp_path / "b.case") as insider,
        make.reopen(tmp_path / "c.case") as third,
    ):
        yield admin, insider, third


def erasure(events: list[tuple[str | None, int]], **more: Any) -> dict[str, Any]:
    listed = [{"id": event, "turn": turn} for event, turn in events]
    bare: Json = {"vault": [], "blobs": [], "ids": [], "document": None, "reason": "danger", "alias": None, "releases": []}
    return {"events": listed, **bare, **more}


def own_lines(case: Casefile, extents: Any) -> Iterator[Json]:
    """Only what this device wrote itself."""
    for line in all_lines(case, extents):
        if "event" not in line or json.loads(line["event"]["header"])["device"] == case.device:
            yield line


all_lines = sending._lines


def test_an_erasure_does_not_keep_a_revocation_from_those_who_do_not_know_it_yet(
    trio: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An insider who knows of a revocation lists its event as erased, and tells the third so before the admin comes."""
    admin, insider, third = trio
    with team.colleague(admin, tmp_path / "d.case") as fourth:
        team.exchange(admin, insider, third, fourth)
        joining.revoke(admin, fourth.device, by="p_a")
        (said,) = admin.records("device.revoked")
        team.give(admin, insider)
        insider.append(erasing.KIND, erasure([(said.event.id, said.turn)]), by="p_b")
        with monkeypatch.context() as patched:
            patched.setattr(sending, "_lines", own_lines)
            team.give(insider, third)
        assert third.devices()[fourth.device].active
        team.give(admin, third)
        assert not third.devices()[fourth.device].active
        team.exchange(admin, insider, third)
        assert team.state(admin) == team.state(insider) == team.state(third)
        assert [fault.where for fault in third.verify(deep=True).faults] == [said.event.id], "who lists it is found"
        assert not erasing.reach(third)[-1].waiting


@pytest.mark.parametrize("field", ["vault", "blobs", "ids", "events"])
def test_an_erasure_of_nothing_hides_nothing(trio: Any, field: str) -> None:
    _, insider, third = trio
    subjects = third.vault.subjects()
    assert subjects
    data = erasure([(None, 0)] if field == "events" else [], **({field: [None]} if field != "events" else {}))
    insider.append(erasing.KIND, data, by="p_b")
    team.give(insider, third)
    assert third.vault.subjects() == subjects
    assert third.verify(deep=True).ok


def test_a_restriction_of_no_report_hides_none(trio: Any) -> None:
    _, insider, third = trio
    insider.append("document.restricted", {"document": None, "to": ["A9"]}, by="p_b")
    team.give(insider, third)
    assert finding.find(third, asking.Question(), by="A1").count == 1


ODD: dict[str, list[Any]] = {
    "bundle.merged": [
        {},
        {"heads": []},
        {"heads": {"dv_x": {"size": "many"}}},
        {"heads": {"dv_x": 3}},
        {"heads": {}, "forked": 3},
        {"heads": {}, "forked": {"dv_x": [[]]}},
        {"heads": {}, "applied": 3},
        {"heads": {}, "applied": [[]]},
    ],
    "consent.given": [{}, {"subject": 3, "document": None, "purpose": [], "until": None, "withdrawn": False}],
    "conflict.settled": [{}, {"kind": "setting", "events": 3}, {"kind": "setting", "events": [[]]}],
    "report.erased": [erasure([]) | {"reason": None}],
    "identity.requested": [{"subjects": ["x"], "records": ["RECORD"], "reason": "follow_up", "box_key": "00"}],
    "identity.answered": [{}],
    "identity.opened": [{}],
    "setting.put": [{"name": "x", "value": {}}],
    "intake.keyed": [{}, {"key": "no"}, 3],
    "decision.made": [{"id": "de_x", "statement": "st_x", "verdict": "accept", "by": "p", "at": "2026-03-01T09:30:00Z"}],
    "opinion.given": [
        {"id": "de_x", "statement": "st_x", "verdict": "accept", "by": "p", "at": "2026-03-01T09:30:00Z"},
        {"id": "de_y", "statement": "st_x", "verdict": "correct", "by": "p", "at": "2026-03-01T09:30:00Z"},
        {"id": "de_z", "statement": None, "by": None},
    ],
    "document.assigned": [{"document": None, "place": "first", "person": "A2"}, {"document": "x", "place": 3, "person": "A2"}],
    "document.finished": [{"document": "do_x", "place": "first", "person": None}],
    "link.judged": [
        {
            **{"id": "ju_x", "relation": "same_event", "left": "a", "right": "b", "judgement": "yes", "by": "p"},
            "at": "2026-03-01T09:30:00Z",
        }
    ],
    "link.withdrawn": [{}, {"judgement": 3}, {"judgement": None}, "ju_x"],
    "release.checked": [{"id": "re_x"}],
    "disclosure.made": [{}],
    "submission.made": [{}, {"id": "un_x", "to": 3, "subjects": 3, "purposes": None}],
    "exchange.sealed": [{}, {"id": "ex_x", "subjects": 3}],
    "trustees.set": [{"k": "x", "trustees": 3}],
}


@pytest.mark.parametrize(("kind", "data"), [(kind, data) for kind, every in ODD.items() for data in every])
def test_an_odd_body_keeps_nobody_from_the_casefile(trio: Any, kind: str, data: Any) -> None:
    _, insider, third = trio
    record = third._db.rows("SELECT id FROM vault")[0][0]
    data = json.loads(json.dumps(data).replace("RECORD", record))
    with mock.patch.object(
        projections, "write"
    ):  # another program's writing: ours refuses some of these before they are written
        insider.append(kind, data, by="p_b")
    third.put_setting("x", 1, by="p_c")
    team.give(insider, third)
    everything(third)


def everything(case: Casefile) -> None:
    merging.alarms(case), case.devices(), case.events(), case.verify(deep=True)
    conflicts.conflicts(case)
    erasing.reach(case)
    identities.requests(case)
    identities.now_in_force(case)
    identities.sealed_before(case)
    for device in case.devices().values():
        sending.known_by(case, device)
    Items(case)
    assigned.readers(case), case.decisions(by="A2"), case.decisions()
    case.judgements(), case.releases(), case.documents(), case.sources(), case.readings()


def test_an_erasure_reaches_a_second_history(trio: Any, tmp_path: Path) -> None:
    """What is erased stands in a history that is not the one of the log, and nothing else is erased with it."""
    admin, insider, third = trio
    insider.close()
    shutil.copytree(insider.folder, tmp_path / "copy.case")
    with make.reopen(insider.folder) as one, make.reopen(tmp_path / "copy.case") as other:
        one.append("test.note", {"n": 1}, by="p_b")
        said = other.append("test.note", {"word": make.NAME_EN}, by="p_b")
        for receiver in (admin, third):
            team.give(one, receiver)
            team.give(other, receiver)
    (turn,) = third._db.rows("SELECT turn FROM log WHERE event = ?", (said.id,))[0]
    assert third._db.rows("SELECT 1 FROM forks WHERE id = ? AND length(sealed) > 0", (said.id,))
    with admin.batch():
        data = erasure([(said.id, turn)])
        admin.append(erasing.KIND, data, by="p_a")
        erasing.apply_erased(admin, data)
    team.give(admin, third)
    for case in (admin, third):
        assert not case._db.rows("SELECT 1 FROM forks WHERE id = ? AND length(sealed) > 0", (said.id,))
        assert case._db.rows("SELECT 1 FROM forks WHERE id = ?", (said.id,))


def junk(ring: Any, record: str, how: str) -> tuple[bytes, bytes]:
    """(record of the vault, its wrapped key) that nobody can read."""
    if how == "old":
        return b"\x01" + bytes(90), b""
    if how == "shared":
        return b"\x02" + bytes(90), b""
    sealed, wrapped = ring.seal_with_new_key(b"no padding", record, b"of another record" if how == "moved" else record.encode())
    return b"\x03" + sealed, wrapped


@pytest.mark.parametrize("how", ["old", "shared", "moved", "unpadded"])
def test_a_record_that_does_not_open_is_refused_and_hinders_nobody(
    trio: Any, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sealing names anew for trustees opens every record: one that cannot be opened would keep all others from it."""
    admin, insider, third = trio
    record = new_id("va", secrets.token_bytes)
    subject = third.vault.subjects()[0]
    sealed, wrapped = junk(insider._ring, record, how)
    with insider._db.transaction():
        insider._db.rows("INSERT INTO vault VALUES (?, ?, ?)", (record, sealed, wrapped))
        said = {"id": record, "subject": subject, "sha256": hashlib.sha256(sealed).hexdigest()}
        insider.append("names.added", {"sealed": [said]}, by="p_b")
    if how == "old":
        monkeypatch.setattr(sending, "check_unbound", lambda case: None)
    merged = team.give(insider, admin)
    assert [refused.why for refused in merged.refused]
    assert identities.set_trustees(admin, 2, [admin.device, third.device], by="p_a").records


def test_an_event_of_a_time_without_zone_is_refused(trio: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    _, insider, third = trio
    opened = events._opened
    with monkeypatch.context() as patched:
        patched.setattr("rushlight.casefile.events.canonical", lambda value: canonical(_without_zone(value)))
        patched.setattr(events, "_opened", lambda fields, body: opened(fields, {**body, "at": f"{body['at'][:19]}+00:00"}))
        insider.append("test.note", {}, by="p_b")
    assert [refused.why for refused in team.give(insider, third).refused]
    assert all(event.at.tzinfo for event in third.events())


def _without_zone(value: Any) -> Any:
    return {**value, "at": value["at"][:19]} if "at" in value else value


def test_two_devices_that_go_on_from_each_other_keep_nobody_from_the_conflicts(
    trio: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever holds the keys of both can sign that; nobody's casefile may turn in a circle."""
    case = trio[2]
    known = Knowledge(case)
    began = {}
    for device, other in (("dv_x", "dv_y"), ("dv_y", "dv_x")):
        after = note.sign(note.Checkpoint(case.id, other, 1, bytes(32)), case._ring, case.log.public_key())
        event = Event(f"ev_{device}", device, 0, "device.added", make.T0.date(), make.T0, "p")
        began[device] = Opened(event, 1, 2, {"after": after})
    monkeypatch.setattr(known, "_began", began)
    monkeypatch.setattr(known, "_event_at", lambda after: At(f"ev_{after.device}", after.device, 0))
    assert known._known(At("ev_dv_x", "dv_x", 0)).sizes == {"dv_x": 1, "dv_y": 1}
