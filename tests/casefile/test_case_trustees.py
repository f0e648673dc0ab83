"""Source identities: k of n trustees open them together, fewer never, and no share serves in another place."""

from __future__ import annotations

import contextlib
import datetime as dt
import secrets
from itertools import combinations
from pathlib import Path
from typing import Any

import making_casefile as make
import making_team as team
import making_teams as teams
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rushlight.casefile import Casefile, envelopes, identities, keys, trustees
from rushlight.casefile.canonical import canonical
from rushlight.errors import CasefileError, MisuseError, RushlightError, Tampered

FIELDS = {"name": make.NAME_KO, "contact": "010-0000-0000"}


def holders(n: int) -> dict[str, bytes]:
    """A seed each."""
    return {f"dv_{i}": secrets.token_bytes(32) for i in range(n)}


def sealed_for(seeds: dict[str, bytes], needed: int, record: str = "va_1", subject: str = "so_1") -> envelopes.Envelope:
    boxes = {who: keys.box_key(seed) for who, seed in seeds.items()}
    sealed = envelopes.seal(FIELDS, record, subject, needed, boxes, secrets.token_bytes)
    return envelopes.read(sealed, record)


def shares(envelope: envelopes.Envelope, seeds: dict[str, bytes], record: str = "va_1", subject: str = "so_1") -> list[bytes]:
    return [keys.open_part(s, envelope.boxes[who], envelopes.purpose(record, subject), who) for who, s in seeds.items()]


def trusted(case: Casefile, *members: Casefile, needed: int = 2) -> identities.Resealed:
    return identities.set_trustees(case, needed, [m.device for m in (case, *members)], by="p_a")


def asked(case: Casefile, alias: str = "S1", reason: str = "follow_up") -> str:
    (source,) = {s.id for s in case.sources() if s.alias == alias}
    return identities.request(case, [source], reason=reason, by="p_a")


# --- the envelope --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("needed", "n"), [(2, 2), (2, 3), (3, 5), (5, 5)])
def test_every_choice_of_k_opens_and_none_of_fewer(needed: int, n: int) -> None:
    seeds = holders(n)
    envelope = sealed_for(seeds, needed)
    held = shares(envelope, seeds)
    for size in range(n + 1):
        for chosen in combinations(held, size):
            if size >= needed:
                assert envelopes.opened(envelope, "va_1", chosen) == FIELDS
            else:
                with pytest.raises(Tampered):
                    envelopes.opened(envelope, "va_1", chosen)


def test_fewer_shares_do_not_open_under_a_lower_threshold_either() -> None:
    seeds = holders(5)
    envelope = sealed_for(seeds, 3)
    for chosen in combinations(shares(envelope, seeds), 2):
        with pytest.raises(Tampered):
            envelopes.opened(envelopes.Envelope(2, envelope.boxes, envelope.sealed), "va_1", chosen)


def test_one_false_share_among_more_than_enough_is_passed_over_and_among_just_enough_is_not() -> None:
    seeds = holders(3)
    envelope = sealed_for(seeds, 2)
    first, second, third = shares(envelope, seeds)
    false = third[:1] + secrets.token_bytes(32)
    assert envelopes.opened(envelope, "va_1", [false, first, second]) == FIELDS
    with pytest.raises(Tampered):
        envelopes.opened(envelope, "va_1", [first, false])


@pytest.mark.parametrize("moved", ["record", "subject", "trustee", "box of another record"])
def test_a_share_moved_elsewhere_does_not_open(moved: str) -> None:
    seeds = holders(3)
    one, other = sealed_for(seeds, 2), sealed_for(seeds, 2, "va_2")
    who, seed = next(iter(seeds.items()))
    record, subject, name, box = "va_1", "so_1", who, one.boxes[who]
    assert keys.open_part(seed, box, envelopes.purpose(record, subject), name)
    record = "va_2" if moved == "record" else record
    subject = "so_2" if moved == "subject" else subject
    name = "dv_2" if moved == "trustee" else name
    box = other.boxes[who] if moved == "box of another record" else box
    with pytest.raises(Tampered):
        keys.open_part(seed, box, envelopes.purpose(record, subject), name)


