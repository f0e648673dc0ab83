"""What an adversary makes of what Rushlight publishes: made countries, real releases, guesses by Bayes' rule.

Each country's true figures are drawn within the release check's priors, then in a second condition outside them. Stories
lose some facts, go through draft, check, proposed way, check and released view with the ledger of those before, and A1 to
A7 guess the family with all they could know. The ways beside the cheapest are taken in every third country; one of them is
the cheapest where the team has put in its own figures. Beside it, on
the same countries: only the names removed, and k-anonymity within our own file at its least loss and at the tool's loss.

python benchmarks/attack.py [COUNTRIES] [STORIES]
"""

from __future__ import annotations

import itertools
import resource
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))

from attacking.guess import ADVERSARIES
from attacking.telling import WAYS
from attacking.trial import BY_LOT, EQUAL, IN_FILE, NAMES, OWN, RECODED, Row, Trial, attacked, by_lot

SEED = 20260301
WITHIN, OUTSIDE = (*WAYS, OWN), (WAYS[0], "robust", OWN)
BINS = (0.0, 0.001, 0.003, 0.01, 0.02, 0.03, 0.05, 0.0900001, 0.2, 0.4, 0.7, 1.0)
MEANINGS = {
    "A1": "neighbours", "A2": "register", "A3": "officers, each guesses", "A3*": "the officer who did it",
    "A4": "bureau's files", "A5": "calls", "A6": "turned brokers", "A7-": "the state, fields only",
    "A7+": "the state, fields and day of print", "A7": "the state, all it has",
}  # fmt: skip


def mean(rows: Iterable[Row], of: Callable[[Row], float]) -> float:
    values = [of(r) for r in rows]
    return float(np.mean(values)) if values else float("nan")


def interval(rows: Sequence[Row], of: Callable[[Row], float] = lambda r: r.hit) -> tuple[float, float]:
    """95 % of the mean over countries drawn again (sentences of one country are not independent)."""
    worlds = sorted({r.world for r in rows})
    if not worlds:
        return float("nan"), float("nan")
    sums = np.array([[sum(of(r) for r in rows if r.world == w), sum(r.world == w for r in rows)] for w in worlds])
    rng = np.random.default_rng(SEED)
    drawn = sums[rng.integers(0, len(worlds), (1000, len(worlds)))].sum(axis=1)
    low, high = np.quantile(drawn[:, 0] / drawn[:, 1], [0.025, 0.975])
    hits = sums[:, 0].sum()
    return float(low), max(float(high), 3 / sums[:, 1].sum() if hits < 1 else 0.0)  # rare hits: the rule of three


def pick(rows: Iterable[Row], way: str, adversary: str) -> list[Row]:
    return [r for r in rows if r.way == way and r.adversary == adversary]


def row(*cells: object) -> None:
    """One row of a table; numbers with four places."""
    print(f"| {' | '.join(f'{c:.4f}' if isinstance(c, float) else str(c) for c in cells)} |")


def head(title: str, *cells: str) -> None:
    print(f"\n{title}\n")
    row(*cells)
    row(*("---" for _ in cells))


def adversary_table(rows: Sequence[Row], way: str) -> None:
    beside = (NAMES, IN_FILE, EQUAL, RECODED)
    stated = ("stated mean", "stated worst", "hit / mean")
    head(f"### {way}", "adversary", "sentences", "hits", "hit rate [95 %]", "his belief", *stated, *beside)
    for who in ADVERSARIES:
        mine = pick(rows, way, who)
        hit, (low, high) = mean(mine, lambda r: r.hit), interval(mine)
        others = [mean(pick(rows, y, who), lambda r: r.hit) for y in beside]
        row(
            f"{who} {MEANINGS[who]}",
            len(mine),
            f"{sum(r.hit for r in mine):.1f}",
            f"{hit:.4f} [{low:.4f}, {high:.4f}]",
            *(mean(mine, of) for of in (lambda r: r.belief, lambda r: r.mean, lambda r: r.worst)),
            f"{hit / mean(mine, lambda r: r.mean):.2f}" if mine else "-",
            *(f"{b:.4f} ({b / hit:.1f}x)" if hit else f"{b:.4f}" for b in others),
        )
    verdicts(rows, way)


