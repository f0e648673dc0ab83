"""Who reads what, on two devices: opinions are kept apart, and a second reader sees nothing before both have finished."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import making_casefile as make
import making_teams as team
import pytest

from rushlight.casefile import Casefile, assigned, conflicts, erasing
from rushlight.casefile.unseen import unseen, unseen_statements
from rushlight.record import Decision, Verdict

FIRST, SECOND = assigned.FIRST, assigned.SECOND


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Casefile, Casefile]]:
    with make.new_case(tmp_path / "a.case") as one:
        make.fill(one)
        with team.colleague(one, tmp_path / "b.case") as other:
            yield one, other


def first_report(case: Casefile) -> tuple[str, str]:
    """(document, its first statement)."""
    read = case.readings()[0]
    return read.document, read.reading.statements[0].id


def said(statement: str, by: str, verdict: Verdict = Verdict.ACCEPT, name: str = "") -> Decision:
    return Decision(name or f"de_{by}_{verdict.value}", statement, verdict, by, make.T0)


def give_to(case: Casefile, document: str) -> None:
    assigned.assign(case, document, FIRST, "A1", by="A1")
    assigned.assign(case, document, SECOND, "A2", by="A1")


def test_a_second_reader_sees_nothing_of_the_first_until_both_have_finished(pair: tuple[Casefile, Casefile]) -> None:
    one, other = pair
    document, statement = first_report(one)
    give_to(one, document)
    one.add_decision(said(statement, "A1"))
    team.exchange(one, other)
    assert unseen(other._db, "A2") == {document}
    assert statement in unseen_statements(other._db, "A2")
    others_ids = {d.id for d in other.decisions(by="A2")}
    assert "de_A1_accept" not in others_ids
    other.add_opinion(said(statement, "A2", Verdict.REJECT))
    assert [d.id for d in other.decisions(by="A2") if d.statement == statement] == ["de_A2_reject"]
    assert [d.id for d in other.decisions() if d.statement == statement][-1] == "de_A1_accept"
    assigned.finish(other, document, SECOND, by="A2")
    team.exchange(one, other)
    assert unseen(other._db, "A2") == {document}
    assert unseen(one._db, "A1") == frozenset()
    assert "de_A2_reject" not in {d.id for d in one.decisions(by="A1")}
    assigned.finish(one, document, FIRST, by="A1")
    team.exchange(one, other)
    for case in pair:
        assert unseen(case._db, "A2") == frozenset()
        assert assigned.readers_of(case, document).compared
        assert [d.id for d in assigned.said_by_second(case, document).decisions] == ["de_A2_reject"]
        assert "de_A1_accept" in [d.id for d in assigned.said_by_first(case, document).decisions]
        assert case.verify(deep=True).ok
    assert team.state(one) == team.state(other)


def test_what_comes_after_finishing_is_no_part_of_the_comparison(pair: tuple[Casefile, Casefile]) -> None:
    one, _ = pair
    document, statement = first_report(one)
    give_to(one, document)
    one.add_opinion(said(statement, "A2", Verdict.REJECT))
    assigned.finish(one, document, SECOND, by="A2")
    one.add_decision(said(statement, "A1"))
    assigned.finish(one, document, FIRST, by="A1")
    later = said(statement, "A1", Verdict.UNSURE)
    one.add_decision(later)
    assert later.id not in {d.id for d in assigned.said_by_first(one, document).decisions}
    assert later.id in {d.id for d in assigned.after_both(one, document)}


def test_the_reading_of_one_who_left_goes_on_with_another(pair: tuple[Casefile, Casefile]) -> None:
    one, _ = pair
    document, statement = first_report(one)
    give_to(one, document)
    one.add_decision(said(statement, "A1"))
    assigned.assign(one, document, FIRST, "A3", by="A2")
    assert not assigned.readers_of(one, document).first_finished
    assigned.finish(one, document, FIRST, by="A3")
    told = assigned.said_by_first(one, document)
    assert (told.person, "de_A1_accept" in {d.id for d in told.decisions}) == ("A3", True)


def test_two_who_give_a_report_to_different_people_are_told(pair: tuple[Casefile, Casefile]) -> None:
    one, other = pair
    document, _ = first_report(one)
    assigned.assign(one, document, FIRST, "A1", by="A1")
    assigned.assign(other, document, FIRST, "A2", by="A2")
    team.exchange(one, other)
    for case in pair:
        (found,) = [c for c in conflicts.conflicts(case) if c.kind == conflicts.READER]
        assert (found.about, {s.value for s in found.said}) == ((document, FIRST), {"A1", "A2"})
    assigned.assign(one, document, FIRST, "A2", by="A1")
    team.exchange(one, other)
    for case in pair:
        assert [c for c in conflicts.conflicts(case) if c.kind == conflicts.READER] == []
        assert assigned.readers_of(case, document).first == "A2"


def test_a_conflict_about_a_statement_is_no_way_around(pair: tuple[Casefile, Casefile]) -> None:
    one, other = pair
    document, statement = first_report(one)
    give_to(one, document)
    team.exchange(one, other)
    one.add_decision(said(statement, "A1"))
    other.add_decision(said(statement, "A3", Verdict.REJECT))
    team.exchange(one, other)
    about = [c for c in conflicts.conflicts(other, by="A3") if statement in c.about]
    assert about
    assert [c for c in conflicts.conflicts(other, by="A2") if statement in c.about] == []


def test_an_erased_report_takes_its_readers_along(pair: tuple[Casefile, Casefile]) -> None:
    one, _ = pair
    document, statement = first_report(one)
    give_to(one, document)
    one.add_opinion(said(statement, "A2", Verdict.REJECT))
    assigned.finish(one, document, SECOND, by="A2")
    one, _ = erasing.erase(one, [erasing.of_report(one, document, reason="withdrawn")], by="A1")
    with one:
        for table in ("assignment", "opinion", "finished"):
            assert one._db.rows(f"SELECT 1 FROM {table}") == []  # noqa: S608
        assert assigned.readers(one) == {}
        assert one.verify(deep=True).ok