def test_shares_of_one_record_do_not_open_another_nor_help_to() -> None:
    seeds = holders(3)
    one, other = sealed_for(seeds, 2), sealed_for(seeds, 2, "va_2")
    of_one, of_other = shares(one, seeds), shares(other, seeds, "va_2")
    for chosen in (of_one, [of_one[0], of_other[1]], [of_other[0], of_one[1]]):
        with pytest.raises(Tampered):
            envelopes.opened(other, "va_2", chosen)
    with pytest.raises(Tampered):
        envelopes.opened(one, "va_2", of_one)  # the record's id is bound to its text too


@given(st.binary(max_size=200), st.integers(0, 3000), st.integers(1, 255))
@settings(max_examples=150, deadline=None)
def test_no_bytes_make_the_reader_of_envelopes_fail_otherwise(noise: bytes, at: int, flip: int) -> None:
    for data in (noise, envelopes.THRESHOLD + noise, _flipped(at, flip)):
        with pytest.raises(Tampered) as refused:
            envelopes.opened(envelopes.read(data, "va_1"), "va_1", [b"\0" * 33, b"\1" * 33])
        assert refused.value.where == "va_1"


SEEDS = holders(3)
SEALED = envelopes.seal(
    FIELDS, "va_1", "so_1", 2, {who: keys.box_key(seed) for who, seed in SEEDS.items()}, secrets.token_bytes
)


def _flipped(at: int, flip: int) -> bytes:
    data = bytearray(SEALED)
    data[at % len(data)] ^= flip
    return bytes(data)


@given(st.integers(0, 10**6), st.integers(1, 255))
@settings(max_examples=150, deadline=None)
def test_a_changed_envelope_never_opens_to_something_else(at: int, flip: int) -> None:
    try:
        envelope = envelopes.read(_flipped(at, flip), "va_1")
        held = [keys.open_part(s, envelope.boxes[w], envelopes.purpose("va_1", "so_1"), w) for w, s in SEEDS.items()]
        assert envelopes.opened(envelope, "va_1", held) == FIELDS
    except (RushlightError, KeyError):
        pass


# --- the team ------------------------------------------------------------------------------------------


def test_request_answer_and_open(tmp_path: Path) -> None:
    members = a, b, c = team.a_team(tmp_path, 3)
    make.fill(a)
    team.sync(members)
    assert trusted(a, b, c).records == 2  # the source, and the author of its testimony
    team.sync(members)
    request = asked(b)
    team.sync(members)
    assert identities.can_answer(c, identities.find(c, request), make.T0)
    with pytest.raises(CasefileError, match="not enough"):
        identities.open_identity(b, request, by="p_b")
    (subject,) = identities.answer(c, request, by="p_c")
    assert not identities.can_answer(c, identities.find(c, request), make.T0)
    team.sync(members)
    told = identities.open_identity(b, request, by="p_b")
    assert told == {subject: {"name": "Tobias Wrenfield", "contact": "tobias@example.org"}}
    assert b.records("identity.opened")[0].data == {"request": request, "subjects": [subject], "reason": "follow_up"}
    team.sync(members)
    for member in members:
        assert member.verify(deep=True).ok
        member.close()


def test_no_member_opens_what_was_sealed_alone_the_writer_included(tmp_path: Path) -> None:
    members = a, b, c = team.a_team(tmp_path, 3)
    trusted(a, b, c)
    source = a.add_source("S1", name=make.NAME_EN, notes="a teacher", by="p_a")
    team.sync(members)
    for member in members:
        (record,) = member.vault.records(source)
        with pytest.raises(CasefileError, match="trustees only"):
            member.vault.open([source], reason="follow_up", at=make.T0, by="p_a")
        assert member.records("vault.opened") == ()
        with pytest.raises(Tampered):
            member.vault.opened(record)
        parts = identities._held(member, [record])
        assert parts.keys() == {member.device}  # of the three boxes it opens its own, and that is less than two
        ((keys_of_it,),) = member._db.rows("SELECT sealed FROM signers WHERE device = ?", (member.device,))
        boxes = envelopes.read(member.vault.kept(record), record).boxes
        for other in members:
            info = envelopes.purpose(record, source) + b"|" + other.device.encode()
            with contextlib.nullcontext() if other is member else pytest.raises(Tampered):
                assert member._ring.open_sent(member.device, keys_of_it, boxes[other.device], info)


