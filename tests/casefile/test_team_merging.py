"""Bundles between copies of one casefile: what is taken, what waits, what is refused, and what raises an alarm."""

from __future__ import annotations

import datetime as dt
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import making_casefile as make
import making_teams as team
import pytest
import slow_conflicts

from rushlight.casefile import Casefile, bundles, conflicts, erasing, joining, merging, note, sending, unlinking
from rushlight.casefile.database import described
from rushlight.casefile.roles import ROLES
from rushlight.casefile.search import index
from rushlight.errors import MisuseError, RushlightError, Tampered
from rushlight.record import Decision, DocumentKind, Judgement, LinkJudgement, Relation, Verdict, new_id


@pytest.fixture
def admin(tmp_path: Path) -> Iterator[Casefile]:
    with make.new_case(tmp_path / "a.case") as case:
        make.fill(case)
        yield case


@pytest.fixture
def other(admin: Casefile, tmp_path: Path) -> Iterator[Casefile]:
    with team.colleague(admin, tmp_path / "b.case") as case:
        yield case


def agree(*cases: Casefile) -> None:
    team.exchange(*cases)
    first, *others = [team.state(case) for case in cases]
    assert all(each == first for each in others)
    for case in cases:
        assert case.verify(deep=True).ok, case.verify(deep=True).faults


def copy_of(case: Casefile, folder: Path) -> tuple[Casefile, Casefile]:
    """(the casefile opened again, a copy of its folder)."""
    case.close()
    shutil.copytree(case.folder, folder)
    return make.reopen(case.folder), make.reopen(folder)


# --- joining -----------------------------------------------------------------------------------------


def test_a_colleague_gets_everything_under_keys_of_its_own(admin: Casefile, other: Casefile) -> None:
    (document,) = admin.documents()
    assert other.text(document.document.id) == make.TEXT
    assert other.original(document.document.id) == make.TEXT.encode()
    (source,) = other.sources()
    opened = other.vault.open([source.id], reason="follow_up", at=make.T0, by="p_b")
    assert opened[source.id]["name"] == "Tobias Wrenfield"
    wrapped = {row[0] for case in (admin, other) for row in case._db.rows("SELECT wrapped_key FROM events")}
    assert len(wrapped) == sum(len(case.events()) for case in (admin, other))
    agree(admin, other)


def test_who_is_not_admitted_gets_nothing_and_its_events_wait(admin: Casefile, tmp_path: Path) -> None:
    stranger = team.join(tmp_path / "s.case", joining.invitation(admin))
    with pytest.raises(MisuseError):
        sending.send(admin, tmp_path, to=[stranger.device])
    stranger.put_setting("x", 1, by="p_s")
    lines = list(sending.lines(stranger, {}))
    path = tmp_path / "x.bundle"
    with path.open("wb") as out:
        boxes = {d.id: d.box_key for d in admin.devices().values()}
        bundles.write(out, admin.id, stranger.device, boxes, lines, secrets.token_bytes)
    before = team.state(admin)
    done = merging.merge(admin, path, by="p_a")
    assert (dict(done.taken), dict(done.waiting)) == ({}, {stranger.device: 2})
    assert team.state(admin) == before
    assert any("wait outside" in line for line in admin.verify().notes)
    taken = joining.admit(admin, joining.request(stranger), ["reviewer"], by="p_a")
    assert taken.taken == {stranger.device: 2}
    assert admin.get_setting("x") == 1
    team.give(admin, stranger)
    agree(admin, stranger)
    stranger.close()


def test_the_invitation_binds_the_founder(admin: Casefile, tmp_path: Path) -> None:
    """Somebody swaps the invitation on its way: the copy takes nothing from the true casefile, and nothing counts."""
    swapped = {**joining.invitation(admin), "public_key": secrets.token_bytes(32).hex()}
    with team.join(tmp_path / "s.case", swapped) as case:
        joining.admit(admin, joining.request(case), ROLES, by="p_a")
        assert joining.invited_by(swapped).fingerprint != joining.invited_by(joining.invitation(admin)).fingerprint
        done = team.give(admin, case)
        assert not done.taken
        assert len(case.events()) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda r: r.clear(),
        lambda r: r.update(format="rushlight-request/9"),
        lambda r: r["proof"].update(public_key="00" * 32),
        lambda r: r["proof"].update(data_key="00" * 32),
        lambda r: r["proof"].update(checkpoint="x"),
        lambda r: r.update(extra=1),
    ],
)
def test_a_changed_request_is_refused(admin: Casefile, tmp_path: Path, change: Any) -> None:
    with team.join(tmp_path / "s.case", joining.invitation(admin)) as case:
        asked = joining.request(case)
        change(asked)
        with pytest.raises(RushlightError):
            joining.admit(admin, asked, ROLES, by="p_a")
        assert len(admin.devices()) == 1


