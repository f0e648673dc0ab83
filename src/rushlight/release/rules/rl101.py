"""RL101: an insider could single out the family. Gates: worst probability and smallest pool."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rushlight.record import Scope
from rushlight.release.draft import Words
from rushlight.release.insider import Families
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
    return bool(marks(subject))


def marks(subject: Subject) -> set[str]:
    """Kinds of traits shown that mark somebody."""
    steps = subject.view.shares.items()
    shown = {axis.partition(":")[0] for axis, step in steps if step not in ("removed", "relative", "officials")}
    return shown & {"age", "job", "kin", "detail"}


def opened(pools: Iterable[Families], gates: Gates, margin: float = 1.0) -> Families | None:
    """Whose answer is told of those whose families do not meet the gates; None where all meet them."""
    failing = [f for f in pools if not meets(f, gates, margin)]
    return likeliest(failing) if failing else None


def named(pools: Sequence[Families], gates: Gates) -> Families:
    """Whose answer is told: of those who could single out the family, or else of all."""
    return opened(pools, gates) or likeliest(pools)


def figures(fitting: Families) -> dict[str, Any]:
    """The placeholders: typical with its noun, and the range around it where there is one, high rounded up."""
    low = about(fitting.low)
    high = max(about(fitting.high), math.ceil(fitting.high) if fitting.high < 20 else 0)
    between = Words(f" (between {low:,} and {high:,})", f"({low:,}~{high:,}가구)") if low < high else Words("", "")
    return {"typical": count_of(fitting.typical), "between": between}


def answer(s: Subject, fitting: Families) -> dict[str, Any]:
    """The placeholders of what is told of one insider: who, how many, and what tells him most."""
    who = adversaries()[fitting.adversary]
    axes = most_telling(s.item, s.steps, s.at, s.facts, who)
    return {"who": capital(who.label), "telling": telling_words([s.steps[a][s.at[a]].label for a in axes]), **figures(fitting)}


def capital(label: Words) -> Words:
    return Words(label.en[0].upper() + label.en[1:], label.ko)


def traced(s: Subject) -> bool:
    """Whether the item leads to somebody at all: a happening, or a practice with traits that mark someone."""
    return s.item.scope is Scope.INCIDENT or bool(marks(s))


def line(s: Subject, gates: Gates) -> Words | None:
    """What is told of an item whether or not it is stopped; None of a practice that leads to nobody."""
    fitting = opened(s.pools, gates)
    if fitting is not None:
        return finding("RL101", s.item.id, remedies=(), **answer(s, fitting)).says
    if not traced(s):
        return None
    chosen = likeliest(s.pools)
    who = capital(adversaries()[chosen.adversary].label)
    return finding("RL101", s.item.id, say="say_enough", remedies=(), who=who, **figures(chosen)).says


def find(case: Case) -> Iterator[Finding]:
    for s in case.subjects:
        fitting = opened(s.pools, case.gates) if asked(s) else None
        if fitting is None:
            continue
        yield finding("RL101", s.item.id, remedies=(2 if case.draft.passages else 1,), **answer(s, fitting))


RULE = Rule("RL101", find)
