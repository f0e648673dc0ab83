"""Rows out of CSV and XLSX files, and reports out of rows by a column map."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rushlight.errors import IntakeError, MisuseError
from rushlight.intake import tables
from rushlight.intake.columns import ColumnMap, Fitted, Item, Role, column_map, from_json
from rushlight.intake.tables import Fault, Row, Table, read_csv
from rushlight.intake.workbook import read_workbook
from rushlight.record import DocumentKind

TODAY = dt.date(2026, 3, 1)
KO = "보위부 지도원 두 명이 혜산에서 가족에게 돈을 요구했다고 이웃이 말했다. "
EN = "Two officers told the family that they would be sent away."


def rows(data: bytes, **options: object) -> tuple[Table, list[Row | Fault]]:
    table = read_csv(io.BytesIO(data), "a.csv", **options)  # type: ignore[arg-type]
    return table, list(table.rows)


def written(cells: Sequence[Sequence[str]], **options: object) -> str:
    out = io.StringIO()
    csv.writer(out, **options).writerows(cells)  # type: ignore[arg-type]
    return out.getvalue()


# --- csv ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters_are_told_from_the_file(encoding: str, delimiter: str) -> None:
    cells = [["번호", "Story"], ["1", KO * 4], ["2", f'said "no"{delimiter}\nand went; {KO}']]
    table, found = rows(written(cells, delimiter=delimiter).encode(encoding))
    assert table.header == ("번호", "Story")
    assert found == [Row(2, ("1", KO * 4)), Row(3, tuple(cells[2]))]


def test_the_delimiter_is_the_one_under_which_the_wanted_columns_are_there() -> None:
    data = b"a,b;Story\n1,2,3;x\n"
    assert rows(data, wanted={"Story"})[0].header == ("a,b", "Story")
    assert rows(b"sep=;\na;b\n1;2\n")[1] == [Row(3, ("1", "2"))]
    assert rows(b"a;b\n1;2\n", delimiter=",")[0].header == ("a;b",)


def test_bad_rows_are_told_by_number_and_do_not_stop_the_rest() -> None:
    data = b'id,text\n1,one\n2,two,three\n3\n\n"4"x,four\n5,"five\n6,"six"\n7,seven\n8,"eight\nlines"\n9,nine\n'
    _, found = rows(data, delimiter=",")
    assert [(row.number, isinstance(row, Row)) for row in found] == [
        (2, True), (3, False), (4, False), (6, False), (7, False), (8, True), (9, True), (10, True)
    ]  # fmt: skip
    assert found[-2] == Row(9, ("8", "eight\nlines"))
    for fault in found:
        if isinstance(fault, Fault):
            assert "four" not in fault.what + fault.hint
            assert "five" not in fault.what + fault.hint


def test_a_quote_that_is_never_closed_is_told_with_its_lines_and_the_file_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_LINES", 50)
    data = "id,text\n" + '1,"begun\n' + "".join(f"{n},row\n" for n in range(2, 200))
    _, found = rows(data.encode(), delimiter=",")
    faults = [row for row in found if isinstance(row, Fault)]
    assert len(faults) == 1
    assert "51 lines" in faults[0].what
    assert len(found) == 1 + 200 - 2 - 50
    assert isinstance(rows(b'a,b\n1,"x\n2,y\n')[1][-1], Fault)


def test_damaged_bytes_cost_their_row_only() -> None:
    lines = [f"{n},{KO}".encode() for n in range(30)]
    lines[7] = b"7,\xb0\xa1 damaged"
    table, found = rows(b"id,text\n" + b"\n".join(lines))
    assert tables.DAMAGED_ROWS in table.notes
    assert [row.number for row in found if isinstance(row, Fault)] == [9]
    assert sum(isinstance(row, Row) for row in found) == 29


def test_late_korean_in_a_file_that_begins_in_ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "SAMPLE", 1000)
    data = b"id,text\n" + b"".join(b"%d,plain words\n" % n for n in range(300)) + ("300," + KO * 8 + "\n").encode("cp949")
    assert rows(data)[1][-1] == Row(302, ("300", KO * 8))


@pytest.mark.parametrize(
    "data", [b"", b"\x00\x01\x02\x03" * 50, b"PK\x03\x04" + bytes(range(32)) * 30, b"\n\n\n"], ids=range(4)
)
def test_what_is_no_table_is_refused(data: bytes) -> None:
    with pytest.raises(IntakeError):
        rows(data)


def test_names_of_columns_are_made_plain_and_told_apart() -> None:
    assert tables.named(["  Story ", "", "Story", "A\n B"]) == ("Story", "#2", "Story (2)", "A B")


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), min_size=1)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8))
def test_what_python_writes_comes_back(cells: list[tuple[str, str]]) -> None:
    _, found = rows(("id,text\n" + written(cells, quoting=csv.QUOTE_ALL)).encode("utf-8-sig"), delimiter=",")
    assert [row.cells for row in found if isinstance(row, Row)] == cells


@given(st.binary(max_size=400))
def test_arbitrary_bytes_are_rows_or_told(data: bytes) -> None:
    try:
        for row in rows(data)[1]:
            assert isinstance(row, Row | Fault)
    except (IntakeError, MisuseError):
        pass


# --- xlsx -----------------------------------------------------------------------------------------


def workbook(sheets: dict[str, list[list[object]]], *, hidden: str = "") -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, cells in sheets.items():
        sheet = book.create_sheet(name)
        for row in cells:
            sheet.append(row)
        if name == hidden:
            sheet.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_gives_text_numbers_dates_and_says_what_is_hidden() -> None:
    first_rows = [[12, dt.date(2025, 2, 18), KO, True], [1.5, dt.datetime(2025, 2, 18, 9, 30), "x", None]]
    head: list[object] = ["No", "Day", "Story", "Yes"]
    data = workbook({"one": [head, *first_rows], "two": [head, [3, None, "hidden\nwords", False]]}, hidden="two")
    first, second = read_workbook(data, "a.xlsx")
    assert first.header == ("No", "Day", "Story", "Yes")
    assert list(first.rows) == [
        Row(2, ("12", "2025-02-18", KO, "TRUE")),
        Row(3, ("1.5", "2025-02-18T09:30:00", "x", "")),
    ]
    assert not first.notes
    assert "hidden" in second.notes[0]
    assert list(second.rows) == [Row(2, ("3", "", "hidden\nwords", "FALSE"))]


def test_a_formula_is_the_value_stored_with_it_and_an_error_is_empty() -> None:
    data = with_sheet(
        '<row r="1"><c r="A1" t="str"><f>1+1</f><v>two</v></c><c r="B1" t="e"><v>#REF!</v></c><c r="C1"><v>3</v></c></row>'
    )
    assert [row for table in read_workbook(data, "a.xlsx", header=False) for row in table.rows] == [Row(1, ("two", "", "3"))]


def with_sheet(inner: str) -> bytes:
    """A real workbook whose first sheet's rows are replaced."""
    source, out = io.BytesIO(workbook({"a": [["x"]]})), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                start, end = data.index(b"<sheetData>") + 11, data.index(b"</sheetData>")
                data = data[:start] + inner.encode() + data[end:]
            new.writestr(name, data)
    return out.getvalue()


