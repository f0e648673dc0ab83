"""The practice is the whole job: it can be done in either language, and nothing of it stays."""

from __future__ import annotations

from pathlib import Path

import making_desk as make
import pytest

from rushlight.casefile import Cost
from rushlight.desk import practice as practising
from rushlight.desk.desk import Desk
from rushlight.desk.practice import FOLDER, NEEDED, Practice, begin, throw_away
from rushlight.errors import MisuseError
from rushlight.parts import at_once
from rushlight.record import Verdict


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """A casefile for tests, whose passphrase costs next to nothing."""

    def new(folder: Path, passphrase: str, **_: object) -> Desk:
        desk = make.a_desk(folder.parent)
        desk.close()
        desk.case.folder.rename(folder)
        return make.Desk(make.open_casefile(folder, make.PASSPHRASE, randomness=practising.secrets.token_bytes, now=desk.now))

    monkeypatch.setattr(practising, "new_desk", new)


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize(
    "verdict",
    [
        Verdict.UNSURE,
        pytest.param(Verdict.ACCEPT, marks=pytest.mark.slow),
        pytest.param(Verdict.REJECT, marks=pytest.mark.slow),
    ],
)
def test_whatever_the_person_decides_the_release_is_refused_and_then_passes(
    tmp_path: Path, language: str, verdict: Verdict
) -> None:
    desk = begin(tmp_path, cost=Cost(64, 1, 1))
    practice = Practice(desk, language)
    with pytest.raises(MisuseError, match="not prepared"):
        practice.take_in()
    assert [done for done, _ in practice.prepare()] == list(range(1, 8))
    alias = practice.take_in()
    assert practice.take_in() == alias, "it is there once"
    with pytest.raises(MisuseError, match="ten statements"):
        at_once(practice.check())
    waiting = [item.statement.id for item in desk.queue()]
    assert len(waiting) >= NEEDED
    for n, statement in enumerate(waiting[:NEEDED], 1):
        desk.decide(statement, verdict)
        assert practice.decided >= n
    refused = at_once(practice.check())
    assert not refused.check.passed
    assert refused.ways
    assert at_once(practice.widen(1)).check.passed


def test_nothing_of_a_practice_stays(tmp_path: Path) -> None:
    desk = begin(tmp_path)
    desk.close()
    throw_away(tmp_path / FOLDER)
    assert list(tmp_path.iterdir()) == []
    throw_away(tmp_path / FOLDER)


def test_one_that_was_left_makes_room_for_the_next(tmp_path: Path) -> None:
    begin(tmp_path).close()
    desk = begin(tmp_path)
    assert desk.case.documents() == ()


def test_no_other_casefile_is_ever_thrown_away(tmp_path: Path) -> None:
    desk = make.a_desk(tmp_path)
    desk.close()
    with pytest.raises(MisuseError, match="no practice"):
        throw_away(desk.case.folder)
    assert desk.case.folder.exists()
