"""Erasure on request: what was erased opens with no key, everything else is as it was, and a kill changes nothing of that."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import erasing_cases as cases
import making_casefile as make
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rushlight.casefile import Casefile, erasing, files, keep_original, note, open_raw, slots
from rushlight.casefile.database import Database
from rushlight.errors import CasefileError, MisuseError, RushlightError, Tampered
from rushlight.record import Decision, Verdict, new_id

ERASED = {"document.added", "reading.added", "decision.made", "names.added", "link.judged", "release.checked", "document.noted"}


def test_what_was_erased_is_gone_for_every_key_and_the_root_is_unchanged(tmp_path: Path) -> None:
    folder = tmp_path / "a.case"
    case, first, second = cases.two_reports(folder)
    blobs = list(folder.rglob("bl_*"))
    assert len(blobs) == 1
    seen = cases.pages(case)
    assert any(mark in seen for mark in cases.marks()), "the search itself must be able to find them"
    assert cases.trigrams() <= {part for part in cases.trigrams() if part in cases.cells(case)}
    before, old_ring = case.checkpoint(), case._ring
    headers = case._db.rows("SELECT header, signature FROM events ORDER BY device, seq")
    bodies = case._db.rows("SELECT id, sealed, wrapped_key FROM events")
    data_keys = [old_ring.disclose(wrapped, event) for event, _, wrapped in bodies]
    old_slots = [slot["wrapped"] for slot in slots.read(folder).slots]
    case = cases.erase_report(case, first)
    with case:
        assert case._db.rows("SELECT header, signature FROM events ORDER BY device, seq")[: len(headers)] == headers
        assert case.verify(deep=True, checkpoint=before).ok
        seen = cases.pages(case)
        gone = {e.id for e in case.events() if e.erased}
        assert not [mark for mark in cases.marks() if mark in seen]
        assert {part for part in cases.trigrams() if part in cases.cells(case)} <= set(_of_other_words())
        for (event, sealed, wrapped), key in zip(bodies, data_keys, strict=True):
            assert wrapped not in seen, "no data key is left wrapped under the old case key"
            assert key not in seen
            assert (sealed in seen) is (event not in gone)
        assert case.text(second) == cases.OTHER
        assert case.original(second) == cases.OTHER.encode()
    assert not blobs[0].exists()
    assert not any(wrapped.encode() in p.read_bytes() for p in folder.rglob("*") if p.is_file() for wrapped in old_slots)
    with pytest.raises(Tampered):
        Database(folder / "vault.db", old_ring.database_pragma())
    assert not [p.name for p in folder.rglob("*") if p.is_file() for m in cases.marks() if m in p.read_bytes()]


def _of_other_words() -> list[str]:
    """Three letters of a name that stand in words of ours or of the report that stayed."""
    return [part for part in cases.trigrams() if part in f"{cases.OTHER} case.created device.created name"]


def test_every_event_that_names_the_report_goes_and_no_other(tmp_path: Path) -> None:
    case, first, _ = cases.two_reports(tmp_path / "a.case")
    kinds = [e.kind for e in case.events()]
    with cases.erase_report(case, first) as case:
        listed = case.events()
        assert [e.kind for e in listed] == [*kinds, "intake.keyed", "report.erased"], "the order of the log is kept"
        assert {e.kind for e in listed if e.erased} == ERASED
        kept = [e.kind for e in listed if not e.erased]
        assert kept[:5] == ["case.created", "source.added", "document.added", "release.published", "setting.put"]
        assert kept[5:] == ["intake.keyed", "report.erased"]
        (said,) = case.records("report.erased")
        assert said.data["releases"] == ["rl_a"], "published, so it cannot be called back; the other was only checked"
        assert said.data["reason"] == "withdrawn"
        assert not [word for word in ("Marigold", "초롱새", "R2", "tobias") if word in str(said.data)]
        assert [d.alias for d in case.documents()] == ["R2"]
        assert case.readings() == case.decisions() == case.judgements() == ()
        assert [s.alias for s in case.sources()] == ["S1"], "the source itself was not asked for"


def test_an_erased_event_refuses_to_be_shown_or_proven_and_its_alias_is_never_given_again(tmp_path: Path) -> None:
    case, first, _ = cases.two_reports(tmp_path / "a.case")
    with cases.erase_report(case, first) as case:
        gone = next(e for e in case.events() if e.erased)
        with pytest.raises(CasefileError, match="erased on request"):
            case.prove(gone.id)
        with pytest.raises(CasefileError, match="no such document"):
            case.text(first)
        with pytest.raises(CasefileError, match="no such document"):
            erasing.of_report(case, first, reason="withdrawn")
        document = make.a_document("t", b"t")
        with pytest.raises(MisuseError, match="alias"):
            case.add_document(document, "t", b"t", alias="R1", collected_by="p_a", by="p_a")
        case.prove(case.events()[0].id)
        case.rebuild()
        assert case.verify(deep=True).ok


@pytest.mark.parametrize("reason", ["withdrawn", "danger", "order", "mistake"])
def test_the_same_file_is_not_taken_in_again_unless_it_was_erased_by_mistake(tmp_path: Path, reason: str) -> None:
    case, first, _ = cases.two_reports(tmp_path / "a.case")
    with erasing.erase(case, [erasing.of_report(case, first, reason=reason)], by="p_a")[0] as case:
        again, data = make.a_document(cases.LONG, cases.LONG.encode()), cases.LONG.encode()
        refused: Any = pytest.raises(CasefileError, match="erased on request")
        refused = contextlib.nullcontext() if reason == "mistake" else refused
        with refused:
            keep_original(case, data, alias="R3", media_type="text/plain", collected_by="p_a", by="p_a")
        with refused:
            case.add_document(again, cases.LONG, data, alias="R3", collected_by="p_a", by="p_a")
        digest = hashlib.sha256(data).hexdigest()
        assert reason == "mistake" or digest not in cases.cells(case)
    with make.reopen(tmp_path / "a.case") as case:
        assert len(case.documents()) == 1 + (reason == "mistake")
        assert case.verify(deep=True).ok


@pytest.mark.parametrize("whole", [False, True])
def test_a_source_loses_its_identity_and_with_its_reports_its_alias(tmp_path: Path, whole: bool) -> None:
    case, first, _ = cases.two_reports(tmp_path / "a.case")
    (source,) = case.sources()
    erasures = [erasing.of_source(case, source.id, reason="withdrawn", whole=whole)]
    if whole:
        erasures.append(erasing.of_report(case, first, reason="withdrawn"))
    case, written = erasing.erase(case, erasures, by="p_a")
    with case:
        assert len(written) == len(erasures)
        assert case.verify(deep=True).ok
        assert source.id not in case.vault.subjects()
        assert (case.sources() == ()) is whole
        assert (len(case.documents()) == 2) is not whole
        assert b"tobias@example" not in cases.pages(case)
        if whole:
            with pytest.raises(MisuseError):
                case.add_source("S1", by="p_a")


def test_a_file_that_was_kept_and_never_parsed_can_be_erased(tmp_path: Path) -> None:
    folder = tmp_path / "a.case"
    case, _, _ = cases.two_reports(folder)
    source = case.sources()[0].id
    for n in (7, 8):
        data = f"초롱새 {n} ".encode() * 100_000
        with case._blobs.storing(data) as record:
            body = {"alias": f"R{n}", "source": source, "collected_by": "p_a", "media_type": "application/pdf"}
            case.append("original.kept", {**body, "bytes_sha256": "0" * 64, "original": record}, by="p_a")
    assert len(list(folder.rglob("bl_*"))) == 3
    assert erasing.of_waiting(case, alias="R1", reason="mistake") == []
    assert len(erasing.of_waiting(case, source=source, reason="mistake")) == 2
    with erasing.erase(case, erasing.of_waiting(case, alias="R7", reason="mistake"), by="p_a")[0] as case:
        (left,) = case.records("original.kept")
        assert left.data["alias"] == "R8"
        assert erasing.aliases_gone(case) == {"R7"}
        names = {p.name for p in folder.rglob("bl_*")}
        assert left.data["original"]["id"] in names
        assert len(names) == 2


def test_what_came_late_about_an_erased_report_is_erased_before_anything_is_shown(tmp_path: Path) -> None:
    """A colleague who did not know of the erasure decides on a statement of it; the bundle arrives afterwards."""
    case, first, _ = cases.two_reports(tmp_path / "a.case")
    statement = case.readings(first)[0].reading.statements[0].id
    case = cases.erase_report(case, first)
    case.add_decision(
        Decision(new_id("de", secrets.token_bytes), statement, Verdict.ACCEPT, "p_b", make.T0, reason=cases.REASON)
    )
    case.close()
    for _ in range(2):
        with make.reopen(tmp_path / "a.case") as case:
            assert case.decisions() == ()
            assert [o.data["reason"] for o in case.records("report.erased")] == ["withdrawn", "came_late"]
            assert case.verify(deep=True).ok
            assert not erasing.unfinished(case)


def test_an_erasure_that_arrives_is_applied_once_however_often_it_is_asked_for(tmp_path: Path) -> None:
    case, first, _ = cases.two_reports(tmp_path / "a.case")
    data = erasing.of_report(case, first, reason="withdrawn")
    case.append("report.erased", data, by="p_a")
    assert case.verify().faults, "listed and not carried out is a fault until it is done"
    assert erasing.apply_erased(case, data) > 0
    assert erasing.apply_erased(case, data) == 0
    assert erasing.unfinished(case)
    with erasing.finish(case) as done:
        assert done.verify(deep=True).ok
        assert erasing.finish(done) is done


def test_an_erasure_that_was_written_and_not_carried_out_is_finished_at_the_next_opening(tmp_path: Path) -> None:
    case, first, _ = cases.two_reports(tmp_path / "a.case")
    case.append("report.erased", erasing.of_report(case, first, reason="withdrawn"), by="p_a")
    case.close()
    with make.reopen(tmp_path / "a.case") as case:
        assert [d.alias for d in case.documents()] == ["R2"]
        assert case.verify(deep=True).ok
    assert not list((tmp_path / "a.case").rglob("bl_*"))


def test_an_erasure_never_takes_what_tells_who_wrote_what(tmp_path: Path) -> None:
    case, first, _ = cases.two_reports(tmp_path / "a.case")
    founding = case.events()[0]
    data = erasing.of_report(case, first, reason="withdrawn")
    data["events"].append({"id": founding.id, "turn": 0})
    with erasing.erase(case, [data], by="p_a")[0] as case:
        assert not case.events()[0].erased
        assert [f.where for f in case.verify().faults] == [founding.id]


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("UPDATE events SET sealed = x'', wrapped_key = x'' WHERE seq = 1", "nobody erased it"),
        ("UPDATE events SET wrapped_key = x'' WHERE seq = 1", "does not open"),
        ("UPDATE events SET sealed = x'00' WHERE id IN (SELECT gone FROM erased)", "still has its body"),
        ("INSERT INTO vault SELECT gone, x'03', x'' FROM erased WHERE what = 'vault' LIMIT 1", "record of the vault is still"),
        ("INSERT INTO blobs SELECT gone, x'03' FROM erased WHERE what = 'blob'", "original is still there"),
        ("DELETE FROM vault WHERE id NOT IN (SELECT gone FROM erased)", "a record of the vault is missing"),
        ("DELETE FROM erased WHERE what = 'event'", "does not hold what the event says"),
        (
            "INSERT INTO log SELECT gone, at_turn, 'dv', 1, 'x.x', 'a', 'b' FROM erased WHERE what = 'event'",
            "more or fewer rows",
        ),
    ],
)
def test_whoever_edits_around_an_erasure_is_found(tmp_path: Path, sql: str, found: str) -> None:
    folder = tmp_path / "a.case"
    case, first, _ = cases.two_reports(folder)
    cases.erase_report(case, first).close()
    db = open_raw(folder, make.PASSPHRASE, randomness=secrets.token_bytes)
    db.rows(sql)
    assert db.rows("SELECT total_changes()")[0][0]
    report = _as_it_lies(folder).verify(deep=True)
    db.close()
    assert [f for f in report.faults if found in f.what], report.faults


def _as_it_lies(folder: Path) -> Casefile:
    """Opened without the repairs of an opening: another process's view. The file is copied, so that both can be open."""
    from rushlight.casefile import opening

    copy = Path(shutil.copytree(folder, folder.with_name(f"{secrets.token_hex(4)}.case")))
    way_in = slots.read(copy)
    ring = next(way_in.unlock(make.PASSPHRASE, secrets.token_bytes))
    return opening._opened(copy, ring, way_in.case, secrets.token_bytes, make.now)


