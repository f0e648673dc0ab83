"""Classes of a file: the vectors of the field's tools, and a slow count of every table hypothesis thinks of."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from file_oracles import Rows, columns, frequency, patient, tables
from hypothesis import given
from hypothesis import strategies as st

from rushlight.errors import MisuseError
from rushlight.release.file import classes, encode, frequencies, individual_risk
from rushlight.release.file.classes import dense, number

VECTORS = sorted((Path(__file__).parent / "vectors").glob("*.json"))


@pytest.mark.parametrize("path", VECTORS, ids=lambda p: p.stem)
def test_vectors_of_the_fields_tools(path: Path) -> None:
    vector: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    f, weight = frequencies(encode(vector["keys"]), vector["weights"], "wildcard")
    assert f.tolist() == vector["f"]
    assert weight.tolist() == pytest.approx(vector["F"])
    if vector["risk"]:
        assert individual_risk(f, weight).tolist() == pytest.approx(vector["risk"], abs=5e-9)


@patient
@given(tables(blanks=True), st.booleans())
def test_frequencies_are_those_of_a_slow_count(rows: Rows, wildcard: bool) -> None:
    f, weight = frequencies(encode(columns(rows)), None, "wildcard" if wildcard else "own")
    assert f.tolist() == frequency(rows, wildcard)
    assert weight.tolist() == pytest.approx(f.tolist())


@patient
@given(tables(blanks=True), st.randoms(use_true_random=False))
def test_the_order_of_records_and_keys_does_not_matter(rows: Rows, chance: Any) -> None:
    order = list(range(len(rows)))
    chance.shuffle(order)
    names = list(columns(rows))
    chance.shuffle(names)
    moved = {name: [columns(rows)[name][i] for i in order] for name in names}
    for blanks in ("own", "wildcard"):
        f, _ = frequencies(encode(columns(rows)), None, blanks)
        again, _ = frequencies(encode(moved), None, blanks)
        assert again.tolist() == f[order].tolist()


@patient
@given(
    st.lists(
        st.tuples(st.integers(-1, 4), st.integers(-1, 10**6), st.integers(0, 10**6), st.integers(0, 10**6)),
        min_size=1,
        max_size=40,
    )
)
def test_numbers_of_rows_keep_their_order_however_wide_the_codes_are(rows: list[tuple[int, ...]]) -> None:
    codes = [np.array(c, dtype=np.int32) for c in zip(*rows, strict=True)]
    ids, count = number(codes, [5, 10**6 + 1, 10**6 + 1, 10**6 + 1])
    ranks = {row: i for i, row in enumerate(sorted(set(rows)))}
    assert ids.tolist() == [ranks[row] for row in rows]
    assert count == len(ranks)


@patient
@given(st.lists(st.integers(0, 10**6), min_size=1), st.booleans())
def test_dense_numbers_have_no_gaps(keys: list[int], wide: bool) -> None:
    ids, count = dense(np.array(keys), 10**9 if wide else 10**6 + 1)
    assert ids.tolist() == [sorted(set(keys)).index(k) for k in keys]
    assert count == len(set(keys))


@patient
@given(tables(blanks=True))
def test_codes_come_back_as_the_values_they_were(rows: Rows) -> None:
    assert [list(c) for c in encode(columns(rows)).decoded()] == list(columns(rows).values())


def test_a_column_of_numbers_is_coded_like_any_other() -> None:
    assert classes(encode({"a": np.array([3, 1, 3])})).f.tolist() == [2, 1, 2]  # type: ignore[dict-item]


@pytest.mark.parametrize("keys", [{}, {"a": []}, {"a": ["x"], "b": ["x", "y"]}])
def test_a_file_without_records_or_of_uneven_columns_is_refused(keys: dict[str, list[str]]) -> None:
    with pytest.raises(MisuseError):
        encode(keys)


@pytest.mark.parametrize("weights", [[1.0], [1.0, 0.0], [1.0, float("nan")], [1.0, -2.0]])
def test_weights_that_are_none_are_refused_without_a_word_of_the_file(weights: list[float]) -> None:
    with pytest.raises(MisuseError) as caught:
        classes(encode({"name": ["Han", "Ri"]}), weights)
    assert "Han" not in str(caught.value)
