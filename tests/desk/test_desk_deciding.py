"""From a report to what counts: nothing before a person accepts it, everything can be taken back."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import making_desk as make
import pytest

from rushlight.casefile import create
from rushlight.desk import Desk, deciding
from rushlight.desk.counting import Counted
from rushlight.errors import CasefileError, IntakeError, MisuseError, RecordError, ReviewError, WrongPassphrase
from rushlight.record import DocumentKind, Judgement, Relation, Verdict


def figures(counted: Counted) -> tuple[list[str], int]:
    return [str(row) for row in counted.table.rows_as_text("en", place_names={})], counted.table.waiting


def statements(counted: Counted) -> int:
    return sum(row.statements for row in counted.table.rows_as_text("en", place_names={}))


def test_nothing_counts_before_a_person_accepts_it(desk: Desk) -> None:
    kept = make.taken(desk, make.VISIT)
    assert len(kept.reading.statements) >= 3
    counted = desk.count()
    assert counted.table.rows == ()
    assert counted.table.waiting == len(kept.reading.statements) == len(desk.queue())
    assert desk.link().groups == ()
    assert make.single(desk) == ()
    assert desk.check_release().draft.items == ()


def test_accepting_counts_and_rejecting_lowers_it(desk: Desk) -> None:
    make.taken(desk, make.VISIT)
    seen = [0]
    for item in desk.queue():
        desk.decide(item.statement.id, Verdict.ACCEPT)
        seen.append(statements(desk.count()))
        assert seen[-1] >= seen[-2]
    assert seen[-1] > 0
    for statement in sorted(desk.reports()[0].accepted, key=lambda s: s.content_of is None):  # contents before their acts
        desk.decide(statement.id, Verdict.REJECT)
        seen.append(statements(desk.count()))
        assert seen[-1] <= seen[-2]
    assert seen[-1] == 0
    assert desk.progress().accepted == 0


def test_an_accepted_threat_is_no_deed(desk: Desk) -> None:
    kept = make.taken(desk, make.VISIT)
    contents = {s.id for s in kept.reading.statements if s.content_of}
    assert contents
    make.accept_all(desk)
    assert not contents & set(make.single(desk))


def test_undo_brings_a_proposal_back_and_is_itself_no_decision_to_undo(desk: Desk) -> None:
    make.taken(desk, make.VISIT)
    before = figures(desk.count())
    first, second = (item.statement.id for item in desk.queue()[:2])
    desk.decide(first, Verdict.ACCEPT)
    desk.decide(second, Verdict.REJECT)
    assert desk.undo().statement == second
    assert desk.undo().statement == first
    assert figures(desk.count()) == before
    with pytest.raises(MisuseError, match="no decision of yours"):
        desk.undo()
    assert len(desk.case.decisions()) == 4


def test_an_undo_can_be_taken_back_and_then_the_decision_stands_and_can_be_undone(desk: Desk) -> None:
    make.taken(desk, make.VISIT)
    statement = desk.queue()[0].statement.id
    desk.decide(statement, Verdict.ACCEPT)
    undone = desk.undo()
    clock = {"now": desk.now(), "randomness": desk.randomness, "actor": desk.actor}
    deciding.decide(desk.case, statement, Verdict.UNDO, supersedes=undone.id, **clock)  # type: ignore[arg-type]
    assert [s.id for s in desk.reports()[0].accepted] == [statement]
    assert desk.undo().statement == statement
    assert desk.reports()[0].accepted == ()


def test_nobody_undoes_another_persons_decision(desk: Desk) -> None:
    make.taken(desk, make.VISIT)
    desk.decide(desk.queue()[0].statement.id, Verdict.ACCEPT)
    other = Desk(desk.case, actor="A2", now=desk.now)
    with pytest.raises(MisuseError):
        other.undo()
    assert len(desk.reports()[0].accepted) == 1


def test_a_correction_shows_in_the_reports_and_in_the_counts(desk: Desk) -> None:
    make.taken(desk, make.DEMAND)
    make.accept_all(desk)
    statement = desk.link().reports[0].accepted[0]
    desk.decide(statement.id, Verdict.CORRECT, field="polarity", value="negated")
    shown = next(s for s in desk.reports()[0].accepted if s.id == statement.id)
    assert (shown.polarity.value, statement.polarity.value) == ("negated", "affirmed")
    desk.undo()
    assert next(s for s in desk.reports()[0].accepted if s.id == statement.id) == statement


def test_a_decision_that_cannot_be_applied_is_not_kept(desk: Desk) -> None:
    make.taken(desk, make.VISIT)
    statement = desk.queue()[0].statement.id
    for field, value in (("scope", "no such scope"), ("place", "pl_nowhere"), ("act", "detain.nothing"), ("nonsense", "x")):
        with pytest.raises((ReviewError, RecordError)):
            desk.decide(statement, Verdict.CORRECT, field=field, value=value)
    with pytest.raises(ReviewError):
        desk.decide("st_unknown", Verdict.ACCEPT)
    assert desk.case.decisions() == ()
    assert desk.verify(deep=True).ok


def test_taking_in_is_whole_or_nothing(desk: Desk, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(make.VISIT, encoding="utf-8")
    empty = tmp_path / "empty.txt"
    empty.touch()
    before = len(desk.log())
    with pytest.raises(MisuseError, match="no source"):
        desk.take_in(report, source="S9")
    with pytest.raises(MisuseError, match="future"):
        desk.take_in(report, published=dt.date(2999, 1, 1))
    with pytest.raises(MisuseError, match="no reading rules"):
        desk.take_in(report, language="fr")
    with pytest.raises(IntakeError):
        desk.take_in(empty)
    assert (len(desk.log()), desk.reports()) == (before, ())
    assert desk.take_in(report).alias == "R1"
    with pytest.raises(CasefileError, match="already"):
        desk.take_in(report)
    assert [r.alias for r in desk.reports()] == ["R1"]


def test_two_reports_of_the_same_are_one_event_and_a_judgement_settles_their_origin(desk: Desk) -> None:
    for text, source in ((make.VISIT, "S1"), (make.RETOLD, "S2")):
        desk.add_source(source)
        make.taken(desk, text, source=source, kind=DocumentKind.FIELD_NOTE)
    make.accept_all(desk)
    linked = desk.link()
    shared = [g for g in linked.groups if len(g.reports) == 2]
    assert shared
    assert all(linked.sources[g.id].max == 2 for g in shared)
    first, second = (r.document.id for r in linked.reports)
    desk.judge(Relation.SAME_ORIGIN, first, second, Judgement.SAME)
    again = desk.link()
    assert {again.sources[g.id].max for g in again.groups if len(g.reports) == 2} == {1}
    for group in shared:
        left, right = (head for head in again.told if head in group.heads)
        desk.judge(Relation.SAME_EVENT, left, right, Judgement.DIFFERENT)
    assert [g for g in desk.link().groups if len(g.reports) == 2] == []
    with pytest.raises(MisuseError):
        desk.judge(Relation.SAME_ORIGIN, first, "dc_unknown", Judgement.SAME)
    with pytest.raises(MisuseError, match="one and the same"):
        desk.judge(Relation.SAME_ORIGIN, first, first, Judgement.SAME)


def test_all_of_it_is_there_after_reopening(desk: Desk) -> None:
    make.taken(desk, make.VISIT)
    make.accept_all(desk)
    desk.decide(desk.reports()[0].accepted[0].id, Verdict.REJECT)
    before = (desk.reports(), figures(desk.count()), desk.progress(), [e.id for e in desk.log()])
    with make.reopened(desk) as again:
        assert (again.reports(), figures(again.count()), again.progress(), [e.id for e in again.log()]) == before
        assert again.verify(deep=True).ok
        assert again.undo().verdict is Verdict.UNDO


def test_the_log_has_no_words(desk: Desk) -> None:
    checked = make.ready(desk, make.VISIT)
    make.taken(desk, make.RETOLD)
    desk.judge(Relation.SAME_TEXT, *(r.document.id for r in desk.reports()), Judgement.UNSURE, reason="they read alike")
    assert checked.draft.items
    for event in desk.log():
        assert re.fullmatch(r"[a-z]+\.[a-z]+", event.kind)
        assert re.fullmatch(r"ev_[0-9a-z]{26}", event.id)
        assert event.by == "A1"


def test_a_wrong_passphrase_opens_nothing(desk: Desk) -> None:
    desk.close()
    with pytest.raises(WrongPassphrase):
        make.open_casefile(desk.case.folder, "another passphrase of six words", randomness=desk.randomness, now=desk.now)


def test_the_cheap_cost_is_for_tests_alone(tmp_path: Path, desk: Desk) -> None:
    with pytest.raises(MisuseError, match="floor"):
        create(tmp_path / "b.case", make.PASSPHRASE, randomness=desk.randomness, now=desk.now, cost=make.Cost(64, 1, 1))
