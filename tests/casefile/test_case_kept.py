"""Originals kept before a document names them: there at once, named once, accounted for."""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path

import making_casefile as make
import pytest

from rushlight.casefile import Casefile, KeptOriginal, check_proof, keep_original, kept_bytes, kept_originals
from rushlight.casefile.kept import next_number
from rushlight.errors import CasefileError, MisuseError, Tampered

DATA = make.TEXT.encode()
LARGE = 1_200_000


def keep(case: Casefile, data: bytes = DATA, alias: str = "R1", source: str | None = None) -> KeptOriginal:
    return keep_original(case, data, alias=alias, media_type="text/plain", collected_by="p_a", by="p_a", source=source)


def add(case: Casefile, data: bytes = DATA, alias: str = "R1", text: str = make.TEXT) -> str:
    document = make.a_document(text, data)
    case.add_document(document, text, data, alias=alias, collected_by="p_a", by="p_a")
    return document.id


def sound(case: Casefile) -> bool:
    report = case.verify(deep=True)
    assert report.ok, report.faults
    return not any("belong to no event" in line for line in report.notes)


@pytest.mark.parametrize("data", [DATA, secrets.token_bytes(LARGE)], ids=["in the database", "as a file"])
def test_what_is_kept_is_there_after_reopening_and_becomes_a_document(tmp_path: Path, data: bytes) -> None:
    with make.new_case(tmp_path / "a.case") as case:
        source = case.add_source("S1", by="p_a")
        kept = keep(case, data, source=source)
        assert sound(case)
    with make.reopen(tmp_path / "a.case") as case:
        assert kept_originals(case) == (kept,)
        assert (kept.size, kept.source, kept.bytes_sha256) == (len(data), source, hashlib.sha256(data).hexdigest())
        assert kept_bytes(case, "R1") == data
        document = add(case, data)
        assert kept_originals(case) == ()
        assert case.original(document) == data
        assert sound(case)
        case.rebuild()
        assert kept_originals(case) == ()
        assert case.original(document) == data
    stored = list((tmp_path / "a.case" / "blobs").glob("*/*"))
    assert len(stored) == (len(data) == LARGE)


def test_nothing_is_kept_or_stored_twice(tmp_path: Path) -> None:
    with make.new_case(tmp_path / "a.case") as case:
        first = keep(case)
        assert keep(case, alias="R2") == first
        assert case._db.rows("SELECT count(*) FROM blobs") == [(1,)]
        add(case)
        assert case._db.rows("SELECT count(*) FROM blobs") == [(1,)]
        with pytest.raises(CasefileError, match="already in the casefile"):
            keep(case, alias="R2")
        assert [e.kind for e in case.events()] == ["case.created", "original.kept", "document.added"]


def test_a_colleague_who_kept_the_same_bytes_waits_no_longer(tmp_path: Path) -> None:
    """Two devices keep one file before they meet; the document of one of them is enough."""
    with make.new_case(tmp_path / "a.case") as case:
        keep(case)
        keep(case, b"another", "R2")
        (said,) = [o.data for o in case.records("original.kept") if o.data["alias"] == "R1"]
        with case._blobs.storing(DATA) as record:
            case.append("original.kept", {**said, "alias": "R7", "original": record}, by="p_b")
        assert [k.alias for k in kept_originals(case)] == ["R1", "R2", "R7"]
        add(case)
        assert [k.alias for k in kept_originals(case)] == ["R2"]
        assert sound(case)


def test_aliases_are_one_row_of_numbers(tmp_path: Path) -> None:
    with make.new_case(tmp_path / "a.case") as case:
        assert next_number(case) == 1
        keep(case, b"one", "R4")
        add(case, alias="R2")
        case.add_source("R9", by="p_a")
        assert next_number(case) == 5
        for data, alias in ((b"two", "R4"), (b"two", "R2")):
            with pytest.raises(MisuseError, match="has this alias"):
                keep(case, data, alias)
        with pytest.raises(MisuseError, match="a file that waits has this alias"):
            add(case, b"three", "R4", "three")
        with pytest.raises(MisuseError, match="no such source"):
            keep(case, b"two", "R6", source="so_0")
        with pytest.raises(MisuseError, match="never a name"):
            keep(case, b"two", "Marigold")
        with pytest.raises(CasefileError, match="no file of this alias"):
            kept_bytes(case, "R2")
        assert sound(case)


def _fail_half_way(case: Casefile) -> None:
    with case.batch():
        add(case)
        case.append("no kind", {}, by="p_a")


def test_a_failed_document_leaves_the_original_waiting(tmp_path: Path) -> None:
    with make.new_case(tmp_path / "a.case") as case:
        kept = keep(case)
        with pytest.raises(MisuseError):
            _fail_half_way(case)
        assert kept_originals(case) == (kept,)
        assert sound(case)
        add(case)
        assert sound(case)


def test_the_document_names_what_was_kept(tmp_path: Path) -> None:
    with make.new_case(tmp_path / "a.case") as case:
        kept = keep(case)
        add(case)
        event = case.events()[-1].id
        (said,) = [o.data["original"] for o in case.records("document.added")]
        (before,) = [o.data for o in case.records("original.kept")]
        assert said == {**before["original"], "kept": kept.event}
        assert check_proof(case.prove(event))["original"]["kept"] == kept.event


def test_an_altered_or_missing_kept_original_is_found(tmp_path: Path) -> None:
    with make.new_case(tmp_path / "a.case") as case:
        kept = keep(case)
        case._db.rows("UPDATE blobs SET sealed = ?", (secrets.token_bytes(200),))
        assert "an original was changed" in {f.what for f in case.verify().faults}
        with pytest.raises(Tampered):
            kept_bytes(case, "R1")
        case._db.rows("DELETE FROM blobs")
        assert {(f.what, f.where) for f in case.verify().faults} == {("an original is missing", kept.id)}
        case._db.rows("DELETE FROM kept")
        assert any("a table does not hold what the event says" in f.what for f in case.verify(deep=True).faults)


def test_a_document_that_names_another_original_than_was_kept_is_found(tmp_path: Path) -> None:
    """Only somebody with the device's key can write such an event; it is found all the same."""
    with make.new_case(tmp_path / "a.case") as case:
        keep(case)
        keep(case, b"another", "R2")
        one, two = (o.data["original"] for o in case.records("original.kept"))
        document = make.a_document(make.TEXT, DATA)
        body = {"document": {"id": document.id, "bytes_sha256": document.bytes_sha256}, "alias": "R1", "source": None,
                "collected_by": "p_a", "text": make.TEXT, "sealed": [], "original": {**two, "kept": one["id"]}}  # fmt: skip
        case.append("document.added", body, by="p_a")
        assert "a document names another original than the one that was kept" in {f.what for f in case.verify().faults}