def test_after_the_opening_the_answers_in_the_log_open_nothing_on_the_asking_device(tmp_path: Path) -> None:
    members = a, b, _ = team.a_team(tmp_path, 3)
    trusted(a, b)
    a.add_source("S1", name=make.NAME_EN, by="p_a")
    team.sync(members)
    request = asked(b)
    team.sync(members)
    identities.answer(a, request, by="p_a")
    team.sync(members)
    assert identities.open_identity(b, request, by="p_b")
    assert b._db.rows("SELECT count(*) FROM requests") == [(0,)]
    with pytest.raises(MisuseError, match="not open on this device"):
        identities.open_identity(b, request, by="p_b")
    with pytest.raises(MisuseError, match="not open on this device"):
        identities.open_identity(a, request, by="p_a")  # whoever else has the whole log never could


def test_a_request_counts_from_those_only_who_may_ask(tmp_path: Path) -> None:
    members = a, b, c = team.a_team(tmp_path, 3)
    analyst = team.colleague(tmp_path / "analyst.case", a, ["analyst", "admin"])
    trusted(a, b, c)
    a.add_source("S1", name=make.NAME_EN, by="p_a")
    team.sync([*members, analyst])
    with pytest.raises(MisuseError, match="role"):
        asked(analyst)
    body = identities.requests(a)
    assert body == ()
    box, wrapped = analyst._ring.new_request_box("ev_forged")
    (source,) = (s.id for s in a.sources())
    forged = {"subjects": [source], "records": a.vault.records(source), "reason": "follow_up", "box_key": box.hex()}
    analyst._db.rows("INSERT INTO requests VALUES ('ev_forged', ?)", (wrapped,))
    teams.forge(analyst, "identity.requested", forged, event_id="ev_forged")
    team.sync([*members, analyst])
    for member in members:
        with pytest.raises(MisuseError, match="no such request"):
            identities.answer(member, "ev_forged", by="p_a")


def test_a_record_asked_for_under_another_subject_is_not_answered(tmp_path: Path) -> None:
    """An insider asks for S2, whom everybody may know, and names the record of S1; even with an event that says so."""
    members = a, b, c = team.a_team(tmp_path, 3)
    trusted(a, b, c)
    first, second = (a.add_source(alias, name=make.NAME_EN, by="p_a") for alias in ("S1", "S2"))
    team.sync(members)
    (record,) = a.vault.records(first)
    box, wrapped = b._ring.new_request_box("ev_trick00")
    b._db.rows("INSERT INTO requests VALUES ('ev_trick00', ?)", (wrapped,))
    trick = {"subjects": [second], "records": [record], "reason": "follow_up", "box_key": box.hex()}
    b.append("identity.requested", trick, by="p_b", event_id="ev_trick00")
    team.sync(members)
    with pytest.raises(Tampered, match="another subject"):
        identities.answer(c, "ev_trick00", by="p_c")
    (said,) = [r.data["sealed"][0] for r in a.records("source.added") if r.data["id"] == first]
    b.append("names.added", {"sealed": [{**said, "subject": second}]}, by="p_b")
    team.sync(members)
    with pytest.raises(Tampered):
        identities.answer(c, "ev_trick00", by="p_c")
    assert a.records("identity.answered") == ()


