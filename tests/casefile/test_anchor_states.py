"""Anchors and papers hold the casefile to what it was: rollback, fork, and a history that insiders signed anew."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import making_casefile as make
import making_disclosure
import pytest
from hypothesis import given
from hypothesis import strategies as st
from making_disclosure import COLLEAGUE, Colleague
from making_tsa import NAME, Authority, needs_openssl
from test_case_standalone import ALONE

from rushlight.casefile import Casefile, anchors, events, paper, projections, states, weighing
from rushlight.casefile.canonical import canonical
from rushlight.casefile.states import Head
from rushlight.errors import CasefileError, MisuseError, Tampered
from rushlight.record import new_id
from rushlight.record.ids import ALPHABET

OTS = b"\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94\x01\x08"


@pytest.fixture
def team(tmp_path: Path) -> Iterator[tuple[Casefile, Colleague]]:
    case, colleague = making_disclosure.team(tmp_path / "a.case")
    with case:
        yield case, colleague


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa") / "own")


def asked(case: Casefile) -> anchors.Anchor:
    return anchors.ask(case, at=make.T0, by="p_a")


def anchored(case: Casefile, authority: Authority) -> anchors.Bound:
    return anchors.keep(case, authority(asked(case).request), [authority.root_der], at=make.T0, by="p_a")


def faults(case: Casefile, given: str | None = None) -> list[str]:
    return [fault.what for fault in case.verify(deep=True, checkpoint=given).faults]


def ots_of(anchor: anchors.Anchor) -> bytes:
    return OTS + hashlib.sha256(anchor.digest_file).digest() + b"\xf0\x10" + bytes(40)


# --- anchors -----------------------------------------------------------------------------------------------------


@needs_openssl
def test_what_an_anchor_binds_is_told_by_verify(team: tuple[Casefile, Colleague], authority: Authority) -> None:
    case, _ = team
    before = len(case.events())
    kept = anchored(case, authority)
    report = case.verify(deep=True)
    assert report.ok
    assert report.anchors == (kept,)
    assert (kept.events, kept.devices, kept.authority) == (before, 2, NAME)
    assert kept.time is not None
    assert [e.kind for e in case.events()[-2:]] == ["anchor.asked", "anchor.kept"]


def test_the_digest_is_salted_and_over_all_devices(team: tuple[Casefile, Colleague]) -> None:
    case, _ = team
    one, two = asked(case), asked(case)
    assert one.digest != two.digest
    assert set(one.heads) == {case.device, COLLEAGUE}
    assert two.heads[case.device].size == one.heads[case.device].size + 1
    parts = [states.part(case.id, states.salt_of(one.salt, d), d, head) for d, head in one.heads.items()]
    assert states.digest_of(reversed(parts)) == one.digest
    assert case.id.encode() not in one.request


@needs_openssl
def test_a_history_of_a_colleague_signed_anew_is_found_by_the_anchor_alone(
    team: tuple[Casefile, Colleague], authority: Authority, capsys: pytest.CaptureFixture[str]
) -> None:
    case, colleague = team
    anchored(case, authority)
    assert alone(case, capsys)[0] == 0
    rewrite(case, colleague)
    found = case.verify(deep=True)
    assert [fault.what for fault in found.faults] == ["the log is not the one that an anchor saw"]
    assert found.faults[0].where == COLLEAGUE
    assert alone(case, capsys) == (1, f"fault: the log is not the one that an anchor saw ({COLLEAGUE})")
    assert [one.time for one in found.anchors] == [None]


@needs_openssl
def test_a_log_of_a_colleague_cut_short_is_found(
    team: tuple[Casefile, Colleague], authority: Authority, capsys: pytest.CaptureFixture[str]
) -> None:
    case, colleague = team
    anchored(case, authority)
    rewrite(case, colleague, again=False)
    assert faults(case) == ["1 events that an anchor saw are missing"]
    assert alone(case, capsys) == (1, f"fault: 1 events at the end are missing that an anchor saw ({COLLEAGUE})")


def alone(case: Casefile, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The stand-alone verifier's code, and the first thing it says of a copy of the casefile."""
    folder = case.folder.parent / new_id("x", make.seeded(len(list(case.folder.parent.iterdir()))))
    case._db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(case.folder, folder)
    (case.folder.parent / "pw").write_text(make.PASSPHRASE)
    capsys.readouterr()
    code = ALONE.main([str(folder), "--passphrase-file", str(case.folder.parent / "pw")])
    return code, capsys.readouterr().out.splitlines()[0]


