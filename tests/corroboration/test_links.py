"""What is proposed as one happening, what is kept apart, and that both say why."""

from __future__ import annotations

import dataclasses

import pytest
from casting import judge, make_report
from hypothesis import given, settings
from hypothesis import strategies as st

from rushlight.corroboration import Likelihood, propose_links
from rushlight.record import Judgement, Report

PAID = (("take.extorted_payment", 20000, "CNY"),)


def only(*reports: Report, judgements=()):  # type: ignore[no-untyped-def]
    proposals = propose_links(reports, judgements)
    assert len(proposals) == 1, [p.label for p in proposals]
    return proposals[0]


def test_the_same_day_place_act_and_sum_are_likely() -> None:
    link = only(make_report("R1"), make_report("R2"))
    assert link.label is Likelihood.LIKELY
    assert "the same day for the same act" in link.reasons
    assert "the same sum, confiscated in both" in link.reasons
    assert link.against == ()
    assert (link.left, link.right) == ("R1.s0", "R2.s0")


def test_two_languages_are_compared_by_what_has_no_language() -> None:
    korean = make_report("R2", language="ko", place="혜산", officers="보위원들", affected="50대 여성", kin="딸")
    link = only(make_report("R1"), korean)
    assert link.label is Likelihood.LIKELY
    assert {"the same place", "the same kind of office acted"} <= set(link.reasons)


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"day": "2025-06-20"}, "more than a month apart"),
        ({"day": "2025-05-25"}, "more than ten days apart"),
        ({"day": "2025-05-14"}, "different days for the same act"),
        ({"sums": PAID}, "the same sum, but confiscated in one and paid in the other"),
        ({"kin": "her son"}, "such as a son and a daughter"),
        ({"place": "Hoeryong"}, "different places"),
        ({"officers": "police officers"}, "different offices"),
        ({"affected_class": "intermediary"}, "different kinds of people"),
        ({"affected": "a man of 60"}, "a woman in one and a man in the other"),
        ({"sums": [["seize.property", 500, "CNY"]]}, "the sums confiscated differ"),
        ({"acts": ["detain.arrest"], "denied": ["search.home"]}, "Home search: told in one, said not to have happened"),
    ],
)
def test_what_differs_is_named_and_weighs(other: dict, says: str) -> None:
    first = make_report("R1", acts=("search.home", "detain.arrest"))
    alike = only(first, make_report("R2", acts=("search.home", "detain.arrest")))
    proposals = propose_links([first, make_report("R2", **{"acts": ("search.home", "detain.arrest"), **other})])
    assert any(says in reason for p in proposals for reason in p.against)
    assert all(p.weight < alike.weight for p in proposals)


@pytest.mark.parametrize(
    "other",
    [
        {"day": "2025-06-08"},
        {"day": "2025-04-12", "sums": PAID},
        {"kin": "her son", "sums": PAID, "day": "2025-05-20"},
        {"affected_class": "intermediary"},
        {"officers": "police officers"},
    ],
    ids=["another month", "another month and paid", "son, paid, other days", "a broker", "other office"],
)
def test_look_alikes_of_the_same_town_and_sum_are_never_likely(other: dict) -> None:
    assert all(p.label is not Likelihood.LIKELY for p in propose_links([make_report("R1"), make_report("R2", **other)]))


def test_a_look_alike_is_shown_with_what_keeps_it_apart() -> None:
    link = only(make_report("R1"), make_report("R2", day="2025-07-30", sums=PAID, kin="her son"))
    assert link.label is Likelihood.UNLIKELY
    assert link.against


def test_a_sum_that_was_not_taken_is_no_common_sum() -> None:
    from rushlight.record import Polarity

    second = make_report("R2")
    nothing_taken = dataclasses.replace(second.accepted[1], polarity=Polarity.NEGATED)
    link = only(make_report("R1"), dataclasses.replace(second, accepted=(second.accepted[0], nothing_taken)))
    assert not any("sum" in reason for reason in link.reasons)
    assert any("Confiscation" in reason for reason in link.against)


def test_undated_reports_are_possible_at_most() -> None:
    assert only(make_report("R1", day=None), make_report("R2", day=None)).label is not Likelihood.LIKELY


def test_patterns_are_never_linked() -> None:
    assert propose_links([make_report("R1", scope="pattern"), make_report("R2", scope="pattern")]) == ()
    assert propose_links([make_report("R1"), make_report("R2", scope="pattern")]) == ()


