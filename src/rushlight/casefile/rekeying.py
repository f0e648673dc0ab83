"""A new case key: the whole casefile written anew under it, and the old key gone with its slots.

After an erasure, a lost laptop or a colleague's leaving. Nothing signed changes: events, hashes and roots stay; only the
database's own key and the wrapping of the data keys are new. Killed at any moment, the casefile opens: until the new
database has taken the old one's name, the slots hold both keys.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from rushlight.casefile import slots
from rushlight.casefile.database import FILE, Database, has_log
from rushlight.casefile.files import check_room, flush_folder, replacing, shred_leftovers
from rushlight.casefile.keys import Keyring
from rushlight.casefile.places import PLACE
from rushlight.errors import CasefileError, Tampered
from rushlight.parts import Parts, Tell, at_once, scaled

NEXT = FILE + ".next"
COPIED, WRAPPED_ANEW, IN_ALL = 150, 900, 1000
"""How much is done when the database is copied; how much of a new key when it stands in the copy; of how much."""
T = TypeVar("T")
WRAPPED = ("events", "vault", "forks", "waiting", "waiting_vault", "requests")
"""Tables whose rows have a data key beside them, wrapped under the case key."""


def rekey(folder: Path, db: Database, ring: Keyring) -> tuple[Keyring, tuple[str, ...]]:
    """``rekey_parts`` here and now."""
    return at_once(rekey_parts(folder, db, ring))


def rekey_parts(folder: Path, db: Database, ring: Keyring) -> Parts[tuple[Keyring, tuple[str, ...]]]:
    """Write the casefile anew under a new case key and close ``db``; gives the new keys, and the slots that were lost.

    A slot that cannot be carried over (see ``slots.carried_over``) opens nothing any more. Raises CasefileError, and the
    casefile is as it was, also where it is ended early. Nobody may look at the casefile in between.
    """
    way_in = _known(folder, db, ring)
    new = ring.successor()
    carried, left = way_in.carried_over(ring, new)
    yield from copy_parts(folder, db, ring, new, lambda: None, WRAPPED_ANEW)
    slots.Slots(way_in.case, (*way_in.slots, *carried.slots)).write(folder, destroy=True)
    db.settle()
    db.close()
    _require_whole(folder / FILE)  # a log of the old database would be taken for the new one's
    _take_the_name(folder)
    carried.write(folder, destroy=True)
    return new, left


def copy_under(folder: Path, db: Database, ring: Keyring, new: Keyring) -> Path:
    """The whole database as ``vault.db.next`` under the keys of ``new`` (or the same); a failure leaves nothing of it."""
    return at_once(copy_parts(folder, db, ring, new, lambda: folder / NEXT))


def copy_parts(
    folder: Path, db: Database, ring: Keyring, new: Keyring, as_it_was: Callable[[], T], wrapped: int = COPIED
) -> Parts[T]:
    """``copy_under`` in parts; gives what ``as_it_was`` finds in the state of the casefile that was copied.

    ``wrapped``: how much is done, of ``IN_ALL``, when every data key is wrapped anew.
    """
    check_room(folder, (folder / FILE).stat().st_size)
    _discard(folder / NEXT)
    try:
        fresh = Database(folder / NEXT, new.database_pragma())
        try:
            for done, total in db.copy_steps(fresh):
                if done < total:
                    yield COPIED * done // total, IN_ALL
            state = as_it_was()  # nobody had a turn since the last page
        except BaseException:
            fresh.close()
            raise
        yield partial(_made_whole, fresh, ring, new, wrapped)
        _require_whole(folder / NEXT)  # only the file gets the new name, or goes into a pack
    except BaseException:
        _discard(folder / NEXT)
        raise
    return state


def _made_whole(fresh: Database, ring: Keyring, new: Keyring, wrapped: int, tell: Tell) -> None:
    """Wrap every data key of a copy anew, look at its pages, and close it: sees no casefile."""
    with contextlib.closing(fresh):
        tell(COPIED, IN_ALL)
        if new is not ring:
            with fresh.transaction():
                _wrap_anew(fresh, ring, new, scaled(tell, COPIED, wrapped))
        tell(wrapped, IN_ALL)
        if fresh.rows("PRAGMA quick_check(1)") != [("ok",)]:  # what was read wrong must replace nothing
            raise Tampered("the database's pages do not agree with each other", where=FILE, hint="rushlight verify --deep")
        fresh.settle()


def discard(folder: Path) -> None:
    """Remove ``vault.db.next``, when it has served."""
    _discard(folder / NEXT)


def finish(folder: Path, db: Database, ring: Keyring) -> bool:
    """What a cut-off change of the key left goes: a database that never got its name, and slots of the key that lost.

    So do slots that somebody put there who has not the key; gives whether there was one.
    """
    _discard(folder / NEXT)
    shred_leftovers(folder)
    held, known = slots.read(folder), _known(folder, db, ring)
    if held.cut_off:
        known = known.boxed()
    if known != held:
        known.write(folder, destroy=True)
    with db.transaction():
        db.rows("INSERT OR IGNORE INTO meta VALUES (?, '1')", (slots.VOUCHED,))
    return bool({slot.get("id") for slot in held.slots if "box" in slot} - {slot.get("id") for slot in known.slots})


def _known(folder: Path, db: Database, ring: Keyring) -> slots.Slots:
    """The slots that count, each vouched for; of a casefile made before slots were, all that are there."""
    held = slots.read(folder)
    if db.one("SELECT 1 FROM meta WHERE name = ?", (slots.VOUCHED,)) is None:
        return held.adopted(ring)
    return held.vouched_by(ring)


def _wrap_anew(db: Database, old: Keyring, new: Keyring, tell: Tell) -> None:
    done, total = 0, sum(db.rows(f"SELECT count(*) FROM {table}")[0][0] for table in WRAPPED)  # noqa: S608
    for table in WRAPPED:
        for row, owner, wrapped in db.rows(f"SELECT rowid, id, wrapped_key FROM {table} WHERE length(wrapped_key) > 0"):  # noqa: S608
            done += 1
            tell(done, total)
            anew = new.wrap(old.disclose(wrapped, owner), owner)
            db.rows(f"UPDATE {table} SET wrapped_key = ? WHERE rowid = ?", (anew, row))  # noqa: S608 - our own table names
    for device, sealed in db.rows("SELECT device, sealed FROM signers"):
        anew = new.seal_device(device, old.device_seeds(device, sealed))
        db.rows("UPDATE signers SET sealed = ? WHERE device = ?", (anew, device))
    for (sealed,) in db.rows("SELECT value FROM meta WHERE name = ?", (PLACE,)):
        mark = new.seal_identity(old.open_identity(bytes.fromhex(sealed), PLACE.encode()), PLACE.encode())
        db.rows("UPDATE meta SET value = ? WHERE name = ?", (mark.hex(), PLACE))
    db.rows("INSERT OR REPLACE INTO meta VALUES ('heirlooms', ?)", (new.heirlooms_sealed().hex(),))
    db.rows("INSERT OR IGNORE INTO meta VALUES (?, '1')", (slots.VOUCHED,))


def _require_whole(path: Path) -> None:
    """Raise CasefileError when a closed database is not in its file alone: the disk failed while it was closed."""
    if has_log(path):
        raise CasefileError("the casefile could not be written anew", hint="check the disk; open it again: nothing is lost")


def _take_the_name(folder: Path) -> None:
    try:
        (folder / NEXT).chmod(0o600)
        with replacing(folder / FILE):
            (folder / NEXT).replace(folder / FILE)
            flush_folder(folder)
    except OSError:
        raise CasefileError("the casefile could not be written anew", hint="open it again: nothing is lost") from None


def _discard(path: Path) -> None:
    for suffix in ("", "-wal", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
