"""Judgements of links that were taken back: both events stay in the log, and what was said before stands again.

An event of its own, not a fourth value of a judgement: a casefile that an earlier version reads stays readable there.
"""

from __future__ import annotations

import datetime as dt

from rushlight.casefile.casefile import Casefile
from rushlight.casefile.events import Event

WITHDRAWN = "link.withdrawn"


def withdraw(case: Casefile, judgement: str, *, by: str, at: dt.datetime | None = None) -> Event:
    """Say that the judgement with this id holds no longer."""
    return case.append(WITHDRAWN, {"judgement": judgement}, by=by, at=at)


def withdrawn(case: Casefile) -> frozenset[str]:
    """The ids of the judgements that were taken back."""
    return frozenset(opened.data["judgement"] for opened in case.records(WITHDRAWN))
