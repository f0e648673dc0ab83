"""RL155: it passes by a figure that nobody of the team stands for.

Under gates with a margin it stops where the margin is not kept, and wider steps answer it. Otherwise it is told, unless
the gates would hold with the figure far less: how wrong one is that nobody measured, nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterator

from rushlight.release.draft import Words
from rushlight.release.insider import Families, unanswered
from rushlight.release.leaning import FAR_WRONG, TENTH, TOLD_AT, least, left, meets
from rushlight.release.rules.base import Case, Finding, Rule, count_of, finding
from rushlight.release.rules.rl101 import asked
from rushlight.release.settings import part, words
from rushlight.release.spreading import Factor


def find(case: Case) -> Iterator[Finding]:
    for s in case.subjects:
        if not asked(s) or not s.fitting.countable or not all(meets(f, case.gates) for f in s.pools):
            continue
        stops = not all(meets(f, case.gates, case.gates.margin) for f in s.pools)
        times = case.gates.margin if stops else TOLD_AT
        weak = least(s.pools, times)
        factor = unanswered(weak.factors) if weak else None
        if weak and factor and not meets(weak, case.gates, times if stops else FAR_WRONG):
            wider = 2 if case.draft.passages else 1
            yield _told(s.item.id, weak, factor, times, remedies=(0, wider) if stops else (0,))


def _told(item: str, weak: Families, factor: Factor, times: float, *, remedies: tuple[int, ...]) -> Finding:
    name = words(part("priors")["factors"][factor.name.partition(":")[0]])
    return finding(
        "RL155",
        item,
        remedies=remedies,
        stops=len(remedies) > 1,
        factor=name,
        low=f"{factor.low:g}",
        high=f"{factor.high:g}",
        times=f"{times:g}",
        fifth=count_of(left(weak, times)),
        tenth=count_of(left(weak, TENTH)),
        key=Words(factor.key, factor.key),
    )


RULE = Rule("RL155", find)
