"""Disclosure packs: they show what was chosen and nothing else, to anybody, and no changed pack holds."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

import making_casefile as make
import making_disclosure
import making_teams as teams
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushlight.casefile import Casefile, joining, storing
from rushlight.casefile.canonical import canonical
from rushlight.casefile.disclosed import CONTENT, check_disclosure
from rushlight.casefile.disclosure import Disclosure, check_place, disclose, write_pack
from rushlight.errors import CasefileError, MisuseError, Tampered

NAMES = ("Tobias Wrenfield", "tobias@example.org", "quillfeather")


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Casefile]:
    made, _ = making_disclosure.team(tmp_path / "a.case")
    with made:
        yield made


def packed(case: Casefile, *chosen: str, with_names: bool = False) -> Disclosure:
    return disclose(case, chosen, with_names=with_names, at=make.T0, by="p_a")


def kinds(pack: bytes) -> list[str]:
    return sorted(opened.event.kind for opened in check_disclosure(pack).events)


def test_a_report_is_disclosed_with_its_original_and_those_who_vouch_for_it(case: Casefile) -> None:
    done = packed(case, "R1")
    found = check_disclosure(done.pack)
    assert kinds(done.pack) == ["case.created", "device.admitted", "device.joined", "document.added"]
    assert found.originals == {case.documents()[0].document.id: make.TEXT.encode()}
    assert found.cosigned == {
        case.device: {making_disclosure.COLLEAGUE: making_disclosure.DAY},
        making_disclosure.COLLEAGUE: {},
    }
    assert (found.case, found.names) == (case.id, {})
    assert found.founder == case.devices()[case.device].public_key.hex()
    assert next(o.data["text"] for o in found.events if o.event.kind == "document.added") == make.TEXT


def test_the_pack_holds_nothing_else_of_the_casefile(case: Casefile) -> None:
    done = packed(case, case.documents()[0].event)
    said = json.loads(storing.read(done.pack)[CONTENT])
    ids = {json.loads(event["header"])["id"] for event in said["events"]}
    hidden = [e for e in case.events() if e.id not in ids]
    assert len(hidden) > 8
    for name in NAMES[:2]:
        assert name.encode() not in done.pack.replace(make.TEXT.encode(), b"")
    for event in hidden:
        assert case.log.stored(event.id).header not in done.pack
        assert case._ring.disclose(case.log.stored(event.id).wrapped_key, event.id).hex().encode() not in done.pack
    assert case._ring._key not in done.pack
    assert case._ring._key.hex().encode() not in done.pack


def test_names_go_in_only_when_asked_for_and_the_log_says_so_first(case: Casefile) -> None:
    source = next(e.id for e in case.events() if e.kind == "source.added")
    assert check_disclosure(packed(case, source).pack).names == {}
    before = len(case.events())
    done = packed(case, source, "R1", with_names=True)
    names = check_disclosure(done.pack).names
    assert names[case.sources()[0].id] == {"name": NAMES[0], "contact": NAMES[1]}
    assert names[case.documents()[0].document.id] == {"author": make.NAME_EN, "url": "https://example.org/quillfeather"}
    assert [e.kind for e in case.events()[before:]] == ["vault.opened", "disclosure.made"]
    opened = case.records("vault.opened")[-1].data
    assert opened == {"subjects": sorted(names), "reason": "disclosure"}


def test_the_disclosure_is_an_event_with_the_hash_of_the_pack(case: Casefile) -> None:
    done = packed(case, "R1")
    said = case.records("disclosure.made")[-1]
    assert said.event.id == done.event
    assert said.data["events"] == [case.documents()[0].event]
    assert said.data["sha256"] == hashlib.sha256(done.pack).hexdigest()
    assert case.verify(deep=True).ok


def test_the_same_choice_gives_the_same_bytes(case: Casefile) -> None:
    event = case.events()[3].id
    assert packed(case, event, "R1").pack == packed(case, "R1", event, event).pack


def test_a_pack_is_an_ordinary_zip_file(case: Casefile) -> None:
    done = packed(case, "R1")
    with zipfile.ZipFile(io.BytesIO(done.pack)) as opened:
        assert opened.testzip() is None
        assert opened.namelist() == ["README.txt", CONTENT, f"originals/{case.documents()[0].document.id}"]
        assert "WHAT IT DOES NOT SHOW" in opened.read("README.txt").decode()


def test_events_of_a_colleague_and_of_a_successor_are_shown_with_their_standing(case: Casefile) -> None:
    theirs = next(e.id for e in case.events() if e.device == making_disclosure.COLLEAGUE and e.kind == "test.note")
    assert kinds(packed(case, theirs).pack) == ["case.created", "device.admitted", "device.joined", "test.note"]
    old = case.device
    case.new_incarnation(by="p_a")
    event = case.append("test.note", {"n": 3}, by="p_a")
    found = check_disclosure(packed(case, event.id).pack)
    assert [o.event.kind for o in found.events if o.event.device == case.device] == ["device.added", "test.note"]
    assert old in {o.event.device for o in found.events}


def test_an_event_that_does_not_count_is_not_disclosed(case: Casefile) -> None:
    stranger = making_disclosure.Colleague(case, "dv_stranger")
    stranger.write("device.joined", stranger.announcement)
    event = stranger.write("test.note", {"n": 9})
    with pytest.raises(CasefileError, match="nobody admitted"):
        packed(case, event)
    theirs = next(e for e in case.events() if e.device == making_disclosure.COLLEAGUE and e.kind == "test.note")
    case.append("device.revoked", {"device": making_disclosure.COLLEAGUE, "size": 1}, by="p_a")
    with pytest.raises(CasefileError, match="sent away"):
        packed(case, theirs.id)
    assert "device.revoked" in kinds(packed(case, "R1").pack)
    assert [e.kind for e in case.events()].count("disclosure.made") == 1


def test_what_cannot_be_disclosed_is_refused(case: Casefile, tmp_path: Path) -> None:
    for chosen in ((), ("R9",), ("ev_none",), ("R1", "S1")):
        with pytest.raises(MisuseError):
            packed(case, *chosen)
    for path in (tmp_path / "x.zip", tmp_path / "none" / "x.disclosure", tmp_path):
        with pytest.raises(MisuseError):
            check_place(path)
    done = packed(case, "R1")
    write_pack(tmp_path / "x.disclosure", done)
    assert (tmp_path / "x.disclosure").read_bytes() == done.pack
    with pytest.raises(MisuseError):
        write_pack(tmp_path / "x.disclosure", done)


def test_a_record_of_an_older_kind_stays_sealed(case: Casefile) -> None:
    record, sealed = case._db.rows("SELECT id, sealed FROM vault ORDER BY id LIMIT 1")[0]
    case._db.rows("UPDATE vault SET sealed = ?, wrapped_key = x'' WHERE id = ?", (b"\2" + sealed[1:], record))
    everything = [e.id for e in case.events() if e.kind in ("source.added", "document.added", "reading.added")]
    done = packed(case, *everything, with_names=True)
    assert done.withheld == (record,)
    assert record not in done.names


# --- changed packs -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    made, _ = making_disclosure.team(tmp_path_factory.mktemp("pack") / "a.case")
    with made:
        source = next(e.id for e in made.events() if e.kind == "source.added")
        return packed(made, source, "R1", with_names=True).pack


def test_no_byte_of_a_pack_can_be_exchanged(pack: bytes) -> None:
    chance = random.Random(4)
    ends = [*range(60), *range(len(pack) - 400, len(pack))]
    for at in [*ends, *chance.sample(range(len(pack)), 250)]:
        changed = bytearray(pack)
        changed[at] ^= 1 << chance.randrange(8)
        with pytest.raises(Tampered):
            check_disclosure(bytes(changed))
    for cut in (0, 1, 22, len(pack) // 2, len(pack) - 1):
        with pytest.raises(Tampered):
            check_disclosure(pack[:cut])
    with pytest.raises(Tampered):
        check_disclosure(pack + b"x")


def refused(pack: bytes) -> bool:
    try:
        check_disclosure(pack)
    except Tampered:
        return True
    return False


def test_no_pack_that_was_changed_with_thought_holds(pack: bytes) -> None:
    tried = 0
    for what, changed in making_disclosure.altered(pack):
        tried += 1
        assert refused(changed), what
    assert tried > 150


def test_a_cosignature_may_be_taken_away_but_none_added(pack: bytes) -> None:
    """Leaving out cannot be found, here as with events; the log has the pack's hash."""
    files = storing.read(pack)
    said = json.loads(files[CONTENT])
    bare = [text.split("\n\n")[0] + "\n\n" + text.split("\n\n")[1].split("\n")[0] + "\n" for text in said["checkpoints"]]
    assert bare != said["checkpoints"]
    fewer = check_disclosure(storing.write({**files, CONTENT: canonical({**said, "checkpoints": bare})}))
    assert not any(fewer.cosigned.values())