def test_what_nobody_accepted_is_not_linked() -> None:
    assert propose_links([make_report("R1"), make_report("R2", accepted=False)]) == ()


def test_a_sum_in_many_reports_weighs_less() -> None:
    few = only(make_report("R1"), make_report("R2"))
    crowd = [make_report(f"C{n}", day=f"20{10 + n}-01-01", place="Hoeryong") for n in range(9)]
    many = next(p for p in propose_links([make_report("R1"), make_report("R2"), *crowd]) if p.reports == few.reports)
    weight = {p: next(e.weight for e in p.evidence if e.code == "same_sum") for p in (few, many)}
    assert weight[many] < weight[few]


def test_a_conversion_given_by_the_text_is_the_same_sum() -> None:
    from decimal import Decimal

    from rushlight.record import Conversion

    report = make_report("R1")
    amount = report.reading.amounts[0]
    converted = dataclasses.replace(amount, conversions=(Conversion(Decimal(2770), "USD", amount.span),))
    first = dataclasses.replace(report, reading=dataclasses.replace(report.reading, amounts=(converted,)))
    link = only(first, make_report("R2", sums=[["seize.property", 2770, "USD"]]))
    assert "the same sum, confiscated in both" in link.reasons


def test_a_person_judgement_is_carried_by_any_statement_of_the_telling() -> None:
    verdict = dataclasses.replace(judge(0, "same_event", "R1", "R2", "different"), left="R1.s1")
    assert only(make_report("R1"), make_report("R2"), judgements=[verdict]).judged is Judgement.DIFFERENT


def test_a_second_shared_happening_is_named_as_a_reason() -> None:
    def two(alias: str) -> Report:
        first, second = make_report(alias), make_report(f"{alias}b", day="2025-05-19", acts=("question.summons",), sums=())
        merged = dataclasses.replace(
            first.reading,
            parties=first.reading.parties + second.reading.parties,
            places=first.reading.places + second.reading.places,
            times=first.reading.times + second.reading.times,
            statements=first.reading.statements + second.reading.statements,
        )
        return dataclasses.replace(first, reading=merged, accepted=first.accepted + second.accepted)

    proposals = propose_links([two("R1"), two("R2")])
    summons = next(p for p in proposals if "R1b.s0" in p.left_statements and "R2b.s0" in p.right_statements)
    assert "the two reports share another happening" in summons.reasons


def test_no_reason_holds_a_name_or_words_of_a_report() -> None:
    reports = [make_report("R1"), make_report("R2", place="Hoeryong", kin="her son"), make_report("R3", place="Wiyon-dong")]
    said = " ".join(e.says for p in propose_links(reports) for e in p.evidence)
    assert not any(word in said for word in ("Hyesan", "Hoeryong", "Wiyon", "fifties", "20000"))


SPECS = st.fixed_dictionaries(
    {
        "day": st.sampled_from([None, "2025-05-08", "2025-05-09", "2025-06-20"]),
        "place": st.sampled_from(["Hyesan", "혜산", "Hoeryong", "Nowhere"]),
        "sums": st.sampled_from([(), PAID, (("seize.property", 20000, "CNY"),)]),
        "kin": st.sampled_from(["her daughter", "her son", "a friend"]),
    }
)


@settings(max_examples=60, deadline=None)
@given(st.lists(SPECS, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_proposals_do_not_depend_on_the_order_of_reports(specs: list, rng: object) -> None:
    reports = [make_report(f"R{n}", **spec) for n, spec in enumerate(specs)]
    shuffled = list(reports)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    assert propose_links(reports) == propose_links(shuffled)


def test_a_date_a_person_wrote_in_review_is_compared_like_any_other() -> None:
    import datetime as dt

    from rushlight.record import Decision, Verdict
    from rushlight.review import apply_decisions

    noon = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
    undated = make_report("R2", day=None)
    log = [Decision(f"d{n}", s.id, Verdict.ACCEPT, "ann", noon) for n, s in enumerate(undated.reading.statements)]
    log.append(Decision("d", "R2.s0", Verdict.CORRECT, "ann", noon, "time", "2025-05-08"))
    done = apply_decisions(undated.reading, log)
    reviewed = dataclasses.replace(undated, reading=done.reading, accepted=done.accepted)
    assert only(make_report("R1"), undated).label is Likelihood.POSSIBLE
    assert only(make_report("R1"), reviewed).label is Likelihood.LIKELY
