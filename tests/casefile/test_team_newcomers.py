"""Whoever joins after something was erased gets the whole casefile, whoever erased it and on whatever device."""

from __future__ import annotations

import contextlib
from pathlib import Path

import erasing_cases as cases
import making_casefile as make
import making_teams as team
import pytest

from rushlight.casefile import Casefile, erasing, joining, merging


def erased_first(case: Casefile, by: str = "p_a") -> Casefile:
    """The first report erased here; gives the casefile under its new key."""
    report = case.documents()[0]
    return erasing.erase(case, [erasing.of_report(case, report.document.id, reason="withdrawn")], by=by)[0]


def newcomer(folder: Path, admin: Casefile) -> tuple[Casefile, merging.Merged]:
    """Somebody who joins now, and what became of their first bundle."""
    copy = team.join(folder, joining.invitation(admin))
    joining.admit(admin, joining.request(copy), ("reviewer",), by="p_a")
    return copy, team.give(admin, copy)


def check_joined(copy: Casefile, told: merging.Merged, admin: Casefile) -> None:
    assert not told.waiting
    assert not told.refused
    assert len(told.erasures) == 1
    assert {d.alias for d in copy.documents()} == {d.alias for d in admin.documents()}
    with erasing.finish(copy) as done:
        assert done.verify(deep=True).ok


@pytest.mark.parametrize("times", [1, 2])
def test_after_an_erasure_on_the_device_that_the_first_one_went_on_as(tmp_path: Path, times: int) -> None:
    """As after a restore: the first device's history stops at the erased event, the second's key is told behind it."""
    admin = make.new_case(tmp_path / "a.case")
    make.fill(admin)
    for _ in range(times):
        admin.new_incarnation(by="p_a")
    with erased_first(admin) as admin:
        copy, told = newcomer(tmp_path / "b.case", admin)
        check_joined(copy, told, admin)


def test_after_an_erasure_by_a_colleague(tmp_path: Path) -> None:
    """The colleague's key is told by an admission that stands behind the erased event."""
    with make.new_case(tmp_path / "a.case") as admin:
        make.fill(admin)
        with team.colleague(admin, tmp_path / "b.case") as other:
            team.exchange(admin, other)
            with erased_first(other, "p_b") as other:
                team.give(other, admin)
        with erasing.finish(admin) as admin:
            copy, told = newcomer(tmp_path / "c.case", admin)
            check_joined(copy, told, admin)


def test_an_erasure_that_does_not_count_keeps_nobody_from_one_that_does(tmp_path: Path) -> None:
    """Who only collects writes that a report of somebody else is erased: who joins learns of both, and believes one."""
    admin, _, _ = cases.two_reports(tmp_path / "a.case")
    with contextlib.closing(admin):
        with team.colleague(admin, tmp_path / "b.case", roles=("collector",)) as other:
            team.exchange(admin, other)
            kept = admin.documents()[1]
            team.forge(other, erasing.KIND, erasing.of_report(other, kept.document.id, reason="withdrawn"))
            team.give(other, admin)
        with erased_first(admin) as admin:
            copy, told = newcomer(tmp_path / "c.case", admin)
            assert kept.alias in {d.alias for d in copy.documents()}
            check_joined(copy, told, admin)