def rewrite(case: Casefile, colleague: Colleague, again: bool = True) -> None:
    """What an insider with the colleague's own keys can do: the last event goes, and another takes its place."""
    stored = case._db.rows(
        "SELECT header, signature, sealed, wrapped_key FROM events WHERE device = ? AND seq = 0", (COLLEAGUE,)
    )
    first = events.Stored(*stored[0])
    (gone,) = case._db.rows("SELECT id FROM events WHERE device = ? AND seq = 1", (COLLEAGUE,))[0]
    turn = case._db.rows("SELECT turn FROM log WHERE event = ?", (gone,))[0][0]
    with case._db.transaction():
        projections.remove(case._db, gone)
        for table in ("nodes", "cosigned", "checkpoints"):
            case._db.rows(f"DELETE FROM {table} WHERE device = ?", (COLLEAGUE,))  # noqa: S608 - our own names
        case._db.rows("DELETE FROM events WHERE id = ?", (gone,))
        case._db.rows("INSERT INTO nodes VALUES (?, 0, 0, ?)", (COLLEAGUE, first.leaf))
        colleague.sign(1)
    colleague.place = events.Place(COLLEAGUE, 1, first.hash, turn)
    if again:
        colleague.write("test.note", {"n": "another"})


@needs_openssl
@pytest.mark.parametrize("go_on", [False, True], ids=["rollback", "fork"])
def test_an_older_copy_is_found_by_a_copy_of_the_anchor_and_by_paper(go_on: bool, authority: Authority, tmp_path: Path) -> None:
    case = make.new_case(tmp_path / "a.case")
    with case:
        make.fill(case)
    shutil.copytree(tmp_path / "a.case", tmp_path / "before")
    with make.reopen(tmp_path / "a.case") as case:
        case.append("test.note", {"n": 1}, by="p_a")
        anchored(case, authority)
        copy = anchors.copy_of(anchors.anchors(case)[-1]).decode()
        written = paper.write(case.id, states.heads(case))
        assert not faults(case, copy)
        assert not faults(case, written)
    shutil.rmtree(tmp_path / "a.case")
    shutil.copytree(tmp_path / "before", tmp_path / "a.case")
    with make.reopen(tmp_path / "a.case") as case:
        for n in range(4 if go_on else 0):
            case.append("test.note", {"n": n + 7}, by="p_a")
        assert not faults(case)
        (by_anchor,), (by_paper,) = faults(case, copy), faults(case, written)
    missing = {
        False: ("1 events that the given anchor saw are missing", "3 events that the checkpoint on paper saw are missing")
    }
    other = "the log is not the one that the given anchor saw", "the log is not the one that the checkpoint on paper saw"
    assert (by_anchor, by_paper) == missing.get(go_on, other)


@needs_openssl
def test_what_was_kept_is_what_its_hash_says(team: tuple[Casefile, Colleague], authority: Authority) -> None:
    case, _ = team
    anchor = asked(case)
    reply = authority(anchor.request)
    data: dict[str, Any] = {
        "anchor": anchor.id,
        "kind": "rfc3161",
        "token": base64.b64encode(reply).decode(),
        "sha256": hashlib.sha256(reply).hexdigest(),
        "roots": [base64.b64encode(authority.root_der).decode()],
    }
    changed = base64.b64encode(reply[:-1] + bytes([reply[-1] ^ 1])).decode()
    for odd, why in (
        ({"token": changed}, "what was kept of an anchor is not what its hash says"),
        ({"token": "?"}, "an anchor is not readable"),
        ({"roots": None}, "an anchor is not readable"),
        ({"anchor": "an_none"}, "a kept anchor was never asked for"),
    ):
        event = case.append("anchor.kept", {**data, **odd}, by="p_a")
        assert why in faults(case), odd
        assert {event.id, anchor.id} & {fault.where for fault in case.verify().faults}
    before = len(faults(case))
    case.append("anchor.kept", {**data, "roots": []}, by="p_a")  # whole, but of no authority: it binds nothing, and is no fault
    report = case.verify()
    assert len(report.faults) == before
    assert [(one.holds, one.time) for one in report.anchors] == [(False, None)]
    assert "not signed" in report.anchors[0].why
    case.append("anchor.asked", {"id": "an_x", "salt": "00", "heads": {}, "nonce": ""}, by="p_a")
    case.append("anchor.asked", {}, by="p_a")
    assert anchors.keep(case, reply, [authority.root_der], at=make.T0, by="p_a").time  # nobody is kept from it


