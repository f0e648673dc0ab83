"""What is found fast is what looking at every pair finds: proposals, common texts, components of accounts, happenings."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

import pytest
from casting import judge, make_report
from hypothesis import given, settings
from hypothesis import strategies as st

from rushlight.corroboration import blocking, event_groups, links, propose_links, same_text
from rushlight.corroboration import sources as source_room
from rushlight.corroboration.gist import all_gists
from rushlight.corroboration.settings import limit
from rushlight.corroboration.sources import SourceBook
from rushlight.corroboration.tellings import width
from rushlight.corroboration.textreuse import body_words
from rushlight.record import LinkJudgement, Report

TOWNS = ("Hyesan", "Hoeryong", "혜산", "Nowhere", "North Korea", "Kanggye")
DAYS = ("2025-05-08", "2025-05-09", "2025-05-11", "2025-05-30", "2025-06-25", "2025-08-01", None)
ACTS = ("search.home", "detain.arrest", "question.interrogate", "hurt.assault", "release.freed")


class EveryPair(blocking.Blocks):
    """The blocks as they were first written: every pair of a block is compared."""

    def candidates(self) -> list[tuple[int, int]]:
        blocks: defaultdict[object, set[int]] = defaultdict(set)
        for n, seen in enumerate(self._seen):
            for days in (d for d in seen.days if width(d) <= blocking.WIDEST):
                first, last = (d.year * 12 + d.month for d in days)
                for month in range(first - 1, last + 2):
                    blocks["month", month].add(n)
            for value in seen.all_sums:
                if self._around.sum_reports.get(value, 0) <= limit("blocking", "sum_in"):
                    blocks["sum", value].add(n)
            for pair in self._around.same_text:
                if self._told[n].alias in pair:
                    blocks[pair].add(n)
        pairs = {p for members in blocks.values() for p in combinations(sorted(members), 2)} | self._judged
        return sorted(p for p in pairs if self._told[p[0]].alias != self._told[p[1]].alias)


def world(seed: int, count: int = 24) -> tuple[list[Report], list[LinkJudgement]]:
    """Reports drawn from few values, so that many agree and differ in every way, some of them judged."""
    rng = random.Random(seed)
    shared = " ".join(f"shared{n}" for n in range(40))
    reports = [
        make_report(
            f"R{n}",
            day=rng.choice(DAYS),
            place=rng.choice(TOWNS),
            acts=rng.sample(ACTS, rng.randrange(1, 5)),
            denied=rng.sample(ACTS, rng.randrange(2)),
            sums=[("seize.property", rng.choice((500, 20000, 31700)), "CNY")] * rng.randrange(3),
            kin=rng.choice(("her daughter", "her son", "an aunt")),
            affected=rng.choice(("a woman", "a man", "people")),
            officers=rng.choice(("state security officers", "police")),
            published=rng.choice(("2025-05-20", "2025-06-01", "2025-09-20", None)),
            outlet=rng.choice((None, "One News", "Other News")),
            kind=rng.choice(("testimony", "publication")),
            language=rng.choice(("en", "ko")),
            mode=rng.choice(("indirect_speech", "first_person", "hearsay")),
            source=rng.choice((None, "src_1", "src_2", "src_3")),
            collector=rng.choice((None, "A1", "A2")),
            named=rng.random() < 0.7,
            text=f"{shared} {n}." if rng.random() < 0.15 else None,
        )
        for n in range(count)
    ]
    pairs = [rng.sample(range(count), 2) for _ in range(rng.randrange(5))]
    verdicts = [
        judge(k, rng.choice(("same_event", "same_origin")), f"R{a}", f"R{b}", rng.choice(("same", "different", "unsure")))
        for k, (a, b) in enumerate(pairs)
    ]
    return reports, verdicts


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_no_proposal_is_lost(seed: int) -> None:
    reports, judgements = world(seed)
    fast = propose_links(reports, judgements)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(links, "Blocks", EveryPair)
        assert fast == propose_links(reports, judgements)


def test_most_pairs_are_passed_over() -> None:
    reports = [make_report(f"R{n}", place=TOWNS[n % 2], day=f"2025-05-{n % 28 + 1:02}", sums=()) for n in range(90)]
    told = all_gists(reports)
    around = links.surroundings(told, frozenset())
    blocks, every = blocking.Blocks(told, around, ()), EveryPair(told, around, ())
    assert len(blocks.candidates()) < len(every.candidates()) / 3


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_common_texts_are_those_that_sets_of_shingles_share(seed: int) -> None:
    rng = random.Random(seed)
    words = [" ".join(rng.choice("abcdefg") for _ in range(rng.randrange(4, 60))) for _ in range(8)]
    reports = [make_report(f"R{n}", text=f"{rng.choice(words)} {rng.choice(words)}") for n in range(12)]
    shingles = {r.alias: set(_runs(body_words(r), int(limit("text", "word_shingle")))) for r in reports}
    spread = defaultdict(int)
    for runs in shingles.values():
        for run in runs:
            spread[run] += 1
    expected = {}
    for a, b in combinations(sorted(shingles), 2):
        shared = sum(spread[run] <= limit("text", "common_in") for run in shingles[a] & shingles[b])
        smaller = min(len(shingles[a]), len(shingles[b]))
        if smaller >= limit("text", "min_shingles") and shared / smaller >= limit("text", "word_containment"):
            expected[a, b] = round(shared / smaller, 3)
    assert {(t.left, t.right): t.containment for t in same_text(reports)} == expected


def _runs(words: list[str], size: int) -> Iterator[tuple[str, ...]]:
    return (tuple(words[i : i + size]) for i in range(len(words) - size + 1))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_many_accounts_count_as_few_do(seed: int) -> None:
    reports, judgements = world(seed)
    proposals = propose_links(reports, judgements)
    few = SourceBook(reports, proposals, judgements).count([r.alias for r in reports])
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(source_room, "MANY", 0)
        many = SourceBook(reports, proposals, judgements).count([r.alias for r in reports])
    assert (many.min, many.max) == (few.min, few.max)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6))
def test_a_happening_does_not_depend_on_the_reports_that_tell_nothing_of_it(seed: int) -> None:
    """Joined part by part, the happenings of two casefiles that share nothing are those of each."""
    one, _ = world(seed, 10)
    other = [make_report(f"S{n}", day="1999-03-04", place="Onsong", sums=(("seize.property", 7, "USD"),)) for n in range(4)]
    both = event_groups([*one, *other], propose_links([*one, *other]))
    apart = [g.heads for reports in (one, other) for g in event_groups(reports, propose_links(reports))]
    assert sorted(g.heads for g in both) == sorted(apart)