def test_only_an_admin_admits(admin: Casefile, tmp_path: Path) -> None:
    with team.colleague(admin, tmp_path / "b.case", roles=("reviewer",)) as other:
        with team.join(tmp_path / "c.case", joining.invitation(admin)) as third:
            with pytest.raises(MisuseError, match="only an admin"):
                joining.admit(other, joining.request(third), ROLES, by="p_b")
            body = {"device": third.device, "public_key": "", "box_key": "", "roles": list(ROLES)}
            keys = joining.requested_by(admin, joining.request(third))
            body |= {"public_key": keys.public_key.hex(), "box_key": keys.box_key.hex()}
            team.forge(other, "device.admitted", body)  # around the checks: it counts nowhere
        assert third.device not in other.devices()
        team.give(other, admin)
        assert third.device not in admin.devices()


# --- order, loss, damage -----------------------------------------------------------------------------


def test_bundles_in_the_wrong_order_twice_and_late(admin: Casefile, other: Casefile, tmp_path: Path) -> None:
    sent = []
    for n in range(3):
        admin.put_setting("x", n, by="p_a")
        sent.append(sending.send(admin, tmp_path, to=[other.device]).path)
        team.give(other, admin)
    only_new = sending.send(admin, tmp_path, to=[other.device], only_new=True)
    for path in (sent[2], sent[0], sent[2], only_new.path, sent[1]):
        merging.merge(other, path, by="p_b")
    assert other.get_setting("x") == 2
    agree(admin, other)


def test_a_part_that_is_missing_is_waited_for(admin: Casefile, other: Casefile, tmp_path: Path) -> None:
    admin.put_setting("x", 1, by="p_a")
    whole = sending.send(admin, tmp_path, to=[other.device]).path
    size = len([e for e in admin.events() if e.device == admin.device])
    admin.put_setting("x", 2, by="p_a")
    path = tmp_path / "later.bundle"
    with path.open("wb") as out:
        boxes = {other.device: other.devices()[other.device].box_key}
        lines = sending.lines(admin, {admin.device: size})
        bundles.write(out, admin.id, admin.device, boxes, lines, secrets.token_bytes)
    done = merging.merge(other, path, by="p_b")
    assert (dict(done.taken), dict(done.waiting)) == ({}, {admin.device: 1})
    assert other.get_setting("x") is None
    assert merging.merge(other, whole, by="p_b").taken == {admin.device: 2}
    assert other.get_setting("x") == 2
    agree(admin, other)


def test_large_originals_travel_in_parts(admin: Casefile, other: Casefile) -> None:
    original = secrets.token_bytes(2_500_000)
    document = make.a_document("t", original)
    admin.add_document(document, "t", original, alias="R2", collected_by="p_a", by="p_a")
    team.give(admin, other)
    assert other.original(document.id) == original
    assert len(list(other.folder.glob("blobs/*/*"))) == 1
    agree(admin, other)


