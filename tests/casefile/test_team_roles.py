"""Roles: what a device may not write is refused, and what another program wrote all the same counts for nothing."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import making_casefile as make
import making_collector as collectors
import making_teams as team
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushlight.casefile import (
    Casefile,
    assigned,
    bundles,
    collecting,
    conflicts,
    disclosure,
    erasing,
    identities,
    joining,
    keep_original,
    merging,
    projections,
    roles,
    sending,
    weighing,
)
from rushlight.errors import CasefileError, MisuseError
from rushlight.record import Decision, Judgement, LinkJudgement, Relation, Verdict

SETTLED = {"kind": "report alias", "events": []}
CONSENT = {"subject": "S1", "purpose": "public_anonymous", "until": None, "withdrawn": None}


@pytest.fixture
def admin(tmp_path: Path) -> Iterator[Casefile]:
    with make.new_case(tmp_path / "a.case") as case:
        make.fill(case)
        yield case


@pytest.fixture
def others(admin: Casefile, tmp_path: Path) -> Iterator[list[Casefile]]:
    with contextlib.ExitStack() as stack:
        yield [
            stack.enter_context(team.colleague(admin, tmp_path / f"{role}.case", roles=(role,)))
            for role in ("reviewer", "analyst", "releaser", "trustee")
        ]


def agree(*cases: Casefile) -> None:
    team.exchange(*cases)
    first, *rest = [(team.state(case), weighing.weightless(case._db)) for case in cases]
    assert all(each == first for each in rest)
    for case in cases:
        assert case.verify(deep=True).ok, case.verify(deep=True).faults


def decide(case: Casefile, name: str = "de_1") -> Decision:
    decision = Decision(name, "st_1", Verdict.ACCEPT, "p_x", make.T0)
    case.add_decision(decision)
    return decision


def judge(case: Casefile) -> None:
    case.add_judgement(LinkJudgement("lj_1", Relation.SAME_EVENT, "st_1", "st_2", Judgement.SAME, "p_x", make.T0))


def take_in(case: Casefile, text: str = "a text", alias: str = "R7") -> str:
    document = make.a_document(text, text.encode())
    case.add_document(document, text, text.encode(), alias=alias, collected_by="p_x", by="p_x")
    return document.id


ACTS: dict[str, tuple[set[str], Any]] = {
    "take in": ({"reviewer"}, take_in),
    "keep a file": ({"reviewer"}, lambda c: keep_original(c, b"x", alias="R8", media_type="m", collected_by="p", by="p")),
    "record a source": ({"reviewer"}, lambda c: c.add_source("S9", by="p_x")),
    "decide": ({"reviewer"}, decide),
    "judge": ({"analyst"}, judge),
    "read a second time": ({"reviewer"}, lambda c: c.add_opinion(Decision("de_2", "st_1", Verdict.REJECT, "p_x", make.T0))),
    "say who reads": ({"reviewer"}, lambda c: assigned.assign(c, "do_1", "first", "A1", by="p_x")),
    "finish": ({"reviewer"}, lambda c: assigned.finish(c, "do_1", "first", by="p_x")),
    "release": ({"releaser"}, lambda c: c.add_release("checked", {"id": "rl_1"}, by="p_x")),
    "set something": ({"reviewer", "analyst", "releaser", "trustee"}, lambda c: c.put_setting("x", 1, by="p_x")),
    "settle": ({"reviewer", "analyst", "releaser"}, lambda c: c.append("conflict.settled", SETTLED, by="p_x")),
    "say consent": ({"reviewer", "releaser"}, lambda c: c.append("consent.given", CONSENT, by="p_x")),
    "admit": (set(), lambda c: c.append("device.admitted", {"device": "dv_1", "public_key": "", "roles": []}, by="p_x")),
}


@pytest.mark.parametrize("act", ACTS)
def test_each_role_writes_what_it_is_for_and_nothing_else(others: list[Casefile], act: str) -> None:
    may, do = ACTS[act]
    for case, role in zip(others, ("reviewer", "analyst", "releaser", "trustee"), strict=True):
        before = len(case.events())
        if role in may:
            do(case)
            assert len(case.events()) > before
            continue
        with pytest.raises(MisuseError, match=f"it has: {role}") as refused:
            do(case)
        assert "rushlight admit" in str(refused.value.hint)
        assert len(case.events()) == before
        assert case.verify(deep=True).ok


def test_every_kind_that_is_written_has_its_roles() -> None:
    assert set(projections._BY_KIND) <= set(roles.MAY)
    assert all(wanted <= set(roles.ROLES) and wanted for wanted in roles.MAY.values())


@given(st.sets(st.sampled_from(roles.ROLES)), st.sampled_from(sorted(roles.MAY)))
def test_another_role_never_takes_anything_away(held: set[str], kind: str) -> None:
    for more in roles.ROLES:
        assert roles.may(kind, held | {more}) >= roles.may(kind, held)
    assert (kind in roles.refused(held)) != roles.may(kind, held)


def test_what_a_device_had_no_role_for_is_kept_and_counts_for_nothing(admin: Casefile, others: list[Casefile]) -> None:
    _, analyst, *_ = others
    with mock.patch.object(weighing, "require"):
        document = take_in(analyst, "larkspur", "R7")
        decide(analyst)
        analyst.add_source("S7", by="p_x", name="Tobias Wrenfield")
        source = {s.alias: s.id for s in admin.sources()}["S1"]
        analyst.add_names(source, {"name": "somebody else"}, by="p_x")
    done = team.give(analyst, admin)
    assert [one.kind for one in done.weightless] == ["document.added", "decision.made", "source.added", "names.added"]
    assert {one.why for one in done.weightless} == {weighing.NO_ROLE}
    assert not done.refused
    for case in (admin, analyst):
        agree(admin, *others)
        assert "R7" not in {d.alias for d in case.documents()}
        assert "de_1" not in {d.id for d in case.decisions()}
        assert "S7" not in {s.alias for s in case.sources()}
        with pytest.raises(CasefileError):
            case.original(document)
        assert any("4 events of" in line and "had no role" in line for line in case.verify().notes)
        assert {e.event for e in done.weightless} <= {e.id for e in case.events()}  # the log still shows them
    opened = admin.vault.open([source], reason="follow_up", at=make.T0, by="p_a")
    assert opened[source]["name"] == "Tobias Wrenfield"
    admin.rebuild()
    agree(admin, *others)


def test_evidence_that_counts_for_nothing_reaches_who_comes_later(
    admin: Casefile, others: list[Casefile], tmp_path: Path
) -> None:
    """With the names and large originals that hang on it: without them its device's later events would wait for ever."""
    _, analyst, *_ = others
    original = b"larkspur" * 200_000
    with mock.patch.object(weighing, "require"):
        document = make.a_document("t", original)
        analyst.add_document(document, "t", original, alias="R7", collected_by="p", by="p")
        analyst.add_source("S7", by="p_x", name="Tobias Wrenfield")
    judge(analyst)
    team.give(analyst, admin)
    assert list(admin.folder.glob("blobs/*/*"))
    with team.colleague(admin, tmp_path / "late.case", roles=("reviewer",)) as late:
        assert merging.waiting(late) == {}
        assert "lj_1" in {j.id for j in late.judgements()}
        assert list(late.folder.glob("blobs/*/*"))
        agree(admin, late, *others)