def verdicts(rows: Sequence[Row], way: str) -> None:
    """Which goals hold; UNSURE where the 95 % interval has both answers."""
    goals: dict[str, list[str]] = {}
    for who in ADVERSARIES:
        mine = pick(rows, way, who)
        (low, high), hit = interval(mine), mean(mine, lambda r: r.hit)
        named, equal, recoded = (pick(rows, y, who) for y in (NAMES, EQUAL, RECODED))
        stated, worst = mean(mine, lambda r: r.mean), mean(mine, lambda r: r.worst)
        near = abs(hit / stated - 1) <= 0.2
        tests = {
            "hit rate at most the stated worst": (hit <= worst, low <= worst),
            "hit rate within 20 % of the stated mean": (near, low <= 1.2 * stated and high >= 0.8 * stated),
            f"at least 5 times below {NAMES}": (5 * hit <= mean(named, lambda r: r.hit), 5 * low <= interval(named)[1]),
            f"below {EQUAL}": (hit <= mean(equal, lambda r: r.hit), low <= interval(equal)[1]),
            f"below {RECODED}": (hit <= mean(recoded, lambda r: r.hit), low <= interval(recoded)[1]),
        }
        for goal, (holds, may) in tests.items():
            goals.setdefault(goal, []).append(who if holds else f"{who} UNSURE" if may else f"{who} NO")
    print()
    for goal, said in goals.items():
        print(f"- {goal}: {', '.join(said)}")


def calibration(rows: Sequence[Row], way: str, who: str) -> None:
    """Stated worst risk by bins beside what was hit."""
    head(f"#### Calibration, {way}, {who}", "stated worst", "sentences", "mean stated", "hit rate")
    mine = pick(rows, way, who)
    for low, high in itertools.pairwise(BINS):
        inside = [r for r in mine if low < r.worst <= high]
        if inside:
            row(f"{low:.3f} to {high:.3f}", len(inside), mean(inside, lambda r: r.mean), mean(inside, lambda r: r.hit))
    print(f"\n{sum(r.hit <= r.worst for r in mine) / len(mine):.1%} of sentences have a hit rate at most their stated worst.")


def published_table(trials: Sequence[Trial]) -> None:
    columns = ("way", "published", "of", "loss", "unwarned")
    head("### What was published, and what it lost (0: as told, 1: nothing is left)", *columns)
    for way in trials[0].lost:
        some = [t for t in trials if way in t.lost]
        lost = float(np.mean([x for t in some for x in t.lost[way]]))
        told = sum(t.told for t in some)
        unwarned = sum(t.unwarned[way] for t in some) if way in (*WAYS, OWN) else "-"
        row(way, told - sum(t.left_out[way] for t in some), told, f"{lost:.3f}", unwarned)
    print(f"\n{EQUAL}, {RECODED}: of least risk within the file among those that lose no more than {WAYS[0]}.")
    for way in (EQUAL, RECODED):
        ks = sorted(t.k[way] for t in trials)
        print(f"k of {way}: {ks[0]} to {ks[-1]}, median {ks[len(ks) // 2]}.")


def source_table(rows: Sequence[Row]) -> None:
    print("\n### Who told: family and teller both right (stated: worst risk over those who could know)")
    head("", "way", "adversary", "teller by lot", "likeliest kind of teller", "stated")
    for way in (WAYS[0], NAMES):
        for who in ("A3*", "A7-", "A7"):
            mine = pick(rows, way, who)
            row(way, who, *(mean(mine, of) for of in (lambda r: r.lot, lambda r: r.source, lambda r: r.stated_source)))


