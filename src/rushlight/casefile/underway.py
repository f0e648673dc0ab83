"""What this copy has begun outside of itself and not ended: releases whose files are being written, for the next opening.

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

BEGUN, TOLD = "publishing ", "publishing_told"
_ALL = "substr(name, 1, 11) = 'publishing '"


def begin(case: Casefile, name: str, said: Mapping[str, str]) -> None:
    """Note what is about to be written under a random name, durably, before the first byte of it is."""
    with case._db.transaction():
        case._db.rows("INSERT OR REPLACE INTO meta VALUES (?, ?)", (BEGUN + name, canonical(dict(said)).decode()))


def begun(case: Casefile) -> dict[str, dict[str, str]]:
    """By name, what was begun and not ended. Raises Tampered."""
    out = {}
    for name, value in case._db.rows(f"SELECT name, value FROM meta WHERE {_ALL} ORDER BY name"):  # noqa: S608 - our own words
        said = parse_json(value)
        if not isinstance(said, dict) or not all(isinstance(part, str) for part in said.values()):
            raise Tampered("a stored row has not the form it should", where="publishing")
        out[name.removeprefix(BEGUN)] = said
    return out


def end(case: Casefile, name: str, tell: str | None = None) -> None:
    """It is done, or undone; ``tell`` is kept for the person who comes next."""
    with case._db.transaction():
        case._db.rows("DELETE FROM meta WHERE name = ?", (BEGUN + name,))
        if tell is not None:
            case._db.rows("INSERT OR REPLACE INTO meta VALUES (?, ?)", (TOLD, "; ".join(filter(None, (_told(case), tell)))))


def told(case: Casefile) -> str | None:
    """What there is to tell of it, if it was not told yet; once."""
    said = _told(case)
    if said is not None:
        with case._db.transaction():
            case._db.rows("DELETE FROM meta WHERE name = ?", (TOLD,))
    return said


def forget(case: Casefile) -> None:
    """A copy begins with nothing of this: what the original was writing is the original's."""
    case._db.rows(f"DELETE FROM meta WHERE {_ALL} OR name = ?", (TOLD,))  # noqa: S608 - our own words


def _told(case: Casefile) -> str | None:
    row = case._db.one("SELECT value FROM meta WHERE name = ?", (TOLD,))
    return None if row is None else str(row[0])
