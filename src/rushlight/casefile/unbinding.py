"""What format 1 sealed under the keys of one copy is sealed so that the devices of colleagues can open it too.

Its names lie under the case key itself, its originals under data keys that lie wrapped under it; no other device has that key.
Each name is sealed anew, as after a change of trustees; of each original only the data key is said, in the sealed body of a
new event. The old events, records and bytes stay as they are: what was signed then is what can be checked now.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from rushlight.casefile.vault import OLD
from rushlight.errors import CasefileError

if TYPE_CHECKING:
    from rushlight.casefile.casefile import Casefile

KEYED, RESEALED = "original.keyed", "names.resealed"
_COUNTING = "event NOT IN (SELECT event FROM uncounted)"


def bound_names(case: Casefile) -> list[tuple[str, str]]:
    """(record, subject) of names that only this copy can open."""
    sql = (
        "SELECT v.id, n.subject FROM vault v JOIN sealed_name n ON n.id = v.id"
        " WHERE substr(v.sealed, 1, 1) = ? AND NOT EXISTS (SELECT 1 FROM resealed r WHERE r.replaces = v.id)"
    )
    return [(record, subject) for record, subject in case._db.rows(f"{sql} AND n.{_COUNTING} ORDER BY v.id", (OLD,))]


def bound_originals(case: Casefile) -> list[tuple[str, str]]:
    """(blob, wrapped data key in hex) of originals that only this copy can open."""
    known = "id NOT IN (SELECT id FROM original_key)"
    sql = f"SELECT id, wrapped_key FROM original WHERE wrapped_key <> '' AND {_COUNTING} AND {known} ORDER BY id"  # noqa: S608
    return [(blob, wrapped) for blob, wrapped in case._db.rows(sql)]


def unbind(case: Casefile, *, by: str, at: dt.datetime | None = None) -> int:
    """Seal anew what other devices could not open; gives how many names and originals. Again: nothing is left to do.

    Raises MisuseError for a device without the role to, and when too few trustees are left.
    """
    names, originals = bound_names(case), bound_originals(case)
    if not names and not originals:
        return 0
    with case.batch():
        for record, subject in names:
            (sealed,) = case.vault.put({subject: case.vault.opened(record)})
            case.append(RESEALED, {"sealed": [sealed], "replaces": record}, by=by, at=at)
        for blob, wrapped in originals:
            key = case._ring.disclose_old_original(bytes.fromhex(wrapped), blob)
            case.append(KEYED, {"blob": blob, "data_key": key.hex()}, by=by, at=at)
    return len(names) + len(originals)


def check_unbound(case: Casefile) -> None:
    """Raise CasefileError while something here could be opened by no other device."""
    if bound_names(case) or bound_originals(case):
        raise CasefileError(
            "this casefile has names or originals of format 1, which no other device could open",
            hint="'rushlight bundle' seals them anew, on a device with the role admin or reviewer that made them",
        )
