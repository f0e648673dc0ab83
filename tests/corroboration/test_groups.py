"""Groups of tellings: average linkage, and a person's word above the machine's."""

from __future__ import annotations

import dataclasses

from casting import judge, make_report
from hypothesis import given, settings
from hypothesis import strategies as st

from rushlight.corroboration import EventGroup, event_groups, propose_links
from rushlight.record import LinkJudgement, Report


def grouped(reports: list[Report], judgements: list[LinkJudgement] | None = None) -> tuple[EventGroup, ...]:
    said = judgements or []
    return event_groups(reports, propose_links(reports, said), said)


def members(groups: tuple[EventGroup, ...]) -> list[tuple[str, ...]]:
    return [g.reports for g in groups]


def test_likely_pairs_are_grouped_and_single_tellings_stand_alone() -> None:
    groups = grouped([make_report("R1"), make_report("R2"), make_report("R3", day="2025-09-01", place="Hoeryong")])
    assert members(groups) == [("R1", "R2"), ("R3",)]
    assert [g.basis for g in groups] == ["machine", "single"]
    assert groups[0].supports == ("R1.s0", "R1.s1", "R2.s0", "R2.s1")


def test_a_possible_pair_is_not_grouped_until_a_person_says_so() -> None:
    reports = [make_report("R1", day=None), make_report("R2")]
    assert members(grouped(reports)) == [("R1",), ("R2",)]
    joined = grouped(reports, [judge(0, "same_event", "R1", "R2", "same")])
    assert members(joined) == [("R1", "R2")]
    assert joined[0].basis == "person"


def test_different_and_unsure_keep_a_likely_pair_apart() -> None:
    reports = [make_report("R1"), make_report("R2")]
    for verdict in ("different", "unsure"):
        assert members(grouped(reports, [judge(0, "same_event", "R1", "R2", verdict)])) == [("R1",), ("R2",)]


def test_a_later_judgement_replaces_an_earlier_one() -> None:
    said = [judge(0, "same_event", "R1", "R2", "different"), judge(1, "same_event", "R2", "R1", "same")]
    assert members(grouped([make_report("R1"), make_report("R2")], said)) == [("R1", "R2")]


def test_a_third_telling_never_bridges_what_a_person_kept_apart() -> None:
    reports = [make_report("R1"), make_report("R2"), make_report("R3")]
    groups = grouped(reports, [judge(0, "same_event", "R1", "R2", "different")])
    assert not any({"R1", "R2"} <= set(g.reports) for g in groups)


def test_not_even_a_crowd_of_likely_tellings_crosses_a_persons_word() -> None:
    reports = [make_report(f"R{n}") for n in range(1, 7)]
    groups = grouped(reports, [judge(0, "same_event", "R1", "R2", "different")])
    assert sorted(len(g.reports) for g in groups) == [1, 5]
    assert not any({"R1", "R2"} <= set(g.reports) for g in groups)


def test_a_contradiction_among_judgements_is_shown_not_followed() -> None:
    reports = [make_report(a) for a in ("R1", "R2", "R3")]
    said = [
        judge(0, "same_event", "R1", "R2", "same"),
        judge(1, "same_event", "R2", "R3", "same"),
        judge(2, "same_event", "R1", "R3", "different"),
    ]
    groups = grouped(reports, said)
    assert not any({"R1", "R3"} <= set(g.reports) for g in groups)
    assert any("was not followed" in note for g in groups for note in g.contradictions)


def test_the_id_depends_on_the_members_alone() -> None:
    pair = [make_report("R1"), make_report("R2")]
    with_third = grouped([*pair, make_report("R3", day="2025-12-01", place="Hoeryong")])
    assert grouped(pair)[0].id == with_third[0].id
    assert grouped(pair)[0].id != with_third[1].id


def test_differences_and_denials_stand_beside_the_support() -> None:
    reports = [
        make_report("R1", acts=("search.home", "hurt.assault", "detain.arrest")),
        make_report(
            "R2", acts=("search.home", "detain.arrest"), denied=("hurt.assault",), sums=[["seize.property", 900, "CNY"]]
        ),
    ]
    group = grouped(reports, [judge(0, "same_event", "R1", "R2", "same")])[0]
    assert group.contradicting == ("R2.s2",)
    assert "R2.s2" not in group.supports
    assert "R1 and R2: the sums confiscated differ" in group.contradictions
    assert any("Physical assault" in note for note in group.contradictions)


def test_a_mere_denial_is_no_happening() -> None:
    assert grouped([make_report("R1", acts=(), denied=("detain.arrest",), sums=())]) == ()


def test_retraction_leaves_the_group() -> None:
    reports = [make_report("R1"), make_report("R2")]
    after = [reports[0], dataclasses.replace(reports[1], accepted=())]
    assert members(grouped(after)) == [("R1",)]


VERDICTS = st.lists(
    st.tuples(st.sampled_from("0123"), st.sampled_from("0123"), st.sampled_from(["same", "different", "unsure"])), max_size=6
)
DAYS = st.lists(st.sampled_from([None, "2025-05-08", "2025-05-09", "2025-07-01"]), min_size=4, max_size=4)


@settings(max_examples=80, deadline=None)
@given(DAYS, VERDICTS, st.randoms(use_true_random=False))
def test_a_persons_different_is_never_crossed_and_order_is_irrelevant(days: list, said: list, rng: object) -> None:
    reports = [make_report(f"R{n}", day=day) for n, day in enumerate(days)]
    judgements = [judge(n, "same_event", f"R{a}", f"R{b}", v) for n, (a, b, v) in enumerate(said) if a != b]
    groups = grouped(reports, judgements)
    standing = {frozenset((j.left[:2], j.right[:2])): j.judgement.value for j in judgements}
    for pair, verdict in standing.items():
        if verdict == "different":
            assert not any(pair <= set(g.reports) for g in groups)
    assert sorted(r for g in groups for r in g.reports) == [r.alias for r in reports]
    rng.shuffle(reports)  # type: ignore[attr-defined]
    assert grouped(reports, judgements) == groups