def test_other_roles_hold_for_what_comes_after(admin: Casefile, others: list[Casefile]) -> None:
    reviewer = others[0]
    decide(reviewer, "de_1")
    team.give(reviewer, admin)
    joining.admit(admin, joining.request(reviewer), ["analyst"], by="p_a")
    decide(reviewer, "de_2")  # it has not heard of it
    team.give(admin, reviewer)
    assert {d.id for d in reviewer.decisions()} >= {"de_1"}
    assert "de_2" not in {d.id for d in reviewer.decisions()}
    with pytest.raises(MisuseError, match="it has: analyst"):
        decide(reviewer, "de_3")
    judge(reviewer)
    agree(admin, *others)
    joining.admit(admin, joining.request(reviewer), ["reviewer"], by="p_a")
    agree(admin, *others)
    decide(reviewer, "de_4")
    agree(admin, *others)
    assert {d.id for d in admin.decisions()} & {"de_1", "de_2", "de_3", "de_4"} == {"de_1", "de_4"}
    assert {j.id for j in admin.judgements()} >= {"lj_1"}


def test_an_admission_that_comes_late_makes_what_came_early_count(
    admin: Casefile, others: list[Casefile], tmp_path: Path
) -> None:
    """A colleague's copy has a device's events before it has heard of the roles that they were written under."""
    reviewer, analyst, *_ = others
    team.give(analyst, admin)
    agree(admin, *others)
    known = len([e for e in admin.events() if e.device == admin.device])
    joining.admit(admin, joining.request(analyst), ["analyst", "reviewer"], by="p_a")
    team.give(admin, analyst)
    document = take_in(analyst, "larkspur", "R7")
    path = tmp_path / "early.bundle"
    with path.open("wb") as out:
        boxes = {reviewer.device: admin.devices()[reviewer.device].box_key}
        lines = (line for line in sending.lines(analyst, {admin.device: known}) if not _of(line, admin.device))
        bundles.write(out, admin.id, analyst.device, boxes, lines, admin._randomness)
    early = merging.merge(reviewer, path, by="p_b")
    assert [one.kind for one in early.weightless] == ["document.added"]
    assert "R7" not in {d.alias for d in reviewer.documents()}
    agree(admin, *others)
    assert weighing.weightless(reviewer._db) == ()
    assert reviewer.original(document) == b"larkspur"
    assert reviewer.text(document) == "larkspur"


