"""RL101: an insider could single out the family. Gates: worst probability and smallest pool."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any

from rushlight.record import Scope
from rushlight.release.draft import Words
from rushlight.release.insider import Families, worst
from rushlight.release.leaning import meets
from rushlight.release.rules.base import Case, Finding, Rule, Subject, about, count_of, finding
from rushlight.release.settings import Gates, adversaries
from rushlight.release.telling import likeliest, most_telling, telling_words

MARKS = ("officer", "age", "job", "kin", "count", "detail")


def asked(subject: Subject) -> bool:
    """Whether the insider's question makes sense: a happening, or a practice with a group that can be counted
    or with traits that mark someone.
    """
    if subject.item.scope is Scope.INCIDENT or subject.fitting.countable:
        return True
    shown = {
        axis.partition(":")[0] for axis, step in subject.view.shares.items() if step not in ("removed", "relative", "officials")
    }
    return bool(shown & {"age", "job", "kin", "detail"})


def opened(pools: Iterable[Families], gates: Gates, margin: float = 1.0) -> Families | None:
    """The one who comes closest of those whose families do not meet the gates."""
    failing = [f for f in pools if not meets(f, gates, margin)]
    return worst(failing) if failing else None


def figures(fitting: Families) -> dict[str, Any]:
    """The placeholders: typical with its noun, and the range around it where there is one, high rounded up."""
    low = about(fitting.low)
    high = max(about(fitting.high), math.ceil(fitting.high) if fitting.high < 20 else 0)
    between = Words(f" (between {low} and {high})", f"({low}에서 {high})") if low < high else Words("", "")
    return {"typical": count_of(fitting.typical), "between": between}


def capital(label: Words) -> Words:
    return Words(label.en[0].upper() + label.en[1:], label.ko)


def find(case: Case) -> Iterator[Finding]:
    for s in case.subjects:
        fitting = opened(s.pools, case.gates) if asked(s) else None
        if fitting is None:
            continue
        axes = most_telling(s.item, s.steps, s.at, s.facts, adversaries()[fitting.adversary])
        who = capital(likeliest(s.pools).label)
        yield finding(
            "RL101", s.item.id, remedies=(1,), who=who, telling=telling_words(s.steps, s.at, axes), **figures(fitting)
        )


RULE = Rule("RL101", find)
