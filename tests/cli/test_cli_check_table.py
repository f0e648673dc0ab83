"""``check-table``: a file of records alone, no casefile; what is printed and written holds nothing that it must not."""

from __future__ import annotations

import csv
import signal
import time
from collections import Counter
from pathlib import Path
from random import Random

import pytest
import xlsxwriter
from cli_calls import call
from cli_shell import Shell

PLACES = ("Hyesan", "Musan", "Hoeryong")
HEADER = ["name", "place", "age", "what", "weight", "house"]


def records(many: int = 60) -> list[list[str]]:
    """Ages and places of people who are no one, so that some of them stand alone."""
    return [
        [f"Person{i}", PLACES[i * 5 // 3 % 3], str(20 + i * 7 % 11), ("paid", "held")[i % 3 > 0], str(10 + i % 5), f"h{i // 2}"]
        for i in range(many)
    ]


def put(folder: Path, rows: list[list[str]], name: str = "t.csv") -> Path:
    with (folder / name).open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([HEADER, *rows])
    return folder / name


def words(rows: list[list[str]]) -> set[str]:
    """Every cell that could be told by its letters."""
    return {cell for row in rows for cell in row if cell and not cell.isdigit()} | {"Hyesan", "paid"}


ASK = ("--keys", "place,age", "--sensitive", "what", "--weights", "weight", "--household", "house")


def test_it_tells_who_stands_alone_and_no_cell(shell: Shell) -> None:
    rows = records()
    put(shell.folder, rows)
    done = call(shell, "check-table", "t.csv", *ASK, "-k", "3")
    assert done.code == 1, done.err
    groups = Counter((row[1], row[2]) for row in rows)
    alone = sum(n for n in groups.values() if n == 1)
    few = sum(n for n in groups.values() if n < 3)
    assert few
    assert f"{alone} of 60" in done.out
    assert f"{few} of 60" in done.out
    assert "local-recoding" in done.out
    assert "household" in done.out
    assert not [word for word in words(rows) if word in done.out + done.err]


@pytest.mark.parametrize("way", ["local-recoding", "suppression", "full-domain"])
def test_what_is_written_has_k_alike_and_only_the_named_columns(shell: Shell, way: str) -> None:
    rows = [*records(), ["Lone", "Pyongyang", "99", "=HYPERLINK(1)", "10", "z"]]
    put(shell.folder, rows)
    (shell.folder / "places.csv").write_text(
        "".join(f"{p};north;*\n" for p in PLACES) + "Pyongyang;south;*\n", encoding="utf-8"
    )
    (shell.folder / "ages.csv").write_text("".join(f"{a};{a // 10}0s;*\n" for a in (*range(20, 31), 99)), encoding="utf-8")
    ladders = ("--hierarchy", "place=places.csv", "--hierarchy", "age=ages.csv")
    done = call(shell, "check-table", "t.csv", *ASK, "-k", "4", *ladders, "--way", way, "--write", "out.csv")
    assert done.code == 0, done.err
    with (shell.folder / "out.csv").open(encoding="utf-8-sig", newline="") as lines:
        first, *kept = csv.reader(lines)
    assert first == ["place", "age", "what"]
    assert kept == sorted(kept)
    assert all(n >= 4 for n in Counter(tuple(row[:2]) for row in kept).values())
    assert len(kept) >= 50
    same = {
        group for group in {tuple(row[:2]) for row in kept} if len({row[2] for row in kept if tuple(row[:2]) == group}) == 1
    }
    certain = sum(tuple(row[:2]) in same for row in kept)
    assert f"what: of {certain} of {len(kept)} written it follows from their group" in done.out
    text = (shell.folder / "out.csv").read_text(encoding="utf-8")
    assert "Person" not in text
    assert ",=" not in text
    before = sorted(path.name for path in shell.folder.iterdir())
    again = call(shell, "check-table", "t.csv", *ASK, "--way", way, "--write", "out.csv")
    assert again.code == 2
    assert "there is a file already" in again.err
    assert sorted(path.name for path in shell.folder.iterdir()) == before


def test_a_table_that_is_alike_enough_passes(shell: Shell) -> None:
    put(shell.folder, [[str(i), "Musan", "30", "paid", "1", "h"] for i in range(6)])
    done = call(shell, "check-table", "t.csv", "--keys", "place", "--keys", "age", "--sensitive", "what")
    assert done.code == 0
    assert "6 of 6 (100.0%) are in a group where all have the same value" in done.out
    assert "ways to leave" not in done.out


def test_a_workbook_is_checked_like_the_same_csv(shell: Shell) -> None:
    rows = records()
    put(shell.folder, rows)
    book = xlsxwriter.Workbook(shell.folder / "t.xlsx")
    for sheet in (book.add_worksheet(), book.add_worksheet()):
        for i, row in enumerate([HEADER, *rows]):
            sheet.write_row(i, 0, row)
    book.close()
    one, two = (call(shell, "check-table", name, *ASK, "-k", "3") for name in ("t.csv", "t.xlsx"))
    assert one.out == two.out
    assert "several sheets" in two.err
    assert "several sheets" not in one.err


@pytest.mark.parametrize(
    ("change", "args", "says", "code"),
    [
        ({}, ("--keys", "place,colour"), "the table has no such column (colour)", 2),
        ({}, ("--keys", "place,place"), "a column is named twice (place)", 2),
        ({}, ("--keys", "place", "--sensitive", "place"), "a column is named twice (place)", 2),
        ({}, ("--keys", ","), "a table is checked by 1 to 14 keys", 2),
        ({}, ("--keys", ",".join(f"k{i}" for i in range(15))), "a table is checked by 1 to 14 keys", 2),
        ({}, ("--keys", "place", "-k", "1"), "invalid value for '-k'", 2),
        ({}, ("--keys", "place", "--way", "suppression"), "--way and --write go together", 2),
        ({}, ("--keys", "place", "--hierarchy", "age=t.csv"), "a hierarchy is given as KEY=FILE, once for a key (age)", 2),
        ({}, ("--keys", "place", "--hierarchy", "place=none.csv"), "there is no such file (none.csv)", 2),
        ({}, ("--keys", "place", "--weights", "what"), "a weight is no number from 1 (what, row 2)", 2),
        ({7: ["Secret"]}, ("--keys", "place"), "the row has 1 cells where the first row has 6 (t.csv, row 9)", 1),
        ({3: ["Secret", "Apart", "Bee", "Sea", "inf", ""]}, ("--keys", "place", "--weights", "weight"), "(weight, row 5)", 2),
        ({3: ["Secret", "Apart", "Bee", "Sea", "1", ""]}, ("--keys", "place", "--household", "house"), "(house, row 5)", 2),
    ],
)
def test_what_is_wrong_is_said_without_a_cell(
    shell: Shell, change: dict[int, list[str]], args: tuple[str, ...], says: str, code: int
) -> None:
    rows = records(20)
    for at, row in change.items():
        rows[at] = row
    put(shell.folder, rows)
    done = call(shell, "check-table", "t.csv", *args)
    assert done.code == code, done.err
    assert says in done.err
    assert done.err.count("error: ") == 1
    assert not [word for word in {*words(rows), "Secret"} if word in done.out + done.err]


@pytest.mark.parametrize("text", ["", "place,age\n", "\n\n"])
def test_an_empty_table_is_refused(shell: Shell, text: str) -> None:
    (shell.folder / "t.csv").write_text(text, encoding="utf-8")
    done = call(shell, "check-table", "t.csv", "--keys", "place")
    assert done.code in (1, 2)
    assert done.err.startswith("error: ")


@pytest.mark.parametrize(
    ("ladder", "says"),
    [
        ("Hyesan;north\nMusan;north\nHyesan;south\n", "a hierarchy has a value twice (h.csv, row 3)"),
        ("Hyesan;north\nMusan\n", "row 2)"),
        ("Hyesan;north\nMusan;north\n", "a value of the file has no path in its hierarchy (place)"),
        ("Hyesan;n;x\nMusan;n;y\nHoeryong;s;y\n", "values that are one at a level stay one above it (place)"),
    ],
)
def test_a_hierarchy_that_is_none_is_told_by_its_row(shell: Shell, ladder: str, says: str) -> None:
    put(shell.folder, records())
    (shell.folder / "h.csv").write_text(ladder, encoding="utf-8")
    done = call(shell, "check-table", "t.csv", "--keys", "place,age", "--hierarchy", "place=h.csv")
    assert done.code in (1, 2)
    assert says in done.err
    assert not [word for word in ("Hyesan", "Musan", "north") if word in done.out + done.err]


def test_empty_cells_are_values_and_records_too_few_stay_home(shell: Shell) -> None:
    rows = [[str(i), "", str(i % 2), "paid", "1", "h"] for i in range(12)] + [["x", "Musan", "", "held", "1", "h"]]
    put(shell.folder, rows)
    for way in ("local-recoding", "suppression", "full-domain"):
        done = call(
            shell, "check-table", "t.csv", "--keys", "place,age", "--way", way, "--write", f"{way}.csv", "--leave-out", "0.1"
        )
        assert done.code == 0, done.err
        with (shell.folder / f"{way}.csv").open(encoding="utf-8-sig", newline="") as lines:
            kept = list(csv.reader(lines))[1:]
        assert all(n >= 5 for n in Counter(tuple(row) for row in kept).values())
    few = put(shell.folder, rows[:3], "few.csv")
    done = call(shell, "check-table", few, "--keys", "place", "--way", "suppression", "--write", "none.csv")
    assert done.code == 1
    assert not (shell.folder / "none.csv").exists()


@pytest.mark.parametrize("seed", range(10))
def test_whatever_is_broken_no_cell_is_said(shell: Shell, seed: int) -> None:
    """Tables of telling cells with something broken anywhere: a row, a quote, a weight, a ladder, an encoding."""
    chance = Random(seed)

    def cell() -> str:
        return f"Telling{chance.randrange(6)}"

    rows = [[cell() for _ in HEADER] for _ in range(30)]
    for row in rows:
        row[4] = str(chance.randrange(1, 30))
    at = chance.randrange(30)
    rows[at] = chance.choice([rows[at][:3], rows[at] * 2, [*rows[at][:4], cell(), ""], ['"Telling', *rows[at][1:]], rows[at]])
    text = "\n".join(",".join(row) for row in [HEADER, *rows]) + "\n"
    broken = chance.choice([text, text[: len(text) // 2] + '"Telling,', text.replace("Telling3", "Telling3\udcff")])
    (shell.folder / "t.csv").write_text(broken, encoding="utf-8", errors="surrogateescape")
    known = [f"Telling{i};Telling{chance.randrange(3)};*" for i in range(chance.randrange(1, 7))]
    ladder = "\n".join(known) + chance.choice(["", "\nTelling0;x;*", "\nTelling9"])
    (shell.folder / "h.csv").write_text(ladder, encoding="utf-8")
    more = chance.choice([(), ("--hierarchy", "place=h.csv")])
    for write in ((), ("--way", "local-recoding", "--write", "out.csv")):
        done = call(shell, "check-table", "t.csv", *ASK, *more, *write)
        assert "Telling" not in done.out + done.err
        assert "inside rushlight" not in done.err
        assert done.code in (0, 1, 2)
        assert (done.code == 0 and bool(write)) == (shell.folder / "out.csv").exists()


@pytest.mark.slow
def test_ctrl_c_leaves_nothing_behind(shell: Shell) -> None:
    rows = [[str(i), f"p{i % 97}", str(i % 89), "x", "1", f"h{i}"] for i in range(400_000)]
    put(shell.folder, rows)
    child = shell.start("check-table", "t.csv", "--keys", "place,age", "--way", "local-recoding", "--write", "out.csv")
    assert child.stderr
    assert b"200,000 rows read" in child.stderr.readline()
    time.sleep(0.2)
    child.send_signal(signal.SIGINT)
    _, err = child.communicate(timeout=60)
    assert child.returncode == 130
    assert b"error: stopped before the end" in err
    assert b"Traceback" not in err
    assert sorted(path.name for path in shell.folder.iterdir() if "out" in path.name) == []
