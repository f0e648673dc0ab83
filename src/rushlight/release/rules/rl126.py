"""RL126: two sentences of one source that read as one story: the place is finer here, the time there.

RL106 joins what surely tells of one happening. Here the tellings only come from one source and exclude nothing: a
reader takes them for one, and so would the state. Sentences that fail alone are left to RL101.
"""

from __future__ import annotations

from collections.abc import Iterator

from rushlight.release.facts import Facts
from rushlight.release.insider import families
from rushlight.release.leaning import meets
from rushlight.release.ledger import views
from rushlight.release.projection import Projection, alike, meet, same_happening
from rushlight.release.rules.base import Case, Finding, Rule, finding
from rushlight.release.rules.rl101 import asked, figures


def one_story(left: Projection, right: Projection, facts: Facts) -> bool:
    """Whether both come from one source, could be one happening, and are not surely one already."""
    tellers = facts.tellers(left.statements) & facts.tellers(right.statements)
    return bool(tellers) and alike(left, right, facts.atlas) and not same_happening(left, right)


def find(case: Case) -> Iterator[Finding]:
    earlier = views(case.facts.said)
    for s in case.subjects:
        if not asked(s) or not meets(s.fitting, case.gates, case.gates.margin):
            continue
        beside = (o.view for o in case.subjects if o is not s)
        for other in (p for p in (*earlier, *beside) if one_story(s.view, p, case.facts)):
            fitting = families(meet(s.view, other, case.facts.atlas), case.adversary, case.facts.world)
            if not meets(fitting, case.gates, case.gates.margin):
                yield finding("RL126", s.item.id, **figures(fitting))
                break


RULE = Rule("RL126", find)
