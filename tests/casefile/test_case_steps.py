"""Verifying in steps finds what verifying at once finds, and the log's pages are the log."""

from __future__ import annotations

from pathlib import Path

import erasing_cases as cases
import making_casefile as make
import pytest

from rushlight.casefile import Casefile, VerifyReport, verifying
from rushlight.casefile.verifying import AGAIN


@pytest.fixture
def case(tmp_path: Path) -> Casefile:
    case, first, _ = cases.two_reports(tmp_path / "a.case")
    return cases.erase_report(case, first)


def stepped(case: Casefile, *, deep: bool = False) -> tuple[list[tuple[int, int]], VerifyReport]:
    told, steps = [], case.verify_steps(deep=deep)
    while True:
        try:
            told.append(next(steps))
        except StopIteration as ended:
            return told, ended.value


def fill(case: Casefile, count: int) -> None:
    with case.batch():
        for n in range(count):
            case.put_setting("n", n, by="A1", at=make.T0)


@pytest.mark.parametrize("deep", [False, True])
def test_in_steps_it_says_the_same_as_at_once(case: Casefile, deep: bool) -> None:
    fill(case, 500)
    told, report = stepped(case, deep=deep)
    assert report == case.verify(deep=deep)
    assert report.ok
    assert len(told) > 5
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert all(done <= total for done, total in told)


def test_in_steps_it_finds_what_was_altered(case: Casefile) -> None:
    fill(case, 500)
    case._db.rows("UPDATE log SET by = 'B9' WHERE seq = 300")
    case._db.rows("DELETE FROM events WHERE seq = 400")
    _, report = stepped(case, deep=True)
    assert not report.ok
    assert report == case.verify(deep=True)


def test_what_others_write_meanwhile_is_no_fault(case: Casefile) -> None:
    fill(case, 300)
    steps, writes, done = case.verify_steps(), 0, None
    while done is None:
        try:
            next(steps)
        except StopIteration as ended:
            done = ended.value
        else:
            writes += 1
            case.put_setting("between", writes, by="A1", at=make.T0)
    assert writes == AGAIN, "it begins again each time, and then goes through"
    assert done.ok
    assert done.events == case.log.count()


def test_it_holds_no_question_open_between_its_steps(case: Casefile) -> None:
    fill(case, 500)
    steps = case.verify_steps()
    next(steps)
    case, _ = case.rekey()
    steps.close()
    assert case.verify(deep=True).ok


def test_many_signatures_are_checked_in_steps_too(case: Casefile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rushlight.casefile.signatures.FEWEST", 10)
    fill(case, 300)
    assert stepped(case)[1].ok
    case._db.rows("UPDATE events SET signature = zeroblob(64) WHERE seq = 77")
    assert [fault.what for fault in stepped(case)[1].faults if "signature" in fault.what]
    steps = verifying.verify_steps(case._db, case.log, case._blobs, case.vault, deep=False, checkpoint=None)
    next(steps)
    steps.close()


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_pages_of_the_log_are_the_log_backwards(case: Casefile, size: int) -> None:
    fill(case, 20)
    whole = [event for first in range(0, case.log.count(), size) for event in case.log.page(first, size)]
    assert whole == list(reversed(case.events()))
    assert any(event.erased for event in whole)
    assert case.log.page(case.log.count(), size) == ()


def test_pages_of_a_log_without_erasures(tmp_path: Path) -> None:
    case, _, _ = cases.two_reports(tmp_path / "b.case")
    assert case.log.page(0, 1000) == tuple(reversed(case.events()))
    assert case.log.count() == len(case.events())
