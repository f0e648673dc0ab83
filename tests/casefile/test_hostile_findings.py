"""What fuzzing has found, each mended: a reader that fell over, or took one thing written in two ways."""

from __future__ import annotations

import base64
import datetime as dt
import json
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import making_casefile as make
import making_teams as teams
import pytest
from hostile_members import _signed, fed_lines, undone
from hostile_world import World
from shamir_mnemonic import generate_mnemonics

from rushlight.casefile import conflicts, epochs, events, joining, keys, note, proofs, sending, slots
from rushlight.casefile.canonical import canonical
from rushlight.casefile.disclosed import check_disclosure
from rushlight.casefile.keys import Cost
from rushlight.casefile.storing import read as unzipped
from rushlight.casefile.storing import write as zipped
from rushlight.desk import proving, remembering
from rushlight.errors import NewerCasefile, Tampered, WrongPassphrase


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    made = World(tmp_path_factory.mktemp("world"))
    yield made
    made.close()


# --- ways in ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"memory_kib": 8, "lanes": 64},
        {"salt": ""},
        {"salt": "00" * 15},
        {"memory_kib": 7},
        {"lanes": 0},
        {"id": []},
        {"box": {}},
    ],
    ids=str,
)
def test_a_changed_slot_is_told_before_anything_is_stretched(world: World, tmp_path: Path, change: dict[str, Any]) -> None:
    """Argon2id needs 8 KiB a lane and 8 bytes of salt; ids are compared. Before, these were errors of Python."""
    said = json.loads(world.slots[0])
    said["slots"][0] |= change
    with pytest.raises(Tampered):
        next(slots.from_bytes(canonical(said)).unlock(make.PASSPHRASE, secrets.token_bytes))
    body = {"format": epochs.FORMAT, "case": said["case"], "made": "2026-03-01", "erasures": 0, "slots": said["slots"]}
    path = tmp_path / "2026Q1.slot"
    path.write_bytes(canonical(body))
    with pytest.raises(Tampered):
        next(epochs.read(path).way_in.unlock(make.PASSPHRASE, secrets.token_bytes))


def test_a_slot_of_a_kind_to_come_is_still_passed_over(world: World, tmp_path: Path) -> None:
    original, _, ring, _ = world.slots
    said = json.loads(original)
    said["slots"].append({"id": "sl_new", "kind": "of the future", "anything": [1]})
    found = slots.from_bytes(canonical(said))
    assert next(found.unlock(make.PASSPHRASE, secrets.token_bytes))._key == ring._key
    found.write(tmp_path)
    found.vouched_by(ring)
    with pytest.raises(WrongPassphrase):
        next(found.unlock("quite another passphrase", secrets.token_bytes))


def test_each_lane_has_its_memory() -> None:
    assert not Cost(8, 1, 2).bearable
    assert Cost(16, 1, 2).bearable
    assert keys.FLOOR.bearable


def test_shares_that_would_take_an_hour_are_none_of_ours() -> None:
    """The exponent stands in each share: 15 means 327 million rounds, by whoever wrote the words down."""
    (made,) = generate_mnemonics(1, [(2, 3)], secrets.token_bytes(32), iteration_exponent=1)
    with pytest.raises(Tampered):
        keys.joined(made[:2])


# --- checkpoints and proofs ------------------------------------------------------------------------------


