"""Where a casefile lies, so that a copy can be told from the one it was copied from.

Two copies that go on under one device's name sign different events in the same place of its log. The mark is no proof: it is
kept inside the encrypted database, travels with every copy, and says only "this folder is another one than last time".
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from rushlight.casefile.database import Database
from rushlight.casefile.files import file_system
from rushlight.casefile.keys import Keyring
from rushlight.errors import Tampered

PLACE = "place"
_WITHOUT_NUMBERS = ("vfat", "exfat", "msdos", "fuse", "ntfs")
"""File systems whose folders have no number of their own that stays: there the path counts."""

_MACHINE = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))


def mark(folder: Path, case: str) -> str:
    """A hash of this machine and this folder, with the casefile's random id: it tells nobody which machine it is."""
    here = folder.resolve()
    numbered = not file_system(here).startswith(_WITHOUT_NUMBERS)
    own = str(here.stat().st_ino) if numbered else str(here)
    return hashlib.sha256("\n".join((case, _machine(), own)).encode()).hexdigest()


def settle(db: Database, ring: Keyring, folder: Path, case: str) -> None:
    """This folder is the one that goes on under this device's name."""
    sealed = ring.seal_identity(mark(folder, case), PLACE.encode()).hex()
    db.rows("INSERT OR REPLACE INTO meta VALUES (?, ?)", (PLACE, sealed))


def was_copied(db: Database, ring: Keyring, folder: Path, case: str) -> bool:
    """Whether this folder is another one than the one that was settled in: a copy, or moved to another disk.

    Raises Tampered when the mark was edited.
    """
    row = db.one("SELECT value FROM meta WHERE name = ?", (PLACE,))
    if row is None:
        return False
    try:
        return ring.open_identity(bytes.fromhex(row[0]), PLACE.encode()) != mark(folder, case)
    except ValueError:
        raise Tampered("the mark of this folder was changed", where=PLACE) from None


def _machine() -> str:
    for path in _MACHINE:
        try:
            return path.read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            continue
    return ""