def test_an_answer_moved_to_another_request_or_trustee_is_passed_over(tmp_path: Path) -> None:
    members = a, b, c = team.a_team(tmp_path, 3)
    trusted(a, b, c)
    a.add_source("S1", name=make.NAME_EN, by="p_a")
    team.sync(members)
    first, second = asked(b), asked(b)
    team.sync(members)
    identities.answer(c, first, by="p_c")
    good = c.records("identity.answered")[-1].data
    c.append("identity.answered", {**good, "request": second}, by="p_c")
    c.append("identity.answered", {**good, "request": second, "trustee": a.device}, by="p_c")
    c.append("identity.answered", {**good, "request": second, "closed": "00"}, by="p_c")
    team.sync(members)
    with pytest.raises(CasefileError) as failed:
        identities.open_identity(b, second, by="p_b")
    assert failed.value.hint.startswith("1 of 2 answers are here")  # its own
    assert identities.open_identity(b, first, by="p_b")


def test_a_trustee_who_went_on_as_a_new_device_still_answers(tmp_path: Path) -> None:
    members = a, b, c = team.a_team(tmp_path, 3)
    trusted(a, b, c)
    a.add_source("S1", name=make.NAME_EN, by="p_a")
    team.sync(members)
    before, after = c.device, c.new_incarnation(by="p_c")
    team.sync(members)
    request = asked(b)
    team.sync(members)
    identities.answer(c, request, by="p_c")
    assert c.records("identity.answered")[-1].data["trustee"] == before != after
    team.sync(members)
    assert identities.open_identity(b, request, by="p_b")


def test_an_old_request_is_neither_answered_nor_opened(tmp_path: Path) -> None:
    members = a, b, c = team.a_team(tmp_path, 3)
    trusted(a, b, c)
    a.add_source("S1", name=make.NAME_EN, by="p_a")
    team.sync(members)
    request, late = asked(b), make.T0 + identities.LASTS + dt.timedelta(seconds=1)
    team.sync(members)
    with pytest.raises(MisuseError, match="older"):
        identities.answer(c, request, by="p_c", at=late)
    identities.answer(c, request, by="p_c")
    team.sync(members)
    with pytest.raises(MisuseError, match="older"):
        identities.open_identity(b, request, by="p_b", at=late)
    identities.forget_old(b, late)
    assert b._db.rows("SELECT count(*) FROM requests") == [(0,)]


def test_a_new_case_key_keeps_open_requests_and_shares(tmp_path: Path) -> None:
    members = a, b, c = team.a_team(tmp_path, 3)
    trusted(a, b, c)
    a.add_source("S1", name=make.NAME_EN, by="p_a")
    team.sync(members)
    request = asked(b)
    b, _ = b.rekey()
    c, _ = c.rekey()
    team.sync([a, b, c])
    identities.answer(c, request, by="p_c")
    team.sync([a, b, c])
    assert identities.open_identity(b, request, by="p_b")


# --- who the trustees are ------------------------------------------------------------------------------


def test_without_trustees_everything_stays_as_it_was(tmp_path: Path) -> None:
    with make.new_case(tmp_path / "w.case") as case:
        make.fill(case)
        (source,) = (s.id for s in case.sources())
        assert identities.now_in_force(case) is None
        assert case.vault.open([source], reason="follow_up", at=make.T0, by="p_a")[source]["name"] == "Tobias Wrenfield"
        with pytest.raises(MisuseError, match="nothing here is sealed"):
            asked(case)


def test_one_device_is_not_several_trustees(tmp_path: Path) -> None:
    a, b = members = team.a_team(tmp_path, 2)
    with pytest.raises(MisuseError, match="one device alone"):
        identities.set_trustees(a, 2, [a.device, a.device], by="p_a")
    before, after = b.device, b.new_incarnation(by="p_b")
    team.sync(members)
    with pytest.raises(MisuseError, match="two of these trustees are one device"):
        identities.set_trustees(a, 2, [before, after], by="p_a")
    with pytest.raises(MisuseError, match="cannot be a trustee"):
        identities.set_trustees(a, 2, [a.device, "dv_unknown"], by="p_a")
    for needed in (0, 1, 3):
        with pytest.raises(MisuseError, match="at least two"):
            identities.set_trustees(a, needed, [a.device, b.device], by="p_a")
    assert identities.now_in_force(a) is None


