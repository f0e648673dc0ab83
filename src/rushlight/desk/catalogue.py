"""Reports page by page: their list with what waits in each, asked of the tables and not of the readings."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rushlight.casefile import called
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
    return called.how_many(desk.case._db, desk.actor)


def listed(desk: Desk, index: ReviewIndex, first: int, shown: int) -> tuple[Listed, ...]:
    """``shown`` reports from the ``first``-th on, in the order of taking in."""
    here = called.page(desk.case._db, first, shown, by=desk.actor)
    return tuple(_listed(desk, index, one.id, one.alias) for one in here)


def _listed(desk: Desk, index: ReviewIndex, document: str, alias: str) -> Listed:
    row = desk.case._db.one("SELECT kind, language, published FROM catalogue WHERE document = ?", (document,))
    kind, language, published = row or ("publication", "", None)
    kept = index.reports.find(document)
    blind = kept is not None and index.is_blind(kept)
    lines = kept.lines() if kept else []
    accepted = sum(index.status.get(line.id) is Status.ACCEPTED for line in lines)
    waiting = 0 if kept is None or blind else len(index.waiting_in(kept))
    day = dt.date.fromisoformat(published) if published else None
    return Listed(document, alias, kind, language, day, kept is not None, accepted, waiting, blind)
