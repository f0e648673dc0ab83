"""What the trained models add to the rules: the figures of a set of coded reports, with them and without, in one run.

python benchmarks/likeness.py [FOLDER]       gold/regression unless another is named

Rules: nothing is proposed by likeness, nothing a rule read is held back or read anew. Acts: likeness does so. The last
column: whether it happened and who did it are judged as well, as ``rushlight read`` does. Prints totals only.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rushlight.desk.evaluating import GoldSet, gold_set, rules_reader, score
from rushlight.evaluation import Scored
from rushlight.evaluation.figures import BY_NAME
from rushlight.evaluation.tally import total
from rushlight.tables import load_table

ROOT = Path(__file__).resolve().parent.parent
FIGURES = ("act_p", "act_r", "act", "modality", "mod_hard", "polarity", "agent", "affected", "broken")
NEVER = 99.0
"""No likeness is as strong: the scores of a clause lie between -3 and 3."""
LIKENESS = {"propose": {"*": NEVER}, "against": NEVER, "unlike": -NEVER, "unlike_told": -NEVER}
WHETHER = {"occurred_behind": -NEVER, "keep": NEVER, "deed": NEVER, "negated": NEVER, "affirmed": -NEVER}
CHOOSING = {"take": {"doer": NEVER, "sufferer": NEVER}, "leave": {"doer": 0.0, "sufferer": 0.0}}


@contextmanager
def without(*, likeness: bool = False, judging: bool = False) -> Iterator[None]:
    """Likeness says nothing inside, or whether and who are left to the rules; the thresholds are put back after."""
    changes: list[tuple[dict[str, Any], dict[str, Any]]] = []
    if likeness:
        changes += [(load_table("likeness")[language], LIKENESS) for language in ("en", "ko")]
    if judging:
        changes += [(load_table("whether"), WHETHER), (load_table("choosing"), CHOOSING)]
    before = [{name: row[name] for name in silent} for row, silent in changes]
    for row, silent in changes:
        row.update(silent)
    try:
        yield
    finally:
        for (row, _), kept in zip(changes, before, strict=True):
            row.update(kept)


def figures(gold: GoldSet) -> dict[str, dict[str, float | None]]:
    """Each figure by language."""
    read = [row for row in score(gold, rules_reader(dt.datetime.now(dt.UTC).date())) if isinstance(row, Scored)]
    tallies = {language: total([r.tally for r in read if r.language == language]) for language in {r.language for r in read}}
    return {language: {name: BY_NAME[name].of(tallies[language]) for name in FIGURES} for language in sorted(tallies)}


def main(arguments: list[str]) -> int:
    gold = gold_set([Path(arguments[0]) if arguments else ROOT / "gold" / "regression"])
    with without(likeness=True, judging=True):
        rules = figures(gold)
    with without(judging=True):
        acts = figures(gold)
    everything = figures(gold)
    print(f"{len(gold.reports)} reports, digest {gold.digest}")
    for language in everything:
        print(f"{language}: {'figure':<10} {'rules':>7} {'+ acts':>7} {'+ whether, who':>15}")
        for name in FIGURES:
            shown = [_shown(column[language][name]) for column in (rules, acts, everything)]
            print(f"    {name:<10} {shown[0]:>7} {shown[1]:>7} {shown[2]:>15}")
    return 0


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
