"""Two people for a release: two casefiles of one team over bundles; what an approval is of, and when it holds no more."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import making_desk as make
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rushlight.casefile import Casefile, Cost, joining, merging, sending, weighing
from rushlight.casefile.bodies import check_body
from rushlight.desk import Desk, approving, policy
from rushlight.errors import CasefileError, MisuseError, ReleaseRefused, Tampered

ALL = ("reviewer", "analyst", "releaser")


class Clock:
    """A clock that ticks, and can be put forward."""

    def __init__(self) -> None:
        self.at = dt.datetime(2026, 3, 1, 9, 30, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        self.at += dt.timedelta(seconds=1)
        return self.at


def joined(founder: Desk, folder: Path, clock: Clock, *, roles: tuple[str, ...] = ALL, by: str = "B1") -> Desk:
    """A colleague's desk on a copy of its own."""
    case = joining.join(
        folder,
        joining.invitation(founder.case),
        make.PASSPHRASE,
        randomness=secrets.token_bytes,
        now=clock,
        by=by,
        cost=Cost(64, 1, 1),
        _below_floor_in_tests=True,
    )
    joining.admit(founder.case, joining.request(case), roles, by="A1")
    give(founder.case, case)
    return Desk(case, actor=by, now=clock)


def give(sender: Casefile, receiver: Casefile) -> None:
    sent = sending.send(sender, sender.folder.parent, to=[receiver.device])
    merging.merge(receiver, sent.path, by="X1")
    sent.path.unlink()


def synced(*desks: Desk) -> None:
    first, *others = desks
    for other in others:
        give(other.case, first.case)
    for other in others:
        give(first.case, other.case)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def team(tmp_path: Path, clock: Clock) -> Iterator[tuple[Desk, Desk]]:
    first = make.a_desk(tmp_path)
    first.now = clock
    second = joined(first, tmp_path / "second.case", clock)
    synced(first, second)
    yield first, second
    for desk in (first, second):
        with contextlib.suppress(CasefileError):
            desk.close()


def passing(first: Desk) -> str:
    """A release that passes, with the first way taken in a check of its own."""
    checked = make.ready(first)
    again = first.check_again(checked.id, way=1)
    assert again.check.passed
    return again.id


def approved(first: Desk, second: Desk) -> str:
    release = passing(first)
    synced(first, second)
    second.approve(second.look(release))
    synced(first, second)
    return release


def refused(desk: Desk, release: str, folder: Path, match: str) -> None:
    with pytest.raises(ReleaseRefused, match=match):
        desk.publish(release, folder)
    assert not folder.exists()
    assert "release.published" not in [e.kind for e in desk.log()]


def test_checked_on_one_device_approved_on_another_published_on_the_first(team: tuple[Desk, Desk], tmp_path: Path) -> None:
    first, second = team
    release = passing(first)
    refused(first, release, tmp_path / "brief", "another releaser")
    with pytest.raises(MisuseError, match="very device"):
        first.approve(first.look(release))
    other = Desk(first.case, actor="B1", now=first.now)
    with pytest.raises(MisuseError, match="very device"):
        other.approve(other.look(release))
    synced(first, second)
    shown = second.look(release)
    assert shown.digest == first.look(release).digest, "both make the same of it"
    assert (shown.asked, [m.by for m in shown.checks]) == (True, ["A1"])
    second.approve(shown)
    refused(first, release, tmp_path / "brief", "another releaser")
    synced(first, second)
    done = first.publish(release, tmp_path / "brief")
    assert done.approved_by == ("B1",)
    (past,) = first.releases()
    assert (past.number, past.checked_by, past.approved_by, past.one_person, past.sentences) == (1, ("A1",), ("B1",), False, 1)
    assert {f.name: f.size for f in past.files} == {p.name: p.stat().st_size for p in done.folder.iterdir()}
    synced(first, second)
    for desk in team:
        audit = desk.audit_release(done.proof / "proof.json")
        assert (audit.faults, audit.notes) == ((), ())
        assert desk.verify(deep=True).ok


def test_one_person_releases_with_a_plain_remark(tmp_path: Path) -> None:
    with make.a_desk(tmp_path) as desk:
        assert (desk.releasers(), desk.approval_asked()) == (1, False)
        done = desk.publish(make.ready(desk).id, tmp_path / "brief", way=1)
        (past,) = desk.releases()
        assert (past.one_person, past.approved_by, done.approved_by) == (True, (), ())
        assert desk.audit_release(done.proof / "proof.json").notes == ("one person checked and released this",)
        desk.set_approval_rule(always=True, why="we decided so")
        later = desk.check_again(desk.check_release().id, way=1)
        with pytest.raises(ReleaseRefused, match="another releaser"):
            desk.publish(later.id, tmp_path / "second")


def test_a_new_incarnation_of_a_device_is_no_other_person(team: tuple[Desk, Desk], tmp_path: Path) -> None:
    first, _ = team
    release = passing(first)
    first.case.new_incarnation(by="A1", at=first.now())
    assert first.releasers() == 2
    again = Desk(first.case, actor="C1", now=first.now)
    with pytest.raises(MisuseError, match="very device"):
        again.approve(again.look(release))
    refused(again, release, tmp_path / "brief", "another releaser")