def test_two_far_cells_ask_for_no_memory() -> None:
    data = with_sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>')
    (table,) = read_workbook(data, "a.xlsx")
    (fault,) = table.rows
    assert isinstance(fault, Fault)
    assert fault.number == 1_048_576


@pytest.mark.parametrize(
    "inner",
    ['<row r="2"/><row r="1"><c><v>1</v></c></row>', "<row><c>", '<row r="99999999"><c><v>1</v></c></row>', "&bomb;"],
    ids=range(4),
)
def test_a_damaged_sheet_is_told(inner: str) -> None:
    with pytest.raises(IntakeError):
        [row for table in read_workbook(with_sheet(inner), "a.xlsx") for row in table.rows]


def test_a_sheet_whose_packing_is_damaged_is_told() -> None:
    data = bytearray(with_sheet("".join(f'<row r="{n}"><c r="A{n}"><v>{n * n}</v></c></row>' for n in range(1, 3000))))
    at = data.index(b"xl/worksheets/sheet1.xml") + 2_000
    data[at : at + 200] = b"\xff" * 200
    with pytest.raises(IntakeError, match="damaged"):
        [row for table in read_workbook(bytes(data), "a.xlsx") for row in table.rows]


def test_a_swollen_workbook_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(IntakeError, match="unpacks to far more"):
        read_workbook(with_sheet(f'<row r="1"><c r="A1" t="str"><v>{"x" * 30_000_000}</v></c></row>'), "a.xlsx")


WORDS = st.text(st.characters(categories=["L", "N", "P", "Zs"], exclude_characters="_="), min_size=1, max_size=20)
DAYS = st.dates(dt.date(1901, 1, 1), dt.date(2100, 1, 1))
VALUES = st.none() | st.integers(-(10**12), 10**12) | st.booleans() | DAYS | WORDS


def said(value: object) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    return value.isoformat() if isinstance(value, dt.date) else "" if value is None else str(value)


@settings(max_examples=40)
@given(st.lists(st.lists(VALUES, min_size=3, max_size=3), min_size=1, max_size=6))
def test_what_openpyxl_writes_comes_back(cells: list[list[object]]) -> None:
    data = workbook({"a": [["a", "b", "c"], *cells]})
    (table,) = read_workbook(data, "a.xlsx")
    wanted = [Row(n, tuple(map(said, row))) for n, row in enumerate(cells, 2) if any(map(said, row))]
    assert list(table.rows) == wanted


# --- column maps ----------------------------------------------------------------------------------

HEADER = ("No", "Day", "Story", "More", "Paper", "Kind", "Lang", "Who", "Stamp")
FULL = column_map(
    [
        "id=No",
        "date=Day",
        "text=Story",
        "text=More",
        "outlet=Paper",
        "kind=Kind",
        "language=Lang",
        "source=Who",
        "ignored=Stamp",
    ],
    dates=["DD/MM/YYYY", "D MMM YYYY"],
)


