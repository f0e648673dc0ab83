"""What was erased on request must not come back with the next copy of the same file or table.

An erasure carries keyed hashes of what it took: of the original's bytes, and of a row's or mail's external id. They stand in
its sealed body and, like those of ``items``, tell nothing without the casefile's own key. Consent that was withdrawn stays
withdrawn: there is no way around. What was erased by mistake may come again, and so may what another report still holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from rushlight.casefile.canonical import Json
from rushlight.casefile.items import Items
from rushlight.errors import CasefileError

if TYPE_CHECKING:
    from rushlight.casefile.casefile import Casefile

MISTAKE = "mistake"
LATER = "came_late"
NOT_AGAIN = "this was erased on request and is not taken in again"


def with_hashes(case: Casefile, data: Json, *, by: str, at: dt.datetime | None) -> Json:
    """The data of an erasure that is about to be written, with the hashes of what must not come back."""
    events = [event["id"] for event in data["events"]]
    digests, keys = _original_hashes(case, events), _item_keys(case, events)
    if data["reason"] in (MISTAKE, LATER) or not (digests or keys):
        return data
    items = Items(case)
    items.begin(by=by, at=at or case._now())
    hashed = sorted({items.hash_of_bytes(digest) for digest in digests})
    return {**data, "kept_away": {"bytes": hashed, "items": sorted(keys)}}


def check_not_erased(case: Casefile, bytes_sha256: str) -> None:
    """Raise CasefileError for bytes that were erased on request."""
    if is_any(case) and Items(case).erased(bytes_sha256):
        raise CasefileError(NOT_AGAIN, hint="if whoever told it agrees anew, take down what they say now")


def is_any(case: Casefile) -> bool:
    return case._db.one("SELECT 1 FROM erased WHERE what IN ('bytes', 'item') LIMIT 1") is not None


def returned(case: Casefile) -> dict[str, set[str]]:
    """By erasure: documents and waiting files with bytes that it took, from somebody who did not know of it; event ids."""
    out: dict[str, set[str]] = {}
    if not is_any(case):
        return out
    items = Items(case)
    sql = "SELECT event, bytes_sha256 FROM document UNION ALL SELECT event, bytes_sha256 FROM kept"
    for event, digest in case._db.each(sql):
        erasure = items.erased(digest)
        if erasure is not None:
            out.setdefault(erasure, set()).add(event)
    return out


def _original_hashes(case: Casefile, events: Iterable[str]) -> set[str]:
    """Hashes of the originals that these events brought, but for those that another report still has."""
    listed = set(events)
    found = {
        row[0]
        for table in ("document", "kept")
        for event in listed
        for row in case._db.rows(f"SELECT bytes_sha256 FROM {table} WHERE event = ?", (event,))  # noqa: S608
    }
    held = "SELECT event FROM document WHERE bytes_sha256 = ?"
    return {digest for digest in found if {row[0] for row in case._db.rows(held, (digest,))} <= listed}


def _item_keys(case: Casefile, events: Iterable[str]) -> set[str]:
    return {row[0] for event in events for row in case._db.rows("SELECT key FROM item WHERE event = ?", (event,))}
