"""``keyslots.json``: the ways in. A slot is a box that a secret opens; the same case key lies in each.

``passphrase``: the secret is stretched from words. ``recovery``: the secret is in shares, k of n people. Because a box can be
closed by anybody who has its public key, a new case key can be put into every slot without anybody typing anything.
A slot of a kind we do not know is kept as it is and passed over.

For the same reason a slot is given a key only where it is vouched for with the case key: whoever had the folder in hand for a
minute, and no key, could have added a box of their own.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rushlight.casefile import keys, layouts
from rushlight.casefile.canonical import canonical, from_hex, parse
from rushlight.casefile.files import read_at_most, write_whole
from rushlight.casefile.keys import Cost, Keyring
from rushlight.casefile.words import SHORTEST
from rushlight.errors import CasefileError, MisuseError, NewerCasefile, Tampered, WrongPassphrase
from rushlight.record import Randomness, new_id

FORMAT = "rushlight-case/1"
FILE = "keyslots.json"
COLLECTOR = "collector.json"
"""What a collector's folder has in place of slots (``collecting``)."""
LARGEST = 1 << 20
PASSPHRASE, RECOVERY = "passphrase", "recovery"
VOUCHED = "vouched"
"""A slot's field that only a holder of the case key can write, and the row of ``meta`` that says every slot has it."""

Slot = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Slots:
    """The content of the file: the casefile's random id and its slots."""

    case: str
    slots: tuple[Slot, ...]

    def unlock(self, passphrase: str, randomness: Randomness) -> Iterator[Keyring]:
        """The keys behind each slot that opens: one, or, where a change of the case key was cut off half way, two.

        Raises WrongPassphrase when none does, Tampered for a broken slot.
        """
        found = False
        for ring in self._unlocked(passphrase, randomness):
            found = True
            yield ring
        if not found:
            raise WrongPassphrase("no key slot opens with this passphrase", hint=self._hint(passphrase, randomness))

    def _unlocked(self, passphrase: str, randomness: Randomness) -> Iterator[Keyring]:
        stretched: dict[tuple[bytes, Cost], bytes] = {}
        for slot in self._of_kind(PASSPHRASE):
            salt, cost = _salt(slot), _cost(slot)
            if (salt, cost) not in stretched:
                stretched[salt, cost] = keys.stretch(passphrase, salt, cost)
            ring = _opened(slot, self.case, stretched[salt, cost], randomness)
            if ring is not None:
                yield ring

    def recover(self, shares: Sequence[str], randomness: Randomness) -> Iterator[Keyring]:
        """The keys behind the recovery slots that these shares open. Raises MisuseError, WrongPassphrase, Tampered."""
        secret = keys.joined(shares)
        rings = [ring for slot in self._of_kind(RECOVERY) if (ring := _opened(slot, self.case, secret, randomness)) is not None]
        if not rings:
            raise WrongPassphrase(
                "these shares are of another casefile, or were replaced by newer ones",
                hint="'rushlight shares' makes new ones that replace all older ones; nothing was changed",
            )
        yield from rings

    def opened_like(self, ring: Keyring) -> Keyring | None:
        """The keys behind the slot by which ``ring`` was opened, typed by nobody again; None when it is not among these."""
        for slot in self.slots:
            with _readable():
                found = ring.behind(str(slot["id"]), from_hex(slot["wrapped"]), _about(self.case, slot))
            if found is not None:
                return found
        return None

    def carried_over(self, old: Keyring, new: Keyring) -> tuple[Slots, tuple[str, ...]]:
        """The same ways in to a new case key, and the ids of those that had to be left out.

        A slot of format 1 has no box; only the one that was opened this time can be given one.
        """
        made, left = [], []
        for slot in self.vouched_by(old).slots:
            boxed = _with_box(slot, old)
            if boxed is None:
                left.append(str(slot.get("id")))
            else:
                made.append(_filled(boxed, self.case, new))
        return Slots(self.case, tuple(made)), tuple(left)

    def vouched_by(self, ring: Keyring) -> Slots:
        """Those that a holder of this case key made; and those without a box, which never get another key."""
        return Slots(self.case, tuple(slot for slot in self.slots if _is_vouched(slot, self.case, ring)))

    def adopted(self, ring: Keyring) -> Slots:
        """All of them vouched for: those of a casefile that was made before slots were. Of two with one id, the last."""
        single = {slot.get("id"): slot for slot in self.slots}
        boxed = {name: _with_box(slot, ring) for name, slot in single.items()}
        return Slots(self.case, tuple(_filled(b, self.case, ring) if (b := boxed[name]) else single[name] for name in single))

    @property
    def cut_off(self) -> bool:
        """Whether a change of the case key was cut off half way: then ids are there twice, for the old key and the new."""
        return len({slot.get("id") for slot in self.slots}) < len(self.slots)

    def boxed(self) -> Slots:
        return Slots(self.case, tuple(slot for slot in self.slots if "box" in slot))

    def without(self, kind: str) -> Slots:
        """All slots but those of this kind."""
        return Slots(self.case, tuple(slot for slot in self.slots if slot.get("kind") != kind))

    def without_id(self, slot: str) -> Slots:
        return Slots(self.case, tuple(held for held in self.slots if held.get("id") != slot))

    def with_slot(self, slot: Slot) -> Slots:
        return Slots(self.case, (*self.slots, slot))

    def write(self, folder: Path, *, destroy: bool = False) -> None:
        """Take the place of the slots that are there; ``destroy`` overwrites those."""
        write_whole(folder / FILE, self.as_bytes(), destroy=destroy)

    def as_bytes(self) -> bytes:
        return canonical({"format": FORMAT, "case": self.case, "slots": list(self.slots)})

    def has(self, kind: str) -> bool:
        return any(self._of_kind(kind))

    def _of_kind(self, kind: str) -> Iterator[Slot]:
        return (slot for slot in self.slots if slot.get("kind") == kind)

    def _hint(self, passphrase: str, randomness: Randomness) -> str:
        """What to try. A passphrase typed on another keyboard layout is told, never taken: the keyboard is still wrong."""
        if self.slots and not self.has(PASSPHRASE):
            return "its passphrases were taken away for travel: 'rushlight recover CASE' opens it with the recovery shares"
        for typed, hint in layouts.readings(passphrase):
            if next(self._unlocked(typed, randomness), None) is not None:
                return hint
        return "mind the spelling and the keyboard layout"


