"""Comparing that is kept finds what comparing everything finds: after any change, after unlocking anew, for whoever asks."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import serving_case as case

from rushlight.casefile import Casefile
from rushlight.casefile.comparisons import NAMES
from rushlight.corroboration.again import at_once
from rushlight.desk import Desk, finding, open_desk
from rushlight.desk.comparing import Comparing
from rushlight.desk.light import Light, light
from rushlight.desk.linking import as_it_stands
from rushlight.desk.reports import one_report
from rushlight.errors import RushlightError
from rushlight.record import Judgement, Relation, Report, Verdict

DEMAND = "On 12 March 2022 a broker demanded 5,000 yuan from the family of a woman in Hyesan. The money was paid in April 2022."
RETOLD = "A neighbour said that officers demanded 5,000 yuan from a family in Hyesan on 12 March 2022."


@pytest.fixture
def desk(demo: Path) -> Iterator[Desk]:
    held = opened(demo)
    yield held
    held.close()


def opened(folder: Path, actor: str = "A1") -> Desk:
    return open_desk(folder, case.PASSPHRASE, actor=actor, randomness=os.urandom)


def kept(comparing: Comparing) -> Light:
    compared = at_once(comparing.steps())
    return light(comparing.case, comparing.by, comparing.kept, compared)


def same(comparing: Comparing) -> Light:
    """What is kept is what comparing everything finds."""
    mine, anew = kept(comparing), Desk(comparing.case, actor=comparing.by).link()
    assert mine.proposals == anew.proposals
    assert mine.groups == anew.groups
    assert dict(mine.told) == dict(anew.told)
    assert mine.names == anew.names
    assert sorted(mine.replaced) == sorted(anew.replaced)
    assert mine.judgements == anew.judgements
    assert {g: str(mine.sources[g]) for g in mine.sources} == {g: str(anew.sources[g]) for g in anew.sources}
    assert dict(mine.standing) == dict(anew.standing)
    return mine


def changed(desk: Desk, rng: random.Random, step: int) -> Desk:
    """One change of the casefile, drawn by lot; gives the desk to go on with."""
    reports = Desk(desk.case, actor="A9").reports()
    kind = rng.choice(("take in", "decide", "decide", "decide", "judge", "undo", "restrict", "erase"))
    report = rng.choice(reports)
    try:
        if kind == "take in":
            text = f"{rng.choice((DEMAND, RETOLD))} Told to us on day {step}."
            alias = desk.take_in_bytes(text.encode(), "report.txt").alias
            for statement in next(r for r in desk.reports() if r.alias == alias).reading.statements:
                desk.decide(statement.id, Verdict.ACCEPT)
        elif kind == "decide":
            desk.decide(rng.choice(report.reading.statements).id, rng.choice((Verdict.ACCEPT, Verdict.REJECT, Verdict.UNSURE)))
        elif kind == "judge":
            one, other = (r.document.id for r in rng.sample(reports, 2))
            desk.judge(rng.choice((Relation.SAME_ORIGIN, Relation.SAME_TEXT)), one, other, rng.choice(list(Judgement)))
            proposals = desk.link().proposals
            if proposals:
                p = rng.choice(proposals)
                desk.judge(Relation.SAME_EVENT, p.left, p.right, rng.choice(list(Judgement)))
        elif kind == "undo":
            desk.undo()
        elif kind == "restrict":
            finding.restrict(desk.case, report.alias, rng.choice((["A9"], ["A1", "A9"], [])), actor="A9")
        elif kind == "erase" and len(reports) > 4:
            desk.erase(desk.plan_erasure(report.alias))
    except RushlightError:
        pass  # what cannot be done changes nothing
    return desk


@pytest.mark.parametrize("seed", range(3))
def test_after_any_change_it_is_what_comparing_everything_finds(demo: Path, seed: int) -> None:
    rng, desk = random.Random(seed), opened(demo)
    comparing = Comparing(desk.case, "A1")
    same(comparing)
    for step in range(6):
        desk = changed(desk, rng, step)
        if rng.random() < 0.3:
            desk.close()
            desk = opened(demo)
        if comparing.case is not desk.case:
            comparing = Comparing(desk.case, "A1")
        same(comparing)
    desk.close()


def test_after_unlocking_it_is_there_at_once(desk: Desk, demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = kept(Comparing(desk.case, "A1"))
    assert before.proposals
    desk.close()
    monkeypatch.setattr("rushlight.desk.comparing.one_report", _never)
    monkeypatch.setattr("rushlight.desk.comparing.anew", _never)
    monkeypatch.setattr("rushlight.desk.comparing.again", _never)
    with opened(demo) as later:
        after = kept(Comparing(later.case, "A1"))
        assert (after.proposals, after.groups, dict(after.told)) == (before.proposals, before.groups, dict(before.told))


def _never(*_: object, **__: object) -> None:
    raise AssertionError("nothing changed")


def test_a_new_report_is_read_and_no_other(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    comparing = Comparing(desk.case, "A1")
    kept(comparing)
    read: list[str] = []

    def reading(case: Casefile, document: str, alias: str, *, by: str | None = None) -> Report:
        read.append(alias)
        return one_report(case, document, alias, by=by)

    monkeypatch.setattr("rushlight.desk.comparing.anew", _never)
    monkeypatch.setattr("rushlight.desk.comparing.one_report", reading)
    alias = desk.take_in_bytes(DEMAND.encode(), "report.txt").alias
    kept(comparing)
    assert read == [alias]
    assert comparing.compared is not None
    assert comparing.compared.state == as_it_stands(desk.case)


def test_other_rules_throw_away_what_was_found(desk: Desk, demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(Comparing(desk.case, "A1"))
    desk.close()
    monkeypatch.setattr("rushlight.desk.comparing.RULES", "another")
    with opened(demo) as later:
        comparing = Comparing(later.case, "A1")
        at_once(comparing._load())
        assert comparing.compared is None
        same(comparing)


def test_what_was_stopped_in_the_middle_is_begun_again(desk: Desk) -> None:
    comparing = Comparing(desk.case, "A1")
    kept(comparing)
    desk.take_in_bytes(DEMAND.encode(), "report.txt")
    going, answer = comparing.steps(), None
    for _ in range(9):
        given = going.send(answer)
        answer = given() if callable(given) else None
    going.close()
    same(comparing)
    same(Comparing(desk.case, "A1"))


def test_each_person_has_what_that_person_may_find(desk: Desk, demo: Path) -> None:
    kept(Comparing(desk.case, "A1"))
    finding.restrict(desk.case, "R1", ["A9"], actor="A9")
    mine = same(Comparing(desk.case, "A1"))
    assert not any("R1" in p.reports for p in mine.proposals)
    other = same(Comparing(desk.case, "A9"))
    assert any("R1" in p.reports for p in other.proposals)
    told = desk.case._db.rows("SELECT count(*) FROM compared WHERE person = 'A1' AND alias = 'R1'")
    assert told == [(0,)], "what A1 may not find is in nothing that is kept for A1"


def test_an_erasure_takes_all_of_it_along(desk: Desk) -> None:
    kept(Comparing(desk.case, "A1"))
    assert desk.case._db.rows("SELECT 1 FROM compared")
    desk.erase(desk.plan_erasure("R1"))
    case_now: Casefile = desk.case
    assert [t for t in NAMES if case_now._db.rows(f"SELECT 1 FROM {t}")] == []  # noqa: S608 - our own tables
    same(Comparing(case_now, "A1"))


def test_a_casefile_that_cannot_be_written_is_compared_in_memory(desk: Desk) -> None:
    desk.case._db.refuse_writes()
    same(Comparing(desk.case, "A1"))


def test_verifying_finds_nothing_wrong_with_it(desk: Desk) -> None:
    kept(Comparing(desk.case, "A1"))
    assert desk.case.verify(deep=True).ok
