"""Which report or source a form is about: chosen from a list while there are few, typed by alias where there are many."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rushlight.casefile import called
from rushlight.workbench.answering import Asked, Fields

FEW = 100
"""Reports, or sources, that a list holds; a longer one is longer to look through than an alias is to type."""


def few_reports(asked: Asked) -> tuple[str, ...] | None:
    """The aliases of all reports that may be found; None where they are more than ``FEW``."""
    found = called.page(asked.desk.case._db, 0, FEW + 1, by=asked.actor)
    return tuple(one.alias for one in found) if len(found) <= FEW else None


def few_subjects(asked: Asked, reports: tuple[str, ...] | None) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The aliases of all sources, and these reports; None where there are too many of either."""
    sources = tuple(s.alias for s in asked.desk.case.sources())
    return None if reports is None or len(sources) > FEW else (sources, reports)


def ticked_or_typed(form: Fields, ticked: str, typed: str) -> Iterable[str]:
    """Aliases from boxes of a form, and from a field that holds some with commas or spaces."""
    return dict.fromkeys((*form.all(ticked), *filter(None, re.split(r"[\s,;]+", form.get(typed)))))
