"""Running the cases: how many pass, by relation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rushlight.evaluation.metamorphic.cases import Case
from rushlight.record import Reading

Read = Callable[[str, str], Reading]
"""(text, language) -> its reading."""


@dataclass(frozen=True, slots=True)
class Result:
    """``passed`` of ``cases`` under one relation in one language."""

    language: str
    relation: str
    passed: int
    cases: int


def passes(case: Case, read: Read) -> bool:
    return case.expected.met_by(read(case.text, case.language))


def run(cases: Iterable[Case], read: Read, tell: Callable[[int], None] = lambda done: None) -> list[Result]:
    """The pass rate of every relation, in the order of the cases. ``tell`` hears how many are done."""
    passed: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    for done, case in enumerate(cases, 1):
        key = (case.language, case.relation)
        total[key] += 1
        passed[key] += passes(case, read)
        tell(done)
    return [Result(language, relation, passed[language, relation], n) for (language, relation), n in total.items()]
