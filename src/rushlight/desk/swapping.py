"""Run the metamorphic cases through the rules: does a changed text change its reading as it should?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from rushlight.evaluation.metamorphic import Result, cases, run
from rushlight.intake import find_roles
from rushlight.reading import read
from rushlight.record import Reading

TOLD_ON = dt.date(2025, 1, 10)
"""The day on which every case is told: the anchor of relative dates."""


def run_cases(languages: Sequence[str], tell: Callable[[int, int], None] = lambda done, of: None) -> list[Result]:
    """The pass rate of every relation in these languages; ``tell`` hears how many cases are done, of how many."""
    every = [case for language in languages for case in cases(language)]
    return run(every, _read, lambda done: tell(done, len(every)))


def _read(text: str, language: str) -> Reading:
    return read(text, language=language, paragraphs=find_roles(text), published=TOLD_ON)