def test_only_an_admin_sets_them_and_a_forged_setting_does_not_count(tmp_path: Path) -> None:
    a, b, c = members = team.a_team(tmp_path, 3)
    with pytest.raises(MisuseError, match="role admin"):
        identities.set_trustees(b, 2, [b.device, c.device], by="p_b")
    trusted(a, b, c)
    team.sync(members)
    teams.forge(b, "trustees.set", {"k": 2, "n": 2, "trustees": [b.device, c.device]})
    team.sync(members)
    for member in members:
        found = identities.now_in_force(member)
        assert found is not None
        assert set(found.boxes) == {m.device for m in members}


def test_a_trustee_who_was_sent_away_gets_no_new_share_and_too_few_seal_nothing(tmp_path: Path) -> None:
    a, b, c = team.a_team(tmp_path, 3)
    trusted(a, b, c)
    a.append("device.revoked", {"device": c.device, "size": 1}, by="p_a")
    source = a.add_source("S1", name=make.NAME_EN, by="p_a")
    (record,) = a.vault.records(source)
    assert envelopes.read(a.vault.kept(record), record).boxes.keys() == {a.device, b.device}
    a.append("device.revoked", {"device": b.device, "size": 1}, by="p_a")
    with pytest.raises(MisuseError, match="too few trustees"):
        a.add_source("S2", name=make.NAME_EN, by="p_a")
    a.add_source("S2", by="p_a")  # an alias alone says nothing
    assert a.verify(deep=True).ok


def test_new_trustees_get_what_the_old_ones_give(tmp_path: Path) -> None:
    a, b, c = members = team.a_team(tmp_path, 3)
    trusted(a, b)
    source = a.add_source("S1", name=make.NAME_EN, by="p_a")
    a.add_names(source, {"name": make.NAME_KO}, by="p_a")
    team.sync(members)
    said = trusted(a, c)
    assert said == identities.Resealed(0, (source,))
    request = asked(a, reason=identities.RESHARE)
    team.sync(members)
    identities.answer(b, request, by="p_b")
    team.sync(members)
    assert identities.reshare(a, request, by="p_a") == 2
    team.sync(members)
    for record in a.vault.records(source):
        assert envelopes.read(a.vault.kept(record), record).boxes.keys() == {a.device, c.device}
    for member in members:
        assert member._db.rows("SELECT count(*) FROM vault") == [(2,)]  # the old ones are gone everywhere
        assert member.verify(deep=True).ok
    request = asked(c)
    team.sync(members)
    identities.answer(a, request, by="p_a")
    team.sync(members)
    assert identities.open_identity(c, request, by="p_c")[source] == {"name": make.NAME_KO}  # the later one still counts


def test_what_lay_open_is_sealed_anew_and_its_row_and_key_are_gone(tmp_path: Path) -> None:
    a, b = members = team.a_team(tmp_path, 2)
    make.fill(a)
    team.sync(members)
    persons = identities.subjects(a)
    labels = {record for record, subject in a._db.rows("SELECT id, subject FROM sealed_name") if subject not in persons}
    assert labels
    before = {r for (r,) in a._db.rows("SELECT id FROM vault")} - labels
    trusted(a, b)
    team.sync(members)
    for member in members:
        kept: dict[str, bytes] = dict(member._db.rows("SELECT id, substr(sealed, 1, 1) FROM vault"))
        assert not before & kept.keys()
        assert {bytes(kept[r]) for r in labels} == {b"\x03"}
        assert {bytes(kind) for record, kind in kept.items() if record not in labels} == {b"\x02"}
        member.rebuild()
        assert member.verify(deep=True).ok


