"""The figures are those of the team's own scoring tool, on its reports and on spoiled readings of them."""

from __future__ import annotations

import copy
import datetime as dt
import importlib.util
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from rushlight.desk.evaluating import GoldReport, gold_set, rules_reader
from rushlight.evaluation.figures import values
from rushlight.evaluation.scoring import score
from rushlight.record import Modality, Scope

OWN = {("quotes", "n"), ("broken", "n")}
"""What is counted here beyond the tool."""


@pytest.fixture
def tool(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("team_score_reading", shared / "tools" / "score_reading.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def reports(shared: Path) -> list[GoldReport]:
    found = gold_set([shared / "reports" / "dev", shared / "reports"])
    assert not found.faults
    return list(found.reports)


def check(tool: ModuleType, report: GoldReport, found: Any) -> None:
    theirs, ours = tool.score(report.sheet, found, report.text), score(report.sheet, found, report.text)
    assert {k: n for k, n in theirs.items() if n} == {k: n for k, n in ours.items() if n and k not in OWN}
    told, figures = tool.report(theirs), values(ours)
    shown = {name: value for name, value in told.items() if name in figures and name not in ("quotes", "broken")}
    assert len(shown) > 15
    for name, value in shown.items():
        mine = figures[name]
        assert (None if mine is None else round(mine, 3)) == value, name


def test_on_the_readings_by_rules(shared: Path, tool: ModuleType) -> None:
    read = rules_reader(dt.date(2026, 1, 1))
    for report in reports(shared):
        check(tool, report, read(report))


def spoil(sheet: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """A copy with statements gone, doubled, moved and altered, values lost and parties mixed up."""
    out = copy.deepcopy(sheet)
    parties = [p["id"] for p in out["parties"]]
    for s in list(out["statements"]):
        match chance.randrange(8):
            case 0:
                out["statements"].remove(s)
            case 1:
                out["statements"].append(copy.deepcopy(s))
            case 2:
                s["modality"] = chance.choice(list(Modality)).value
            case 3:
                s["scope"] = chance.choice(list(Scope)).value
            case 4:
                s["spans"][0]["start"] += chance.randrange(60)
            case 5:
                s["participants"] = [{**p, "party": chance.choice(parties)} for p in s.get("participants", ())]
            case 6:
                s["attribution"]["speaker"] = chance.choice([None, *parties])
                s["polarity"] = chance.choice(["affirmed", "negated"])
    for values_of in ("amounts", "times", "places", "boilerplate"):
        out[values_of] = [row for row in out[values_of] if chance.random() < 0.8]
    return out


@pytest.mark.parametrize("seed", range(3))
def test_on_spoiled_gold(shared: Path, tool: ModuleType, seed: int) -> None:
    chance = random.Random(seed)
    for report in reports(shared):
        check(tool, report, spoil(dict(report.sheet), chance))
