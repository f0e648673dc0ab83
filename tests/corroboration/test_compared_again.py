"""What is found of what changed, and kept of the rest, is what comparing everything anew finds."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace

from casting import judge, make_report
from hypothesis import given, settings
from hypothesis import strategies as st
from test_no_pair_lost import world

from rushlight.corroboration import event_groups, propose_links
from rushlight.corroboration.again import Change, Found, again, anew, at_once
from rushlight.corroboration.blocking import months
from rushlight.corroboration.features import Sum
from rushlight.corroboration.gist import Gist, gists
from rushlight.corroboration.textreuse import TextRuns, text_runs
from rushlight.desk.comparing import RULES
from rushlight.record import LinkJudgement, Report


class Shelf:
    """Everything in memory."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self.held = {r.alias: (gists(r), text_runs(r)) for r in reports}
        self.ids = {r.alias: {r.document.id, *(s.id for s in r.accepted)} for r in reports}
        self.documents = {r.document.id: r.alias for r in reports}

    def gists(self, aliases: Set[str] | None = None) -> Iterator[Gist]:
        chosen = self.held if aliases is None else aliases & self.held.keys()
        yield from (g for alias in chosen for g in self.held[alias][0])

    def texts(self, aliases: Set[str] | None = None) -> Iterator[tuple[str, TextRuns]]:
        chosen = self.held if aliases is None else aliases & self.held.keys()
        yield from ((alias, self.held[alias][1]) for alias in chosen)

    def near(self, gists: Iterable[Gist]) -> Set[str]:
        keys = {key for g in gists for key in _keys(g)}
        return {g.alias for g in self.gists() if keys & set(_keys(g))}

    def with_sums(self, sums: Set[Sum]) -> Mapping[Sum, Set[str]]:
        return {value: {g.alias for g in self.gists() if value in g.seen.all_sums} for value in sums}

    def telling(self, ids: Set[str]) -> Set[str]:
        return {alias for alias, own in self.ids.items() if own & ids}

    def alias_of(self, documents: Set[str]) -> Mapping[str, str]:
        return {d: a for d, a in self.documents.items() if d in documents}


def _keys(one: Gist) -> Iterator[object]:
    yield from (m for first, last in months(one.seen) for m in range(first - 1, last + 2))
    yield from one.seen.all_sums


def changed(rng: random.Random, reports: list[Report], judgements: list[LinkJudgement], step: int) -> None:
    """One change, in place: a report added, gone, with fewer statements accepted, with all of another's, or a judgement."""
    spare = {r.alias: r for r in world(rng.randrange(10**6), 14)[0]}
    kind = rng.choice(("add", "gone", "fewer", "other", "judge", "nothing"))
    at = rng.randrange(len(reports))
    if kind == "add":
        fresh = make_report(f"R{100 + step}", day="2025-05-09", sums=[("seize.property", 500, "CNY")], text=spare["R0"].text)
        reports.append(fresh)
    elif kind == "gone" and len(reports) > 3:
        del reports[at]
    elif kind == "fewer":
        reports[at] = replace(reports[at], accepted=reports[at].accepted[: rng.randrange(len(reports[at].accepted) + 1)])
    elif kind == "other":
        reports[at] = spare.get(reports[at].alias, reports[at])
    elif kind == "judge":
        a, b = rng.sample([r.alias for r in reports], 2)
        relation = rng.choice(("same_event", "same_origin", "same_text"))
        judgements.append(judge(50 + step, relation, a, b, rng.choice(("same", "different", "unsure"))))


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**6))
def test_whatever_changes_what_is_found_is_what_comparing_anew_finds(seed: int) -> None:
    rng = random.Random(seed)
    reports, judgements = world(seed, 14)
    shelf = Shelf(reports)
    found: Found = at_once(anew(shelf, judgements))
    assert found.proposals == propose_links(reports, judgements)
    assert found.groups == event_groups(reports, found.proposals, judgements)
    for step in range(4):
        before = list(reports)
        for n in range(rng.randrange(1, 3)):
            changed(rng, reports, judgements, 10 * step + n)
        old, shelf = shelf, Shelf(reports)
        was, now = {r.alias: r for r in before}, {r.alias: r for r in reports}
        other = {alias for alias in was.keys() | now.keys() if was.get(alias) is not now.get(alias)}
        change = Change({alias: old.held[alias] for alias in other & was.keys()}, frozenset(other & now.keys()))
        found = at_once(again(found, shelf, change, judgements))
        assert found == at_once(anew(shelf, judgements))


def test_other_rules_have_another_number() -> None:
    """What was found is kept in casefiles (desk.comparing): where this fails, raise ``RULES`` there, then pin it anew."""
    reports, judgements = world(7, 24)
    found = at_once(anew(Shelf(reports), judgements))
    pairs = [(p.left, p.right, p.label.value, [(e.code, e.weight) for e in p.evidence]) for p in found.proposals]
    happenings = [(g.heads, g.contradicting, g.basis) for g in found.groups]
    told = repr((pairs, happenings, sorted(map(sorted, found.texts))))
    assert (RULES, hashlib.sha256(told.encode()).hexdigest()[:16]) == ("1", "86e5f1ac6ebc3c5f")