def _of(line: dict[str, Any], device: str) -> bool:
    return device in line.get("event", {}).get("header", "") or device in str(line.get("checkpoint", "")).split("\n")[0]


def test_one_that_lost_a_role_cannot_say_it_was_earlier(admin: Casefile, others: list[Casefile]) -> None:
    """Neither by a low turn, nor by vouching for a successor with one."""
    reviewer = others[0]
    agree(admin, *others)
    turn = admin._db.rows("SELECT max(turn) FROM log")[0][0]
    for n in range(20):
        admin.put_setting("n", n, by="p_a")
    joining.admit(admin, joining.request(reviewer), ["trustee"], by="p_a")
    decide(reviewer, "de_1")
    assert reviewer._db.rows("SELECT turn FROM decision WHERE id = 'de_1'")[0][0] <= turn + 2
    reviewer.new_incarnation(by="p_b")
    decide(reviewer, "de_2")
    team.give(reviewer, admin)
    assert admin.devices()[reviewer.device].roles == {"trustee"}
    assert not {d.id for d in admin.decisions()} & {"de_1", "de_2"}
    agree(admin, *others)
    with pytest.raises(MisuseError, match="it has: trustee"):
        decide(reviewer, "de_3")


def test_those_that_went_on_from_a_device_get_its_new_roles(admin: Casefile, others: list[Casefile]) -> None:
    reviewer = others[0]
    first = joining.request(reviewer)
    reviewer.new_incarnation(by="p_b")
    decide(reviewer, "de_1")
    agree(admin, *others)
    joining.admit(admin, first, ["analyst"], by="p_a")
    agree(admin, *others)
    assert admin.devices()[reviewer.device].roles == {"analyst"}
    assert admin.devices()[reviewer.device].follows is not None
    assert "de_1" in {d.id for d in admin.decisions()}  # written while it still was a reviewer
    with pytest.raises(MisuseError, match="it has: analyst"):
        decide(reviewer, "de_2")


def test_an_admin_who_is_none_any_more_admits_nobody(admin: Casefile, tmp_path: Path) -> None:
    with (
        team.colleague(admin, tmp_path / "b.case") as second,
        team.join(tmp_path / "c.case", joining.invitation(admin)) as third,
    ):
        joining.admit(admin, joining.request(second), ["reviewer"], by="p_a")
        asked = joining.requested_by(second, joining.request(third))
        body = {"device": third.device, "public_key": asked.public_key.hex(), "box_key": asked.box_key.hex()}
        team.forge(second, "device.admitted", {**body, "roles": list(roles.ROLES)})
        team.give(second, admin)
        assert third.device not in admin.devices()
        agree(admin, second)
        assert third.device not in second.devices()