@given(st.binary(max_size=300))
def test_arbitrary_bytes_are_no_pack(data: bytes) -> None:
    with pytest.raises(Tampered):
        check_disclosure(data)


@given(st.dictionaries(st.text("abc/._", min_size=1, max_size=9), st.binary(max_size=40), max_size=5))
def test_an_archive_gives_back_what_went_in(files: dict[str, bytes]) -> None:
    made = storing.write(files)
    assert storing.read(made) == files
    with zipfile.ZipFile(io.BytesIO(made)) as opened:
        assert {name: opened.read(name) for name in opened.namelist()} == files


def test_another_programs_archive_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("README.txt", "x" * 1000)
    with pytest.raises(Tampered):
        storing.read(out.getvalue())


def test_an_event_without_its_body_is_refused(case: Casefile) -> None:
    event = case.append("test.note", {}, by="p_a")
    case._db.rows("UPDATE events SET sealed = x'', wrapped_key = x'' WHERE id = ?", (event.id,))
    with pytest.raises(CasefileError, match="erased"):
        packed(case, event.id)


def test_what_is_told_of_a_disclosure_is_frozen(case: Casefile) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        packed(case, "R1").pack = b""  # type: ignore[misc]


def test_what_a_device_said_after_it_was_sent_away_is_in_no_pack_and_hinders_none(tmp_path: Path) -> None:
    """It admitted a colleague once more, which one copy had already when the revocation came."""
    with make.new_case(tmp_path / "a.case") as admin:
        make.fill(admin)
        with teams.colleague(admin, tmp_path / "b.case") as gone, teams.colleague(admin, tmp_path / "c.case") as third:
            teams.exchange(admin, gone, third)
            joining._say_admitted(gone, gone.devices()[third.device], ("reviewer", "admin"), "p_b")
            teams.give(gone, third)
            joining.revoke(admin, gone.device, by="p_a")
            teams.give(admin, third)
            said = third.put_setting("x", 1, by="p_c")
            made = disclose(third, [said.id], with_names=False, at=make.T0, by="p_c")
            assert made.events == (said.id,)
            assert ("device.admitted", gone.device) not in {
                (o.event.kind, o.event.device) for o in check_disclosure(made.pack).events
            }
