"""An expert's reader, written from docs/format.md with ``cryptography`` and ``apsw`` alone, agrees with ours."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import apsw
import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from rushlight.casefile import disclosed, disclosure, events, projections, proofs

GOLDEN = Path(__file__).parent / "golden" / "v1"
SAID: dict[str, Any] = json.loads((GOLDEN / "expected.json").read_text(encoding="utf-8"))


MORE = {disclosure.KIND, disclosed.FORMAT, disclosed.CONTENT, disclosed.README, *disclosed.FIELDS, "cosigned"}


def test_every_kind_table_and_field_is_described() -> None:
    described = (Path(__file__).parent.parent.parent / "docs" / "format.md").read_text(encoding="utf-8")
    words = {
        *projections._BY_KIND,
        *events.FIELDS,
        *proofs.FIELDS,
        "vault.opened",
        "ledger",
        "signers",
        "nodes",
        "checkpoints",
        *MORE,
    }
    assert [word for word in sorted(words) if f"`{word}`" not in described and f'"{word}"' not in described] == []


def opened(key: bytes, sealed: bytes, about: bytes) -> bytes:
    return ChaCha20Poly1305(key).decrypt(sealed[:12], sealed[12:], about)


def unpadded(data: bytes) -> bytes:
    return data.rstrip(b"\0")[:-1]


class Expert:
    """Everything that the passphrase opens."""

    def __init__(self, folder: Path) -> None:
        slots = json.loads((folder / "keyslots.json").read_bytes())
        slot = slots["slots"][0]
        wrapped = bytes.fromhex(slot.pop("wrapped"))
        kdf = Argon2id(
            salt=bytes.fromhex(slot["salt"]),
            length=32,
            iterations=slot["passes"],
            lanes=slot["lanes"],
            memory_cost=slot["memory_kib"],
        )
        about = rfc8785.dumps({"case": slots["case"], "format": slots["format"], "slot": slot})
        self.case = slots["case"]
        self.case_key = opened(kdf.derive(SAID["passphrase"].encode()), wrapped, about)
        self.db = apsw.Connection(str(folder / "vault.db"))
        self.db.execute("PRAGMA cipher = 'chacha20'")
        self.db.execute(f"PRAGMA key = 'raw:{self.subkey('database').hex()}'")

    def subkey(self, use: str) -> bytes:
        return HKDF(SHA256(), 32, salt=self.case.encode(), info=f"rushlight/1 {use}".encode()).derive(self.case_key)

    def body(self, header: dict[str, Any], sealed: bytes, wrapped: bytes) -> dict[str, Any]:
        key = opened(self.subkey("events"), wrapped, b"rushlight/1 data key of " + header["id"].encode())
        assert sealed[:32] == hashlib.sha256(b"rushlight/1 data key commitment\n" + key).digest()
        about = rfc8785.dumps({k: v for k, v in header.items() if k != "sha256"})
        return json.loads(unpadded(opened(key, sealed[32:], about)))


@pytest.fixture(scope="module")
def expert(tmp_path_factory: pytest.TempPathFactory):
    expert = Expert(shutil.copytree(GOLDEN / "example.case", tmp_path_factory.mktemp("expert") / "x.case"))
    yield expert
    expert.db.close()


def merkle(leaves: list[bytes]) -> bytes:
    if len(leaves) == 1:
        return hashlib.sha256(b"\0" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\1" + merkle(leaves[:split]) + merkle(leaves[split:])).digest()


def test_the_log_can_be_read_and_checked_from_the_description(expert: Expert) -> None:
    previous, leaves, bodies, public_key = "0" * 64, [], [], None
    for row in expert.db.execute("SELECT header, signature, sealed, wrapped_key FROM events ORDER BY seq"):
        raw, signature, sealed, wrapped = row
        header = json.loads(raw)
        assert rfc8785.dumps(header) == raw
        assert (header["seq"], header["prev"]) == (len(leaves), previous)
        assert hashlib.sha256(sealed).hexdigest() == header["sha256"]
        body = expert.body(header, sealed, wrapped)
        public_key = public_key or Ed25519PublicKey.from_public_bytes(bytes.fromhex(body["data"]["public_key"]))
        public_key.verify(signature, b"rushlight event 1\n" + raw)
        bodies.append((header["kind"], body))
        leaves.append(raw + b"\n" + signature)
        previous = hashlib.sha256(leaves[-1]).hexdigest()
    assert [kind for kind, _ in bodies] == SAID["kinds"]
    text = next(body["data"]["text"] for kind, body in bodies if kind == "document.added")
    assert text == SAID["text"]
    origin, size, root = SAID["checkpoint"].split("\n")[:3]
    assert origin.split("/")[0] == expert.case
    assert base64.b64decode(root) == merkle(leaves[: int(size)])


def test_the_vault_and_an_original_can_be_read_from_the_description(expert: Expert) -> None:
    sealed = dict(iter(expert.db.execute("SELECT id, sealed FROM vault")))
    names: dict[str, dict[str, str]] = {}
    for record, subject in expert.db.execute("SELECT id, subject FROM sealed_name"):
        assert sealed[record][:1] == b"\1"
        plain = opened(expert.subkey("vault"), sealed[record][1:], record.encode())
        names.setdefault(subject, {}).update(json.loads(unpadded(plain)))
    assert names == SAID["names"]
    blob, wrapped = expert.db.execute("SELECT id, wrapped_key FROM original").fetchall()[0]
    key = opened(expert.subkey("events"), bytes.fromhex(wrapped), b"rushlight/1 data key of " + blob.encode())
    (stored,) = expert.db.execute("SELECT sealed FROM blobs WHERE id = ?", (blob,)).fetchall()[0]
    assert unpadded(opened(key, stored[32:], blob.encode())) == SAID["text"].encode()