def test_what_was_written_after_being_sent_away_is_weightless_too(admin: Casefile, others: list[Casefile]) -> None:
    reviewer, analyst, *_ = others
    agree(admin, *others)
    size = len([e for e in reviewer.events() if e.device == reviewer.device])
    reviewer.append("consent.given", CONSENT, by="p_x")
    team.give(reviewer, analyst)
    assert len(analyst.records("consent.given")) == len(admin.records("consent.given")) + 1
    admin.append("device.revoked", {"device": reviewer.device, "size": size}, by="p_a")
    team.give(admin, analyst)
    assert len(analyst.records("consent.given")) == len(admin.records("consent.given"))
    assert {one.why for one in weighing.weightless(analyst._db)} == {weighing.AWAY}


def test_a_weightless_event_is_not_disclosed_and_can_be_erased_by_its_id(admin: Casefile, others: list[Casefile]) -> None:
    _, analyst, *_ = others
    with mock.patch.object(weighing, "require"):
        take_in(analyst, "larkspur", "R7")
    team.give(analyst, admin)
    (one,) = weighing.weightless(admin._db)
    with pytest.raises(CasefileError, match="counts for nothing"):
        disclosure.disclose(admin, [one.event], with_names=False, at=make.T0, by="p_a")
    with pytest.raises(MisuseError, match="no such event"):
        erasing.of_event(admin, admin.records("source.added")[0].event.id, reason="withdrawn")
    admin, _ = erasing.erase(admin, [erasing.of_event(admin, one.event, reason="withdrawn")], by="p_a")
    agree(admin, *others)
    for case in (admin, analyst):
        assert not weighing.weightless(case._db)
        assert case.log.stored(one.event).empty
        assert case._db.one("SELECT 1 FROM blobs WHERE length(sealed) = 0") is None
    admin.close()


def test_erasing_a_report_takes_weightless_events_about_it_too(admin: Casefile, others: list[Casefile]) -> None:
    _, analyst, *_ = others
    (report,) = admin.documents()
    body = {"id": "rd_9", "document": report.document.id, "sheet": {"format": 7}, "sealed": []}
    late = team.forge(analyst, "consent.given", {**CONSENT, "document": report.document.id})
    with mock.patch.object(projections, "_BY_KIND", {**projections._BY_KIND, "reading.added": projections._nothing}):
        told = team.forge(analyst, "reading.added", body)
        with mock.patch("rushlight.casefile.histories.check_sound"):
            team.give(analyst, admin)
    admin, _ = erasing.erase(admin, [erasing.of_report(admin, report.document.id, reason="withdrawn")], by="p_a")
    assert admin.log.stored(told.id).empty
    assert not admin.log.stored(late.id).empty  # it has ids, codes and days only
    admin.close()


# --- collectors ----------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, admin: Casefile, others: list[Casefile]) -> Path:
    identities.set_trustees(admin, 2, _second_trustee(admin, others, tmp_path), by="p_a")
    return collectors.a_collector(tmp_path / "north.collector", admin)


def _second_trustee(admin: Casefile, others: list[Casefile], tmp_path: Path) -> list[str]:
    return [admin.device, others[3].device]


def collected(folder: Path, admin: Casefile) -> str:
    with collectors.opened(folder) as collector:
        collectors.collect(collector, source=True, large=True)
        for path in sorted((folder / "outbox").glob("*.bundle")):
            merging.merge(admin, path, by="p_a")
        return collector.device


def hand_written(folder: Path, kind: str, body: Any) -> None:
    """What a collector's device might write with another program."""
    with collectors.opened(folder) as collector, collector.writing() as case:
        case.append(kind, body, by="C1")


def erasure(events: list[str], **more: Any) -> dict[str, Any]:
    said: dict[str, Any] = {
        "vault": [],
        "blobs": [],
        "ids": [],
        "document": None,
        "reason": "withdrawn",
        "alias": None,
        "releases": [],
    }
    return {"events": [{"id": event, "turn": 1} for event in events], **said, **more}


