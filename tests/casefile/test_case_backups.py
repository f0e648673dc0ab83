"""Backups: tried before anybody relies on them, sealed to keys that die, and no restore brings back what was erased."""

from __future__ import annotations

import datetime as dt
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import cutting
import erasing_cases as cases
import making_casefile as make
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from how_many import tries
from rushlight.casefile import Casefile, backups, create, database, epochs, eraselist, open_casefile, packing, slots
from rushlight.casefile.backups import Made
from rushlight.casefile.canonical import canonical
from rushlight.desk import clearing
from rushlight.errors import CasefileError, MisuseError, RushlightError, Tampered, WrongPassphrase
from rushlight.parts import Parts, nobody

DAY = dt.datetime(2026, 11, 2, 9, 30, tzinfo=dt.UTC)


def opened(folder: Path, day: int = 0, passphrase: str = make.PASSPHRASE) -> Casefile:
    """The casefile, ``day`` days after the first."""
    return open_casefile(folder, passphrase, randomness=secrets.token_bytes, now=lambda: DAY + dt.timedelta(days=day))


def restored(file: Path, folder: Path, passphrase: str = make.PASSPHRASE, **more) -> Casefile:
    unlock = packing.by_passphrase(passphrase, secrets.token_bytes)
    return backups.restore(file, folder, unlock, randomness=secrets.token_bytes, now=lambda: DAY, by="p_a", **more)