def written_otherwise(line: str) -> str:
    """A signature line of the same bytes: the last letter of base64 has two bits to spare."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    bare = line.rstrip("\n")
    assert bare.endswith("=")
    other = bare[:-2] + letters[letters.index(bare[-2]) ^ 1] + "="
    assert base64.b64decode(other.split(" ")[2]) == base64.b64decode(bare.split(" ")[2])
    return other + "\n"


def test_a_signature_has_one_form(world: World) -> None:
    text = world.founder.log.checkpoint(world.founder.device)
    body, _, lines = text.partition("\n\n")
    changed = body + "\n\n" + "".join(map(written_otherwise, lines.splitlines(keepends=True)))
    known = {name: device.public_key for name, device in world.founder.devices().items()}
    assert note.signature_holds(text, known[world.founder.device])
    assert not note.signature_holds(changed, known[world.founder.device])
    assert note.cosigners(changed, known) == {}
    with pytest.raises(Tampered):
        proofs.read_proof({**json.loads(world.proof), "checkpoint": changed})


def test_a_disclosure_pack_with_a_signature_written_otherwise_does_not_verify(world: World) -> None:
    files = unzipped(world.disclosed)
    said = json.loads(files["disclosure.json"])
    body, _, lines = said["checkpoints"][0].partition("\n\n")
    said["checkpoints"][0] = body + "\n\n" + "".join(map(written_otherwise, lines.splitlines(keepends=True)))
    with pytest.raises(Tampered):
        check_disclosure(zipped({**files, "disclosure.json": canonical(said)}))


def test_half_a_character_in_a_checkpoint_is_an_error_of_ours(world: World, tmp_path: Path) -> None:
    """JSON can say half of a pair; no UTF-8 file can."""
    said = json.loads(world.proof)
    said["checkpoint"] = said["checkpoint"].replace("/dv_", "/\ud800v_")
    path = tmp_path / "p.proof"
    path.write_text(json.dumps(said), encoding="ascii")
    with pytest.raises(Tampered):
        proving.verify_proof(path)


def test_a_proof_nested_without_end_is_an_error_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "p.proof"
    path.write_text('{"format":' + "[" * 200_000, encoding="ascii")
    with pytest.raises(Tampered):
        proving.verify_proof(path)


# --- events ----------------------------------------------------------------------------------------------

FIELDS = {"id": "ev_x", "device": "dv_x", "seq": 1, "kind": "test.note", "day": "2026-03-01"}
BODY = {"at": make.T0.isoformat(), "by": "p_a", "turn": 3, "schema": 2, "data": None}


@pytest.mark.parametrize(
    "change",
    [
        {"at": "2026-03-01T09:30:00"},
        {"at": "0001-01-01T00:00:00+14:00"},
        {"turn": 1e300},
        {"turn": True},
        {"turn": "3"},
        {"schema": 2.5},
        {"schema": None},
        {"by": None},
        {"by": {}},
    ],
    ids=str,
)
def test_an_odd_body_is_told_as_such(change: dict[str, Any]) -> None:
    """A time without its zone cannot be compared with another, a turn of 300 digits not be kept: neither is an event."""
    assert events._opened(FIELDS, BODY).event.at == make.T0
    with pytest.raises(Tampered):
        events._opened(FIELDS, {**BODY, **change})


@pytest.mark.parametrize(
    ("change", "error"), [({"v": "1"}, Tampered), ({"v": True}, Tampered), ({"seq": True}, Tampered), ({"v": 2}, NewerCasefile)]
)
def test_a_header_has_numbers_where_numbers_stand(change: dict[str, Any], error: type[Exception]) -> None:
    whole = {**FIELDS, "v": 1, "prev": events.FIRST, "key": events.KEY_ID, "sha256": "0" * 64}
    assert events.header_fields(canonical(whole)) == whole
    with pytest.raises(error):
        events.header_fields(canonical({**whole, **change}))


@pytest.mark.parametrize(
    "data",
    [
        [],
        {"heads": []},
        {"heads": {"dv_x": []}},
        {"heads": {"dv_x": {"size": "7", "root": "00" * 32}}},
        {"heads": {"dv_x": {"size": 7, "root": None}}},
        {"forked": [1]},
        {"forked": {"dv_x": 1}},
        {"applied": 5},
        {"applied": [{}]},
    ],
    ids=str,
)
def test_what_a_member_says_of_its_merges_stops_no_bundle(world: World, data: Any) -> None:
    """Whoever sends a bundle looks up what its receivers said they have: an odd saying is refused when it comes."""
    case, other = world.founder, world.colleague
    body = {**BODY, "turn": 10_000, "data": data}
    with undone(case):
        merged = fed_lines(case, _signed(other, "bundle.merged", canonical(body)))
        assert [refused.device for refused in merged.refused] == [other.device]
        assert [sending.known_by(case, device) for device in case.devices().values()]
        assert list(sending.lines(case, {}))
    with undone(case):
        true = {"heads": {case.device: {"size": 3, "root": "00" * 32}}, "forked": {}, "applied": []}
        merged = fed_lines(case, _signed(other, "bundle.merged", canonical({**body, "data": true})))
        assert merged.taken == {other.device: 1}


ERASED = {"events": [], "vault": [], "blobs": [], "reason": "withdrawn"}
CONSENT = {"subject": "R1", "purpose": "public_named", "until": None, "withdrawn": None}


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("consent.given", CONSENT, {"until": "tomorrow"}),
        ("consent.given", CONSENT, {"purpose": "any"}),
        ("consent.given", CONSENT, {"document": []}),
        ("conflict.settled", {"events": ["ev_x"]}, {"events": 5}),
        ("intake.keyed", {"key": "00" * 32}, {"key": "00"}),
        ("report.erased", ERASED, {"vault": "all"}),
        ("report.erased", ERASED, {"reason": None}),
        ("report.erased", ERASED, {"events": [{"id": None, "turn": None}]}),
        ("release.checked", {"id": "rl_x"}, {"statements": 5}),
        ("release.projected", {"entry": {}}, {"entry": None}),
        ("bundle.merged", {"heads": {}}, {"heads": None}),
    ],
)
def test_an_odd_body_of_a_colleague_stops_nobody(world: World, kind: str, good: dict[str, Any], bad: dict[str, Any]) -> None:
    """Consent, the erasures, the conflicts and the releases are read by everybody, at every step."""
    with undone(world.founder):
        body = {**BODY, "turn": 10_000, "data": good}
        assert fed_lines(world.founder, _signed(world.colleague, kind, canonical(body))).taken
    with undone(world.founder):
        body = {**BODY, "turn": 10_000, "data": {**good, **bad}}
        merged = fed_lines(world.founder, _signed(world.colleague, kind, canonical(body)))
        assert [refused.device for refused in merged.refused] == [world.colleague.device]


def test_a_decision_may_leave_out_what_it_does_not_say(world: World) -> None:
    """``field``, ``value`` and the rest have defaults; the list of conflicts asked for each by name."""
    said = {"id": "de_x", "statement": "st_x", "verdict": "accept", "by": "p_b", "at": make.T0.isoformat()}
    with undone(world.founder):
        body = {**BODY, "turn": 10_000, "data": said}
        assert fed_lines(world.founder, _signed(world.colleague, "decision.made", canonical(body))).taken
        assert conflicts.conflicts(world.founder) is not None


def test_what_an_earlier_release_shows_is_read_or_nothing_is_released(world: World) -> None:
    """Passed over, it could be completed by the next release."""
    with undone(world.founder):
        world.founder.append("release.projected", {"id": "rl_x", "entry": {}}, by="p_a")
        with pytest.raises(Tampered, match="earlier release"):
            remembering.remembered(world.founder)


def test_a_time_without_its_zone_is_refused_in_a_merge(world: World) -> None:
    case, body = world.founder, {**BODY, "turn": 10_000, "at": "2026-03-01T09:30:00"}
    with undone(case):
        assert fed_lines(case, _signed(world.colleague, "test.note", canonical(body))).refused
        assert max(event.at for event in case.events()) < dt.datetime.now(dt.UTC).replace(year=9000)


# --- joining -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change", [{"case": "\0"}, {"case": "ca_x"}, {"founder": ""}, {"founder": "dv x"}, {"case": 7}, {"founder": "../a"}]
)
def test_an_invitation_names_ids_and_nothing_else(world: World, tmp_path: Path, change: dict[str, Any]) -> None:
    said = json.loads(world.invitation)
    assert joining.invited_by(said).id == world.founder.device
    with pytest.raises(Tampered):
        teams.join(tmp_path / "x.case", {**said, **change})
    assert not list(tmp_path.glob("*.case"))
