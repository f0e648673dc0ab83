"""Who may find a report. The rule stands inside every query, so that a report one may not see leaves no trace in it:
not in a count, not in an order, not in the weight of a word.

It is a rule among colleagues, kept by Rushlight: whoever holds the casefile's key holds its text.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable

from rushlight.casefile.casefile import Casefile
from rushlight.casefile.events import Event
from rushlight.casefile.restricted import HIDDEN
from rushlight.errors import CasefileError, MisuseError

__all__ = ["HIDDEN", "kept_to", "may_find", "restrict"]


def may_find(case: Casefile, document: str, by: str) -> bool:
    """Whether the document is there, and ``by`` may find it."""
    sql = f"SELECT 1 FROM document WHERE id = ? AND id NOT IN ({HIDDEN})"  # noqa: S608 - our own text
    return bool(case._db.rows(sql, (document, by)))


def kept_to(case: Casefile, document: str, by: str) -> tuple[str, ...]:
    """The actors who alone may find a document, empty where everybody may, or where ``by`` may not."""
    sql = "SELECT readers FROM restriction WHERE document = ? ORDER BY turn DESC, device DESC LIMIT 1"
    rows = case._db.rows(sql, (document,)) if may_find(case, document, by) else []
    return tuple(json.loads(rows[0][0])) if rows else ()


def restrict(case: Casefile, document: str, to: Iterable[str], *, by: str, at: dt.datetime | None = None) -> Event:
    """Let only these actors find a document; nobody named lifts the restriction.

    Raises CasefileError for a document that is not there or that ``by`` may not see, MisuseError when ``by`` would
    not be among those who may.
    """
    readers = sorted(set(to))
    if not may_find(case, document, by):
        raise CasefileError("the casefile has no such document", where=document)
    if readers and by not in readers:
        raise MisuseError("you would no longer find this report yourself", hint="name yourself among those who may")
    return case.append("document.restricted", {"document": document, "to": readers}, by=by, at=at)
