"""What likeness adds to the rules: the figures of a set of coded reports with it and without it, in one run.

python benchmarks/likeness.py [FOLDER]       gold/regression unless another is named

Without: nothing is proposed by likeness and nothing a rule read is held back or read anew. Prints totals only.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rushlight.desk.evaluating import GoldSet, gold_set, rules_reader, score
from rushlight.evaluation import Scored
from rushlight.evaluation.figures import BY_NAME
from rushlight.evaluation.tally import total
from rushlight.tables import load_table

ROOT = Path(__file__).resolve().parent.parent
FIGURES = ("act_p", "act_r", "act", "modality", "mod_hard", "polarity", "agent", "affected", "broken")
NEVER = 99.0
"""No likeness is as strong: the scores of a clause lie between -3 and 3."""
SILENT = {"propose": {"*": NEVER}, "against": NEVER, "unlike": -NEVER, "unlike_told": -NEVER}


@contextmanager
def silent() -> Iterator[None]:
    """Likeness says nothing inside; its thresholds are put back after."""
    rows = [load_table("likeness")[language] for language in ("en", "ko")]
    before = [{name: row[name] for name in SILENT} for row in rows]
    for row in rows:
        row.update(SILENT)
    try:
        yield
    finally:
        for row, kept in zip(rows, before, strict=True):
            row.update(kept)


def figures(gold: GoldSet) -> dict[str, dict[str, float | None]]:
    """Each figure by language."""
    read = [row for row in score(gold, rules_reader(dt.datetime.now(dt.UTC).date())) if isinstance(row, Scored)]
    tallies = {language: total([r.tally for r in read if r.language == language]) for language in {r.language for r in read}}
    return {language: {name: BY_NAME[name].of(tallies[language]) for name in FIGURES} for language in sorted(tallies)}


def main(arguments: list[str]) -> int:
    gold = gold_set([Path(arguments[0]) if arguments else ROOT / "gold" / "regression"])
    with silent():
        rules = figures(gold)
    both = figures(gold)
    print(f"{len(gold.reports)} reports, digest {gold.digest}")
    for language in both:
        print(f"{language}: {'figure':<10} {'rules':>7} {'both':>7}")
        for name in FIGURES:
            print(f"    {name:<10} {_shown(rules[language][name]):>7} {_shown(both[language][name]):>7}")
    return 0


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
