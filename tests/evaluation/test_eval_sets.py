"""Gold folders and readers: what is wrong with a sheet is said by path, id and field, and the others are scored."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from making_sheets import TEXT, WORDS, Sheet, found, gold, row, write

from rushlight.desk import evaluating as desk
from rushlight.errors import EndpointError, MisuseError, RushlightError
from rushlight.evaluation import Scored
from rushlight.evaluation.figures import values

TODAY = dt.date(2026, 1, 1)

WRONG: list[tuple[str, Callable[[Sheet], Any], str, str]] = [
    ("format", lambda s: s.update(format="another/9"), "no coding sheet of a format", ""),
    ("field", lambda s: row(s, "S2").pop("act"), "lacks a field", "act"),
    ("vocabulary", lambda s: row(s, "S2").update(modality="maybe"), "outside its vocabulary", ""),
    ("act", lambda s: row(s, "S2").update(act="threat.nothing"), "no such act", "threat.nothing"),
    ("words", lambda s: row(s, "S2")["spans"][0].update(exact="They threatened to fine the miller"), "not in the text", "-"),
    ("reference", lambda s: row(s, "S2").update(time="T9"), "refers to something", "S2"),
    ("rule", lambda s: s["must_not"].append({"colour": "red"}), "must_not", ""),
    ("rule's shape", lambda s: s["must_not"].append("never"), "must_not", ""),
    ("another text", lambda s: s["document"].update(sha256="0" * 64), "not the one that was coded", ""),
    ("no document", lambda s: s.pop("document"), "this is no coding sheet", ""),
    ("statements", lambda s: s.update(statements="none"), "", ""),
    ("offsets between letters", lambda s: row(s, "S2")["spans"][0].update(start=5.0, end=7.0, exact="ab"), "not built as", ""),
]


def fault(folder: Path, change: Callable[[Sheet], Any]) -> RushlightError:
    sheet = gold()
    write(folder, "b", sheet)
    change(sheet)
    (folder / "a.json").write_text(json.dumps(sheet), encoding="utf-8")
    (folder / "mill.txt").write_text(TEXT, encoding="utf-8")
    loaded = desk.gold_set([folder])
    assert [r.name for r in loaded.reports] == [f"{folder.name}/b"]
    assert len(loaded.faults) == 1
    return loaded.faults[0]


@pytest.mark.parametrize(("change", "says", "where"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_a_wrong_gold_sheet_is_named_and_the_others_are_kept(
    tmp_path: Path, change: Callable[[Sheet], Any], says: str, where: str
) -> None:
    told = fault(tmp_path, change)
    assert says in told.what
    assert str(tmp_path / "a.json") in str(told.where)
    assert where in str(told.where)
    assert told.hint
    assert not any(word in str(told).replace(str(tmp_path), "") for word in WORDS)


def test_files_that_are_no_sheets(tmp_path: Path) -> None:
    for name, data in (
        ("a", b"{"),
        ("b", b"\xff\xfe"),
        ("c", b"[" * 100_000),
        ("d", b"[]"),
        ("e", b'{"document": {"file": "x"}}'),
    ):
        (tmp_path / f"{name}.json").write_bytes(data)
    loaded = desk.gold_set([tmp_path])
    assert not loaded.reports
    assert [Path(str(f.where)).name for f in loaded.faults] == ["a.json", "b.json", "c.json", "d.json", "e.json"]


def test_a_text_is_looked_for_beside_its_sheet_only(tmp_path: Path) -> None:
    path = write(tmp_path / "inner", "a", gold(), text=None)
    (tmp_path / "mill.txt").write_text(TEXT, encoding="utf-8")
    sheet = json.loads(path.read_text(encoding="utf-8"))
    sheet["document"]["file"] = "../mill.txt"
    path.write_text(json.dumps(sheet), encoding="utf-8")
    assert desk.gold_set([tmp_path / "inner"]).faults[0].what == "the sheet's text is missing or not UTF-8"


def test_what_is_no_folder_of_sheets(tmp_path: Path) -> None:
    for path, says in ((tmp_path / "none", "no such folder"), (tmp_path, "no coding sheet")):
        with pytest.raises(MisuseError, match=says):
            desk.gold_set([path])


def test_the_digest_changes_with_any_file_and_with_nothing_else(tmp_path: Path) -> None:
    first = write(tmp_path / "one", "a", gold())
    write(tmp_path / "two", "a", gold())
    digest = desk.gold_set([tmp_path / "one"]).digest
    assert desk.gold_set([tmp_path / "two"]).digest == digest
    first.write_text(first.read_text(encoding="utf-8").replace('"optional": true', '"optional": false'), encoding="utf-8")
    assert desk.gold_set([tmp_path / "one"]).digest != digest


def scored(folder: Path, reader: desk.Reader) -> tuple[list[Scored], list[RushlightError]]:
    rows = list(desk.score(desk.gold_set([folder]), reader))
    return [r for r in rows if isinstance(r, Scored)], [r for r in rows if isinstance(r, RushlightError)]


def test_the_rules_read_the_gold_texts(tmp_path: Path) -> None:
    write(tmp_path / "set", "a", gold())
    rows, faults = scored(tmp_path / "set", desk.rules_reader(TODAY))
    assert not faults
    told = values(rows[0].tally)
    assert told["money"] == told["time"] == 1
    assert rows[0].tally["act", "tp"] > 0
    facts = desk.reader_facts("rules", rows, by_rules=True)
    assert facts.versions[0].startswith("rushlight-en ")
    models = {"likeness_en", "likeness", "whether_en", "whether", "choosing_en", "choosing"}
    assert set(facts.data) == {"lexicon_en", "caution_en", *models, "roles_en", "bands", "codebook"}


def test_sheets_of_another_tool_are_found_by_set_and_name(tmp_path: Path) -> None:
    for folder in ("dev", "later"):
        write(tmp_path / folder, "a", gold())
    write(tmp_path / "out", "a", {**found(), "statements": []})
    write(tmp_path / "out" / "later", "a", found())
    reader = desk.sheets_reader(tmp_path / "out")
    assert values(scored(tmp_path / "dev", reader)[0][0].tally)["act_r"] == 0
    rows, _ = scored(tmp_path / "later", reader)
    assert values(rows[0].tally)["act_r"] == 1
    assert desk.reader_facts("sheets", rows, by_rules=False).versions == ("a-reader 1",)


def nested(depth: int) -> list[Any]:
    out: list[Any] = []
    for _ in range(depth):
        out = [out]
    return out


PROPOSED: list[tuple[str, Callable[[Sheet], Any], str]] = [
    ("format", lambda s: s.update(format="another/9"), "no coding sheet of a format"),
    ("field", lambda s: row(s, "S2").pop("scope"), "lacks a field"),
    ("vocabulary", lambda s: row(s, "S2").update(modality="maybe"), "outside its vocabulary"),
    ("reference", lambda s: row(s, "S2").update(amounts=["A9"]), "refers to something"),
    ("no span", lambda s: row(s, "S2").update(spans=[]), "needs the words"),
    ("empty span", lambda s: row(s, "S2")["spans"][0].update(end=0), "not well formed"),
    ("another text", lambda s: s["document"].update(sha256="0" * 64), "of another text"),
    ("no document", lambda s: s.pop("document"), "this is no coding sheet"),
    ("offsets that are no numbers", lambda s: row(s, "S2")["spans"][0].update(start="here"), ""),
    ("offsets between letters", lambda s: row(s, "S2")["spans"][0].update(start=5.0, end=7.0, exact="ab"), ""),
    ("an endless sheet", lambda s: s.update(more=nested(700)), ""),
    ("spans of words", lambda s: row(s, "S2").update(spans="They"), ""),
]


@pytest.mark.parametrize(("change", "says"), [p[1:] for p in PROPOSED], ids=[p[0] for p in PROPOSED])
def test_a_wrong_proposed_sheet_is_a_fault_of_that_report(tmp_path: Path, change: Callable[[Sheet], Any], says: str) -> None:
    for name in ("a", "b"):
        write(tmp_path / "dev", name, gold())
    sheet = found()
    write(tmp_path / "out", "b", sheet)
    path = write(tmp_path / "out", "a", sheet)
    change(sheet)
    path.write_text(json.dumps(sheet), encoding="utf-8")
    rows, faults = scored(tmp_path / "dev", desk.sheets_reader(tmp_path / "out"))
    assert [r.name for r in rows] == ["dev/b"]
    assert says in faults[0].what
    assert "a" in str(faults[0].where)


def test_an_invented_quotation_is_counted_and_not_refused(tmp_path: Path) -> None:
    write(tmp_path / "dev", "a", gold())
    sheet = found()
    row(sheet, "S2")["spans"][0]["exact"] = "They killed him"
    row(sheet, "S1")["spans"].append({"start": 5000, "end": 5010, "exact": "and more "})
    write(tmp_path / "out", "a", sheet)
    rows, faults = scored(tmp_path / "dev", desk.sheets_reader(tmp_path / "out"))
    assert not faults
    assert rows[0].tally["quotes", "bad"] == 2


def test_a_missing_proposed_sheet_is_no_empty_one(tmp_path: Path) -> None:
    write(tmp_path / "dev", "a", gold())
    (tmp_path / "out").mkdir()
    rows, faults = scored(tmp_path / "dev", desk.sheets_reader(tmp_path / "out"))
    assert not rows
    assert faults[0].what == "there is no proposed sheet for this report"


def test_a_text_that_is_not_nfc_is_refused(tmp_path: Path) -> None:
    text = TEXT.replace("miller", "mille\u0301r")
    sheet = gold()
    sheet["document"].pop("sha256")
    sheet.update(statements=[], parties=[], places=[], amounts=[], times=[], must_not=[])
    write(tmp_path / "set", "a", sheet, text)
    _, faults = scored(tmp_path / "set", desk.rules_reader(TODAY))
    assert "not in the form that sheets count in" in faults[0].what


def test_gold_of_the_future_is_a_fault(tmp_path: Path) -> None:
    write(tmp_path / "set", "a", gold())
    rows, faults = scored(tmp_path / "set", desk.rules_reader(dt.date(2024, 3, 1)))
    assert not rows
    assert "in the future" in faults[0].what


class AModel:
    """Stands for further readers: notes what it is given, and says that the model cannot be asked from ``fails_from`` on."""

    def __init__(self, fails_from: int) -> None:
        self.asked, self.fails_from = 0, fails_from

    def __call__(self, report: desk.GoldReport) -> Any:
        self.asked += 1
        if self.asked >= self.fails_from:
            raise EndpointError("the model cannot be reached")
        return found()


def test_a_model_that_cannot_be_asked_at_all_stops_the_run(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        write(tmp_path / "set", name, gold())
    model = AModel(fails_from=1)
    with pytest.raises(EndpointError):
        scored(tmp_path / "set", model)
    assert model.asked == 1


def test_a_model_that_fails_later_leaves_what_is_scored(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        write(tmp_path / "set", name, gold())
    rows, faults = scored(tmp_path / "set", AModel(fails_from=2))
    assert len(rows) == 1
    assert len(faults) == 2


def test_a_reader_that_breaks_on_one_report_ends_nothing(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(tmp_path / "set", name, gold())

    def breaks(report: desk.GoldReport) -> Any:
        if report.path.stem == "a":
            raise KeyError(report.text)
        return found()

    rows, faults = scored(tmp_path / "set", breaks)
    assert [r.name for r in rows] == ["set/b"]
    assert faults[0].what == "this report could not be read or scored: KeyError"
    assert not any(word in str(faults[0]) for word in WORDS)