def aliases(case: Casefile) -> list[str]:
    return [d.alias for d in case.documents()]


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A casefile with two reports, closed; opened by its passphrase from now on."""
    cases.two_reports(tmp_path / "a.case")[0].close()
    return tmp_path / "a.case"


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    return tmp_path / "usb"


def erase_first(folder: Path, day: int = 0) -> None:
    case = opened(folder, day)
    cases.erase_report(case, case.documents()[0].document.id).close()


def test_a_backup_comes_back_whole_as_a_new_device_under_a_key_of_its_own(made: Path, usb: Path, tmp_path: Path) -> None:
    with opened(made) as case:
        done = backups.backup(case, usb)
        wanted = [case.stored_reports(), case.decisions(), case.judgements()]
        original = case.original(case.documents()[0].document.id)
        device, checkpoint, key = case.device, case.checkpoint(), case._ring
        assert (done.slot, done.expired, done.removed, done.left, done.drilled) == ("2026Q4.slot", (), (), (), None)
        assert done.events == len(case.events())
        assert backups.last(case) == backups.Last(DAY, str(usb.absolute()))
    names = sorted(p.relative_to(usb).as_posix() for p in usb.rglob("*"))
    assert names == [done.file.name, f"erased_{device}.json", "keys", "keys/2026Q4.slot"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.case", "usb"]
    assert not [p.name for p in usb.rglob("*") if p.is_file() for mark in cases.marks() if mark in p.read_bytes()]
    with restored(done.file, tmp_path / "b.case") as case:
        assert [case.stored_reports(), case.decisions(), case.judgements()] == wanted
        assert case.original(case.documents()[0].document.id) == original
        assert case.devices()[case.device].follows == device
        assert case.verify(deep=True, checkpoint=checkpoint).ok
        assert backups.last(case) is None
        epoch = epochs.read(usb / "keys" / "2026Q4.slot").way_in.opened_like(case._ring)
        assert epoch is not None
        for other in (epoch, key):
            assert other.database_pragma() != case._ring.database_pragma()
    with opened(tmp_path / "b.case") as case:
        case.append("test.note", {}, by="p_a")
        assert case.verify(deep=True).ok


def test_no_restore_brings_back_what_was_erased(made: Path, usb: Path, tmp_path: Path) -> None:
    """Three backups before, one after, one by the device that a restore made; erasures on both devices."""
    files = []
    for day in (0, 1, 2):
        with opened(made, day) as case:
            files.append(backups.backup(case, usb).file)
            case.append("test.note", {"day": day}, by="p_a")
    erase_first(made, 3)
    with opened(made, 3) as case:
        files.append(backups.backup(case, usb).file)
        assert aliases(case) == ["R2"]
    for n, file in enumerate(files):
        with restored(file, tmp_path / f"{n}.case") as case:
            assert aliases(case) == ["R2"], n
            assert case.verify(deep=True).ok
            seen = cases.pages(case)
            assert not [word for word in cases.WORDS if word.encode() in seen]
            assert len(case.records("report.erased")) == 1
            with pytest.raises(MisuseError):
                case.add_document(make.a_document("t", b"t"), "t", b"t", alias="R1", collected_by="p_a", by="p_a")
    with opened(tmp_path / "0.case", 4) as case:
        case = cases.erase_report(case, case.documents()[0].document.id)
        backups.backup(case, usb)
        case.close()
    with restored(files[0], tmp_path / "late.case") as case:
        assert aliases(case) == [], "the list of a device that came later is traced to one that the old copy knows"
        assert case.verify(deep=True).ok


def test_an_erasure_begins_an_epoch_and_the_old_key_dies_when_its_time_is_over(made: Path, usb: Path, tmp_path: Path) -> None:
    with opened(made, 0) as case:
        old = backups.backup(case, usb)
    erase_first(made, 1)
    with opened(made, 1) as case:
        new = backups.backup(case, usb)
    assert (old.slot, new.slot) == ("2026Q4.slot", "2026Q4-2.slot")
    kept = Path(shutil.copytree(usb, tmp_path / "elsewhere")) / old.file.name
    with opened(made, 91) as case:
        assert backups.backup(case, usb).expired == (), "ninety days after the erasure it still opens"
    with opened(made, 92) as case:
        done = backups.backup(case, usb)
    assert (done.slot, done.expired, done.removed) == ("2027Q1.slot", ("2026Q4.slot",), (old.file.name,))
    assert sorted(p.name for p in (usb / "keys").iterdir()) == ["2026Q4-2.slot", "2027Q1.slot"]
    for slot in (usb / "keys").iterdir():
        shutil.copy(slot, kept.parent / "keys" / "2026Q4.slot")
        with pytest.raises(CasefileError):
            restored(kept, tmp_path / "b.case")
    (kept.parent / "keys" / "2026Q4.slot").unlink()
    with pytest.raises(CasefileError, match="key of this backup is gone"):
        restored(kept, tmp_path / "b.case")
    restored(new.file, tmp_path / "c.case").close()


@pytest.mark.parametrize(
    ("days", "retention", "gone"), [(60, 90, False), (59 + 91, 90, True), (59 + 30, 30, False), (90, 30, True)]
)
def test_an_epoch_ends_with_its_quarter(made: Path, usb: Path, days: int, retention: int, gone: bool) -> None:
    """The fourth quarter ends 59 days after the first day."""
    with opened(made) as case:
        backups.backup(case, usb, retention=retention)
    with opened(made, days) as case:
        assert bool(backups.backup(case, usb, retention=retention).expired) is gone


def test_backups_without_end_keep_the_key_in_use_whatever_the_clock_says(made: Path, usb: Path) -> None:
    with opened(made, 4000) as case:
        assert backups.backup(case, usb).slot == "2037Q4.slot"
    with opened(made, 0) as case:
        done = backups.backup(case, usb)
    assert done.expired == ()
    assert (usb / "keys" / done.slot).exists()


def test_a_backup_that_does_not_come_back_whole_is_not_kept(made: Path, usb: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really = packing._sealed

    def damaged(file, *rest):
        really(file, *rest)
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 1
        file.write_bytes(data)

    monkeypatch.setattr(packing, "_sealed", damaged)
    with opened(made) as case:
        with pytest.raises(RushlightError):
            backups.backup(case, usb)
        assert backups.last(case) is None
    assert not list(usb.glob("*.rush*"))


def test_a_casefile_that_is_not_whole_is_not_backed_up_in_silence(made: Path, usb: Path) -> None:
    with opened(made) as case:
        case._db.rows("UPDATE events SET sealed = x'00' WHERE seq = 2")
        with pytest.raises(Tampered, match="tried and is not whole"):
            backups.backup(case, usb)
    assert not list(usb.glob("*.rush*"))


def going_until(parts: Parts[Made], name: str) -> None:
    """Go on up to the part of this name, which is not done."""
    answer = None
    while True:
        asked = parts.send(answer)
        if isinstance(asked, tuple):
            answer = None
            continue
        if asked.func.__name__ == name:
            return
        answer = asked(nobody)


@pytest.mark.parametrize("part", ["_made_whole", "_sealed", "_tried"])
def test_a_backup_that_is_stopped_leaves_nothing_half(made: Path, usb: Path, part: str) -> None:
    with opened(made) as case:
        parts = backups.backup_parts(case, usb)
        going_until(parts, part)
        parts.close()
        assert not case._db.rows("SELECT 1 FROM meta WHERE name = ?", (backups.UNDER_WAY,))
        assert backups.last(case) is None
        assert not list(usb.glob("*.rush*"))
        assert not (made / "vault.db.next").exists()
        assert backups.backup(case, usb).events


def test_what_is_written_while_a_backup_is_made_is_kept_and_the_backup_is_of_the_moment(
    made: Path, usb: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PAGES", 3)
    with opened(made) as case:
        parts, copied = backups.backup_parts(case, usb), 0
        while isinstance(asked := parts.send(None), tuple):
            copied += 1
            case.add_source(f"S{copied + 20}", by="p_a", at=DAY)  # in the copy, whether its pages were copied already or not
        assert copied > 3
        case.add_source("S900", by="p_a", at=DAY)  # after it
        answer = asked(nobody)
        with pytest.raises(StopIteration) as over:
            _through(parts, answer)
        assert case.verify(deep=True).ok
        assert {"S21", f"S{copied + 20}", "S900"} <= {s.alias for s in case.sources()}
    with restored(over.value.value.file, tmp_path / "b.case") as back:
        names = {s.alias for s in back.sources()}
        assert {f"S{n + 20}" for n in range(1, copied + 1)} <= names
        assert "S900" not in names


def _through(parts: Parts[Made], answer: object) -> None:
    while True:
        asked = parts.send(answer)
        answer = asked(nobody)


def test_what_a_killed_backup_left_goes_at_the_next_opening(made: Path, usb: Path, tmp_path: Path) -> None:
    with opened(made) as case:
        file, passing = usb / f"2026-11-02_{'x' * 8}.rush", tmp_path / ".new_x.case"
        usb.mkdir()
        for left in (file, Path(f"{file}.new")):
            left.write_bytes(b"half")
        shutil.copytree(made, passing)
        backups._note(case, file, passing)
        (usb / "other.rush.new").write_bytes(b"somebody else's")
    with opened(made) as case:
        clearing.clear(case)
        assert [path.name for path in usb.iterdir()] == ["other.rush.new"]
        assert not passing.exists()
        assert made.exists()
        clearing.clear(case)


NEW = "velvet pepper comet ladder igloo drum"


def test_a_new_passphrase_opens_older_backups_and_one_taken_away_does_not(made: Path, usb: Path, tmp_path: Path) -> None:
    with opened(made) as case:
        file = backups.backup(case, usb).file
    make.add_passphrase(made, NEW)
    way_in = slots.read(made)
    slots.Slots(way_in.case, way_in.slots[1:]).write(made)
    with opened(made, passphrase=NEW) as case:
        backups.backup(case, usb)
    assert len(list((usb / "keys").iterdir())) == 2, "the first epoch was opened by nobody who has the new passphrase only"
    restored(file, tmp_path / "b.case").close()


def test_a_second_passphrase_is_put_into_the_epochs_that_are_there(made: Path, usb: Path, tmp_path: Path) -> None:
    with opened(made) as case:
        file = backups.backup(case, usb).file
    make.add_passphrase(made, NEW)
    with pytest.raises(WrongPassphrase):
        restored(file, tmp_path / "b.case", NEW)
    with opened(made) as case:
        backups.backup(case, usb)
    restored(file, tmp_path / "b.case", NEW).close()
    assert [p.name for p in (usb / "keys").iterdir()] == ["2026Q4.slot"]


@pytest.mark.parametrize("odd", [{"vault": [None]}, {"blobs": 3}, {"events": [{"id": None, "turn": 1}]}, {"reason": []}])
def test_an_odd_erase_list_is_refused_whoever_signed_it(
    made: Path, usb: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, odd: dict[str, object]
) -> None:
    """A list that says that nothing in particular is gone would hide everything."""
    bare = {
        "vault": [],
        "blobs": [],
        "ids": [],
        "events": [],
        "document": None,
        "reason": "danger",
        "alias": None,
        "releases": [],
    }
    with opened(made) as case:
        file = backups.backup(case, usb).file
        with monkeypatch.context() as patched:
            patched.setattr(eraselist, "_lineage", lambda case: [])
            said = type("Said", (), {"data": bare | odd, "event": case.events()[0]})()
            patched.setattr(case, "records", lambda kind: (said,))
            eraselist.write(case, usb)
    with pytest.raises(Tampered, match="erase list"):
        restored(file, tmp_path / "b.case")
    assert not (tmp_path / "b.case").exists()


def test_no_backup_is_sealed_to_a_key_that_somebody_else_put_beside_it(made: Path, usb: Path, tmp_path: Path) -> None:
    """Whoever has the disk for a day knows the boxes, and closes a key of their own in each."""
    with opened(made) as case:
        backups.backup(case, usb)
        theirs = case._ring.successor()
        epoch = epochs.read(usb / "keys" / "2026Q4.slot")
        replace(epoch, way_in=epoch.way_in.adopted(theirs)).write()
        file = backups.backup(case, usb).file
    with packing.opened_file(file) as sealed:
        _, described = backups._head(sealed)
        with pytest.raises(Tampered):
            theirs.open_identity(packing.identity_line(sealed), backups._about(described))
    restored(file, tmp_path / "b.case").close()


def test_a_drill_with_shares_leaves_nothing_but_its_day(tmp_path: Path, usb: Path) -> None:
    case = create(
        tmp_path / "a.case",
        make.PASSPHRASE,
        randomness=secrets.token_bytes,
        now=lambda: DAY,
        cost=make.CHEAP,
        recovery=(2, 3),
        _below_floor_in_tests=True,
    )
    with case:
        shares = list(case.shares)
        case.confirm_shares({(n, at): shares[n - 1].split()[at - 1] for n in (1, 2) for at in (1, 2)})
        make.fill(case)
        file = backups.backup(case, usb).file
    before = sorted(usb.rglob("*"))
    unlock = packing.by_shares(shares[:2], secrets.token_bytes)
    assert backups.drill(file, unlock, randomness=secrets.token_bytes, now=lambda: DAY) > 0
    assert sorted(usb.rglob("*")) == sorted([*before, usb / "last-drill"])
    with opened(tmp_path / "a.case") as case:
        assert backups.backup(case, usb).drilled == DAY.date()


# --- the erase list ----------------------------------------------------------------------------------------------


@pytest.fixture
def listed(made: Path, usb: Path) -> tuple[Path, Path]:
    """(a backup from before an erasure, the list beside it)."""
    with opened(made) as case:
        file = backups.backup(case, usb).file
    erase_first(made)
    with opened(made) as case:
        return file, eraselist.write(case, usb)


def test_the_list_holds_ids_and_no_word(listed: tuple[Path, Path]) -> None:
    said = json.loads(listed[1].read_bytes())
    assert not [mark for mark in cases.marks() if mark in listed[1].read_bytes()]
    assert [entry["data"]["reason"] for entry in said["erased"]] == ["withdrawn"]


def test_without_its_list_a_backup_is_not_restored_unless_somebody_insists(listed: tuple[Path, Path], tmp_path: Path) -> None:
    file, list_ = listed
    moved = list_.rename(tmp_path / "kept.json")
    with pytest.raises(CasefileError, match="would come back"):
        restored(file, tmp_path / "b.case")
    with restored(file, tmp_path / "b.case", lists=[moved]) as case:
        assert aliases(case) == ["R2"]
    with restored(file, tmp_path / "c.case", without_list=True) as case:
        assert aliases(case) == ["R1", "R2"]


@pytest.mark.parametrize("change", ["shortened", "event", "signature", "device", "stranger", "cut", "empty"])
def test_a_list_that_was_changed_is_refused(listed: tuple[Path, Path], tmp_path: Path, change: str) -> None:
    file, list_ = listed
    said = json.loads(list_.read_bytes())
    if change == "shortened":
        said["erased"] = []
    elif change == "event":
        said["erased"][0]["data"]["events"].pop()
    elif change == "signature":
        said["signature"] = said["signature"][::-1]
    elif change == "device":
        said["device"] = said["device"][::-1]
    elif change == "stranger":
        with make.new_case(tmp_path / "s.case") as other:
            other.log.public_key()
            body = {k: v for k, v in said.items() if k != "signature"} | {"device": other.device}
            body["follows"] = [{"device": other.device, "public_key": other.log.public_key().hex(), "by": {}}]
            said = {**body, "signature": other._ring.sign(b"rushlight erased 1\n" + canonical(body)).hex()}
    data = canonical(said)
    list_.write_bytes({"cut": data[:-2], "empty": b""}.get(change, data))
    with pytest.raises(Tampered):
        restored(file, tmp_path / "b.case")
    assert not (tmp_path / "b.case").exists()
    assert not list(tmp_path.glob(".new*"))


def test_the_list_of_another_casefile_is_passed_over(listed: tuple[Path, Path], tmp_path: Path, usb: Path) -> None:
    with make.new_case(tmp_path / "s.case") as other:
        eraselist.write(other, usb)
        with pytest.raises(CasefileError, match="another casefile"):
            backups.backup(other, usb)
    with restored(listed[0], tmp_path / "b.case") as case:
        assert aliases(case) == ["R2"]


# --- bad input ---------------------------------------------------------------------------------------------------

ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.fixed_dictionaries(dict.fromkeys(("format", "case", "made", "erasures", "slots"), inner))
        | st.fixed_dictionaries(dict.fromkeys(("format", "case", "device", "follows", "erased", "signature"), inner))
    ),
    max_leaves=12,
)


@settings(max_examples=tries(150), deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.binary(max_size=200) | ANY.map(lambda value: json.dumps(value, separators=(",", ":"), sort_keys=True).encode()))
def test_any_slot_or_list_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "2026Q4.slot").write_bytes(data)
    (folder / "list.json").write_bytes(data)
    for read in (lambda: epochs.read(folder / "2026Q4.slot"), lambda: eraselist._parsed(folder / "list.json")):
        with pytest.raises(RushlightError):
            read()


@pytest.mark.parametrize("name", ["../2026Q4.slot", "/etc/passwd", "2026Q5.slot", "2026Q4.slot\n", "", None, 7])
def test_a_slots_name_cannot_lead_elsewhere(name: object) -> None:
    with pytest.raises(Tampered):
        epochs.check_name(name)


def _only_the_day(whole: bytes, changed: bytes) -> bool:
    """Whether a slot file has another day and nothing else: it says when the next one is due, and opens nothing."""
    try:
        before, after = json.loads(whole), json.loads(changed)
        return dt.date.fromisoformat(after.pop("made")) != before.pop("made") and before == after
    except (ValueError, KeyError, TypeError, AttributeError):
        return False


def test_a_slot_that_says_of_more_or_fewer_erasures_opens_no_backup(kept: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(kept, tmp_path / "usb"))
    (file,), slot = folder.glob("*.rush"), folder / "keys" / "2026Q4.slot"
    slot.write_bytes(slot.read_bytes().replace(b'"erasures":0', b'"erasures":4'))
    with pytest.raises(Tampered, match="was changed"):
        restored(file, tmp_path / "b.case")


@settings(max_examples=tries(40), deadline=None, suppress_health_check=list(HealthCheck))
@given(at=st.floats(0, 1), bit=st.integers(0, 7), cut=st.booleans(), which=st.sampled_from(["backup", "slot"]))
def test_a_changed_or_cut_backup_gives_nothing(
    tmp_path_factory: pytest.TempPathFactory, kept: Path, at: float, bit: int, cut: bool, which: str
) -> None:
    folder = Path(shutil.copytree(kept, tmp_path_factory.mktemp("bad") / "usb"))
    (file,) = folder.glob("*.rush")
    target = file if which == "backup" else folder / "keys" / "2026Q4.slot"
    whole = target.read_bytes()
    place = min(int(at * len(whole)), len(whole) - 1)
    changed = bytearray(whole[:place] if cut else whole)
    if not cut:
        changed[place] ^= 1 << bit
    target.write_bytes(changed)
    assume(which == "backup" or not _only_the_day(whole, bytes(changed)))
    with pytest.raises(RushlightError):
        restored(file, folder.parent / "b.case").close()
    assert [p.name for p in folder.parent.iterdir()] == ["usb"]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kept")
    with make.new_case(folder / "a.case") as case:
        make.fill(case)
    with opened(folder / "a.case") as case:
        backups.backup(case, folder / "usb")
    return folder / "usb"


def test_places_that_make_no_sense_are_refused(made: Path, tmp_path: Path) -> None:
    with opened(made) as case:
        for folder in (made / "inside", tmp_path / "no" / "such"):
            with pytest.raises(RushlightError):
                backups.backup(case, folder)
        with pytest.raises(MisuseError):
            backups.backup(case, tmp_path / "usb", retention=0)


# --- when it was last done, and kills -------------------------------------------------------------------------------


def test_a_backup_is_asked_for_after_seven_days(made: Path, usb: Path) -> None:
    since = (DAY - make.T0).days
    with opened(made) as case:
        assert backups.days_without(case) == since, "never backed up: since the first event"
        backups.backup(case, usb)
        assert backups.days_without(case) is None
    with opened(made, 7) as case:
        assert backups.days_without(case) is None
    with opened(made, 8) as case:
        assert backups.days_without(case) == 8


STEPS = int(os.environ.get("RUSHLIGHT_BACKUP_KILLS", "6"))
"""How many of the first steps; by default every second one up to twelve."""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("what", ["backup", "restore"])
def test_killed_at_any_step_nothing_is_lost_and_the_next_one_works(tmp_path: Path, made: Path, usb: Path, what: str) -> None:
    with opened(made) as case:
        before = [case.checkpoint(), case.stored_reports()]
        file = backups.backup(case, usb).file if what == "restore" else None
    ready = tmp_path / "ready"
    shutil.copytree(made.parent, ready)
    command = [sys.executable, __file__, what, ready, tmp_path, *map(str, _steps())]
    found_at = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    subprocess.run(command, check=True, timeout=300, env=found_at)
    for step in _steps():
        place = tmp_path / f"{what}{step}"
        with opened(place / "a.case") as case:
            assert [case.checkpoint(), case.stored_reports()] == before, step
            assert case.verify(deep=True).ok
            assert not list(case.folder.glob("*.next*"))
            done = backups.backup(case, place / "usb").file
        for whole in (place / "usb").glob("*.rush"):
            target = place / f"{whole.stem}.case"
            restored(whole, target).close()
        assert done.exists()
        assert file is None or (place / "usb" / file.name).exists()
        if (place / "new.case").exists():
            opened(place / "new.case").close()
        shutil.rmtree(place)


def _steps() -> list[int]:
    return list(range(1, STEPS + 1)) if "RUSHLIGHT_BACKUP_KILLS" in os.environ else list(range(1, 2 * STEPS + 1, 2))


def _killed(what: str, ready: Path, into: Path, steps: list[int]) -> None:
    from rushlight.casefile import files, rekeying, tarring
    from rushlight.casefile.database import Database

    for step in steps:
        place = Path(shutil.copytree(ready, into / f"{what}{step}"))
        child = os.fork()
        if child:
            os.waitpid(child, 0)
            continue
        watched = (
            (files, "_flush"),
            (rekeying, "_made_whole"),
            (tarring, "seal"),
            (tarring, "unseal"),
            (tarring, "flush"),
            (packing, "flush_folder"),
            (packing, "replay"),
            (Database, "close"),
        )
        case = opened(place / "a.case") if what == "backup" else None
        cutting.cut_at(watched, step - 1, lambda: os.kill(os.getpid(), signal.SIGKILL))
        if case is not None:
            backups.backup(case, place / "usb")
        else:
            (file,) = (place / "usb").glob("*.rush")
            restored(file, place / "new.case").close()
        os._exit(0)


if __name__ == "__main__":
    _killed(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), [int(step) for step in sys.argv[4:]])
