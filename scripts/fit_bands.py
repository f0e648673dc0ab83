"""Fit the confidence bands: the points of each ground, and what each band keeps (resources/reading/bands.yaml).

    python scripts/fit_bands.py rows FOLDER... > rows.csv     every proposal of the rules on coded reports, with its grounds
    python scripts/fit_bands.py fit rows.csv [rows.csv ...] [--high N --medium N]

``fit`` prints the points (ten times the coefficients of a logistic regression with a Gaussian prior, rounded) and, for
every sum of points, how many proposals reach it and how many of those are right, each report judged by points that
were fitted without it. Rows hold no word of a report: a report is named by 16 hex digits of its text's SHA-256.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import hashlib
import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rushlight.desk.evaluating import gold_set, rules_reader
from rushlight.evaluation.matching import act, match
from rushlight.reading import pipeline
from rushlight.reading.drafts import Draft
from rushlight.reading.grounds import GROUNDS, Weighing, has_guessed_party

PRIOR = 4.0
"""Precision of the prior on each coefficient (zero mean): grounds seen seldom weigh little."""

SCALE = 10
COLUMNS = ("report", "language", "grounds", "guessed", "right", "sound")


@dataclass(frozen=True)
class Row:
    """One proposal: ``right`` when a gold statement of its act is there, ``sound`` when modality and polarity are too."""

    report: str
    language: str
    grounds: frozenset[str]
    guessed: bool
    right: bool
    sound: bool

    def values(self) -> list[float]:
        return [1.0, *(float(g in self.grounds) for g in GROUNDS)]


def rows_of(folders: Sequence[Path]) -> Iterator[Row]:
    """The proposals of the rules on gold, with the grounds that their drafts show."""
    drafts = _recording()
    read = rules_reader(dt.datetime.now(dt.UTC).date())
    for report in gold_set(folders).reports:
        sheet = read(report)
        draft, language = drafts.pop(), str(sheet["document"]["language"]).split("-")[0]
        weighing = Weighing(draft.statements, language)
        ordered = sorted(draft.statements, key=lambda s: (min(s.spans).start, max(s.spans).end, s.act))
        gold = {id(f): g for g, f in match(report.sheet["statements"], sheet["statements"], act)}
        name = hashlib.sha256(report.text.encode()).hexdigest()[:16]
        for statement, found in zip(ordered, sheet["statements"], strict=True):
            wanted = gold.get(id(found))
            yield Row(
                name,
                language,
                frozenset(weighing.grounds(statement)),
                has_guessed_party(statement),
                wanted is not None,
                wanted is not None
                and wanted["modality"] == found["modality"]
                and wanted.get("polarity", "affirmed") == found["polarity"],
            )


def _recording() -> list[Draft]:
    """The drafts as they are handed to ``assemble``, which gives statements their ids in the order of their words."""
    kept: list[Draft] = []
    real: Any = pipeline.assemble

    def assemble(draft: Draft, *rest: Any) -> Any:
        kept.append(draft)
        return real(draft, *rest)

    pipeline.assemble = assemble  # type: ignore[assignment]
    return kept


def fitted(rows: Sequence[Row]) -> list[float]:
    """Coefficients, the base first: the mode of the posterior, by Newton's method."""
    wide = len(GROUNDS) + 1
    at = [0.0] * wide
    cases = [(row.values(), float(row.right)) for row in rows]
    for _ in range(30):
        slope = [0.0] + [-PRIOR * a for a in at[1:]]
        bend = [[PRIOR * (i == j and i > 0) + 1e-9 * (i == j) for j in range(wide)] for i in range(wide)]
        for x, y in cases:
            p = 1 / (1 + math.exp(-sum(a * v for a, v in zip(at, x, strict=True))))
            for i in range(wide):
                slope[i] += (y - p) * x[i]
                for j in range(wide):
                    bend[i][j] += p * (1 - p) * x[i] * x[j]
        at = [a + d for a, d in zip(at, _solved(bend, slope), strict=True)]
    return at


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gaussian elimination; the matrix is positive definite."""
    rows = [[*row, r] for row, r in zip(matrix, right, strict=True)]
    for i, lead in enumerate(rows):
        for other in rows[i + 1 :]:
            ratio = other[i] / lead[i]
            other[:] = [o - ratio * v for o, v in zip(other, lead, strict=True)]
    out = [0.0] * len(rows)
    for i in reversed(range(len(rows))):
        out[i] = (rows[i][-1] - sum(rows[i][j] * out[j] for j in range(i + 1, len(rows)))) / rows[i][i]
    return out


def as_points(coefficients: Sequence[float]) -> list[int]:
    return [round(SCALE * c) for c in coefficients]


def without_own_report(rows: Sequence[Row]) -> list[tuple[int, Row]]:
    """(points, row) of each proposal, the points fitted on the other reports."""
    out = []
    for report in sorted({r.report for r in rows}):
        points = as_points(fitted([r for r in rows if r.report != report]))
        for row in rows:
            if row.report == report:
                out.append((int(sum(p * v for p, v in zip(points, row.values(), strict=True))), row))
    return out


def load(paths: Iterable[Path]) -> list[Row]:
    rows = []
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            for r in csv.DictReader(line for line in file if not line.startswith("#")):
                grounds = frozenset(r["grounds"].split())
                rows.append(Row(r["report"], r["language"], grounds, *(r[k] == "1" for k in COLUMNS[3:])))
    return rows


def save(rows: Iterable[Row]) -> None:
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(COLUMNS)
    for r in rows:
        ordered = " ".join(g for g in GROUNDS if g in r.grounds)
        out.writerow([r.report, r.language, ordered, *(int(v) for v in (r.guessed, r.right, r.sound))])


def tell(paths: Sequence[Path], high: int | None, medium: int | None) -> None:
    rows = load(paths)
    points = as_points(fitted(rows))
    print(f"base: {points[0]}\npoints: {{{', '.join(f'{g}: {p}' for g, p in zip(GROUNDS, points[1:], strict=True))}}}")
    judged = without_own_report(rows)
    print(f"\n{'points':>8}{'reach it':>10}{'of all':>8}{'right':>8}{'sound':>8}{'without guessed parties':>26}")
    for least in sorted({p for p, _ in judged}, reverse=True):
        reach = [r for p, r in judged if p >= least]
        sure = [r for r in reach if not r.guessed]
        print(
            f"{least:>8}{len(reach):>10}{len(reach) / len(judged):>8.2f}{_share(reach):>8.3f}{_sound(reach):>8.3f}"
            f"{len(sure) / len(judged):>12.2f}{_share(sure):>7.3f}{_sound(sure):>7.3f}"
        )
    if high is not None and medium is not None:
        _tell_bands(judged, high, medium)


def _tell_bands(judged: Sequence[tuple[int, Row]], high: int, medium: int) -> None:
    bands: dict[str, list[Row]] = {"high": [], "medium": [], "low": []}
    for points, row in judged:
        bands["low" if points < medium else "high" if points >= high and not row.guessed else "medium"].append(row)
    for name, kept in bands.items():
        print(f"{name:>8}{len(kept):>10}{len(kept) / len(judged):>8.2f}{_share(kept):>8.3f}{_sound(kept):>8.3f}")


def _share(rows: Sequence[Row]) -> float:
    return sum(r.right for r in rows) / len(rows) if rows else math.nan


def _sound(rows: Sequence[Row]) -> float:
    return sum(r.sound for r in rows) / len(rows) if rows else math.nan


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["rows", "fit"])
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--high", type=int)
    parser.add_argument("--medium", type=int)
    asked = parser.parse_args()
    if asked.what == "rows":
        save(rows_of(asked.paths))
    else:
        tell(asked.paths, asked.high, asked.medium)


if __name__ == "__main__":
    main()
