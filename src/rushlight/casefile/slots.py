"""``keyslots.json``: the ways in. Each slot wraps the same case key; today's kind is ``passphrase``.

Kinds to come (recovery shares, a keychain) are further entries of the same list; a slot of a kind
we do not know is kept as it is and passed over.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rushlight.casefile import keys
from rushlight.casefile.canonical import canonical, from_hex, parse
from rushlight.casefile.files import write_whole
from rushlight.casefile.keys import Cost, Keyring
from rushlight.casefile.words import SHORTEST
from rushlight.errors import CasefileError, MisuseError, NewerCasefile, Tampered, WrongPassphrase
from rushlight.record import Randomness, new_id

FORMAT = "rushlight-case/1"
FILE = "keyslots.json"
LARGEST = 1 << 20
Slot = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Slots:
    """The content of the file: the casefile's random id and its slots."""

    case: str
    slots: tuple[Slot, ...]

    def unlock(self, passphrase: str, randomness: Randomness) -> Keyring:
        """The keys behind the first slot that opens. Raises WrongPassphrase, or Tampered for a broken slot."""
        for slot in self.slots:
            if slot.get("kind") == "passphrase":
                ring = _unlocked(slot, self.case, passphrase, randomness)
                if ring is not None:
                    return ring
        raise WrongPassphrase("no key slot opens with this passphrase", hint="mind the spelling and the keyboard layout")

    def write(self, folder: Path) -> None:
        write_whole(folder / FILE, canonical({"format": FORMAT, "case": self.case, "slots": list(self.slots)}))


def passphrase_slot(ring: Keyring, case: str, passphrase: str, cost: Cost, randomness: Randomness) -> Slot:
    """A new slot that opens with ``passphrase``."""
    if len(passphrase.strip()) < SHORTEST:
        raise MisuseError("this passphrase is too short", hint="use a generated one of six words")
    salt = randomness(keys.SALT)
    slot: Slot = {
        "id": new_id("sl", randomness),
        "kind": "passphrase",
        "kdf": "argon2id",
        "memory_kib": cost.memory_kib,
        "passes": cost.passes,
        "lanes": cost.lanes,
        "salt": salt.hex(),
    }
    return {**slot, "wrapped": ring.wrapped_by_passphrase(passphrase, salt, cost, _about(case, slot)).hex()}


def read(folder: Path) -> Slots:
    """The slots of a casefile. Raises CasefileError, NewerCasefile or Tampered."""
    path = folder / FILE
    try:
        data = path.read_bytes()[: LARGEST + 1]
    except OSError:
        raise CasefileError(
            "there is no casefile here", where=str(folder), hint=f"its {FILE} is missing or unreadable"
        ) from None
    check_format(_named_format(data))
    try:
        content = parse(data)
    except Tampered:
        raise Tampered("the key slots were changed by another program", where=FILE, hint="restore a backup") from None
    case, slots = content.get("case"), content.get("slots")
    if not isinstance(case, str) or not isinstance(slots, list) or not all(isinstance(s, dict) for s in slots):
        raise Tampered("the key slots are not readable", where=FILE)
    return Slots(case, tuple(slots))


def _named_format(data: bytes) -> object:
    """The format a slot file names. Looked at before the form we write: a newer rushlight may write another."""
    try:
        content = json.loads(data) if len(data) <= LARGEST else None
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict):
        raise Tampered("the key slots are not readable", where=FILE, hint="restore a backup")
    return content.get("format")


def check_format(name: object) -> None:
    """Refuse formats that are newer than ours, or none at all."""
    match = re.fullmatch(r"rushlight-case/([0-9]{1,6})", name if isinstance(name, str) else "")
    if not match:
        raise Tampered("the casefile names no format we know", where=FILE)
    if int(match[1]) > int(FORMAT.rpartition("/")[2]):
        raise NewerCasefile("the casefile was written by a newer rushlight", hint="update rushlight, then open it again")


def _about(case: str, slot: Slot) -> bytes:
    """All that a slot says of itself is bound to the key it wraps."""
    return canonical({"case": case, "format": FORMAT, "slot": {k: v for k, v in slot.items() if k != "wrapped"}})


def _unlocked(slot: Slot, case: str, passphrase: str, randomness: Randomness) -> Keyring | None:
    try:
        cost = Cost(int(slot["memory_kib"]), int(slot["passes"]), int(slot["lanes"]))
        if slot["kdf"] != "argon2id" or cost.memory_kib > keys.MOST_MEMORY_KIB or cost.passes > 64 or cost.lanes > 64:
            raise ValueError
        salt, wrapped = from_hex(slot["salt"]), from_hex(slot["wrapped"])
        return keys.unlock(passphrase, salt, cost, wrapped, _about(case, slot), case, randomness)
    except (KeyError, TypeError, ValueError):
        raise Tampered("a key slot is not readable", where=FILE) from None
