"""Cosigned checkpoints: the largest one of each device that a colleague cosigned.

A device's latest checkpoint is replaced at each write, and its cosignatures with it; a proof that shall convince others
needs the one that colleagues saw. Kept in the table ``cosigned``; nothing is derived from it.
"""

from __future__ import annotations

from rushlight.casefile import note
from rushlight.casefile.database import Database


def keep(db: Database, text: str) -> None:
    """Keep a cosigned checkpoint, in the caller's transaction, unless one of a longer log is kept. Raises Tampered.

    Whoever calls has checked the log's own signature, and that the log begins as the checkpoint saw it.
    """
    said = note.read(text)
    held = kept(db, said.device)
    if held is not None:
        before = note.read(held)
        if before.size > said.size:
            return
        if before == said:
            text = note.joined(held, text)
    db.rows("INSERT OR REPLACE INTO cosigned VALUES (?, ?)", (said.device, note.plain(text)))


def kept(db: Database, device: str) -> str | None:
    """The kept checkpoint of a device."""
    row = db.one("SELECT note FROM cosigned WHERE device = ?", (device,))
    return None if row is None else str(row[0])
