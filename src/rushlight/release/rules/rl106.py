"""RL106: read together with what else tells of the same happening (the mosaic), here or in earlier releases.

All that tells of one happening is met and must pass the gates together. Releases of something alike
are met too, since a reader cannot know that they differ; that warns and does not stop.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from typing import Any

from rushlight.release.insider import all_pools
from rushlight.release.projection import Projection, alike, meet, same_happening
from rushlight.release.rules.base import Case, Finding, Rule, Subject, finding
from rushlight.release.rules.rl101 import asked, figures, opened
from rushlight.release.settings import against
from rushlight.release.telling import likeliest


def joined(subject: Subject, others: list[Projection]) -> Projection:
    """What a reader of this sentence and the others knows."""
    return reduce(lambda a, b: meet(a, b, subject.facts.atlas), others, subject.view)


def find(case: Case) -> Iterator[Finding]:
    earlier = [p for release in case.facts.ledger for p in release.items]
    for s in case.subjects:
        if not asked(s):
            continue
        beside = [o.view for o in case.subjects if o is not s]
        same = [p for p in (*earlier, *beside) if same_happening(s.view, p)]
        like = [p for p in earlier if p not in same and alike(s.view, p, s.facts.atlas)]
        yield from _judge(case, s, same, stops=True)
        yield from (f for p in like for f in _judge(case, s, [p], stops=False))


def _judge(case: Case, subject: Subject, others: list[Projection], *, stops: bool) -> Iterator[Finding]:
    view = joined(subject, others)
    if not others or view == subject.view:
        return
    pools = all_pools(view, against(case.adversary.id), case.facts.world)
    fitting = opened(pools, case.gates, case.gates.margin)
    if fitting is None:
        return
    fill: dict[str, Any] = {"who": likeliest(pools).label, **figures(fitting)}
    yield finding("RL106", subject.item.id, say="say" if stops else "say_alike", stops=stops, **fill)


RULE = Rule("RL106", find)