def test_reach_tells_only_what_devices_signed(tmp_path: Path) -> None:
    case, first, _ = cases.two_reports(tmp_path / "a.case")
    early = case.new_incarnation(by="p_a")
    case = cases.erase_report(case, first)
    with case:
        (one,) = erasing.reach(case)
        assert one.done == (early,)
        assert len(one.waiting) == 1, "the device before it may still lie about somewhere"
        assert (one.reason, one.alias, one.away) == ("withdrawn", "R1", ())
        case.append("bundle.merged", {"heads": {}, "applied": [one.event]}, by="p_a")
        assert erasing.reach(case)[0].waiting == one.waiting, "this device cannot speak for the other"


def test_too_little_room_for_a_second_copy_still_takes_the_words_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case, first, _ = cases.two_reports(tmp_path / "a.case")
    data = erasing.of_report(case, first, reason="withdrawn")
    with case.batch():
        case.append("report.erased", data, by="p_a")
        erasing.apply_erased(case, data)
    with monkeypatch.context() as patched:
        patched.setattr(erasing, "RESERVE", 1 << 60)
        assert erasing.finish(case) is case
        report = case.verify(deep=True)
        assert report.ok
        assert any("waits to be written anew" in line for line in report.notes)
        case.close()
        with make.reopen(tmp_path / "a.case") as case:
            assert erasing.unfinished(case)
    with make.reopen(tmp_path / "a.case") as case:
        assert not erasing.unfinished(case)


