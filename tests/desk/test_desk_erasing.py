"""Erasure and copies at the desk; and consent that holds at release, for every purpose, after a withdrawal too."""

from __future__ import annotations

import datetime as dt
import secrets
from pathlib import Path

import making_desk as make
import pytest

from rushlight.casefile import eraselist, packing
from rushlight.desk import Desk, erasing, keeping
from rushlight.errors import MisuseError, RushlightError
from rushlight.record import Purpose


def published(desk: Desk, folder: Path) -> str:
    checked = make.ready(desk)
    desk.publish(checked.id, folder / "brief", way=1)
    return checked.id


def test_a_report_is_erased_and_the_next_one_gets_a_number_of_its_own(desk: Desk, tmp_path: Path) -> None:
    release = published(desk, tmp_path)
    make.taken(desk, make.RETOLD)
    planned = desk.plan_erasure("R1")
    assert (planned.reports, planned.identity, [r for r, _ in planned.releases]) == (("R1",), False, [release])
    done = desk.erase(planned)
    assert done.finished
    assert done.list_written is None
    assert [one.reason for one in done.reach] == ["withdrawn"]
    assert [r.alias for r in desk.reports()] == ["R2"]
    assert make.taken(desk, make.VISIT).alias == "R3", "R1 is not given again: consent hangs on it"
    assert desk.verify(deep=True).ok
    desk.link()
    assert desk.check_release().check is not None
    with pytest.raises(MisuseError):
        desk.plan_erasure("R1")


@pytest.mark.parametrize("which", [1, 2])
def test_the_last_or_the_first_report_erased_never_blocks_taking_in(desk: Desk, which: int) -> None:
    for text in (make.DEMAND, make.RETOLD):
        make.taken(desk, text)
    desk.erase(desk.plan_erasure(f"R{which}"))
    assert make.taken(desk, make.VISIT).alias == "R3"


def test_a_release_that_was_checked_with_an_erased_report_cannot_be_published(desk: Desk, tmp_path: Path) -> None:
    checked = make.ready(desk)
    desk.erase(desk.plan_erasure("R1"))
    for way in (None, 1, 2, 3):
        with pytest.raises(RushlightError):
            desk.publish(checked.id, tmp_path / "brief", way=way)
    assert not (tmp_path / "brief").exists()


def test_who_told_us_goes_alone_or_with_all_reports(desk: Desk) -> None:
    make.ready(desk)
    alone = desk.plan_erasure("S1")
    both = desk.plan_erasure("S1", with_reports=True)
    assert (alone.reports, both.reports, alone.identity) == ((), ("R1",), True)
    desk.erase(alone)
    assert [r.alias for r in desk.reports()] == ["R1"]
    assert desk.check_release().check is not None, "the search of finished files does without the erased name"
    desk.erase(desk.plan_erasure("S1", with_reports=True))
    assert desk.reports() == ()
    assert desk.verify(deep=True).ok
    with pytest.raises(MisuseError):
        desk.add_source("S1")


def test_backups_packs_and_their_copies_at_the_desk(desk: Desk, tmp_path: Path) -> None:
    make.taken(desk, make.DEMAND)
    make.taken(desk, make.RETOLD)
    desk = make.reopened(desk)
    keeping.pack(desk, tmp_path / "w.rush")
    made = keeping.backup(desk, tmp_path / "usb", keep_days=30)
    assert desk.case.get_setting(keeping.KEEP_DAYS) == 30
    assert keeping.reminder(desk) is None
    done = desk.erase(desk.plan_erasure("R1"))
    assert done.list_written is True
    (kept,) = (tmp_path / "usb").glob(f"{eraselist.PREFIX}*.json")
    unlock = packing.by_passphrase(make.PASSPHRASE, secrets.token_bytes)
    with keeping.restore(made.file, tmp_path / "b.case", unlock, now=desk.now) as back:
        assert [r.alias for r in back.reports()] == ["R2"]
    with keeping.unpack(tmp_path / "w.rush", tmp_path / "c.case", unlock, now=desk.now, lists=[kept]) as back:
        assert [r.alias for r in back.reports()] == ["R2"]
        assert back.verify(deep=True).ok
    with keeping.unpack(tmp_path / "w.rush", tmp_path / "d.case", unlock, now=desk.now) as back:
        assert [r.alias for r in back.reports()] == ["R1", "R2"], "a pack cannot be called back"
    assert keeping.drill(made.file, unlock, now=desk.now) > 0
    (tmp_path / "usb").rename(tmp_path / "gone")
    assert desk.erase(desk.plan_erasure("R2")).list_written is False
    desk.close()


# --- consent at release --------------------------------------------------------------------------------------------


def blocked(desk: Desk, purpose: Purpose = Purpose.PUBLIC_ANONYMOUS) -> bool:
    return any(f.rule == "RL109" and f.stops for f in desk.check_release(purpose=purpose).check.findings)


@pytest.mark.parametrize("withdrawn", ["S1", "R1"])
@pytest.mark.parametrize("before", [("S1",), ("R1",), ("S1", "R1")])
def test_a_withdrawal_by_either_stands_against_what_the_other_agreed_to(
    desk: Desk, withdrawn: str, before: tuple[str, ...], tmp_path: Path
) -> None:
    desk.add_source("S1")
    make.taken(desk, make.DEMAND, source="S1")
    make.accept_all(desk)
    make.agreed(desk, *before)
    checked = desk.check_release()
    assert not any(f.rule == "RL109" for f in checked.check.findings)
    desk.consent(withdrawn, Purpose.PUBLIC_ANONYMOUS, withdrawn=True)
    assert blocked(desk)
    for way in (None, 1, 2, 3):
        with pytest.raises(RushlightError):
            desk.publish(checked.id, tmp_path / "brief", way=way)
    assert not (tmp_path / "brief").exists()
    make.agreed(desk, withdrawn)
    assert not blocked(desk), "the same one agreed again"


@pytest.mark.parametrize("purpose", [p for p in Purpose if p is not Purpose.INTERNAL_ANALYSIS])
def test_consent_to_one_purpose_is_none_to_another(desk: Desk, purpose: Purpose) -> None:
    make.taken(desk, make.DEMAND)
    make.accept_all(desk)
    for other in Purpose:
        if other is not purpose:
            desk.consent("R1", other)
    assert blocked(desk, purpose)
    desk.consent("R1", purpose)
    assert blocked(desk, purpose) is (purpose is Purpose.AGGREGATE_STATISTICS), "statistics never cover a single happening"


def test_consent_until_a_day_ends_after_it(desk: Desk) -> None:
    make.taken(desk, make.DEMAND)
    make.accept_all(desk)
    today = desk.now().date()
    for until, allowed in ((today, True), (today - dt.timedelta(days=1), False), (None, True)):
        desk.consent("R1", Purpose.PUBLIC_ANONYMOUS, until=until)
        assert blocked(desk) is not allowed


def test_releases_that_used_a_report_are_listed_when_its_consent_goes(desk: Desk, tmp_path: Path) -> None:
    release = published(desk, tmp_path)
    make.taken(desk, make.RETOLD)
    for subject, used in (("R1", [release]), ("S1", [release]), ("R2", []), ("R9", [])):
        assert [r for r, _ in erasing.releases_of(desk.case, subject)] == used