def test_a_collector_takes_back_its_own_with_all_that_hangs_on_it(
    admin: Casefile, others: list[Casefile], folder: Path, tmp_path: Path
) -> None:
    before = {row[0] for row in admin._db.rows("SELECT id FROM vault")}
    device = collected(folder, admin)
    assert admin._db.rows("SELECT 1 FROM vault WHERE id NOT IN (SELECT value FROM json_each(?))", (_json(before),))
    with collectors.opened(folder) as collector:
        for name in collector.bundles():
            if any(e["new"] for e in collector._headers(name)["events"]):
                with contextlib.suppress(MisuseError):
                    collector.delete(name, by="C1")
    for path in sorted((folder / "outbox").glob("*.bundle")):
        merging.merge(admin, path, by="p_a")
    admin = erasing.finish(admin)
    assert weighing.weightless(admin._db) == ()
    assert not [d for d in admin.documents() if d.collected_by == "C1"]
    assert {row[0] for row in admin._db.rows("SELECT id FROM vault")} == before
    assert not list(admin.folder.glob("blobs/*/*"))
    assert device in admin.devices()
    agree(admin, *others)
    admin.close()


def _json(values: set[str]) -> str:
    return projections.text(sorted(values))


def test_a_collector_takes_back_nothing_of_anybody_else(admin: Casefile, others: list[Casefile], folder: Path) -> None:
    reviewer = others[0]
    mine = take_in(reviewer, "larkspur", "R7")
    agree(admin, *others)
    (event,) = [d.event for d in admin.documents() if d.document.id == mine]
    named = {
        "events": event,
        "vault": admin._db.rows("SELECT id FROM vault")[0][0],
        "blobs": admin._db.rows("SELECT id FROM original WHERE document = ?", (mine,))[0][0],
        "ids": mine,
        "alias": "R7",
        "document": mine,
    }
    before = (admin._db.rows("SELECT id FROM vault ORDER BY id"), admin._db.rows("SELECT id FROM blobs ORDER BY id"))
    for what, name in named.items():
        more = {} if what == "events" else {what: name if what in ("alias", "document") else [name]}
        hand_written(folder, "report.erased", erasure([event] if what == "events" else [], **more))
        done = [merging.merge(admin, path, by="p_a") for path in sorted((folder / "outbox").glob("*.bundle"))]
        assert [one.why for merged in done for one in merged.weightless] == [weighing.NOT_ITS_OWN], what
        assert not any(merged.erasures for merged in done), what
        assert admin.text(mine) == "larkspur", what
        now = (admin._db.rows("SELECT id FROM vault ORDER BY id"), admin._db.rows("SELECT id FROM blobs ORDER BY id"))
        assert now == before, what
    admin = erasing.finish(admin)
    assert admin.original(mine) == b"larkspur"
    agree(admin, *others)
    admin.close()


def test_a_collector_decides_nothing(admin: Casefile, others: list[Casefile], folder: Path) -> None:
    with collectors.opened(folder) as collector, collector.writing() as case:
        decide(case, "de_9")
        case.put_setting("x", "from outside", by="C1")
    for path in sorted((folder / "outbox").glob("*.bundle")):
        merging.merge(admin, path, by="p_a")
    assert admin.get_setting("x") is None
    assert "de_9" not in {d.id for d in admin.decisions()}
    assert conflicts.conflicts(admin) == ()
    agree(admin, *others)
    assert isinstance(collecting.SUFFIX, str)


def test_an_admin_can_give_the_role_away_and_the_last_one_cannot(admin: Casefile, tmp_path: Path) -> None:
    with pytest.raises(MisuseError, match="nobody could admit"):
        joining.admit(admin, _own_request(admin), ["reviewer"], by="p_a")
    with team.colleague(admin, tmp_path / "b.case") as second:
        team.give(second, admin)
        joining._say_admitted(admin, admin.devices()[admin.device], ("reviewer",), "p_a")
        assert admin.devices()[admin.device].roles == {"reviewer"}
        with pytest.raises(MisuseError, match="it has: reviewer"):
            admin.append("trustees.set", {"k": 2, "n": 2, "trustees": []}, by="p_a")
        agree(admin, second)
        assert second.devices()[admin.device].roles == {"reviewer"}


def _own_request(case: Casefile) -> Any:
    """A request of the founder's own device, as one that went on would write it."""
    case.new_incarnation(by="p_a")
    return joining.request(case)
