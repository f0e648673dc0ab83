"""Anchors among colleagues: they travel in bundles, hold on every copy, and outlast erasures and devices sent away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import erasing_cases
import making_casefile as make
import making_teams as teams
import pytest
from making_team import a_team, sync
from making_tsa import NAME, Authority, needs_openssl
from test_anchor_states import alone

from rushlight.casefile import Casefile, anchors, paper, states

pytestmark = needs_openssl


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa") / "own")


@pytest.fixture
def team(tmp_path: Path) -> Iterator[list[Casefile]]:
    with ExitStack() as open_ones:
        yield [open_ones.enter_context(case) for case in a_team(tmp_path, 3)]


def keep(case: Casefile, authority: Authority) -> anchors.Bound:
    anchor = anchors.ask(case, at=make.T0, by="p_a")
    return anchors.keep(case, authority(anchor.request), [authority.root_der], at=make.T0, by="p_a")


def bound(case: Casefile, given: str | None = None) -> list[str]:
    report = case.verify(deep=True, checkpoint=given)
    assert report.ok, report.faults
    return [one.anchor for one in report.anchors if one.time is not None and one.authority == NAME]


def test_an_anchor_by_one_is_told_by_every_copy(team: list[Casefile], authority: Authority) -> None:
    kept = keep(team[1], authority)
    assert kept.devices == 3
    asked = anchors.ask(team[2], at=make.T0, by="p_a")
    sync(team)
    for case in team:
        assert bound(case) == [kept.anchor]
    reply = authority(asked.request)  # one asks, another brings the answer home
    anchors.keep(team[0], reply, [authority.root_der], at=make.T0, by="p_a")
    sync(team)
    assert all(set(bound(case)) == {kept.anchor, asked.id} for case in team)


def test_a_paper_of_one_is_held_against_anothers_copy(team: list[Casefile]) -> None:
    sync(team)
    team[0].append("test.note", {"n": 1}, by="p_a")
    text = paper.write(team[0].id, states.heads(team[0]))
    behind = team[2].verify(checkpoint=text)
    assert not behind.ok  # the founder's last event has not come here yet
    sync(team)
    for case in team:
        assert case.verify(checkpoint=text).ok


def test_an_anchor_outlasts_a_device_that_was_sent_away(
    team: list[Casefile], authority: Authority, capsys: pytest.CaptureFixture[str]
) -> None:
    away = team[2]
    away.append("test.note", {"n": 1}, by="p_a")
    sync(team)
    kept = keep(team[0], authority)
    counted = team[0]._db.rows("SELECT count(*) FROM events WHERE device = ?", (away.device,))[0][0]
    team[0].append("device.revoked", {"device": away.device, "size": counted - 1}, by="p_a")
    teams.give(team[0], team[1])
    late = teams.colleague(team[0], team[0].folder.parent / "late.case")
    with late:
        teams.give(team[0], late)
        for case in (team[0], team[1], late):
            assert bound(case) == [kept.anchor]
        code, said = alone(late, capsys)
        assert code == 0, said


def test_an_erasure_leaves_the_anchor_as_it_was(authority: Authority, tmp_path: Path) -> None:
    case, first, _ = erasing_cases.two_reports(tmp_path / "a.case")
    kept = keep(case, authority)
    copy = anchors.copy_of(anchors.anchors(case)[0]).decode()
    text = paper.write(case.id, states.heads(case))
    with erasing_cases.erase_report(case, first) as after:
        assert bound(after, copy) == [kept.anchor]
        assert bound(after, text) == [kept.anchor]


def test_a_copy_that_goes_on_as_a_new_device_keeps_to_its_anchors(authority: Authority, tmp_path: Path) -> None:
    with make.new_case(tmp_path / "a.case") as case:
        make.fill(case)
        kept = keep(case, authority)
        case.new_incarnation(by="p_a")
        later = keep(case, authority)
        assert (kept.devices, later.devices) == (1, 2)
        assert set(bound(case)) == {kept.anchor, later.anchor}
