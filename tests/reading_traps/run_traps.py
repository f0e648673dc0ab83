"""Measure the reader on the trap cases of a language.

    python tests/reading_traps/run_traps.py en --split dev --failures

Prints per family: expectations found (the act came out) and met (every field as wanted), forbidden
readings, and false alarms (statements that nothing expects or excuses). Failures of the held-out half
are told by id only, so that the reader's author does not learn its wording.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from trap_cases import HERE, PLAIN, Case, Rule, load
from trap_matching import Outcome, judge, read_case

SPLITS = ("dev", "held_out")


@dataclass(slots=True)
class Tally:
    """Counts over some cases."""

    cases: int = 0
    expected: int = 0
    found: int = 0
    met: int = 0
    forbidden: int = 0
    broken: int = 0
    false_alarms: int = 0
    repeats: int = 0
    fields: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))

    def add(self, outcome: Outcome) -> None:
        self.cases += 1
        self.expected += len(outcome.case.expect)
        self.found += outcome.found
        self.met += outcome.met
        self.forbidden += len(outcome.case.forbid)
        self.broken += len(outcome.broken)
        self.false_alarms += len(outcome.extra)
        self.repeats += outcome.repeats
        for name, (right, asked) in outcome.fields.items():
            self.fields[name][0] += right
            self.fields[name][1] += asked

    def found_share(self) -> float:
        """Share of the expected statements whose act came out."""
        return self.found / self.expected if self.expected else 1.0

    def met_share(self) -> float:
        """Share of the expected statements that came out with every field as wanted."""
        return self.met / self.expected if self.expected else 1.0


def measure(cases: Iterable[Case]) -> list[Outcome]:
    """Read and judge each case."""
    return [judge(case, read_case(case)) for case in cases]


def tally(outcomes: Iterable[Outcome]) -> Tally:
    """The sums over these cases."""
    total = Tally()
    for outcome in outcomes:
        total.add(outcome)
    return total


def plain(outcomes: Iterable[Outcome], *, only: bool = True) -> list[Outcome]:
    """The outcomes of plain sentences, or with ``only=False`` all the others: the traps."""
    return [o for o in outcomes if (o.case.family == PLAIN) is only]


def report(outcomes: Sequence[Outcome]) -> str:
    """A table of families, then plain acts, traps, all, and the fields of what was found."""
    families: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        families[outcome.case.family].append(outcome)
    rows = [f"{'family':26}{'cases':>6}{'found':>10}{'met':>10}{'forbidden':>11}{'alarms':>8}{'repeats':>8}"]
    rows += [_row(name, tally(families[name])) for name in sorted(families)]
    rows.append("")
    rows.append(_row("PLAIN ACTS", tally(plain(outcomes))))
    rows.append(_row("TRAPS", tally(plain(outcomes, only=False))))
    rows.append(_row("ALL", total := tally(outcomes)))
    rows.append("fields  " + "  ".join(f"{n} {a}/{b}" for n, (a, b) in sorted(total.fields.items())))
    return "\n".join(rows)


def _row(name: str, t: Tally) -> str:
    found, met = f"{t.found}/{t.expected}", f"{t.met}/{t.expected}"
    return f"{name:26}{t.cases:>6}{found:>10}{met:>10}{t.broken:>6}/{t.forbidden:<4}{t.false_alarms:>8}{t.repeats:>8}"


def failures(outcome: Outcome) -> list[str]:
    """One line for each thing that went wrong in a case; forbidden readings first."""
    if outcome.case.split == "held_out":
        faulty = outcome.broken or outcome.missed or outcome.wrong or outcome.extra
        return [f"{outcome.case.id} (held out)"] if faulty else []
    lines = [f"FORBIDDEN {_told(rule)}" for rule in outcome.broken]
    lines += [f"missed    {' | '.join(_told(r) for r in e.rules)}" for e in outcome.missed]
    lines += [f"wrong     {', '.join(bad)} of {' | '.join(_told(r) for r in e.rules)}" for e, bad in outcome.wrong]
    lines += [f"alarm     {s.act} {s.modality.value} {s.polarity.value}" for s in outcome.extra]
    return [f"{outcome.case.id:>4} {outcome.case.family:24} {line}" for line in lines]


def _told(rule: Rule) -> str:
    return " ".join(f"{k}={v}" for k, v in rule.items())


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="measure the reader on trap cases")
    parser.add_argument("language", choices=sorted(p.stem for p in HERE.glob("??.yaml")))
    parser.add_argument("--split", choices=[*SPLITS, "all"], default="all")
    parser.add_argument("--failures", action="store_true", help="list what went wrong, by case id")
    options = parser.parse_args(arguments)
    cases = [c for c in load(HERE / f"{options.language}.yaml") if options.split in ("all", c.split)]
    outcomes = measure(cases)
    if options.failures:
        print("\n".join(line for o in sorted(outcomes, key=lambda o: not o.broken) for line in failures(o)), end="\n\n")
    print(report(outcomes))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
