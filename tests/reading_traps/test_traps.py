"""Every trap file is well formed, the judge judges right, and the reader keeps to the floors."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from run_traps import SPLITS, measure, plain, tally
from trap_cases import HERE, PLAIN, Case, check, load, parse_case, values
from trap_matching import Outcome, judge, read_case

from rushlight.codebook import codebook

FILES = sorted(HERE.glob("??.yaml"))
FLOORS: dict[str, dict[str, dict[str, float]]] = yaml.safe_load((HERE / "floors.yaml").read_text(encoding="utf-8"))
MEASURES: dict[str, Callable[[list[Outcome]], float]] = {
    "plain_found": lambda o: tally(plain(o)).found_share(),
    "traps_found": lambda o: tally(plain(o, only=False)).found_share(),
    "traps_met": lambda o: tally(plain(o, only=False)).met_share(),
    "forbidden": lambda o: tally(o).broken,
    "false_alarms": lambda o: tally(o).false_alarms,
}
CEILINGS = {"forbidden", "false_alarms"}


@cache
def outcomes(language: str, split: str) -> list[Outcome]:
    return measure(c for c in load(HERE / f"{language}.yaml") if c.split == split)


def case(**row: Any) -> Case:
    return parse_case({"id": 1, "family": "f", **row}, "en")


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_case_is_well_formed(path: Path) -> None:
    cases = load(path)
    assert cases
    assert all(c.language == path.stem for c in cases)


@pytest.mark.parametrize("split", SPLITS)
def test_every_act_has_a_plain_english_sentence(split: str) -> None:
    cases = [c for c in load(HERE / "en.yaml") if c.family == PLAIN and c.split == split]
    asked = {act for c in cases for e in c.expect for rule in e.rules for act in values(rule["act"])}
    assert asked == {term.id for term in codebook()}


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({"id": 1, "family": "f", "text": "A.", "expect": [{"act": "no.act"}]}, "no such act"),
        ({"id": 1, "family": "f", "text": "A.", "expect": [{"act": "detain.arrest", "affected": "B"}]}, "not in the text"),
        ({"id": 1, "family": "f", "text": "A.", "expect": [{"act": "detain.arrest", "modality": "maybe"}]}, "no such modality"),
        ({"id": 1, "family": "f", "text": "A.", "forbid": [{"acts": "detain.arrest"}]}, "unknown field"),
        ({"id": 1, "family": "f", "text": "A."}, "expect or forbid"),
    ],
)
def test_a_faulty_case_is_refused(row: dict[str, Any], fault: str) -> None:
    assert any(fault in told for told in check(row))


def test_the_judge_counts_what_is_missing_and_what_is_too_much() -> None:
    silent = case(text="The lake froze early.", expect=[{"act": "detain.arrest"}], forbid=[{"act_kind": "abuse"}])
    outcome = judge(silent, read_case(silent))
    assert (outcome.found, len(outcome.missed), len(outcome.broken), len(outcome.extra)) == (0, 1, 0, 0)


def test_the_judge_sees_a_forbidden_sum() -> None:
    sums = case(text="The bus costs 500 rubles a ride.", forbid=[{"amount": {"value": 500, "currency": "RUB"}}])
    assert len(judge(sums, read_case(sums)).broken) == 1


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize("language", sorted(FLOORS))
def test_the_reader_keeps_to_the_floors(language: str, split: str) -> None:
    for name, bound in FLOORS[language][split].items():
        value = MEASURES[name](outcomes(language, split))
        assert value <= bound if name in CEILINGS else value >= bound, f"{name} is {value:.3f}, its bound {bound}"