def together_tables(trials: Sequence[Trial]) -> None:
    columns = ("ledger", "pairs", "second refused", "hit from the first", "from both", "stated worst of both")
    head("### Two stories of one happening: first its place kept, 90 days later its time (A7-)", *columns)
    for ledger in (True, False):
        pairs = [j for t in trials for j in t.joined[ledger]]
        told = [j for j in pairs if j is not None]
        figures = (float(np.mean([getattr(j, f) for j in told])) for f in ("alone", "both", "stated"))
        row("yes" if ledger else "no", len(pairs), len(pairs) - len(told), *figures)
    title = "### Tables of families by town, month after month, for one who knows every happening"
    head(title, "check", "printed", "refused", "cells that grew by one family", "hit on it")
    for checked in (True, False):
        tables = [t.tables[checked] for t in trials]
        hits = [d.hit for t in tables for d in t.differences]
        counts = (sum(t.printed for t in tables), sum(t.refused for t in tables), len(hits))
        row("yes" if checked else "no", *counts, float(np.mean(hits)) if hits else "-")
    small, passed = (sum(t.nested[i] for t in trials) for i in (0, 1))
    print("\nTwo tables of one day under two ids, a province and the province without one of its towns: of towns of one or two")
    print(f"families that their difference gives, {passed} of {small} are let pass.")


def report(trials: Sequence[Trial], *, within: bool) -> None:
    rows = [r for t in trials for r in t.rows]
    published_table(trials)
    for way in WITHIN if within else OUTSIDE:
        if any(r.way == way for r in rows):
            adversary_table(rows, way)
        else:
            print(f"\n### {way}\n\nNothing may leave.")
    for who in ("A7-", "A7+", "A7", "A3*"):
        calibration(rows, WAYS[0], who)
    source_table(rows)
    together_tables(trials)


def condition(within: bool, worlds: int, stories: int) -> None:
    start = time.process_time()
    print(f"\n## Countries {'within' if within else 'OUTSIDE'} the priors: {worlds}, {stories} stories each, seed {SEED}\n")
    seeds = np.random.SeedSequence((SEED, int(within))).spawn(worlds)
    trials = []
    for w, seed in enumerate(seeds):
        ways = (WITHIN if w % 3 == 0 else WAYS[:1]) if within else OUTSIDE
        trials.append(attacked(w, np.random.default_rng(seed), within=within, stories=stories, ways=ways))
    report(trials, within=within)
    print(f"\n{time.process_time() - start:.0f} s CPU, peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


def every_exactness(worlds: int, stories: int = 4) -> None:
    """Many countries, since the stated mean is a mean over what is not known of the country."""
    print(
        f"\n## Calibration at every exactness: {worlds} countries within the priors, {stories} stories each, rungs drawn by lot"
    )
    seeds = np.random.SeedSequence((SEED, 2)).spawn(worlds)
    rows = [r for w, s in enumerate(seeds) for r in by_lot(w, np.random.default_rng(s), within=True, stories=stories)]
    for who in ADVERSARIES:
        calibration(rows, BY_LOT, who)
        mine = [r for r in pick(rows, BY_LOT, who) if r.worst < 1]
        hit, (low, high) = mean(mine, lambda r: r.hit), interval(mine)
        stated = mean(mine, lambda r: r.mean)
        print(f"Where families can be counted: hit rate {hit:.4f} [{low:.4f}, {high:.4f}], stated mean {stated:.4f}.")


def main(worlds: int = 40, stories: int = 20) -> None:
    print("# The attack\n\nhits: expected number of right guesses, one guess a sentence, ties by lot. his belief: how likely")
    print("the adversary himself holds his guess to be (if it equals the hit rate, he is as good as Bayes' rule makes him).")
    every_exactness(10 * worlds)
    condition(True, worlds, stories)
    condition(False, max(2, worlds // 2), stories)


if __name__ == "__main__":
    main(*(int(a) for a in sys.argv[1:3]))