def passphrase_slot(ring: Keyring, case: str, passphrase: str, cost: Cost, randomness: Randomness) -> Slot:
    """A new slot that opens with ``passphrase``."""
    if len(passphrase.strip()) < SHORTEST:
        raise MisuseError("this passphrase is too short", hint="use a generated one of six words")
    salt = randomness(keys.SALT)
    slot: Slot = {
        "id": new_id("sl", randomness),
        "kind": PASSPHRASE,
        "kdf": "argon2id",
        "memory_kib": cost.memory_kib,
        "passes": cost.passes,
        "lanes": cost.lanes,
        "salt": salt.hex(),
        "box": keys.box_key(keys.stretch(passphrase, salt, cost)).hex(),
    }
    return _filled(slot, case, ring)


def recovery_slot(
    ring: Keyring, case: str, threshold: int, shares: int, randomness: Randomness
) -> tuple[Slot, tuple[str, ...]]:
    """A new slot that opens with any ``threshold`` of the shares (mnemonics) that come with it. They are kept nowhere."""
    secret = randomness(keys.SEED)
    slot: Slot = {
        "id": new_id("sl", randomness),
        "kind": RECOVERY,
        "threshold": threshold,
        "shares": shares,
        "box": keys.box_key(secret).hex(),
    }
    return _filled(slot, case, ring), keys.split(secret, threshold, shares)


