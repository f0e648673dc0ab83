"""Ways in: passphrases, their cost, and a slot file that somebody changed."""

from __future__ import annotations

import json
import math
import pickle
import re
import secrets
import unicodedata
from pathlib import Path

import making_casefile as make
import pytest

from rushlight.casefile import create, generate_passphrase, keys, open_casefile, passphrase_bits, slots
from rushlight.casefile.canonical import canonical, parse
from rushlight.casefile.keys import FLOOR, Cost, passphrase
from rushlight.errors import CasefileError, MisuseError, NewerCasefile, RushlightError, Tampered, WrongPassphrase


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make.new_case(tmp_path / "a.case").close()
    return tmp_path / "a.case"


def test_the_passphrase_opens_and_another_does_not(folder: Path) -> None:
    make.reopen(folder).close()
    with pytest.raises(WrongPassphrase):
        open_casefile(folder, make.PASSPHRASE + "s", randomness=secrets.token_bytes, now=make.now)


def test_the_same_korean_passphrase_opens_from_every_keyboard(tmp_path: Path) -> None:
    """macOS may hand over decomposed letters; spaces are easily doubled."""
    words = "등불 과수원 대리석 나루터 고요"
    create(
        tmp_path / "a.case",
        unicodedata.normalize("NFC", words),
        randomness=secrets.token_bytes,
        now=make.now,
        cost=make.CHEAP,
        _below_floor_in_tests=True,
    ).close()
    typed = unicodedata.normalize("NFD", words).replace(" ", "  ") + " "
    open_casefile(tmp_path / "a.case", typed, randomness=secrets.token_bytes, now=make.now).close()


def test_a_second_passphrase_opens_the_same_casefile(folder: Path) -> None:
    make.add_passphrase(folder, "another six word passphrase of ours")
    make.reopen(folder).close()
    with open_casefile(folder, "another six word passphrase of ours", randomness=secrets.token_bytes, now=make.now) as case:
        assert case.verify(deep=True).ok


def test_a_cost_below_the_floor_is_refused(tmp_path: Path) -> None:
    for cost in (make.CHEAP, Cost(FLOOR.memory_kib, 2, 4), Cost(FLOOR.memory_kib - 1, 3, 4)):
        with pytest.raises(MisuseError):
            create(tmp_path / "a.case", make.PASSPHRASE, randomness=secrets.token_bytes, now=make.now, cost=cost)
    assert list(tmp_path.iterdir()) == []


