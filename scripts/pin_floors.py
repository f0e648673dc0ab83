"""Pin the floors of reading to the gold: tests/evaluation/floors.yaml, checked by tests/evaluation/test_eval_floors.py.

    python scripts/pin_floors.py            raises floors that the reader has passed; sets those of changed gold anew
    python scripts/pin_floors.py --lower    also lowers floors that the reader no longer reaches
    python scripts/pin_floors.py --check    writes nothing; exit code 1 when a floor is missed or the gold changed

A set is a folder of gold/; its floors hold for the digest of its files. Figures where less is better have
ceilings. Floors are kept to three places and may only rise: a lowered one is a changed line for review.
"""

from __future__ import annotations

import datetime as dt
import math
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from rushlight.desk.evaluating import gold_set, rules_reader, score
from rushlight.errors import RushlightError
from rushlight.evaluation import Scored
from rushlight.evaluation.figures import BY_NAME
from rushlight.evaluation.report import ALL
from rushlight.evaluation.tally import total

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "gold"
FLOORS = ROOT / "tests" / "evaluation" / "floors.yaml"
FIGURES = (
    *("edit_cost", "act", "act_p", "act_r", "family", "modality", "mod_hard", "polarity", "scope", "mode", "speaker"),
    *("agent", "affected", "money", "time", "place", "boilerplate", "span_partial", "ser", "broken", "quotes"),
)
HEAD = """\
# Floors of reading by set and language; ceilings for edit_cost, ser, broken (in 100 rules) and quotes (in 100).
# Written by scripts/pin_floors.py and pinned to the digest of each set's files; a floor is lowered, or a ceiling
# raised, only by a line changed in review. They guard what is reached: they say nothing about new reports.
"""

Floors = dict[str, Any]


@dataclass(frozen=True)
class MeasuredSet:
    """A folder of gold read by the rules: the digest of its files, and each figure by language."""

    digest: str
    figures: Mapping[str, Mapping[str, float]]
    faults: tuple[RushlightError, ...]


def sets(gold: Path = GOLD) -> list[str]:
    """Folders of gold that hold sheets."""
    return sorted(folder.name for folder in gold.iterdir() if any(folder.glob("*.json"))) if gold.is_dir() else []


def measured(name: str, today: dt.date, gold: Path = GOLD) -> MeasuredSet:
    """Read a set with the rules."""
    loaded = gold_set([gold / name])
    rows = list(score(loaded, rules_reader(today)))
    scored = [r for r in rows if isinstance(r, Scored)]
    faults = (*loaded.faults, *(r for r in rows if isinstance(r, RushlightError)))
    groups = {language: [s.tally for s in scored if s.language == language] for language in {s.language for s in scored}}
    groups[ALL] = [s.tally for s in scored]
    return MeasuredSet(loaded.digest, {g: _figures(total(groups[g])) for g in sorted(groups)}, faults)


def _figures(tally: Any) -> dict[str, float]:
    told = {name: BY_NAME[name].of(tally) for name in FIGURES}
    return {name: value for name, value in told.items() if value is not None}


def missed(name: str, floors: Floors, found: MeasuredSet) -> list[str]:
    """What does not hold of a set, a line each; no word of a report."""
    if found.faults:
        return [f"{name}: not scored: {fault}" for fault in found.faults]
    pinned = floors.get(name)
    if pinned is None or pinned["digest"] != found.digest:
        return [f"{name}: the gold is not the one that the floors were set for; run scripts/pin_floors.py"]
    return [
        f"{name} {group}: {figure} is {found.figures[group].get(figure)}, {'at least' if rises(figure) else 'at most'} {floor}"
        for group, rows in pinned["floors"].items()
        for figure, floor in rows.items()
        if not holds(figure, floor, found.figures[group].get(figure))
    ]


def rises(figure: str) -> bool:
    return BY_NAME[figure].more_is_better


def holds(figure: str, floor: float, value: float | None) -> bool:
    if value is None:
        return False
    return value >= floor - 1e-9 if rises(figure) else value <= floor + 1e-9


def as_floor(figure: str, value: float) -> float:
    """Three places, to the side that the value itself holds."""
    return (math.floor(value * 1000 + 1e-9) if rises(figure) else math.ceil(value * 1000 - 1e-9)) / 1000


def pinned(found: MeasuredSet, before: Floors | None, *, lower: bool) -> Floors:
    """The floors of a set; those ``before`` are kept where they are better, unless ``lower`` or the gold changed."""
    fresh = {g: {f: as_floor(f, v) for f, v in rows.items()} for g, rows in found.figures.items()}
    if before and before["digest"] == found.digest and not lower:
        for group, rows in before["floors"].items():
            for figure, floor in rows.items():
                if not holds(figure, floor, fresh[group].get(figure)):
                    fresh[group][figure] = floor
    return {"digest": found.digest, "floors": fresh}


def load(path: Path = FLOORS) -> Floors:
    if not path.exists():
        return {}
    return yaml.safe_load(path.read_text(encoding="utf-8")) or {}


def write(floors: Floors, path: Path = FLOORS) -> None:
    text = yaml.safe_dump(floors, sort_keys=False, default_flow_style=False, width=120)
    path.write_text(HEAD + text, encoding="utf-8")


def main() -> int:
    today = dt.datetime.now(dt.UTC).date()
    floors = load()
    found = {name: measured(name, today) for name in sets()}
    if "--check" not in sys.argv:
        kept = {n: f for n, f in found.items() if not f.faults}
        floors = {n: pinned(f, floors.get(n), lower="--lower" in sys.argv) for n, f in kept.items()}
        write(floors)
    lines = [line for name in sorted({*found, *floors}) for line in _lines(name, floors, found)]
    print("\n".join(lines) or f"all floors hold: {', '.join(found) or 'there is no gold here'}")
    return 1 if lines else 0


def _lines(name: str, floors: Floors, found: Mapping[str, MeasuredSet]) -> list[str]:
    if name not in found:
        return [f"{name}: the gold that the floors were set for is not here"]
    return missed(name, floors, found[name])


if __name__ == "__main__":
    sys.exit(main())
