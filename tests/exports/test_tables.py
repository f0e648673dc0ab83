"""CSV that no spreadsheet runs, with a dictionary for every column."""

from __future__ import annotations

import csv
import io
import random

import pytest
from export_samples import TABLE, payment, view
from hypothesis import given
from hypothesis import strategies as st

from rushlight.errors import ReleaseError
from rushlight.exports import counts_csv, dictionary_csv, guarded, table_csv, unguarded
from rushlight.exports.guard import runs

INVISIBLE = ["", " ", "\u00a0", "\ufeff", "\u200b", "\u200e", "\u2060", "\u00ad", "\u180e", "\u3000", "\u0301", "\x00", "\x1f"]
STARTERS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "﹢", "﹣", "|", "%", "\u2212"]


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_columns_and_values() -> None:
    head, first, second = rows(table_csv(view()))
    assert first[0] == "pub_1"
    assert dict(zip(head, first, strict=True))["made_general"] == "the place; the time"
    assert dict(zip(head, second, strict=True))["told_as"] == "a threat"
    assert second[-3:] == ["3", "2", "3"]


def test_a_withheld_cell_is_empty() -> None:
    assert rows(counts_csv(view(), TABLE.id))[-1] == ["payment", "2025", ""]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_column_is_explained(language: str) -> None:
    explained = {row[0] for row in rows(dictionary_csv(view(language=language, title="-")))}
    assert set(rows(table_csv(view()))[0]) | set(rows(counts_csv(view(), TABLE.id))[0]) <= explained


def test_hostile_sentence_in_a_cell() -> None:
    item = payment(wording='\u200b=HYPERLINK("x") according to one source', wording_reviewed=True)
    assert rows(table_csv(view(item)))[1][1].startswith("'")


def test_a_hundred_thousand_random_cells_hold_no_formula() -> None:
    rng = random.Random(5)
    for _ in range(100_000):
        cell = "".join(rng.choices(INVISIBLE, k=rng.randrange(4))) + rng.choice(STARTERS) + "1+1"
        assert guarded(cell).startswith("'")


@given(st.text())
def test_guard_round_trips_and_never_runs(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    assert not runs(guarded(cell))


def test_plain_cells_stay_as_they_are() -> None:
    for cell in ("", "10", "a family", "가족", "(a) -1"):
        assert guarded(cell) == cell


def test_accepts_only_a_released_view() -> None:
    with pytest.raises(ReleaseError):
        table_csv("x")  # type: ignore[arg-type]
    with pytest.raises(ReleaseError):
        counts_csv(TABLE, TABLE.id)  # type: ignore[arg-type]
    with pytest.raises(ReleaseError):
        counts_csv(view(), "T9")