STEPS = int(os.environ.get("RUSHLIGHT_ERASE_KILLS", "12"))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_at_any_step_an_erasure_is_whole_or_absent_and_finished_at_the_next_opening(tmp_path: Path) -> None:
    made = tmp_path / "made.case"
    case, _, second = cases.two_reports(made)
    before = case.checkpoint()
    case.close()
    subprocess.run([sys.executable, cases.__file__, made, tmp_path, str(STEPS)], check=True, env={**os.environ}, timeout=300)
    outcomes = set()
    for step in range(1, STEPS + 1):
        folder = tmp_path / f"{step}.case"
        with make.reopen(folder) as case:
            assert case.verify(deep=True, checkpoint=before).ok, step
            assert case.text(second) == cases.OTHER
            erased = case.records("report.erased") != ()
            outcomes.add(erased)
            assert ([d.document.id for d in case.documents()] == [second]) is erased, step
            assert not erasing.unfinished(case)
            if erased:
                seen = cases.pages(case)
                assert not [m for m in cases.WORDS if m.encode() in seen]
        assert not list(folder.glob("*.old")), step
        assert not list(folder.glob("*.next*")), step
        assert bool(list(folder.rglob("bl_*"))) is not erased, step
        assert len(slots.read(folder).slots) == 1, step
    assert outcomes == {True, False}


