"""Train the judgement of whether something happened from coded reports.

    python scripts/train_whether.py [LANGUAGE ...]             writes src/rushlight/_data/whether_LANGUAGE.json
    python scripts/train_whether.py --left-out [LANGUAGE ...]  prints how it does on fifths of the reports left out

Needs the extra ``train``. Linear support vector machines, one modality against the rest, and one for "negated". A statement
counts as the coder underlined it and, where the rules found it, as they did, with what they made of it.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from coded import Coded, Report, matched, reports, rules_reading
from phrasebook import coded_digest
from rushlight.reading.likeness.model import MIDDLE, Shelf, packed, shelved
from rushlight.reading.whether.features import UNREAD, features, features_of
from rushlight.reading.whether.judging import NEGATED, OCCURRED, modality_of, summed
from rushlight.tables import load_table

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", "ko")
PENALTY = 0.05
FEWEST = 3
"""Reports in which a feature must stand to be learnt."""
TUNED = 0.5
"""Weight of a report on which the rules were mended."""
FOUND = 2.0
"""Weight of a statement as the rules found it, beside the same as the coder underlined it."""
NOT_A_DEED = 2.0
"""Weight of what did not simply happen."""
LEAST = 1.5
"""Steps of a weight below which it is left out."""
PARTS = 5


@dataclass(frozen=True)
class Case:
    """A statement with its features, what the coder says of it, and what the rules read (None: they did not find it)."""

    report: str
    tuned: bool
    features: Sequence[str]
    modality: str
    negated: bool
    rules: tuple[str, bool] | None

    def weight(self) -> float:
        heavier = FOUND if self.rules is not None else 1.0
        return heavier * (TUNED if self.tuned else 1.0) * (1.0 if self.modality == OCCURRED else NOT_A_DEED)


def cases(report: Report) -> list[Case]:
    """What one report teaches."""
    source, draft = rules_reading(report)
    out = []
    for coded, s in matched(report, draft):
        rules = (str(s.modality), s.polarity == NEGATED)
        out.append(Case(report.name, report.tuned, features_of(source, s), coded.modality, coded.negated, rules))
    return out + [_underlined(report, source.text, source.language, coded) for coded in report.coded]


def _underlined(report: Report, text: str, language: str, coded: Coded) -> Case:
    start, end = min(coded.stretches)[0], max(b for _, b in coded.stretches)
    seen = features(text, start, end, coded.act, UNREAD, language)
    return Case(report.name, report.tuned, seen, coded.modality, coded.negated, None)


def trained(known: Sequence[Case]) -> dict[str, Any]:
    """The packed table."""
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for case in known:
        for feature in case.features:
            seen[feature].add(case.report)
    names = sorted(feature for feature, found in seen.items() if len(found) >= FEWEST)
    place = {name: n for n, name in enumerate(names)}
    columns, ends = [], [0]
    for case in known:
        columns += [place[x] for x in case.features if x in place]
        ends.append(len(columns))
    matrix = csr_matrix((numpy.ones(len(columns)), columns, ends), shape=(len(known), len(names)))
    weight = [case.weight() for case in known]
    whether = _machine().fit(matrix, [c.modality for c in known], sample_weight=weight)
    negated = _machine().fit(matrix, [c.negated for c in known], sample_weight=weight)
    rows = numpy.vstack([whether.coef_, negated.coef_])
    unit = float(numpy.quantile(numpy.abs(rows), 0.9999)) / MIDDLE
    kept = numpy.where(numpy.abs(rows) < LEAST * unit, 0.0, rows)
    packed_rows = {
        name: packed(1.0, dict(enumerate(map(float, kept[:, n]))), unit) for name, n in place.items() if kept[:, n].any()
    }
    return {
        "labels": [*map(str, whether.classes_), NEGATED],
        "bias": [round(float(b), 4) for b in (*whether.intercept_, *negated.intercept_)],
        "unit": unit,
        "weights": shelved(packed_rows),
    }


def _machine() -> LinearSVC:
    return LinearSVC(C=PENALTY, random_state=0)


def all_cases(language: str) -> list[Case]:
    with ProcessPoolExecutor() as pool:
        return [case for found in pool.map(cases, reports(ROOT, language), chunksize=4) for case in found]


def left_out(language: str) -> None:
    """Print, on reports that the rules were not mended on, each fifth judged by weights of the others."""
    known = all_cases(language)
    part = {name: n % PARTS for n, name in enumerate(sorted({c.report for c in known}))}
    count: Counter[str] = Counter()
    for k in range(PARTS):
        table = trained([c for c in known if part[c.report] != k])
        shelf = Shelf(**table["weights"])
        for case in known:
            if part[case.report] == k and not case.tuned and case.rules is not None:
                _count(case, summed(table, shelf, case.features), count)
    print(language, dict(sorted(count.items())))


def _count(case: Case, strength: Mapping[str, float], count: Counter[str]) -> None:
    rules, negated = case.rules or (OCCURRED, False)
    modality = modality_of(rules, strength)
    rows = load_table("whether")
    now = strength[NEGATED] > rows["negated"] if not negated else strength[NEGATED] >= rows["affirmed"]
    count["statements"] += 1
    kind = "occurred" if case.modality == OCCURRED else "other"
    count[f"{kind}"] += 1
    for who, said, is_negated in (("rules", rules, negated), ("model", modality, now)):
        count[f"{kind}: {who} right"] += said == case.modality
        count[f"other read as occurred: {who}"] += kind == "other" and said == OCCURRED
        if case.negated or is_negated:
            count[f"negated by either: {who}"] += 1
            count[f"negated by both: {who}"] += case.negated == is_negated


def main(arguments: list[str]) -> int:
    languages = [a for a in arguments if not a.startswith("--")] or LANGUAGES
    for language in languages:
        if "--left-out" in arguments:
            left_out(language)
            continue
        table = {"coded": coded_digest(ROOT, language), **trained(all_cases(language))}
        path = ROOT / "src" / "rushlight" / "_data" / f"whether_{language}.json"
        path.write_text(json.dumps(table, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"{language}: {path.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