def test_a_row_that_lay_open_is_gone_for_good_and_the_case_key_with_it(tmp_path: Path) -> None:
    a, b = team.a_team(tmp_path, 2)
    make.fill(a)
    rows, slots = a._db.rows("SELECT * FROM vault"), (a.folder / "keyslots.json").read_bytes()
    trusted(a, b)
    for row in rows:
        a._db.rows("INSERT OR IGNORE INTO vault VALUES (?, ?, ?)", row)  # as if by a restore
    a.close()
    with make.reopen(tmp_path / "0.case") as again:
        (source,) = (s.id for s in again.sources())
        assert identities.sealed_for_trustees(again, [source]) == [source]
        assert len(again._db.rows("SELECT 1 FROM vault")) == len(rows)
        assert again.verify(deep=True).ok
        assert (again.folder / "keyslots.json").read_bytes() != slots


@pytest.mark.parametrize("field", ["k", "boxes"])
def test_an_edited_envelope_is_found_by_verify(tmp_path: Path, field: str) -> None:
    a, b, c = team.a_team(tmp_path, 3)
    trusted(a, b, c)
    source = a.add_source("S1", name=make.NAME_EN, by="p_a")
    (record,) = a.vault.records(source)
    envelope: Any = envelopes.read(a.vault.kept(record), record)
    head = a.vault.kept(record)[5 : -len(envelope.sealed)]
    assert head.startswith(b'{"boxes":')
    changed = head.replace(b'"k":2', b'"k":3') if field == "k" else head[:20] + bytes([head[20] ^ 1]) + head[21:]
    a._db.rows("UPDATE vault SET sealed = ? WHERE id = ?", (a.vault.kept(record)[:5] + changed + envelope.sealed, record))
    assert record in {fault.where for fault in a.verify().faults}


@pytest.mark.parametrize("odd", [None, [], {}, {"request": 1, "trustee": [], "closed": None}, {"subjects": 5, "records": "x"}])
def test_odd_events_of_an_insider_keep_nobody_from_asking_and_answering(tmp_path: Path, odd: Any) -> None:
    members = a, b, _ = team.a_team(tmp_path, 3)
    trusted(a, b)
    a.add_source("S1", name=make.NAME_EN, by="p_a")
    for kind in ("identity.requested", "identity.answered", "identity.opened"):
        a.append(kind, odd, by="p_a")
    for k, chosen in (("x", [a.device, b.device]), (1, [a.device]), (2, "x"), (2, [1, 2]), (40, [a.device] * 40)):
        a.append("trustees.set", {"k": k, "n": 2, "trustees": chosen}, by="p_a")
    team.sync(members)
    found = trustees.in_force(a._db, a.id)
    assert found is not None
    assert found.boxes.keys() == {a.device, b.device}
    request = asked(b)
    team.sync(members)
    identities.answer(a, request, by="p_a")
    team.sync(members)
    assert identities.open_identity(b, request, by="p_b")


def test_names_never_stand_in_what_is_said_of_requests(tmp_path: Path) -> None:
    a, b, c = members = team.a_team(tmp_path, 3)
    trusted(a, b, c)
    a.add_source("S1", name=make.NAME_EN, by="p_a")
    team.sync(members)
    request = asked(b)
    team.sync(members)
    identities.answer(c, request, by="p_c")
    for kind in ("identity.requested", "identity.answered", "trustees.set", "source.added"):
        for opened in c.records(kind):
            assert make.NAME_EN.encode() not in canonical(opened.data)
    assert trustees.in_force(a._db, a.id) is not None


def test_nobody_else_says_of_a_request_that_it_was_opened(tmp_path: Path) -> None:
    """A trustee would see nothing left to answer."""
    members = a, b, c = team.a_team(tmp_path, 3)
    trusted(a, b, c)
    a.add_source("S1", name=make.NAME_EN, by="p_a")
    team.sync(members)
    request = asked(b)
    c.append(identities.OPENED, {"request": request, "subjects": [], "reason": "follow_up"}, by="p_c")
    team.sync(members)
    (found,) = identities.requests(a)
    assert not found.opened
    assert identities.can_answer(a, found, make.T0)