def test_any_changed_or_missing_byte_refuses_the_whole_bundle(admin: Casefile, other: Casefile, tmp_path: Path) -> None:
    admin.put_setting("x", 1, by="p_a")
    data = sending.send(admin, tmp_path, to=[other.device]).path.read_bytes()
    before, bad = team.state(other), tmp_path / "bad.bundle"
    for at in [*range(0, 120), *range(120, len(data), len(data) // 60)]:
        flipped = data[:at] + bytes([data[at] ^ 1 << at % 7]) + data[at + 1 :]
        for changed in (data[:at], flipped):
            bad.write_bytes(changed)
            with pytest.raises(RushlightError) as refused:
                merging.merge(other, bad, by="p_b")
            assert "Marigold" not in str(refused.value)
    bad.write_bytes(data + b"x")
    with pytest.raises(RushlightError):
        merging.merge(other, bad, by="p_b")
    assert team.state(other) == before
    assert not other._db.rows(
        "SELECT 1 FROM waiting UNION ALL SELECT 1 FROM waiting_vault UNION ALL SELECT 1 FROM waiting_parts"
    )


def test_a_bundle_of_another_casefile_or_for_others_is_refused(admin: Casefile, other: Casefile, tmp_path: Path) -> None:
    with team.colleague(admin, tmp_path / "c.case") as third:
        path = sending.send(admin, tmp_path, to=[third.device]).path
        with pytest.raises(MisuseError, match="not closed for this device"):
            merging.merge(other, path, by="p_b")
    with make.new_case(tmp_path / "z.case") as stranger, pytest.raises(MisuseError, match="another casefile"):
        merging.merge(stranger, path, by="p_b")


def lied(admin: Casefile, other: Casefile, tmp_path: Path, change: Any) -> merging.Merged:
    """A member sends what it should not: lines changed on their way into the bundle."""
    path = tmp_path / "lied.bundle"
    with path.open("wb") as out:
        boxes = {admin.device: admin.devices()[admin.device].box_key}
        lines = [changed for line in sending.lines(other, {}) for changed in change(line)]
        bundles.write(out, admin.id, other.device, boxes, lines, secrets.token_bytes)
    return merging.merge(admin, path, by="p_a")


def test_an_event_with_another_signature_is_refused_and_named(admin: Casefile, other: Casefile, tmp_path: Path) -> None:
    event = other.put_setting("x", 1, by="p_b")

    def change(line: dict[str, Any]) -> list[dict[str, Any]]:
        if event.id in line.get("event", {}).get("header", ""):
            return [{"event": {**line["event"], "signature": "A" * 86 + "=="}}]
        return [line]

    before = admin.get_setting("x")
    done = lied(admin, other, tmp_path, change)
    assert [(r.device, r.event) for r in done.refused] == [(other.device, event.id)]
    assert admin.get_setting("x") == before
    team.give(other, admin)
    agree(admin, other)


@pytest.mark.parametrize("part", ["sealed", "data_key"])
def test_a_body_or_key_that_was_not_signed_refuses_the_bundle(
    admin: Casefile, other: Casefile, tmp_path: Path, part: str
) -> None:
    other.put_setting("x", 1, by="p_b")
    before = team.state(admin)

    def change(line: dict[str, Any]) -> list[dict[str, Any]]:
        return [{"event": {**line["event"], part: "AAAA" * 11}}] if "event" in line else [line]

    with pytest.raises(Tampered):
        lied(admin, other, tmp_path, change)
    assert team.state(admin) == before


@pytest.mark.parametrize("kind", ["vault", "blob"])
def test_an_event_waits_for_the_names_and_originals_that_hang_on_it(
    admin: Casefile, other: Casefile, tmp_path: Path, kind: str
) -> None:
    document = make.a_document("t", b"new")
    other.add_document(document, "t", b"new", alias="R2", collected_by="p_b", by="p_b")
    done = lied(admin, other, tmp_path, lambda line: [] if kind in line else [line])
    assert done.waiting[other.device] >= 1
    assert len(admin.documents()) == 1
    team.give(other, admin)
    agree(admin, other)


def test_an_empty_body_that_nobody_erased_waits(admin: Casefile, other: Casefile, tmp_path: Path) -> None:
    event = other.put_setting("x", 1, by="p_b")

    def change(line: dict[str, Any]) -> list[dict[str, Any]]:
        if event.id in line.get("event", {}).get("header", ""):
            return [{"event": {**line["event"], "sealed": "", "data_key": ""}}]
        return [line]

    assert lied(admin, other, tmp_path, change).waiting[other.device] >= 1
    assert admin.get_setting("x") is None
    team.give(other, admin)
    assert admin.get_setting("x") == 1
    agree(admin, other)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("decision.made", {"id": "de_1", "statement": "st_1", "verdict": "perhaps"}),
        ("link.judged", {"id": "lj_1", "relation": "x", "left": "a", "right": "b"}),
        ("reading.added", {"id": "rd_1", "document": "do_1", "sheet": {"format": 7}}),
        ("document.added", {"document": {"id": "do_1", "bytes_sha256": "x"}, "alias": "R9", "source": None, "collected_by": "x",
                            "text": "t", "original": {"id": "bl_1", "size": 1, "place": "db", "sha256": "x", "data_key": ""}}),
        ("source.added", {"id": "so_1", "alias": "S9", "may_be_same_as": 7}),
    ],
)  # fmt: skip
def test_what_could_not_be_read_again_is_refused(
    admin: Casefile, other: Casefile, tmp_path: Path, kind: str, body: dict[str, Any]
) -> None:
    """A member's odd event must not keep the others from reading their casefile."""
    other.append(kind, body, by="p_b")
    done = team.give(other, admin)
    assert len(done.refused) == 1
    assert admin.stored_reports()
    assert admin.decisions()
    assert admin.verify(deep=True).ok