@settings(max_examples=int(os.environ.get("RUSHLIGHT_ERASE_RUNS", "6")), deadline=None, suppress_health_check=list(HealthCheck))
@given(order=st.permutations(range(4)), count=st.integers(1, 4), again=st.booleans())
def test_any_reports_erased_in_any_order_leave_the_rest_untouched(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], count: int, again: bool
) -> None:
    folder = tmp_path_factory.mktemp("order") / "a.case"
    case = make.new_case(folder)
    texts = [f"Report {n} about 초롱새 number {n}.\n" for n in range(4)]
    ids = []
    for n, text in enumerate(texts):
        document = make.a_document(text, text.encode())
        case.add_document(document, text, text.encode(), alias=f"R{n + 1}", collected_by="p_a", by="p_a")
        ids.append(document.id)
    before = case.checkpoint()
    for n in order[:count]:
        case = cases.erase_report(case, ids[n])
        if again:
            case.close()
            case = make.reopen(folder)
    with case:
        assert case.verify(deep=True, checkpoint=before).ok
        left = sorted(set(range(4)) - set(order[:count]))
        assert [d.document.id for d in case.documents()] == [ids[n] for n in left]
        assert [case.text(ids[n]) for n in left] == [texts[n] for n in left]
        assert note.read(case.checkpoint()).size == 5 + count + 1  # the key of the hashes of what must not come back


def test_shredding_overwrites_and_never_touches_a_file_with_another_name(tmp_path: Path) -> None:
    live = tmp_path / "vault.db"
    live.write_bytes(b"live")
    (tmp_path / "vault.db.old").hardlink_to(live)
    files.shred_leftovers(tmp_path)
    assert live.read_bytes() == b"live"
    assert [p.name for p in tmp_path.iterdir()] == ["vault.db"]
    watched = tmp_path / "secret"
    watched.write_bytes(b"x" * 3_000_000)
    handle = os.open(watched, os.O_RDONLY)
    try:
        files.shred(watched)
        assert set(os.read(handle, 4_000_000)) == {0}
    finally:
        os.close(handle)
    assert not watched.exists()
    files.shred(watched)


@pytest.mark.parametrize("reason", ["", "She asked", "a b", "x" * 41, "가"])
def test_a_reason_is_a_code(tmp_path: Path, reason: str) -> None:
    with make.new_case(tmp_path / "a.case") as case:
        document = make.fill(case)
        with pytest.raises(RushlightError):
            erasing.of_report(case, document, reason=reason)
        assert not [e for e in case.events() if e.kind == "report.erased"]