def test_the_same_person_on_another_device_is_nobody_else(team: tuple[Desk, Desk]) -> None:
    first, second = team
    release = passing(first)
    synced(first, second)
    same = Desk(second.case, actor="A1", now=second.now)
    with pytest.raises(MisuseError, match="whoever checked"):
        same.approve(same.look(release))


def test_it_expires_and_a_shorter_rule_shortens_it(team: tuple[Desk, Desk], clock: Clock, tmp_path: Path) -> None:
    first, second = team
    release = approved(first, second)
    clock.at += dt.timedelta(days=2)
    first.set_approval_rule(days=1)
    refused(first, release, tmp_path / "brief", "expired")
    first.set_approval_rule(days=7)
    clock.at += dt.timedelta(days=5)
    refused(first, release, tmp_path / "brief", "expired")
    with pytest.raises(MisuseError, match="longer than shipped"):
        first.set_approval_rule(days=30)
    first.set_approval_rule(days=30, why="our colleague travels")
    refused(first, release, tmp_path / "brief", "expired")
    for days in (0, -1, 91, True):
        with pytest.raises(MisuseError):
            first.set_approval_rule(days=days, why="x")


def _gates(first: Desk, second: Desk) -> None:
    first.set_gates(changes={"recent_days": 31})


def _looser(first: Desk, second: Desk) -> None:
    first.set_gates(changes={"knowers": 3}, why="x")


def _taken_back(first: Desk, second: Desk) -> None:
    (row,) = second.case.records(approving.APPROVED)
    assert second.take_back_approval(row.data["id"]) == 1


def _revoked(first: Desk, second: Desk) -> None:
    first.revoke(second.case.device)


def _demoted(first: Desk, second: Desk) -> None:
    synced(first, second)
    joining.admit(first.case, joining.request(second.case), ("reviewer",), by="A1")
    first.set_approval_rule(always=True)


@pytest.mark.parametrize(
    ("change", "match"),
    [
        (_gates, "has changed since"),
        (_looser, "has changed since"),
        (_taken_back, "taken back"),
        (_revoked, "no releaser any more"),
        (_demoted, "no releaser any more"),
    ],
)
def test_what_happens_meanwhile_ends_it(
    team: tuple[Desk, Desk], tmp_path: Path, change: Callable[[Desk, Desk], None], match: str
) -> None:
    first, second = team
    release = approved(first, second)
    change(first, second)
    if change is _taken_back:
        synced(first, second)
    if change is _revoked:
        first.set_approval_rule(always=True)
    refused(first, release, tmp_path / "brief", match)


def test_another_release_in_between_ends_it(team: tuple[Desk, Desk], tmp_path: Path) -> None:
    first, second = team
    one = passing(first)
    two = first.check_release(chosen=make.single(first), title="Another title")
    two = first.check_again(two.id, way=1)
    synced(first, second)
    for release in (one, two.id):
        second.approve(second.look(release))
    synced(first, second)
    first.publish(one, tmp_path / "one")
    with pytest.raises(ReleaseRefused, match="has changed since"):
        first.publish(two.id, tmp_path / "two")
    synced(first, second)
    second.approve(second.look(two.id))
    synced(first, second)
    first.publish(two.id, tmp_path / "two")
    assert [past.number for past in first.releases()] == [1, 2]


def test_an_approval_by_a_device_that_nobody_admitted_or_without_the_role_counts_for_nothing(
    team: tuple[Desk, Desk], tmp_path: Path, clock: Clock
) -> None:
    first, second = team
    third = joined(first, tmp_path / "third.case", clock, roles=("reviewer",), by="C1")
    release = passing(first)
    synced(first, second, third)
    shown = third.look(release)
    with pytest.raises(MisuseError, match="role"):
        third.approve(shown)
    with mock.patch.object(weighing, "require"):
        third.approve(shown)
    synced(first, second, third)
    refused(first, release, tmp_path / "brief", "another releaser")


def test_another_way_than_was_shown_is_not_approved(team: tuple[Desk, Desk], tmp_path: Path) -> None:
    first, second = team
    checked = make.ready(first)
    synced(first, second)
    second.approve(second.look(checked.id, way=2))
    synced(first, second)
    with pytest.raises(ReleaseRefused, match="has changed since"):
        first.publish(checked.id, tmp_path / "brief", way=3)
    assert first.publish(checked.id, tmp_path / "brief").approved_by == ("B1",), "without a way, the one that was approved"


def test_two_releases_that_did_not_know_of_each_other_are_told_after_the_merge(team: tuple[Desk, Desk], tmp_path: Path) -> None:
    first, second = team
    one = passing(first)
    synced(first, second)
    checked = second.check_again(second.check_release(chosen=make.single(second), title="Another").id, way=1)
    second.approve(second.look(one))
    synced(first, second)
    first.approve(first.look(checked.id))
    synced(first, second)
    first.publish(one, tmp_path / "one")
    second.publish(checked.id, tmp_path / "two")
    assert [past.knew_all for past in (*first.releases(), *second.releases())] == [True, True]
    synced(first, second)
    for desk in team:
        assert sorted(past.knew_all for past in desk.releases()) == [False, True]