@needs_openssl
def test_only_a_reply_to_a_request_of_ours_is_kept_and_only_once(
    team: tuple[Casefile, Colleague], authority: Authority, tmp_path: Path
) -> None:
    case, _ = team
    anchor, other = asked(case), Authority(tmp_path / "other")
    reply = authority(anchor.request)
    before = len(case.events())
    with pytest.raises(MisuseError, match="no digest of this casefile"):
        anchors.keep(
            case, authority(anchors.timestamps.request(bytes(32), anchor.nonce)), [authority.root_der], at=make.T0, by="p"
        )
    with pytest.raises(Tampered, match="another request"):
        anchors.keep(
            case, authority(anchors.timestamps.request(anchor.digest, 1 << 62)), [authority.root_der], at=make.T0, by="p_a"
        )
    with pytest.raises(Tampered, match="not signed"):
        anchors.keep(case, reply, [other.root_der], at=make.T0, by="p_a")
    assert len(case.events()) == before
    anchors.keep(case, reply, [other.root_der, authority.root_der], at=make.T0, by="p_a")
    assert case.records("anchor.kept")[0].data["roots"] == [base64.b64encode(authority.root_der).decode()]
    with pytest.raises(MisuseError, match="kept already"):
        anchors.keep(case, reply, [authority.root_der], at=make.T0, by="p_a")


def test_an_ots_file_is_kept_for_what_it_speaks_of_and_not_believed(team: tuple[Casefile, Colleague]) -> None:
    case, _ = team
    anchor = asked(case)
    bound = anchors.keep_ots(case, ots_of(anchor), at=make.T0, by="p_a")
    assert (bound.kind, bound.time) == ("opentimestamps", None)
    assert "does not verify" in bound.why
    assert case.verify(deep=True).anchors == (bound,)
    assert case.records("anchor.kept")[0].data["sha256"] == hashlib.sha256(ots_of(anchor)).hexdigest()
    for odd in (b"", OTS, ots_of(anchor)[:-50], b"x" + ots_of(anchor), bytes(70_000)):
        with pytest.raises(Tampered, match=r"no \.ots file"):
            anchors.keep_ots(case, odd, at=make.T0, by="p_a")
    with pytest.raises(MisuseError, match="no digest"):
        anchors.keep_ots(case, OTS + bytes(80), at=make.T0, by="p_a")


def test_a_device_that_was_sent_away_anchors_nothing_any_more(team: tuple[Casefile, Colleague]) -> None:
    case, colleague = team
    case.append("device.revoked", {"device": COLLEAGUE, "size": 2}, by="p_a")
    colleague.write("anchor.asked", {"id": "junk"})
    weighing.weigh(case.log)
    assert not faults(case)
    assert anchors.anchors(case) == ()


def test_an_anchor_holds_only_in_its_own_casefile(team: tuple[Casefile, Colleague], tmp_path: Path) -> None:
    case, _ = team
    copy = anchors.copy_of(asked(case)).decode()
    with make.new_case(tmp_path / "b.case") as other:
        assert faults(other, copy) == ["an anchor is of another casefile"]
        assert faults(other, paper.write(case.id, states.heads(case))) == ["the checkpoint on paper is of another casefile"]


def test_what_is_no_copy_of_an_anchor_is_told(team: tuple[Casefile, Colleague]) -> None:
    case, _ = team
    said = json.loads(anchors.copy_of(asked(case)))
    for odd in (
        {},
        {**said, "format": "x"},
        {**said, "salt": "0"},
        {**said, "heads": {}},
        {**said, "kept": [{}]},
        {**said, "kept": 1},
    ):
        assert len(faults(case, canonical(odd).decode())) == 1, odd
    for text in ("{", "{}x", json.dumps(said, indent=1)):
        assert len(faults(case, text)) == 1


