"""Claims against origins, the computed verification and the publication ladder."""

from __future__ import annotations

import pytest
from casting import judge, make_report

from rushlight.corroboration import (
    Cell,
    ClaimTable,
    Verification,
    claim_table,
    event_groups,
    independent_sources,
    propose_links,
    publication_step,
    verification,
)
from rushlight.record import LinkJudgement, Report

KNOWN = [{"source": "src_a", "collector": "col_1"}, {"source": "src_b", "collector": "col_2"}]


def case(*specs: dict, judgements: list[LinkJudgement] | None = None):  # type: ignore[no-untyped-def]
    """Reports R1, R2, ... judged to be one event, with everything the functions need."""
    reports = [make_report(f"R{n + 1}", **spec) for n, spec in enumerate(specs)]
    said = [judge(n, "same_event", "R1", r.alias, "same") for n, r in enumerate(reports[1:])] + (judgements or [])
    proposals = propose_links(reports, said)
    return event_groups(reports, proposals, said)[0], reports, proposals, said


def table(*specs: dict) -> ClaimTable:
    return claim_table(*case(*specs))


def test_sources_agree_on_the_event_and_differ_on_the_sum() -> None:
    claims = table(KNOWN[0], {**KNOWN[1], "sums": [["seize.property", 500, "CNY"]]})
    assert [c.aliases for c in claims.columns] == [("R1",), ("R2",)]
    assert claims.row("happened").cells == (Cell.SAYS_SO, Cell.SAYS_SO)  # type: ignore[union-attr]
    amount = claims.row("amount confiscated")
    assert amount is not None
    assert set(amount.cells) == {Cell.SAYS_SO, Cell.DIFFERS}
    assert (claims.row("happened").count.min, amount.count.min) == (2, 1)  # type: ignore[union-attr]


def test_silence_is_not_disagreement() -> None:
    claims = table(KNOWN[0], {**KNOWN[1], "day": None, "sums": []})
    assert claims.row("date").cells == (Cell.SAYS_SO, Cell.SILENT)  # type: ignore[union-attr]
    assert claims.row("amount confiscated").cells == (Cell.SAYS_SO, Cell.SILENT)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("claim", "other"),
    [("date", {"day": "2025-05-12"}), ("place", {"place": "Hoeryong"}), ("perpetrator", {"officers": "police officers"})],
)
def test_each_claim_can_differ(claim: str, other: dict) -> None:
    row = table(KNOWN[0], {**KNOWN[1], **other}).row(claim)
    assert row is not None
    assert row.cells == (Cell.SAYS_SO, Cell.DIFFERS)
    assert row.count.max == 1


def test_two_reports_of_one_source_share_a_column() -> None:
    claims = table(KNOWN[0], {**KNOWN[0], "sums": []}, KNOWN[1])
    assert [c.aliases for c in claims.columns] == [("R1", "R2"), ("R3",)]
    assert claims.row("amount confiscated").cells == (Cell.SAYS_SO, Cell.SAYS_SO)  # type: ignore[union-attr]


def test_the_gravest_act_most_origins_tell_stands_for_the_event() -> None:
    both = ("threat.sanction", "hurt.assault", "question.interrogate")
    assert table({**KNOWN[0], "acts": both}, {**KNOWN[1], "acts": both}).row("happened").value == "Confiscation"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("specs", "status", "step"),
    [
        ([KNOWN[0]], Verification.SINGLE_SOURCE, 0),
        ([{"mode": "hearsay"}], Verification.UNVERIFIED, 0),
        ([{}, {}], Verification.SINGLE_SOURCE, 1),
        (KNOWN, Verification.CORROBORATED, 2),
        ([KNOWN[0], {**KNOWN[1], "mode": "first_person"}], Verification.CORROBORATED, 3),
        ([KNOWN[0], {**KNOWN[1], "kind": "official_record"}], Verification.CORROBORATED, 3),
        (
            [KNOWN[0], {**KNOWN[1], "acts": ["detain.arrest"], "denied": ["search.home"], "sums": []}],
            Verification.CONTESTED,
            0,
        ),
    ],
    ids=["one", "hearsay", "two unknown", "two known", "own experience", "a document", "denied"],
)
def test_status_and_ladder(specs: list, status: Verification, step: int) -> None:
    given = case(*specs)
    assert verification(*given) is status
    assert publication_step(*given) == step


def test_retraction_takes_corroboration_back() -> None:
    group, reports, proposals, said = case(*KNOWN)
    assert verification(group, reports, proposals, said) is Verification.CORROBORATED
    after: list[Report] = [reports[0], make_report("R2", **KNOWN[1], accepted=False)]
    proposals = propose_links(after, said)
    left = event_groups(after, proposals, said)[0]
    assert verification(left, after, proposals, said) is Verification.SINGLE_SOURCE
    assert independent_sources(left, after, proposals, said).max == 1
    # a group computed before the retraction counts what is accepted now, not what was
    assert independent_sources(group, after, proposals, said).max == 1


def test_a_group_counts_only_those_who_tell_of_it() -> None:
    group, reports, proposals, said = case(*KNOWN)
    other = make_report("R9", source="src_z", collector="col_9", day="2024-01-01", place="Hoeryong")
    assert independent_sources(group, [*reports, other], proposals, said).max == 2


def test_who_only_denies_is_no_source_for_it() -> None:
    given = case(KNOWN[0], {**KNOWN[1], "acts": [], "denied": ["search.home"], "sums": []})
    assert given[0].reports == ("R1", "R2")
    assert independent_sources(*given).max == 1
    assert verification(*given) is Verification.CONTESTED
