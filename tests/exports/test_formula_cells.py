"""Cells that a spreadsheet would run, through our writer and back through our reader: none is left, and none is changed."""

from __future__ import annotations

import io
import random
import unicodedata

import openpyxl
import pytest

from rushlight.exports.guard import guarded, unguarded
from rushlight.exports.tables import plain_csv
from rushlight.intake.tables import Fault, Row, read_csv
from rushlight.intake.workbook import read_workbook

UNSEEN = [chr(n) for n in range(0x20, 0x3001) if unicodedata.category(chr(n)) in ("Zs", "Zl", "Zp", "Cf", "Mn")]
UNSEEN += ["\ufeff", "\u3000", "\u00ad", "\U000e0041", "\x0b", "\x0c", "\x1f", "\x7f", "\x85"]
STARTERS = "=+-@|%\t\r\n＝＋－＠﹢﹣﹦\u2212￥"
RESTS = ("1+1", 'HYPERLINK("http://x","y")', "cmd|' /C calc'!A0", "SUM(A1:A9)", "a, b", 'say "no"', "두 명", "'=1+1", "")


def cells(count: int) -> list[str]:
    chance = random.Random(11)
    made = []
    for _ in range(count):
        before = "".join(chance.choices(UNSEEN, k=chance.randrange(4)))
        quote = "'" if chance.random() < 0.1 else ""
        made.append(before + quote + chance.choice([*STARTERS, "", "x"]) + chance.choice(RESTS))
    return made


def would_run(cell: str) -> bool:
    """Told in another way than the guard does: what is left when everything that does not show is taken away."""
    shown = "".join(c for c in unicodedata.normalize("NFKC", cell) if unicodedata.category(c)[0] in "LNPS")
    return shown[:1] in tuple("=+-@|%\u2212")


def round_trip(count: int) -> None:
    made = cells(count)
    rows = [made[n : n + 10] for n in range(0, count, 10)]
    data = plain_csv([[f"c{n}" for n in range(10)], *rows])
    table = read_csv(io.BytesIO(data), "a.csv")
    seen = 0
    for row in table.rows:
        assert isinstance(row, Row), f"row {row.number}: {row.what if isinstance(row, Fault) else ''}"
        assert not any(map(would_run, row.cells))
        assert [unguarded(cell) for cell in row.cells] == rows[row.number - 2]
        seen += len(row.cells)
    assert seen == count


def test_no_cell_of_a_csv_file_runs_and_all_come_back() -> None:
    round_trip(2_000)


@pytest.mark.slow
def test_none_of_a_hundred_thousand_runs_and_all_come_back() -> None:
    round_trip(100_000)


def test_many_of_these_would_have_run() -> None:
    """The guard is what holds them: bare, most are formulas."""
    bare = sum(map(would_run, cells(2_000)))
    assert bare > 800


@pytest.mark.parametrize("count", [500, pytest.param(20_000, marks=pytest.mark.slow)])
def test_no_guarded_cell_is_a_formula_of_a_workbook(count: int) -> None:
    """What a person does with the file next: its cells as they are, in a workbook, and back through our reader."""
    plain = [cell for cell in map(guarded, cells(count)) if not openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.search(cell)]
    book = openpyxl.Workbook(write_only=False)
    for cell in plain:
        book.active.append([cell or "empty"])
    assert {cell.data_type for (cell,) in book.active.iter_rows()} == {"s"}
    out = io.BytesIO()
    book.save(out)
    (table,) = read_workbook(out.getvalue(), "a.xlsx", header=False)
    back = [row.cells[0] for row in table.rows if isinstance(row, Row)]
    assert len(back) == len(plain)
    assert not any(map(would_run, back))