def test_anchors_are_never_erased() -> None:
    from rushlight.casefile.erased import protected

    assert protected("anchor.kept")
    assert protected("anchor.asked")


def test_a_casefile_whose_device_nobody_admitted_has_no_state(tmp_path: Path) -> None:
    with make.new_case(tmp_path / "a.case") as case:
        case._db.rows("DELETE FROM standing")
        with pytest.raises(CasefileError, match="no device"):
            states.heads(case)


# --- paper -------------------------------------------------------------------------------------------------------

IDS = st.text(ALPHABET, min_size=26, max_size=26)
HEADS = st.dictionaries(
    IDS.map("dv_{}".format), st.builds(Head, st.integers(1, 10**9), st.binary(min_size=32, max_size=32)), min_size=1, max_size=4
)
SLIPS = str.maketrans("01", "ol")


@given(IDS.map("ca_{}".format), HEADS, st.booleans(), st.booleans(), st.integers(0, 3))
def test_paper_is_read_back_however_it_is_copied(
    case: str, heads: dict[str, Head], upper: bool, slips: bool, blanks: int
) -> None:
    if len({device[:11] for device in heads}) < len(heads):
        return
    text = paper.write(case, heads)
    assert max(map(len, text.splitlines())) <= 44
    copied = text.lower().translate(SLIPS) if slips else text
    copied = copied.upper() if upper else copied.lower()
    copied = copied.replace("\n", (" " * blanks + "\n") * (1 + blanks)).replace("-", " - " if blanks else "-")
    read = paper.read(copied)
    assert (read.case, read.digest) == (case[:11], states.plain_digest(case, heads))
    assert read.sizes == {device[:11]: head.size for device, head in heads.items()}


@given(st.data())
def test_a_slip_of_the_pen_is_found_and_where(data: st.DataObject) -> None:
    heads = {"dv_" + "7" * 26: Head(214, bytes(range(32)))}
    lines = paper.write("ca_" + "5" * 26, heads).lower().splitlines()
    number = data.draw(st.integers(0, len(lines) - 1))
    at = data.draw(st.integers(0, len(lines[number]) - 1))
    put = data.draw(st.sampled_from(ALPHABET))
    line = lines[number]
    changed = line[:at] + put + line[at + 1 :]
    if paper.write("ca_" + "5" * 26, heads).lower() == "\n".join([*lines[:number], changed, *lines[number + 1 :]]) + "\n":
        return
    with pytest.raises(MisuseError):
        paper.read("\n".join([*lines[:number], changed, *lines[number + 1 :]]))


def test_a_paper_with_a_line_missing_twice_or_another_is_refused() -> None:
    heads = {"dv_" + c * 26: Head(3, bytes(32)) for c in "78"}
    lines = paper.write("ca_" + "5" * 26, heads).splitlines()
    paper.read("\n".join(lines))
    for odd in (
        [],
        lines[1:],
        lines[:-1],
        [*lines, lines[-1]],
        [*lines, lines[1]],
        [*lines, "and more"],
        [lines[0]],
        ["hash AAAA"],
    ):
        with pytest.raises(MisuseError):
            paper.read("\n".join(odd))
    number = sum(1 for _ in lines)
    with pytest.raises(MisuseError, match=f"line {number}"):
        paper.read("\n".join([*lines[:-1], lines[-1][:-2] + ("00" if not lines[-1].endswith("00") else "11")]))


@given(st.text(max_size=120))
def test_any_text_is_read_or_refused(text: str) -> None:
    for begin in ("", "rushlight checkpoint 1 "):
        with pytest.raises(MisuseError):
            paper.read(begin + text)


def test_a_paper_names_its_devices_even_when_they_are_gone(tmp_path: Path) -> None:
    with make.new_case(tmp_path / "a.case") as case:
        heads = {**states.heads(case), new_id("dv", make.seeded(1)): Head(4, bytes(32))}
        assert faults(case, paper.write(case.id, heads)) == ["4 events that the checkpoint on paper saw are missing"]