def test_a_turn_far_ahead_waits(admin: Casefile, other: Casefile) -> None:
    other._db.rows("UPDATE log SET turn = ? WHERE kind = 'device.joined'", (1 << 50,))
    event = other.put_setting("x", 1, by="p_b")
    assert team.give(other, admin).waiting[other.device] >= 1
    assert event.id not in {e.id for e in admin.events()}


# --- what a merge leaves behind ----------------------------------------------------------------------


def test_after_a_merge_the_log_says_what_is_known_and_others_are_cosigned(admin: Casefile, other: Casefile) -> None:
    merged = other.records("bundle.merged")[-1].data
    said = note.read(admin.checkpoint())
    assert merged["heads"][admin.device] == {"size": said.size, "root": said.root.hex()}
    held = other._db.rows("SELECT note FROM checkpoints WHERE device = ?", (admin.device,))[0][0]
    key = other.log.public_key()
    assert note.cosigners(held, {other.device: key}) == {other.device: make.T0.date()}
    assert note.signature_holds(held, admin.log.public_key())
    team.give(other, admin)
    back = admin._db.rows("SELECT note FROM checkpoints WHERE device = ?", (admin.device,))[0][0]
    assert note.cosigners(back, {other.device: key}) or note.read(back).size != said.size


def test_what_a_merge_brought_is_found_and_the_index_is_kept_as_before(admin: Casefile, other: Casefile) -> None:
    before = described(other._db)
    for number in range(30):
        text = f"가온달 초롱새 {number} heard the quarrymen"
        document = make.a_document(text, text.encode())
        admin.add_document(document, text, text.encode(), alias=f"R{number + 50}", collected_by="p_a", by="p_a")
    assert not found(other)
    team.give(admin, other)
    assert len(found(other)) == 30
    assert described(other._db) == before
    index.check(other._db)
    document = make.a_document("quarrymen again", b"quarrymen again")
    other.add_document(document, "quarrymen again", b"quarrymen again", alias="R90", collected_by="p_b", by="p_b")
    assert len(found(other)) == 31


