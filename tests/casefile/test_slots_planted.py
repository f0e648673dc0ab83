"""Slots that somebody without the key put into the slot file: they are never given the case key, by whatever way."""

from __future__ import annotations

import json
import secrets
from pathlib import Path

import making_casefile as make
import pytest

from rushlight.casefile import Casefile, create, keys, open_casefile, recover_casefile, setting_up, slots, ways
from rushlight.casefile.canonical import canonical
from rushlight.errors import WrongPassphrase
from rushlight.record import new_id

STRANGERS = "granite willow basket thunder pencil harbour"


def strangers_slot(**said: object) -> slots.Slot:
    """A slot as anybody can make it who has no key of the casefile: its box is the stranger's own."""
    salt = secrets.token_bytes(keys.SALT)
    box = keys.box_key(keys.stretch(STRANGERS, salt, make.CHEAP)).hex()
    cost = {"memory_kib": make.CHEAP.memory_kib, "passes": make.CHEAP.passes, "lanes": make.CHEAP.lanes}
    made = {"id": new_id("sl", secrets.token_bytes), "kind": "passphrase", "kdf": "argon2id", **cost}
    return {**made, "salt": salt.hex(), "box": box, "wrapped": "00" * 1200, **said}


def plant(folder: Path, *planted: slots.Slot) -> None:
    path = folder / slots.FILE
    held = json.loads(path.read_bytes())
    path.write_bytes(canonical({**held, "slots": [*planted, *held["slots"]]}))


def opens(folder: Path, passphrase: str) -> bool:
    try:
        open_casefile(folder, passphrase, randomness=secrets.token_bytes, now=make.now).close()
    except WrongPassphrase:
        return False
    return True


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make.new_case(tmp_path / "a.case").close()
    return tmp_path / "a.case"


def test_a_planted_slot_gets_no_key_at_an_opening(folder: Path) -> None:
    """Two slots with one id look like a change of the case key that was cut off, which the next opening finishes."""
    slot = strangers_slot()
    plant(folder, slot, slot)
    assert opens(folder, make.PASSPHRASE)
    assert not opens(folder, STRANGERS)
    with make.reopen(folder) as case:
        assert [opened.data["what"] for opened in case.records("way_in.changed")] == ["stranger_removed"]
        assert case.verify(deep=True).ok
    assert len(slots.read(folder).slots) == 1


def test_a_planted_slot_gets_no_new_case_key(folder: Path) -> None:
    plant(folder, strangers_slot())
    with make.reopen(folder) as case:
        plant(folder, strangers_slot())
        case.rekey()[0].close()
    assert opens(folder, make.PASSPHRASE)
    assert not opens(folder, STRANGERS)


def test_a_box_that_was_exchanged_gets_no_new_case_key(folder: Path) -> None:
    """The slot that is not opened every day: nobody notices for long that it opens nothing."""
    make.add_passphrase(folder, "another six word passphrase of ours")
    held = slots.read(folder)
    theirs = strangers_slot()
    exchanged = {**held.slots[1], "salt": theirs["salt"], "box": theirs["box"]}
    slots.Slots(held.case, (held.slots[0], exchanged)).write(folder)
    with make.reopen(folder) as case:
        case.rekey()[0].close()
    assert not opens(folder, STRANGERS)


def test_travel_leaves_the_shares_of_the_team_and_no_strangers(tmp_path: Path) -> None:
    folder = tmp_path / "a.case"
    case = create(
        folder,
        make.PASSPHRASE,
        randomness=secrets.token_bytes,
        now=make.now,
        cost=make.CHEAP,
        recovery=(2, 3),
        _below_floor_in_tests=True,
    )
    shares = case.shares
    asked = setting_up.questions(shares, secrets.token_bytes)
    setting_up.confirm(case, {q: shares[q.share - 1].split()[q.position - 1] for q in asked}, by="p_a")
    secret = secrets.token_bytes(keys.KEY)
    mine = {"id": new_id("sl", secrets.token_bytes), "kind": "recovery", "threshold": 2, "shares": 3}
    plant(folder, {**mine, "box": keys.box_key(secret).hex(), "wrapped": "00" * 1200})
    ways.travel(case, by="p_a").case.close()
    recover_casefile(folder, list(shares[:2]), randomness=secrets.token_bytes, now=make.now).close()
    with pytest.raises(WrongPassphrase):
        recover_casefile(folder, list(keys.split(secret, 2, 3)[:2]), randomness=secrets.token_bytes, now=make.now)


def test_slots_made_before_they_were_vouched_for_are_taken_over_once(folder: Path) -> None:
    with make.reopen(folder) as case:
        ways.add_passphrase(case, "another six word passphrase of ours", by="p_a", cost=make.CHEAP)
        older = slots.Slots(case.id, tuple(unvouched(case, slot) for slot in slots.read(folder).slots))
        with case._db.transaction():
            case._db.rows("DELETE FROM meta WHERE name = ?", (slots.VOUCHED,))
    older.write(folder)
    make.reopen(folder).close()
    assert all(slots.VOUCHED in slot for slot in slots.read(folder).slots)
    assert opens(folder, "another six word passphrase of ours")
    with make.reopen(folder) as case:
        assert not case.records("way_in.changed")[1:]


def unvouched(case: Casefile, slot: slots.Slot) -> slots.Slot:
    bare = {name: value for name, value in slot.items() if name not in ("wrapped", slots.VOUCHED)}
    about = canonical({"case": case.id, "format": slots.FORMAT, "slot": bare})
    return {**bare, "wrapped": case._ring.wrapped_for(bytes.fromhex(slot["box"]), about).hex()}
