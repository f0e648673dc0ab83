"""Reports that came in together: a mail and what was attached to it, and a row and what it was before under the same id.

An erasure takes one report. Words of it may stand in these as well: a mail's own bytes hold all that was attached to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rushlight.casefile.items import document as stored_document

if TYPE_CHECKING:
    from rushlight.casefile.casefile import Casefile

_MAIL = "message/rfc822"


def came_with(case: Casefile, document: str) -> set[str]:
    """Ids of the documents that came with this one, or that it replaces, or that replace it.

    What was attached to a mail is found by opening the event of every document: slow, and only where there is a mail.
    """
    within = _within(case, document)
    around = _versions(case, document) | (_versions(case, within) if within else set())
    every = [row[0] for row in case._db.rows("SELECT id FROM document")]
    held = around & set(every)
    mails = {one for one in held if stored_document(case, one).media_type == _MAIL}
    attached = {other for other in every if _within(case, other) in mails} if mails else set()
    return (held | attached) - {document}


def _within(case: Casefile, document: str) -> str | None:
    """The mail that a document came in, by its own event."""
    ((event,),) = case._db.rows("SELECT event FROM document WHERE id = ? ORDER BY turn LIMIT 1", (document,))
    item = case.log.open(case.log.stored(event)).data.get("item") or {}
    return str(item["within"]) if "within" in item else None


def _versions(case: Casefile, document: str) -> set[str]:
    """Earlier and later content under the same external id."""
    found, looked_at = {document}, 0
    while looked_at < len(found):
        looked_at = len(found)
        for one in list(found):
            rows = case._db.rows("SELECT document, replaces FROM item WHERE document = ?1 OR replaces = ?1", (one,))
            found |= {named for row in rows for named in row if named is not None}
    return found
