"""Reports page by page: their list with what waits in each, asked of the tables and not of the readings."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rushlight.casefile.restricted import leaving_out
from rushlight.casefile.stored import distinct
from rushlight.review import Status

if TYPE_CHECKING:
    from rushlight.desk.desk import Desk
    from rushlight.desk.review_index import ReviewIndex


@dataclass(frozen=True, slots=True)
class Listed:
    """A report as listed: how many of its statements were accepted, how many wait. ``blind``: it is to be read first."""

    document: str
    alias: str
    kind: str
    language: str
    published: dt.date | None
    read: bool
    accepted: int
    waiting: int
    blind: bool


def how_many(desk: Desk) -> int:
    """Reports that may be found."""
    rule, values = leaving_out("id", desk.actor)
    return int(desk.case._db.rows(f"SELECT count(*) FROM document WHERE {rule}", values)[0][0])  # noqa: S608 - our own words


def listed(desk: Desk, index: ReviewIndex, first: int, shown: int) -> tuple[Listed, ...]:
    """``shown`` reports from the ``first``-th on, in the order of taking in."""
    rule, values = leaving_out("id", desk.actor)
    order = f"WHERE {rule} ORDER BY turn, device, event"
    every = desk.case._db.rows(f"SELECT id, alias FROM document {order}", values)  # noqa: S608 - our own words
    aliases = distinct(alias for _, alias in every)
    here = list(zip((i for i, _ in every), aliases, strict=True))[first : first + shown]
    return tuple(_listed(desk, index, document, alias) for document, alias in here)


def _listed(desk: Desk, index: ReviewIndex, document: str, alias: str) -> Listed:
    row = desk.case._db.one("SELECT kind, language, published FROM catalogue WHERE document = ?", (document,))
    kind, language, published = row or ("publication", "", None)
    kept = index.by_document.get(document)
    blind = kept is not None and index.is_blind(kept)
    lines = kept.lines() if kept else []
    accepted = sum(index.status.get(line.id) is Status.ACCEPTED for line in lines)
    waiting = 0 if kept is None or blind else len(index.waiting_in(kept))
    day = dt.date.fromisoformat(published) if published else None
    return Listed(document, alias, kind, language, day, kept is not None, accepted, waiting, blind)
