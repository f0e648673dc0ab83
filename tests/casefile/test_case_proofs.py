"""Proofs that need no casefile, and the checkpoints they lead to."""

from __future__ import annotations

import base64
import copy
import hashlib
import json
import random
import secrets
from pathlib import Path
from typing import Any

import making_casefile as make
import pytest

from rushlight.casefile import check_proof, note, read_proof
from rushlight.casefile.events import Place, build
from rushlight.casefile.keys import new_keyring
from rushlight.casefile.tree import leaf_hash
from rushlight.errors import CasefileError, Tampered

MANIFEST = {"id": "rl_1", "files": [{"name": "counts.csv", "sha256": hashlib.sha256(b"x").hexdigest()}]}


@pytest.fixture(scope="module")
def proof(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    with make.new_case(tmp_path_factory.mktemp("proof") / "a.case") as case:
        make.fill(case)
        event = case.add_release("published", MANIFEST, by="p_b")
        for n in range(5):
            case.append("test.note", {"n": n}, by="p_a")
        return case.prove(event.id)


def test_a_proof_gives_the_body_and_survives_a_file(proof: dict[str, Any]) -> None:
    assert check_proof(json.loads(json.dumps(proof))) == MANIFEST
    proven = read_proof(proof)
    assert (proven.event.kind, proven.event.at, proven.event.by) == ("release.published", make.T0, "p_b")
    assert proven.checkpoint.size == proven.event.seq + 6


def test_every_event_can_be_proven_at_every_size(tmp_path: Path) -> None:
    with make.new_case(tmp_path / "a.case") as case:
        for size in range(9):
            case.append("test.note", {"n": size}, by="p_a")
            for event in case.events()[1:]:
                assert check_proof(case.prove(event.id)) == {"n": event.seq - 1}
        with pytest.raises(CasefileError):
            case.prove("ev_none")


def changes(proof: dict[str, Any]) -> list[dict[str, Any]]:
    """The proof with one character of one part exchanged, a part missing, a part of a wrong kind."""
    chance, out = random.Random(5), []
    for name, part in proof.items():
        for other in (None, 7, [], {}, "", part[:-1]):
            out.append({**proof, name: other})
        out.append({k: v for k, v in proof.items() if k != name})
        for _ in range(60):
            changed = copy.deepcopy(proof)
            holder, key = (changed[name], chance.randrange(len(part))) if isinstance(part, list) else (changed, name)
            at = chance.randrange(len(holder[key]))
            letter = chance.choice("0123456789abcdefABCDEF=+ \n")
            holder[key] = holder[key][:at] + letter + holder[key][at + 1 :]
            out.append(changed)
    return [changed for changed in [*out, {**proof, "more": 1}, {}, {"format": "rushlight-proof/2"}] if changed != proof]


def test_no_changed_proof_holds(proof: dict[str, Any]) -> None:
    tried = changes(proof)
    assert len(tried) > 400
    for changed in tried:
        with pytest.raises(Tampered):
            check_proof(changed)


def test_a_proof_of_one_event_opens_no_other(proof: dict[str, Any], tmp_path: Path) -> None:
    with make.new_case(tmp_path / "a.case") as case:
        one = case.prove(case.append("test.note", {"n": 1}, by="p_a").id)
        two = case.prove(case.append("test.note", {"n": 2}, by="p_a").id)
    for name in one.keys() - {"format", "public_key"}:
        with pytest.raises(Tampered):
            check_proof({**two, name: one[name]})


def test_one_body_cannot_be_disclosed_under_two_keys() -> None:
    """ChaCha20-Poly1305 does not commit to its key by itself; the commitment in the sealed bytes does."""
    ring = new_keyring("ca_x", secrets.token_bytes)
    ring.new_device("dv_x")
    place = Place("dv_x", 0, "0" * 64, 0)
    stored = build(ring, place, "ev_1", "test.note", {"n": 1}, at=make.T0, by="p_a", schema=1)
    key = ring.disclose(stored.wrapped_key, "ev_1")
    assert stored.sealed[:32] == hashlib.sha256(b"rushlight/1 data key commitment\n" + key).digest()


def test_the_note_has_the_c2sp_form() -> None:
    ring = new_keyring("ca_x", secrets.token_bytes)
    public_key, _, _ = ring.new_device("dv_x")
    signed = note.sign(note.Checkpoint("ca_x", "dv_x", 3, leaf_hash(b"")), ring, public_key)
    lines = signed.split("\n")
    assert lines[:4] == ["ca_x/dv_x", "3", base64.b64encode(leaf_hash(b"")).decode(), ""]
    dash, name, encoded = lines[4].split(" ")
    assert (dash, name, lines[5:]) == ("—", "ca_x/dv_x", [""])
    assert base64.b64decode(encoded)[:4] == hashlib.sha256(b"ca_x/dv_x\n\x01" + public_key).digest()[:4]
    assert note.signature_holds(signed, public_key)
    assert note.signature_holds(signed.replace("\n", "\r\n"), public_key)


def test_a_witness_may_sign_too() -> None:
    ring = new_keyring("ca_x", secrets.token_bytes)
    public_key, _, _ = ring.new_device("dv_x")
    signed = note.sign(note.Checkpoint("ca_x", "dv_x", 3, leaf_hash(b"")), ring, public_key)
    body, _, signatures = signed.partition("\n\n")
    assert note.signature_holds(f"{body}\n\n— witness.example AAAABBBB\n{signatures}", public_key)
    assert not note.signature_holds(f"{body}\n\n— witness.example AAAABBBB\n", public_key)


def test_a_note_of_the_published_form_is_checked() -> None:
    """The example note of golang.org/x/mod/sumdb/note: PeterNeumann's key and signature."""
    from rushlight.casefile.keys import signed_by

    key = base64.b64decode("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
    signature = base64.b64decode("x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=")
    assert hashlib.sha256(b"PeterNeumann\n" + key).digest()[:4] == signature[:4] == bytes.fromhex("c74f20a3")
    assert signed_by(key[1:], signature[4:], text.encode())
