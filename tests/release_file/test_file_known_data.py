"""The figures of sdcMicro and ARX on their own data, where a person has put it: the folder RUSHLIGHT_SDC_DATA.

``adult.csv`` and ``adult_hierarchy_*.csv`` as in the folder ``data`` of ARX (Apache-2.0); ``testdata.csv`` as written by
R: ``write.csv(sdcMicro::testdata, "testdata.csv", row.names = FALSE)`` (GPL-2, so not in here).
"""

from __future__ import annotations

import csv
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rushlight.release.file import (
    Keys,
    Lattice,
    blank_cells,
    class_sizes,
    classes,
    diversity,
    encode,
    file_risk,
    frequencies,
    generalise,
    hierarchy,
    household_risk,
    individual_risk,
    lattice,
    population_uniqueness,
    recode,
    special_uniques,
)

ADULT = ("sex", "age", "race", "marital-status", "education", "native-country", "workclass", "occupation")
HOUSES = ("urbrur", "roof", "walls", "water", "electcon", "relat", "sex")


def _file(name: str) -> Path:
    folder = os.environ.get("RUSHLIGHT_SDC_DATA")
    if not folder or not (Path(folder) / name).is_file():
        pytest.skip(f"{name} is not here: set RUSHLIGHT_SDC_DATA to a folder that has it")
    return Path(folder) / name


@cache
def _columns(path: Path, mark: str) -> dict[str, list[Any]]:
    with path.open(encoding="utf-8", newline="") as lines:
        first, *rows = csv.reader(lines, delimiter=mark)
    return {
        name: [None if v == "NA" else v for v in column] for name, column in zip(first, zip(*rows, strict=True), strict=True)
    }


def adult() -> Keys:
    columns = _columns(_file("adult.csv"), ";")
    return encode({name: columns[name] for name in ADULT})


@cache
def adult_lattice() -> Lattice:
    keys = adult()
    ladders = []
    for name in ADULT:
        with _file(f"adult_hierarchy_{name}.csv").open(encoding="utf-8", newline="") as lines:
            # some versions of the file write Europe twice, once as Europa; the figures are of those that do not
            rows = [[v.replace("Europa", "Europe") for v in row] for row in csv.reader(lines, delimiter=";") if row]
        ladders.append(hierarchy(keys, name, {row[0]: row for row in rows}))
    return lattice(keys, ladders)


def test_adult_classes_and_risk_are_those_of_arx() -> None:
    found = file_risk(classes(adult()))
    assert found.classes == 18_109
    assert found.prosecutor_mean == pytest.approx(0.600391, abs=5e-7)
    assert found.unique == pytest.approx(0.464856, abs=5e-7)


def test_adult_population_uniqueness_is_that_of_arx() -> None:
    found = population_uniqueness(classes(adult()).sizes, 0.1)
    assert found.dankar == pytest.approx(0.239172, abs=5e-7)


def test_adult_closeness_is_that_of_pycanon() -> None:
    values = _columns(_file("adult.csv"), ";")["salary-class"]
    assert diversity(classes(adult()), values).t == 0.7510775147536636


def test_adult_special_uniques() -> None:
    found = special_uniques(adult())
    assert (found.risky, found.sets) == (14_021, 46_648)


@pytest.mark.parametrize(("keys", "wildcard", "strict"), [(5, 7_828, 8_325), (8, 28_546, 33_572)])
def test_adult_blanks_at_five(keys: int, wildcard: int, strict: int) -> None:
    some = adult().only(ADULT[:keys])
    assert blank_cells(some, 5, blanks="wildcard").cells == wildcard
    found = blank_cells(some, 5)
    assert found.cells == strict
    assert len(found.left_over) <= 2


@pytest.mark.slow
@pytest.mark.parametrize(
    ("limit", "levels", "suppressed", "loss"),
    [
        (0.0, (0, 4, 0, 2, 3, 2, 2, 1), 0, 0.6608),
        (0.04, (0, 3, 0, 0, 2, 1, 1, 2), 1_038, 0.2902),
        (1.0, (0, 3, 0, 0, 2, 1, 0, 1), 3_049, 0.2271),
    ],
)
def test_adult_optimum_is_that_of_arx(limit: float, levels: tuple[int, ...], suppressed: int, loss: float) -> None:
    found = generalise(adult_lattice(), 5, limit=limit)
    assert found.levels == levels
    assert found.suppressed == suppressed
    assert found.loss == pytest.approx(loss, abs=5e-5)
    assert found.gap == 0


@pytest.mark.slow
@pytest.mark.parametrize(("k", "loss"), [(5, 0.050146), (10, 0.073737), (20, 0.100769)])
def test_adult_recoded(k: int, loss: float) -> None:
    found = recode(adult_lattice(), k)
    assert found.loss == pytest.approx(loss, abs=5e-7)
    assert class_sizes(found).min() >= k
    assert found.suppressed < k


def houses() -> tuple[Keys, dict[str, list[Any]]]:
    columns = _columns(_file("testdata.csv"), ",")
    return encode({name: columns[name] for name in HOUSES}), columns


def test_testdata_risks_are_those_of_sdcmicro() -> None:
    keys, columns = houses()
    f, weight = frequencies(keys, [float(w) for w in columns["sampling_weight"]], "wildcard")
    assert [int((f < k).sum()) for k in (2, 3, 5)] == [157, 281, 458]
    risk = individual_risk(f, weight)
    assert float(risk.sum()) == pytest.approx(10.7783, abs=5e-5)
    assert float(household_risk(risk, columns["ori_hid"]).sum()) == pytest.approx(51.81293, abs=5e-5)


def test_testdata_special_uniques_are_those_of_sdcmicro() -> None:
    found = special_uniques(houses()[0])
    assert (found.risky, found.sets, found.scores.max()) == (157, 235, 720)
    assert found.scores.mean() == pytest.approx(1.0676856, abs=5e-8)
    assert found.contributions.tolist() == pytest.approx([12.045, 33.865, 18.098, 53.415, 22.515, 92.597, 24.949], abs=5e-4)


@pytest.mark.parametrize(("k", "wildcard", "strict"), [(2, 157, 224), (3, 283, 422), (5, 461, 769)])
def test_testdata_blanks_are_not_more_than_sdcmicros(k: int, wildcard: int, strict: int) -> None:
    keys, _ = houses()
    assert blank_cells(keys, k, blanks="wildcard").cells == wildcard
    assert blank_cells(keys, k).cells == strict