def _filled(slot: Slot, case: str, ring: Keyring) -> Slot:
    """The slot with the case key in its box, vouched for."""
    with _readable():
        bare = {name: value for name, value in slot.items() if name not in ("wrapped", VOUCHED)}
        vouched = {**bare, VOUCHED: ring.vouched("slot", _about(case, bare))}
        return {**vouched, "wrapped": ring.wrapped_for(from_hex(bare["box"]), _about(case, vouched)).hex()}


def _is_vouched(slot: Slot, case: str, ring: Keyring) -> bool:
    bare = {name: value for name, value in slot.items() if name not in ("wrapped", VOUCHED)}
    return "box" not in slot or slot.get(VOUCHED) == ring.vouched("slot", _about(case, bare))


def _with_box(slot: Slot, ring: Keyring) -> Slot | None:
    """The slot as it is with a box; None where it has none and was not the one that was opened."""
    key = _box(slot) or ring.box_of_the_way_in(str(slot.get("id")))
    return None if key is None else {**slot, "box": key.hex()}


def read(folder: Path) -> Slots:
    """The slots of a casefile. Raises CasefileError, NewerCasefile or Tampered."""
    path = folder / FILE
    try:
        data = read_at_most(path, LARGEST + 1)
    except OSError:
        raise CasefileError("there is no casefile here", where=str(folder), hint=_instead(folder)) from None
    return from_bytes(data)


def read_vouched(folder: Path, ring: Keyring) -> Slots:
    """The slots of an open casefile, without what somebody put there who has not its key. Raises what ``read`` raises."""
    return read(folder).vouched_by(ring)


def _instead(folder: Path) -> str:
    """What to try where no slots are."""
    if not folder.is_dir():
        return "check the path; 'rushlight new' makes a casefile"
    if (folder / COLLECTOR).exists():
        return "this is a collector, which reads nothing back: see 'rushlight collector --help'"
    return f"its {FILE} is missing or unreadable: lost, or destroyed by 'panic'; a backup has one of its own"


def from_bytes(data: bytes) -> Slots:
    """The slots of a slot file's bytes. Raises NewerCasefile or Tampered."""
    check_format(_named_format(data))
    try:
        content = parse(data)
    except Tampered:
        raise Tampered("the key slots were changed by another program", where=FILE, hint="restore a backup") from None
    case, slots = content.get("case"), content.get("slots")
    if not isinstance(case, str) or not isinstance(slots, list) or not all(map(well_formed, slots)):
        raise Tampered("the key slots are not readable", where=FILE)
    return Slots(case, tuple(slots))


def well_formed(slot: object) -> bool:
    """Whether a slot can be told from others, of whatever kind it is."""
    return isinstance(slot, dict) and isinstance(slot.get("id"), str) and isinstance(slot.get("box", ""), str)


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


def _opened(slot: Slot, case: str, secret: bytes, randomness: Randomness) -> Keyring | None:
    with _readable():
        about, wrapped, boxed = _about(case, slot), from_hex(slot["wrapped"]), "box" in slot
        return keys.unlock_secret(str(slot["id"]), secret, wrapped, about, case, randomness, boxed=boxed)


def _salt(slot: Slot) -> bytes:
    with _readable():
        salt = from_hex(slot["salt"])
        if len(salt) != keys.SALT:
            raise ValueError
        return salt


def _cost(slot: Slot) -> Cost:
    with _readable():
        cost = Cost(int(slot["memory_kib"]), int(slot["passes"]), int(slot["lanes"]))
        if slot["kdf"] != "argon2id" or not cost.bearable:
            raise ValueError
        return cost


def _box(slot: Slot) -> bytes | None:
    with _readable():
        return from_hex(slot["box"]) if "box" in slot else None


@contextlib.contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except (KeyError, TypeError, ValueError):
        raise Tampered("a key slot is not readable", where=FILE) from None
