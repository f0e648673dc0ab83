"""One report's statements into happenings."""

from __future__ import annotations

import dataclasses

from casting import make_report

from rushlight.corroboration import tellings
from rushlight.record import Party, Report, Role, Scope, Span, Statement, TimeExpr, cut


def with_statement(report: Report, statement: Statement) -> Report:
    reading = dataclasses.replace(report.reading, statements=(*report.reading.statements, statement))
    return dataclasses.replace(report, reading=reading, accepted=(*report.accepted, statement))


def again(report: Report, id: str, **changes: object) -> Statement:
    return dataclasses.replace(report.accepted[0], id=id, **changes)  # type: ignore[arg-type]


def groups(report: Report) -> list[set[str]]:
    return [set(t.ids) for t in tellings(report)]


def test_the_same_person_hit_is_one_happening() -> None:
    assert groups(make_report("R1", acts=("search.home", "detain.arrest"))) == [{"R1.s0", "R1.s1", "R1.s2"}]


def test_another_person_is_another_happening_though_the_words_share_a_day() -> None:
    report = make_report("R1")
    other = dataclasses.replace(report.reading.parties[1], id="R1.aff2")
    reading = dataclasses.replace(report.reading, parties=(*report.reading.parties, other))
    who = tuple(
        dataclasses.replace(p, party="R1.aff2") if p.role is Role.AFFECTED else p for p in report.accepted[0].participants
    )
    report = dataclasses.replace(report, reading=reading)
    assert groups(with_statement(report, again(report, "x", participants=who))) == [{"R1.s0", "R1.s1"}, {"x"}]


def test_a_crowd_ties_nothing_but_day_and_place_do() -> None:
    from rushlight.record import IdentityStatus

    report = make_report("R1", acts=("demand.disclosure", "threat.sanction"), sums=())
    crowd: tuple[Party, ...] = tuple(
        dataclasses.replace(p, identity_status=IdentityStatus.COLLECTIVE) for p in report.reading.parties
    )
    report = dataclasses.replace(report, reading=dataclasses.replace(report.reading, parties=crowd))
    assert groups(report) == [{"R1.s0", "R1.s1"}]
    undated = tuple(dataclasses.replace(s, time=None) for s in report.accepted)
    assert groups(dataclasses.replace(report, accepted=undated)) == [{"R1.s0"}, {"R1.s1"}]


def test_the_same_person_hit_months_later_is_another_happening() -> None:
    import datetime as dt

    report = make_report("R1")
    span = report.reading.times[0].span
    later = TimeExpr("R1.tm2", span, None, dt.date(2025, 9, 1), dt.date(2025, 9, 1), True)
    reading = dataclasses.replace(report.reading, times=(*report.reading.times, later))
    report = dataclasses.replace(report, reading=reading)
    assert groups(with_statement(report, again(report, "later", time="R1.tm2", spans=report.accepted[1].spans))) == [
        {"R1.s0", "R1.s1"},
        {"later"},
    ]


def test_content_goes_with_its_speech_act() -> None:
    from rushlight.record import Modality

    report = make_report("R1", acts=("threat.sanction",), sums=())
    content = again(report, "c", act="move.internal_exile", modality=Modality.THREATENED, content_of="R1.s0", participants=())
    assert groups(with_statement(report, content)) == [{"R1.s0", "c"}]


def test_patterns_sets_and_bare_background_are_no_happening() -> None:
    report = make_report("R1", acts=("exchange.remittance_sent",), sums=())
    assert groups(report) == []
    for scope in (Scope.PATTERN, Scope.SET, Scope.TREND, Scope.BACKGROUND):
        assert groups(make_report("R1", scope=scope.value)) == []


def test_the_head_is_told_as_done_in_its_own_right_and_dated() -> None:
    report = make_report("R1", acts=("search.home", "detain.arrest"), denied=("hurt.assault",))
    undated = dataclasses.replace(report.accepted[0], time=None)
    report = dataclasses.replace(report, accepted=(undated, *report.accepted[1:]))
    assert tellings(report)[0].head == "R1.s1"


def test_the_sent_money_goes_with_the_sentence_it_stands_in() -> None:
    report = make_report("R1", sums=())
    whole = report.accepted[0].spans[0]
    part = Span(whole.start + 2, whole.end - 3, whole.exact[2:-3])
    inner = again(report, "inner", act="exchange.remittance_sent", spans=(part,), participants=())
    assert groups(with_statement(report, inner)) == [{"R1.s0", "inner"}]


def test_a_statement_that_names_nobody_goes_with_the_one_before_it_in_its_paragraph() -> None:
    report = make_report("R1", sums=())
    nobody = again(
        report,
        "x",
        act="seize.property",
        participants=(),
        time=None,
        spans=(Span(len(report.text) - 5, len(report.text), report.text[-5:]),),
    )
    assert groups(with_statement(report, nobody)) == [{"R1.s0", "x"}]
    apart = dataclasses.replace(nobody, spans=(cut(report.text + "\nMoney went.", len(report.text), len(report.text) + 12),))
    longer = dataclasses.replace(report, text=report.text + "\nMoney went.")
    assert groups(with_statement(longer, apart)) == [{"R1.s0"}, {"x"}]