def test_who_may_not_see_a_report_behind_it_cannot_approve_it(team: tuple[Desk, Desk]) -> None:
    first, second = team
    release = passing(first)
    first.restrict("R1", ["A1"])
    synced(first, second)
    with pytest.raises(MisuseError, match="kept from you"):
        second.look(release)


def test_what_is_refused_cannot_be_approved(team: tuple[Desk, Desk]) -> None:
    first, second = team
    checked = make.ready(first)
    synced(first, second)
    shown = second.look(checked.id)
    with pytest.raises(ReleaseRefused, match="refuses"):
        second.approve(shown)
    with pytest.raises(MisuseError, match="no such release"):
        second.look("rl_unknown")
    with pytest.raises(MisuseError, match="nobody has approved"):
        first.take_back_approval(checked.id)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_changed_byte_of_draft_text_policy_or_ledger_leaves_an_approval_valid(data: st.DataObject, whole: Any) -> None:
    """Any one byte of all that an approval is of, changed so that it says another thing, gives another digest."""
    plain, original = whole
    at = data.draw(st.integers(0, len(plain) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda b: b != plain[at]))
    changed = plain[:at] + bytes([byte]) + plain[at + 1 :]
    try:
        value = json.loads(changed)
    except ValueError:
        return
    if value != json.loads(plain):
        assert approving.digest(value) != original


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, str]:
    """What one approval is of, as JSON, and its digest."""
    seen: list[Any] = []
    real = approving.digest
    with make.a_desk(tmp_path_factory.mktemp("whole")) as desk:
        release = passing(desk)
        with mock.patch.object(approving, "digest", lambda value: seen.append(value) or real(value)):
            shown = desk.look(release)
    (value,) = seen
    draft = shown.ready.draft
    assert value["draft"] == real(draft)
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode(), shown.digest


@pytest.mark.parametrize("part", ["rules_version", "ledger_state", "sentence", "title", "level", "recipient"])
def test_every_part_of_it_is_in_the_digest(tmp_path: Path, part: str) -> None:
    from dataclasses import replace

    from rushlight.release import check

    with make.a_desk(tmp_path) as desk:
        release = passing(desk)
        shown = desk.look(release)
        ready = shown.ready
        if part == "rules_version":
            with mock.patch.object(policy, "rules_version", return_value="0" * 64):
                other = desk.look(release)
        elif part == "ledger_state":
            desk.case.append("release.projected", {"id": "rl_x", "entry": {"id": "re_x"}}, by="A1", at=desk.now())
            other = approving.look_at(desk.case, ready, None)
        else:
            item = ready.draft.items[0]
            draft = {
                "sentence": replace(ready.draft, items=(replace(item, wording="A family was asked for money."),)),
                "title": replace(ready.draft, title=ready.draft.title + "."),
                "level": replace(ready.draft, items=(replace(item, levels={**item.levels, "officer": "officials"}),)),
                "recipient": replace(ready.draft, recipient="somebody"),
            }[part]
            other = approving.look_at(desk.case, replace(ready, draft=draft, check=check(draft, ready.facts)), None)
        assert other.digest != shown.digest


ODD: list[tuple[str, dict[str, Any]]] = [
    ("release.approved", {"id": "rl_x", "digest": "00", "until": "2026-03-08T00:00:00+00:00"}),
    ("release.approved", {"id": "rl_x", "digest": "0" * 64, "until": "2026-03-08T00:00:00"}),
    ("release.approved", {"id": 7, "digest": "0" * 64, "until": "2026-03-08T00:00:00+00:00"}),
    ("release.approved", {"id": "rl_x", "digest": "0" * 64, "until": "2026-03-08T00:00:00+00:00", "way": "1"}),
    ("approval.withdrawn", {"id": "rl_x"}),
    ("approval.ruled", {"days": "7", "always": True, "why": ""}),
    ("approval.ruled", {"days": 7, "always": 1, "why": ""}),
    ("release.withdrawn", {"id": "rl_x", "release": "ev_x"}),
    ("release.published", {"id": "rl_x", "files": {"a": 1}}),
    ("release.published", {"id": "rl_x", "files": {}, "approvals": [{"event": "ev"}]}),
    ("release.published", {"id": "rl_x", "files": {}, "counts": [1]}),
    ("release.published", {"id": "rl_x", "files": {}, "policy": "default"}),
    ("release.checked", {"id": "rl_x", "levels": {"I1": {"place": 3}}}),
    ("release.checked", {"id": "rl_x", "left_out": "I1"}),
    ("text.checked", {"id": "rl_x", "sentences": [1]}),
]


@pytest.mark.parametrize(("kind", "data"), ODD, ids=[f"{n}-{kind}" for n, (kind, _) in enumerate(ODD)])
def test_an_odd_body_of_a_colleague_is_refused(kind: str, data: dict[str, Any]) -> None:
    with pytest.raises(Tampered):
        check_body(kind, data)