def test_a_merge_that_breaks_off_leaves_the_index_as_it_was(
    admin: Casefile, other: Casefile, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = described(other._db)
    text = "the quarrymen left"
    admin.add_document(make.a_document(text, text.encode()), text, text.encode(), alias="R50", collected_by="p_a", by="p_a")
    with monkeypatch.context() as broken:
        broken.setattr(merging, "_after", breaks_off)
        with pytest.raises(KeyboardInterrupt):
            team.give(admin, other)
    assert described(other._db) == before
    assert not found(other)
    index.check(other._db)
    team.give(admin, other)
    assert len(found(other)) == 1


def breaks_off(*anything: object) -> bool:
    raise KeyboardInterrupt


def found(case: Casefile) -> list[Any]:
    return case._db.rows("SELECT rowid FROM word_index WHERE word_index MATCH 'quarrymen'")


def test_merging_what_is_known_writes_nothing(admin: Casefile, other: Casefile) -> None:
    team.exchange(admin, other)
    before = [len(case.events()) for case in (admin, other)]
    team.exchange(admin, other)
    assert [len(case.events()) for case in (admin, other)] == before


def test_only_new_leaves_out_what_the_other_has(admin: Casefile, other: Casefile, tmp_path: Path) -> None:
    team.exchange(admin, other)
    admin.put_setting("x", 1, by="p_a")
    assert sending.send(admin, tmp_path, to=[other.device], only_new=True).counts["event"] <= 2
    assert sending.send(admin, tmp_path, to=[other.device]).counts["event"] > 10


# --- sending away ------------------------------------------------------------------------------------


def test_what_a_device_wrote_after_it_was_sent_away_counts_nowhere(admin: Casefile, other: Casefile, tmp_path: Path) -> None:
    with team.colleague(admin, tmp_path / "c.case") as third:
        team.exchange(admin, other, third)
        other.put_setting("x", "late", by="p_b")
        team.give(other, third)  # one colleague had it before the others sent it away
        assert third.get_setting("x") == "late"
        assert joining.revoke(admin, other.device, by="p_a") == (other.device,)
        other.put_setting("x", "later", by="p_b")
        with pytest.raises(MisuseError):
            sending.send(admin, tmp_path, to=[other.device])
        done = team.give(admin, third)
        assert third.get_setting("x") is None
        assert not done.refused
        done = team.give(other, admin)
        assert [r.why for r in done.refused] == ["written after the device was sent away"] * len(done.refused) != []
        assert admin.get_setting("x") is None
        team.exchange(admin, third)
        assert team.state(admin) == team.state(third)
        for case in (admin, third):
            assert case.verify(deep=True).ok, case.verify(deep=True).faults
            case.rebuild()
            assert case.verify(deep=True).ok
            assert case.get_setting("x") is None


def test_a_device_that_learns_it_was_sent_away_writes_nothing_more(admin: Casefile, other: Casefile, tmp_path: Path) -> None:
    path = tmp_path / "x.bundle"
    box = admin.devices()[other.device].box_key
    joining.revoke(admin, other.device, by="p_a")
    with path.open("wb") as out:
        bundles.write(out, admin.id, admin.device, {other.device: box}, sending.lines(admin, {}), secrets.token_bytes)
    assert merging.merge(other, path, by="p_b").sent_away
    with pytest.raises(MisuseError, match="sent away"):
        other.put_setting("x", 1, by="p_b")


def test_those_that_went_on_from_a_device_go_with_it_unless_they_are_kept(admin: Casefile, other: Casefile) -> None:
    old = other.device
    new = other.new_incarnation(by="p_b")
    team.give(other, admin)
    assert admin.devices()[new].follows == old
    assert joining.revoke(admin, old, by="p_a", keep_successors=True) == (old,)
    assert admin.devices()[new].active
    assert not admin.devices()[old].active
    team.give(admin, other)
    other.put_setting("x", 1, by="p_b")
    team.give(other, admin)
    assert admin.get_setting("x") == 1
    assert set(joining.revoke(admin, new, by="p_a")) == {new}
    assert not admin.devices()[new].active


# --- copies ------------------------------------------------------------------------------------------


def test_two_copies_under_one_name_are_named_and_both_kept(admin: Casefile, other: Casefile, tmp_path: Path) -> None:
    device = other.device
    other, twin = copy_of(other, tmp_path / "twin.case")
    other.put_setting("x", "first", by="p_b")
    twin.put_setting("x", "second", by="p_t")
    assert team.give(other, admin).forks == ()
    path = sending.send(twin, tmp_path, to=[admin.device]).path
    done = merging.merge(admin, path, by="p_a")
    assert done.forks == (device,)
    assert {f.where for f in admin.verify(deep=True).faults} == {device}
    (found,) = conflicts.conflicts(admin)
    assert sorted(said.value for said in found.said) == ['"first"', '"second"']
    for case in (other, twin):
        done = merging.merge(case, sending.send(admin, tmp_path, to=[device]).path, by="p_c")
        assert done.incarnation is not None
        assert case.device != device
        assert merging.alarms(case) == (device,)
    team.exchange(admin, other, twin)
    assert team.state(admin) == team.state(other) == team.state(twin)
    admin.put_setting("x", "third", by="p_a")
    assert conflicts.conflicts(admin) == ()
    other.close()
    twin.close()


def test_a_copy_that_is_behind_its_own_name_goes_on_as_a_new_device(admin: Casefile, other: Casefile, tmp_path: Path) -> None:
    device = other.device
    other, old = copy_of(other, tmp_path / "old.case")
    other.put_setting("x", 1, by="p_b")
    team.give(other, admin)
    done = merging.merge(old, sending.send(admin, tmp_path, to=[device]).path, by="p_b")
    assert done.incarnation == old.device != device
    assert old.get_setting("x") == 1
    team.exchange(admin, old)
    assert merging.alarms(admin) == ()
    assert team.state(admin) == team.state(old)
    other.close()
    old.close()


def test_a_copied_folder_is_noticed(admin: Casefile, other: Casefile, tmp_path: Path) -> None:
    assert not joining.copied(other)
    moved = other.folder.with_name("moved.case")
    other.close()
    other.folder.rename(moved)
    shutil.copytree(moved, tmp_path / "copy.case")
    with make.reopen(moved) as same, make.reopen(tmp_path / "copy.case") as copy:
        assert not joining.copied(same)
        assert joining.copied(copy)
        assert any("copied or moved" in line for line in copy.verify().notes)
        copy.new_incarnation(by="p_b")
        assert not joining.copied(copy)
        same, _ = same.rekey()
        assert not joining.copied(same)
        same.close()


# --- erasure -----------------------------------------------------------------------------------------


def test_an_erasure_travels_and_nothing_brings_the_words_back(admin: Casefile, other: Casefile, tmp_path: Path) -> None:
    team.exchange(admin, other)
    old = sending.send(admin, tmp_path, to=[other.device]).path  # with the words in it
    (report,) = admin.documents()
    admin, erasures = erasing.erase(admin, [erasing.of_report(admin, report.document.id, reason="withdrawn")], by="p_a")
    done = team.give(admin, other)
    assert done.erasures == erasures
    other = erasing.finish(other)
    assert other.documents() == ()
    merging.merge(other, old, by="p_b")
    assert other.documents() == ()
    assert other.records("bundle.merged")[-1].data["applied"] == list(erasures)
    agree(admin, other)
    with team.colleague(admin, tmp_path / "c.case") as third:  # who never had it gets the empty events
        assert third.documents() == ()
        agree(admin, other, third)
        merging.merge(other, old, by="p_b")
    for case in (admin, other):
        everything = b"".join(path.read_bytes() for path in case.folder.rglob("*") if path.is_file())
        assert make.NAME_EN.encode() not in everything
        case.close()


# --- aliases and the same file -----------------------------------------------------------------------


def test_an_alias_given_twice_is_told_apart_the_same_way_everywhere(admin: Casefile, other: Casefile) -> None:
    for case, words in ((admin, b"one"), (other, b"two")):
        document = make.a_document(words.decode(), words, kind=DocumentKind.PUBLICATION)
        case.add_document(document, words.decode(), words, alias="R2", collected_by="p", by="p")
    agree(admin, other)
    shown = [d.alias for d in admin.documents()]
    assert sorted(shown) == ["R1", "R2", "R2b"]
    assert shown == [d.alias for d in other.documents()]
    (found,) = conflicts.conflicts(admin)
    assert found.kind == conflicts.REPORT_ALIAS
    conflicts.settle(admin, found, by="p_a")
    agree(admin, other)
    assert conflicts.conflicts(admin) == conflicts.conflicts(other) == ()


def test_the_same_file_taken_in_twice_is_told(admin: Casefile, other: Casefile) -> None:
    for case in (admin, other):
        document = make.a_document("same", b"same")
        case.add_document(document, "same", b"same", alias="R2", collected_by="p", by="p")
    agree(admin, other)
    assert {c.kind for c in conflicts.conflicts(admin)} == {conflicts.REPORT_ALIAS, conflicts.SAME_BYTES}


def test_what_was_known_is_no_conflict(admin: Casefile, other: Casefile) -> None:
    admin.put_setting("x", 1, by="p_a")
    team.give(admin, other)
    other.put_setting("x", 2, by="p_b")
    agree(admin, other)
    assert conflicts.conflicts(admin) == ()
    for _ in range(5):
        admin.put_setting("y", 1, by="p_a")  # a later turn is no knowledge
    other.put_setting("y", 2, by="p_b")
    agree(admin, other)
    (found,) = conflicts.conflicts(other)
    assert (found.kind, found.about) == (conflicts.SETTING, ("y",))
    assert {said.at for said in found.said} == {make.T0.astimezone(dt.UTC)}


def test_what_was_taken_back_is_no_value_in_conflict(admin: Casefile, other: Casefile) -> None:
    for case, said in ((admin, Judgement.SAME), (other, Judgement.DIFFERENT)):
        on = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
        made = LinkJudgement(f"ju_{said}", Relation.SAME_ORIGIN, "dc_a", "dc_b", said, "p", on)
        case.add_judgement(made)
    agree(admin, other)
    assert [c.kind for c in conflicts.conflicts(other)] == [conflicts.JUDGEMENT]
    unlinking.withdraw(other, "ju_different", by="p")
    agree(admin, other)
    assert conflicts.conflicts(admin) == conflicts.conflicts(other) == ()
    assert unlinking.withdrawn(admin) == {"ju_different"}


def test_all_kinds_of_conflicts_are_found_where_several_said_something(admin: Casefile, other: Casefile) -> None:
    """The same as in everything that was ever said, and everybody says something that nobody else speaks of, too."""
    for case, by in ((admin, "p_a"), (other, "p_b")):
        alone = f"of {by}"
        for n, setting in enumerate(("x", alone, alone)):
            case.put_setting(setting, f"{by} {n}", by=by)
        verdict = Verdict.ACCEPT if case is admin else Verdict.REJECT
        made = [Decision(new_id("de", secrets.token_bytes), s, verdict, by, make.T0) for s in ("st_1", alone, "st_2")]
        away = Decision(new_id("de", secrets.token_bytes), f"elsewhere {by}", Verdict.UNDO, by, make.T0, supersedes=made[0].id)
        for decision in (*made, away):
            case.add_decision(decision)
        said = Judgement.SAME if case is admin else Judgement.DIFFERENT
        for left, right in (("st_1", "st_2"), ("st_1", alone)):
            pair = (left, right) if case is admin else (right, left)
            judged = LinkJudgement(new_id("ju", secrets.token_bytes), Relation.SAME_EVENT, *pair, said, by, make.T0)
            case.add_judgement(judged)
        for about in ("R1", alone):
            body = {"subject": about, "purpose": "public_anonymous", "until": None, "withdrawn": None, "recipients": [by]}
            case.append("consent.given", body, by=by)
        for document in ("dc_1", alone):
            case.append("document.assigned", {"document": document, "place": "first", "person": by}, by=by)
        case.add_source("S9", by=by)
        document = make.a_document("same", b"same")
        case.add_document(document, "same", b"same", alias="R2", collected_by="p", by=by)
    assert conflicts.conflicts(admin) == ()
    agree(admin, other)
    for case in (admin, other):
        for by in (None, "p_a", "p_x"):
            assert conflicts.conflicts(case, by=by) == slow_conflicts.in_everything(case, by=by)
    found = {(c.kind, *c.about) for c in conflicts.conflicts(admin)}
    assert {kind for kind, *_ in found} == {
        *(conflicts.SETTING, conflicts.DECISION, conflicts.JUDGEMENT, conflicts.CONSENT, conflicts.READER),
        *(conflicts.REPORT_ALIAS, conflicts.SOURCE_ALIAS, conflicts.SAME_BYTES),
    }
    assert not any("of p_" in part for row in found for part in row)


# --- in parts ----------------------------------------------------------------------------------------


def test_a_merge_that_is_ended_at_any_step_leaves_the_casefile_as_it_was(admin: Casefile, other: Casefile) -> None:
    other.add_source("S7", by="p_b")
    for number in range(3):
        other.put_setting(f"own.{number}", number, by="p_b")
    sent = sending.send(other, other.folder.parent, to=[admin.device])
    before, size = team.state(admin), sent.path.stat().st_size
    steps = 0
    while True:
        with sent.path.open("rb") as file:
            going = merging.merge_parts(admin, file, size, by="p_a")
            try:
                for _ in range(steps):
                    next(going)
            except StopIteration:
                break
            going.close()
        assert team.state(admin) == before
        assert not admin._db.rows("SELECT 1 FROM waiting UNION ALL SELECT 1 FROM waiting_notes")
        steps += 1
    assert steps > 3
    assert admin.verify(deep=True).ok
    assert "S7" in {source.alias for source in admin.sources()}


def test_how_far_a_merge_is_only_grows(admin: Casefile, other: Casefile) -> None:
    told: list[tuple[int, int]] = []
    sent = sending.send(other, other.folder.parent, to=[admin.device])
    merging.merge(admin, sent.path, by="p_a", tell=lambda *so_far: told.append(so_far))
    assert told == sorted(told)
    assert {whole for _, whole in told} == {merging.IN_ALL}
