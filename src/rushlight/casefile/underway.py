"""What this copy has begun outside of itself and not ended: a release whose files are being written, for the next opening.

It stands in ``meta``, encrypted like everything, is no event and does not travel: where files lie is nobody else's matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rushlight.casefile.canonical import canonical
from rushlight.casefile.stored import parse_json
from rushlight.errors import Tampered

if TYPE_CHECKING:
    from rushlight.casefile.casefile import Casefile

BEGUN, TOLD = "publishing", "publishing_told"


def begin(case: Casefile, said: Mapping[str, str]) -> None:
    """Note what is about to be written, durably, before the first byte of it is."""
    with case._db.transaction():
        case._db.rows("INSERT OR REPLACE INTO meta VALUES (?, ?)", (BEGUN, canonical(dict(said)).decode()))


def begun(case: Casefile) -> dict[str, str] | None:
    """What was begun and not ended; None where nothing was. Raises Tampered."""
    row = case._db.one("SELECT value FROM meta WHERE name = ?", (BEGUN,))
    if row is None:
        return None
    said = parse_json(row[0])
    if not isinstance(said, dict) or not all(isinstance(value, str) for value in said.values()):
        raise Tampered("a stored row has not the form it should", where=BEGUN)
    return said


def end(case: Casefile, tell: str | None = None) -> None:
    """It is done, or undone; ``tell`` is kept for the person who comes next."""
    with case._db.transaction():
        case._db.rows("DELETE FROM meta WHERE name = ?", (BEGUN,))
        if tell is not None:
            case._db.rows("INSERT OR REPLACE INTO meta VALUES (?, ?)", (TOLD, tell))


def told(case: Casefile) -> str | None:
    """What there is to tell of it, if it was not told yet; once."""
    row = case._db.one("SELECT value FROM meta WHERE name = ?", (TOLD,))
    if row is None:
        return None
    with case._db.transaction():
        case._db.rows("DELETE FROM meta WHERE name = ?", (TOLD,))
    return str(row[0])
