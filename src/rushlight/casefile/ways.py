"""The ways into a casefile: who can open it, and how that is changed. No way is taken before another one holds.

A way that is taken away here opens nothing any more in this folder. Somebody who kept an old copy of ``keyslots.json`` and
knows its passphrase still has the same case key: a new one (``Casefile.rekey``) shuts that copy out too.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rushlight.casefile import files, keys, slots
from rushlight.casefile.casefile import Casefile
from rushlight.casefile.keys import Cost
from rushlight.casefile.slots import PASSPHRASE, RECOVERY, Slots
from rushlight.errors import CasefileError, MisuseError

CHANGED = "way_in.changed"
"""The event of every change: what was done, a code, and by whom. No secret, and no slot's id."""

LEFT_BEHIND = (slots.FILE + ".new", slots.FILE + files.OLD)
"""Files that a cut-off write of the slots may leave."""


@dataclass(frozen=True, slots=True)
class WayIn:
    """One way in, as far as it can be told without opening it. ``needed`` and ``shares`` are of recovery shares only."""

    id: str
    kind: str
    memory_mib: int = 0
    needed: int = 0
    shares: int = 0


@dataclass(frozen=True, slots=True)
class Travelling:
    """What travel mode left: how many of how many shares open the casefile now. ``new_key``: whether it has a new case key.

    Without a new key (the disk had no room) somebody who gets at an older copy of the slots, and at a passphrase, opens it.
    """

    case: Casefile
    needed: int
    shares: int
    taken: int
    new_key: bool


def ways_in(folder: Path) -> tuple[WayIn, ...]:
    """Every way in, read from the slot file; no secret is needed. Raises CasefileError, Tampered."""
    return tuple(map(_described, slots.read(folder).slots))


def add_passphrase(case: Casefile, passphrase: str, *, by: str, cost: Cost | None = None, why: str = "added") -> str:
    """A further passphrase; gives its slot's id. The others stay. Raises MisuseError for one that is too short."""
    return _changed(case, passphrase, (), why, by, cost)


def change_passphrase(case: Casefile, passphrase: str, *, by: str, cost: Cost | None = None) -> str:
    """A new passphrase in place of the one that this casefile was opened with; gives its slot's id."""
    return _changed(case, passphrase, (case._ring.opened_slot,), "changed", by, cost)


def opened_by(case: Casefile, passphrase: str) -> str:
    """The id of the slot that this passphrase opens, of the casefile as it is open now. Raises WrongPassphrase.

    Takes as long as opening it: a guess here is no cheaper than one at the door.
    """
    held = slots.read_vouched(case.folder, case._ring)
    return next(held.unlock(passphrase, case._randomness)).opened_slot


def replace_passphrase(case: Casefile, current: str, new: str, *, by: str, cost: Cost | None = None) -> str:
    """``new`` in place of ``current``, whichever one the casefile was opened with; gives the new slot's id.

    Raises WrongPassphrase when ``current`` opens nothing, MisuseError for a new one that is too short.
    """
    return _changed(case, new, (opened_by(case, current),), "changed", by, cost)


def _changed(case: Casefile, passphrase: str, without: tuple[str, ...], why: str, by: str, cost: Cost | None) -> str:
    made = slots.passphrase_slot(case._ring, case.id, passphrase, cost or keys.calibrated(), case._randomness)
    held = slots.read_vouched(case.folder, case._ring)
    log(case, f"passphrase_{why}", by)
    for slot in without:
        if _kind(held, slot) == PASSPHRASE:
            held = held.without_id(slot)
    held.with_slot(made).write(case.folder, destroy=bool(without))
    return str(made["id"])


def remove(case: Casefile, slot: str, *, by: str) -> None:
    """Take a way in away. Raises MisuseError where no passphrase would be left, or for the recovery shares.

    Passphrases are all taken away by ``travel`` only, which first makes sure that somebody holds the shares.
    """
    held = slots.read_vouched(case.folder, case._ring)
    kind = _kind(held, slot)
    if kind is None:
        raise MisuseError("the casefile has no such way in", where=slot, hint="'rushlight ways-in CASE' lists them")
    if kind == RECOVERY:
        raise MisuseError("recovery shares are replaced, not removed", hint="make new ones with 'rushlight shares CASE'")
    left = held.without_id(slot)
    if not left.has(PASSPHRASE):
        raise MisuseError("this is the last passphrase", hint="change it, or travel: 'rushlight travel CASE'")
    log(case, f"{kind}_removed" if kind == PASSPHRASE else "other_removed", by)
    left.write(case.folder, destroy=True)


def travel(case: Casefile, *, by: str) -> Travelling:
    """Take every way in away but the recovery shares, and give the casefile a new key.

    Whoever carries it then cannot open it, whatever they are made to say. Raises MisuseError where nobody confirmed
    recovery shares, or where this was opened with them and no passphrase is left to take.
    """
    held = slots.read_vouched(case.folder, case._ring)
    recovery = next((slot for slot in held.slots if slot.get("kind") == RECOVERY), None)
    if recovery is None or not case.set_up:
        raise MisuseError(
            "nobody holds confirmed recovery shares: the casefile could never be opened again",
            hint="make them first with 'rushlight shares CASE'",
        )
    log(case, "travel", by)
    taken, way = len(held.slots) - 1, _described(recovery)
    Slots(held.case, (recovery,)).write(case.folder, destroy=True)
    try:
        case, _ = case.rekey()
    except CasefileError:
        return Travelling(case, way.needed, way.shares, taken, new_key=False)
    return Travelling(case, way.needed, way.shares, taken, new_key=True)


def panic(folder: Path) -> None:
    """Destroy the slot file, so that nothing opens this folder any more. Ask nobody; needs no passphrase.

    Other copies (backups, bundles, a colleague's device) are not reached. Raises CasefileError when a file is still there.
    """
    there, failed = False, False
    for path in (folder / name for name in (slots.FILE, *LEFT_BEHIND)):
        there = there or path.exists()
        try:
            files.shred(path)
        except CasefileError:  # it cannot be overwritten: then at least its name goes
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        failed = failed or path.exists()
    if failed:
        raise CasefileError(
            "the key slots could not be removed",
            where=str(folder / slots.FILE),
            hint="is the medium write-protected? destroy it",
        )
    if not there:
        raise CasefileError(
            "there are no key slots here", where=str(folder), hint="they were destroyed, or this is no casefile"
        )


def _described(slot: dict[str, Any]) -> WayIn:
    """What a slot says of itself; a damaged one shows zeros, opening it says more."""

    def number(name: str) -> int:
        value = slot.get(name)
        return value if isinstance(value, int) else 0

    kind = str(slot.get("kind"))
    return WayIn(str(slot.get("id")), kind, number("memory_kib") >> 10, number("threshold"), number("shares"))


def _kind(held: Slots, slot: str) -> str | None:
    return next((str(s.get("kind")) for s in held.slots if s.get("id") == slot), None)


def log(case: Casefile, what: str, by: str) -> None:
    """Write down that a way in was changed: also while the shares are unconfirmed, when nothing else is taken in."""
    case.log.append(CHANGED, {"what": what}, at=case._now(), by=by)
