"""What the release ledger costs as it grows: differences of numbers, quotations of reports, the check beside many releases.

python benchmarks/ledger.py [FILTERS] [RECORDS] [RELEASES]       2000 5000 500 unless others are named

CPU seconds of this process. Differences: drafted numbers against all that were released, once as ``left_over`` asks (names
to columns, matrix, answer) and once only the matrix product. Quotations: sentences against reports of a thousand words, the
index made and then used. The check: one safe sentence and one table beside so many releases of one sentence and one table.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np

from rushlight.atlas import atlas
from rushlight.record import Interval, Modality, Purpose, Scope
from rushlight.release import (
    AtlasPlaces,
    Cell,
    Consent,
    Counted,
    Draft,
    DraftItem,
    DraftTable,
    Facts,
    Said,
    Words,
    check,
    gates,
    project,
)
from rushlight.release.file.differencing import differences, filters
from rushlight.release.ledger import SaidItem, from_json, to_json
from rushlight.release.quoting import by_source
from rushlight.release.standing import standings
from rushlight.release.subtracting import Number, left_over

SEED = 20260301
PLACES = AtlasPlaces(atlas())


@contextmanager
def measured(what: str) -> Iterator[None]:
    start = time.process_time()
    yield
    print(f"{time.process_time() - start:8.3f} s  {what}")


def numbers(rng: np.random.Generator, filters: int, records: int) -> list[Number]:
    """Numbers of nested areas and months, as tables have them: each counts a run of records, many one within another."""
    out = []
    for n in range(filters):
        first = int(rng.integers(0, records - 10))
        size = int(rng.integers(5, max(6, records // 10)))
        who = frozenset(f"R{r}" for r in range(first, min(records, first + size)))
        out.append(Number("T1" if n % 20 == 0 else None, Words(str(n), str(n)), who))
    return out


def subtracting(rng: np.random.Generator, size: int, records: int) -> None:
    some = numbers(rng, size, records)
    drafted, before = ([n for n in some if (n.item is None) is out] for out in (False, True))
    with measured(f"{size} numbers over {records} records: what any of {len(drafted)} drafted ones gives away"):
        found = left_over(drafted, before, 3)
    rows = {r: at for at, r in enumerate(sorted(frozenset().union(*(n.records for n in some))))}
    matrix = filters([[rows[r] for r in n.records] for n in some], len(rows))
    with measured("of it the matrix product and its nested pairs"):
        pairs = differences(matrix, 3)
    print(f"            {len(found)} drafted numbers stopped; {len(pairs)} nested pairs differ by one or two")


def quoting(rng: np.random.Generator, reports: int = 200, words: int = 1000) -> None:
    vocabulary = np.array([f"word{n}" for n in range(8000)])
    weights = 1 / np.arange(1, 8001)
    told = {f"s{n}": (" ".join(rng.choice(vocabulary, words, p=weights / weights.sum())),) for n in range(reports)}
    sentences = [" ".join(told[f"s{n}"][0].split()[40:70]) for n in range(20)]
    with measured(f"20 sentences of 30 words against {reports} reports of {words} words, index made"):
        by_source(sentences[0], told)
        found = [by_source(s, told) for s in sentences]
    with measured("the same, index kept"):
        [by_source(s, told) for s in sentences]
    print(f"            {sum(f[f's{n}'] for n, f in enumerate(found))} of 600 words found with the source they were taken from")


def item(n: int) -> DraftItem:
    month = n % 12 + 1
    base = DraftItem("I1", (f"s{n}",), "take.extorted_payment", Scope.INCIDENT, Modality.OCCURRED, event=f"e{n}")
    shown = replace(base, place="KP.ryanggang.hyesan", time=Interval(dt.date(2025, month, 1), dt.date(2025, month, 28)))
    return replace(shown, subjects=("R1",), levels={"place": "KP.border-provinces", "time": "half_year"})


def table(rng: np.random.Generator, n: int, records: int) -> DraftTable:
    who = [tuple(f"R{r}" for r in np.unique(rng.integers(0, records, 40))) for _ in range(4)]
    cells = tuple(Cell(f"row {k}", "families", len(w)) for k, w in enumerate(who))
    counted = tuple(Counted(f"row {k}", "families", w) for k, w in enumerate(who))
    return DraftTable(f"T{n}", f"Table {n}", cells, None, ("R1",), counted=counted)


def checking(rng: np.random.Generator, releases: int, records: int) -> None:
    said = tuple(
        Said(f"re{n}", (SaidItem(f"i{n}", project(item(n), PLACES), 15),), tables=(table(rng, n, records),))
        for n in range(releases)
    )
    with measured(
        f"{releases} releases written as JSON and read back, {sum(len(to_json(s)) for s in said) // releases} bytes each"
    ):
        again = tuple(from_json(to_json(s)) for s in said)
    draft = Draft("D1", Purpose.PUBLIC_ANONYMOUS, "en", "Pressure", (item(releases),), (table(rng, releases, records),))
    facts = Facts(PLACES, dt.date(2026, 3, 1), frozenset({f"s{releases}"}), (Consent("R1", Purpose.PUBLIC_ANONYMOUS),))
    for ledger in ((), again):
        with measured(f"one sentence and one table checked beside {len(ledger)} releases"):
            check(draft, replace(facts, ledger=ledger))
    with measured(f"what {releases} releases told of as many happenings, and which steps are left"):
        standings(again, [item(n) for n in range(releases)], facts.world, gates("default"))


def main() -> None:
    size, records, releases = (int(a) for a in (*sys.argv[1:], *("2000", "5000", "500")[len(sys.argv) - 1 :]))
    rng = np.random.default_rng(SEED)
    subtracting(rng, size, records)
    quoting(rng)
    checking(rng, releases, records)


if __name__ == "__main__":
    main()
