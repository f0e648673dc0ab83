"""A proof of one event that needs no casefile: header, signature, body, its data key, and the way to the checkpoint.

``check_proof`` is a pure function over the proof. What it shows: the device that signed the checkpoint
also signed this event, and had it in its log, unchanged, when the checkpoint was made. What it does not
show: whose device it is, and that its clock was right. Compare the public key with one you were given.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Any

from rushlight.casefile import events, note, tree
from rushlight.casefile.canonical import Json, from_hex
from rushlight.casefile.events import Event, Stored
from rushlight.casefile.keys import Keyring
from rushlight.casefile.log import Log
from rushlight.errors import Tampered

FORMAT = "rushlight-proof/1"
FIELDS = frozenset({"format", "checkpoint", "public_key", "header", "signature", "sealed", "data_key", "inclusion"})


@dataclass(frozen=True, slots=True)
class Proven:
    """What a proof shows: the event (when, by whom), its body, the checkpoint, the key to compare (hex)."""

    event: Event
    body: Any
    checkpoint: note.Checkpoint
    public_key: str


def prove(log: Log, ring: Keyring, event_id: str, checkpoint: str | None = None) -> Json:
    """The proof of an event under a checkpoint of its device (the latest). Raises CasefileError for one unknown or erased."""
    stored = log.stored(event_id)
    log.open(stored)  # what was erased, or does not open, cannot be shown
    fields = stored.fields
    device = fields["device"]
    checkpoint = checkpoint or log.checkpoint(device)
    path = tree.inclusion(fields["seq"], note.read(checkpoint).size, log.fetch(device))
    return {
        "format": FORMAT,
        "checkpoint": checkpoint,
        "public_key": log.public_key_of(device).hex(),
        "header": stored.header.decode(),
        "signature": stored.signature.hex(),
        "sealed": base64.b64encode(stored.sealed).decode(),
        "data_key": ring.disclose(stored.wrapped_key, event_id).hex(),
        "inclusion": [step.hex() for step in path],
    }


def check_proof(proof: Json) -> Any:
    """The event's body, as it was given to ``append``. Raises Tampered when anything does not agree."""
    return read_proof(proof).body


def read_proof(proof: Json) -> Proven:
    """All that a proof shows. Raises Tampered when anything does not agree."""
    stored, data_key, public_key, path = _parts(proof)
    checkpoint = note.read(proof["checkpoint"])
    fields = stored.fields
    if not note.signature_holds(proof["checkpoint"], public_key):
        raise Tampered("the checkpoint is not signed with this key")
    if fields["device"] != checkpoint.device:
        raise Tampered("the event is of another device than the checkpoint")
    if not events.signature_holds(stored, public_key):
        raise Tampered("the event is not signed with this key")
    if tree.root_from_inclusion(stored.leaf, fields["seq"], checkpoint.size, path) != checkpoint.root:
        raise Tampered("the event is not in the log of this checkpoint")
    if not events.body_hash_holds(stored):
        raise Tampered("the body is not the one that was signed")
    opened = events.open_disclosed(stored, data_key)
    return Proven(opened.event, opened.data, checkpoint, public_key.hex())


def _parts(proof: Json) -> tuple[Stored, bytes, bytes, list[bytes]]:
    if not isinstance(proof, dict) or proof.get("format") != FORMAT or proof.keys() != FIELDS:
        raise Tampered("this is no proof of a format we know", hint=f"expected format {FORMAT}")
    try:
        sealed = base64.b64decode(proof["sealed"], validate=True)
        stored = Stored(proof["header"].encode(), from_hex(proof["signature"]), sealed, b"")
        path = [from_hex(step) for step in proof["inclusion"]]
        if note.plain(proof["checkpoint"]) != proof["checkpoint"] or base64.b64encode(sealed).decode() != proof["sealed"]:
            raise ValueError
        return stored, from_hex(proof["data_key"]), from_hex(proof["public_key"]), path
    except (ValueError, TypeError, AttributeError, binascii.Error):
        raise Tampered("the proof is not readable") from None
