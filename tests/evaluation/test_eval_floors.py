"""The rules still reach, on each set of gold, what they once reached; and the gate can fail."""

from __future__ import annotations

import copy
import datetime as dt
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from making_sheets import gold, write

from rushlight.evaluation.figures import BY_NAME

ROOT = Path(__file__).resolve().parents[2]
TODAY = dt.date(2100, 1, 1)


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("pin_floors", ROOT / "scripts" / "pin_floors.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["pin_floors"] = module
    spec.loader.exec_module(module)
    return module


GATE = script()


@pytest.mark.parametrize("name", sorted({*GATE.sets(), *GATE.load()}))
def test_the_floors_hold(name: str) -> None:
    assert name in GATE.sets(), "the gold that the floors were set for is not here"
    assert GATE.missed(name, GATE.load(), GATE.measured(name, TODAY)) == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "small", "a", gold())
    return tmp_path


def test_what_was_pinned_holds(folder: Path) -> None:
    found = GATE.measured("small", TODAY, folder)
    floors = {"small": GATE.pinned(found, None, lower=False)}
    assert GATE.missed("small", floors, found) == []
    assert floors["small"]["floors"]["en"]["time"] == 1.0


@pytest.mark.parametrize("figure", ["act", "edit_cost"])
def test_a_figure_that_falls_is_told_and_its_floor_stays(folder: Path, figure: str) -> None:
    found = GATE.measured("small", TODAY, folder)
    before = GATE.pinned(found, None, lower=False)
    step = 0.001 if BY_NAME[figure].more_is_better else -0.001
    before["floors"]["en"][figure] += step
    told = GATE.missed("small", {"small": before}, found)
    assert len(told) == 1
    assert f"small en: {figure} is " in told[0]
    assert GATE.pinned(found, before, lower=False) == before
    assert GATE.pinned(found, before, lower=True) != before


def test_a_figure_that_rises_lifts_its_floor(folder: Path) -> None:
    found = GATE.measured("small", TODAY, folder)
    now = GATE.pinned(found, None, lower=False)
    before = copy.deepcopy(now)
    before["floors"]["en"]["act"] = 0.001
    assert GATE.pinned(found, before, lower=False) == now


def test_changed_gold_needs_its_floors_set_again(folder: Path) -> None:
    found = GATE.measured("small", TODAY, folder)
    floors = {"small": GATE.pinned(found, None, lower=False)}
    sheet = gold()
    sheet["must_not"] = []
    write(folder / "small", "a", sheet)
    changed = GATE.measured("small", TODAY, folder)
    assert "run scripts/pin_floors.py" in GATE.missed("small", floors, changed)[0]
    assert GATE.missed("small", {}, changed)


def test_a_sheet_that_cannot_be_scored_is_told(folder: Path) -> None:
    (folder / "small" / "b.json").write_text("{", encoding="utf-8")
    assert "not readable as JSON" in GATE.missed("small", {}, GATE.measured("small", TODAY, folder))[0]


@pytest.mark.parametrize(("figure", "value", "floor"), [("act", 0.87654, 0.876), ("ser", 0.1231, 0.124), ("broken", 0.0, 0.0)])
def test_a_floor_lies_on_the_side_that_its_value_holds(figure: str, value: float, floor: float) -> None:
    assert GATE.as_floor(figure, value) == floor
    assert GATE.holds(figure, floor, value)


def test_floors_are_written_and_loaded_as_they_are(folder: Path) -> None:
    floors = {"small": GATE.pinned(GATE.measured("small", TODAY, folder), None, lower=False)}
    GATE.write(floors, folder / "floors.yaml")
    assert GATE.load(folder / "floors.yaml") == floors
    assert GATE.load(folder / "none.yaml") == {}