def item(*cells: str, made: ColumnMap = FULL) -> Item | tuple[Fault, ...]:
    return Fitted(made, HEADER, "a.csv", TODAY).item(Row(5, cells))


def test_a_row_becomes_a_report() -> None:
    made = item("12", "2025-02-18", " first\r\n", "second", "The Daily", "Testimony", "EN", "S1", "now")
    assert isinstance(made, Item)
    assert (made.row, made.external_id, made.text, made.outlet) == (5, "12", "first\n\nsecond", "The Daily")
    assert (made.published, made.kind, made.language) == (dt.date(2025, 2, 18), DocumentKind.TESTIMONY, "en")
    assert made.source == "S1"
    assert "Stamp" not in made.original
    assert made.original["Story"] == " first\r\n"


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        ("2025-02-18T10:00:00Z", dt.date(2025, 2, 18)),
        ("18/02/2025", dt.date(2025, 2, 18)),
        ("03/04/2025", dt.date(2025, 4, 3)),
        ("3 March 2025", dt.date(2025, 3, 3)),
        ("", None),
    ],
)
def test_dates_in_the_forms_that_were_named(day: str, wanted: dt.date | None) -> None:
    made = item("1", day, EN, "", "", "", "", "", "")
    assert isinstance(made, Item)
    assert made.published == wanted


@pytest.mark.parametrize(
    "day", ["02-18-2025", "18.02.2025", "45700", "31/02/2025", "2025", "yesterday", "3/4/2025", "2027-01-01"]
)
def test_dates_in_no_form_that_was_named_or_still_to_come_are_refused(day: str) -> None:
    made = item("1", day, EN, "", "", "", "", "", "")
    assert isinstance(made, tuple)
    assert made[0].column == "Day"
    assert day not in made[0].what + made[0].hint


def test_a_date_that_two_named_forms_read_differently_is_refused() -> None:
    both = column_map(["text=Story", "date=Day"], dates=["DD/MM/YYYY", "MM/DD/YYYY"])
    assert isinstance(item("", "03/04/2025", EN, "", "", "", "", "", "", made=both), tuple)
    assert isinstance(item("", "18/04/2025", EN, "", "", "", "", "", "", made=both), Item)
    assert isinstance(item("", "04/04/2025", EN, "", "", "", "", "", "", made=both), Item)


def test_everything_wrong_with_a_row_is_told_and_nothing_of_its_words() -> None:
    made = item("1", "then", "  ", "", "", "novel", "Englisch!", "Marigold Quillfeather", "")
    assert isinstance(made, tuple)
    assert [fault.column for fault in made] == ["Story", "Day", "Kind", "Lang", "Who"]
    for word in ("then", "novel", "Englisch", "Marigold"):
        assert all(word not in fault.what + fault.hint for fault in made)


@pytest.mark.parametrize(
    "pairs",
    [
        [],
        ["date=Day"],
        ["text=Story", "date=Story"],
        ["text=Story", "date=a", "date=b"],
        ["text=#0"],
        ["story=Text"],
        ["text="],
    ],
)
def test_maps_that_make_no_sense_are_refused(pairs: list[str]) -> None:
    with pytest.raises(MisuseError):
        column_map(pairs)


@pytest.mark.parametrize("form", ["DD/MM", "DD/MM/YY", "DD/DD/YYYY", "YYYYMMDDYYYY", ""])
def test_forms_of_dates_without_a_whole_date_are_refused(form: str) -> None:
    with pytest.raises(MisuseError):
        column_map(["text=a"], dates=[form])


def test_a_map_is_kept_as_data_and_comes_back() -> None:
    assert from_json(FULL.to_json(), "x").columns == FULL.columns
    assert from_json(FULL.to_json(), "x").of(Role.TEXT) == ("Story", "More")
    for broken in (None, {}, {"columns": [["text"]], "dates": [], "header": True}, {"columns": 3, "dates": [], "header": True}):
        with pytest.raises(MisuseError):
            from_json(broken, "x")


def test_columns_by_number_and_columns_that_are_not_there() -> None:
    made = Fitted(column_map(["text=#3", "id=no"]), HEADER, "a.csv", TODAY).item(Row(2, ("7", "", EN, *[""] * 6)))
    assert isinstance(made, Item)
    assert (made.text, made.external_id) == (EN, "7")
    for pairs in (["text=Tale"], ["text=#40"]):
        with pytest.raises(MisuseError, match="no such column") as refused:
            Fitted(column_map(pairs), HEADER, "a.csv", TODAY)
        assert "Paper" not in str(refused.value) + str(refused.value.hint)
    with pytest.raises(MisuseError, match="two columns"):
        Fitted(column_map(["text=Story"]), ("Story", "Story (2)"), "a.csv", TODAY)


def test_a_large_file_is_read_from_the_disk_in_pieces(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,text\n" + "".join(f'{n},"{EN}\n{n}"\n' for n in range(5000)), encoding="utf-8")
    with path.open("rb") as file:
        table = read_csv(file, "a.csv")
        assert next(table.rows).number == 2
        assert file.tell() < table.size / 2
        assert sum(1 for _ in table.rows) == 4999
