"""The casefile in use: what goes in comes out, once, and in order."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import making_casefile as make
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from how_many import tries
from rushlight.casefile import Casefile, check_proof, create, open_raw
from rushlight.casefile.log import Log
from rushlight.casefile.stripping import restore, strip
from rushlight.errors import CasefileError, MisuseError, NewerCasefile, RecordError, SpanMismatch
from rushlight.record import (
    SEALED_CLASSES,
    Decision,
    DocumentKind,
    PartyClass,
    Reading,
    Verdict,
    from_sheet,
    new_id,
    rekey,
)


@pytest.fixture
def case(tmp_path: Path):
    with make.new_case(tmp_path / "a.case") as case:
        yield case


def test_everything_comes_back_after_reopening(tmp_path: Path) -> None:
    with make.new_case(tmp_path / "a.case") as case:
        document = make.fill(case)
        before = (case.documents(), case.readings(), case.decisions(), case.judgements(), case.releases(), case.events())
        assert case.verify(deep=True).ok
    with make.reopen(tmp_path / "a.case") as case:
        assert before == (
            case.documents(),
            case.readings(),
            case.decisions(),
            case.judgements(),
            case.releases(),
            case.events(),
        )
        assert case.text(document) == make.TEXT
        assert case.original(document) == make.TEXT.encode()
        assert [s.alias for s in case.sources()] == ["S1"]
        (report,) = case.stored_reports()
        assert (report.alias, report.text, report.source) == ("R1", make.TEXT, case.sources()[0].id)
        assert report.reading == case.readings()[0].reading
        assert case.get_setting("language") == "ko"
        assert case.verify(deep=True).ok


def test_a_reading_comes_back_with_its_words_and_without_its_names(case: Casefile) -> None:
    document = make.a_document(make.TEXT, b"x")
    case.add_document(document, make.TEXT, b"x", alias="R1", collected_by="p_a", by="p_a")
    reading = make.a_reading()
    case.add_reading(document.id, reading, by="p_a")
    kept = case.readings()[0].reading
    assert list(kept.spans()) == list(reading.spans())
    assert kept.statements == reading.statements
    assert [p.label for p in kept.parties] == [
        "officers of the county",
        "affected family",
        "affected person 1",
        "affected person 2",
        "source person",
    ]
    assert kept.relays[0].origin == reading.parties[4].id
    assert replace(kept, parties=(), relays=()) == replace(reading, parties=(), relays=())


def test_no_label_of_a_sealed_party_stays_in_any_table_but_the_vault(tmp_path: Path) -> None:
    with make.new_case(tmp_path / "a.case") as case:
        make.fill(case)
    db = open_raw(tmp_path / "a.case", make.PASSPHRASE, randomness=secrets.token_bytes)
    names = (make.NAME_EN, make.NAME_KO, "Tobias Wrenfield", "tobias@example.org", "quillfeather")
    for (table,) in db.rows("SELECT name FROM sqlite_schema WHERE type = 'table'"):
        for row in db.rows(f"SELECT * FROM {table}"):  # noqa: S608
            cells = [cell for cell in row if cell != make.TEXT]  # the document's own text
            if table.startswith("word_index_"):  # and its words
                continue
            assert not [name for name in names for cell in cells if name in str(cell) or name.encode() in str(cell).encode()]
    db.close()


def test_the_development_sheets_survive_stripping(shared: Path) -> None:
    sheets = sorted((shared / "reports" / "dev").glob("*.json"))
    assert sheets
    for path in sheets:
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        reading = rekey(from_sheet(json.loads(path.read_text(encoding="utf-8"))), secrets.token_bytes)
        sheet, names = strip(reading, "")
        sealed = {p.id: p for p in reading.parties if p.party_class in SEALED_CLASSES}
        kept: Reading = restore(json.loads(json.dumps(sheet)), text)
        assert kept.statements == reading.statements
        assert list(kept.spans()) == list(reading.spans())
        assert {p.id for p in kept.parties} == {p.id for p in reading.parties}
        assert names == {i: {"label": p.label} for i, p in sealed.items() if p.label}
        stored = json.dumps([p["label"] for p in sheet["parties"]] + sheet["relays"], ensure_ascii=False)
        open_labels = " ".join(p.label for p in reading.parties if p.party_class not in SEALED_CLASSES)
        assert not [p.id for p in sealed.values() if len(p.label) > 12 and p.label in stored and p.label not in open_labels]


def test_opening_the_vault_writes_to_the_log_first(case: Casefile) -> None:
    source = case.add_source("S1", name=make.NAME_KO, contact="+82 000", by="p_a")
    later = make.T0 + dt.timedelta(days=1)
    opened = case.vault.open([source], reason="follow_up", at=later, by="p_b")
    assert opened == {source: {"name": make.NAME_KO, "contact": "+82 000"}}
    last = case.events()[-1]
    assert (last.kind, last.at, last.by) == ("vault.opened", later, "p_b")
    assert case.records("vault.opened")[0].data == {"subjects": [source], "reason": "follow_up"}
    for subject, reason in ((source, "because Marigold asked"), ("so_unknown", "follow_up")):
        with pytest.raises((MisuseError, CasefileError)):
            case.vault.open([subject], reason=reason, at=later, by="p_b")
    assert len(case.events()) == 3


def test_the_author_of_a_testimony_is_in_the_vault_and_of_a_publication_is_not(case: Casefile) -> None:
    for alias, kind, body in (("R1", DocumentKind.TESTIMONY, b"1"), ("R2", DocumentKind.PUBLICATION, b"2")):
        document = make.a_document("text", body, kind=kind)
        case.add_document(document, "text", body, alias=alias, collected_by="p_a", by="p_a")
    hidden, shown = (d.document for d in case.documents())
    assert (hidden.author, hidden.url, shown.author) == (None, None, make.NAME_EN)
    assert case.vault.subjects() == (hidden.id,)
    opened = case.vault.open([hidden.id], reason="follow_up", at=make.T0, by="p_a")
    assert opened[hidden.id] == {"author": make.NAME_EN, "url": "https://example.org/quillfeather"}


def test_the_same_bytes_are_taken_in_once(case: Casefile) -> None:
    case.add_document(make.a_document("a", b"same"), "a", b"same", alias="R1", collected_by="p_a", by="p_a")
    with pytest.raises(CasefileError) as refused:
        case.add_document(make.a_document("b", b"same"), "b", b"same", alias="R2", collected_by="p_a", by="p_a")
    assert refused.value.where == "R1"
    assert len(case.documents()) == 1
    assert case.verify(deep=True).ok


@pytest.mark.parametrize("size", [0, 1, (1 << 20), (1 << 20) + 1, 3_000_000])
def test_originals_of_every_size(tmp_path: Path, size: int) -> None:
    original = secrets.token_bytes(size)
    with make.new_case(tmp_path / "a.case") as case:
        document = make.a_document("t", original)
        case.add_document(document, "t", original, alias="R1", collected_by="p_a", by="p_a")
        assert case.original(document.id) == original
        assert case.verify(deep=True).ok
    files = list((tmp_path / "a.case").glob("blobs/*/*"))
    assert len(files) == (size > 1 << 20)
    assert all(original[:64] not in f.read_bytes() for f in files)


@pytest.mark.parametrize("alias", ["", "Marigold", "S1 Marigold", "가온달1", "S", "1", "S1\n", "Tobias12"])
def test_an_alias_that_could_be_a_name_is_refused(case: Casefile, alias: str) -> None:
    with pytest.raises(MisuseError):
        case.add_source(alias, by="p_a")


def test_misuse_is_refused_and_writes_nothing(case: Casefile) -> None:
    make.fill(case)
    count = len(case.events())
    document = make.a_document("t", b"new")
    wrong_hash, wrong_length = replace(document, bytes_sha256="0" * 64), replace(document, length=2)
    held = case.documents()[0].document.id
    moved = replace(make.a_reading(), language="en")
    foreign = make.a_reading()
    local = replace(foreign, parties=tuple(replace(p, id=f"P{n}") for n, p in enumerate(foreign.parties)), statements=())
    new = b"new"
    for call in (
        lambda: case.add_source("S1", by="p_a"),
        lambda: case.add_document(wrong_hash, "t", new, alias="R2", collected_by="p_a", by="p_a"),
        lambda: case.add_document(wrong_length, "t", new, alias="R2", collected_by="p_a", by="p_a"),
        lambda: case.add_document(document, "t", new, alias="R1", collected_by="p_a", by="p_a"),
        lambda: case.add_document(document, "t", new, alias="R2", source="so_none", collected_by="p_a", by="p_a"),
        lambda: case.add_reading("do_none", moved, by="p_a"),
        lambda: case.add_reading(held, local, by="p_a"),
        lambda: case.add_release("leaked", {"id": "x"}, by="p_a"),
        lambda: case.add_release("checked", {}, by="p_a"),
        lambda: case.append("bad kind", {}, by="p_a"),
        lambda: case.append("test.note", {"x": float("nan")}, by="p_a"),
        lambda: case.append("test.note", {}, by="p_a", at=dt.datetime(2026, 1, 1)),
        lambda: case.append("source.added", {"id": "so_1"}, by="p_a"),
        lambda: case.append("setting.put", {"name": ["x"], "value": 1}, by="p_a"),
        lambda: case.append("decision.made", None, by="p_a"),
    ):
        with pytest.raises((MisuseError, CasefileError, RecordError)):
            call()
    assert len(case.events()) == count
    assert case.verify(deep=True).ok


def test_a_reading_that_does_not_fit_the_text_is_refused(case: Casefile) -> None:
    document = make.a_document("another text, long enough or not", b"x")
    case.add_document(document, "another text, long enough or not", b"x", alias="R1", collected_by="p_a", by="p_a")
    with pytest.raises(SpanMismatch):
        case.add_reading(document.id, make.a_reading(), by="p_a")


def test_a_write_repeated_under_its_id_is_one_event(case: Casefile) -> None:
    first = case.append("test.note", {"n": 1}, by="p_a", event_id="ev_one")
    assert case.append("test.note", {"n": 1}, by="p_a", event_id="ev_one") == first
    with pytest.raises(MisuseError):
        case.append("test.note", {"n": 2}, by="p_a", event_id="ev_one")
    decision = Decision(new_id("de", secrets.token_bytes), "st_x", Verdict.REJECT, "p_a", make.T0)
    assert case.add_decision(decision) == case.add_decision(decision)
    with pytest.raises(MisuseError):
        case.add_decision(replace(decision, verdict=Verdict.ACCEPT))
    assert len(case.decisions()) == 1
    assert len(case.events()) == 3


def test_the_latest_reading_and_the_latest_setting_count(case: Casefile) -> None:
    document = make.a_document(make.TEXT, b"x")
    case.add_document(document, make.TEXT, b"x", alias="R1", collected_by="p_a", by="p_a")
    assert case.stored_reports()[0].reading is None
    for _ in range(2):
        case.add_reading(document.id, make.a_reading(), by="p_a")
    assert case.stored_reports()[0].reading == case.readings(document.id)[1].reading
    for value in ("en", {"b": 1, "a": None}):
        case.put_setting("x", value, by="p_a")
    assert case.get_setting("x") == {"a": None, "b": 1}
    assert case.get_setting("y", 7) == 7


def test_headers_hold_ids_hashes_and_a_day_only(case: Casefile) -> None:
    make.fill(case)
    for stored in case.log.all():
        fields = stored.fields
        assert fields.keys() == {"v", "id", "device", "seq", "prev", "kind", "day", "key", "sha256"}
        assert fields["day"] == "2026-03-01"
        assert b"09:30" not in stored.header
        assert b"p_a" not in stored.header


def test_an_event_written_by_ctrl_c_is_not_there(case: Casefile, monkeypatch: pytest.MonkeyPatch) -> None:
    case.append("test.note", {"n": 1}, by="p_a")
    monkeypatch.setattr(case.log, "_grow", lambda *parts: (_ for _ in ()).throw(KeyboardInterrupt()))
    original = bytes(2_000_000)
    document = make.a_document("t", original)
    with pytest.raises(KeyboardInterrupt):
        case.add_document(document, "t", original, alias="R1", collected_by="p_a", by="p_a")
    monkeypatch.undo()
    assert not list(case.folder.glob("blobs/*/*"))
    assert case.documents() == ()
    case.append("test.note", {"n": 2}, by="p_a")
    assert case.verify(deep=True).ok
    assert [e.seq for e in case.events()] == [0, 1, 2]


def test_a_body_of_an_older_schema_is_lifted_when_read(case: Casefile, monkeypatch: pytest.MonkeyPatch) -> None:
    from rushlight.casefile import projections

    case.append("setting.put", {"name": "a", "value": 1}, by="p_a")
    monkeypatch.setattr(projections, "SCHEMA", 3)
    monkeypatch.setitem(projections.UPCASTS, ("setting.put", 2), lambda data: {**data, "value": data["value"] * 10})
    case.rebuild()
    assert case.get_setting("a") == 10
    assert case.verify(deep=True).ok


def test_tables_can_be_made_again_from_the_events(case: Casefile) -> None:
    make.fill(case)
    before = case.stored_reports()
    case.rebuild()
    assert case.stored_reports() == before
    assert case.verify(deep=True).ok


def test_a_step_we_do_not_know_means_a_newer_rushlight(tmp_path: Path) -> None:
    make.new_case(tmp_path / "a.case").close()
    db = open_raw(tmp_path / "a.case", make.PASSPHRASE, randomness=secrets.token_bytes)
    db.rows("INSERT INTO ledger VALUES ('2-later')")
    db.close()
    with pytest.raises(NewerCasefile):
        make.reopen(tmp_path / "a.case")


def test_a_missing_step_is_applied_once_and_entered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rushlight.casefile import schema

    make.new_case(tmp_path / "a.case").close()
    step = ("2-later", lambda db: db.rows("CREATE TABLE later (x)"))
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, step))
    for _ in range(2):
        with make.reopen(tmp_path / "a.case") as case:
            assert case.verify(deep=True).ok


def test_where_a_casefile_is_not_made(tmp_path: Path) -> None:
    (tmp_path / "a.case").mkdir()
    (tmp_path / "Dropbox").mkdir()
    places = (tmp_path / "a.case", tmp_path / "Dropbox" / "b.case", tmp_path / "no" / "c.case", tmp_path / "d")
    for place in places:
        with pytest.raises((CasefileError, MisuseError)):
            create(
                place,
                make.PASSPHRASE,
                randomness=secrets.token_bytes,
                now=make.now,
                cost=make.CHEAP,
                _below_floor_in_tests=True,
            )
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["Dropbox", "a.case"]
    with pytest.raises(CasefileError):
        make.reopen(tmp_path / "a.case")


def test_a_closed_casefile_says_so(tmp_path: Path) -> None:
    case = make.new_case(tmp_path / "a.case")
    case.close()
    with pytest.raises(CasefileError, match="closed"):
        case.events()


@settings(max_examples=tries(15), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=5), st.integers(-99, 99)), max_size=6)
)
def test_any_run_of_events_verifies_and_comes_back(
    tmp_path_factory: pytest.TempPathFactory, bodies: list[dict[str, int]]
) -> None:
    folder = tmp_path_factory.mktemp("run") / "a.case"
    with make.new_case(folder) as case:
        checkpoints = [case.checkpoint()]
        for body in bodies:
            case.append("test.note", body, by="p_a")
            checkpoints.append(case.checkpoint())
    with make.reopen(folder) as case:
        assert [o.data for o in case.records("test.note")] == bodies
        assert all(case.verify(checkpoint=c).ok for c in checkpoints)


def test_names_can_be_added_later_and_the_latest_counts(case: Casefile) -> None:
    source = case.add_source("S1", contact="old", by="p_a")
    case.add_names(source, {"name": make.NAME_KO, "contact": "new"}, by="p_a")
    opened = case.vault.open([source], reason="follow_up", at=make.T0, by="p_a")
    assert opened == {source: {"name": make.NAME_KO, "contact": "new"}}
    assert case.verify(deep=True).ok


def test_a_new_incarnation_goes_on_where_the_old_device_stopped(tmp_path: Path) -> None:
    with make.new_case(tmp_path / "a.case") as case:
        make.fill(case)
        case.put_setting("language", "ko", by="p_a")
        old, early, count = case.device, case.checkpoint(), len(case.events())
        new = case.new_incarnation(by="p_a")
        case.put_setting("language", "en", by="p_a")
        assert case.get_setting("language") == "en"
        late = case.checkpoint()
    with make.reopen(tmp_path / "a.case") as case:
        assert case.device == new
        assert [e.device for e in case.events()] == [old] * count + [new] * 2
        assert case.get_setting("language") == "en"
        for checkpoint in (early, late):
            report = case.verify(deep=True, checkpoint=checkpoint)
            assert report.ok, report.faults
        for event in case.events():
            check_proof(case.prove(event.id))


def test_a_new_incarnation_that_fails_leaves_the_old_device_writing(case: Casefile, monkeypatch: pytest.MonkeyPatch) -> None:
    device = case.device
    monkeypatch.setattr(Log, "_grow", lambda *parts: (_ for _ in ()).throw(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        case.new_incarnation(by="p_a")
    monkeypatch.undo()
    case.append("test.note", {}, by="p_a")
    assert case.device == device
    assert case.verify(deep=True).ok


def test_threads_take_turns(case: Casefile) -> None:
    """The workbench serves requests from several threads."""
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda n: case.append("test.note", {"n": n}, by="p_a"), range(60)))
        assert all(pool.map(lambda n: len(case.events()) == 61 and case.verify(deep=True).ok, range(6)))
    assert sorted(o.data["n"] for o in case.records("test.note")) == list(range(60))


def test_every_class_has_a_neutral_label() -> None:
    assert {PartyClass.AFFECTED, PartyClass.SOURCE, PartyClass.INTERMEDIARY, PartyClass.OTHER} == set(SEALED_CLASSES)
