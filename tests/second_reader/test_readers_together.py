"""Rules and a made-up model on the team's development reports: agreement must mean more than disagreement."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from fake_models import careless, knowing

from rushlight.intake import take
from rushlight.reading import read
from rushlight.reading.merge import STEPS, merge
from rushlight.reading.second import Settings, read_again
from rushlight.record import Band, Modality, Reading, Statement, from_sheet, to_sheet

NAMES = ("dev-en-02", "dev-en-06", "dev-ko-01")


def scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_reading", shared / "tools" / "score_reading.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def both_ways(path: Path, model: Any) -> tuple[Reading, Reading, dict[str, Any]]:
    """(the rules' reading, the merged one, the gold sheet) of a development report."""
    sheet = json.loads(path.read_text(encoding="utf-8"))
    gold = from_sheet(sheet)
    taken = take(path.with_suffix(".txt").read_bytes(), name=path.stem)
    rules = read(
        taken.text,
        language=taken.language,
        paragraphs=taken.paragraphs,
        published=gold.published,
        kind=gold.kind,
        outlet=gold.outlet,
    )
    again = read_again(
        taken.text, paragraphs=taken.paragraphs, first=rules, ask=model(gold), settings=Settings("made-up", "none")
    )
    return rules, merge(rules, again.reading, taken.text), sheet


def right(score: ModuleType, sheet: dict[str, Any], reading: Reading) -> set[str]:
    """Ids of the statements whose act, modality, polarity and affected party are those of a gold statement."""
    out = to_sheet(reading, file="", sha256="")
    gold, own = ({p["id"]: p for p in s["parties"]} for s in (sheet, out))
    return {
        p["id"]
        for g, p in score.match(sheet["statements"], out["statements"], lambda s: s["act"])
        if (g["modality"], g["polarity"]) == (p["modality"], p["polarity"])
        and score.party_matches(score.roles(g, {"affected"}), score.roles(p, {"affected"}), gold, own)
    }


def moved(before: Statement, after: Statement) -> int:
    return STEPS.index(after.band) - STEPS.index(before.band)


def test_where_a_knowing_model_agrees_the_rules_are_right_more_often_than_where_it_differs(shared: Path) -> None:
    count: Counter[tuple[str, bool]] = Counter()
    score = scorer(shared)
    for name in NAMES:
        rules, both, sheet = both_ways(shared / "reports" / "dev" / f"{name}.json", knowing)
        good = right(score, sheet, rules)
        for s in rules.statements:
            told = both.statement(s.id)
            kind = "alone" if not told.witnesses else "differs" if told.disagreements else "agrees"
            count[kind, s.id in good] += 1
            assert moved(s, told) <= 0 or kind != "alone"
    share = {k: count[k, True] / max(1, count[k, True] + count[k, False]) for k in ("agrees", "differs", "alone")}
    assert share["agrees"] > 0.84
    assert share["agrees"] > max(share["differs"], share["alone"])


@pytest.mark.parametrize("name", NAMES)
def test_a_careless_model_lifts_nothing_that_was_only_said_and_overwrites_nothing(shared: Path, name: str) -> None:
    rules, both, _ = both_ways(shared / "reports" / "dev" / f"{name}.json", careless)
    contested = 0
    for s in rules.statements:
        told = both.statement(s.id)
        assert told.modality is s.modality
        if s.modality is not Modality.OCCURRED and told.witnesses:
            assert moved(s, told) < 0 or s.band is Band.LOW
            contested += any(d.field == "modality" for d in told.disagreements)
    assert contested > 0