def test_calibration_never_goes_below_the_floor(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[Cost] = []
    monkeypatch.setattr(passphrase, "stretch", lambda passphrase, salt, cost: taken.append(cost) or b"")
    ticks = iter([0.0, 0.2, 1.0, 1.4, 2.0, 2.9])
    monkeypatch.setattr(passphrase.time, "perf_counter", lambda: next(ticks))
    assert keys.calibrated() == Cost(4 * FLOOR.memory_kib, FLOOR.passes, FLOOR.lanes)
    assert [cost.memory_kib // FLOOR.memory_kib for cost in taken] == [1, 2, 4]


def test_calibration_falls_back_where_memory_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    def short(passphrase: str, salt: bytes, cost: Cost) -> bytes:
        if cost.memory_kib > FLOOR.memory_kib:
            raise MemoryError
        return b""

    monkeypatch.setattr(passphrase, "stretch", short)
    assert keys.calibrated() == FLOOR


def test_a_short_passphrase_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(MisuseError):
        create(
            tmp_path / "a.case",
            "short",
            randomness=secrets.token_bytes,
            now=make.now,
            cost=make.CHEAP,
            _below_floor_in_tests=True,
        )
    assert list(tmp_path.iterdir()) == []


def test_a_newer_format_is_refused(folder: Path) -> None:
    path = folder / slots.FILE
    content = parse(path.read_bytes())
    path.write_bytes(canonical({**content, "format": "rushlight-case/2"}))
    with pytest.raises(NewerCasefile):
        make.reopen(folder)


def test_a_slot_of_an_unknown_kind_is_passed_over(folder: Path) -> None:
    path = folder / slots.FILE
    content = parse(path.read_bytes())
    path.write_bytes(canonical({**content, "slots": [{"id": "sl_x", "kind": "share"}, *content["slots"]]}))
    make.reopen(folder).close()


@pytest.mark.parametrize("every", [7, pytest.param(1, marks=pytest.mark.slow)])
def test_every_changed_byte_of_the_slot_file_is_refused(folder: Path, every: int) -> None:
    path = folder / slots.FILE
    whole = path.read_bytes()
    for at in range(0, len(whole), every):
        changed = bytearray(whole)
        changed[at] ^= 1 << at % 8
        path.write_bytes(changed)
        with pytest.raises(CasefileError):
            make.reopen(folder)


def test_a_slot_cannot_be_moved_to_another_casefile(folder: Path, tmp_path: Path) -> None:
    make.new_case(tmp_path / "b.case").close()
    mine, theirs = (parse((place / slots.FILE).read_bytes()) for place in (folder, tmp_path / "b.case"))
    (folder / slots.FILE).write_bytes(canonical({**mine, "slots": theirs["slots"]}))
    with pytest.raises(WrongPassphrase):
        make.reopen(folder)


@pytest.mark.parametrize("content", ["", "[]", "null", '{"format":7}', '{"case":1,"format":"rushlight-case/1","slots":[]}'])
def test_a_slot_file_of_another_shape_is_refused(folder: Path, content: str) -> None:
    (folder / slots.FILE).write_text(content)
    with pytest.raises(Tampered):
        make.reopen(folder)


def test_slots_hold_no_personal_text(folder: Path) -> None:
    content = json.loads((folder / slots.FILE).read_text())
    assert content.keys() == {"format", "case", "slots"}
    (slot,) = content["slots"]
    assert slot.keys() == {"id", "kind", "kdf", "memory_kib", "passes", "lanes", "salt", "box", "vouched", "wrapped"}


def test_generated_passphrases_are_six_listed_words_drawn_evenly() -> None:
    drawn = generate_passphrase(secrets.token_bytes)
    assert len(drawn.split(" ")) == 6
    assert math.isclose(passphrase_bits(), 77.5, abs_tol=0.05)
    assert generate_passphrase(lambda n: b"\0" * n) == " ".join(["abacus"] * 6)
    refused_then_last = iter([b"\xff" * 4, *[(7775).to_bytes(4, "big")] * 6])
    assert generate_passphrase(lambda n: next(refused_then_last)) == " ".join(["zoom"] * 6)
    with pytest.raises(MisuseError):
        generate_passphrase(secrets.token_bytes, words=5)


def test_keys_do_not_show_themselves() -> None:
    ring = keys.new_keyring("ca_x", secrets.token_bytes)
    assert repr(ring) == "<Keyring>"
    with pytest.raises(TypeError):
        pickle.dumps(ring)


def test_only_the_key_module_sees_cryptography() -> None:
    room = Path(keys.__file__).parent.parent
    seen = re.compile(r"^\s*(?:from|import) (?:cryptography|pyrage|shamir_mnemonic)", re.MULTILINE)
    assert {path.parent.name for path in room.rglob("*.py") if seen.search(path.read_text())} == {"keys"}


def test_subkeys_differ_by_purpose_and_case() -> None:
    def pragma(case: str) -> str:
        return keys.Keyring(b"k" * 32, case, secrets.token_bytes).database_pragma()

    assert pragma("ca_a") != pragma("ca_b")
    ring = keys.Keyring(b"k" * 32, "ca_a", secrets.token_bytes)
    with pytest.raises(Tampered):
        ring.open_name(ring.seal_name(b"x", "va_1"), "va_2")
    sealed, wrapped = ring.seal_with_new_key(b"x", "ev_1", b"about")
    for owner, about in (("ev_2", b"about"), ("ev_1", b"else")):
        with pytest.raises(RushlightError):
            ring.open_wrapped(sealed, wrapped, owner, about)
