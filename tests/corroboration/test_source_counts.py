"""Hand-computed intervals of independent sources, one file a case, and what must hold for any graph."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from casting import cast, make_report
from hypothesis import given
from hypothesis import strategies as st

from rushlight.corroboration import Dependence, SourceGraph, independent_sources, propose_links
from rushlight.corroboration.accounts import Account

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_case(path: Path) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    reports, judgements = cast(case)
    proposals = propose_links(reports, judgements)
    count = independent_sources([r.alias for r in reports], reports, proposals, judgements)
    assert (count.min, count.max) == (case["min"], case["max"]), count.reasons
    for words in case.get("reasons", ()):
        assert any(words in reason for reason in count.reasons), count.reasons


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_the_order_of_reports_does_not_matter(path: Path) -> None:
    reports, judgements = cast(yaml.safe_load(path.read_text(encoding="utf-8")))
    backwards = list(reversed(reports))
    there = independent_sources([r.alias for r in reports], reports, propose_links(reports, judgements), judgements)
    back = independent_sources([r.alias for r in backwards], backwards, propose_links(backwards, judgements), judgements)
    assert there == back


def test_reasons_hold_aliases_and_no_ids_or_words() -> None:
    reports = [make_report("R1", source="src_a", collector="col_1"), make_report("R2", collector="col_1", outlet="Hill Post")]
    said = " ".join(independent_sources(["R1", "R2"], reports).reasons)
    assert "R1" in said
    assert not any(secret in said for secret in ("src_a", "col_1", "doc.", "Hyesan", "woman", "Hill"))


def test_two_sources_told_apart_in_one_report_are_one_to_two() -> None:
    import dataclasses

    report = make_report("R1", acts=("search.home", "detain.arrest"))
    second = dataclasses.replace(report.reading.parties[3], id="R1.src2")
    reading = dataclasses.replace(report.reading, parties=(*report.reading.parties, second))
    spoken = dataclasses.replace(report.accepted[1].attribution, speaker="R1.src2")
    accepted = (report.accepted[0], dataclasses.replace(report.accepted[1], attribution=spoken))
    count = independent_sources(["R1"], [dataclasses.replace(report, reading=reading, accepted=accepted)])
    assert (count.min, count.max) == (1, 2)


def test_a_relay_by_party_ids_is_followed_and_a_stray_id_joins_nothing() -> None:
    import dataclasses

    wire = make_report("R1", kind="publication", outlet="River Wire")
    post = make_report("R2", kind="publication", outlet="Hill Post", relays=[("quoted", "Hill Post", "River Wire")])
    by_id = dataclasses.replace(post.reading.relays[0], teller="R2.out0", origin="R2.out1")
    resolved = dataclasses.replace(post, reading=dataclasses.replace(post.reading, relays=(by_id,)))
    assert independent_sources(["R1", "R2"], [wire, resolved]).max == 1
    stray = dataclasses.replace(by_id, teller="P1", origin="P2")
    strays = [
        dataclasses.replace(r, reading=dataclasses.replace(r.reading, relays=(stray,)))
        for r in (make_report("R3", kind="publication"), make_report("R4", kind="publication"))
    ]
    assert independent_sources(["R3", "R4"], strays).max == 2


NODES = 6


def graph(known: list[bool], edges: list[tuple[int, int, bool]], apart: list[tuple[int, int]]) -> SourceGraph:
    accounts = tuple(
        Account(f"R{n}", f"doc{n}", None, (), f"source:{n}" if k else None, frozenset(), None, False, False, False)
        for n, k in enumerate(known)
    )
    links = tuple(Dependence(min(a, b), max(a, b), sure, f"R{a} and R{b}") for a, b, sure in edges if a != b)
    return SourceGraph(accounts, links, frozenset(frozenset((f"doc{a}", f"doc{b}")) for a, b in apart if a != b))


NODE = st.integers(0, NODES - 1)
KNOWN = st.lists(st.booleans(), min_size=NODES, max_size=NODES)
EDGES = st.lists(st.tuples(NODE, NODE, st.booleans()), max_size=8)
APART = st.lists(st.tuples(NODE, NODE), max_size=5)


@given(KNOWN, EDGES, APART)
def test_min_never_exceeds_max_and_something_told_has_a_source(known: list, edges: list, apart: list) -> None:
    count = graph(known, edges, apart).count()
    assert 1 <= count.min <= count.max <= NODES


@given(KNOWN, EDGES, APART, st.tuples(NODE, NODE, st.booleans()))
def test_one_more_dependence_never_raises_either_end(known: list, edges: list, apart: list, extra: tuple) -> None:
    before, after = graph(known, edges, apart).count(), graph(known, [*edges, extra], apart).count()
    assert after.min <= before.min
    assert after.max <= before.max


@given(KNOWN, EDGES, st.sets(NODE, min_size=2))
def test_documents_all_judged_different_are_all_counted(known: list, edges: list, different: set) -> None:
    possible_only = [(a, b, False) for a, b, _ in edges]
    apart = [(a, b) for a in different for b in different]
    assert graph(known, possible_only, apart).count().min >= len(different)


@given(KNOWN, EDGES, APART, NODE)
def test_one_more_account_never_lowers_the_minimum(known: list, edges: list, apart: list, gone: int) -> None:
    untied = [e for e in edges if gone not in e[:2]]
    with_it = graph(known, untied, apart)
    assert with_it.count([n for n in range(NODES) if n != gone]).min <= with_it.count().min


@given(KNOWN, EDGES, APART, st.sets(NODE, min_size=1))
def test_fewer_accounts_never_count_more(known: list, edges: list, apart: list, kept: set) -> None:
    whole, part = graph(known, edges, apart).count(), graph(known, edges, apart).count(kept)
    assert part.min <= whole.min
    assert part.max <= whole.max
