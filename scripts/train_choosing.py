"""Train the choice of doers and sufferers from coded reports.

    python scripts/train_choosing.py [LANGUAGE ...]             writes src/rushlight/_data/choosing_LANGUAGE.json
    python scripts/train_choosing.py --left-out [LANGUAGE ...]  prints how it does on fifths of the reports left out

Needs the extra ``train``. A conditional logit (McFadden 1974) with a Gaussian prior; where several parties are right, any of
them counts as chosen. Reports on which the rules were mended weigh less: on them the rules look better than they are.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from coded import Coded, Report, judged_reading, matched, reports
from phrasebook import coded_digest
from rushlight.reading.choosing import Scene, asks_for_a_doer, parties_in
from rushlight.reading.choosing.features import ROLES, facts, of_nobody, of_party
from rushlight.reading.choosing.model import QUESTIONS, UNIT
from rushlight.tables import load_table

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", "ko")
PRIOR = 2.0
"""Inverse variance of the weights' prior."""
FEWEST = 4
"""Reports in which a feature must stand to be learnt."""
TUNED = 0.4
"""Weight of a report on which the rules were mended."""
PARTS = 5


@dataclass(frozen=True)
class Case:
    """One question about one statement: the features of nobody (first) and of each party, and which of them are right."""

    report: str
    tuned: bool
    question: str
    rows: Sequence[Sequence[str]]
    right: frozenset[int]
    rules: frozenset[int]
    asked: bool


def cases(report: Report) -> list[Case]:
    """What one report teaches."""
    source, draft = judged_reading(report)
    scene = Scene(source, draft)
    coded_of = {id(statement): coded for coded, statement in matched(report, draft)}
    out = []
    for moment in scene.moments:
        coded = coded_of.get(id(moment.statement))
        if coded is None:
            continue
        f = facts(scene, moment)
        rows = [list(of_nobody(f)), *(list(of_party(f, n)) for n in f.weighed)]
        for question in QUESTIONS:
            named = parties_in(moment.statement, ROLES[question])
            rules = frozenset(k + 1 for k, n in enumerate(f.weighed) if scene.parties[n] in named) or frozenset({0})
            right = _right(coded, question, scene, f.weighed)
            asked = question == "sufferer" or asks_for_a_doer(coded.act)
            out.append(Case(report.name, report.tuned, question, rows, right, rules, asked))
    return out


def _right(coded: Coded, question: str, scene: Scene, weighed: Sequence[int]) -> frozenset[int]:
    naming = coded.doer if question == "doer" else coded.sufferer
    if naming is None:
        return frozenset({0})
    found = frozenset(k + 1 for k, n in enumerate(weighed) if naming.is_of(scene.parties[n]))
    return found or frozenset({0})


def fitted(known: Sequence[Case]) -> dict[str, float]:
    """Weights by feature for one question."""
    reports_of: defaultdict[str, set[str]] = defaultdict(set)
    for case in known:
        for row in case.rows:
            for feature in row:
                reports_of[feature].add(case.report)
    names = sorted(feature for feature, seen in reports_of.items() if len(seen) >= FEWEST)
    place = {name: n for n, name in enumerate(names)}
    columns: list[int] = []
    ends, first, right, weight = [0], [], [], []
    for case in known:
        first.append(len(ends) - 1)
        weight.append(TUNED if case.tuned else 1.0)
        for k, row in enumerate(case.rows):
            columns += [place[feature] for feature in row if feature in place]
            ends.append(len(columns))
            right.append(k in case.right)
    matrix = csr_matrix((numpy.ones(len(columns)), columns, ends), shape=(len(right), len(names)))
    return dict(zip(names, _solved(matrix, numpy.array(first), numpy.array(right), numpy.array(weight)), strict=True))


def _solved(matrix: csr_matrix, first: numpy.ndarray, right: numpy.ndarray, weight: numpy.ndarray) -> numpy.ndarray:
    group = numpy.repeat(numpy.arange(len(first)), numpy.diff([*first, len(right)]))

    def loss(weights: numpy.ndarray) -> tuple[float, numpy.ndarray]:
        sums = matrix @ weights
        parts = numpy.exp(sums - numpy.maximum.reduceat(sums, first)[group])
        total = numpy.add.reduceat(parts, first)
        good = numpy.add.reduceat(parts * right, first)
        slope = parts / total[group] - parts * right / good[group]
        value = -(weight * numpy.log(good / total)).sum() + PRIOR / 2 * weights @ weights
        return float(value), matrix.T @ (weight[group] * slope) + PRIOR * weights

    return minimize(loss, numpy.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x


def packed(known: Iterable[Case]) -> dict[str, list[int]]:
    """The weights of both questions by feature, in steps of 1/UNIT; features that weigh nothing are left out."""
    known = list(known)
    of_question = [fitted([c for c in known if c.question == q]) for q in QUESTIONS]
    out = {}
    for name in sorted(set().union(*of_question)):
        row = [round(UNIT * weights.get(name, 0.0)) for weights in of_question]
        if any(row):
            out[name] = row
    return out


def all_cases(language: str) -> list[Case]:
    with ProcessPoolExecutor() as pool:
        return [case for found in pool.map(cases, reports(ROOT, language), chunksize=4) for case in found]


def left_out(language: str) -> None:
    """Print, on reports that the rules were not mended on, each fifth judged by weights of the others."""
    known = all_cases(language)
    names = sorted({c.report for c in known})
    part = {name: n % PARTS for n, name in enumerate(names)}
    count: Counter[tuple[str, str]] = Counter()
    for k in range(PARTS):
        weights = packed(c for c in known if part[c.report] != k)
        for case in known:
            if part[case.report] == k and not case.tuned:
                _judge(case, weights, count)
    for question in QUESTIONS:
        row = {what: n for (q, what), n in sorted(count.items()) if q == question}
        print(language, question, row)


def _judge(case: Case, weights: Mapping[str, Sequence[int]], count: Counter[tuple[str, str]]) -> None:
    column = QUESTIONS.index(case.question)
    sums = numpy.array([sum(weights[x][column] for x in row if x in weights) for row in case.rows]) / UNIT
    share = numpy.exp(sums - sums.max())
    share /= share.sum()
    rules, chosen = case.rules, _chosen(case, share)
    for who, answer in (("rules", rules), ("chosen", chosen)):
        if case.right == {0}:
            count[case.question, f"nobody: {who} right" if answer == {0} else f"nobody: {who} wrong"] += 1
        else:
            kind = "silent" if answer == {0} else "right" if answer & case.right else "wrong"
            count[case.question, f"named: {who} {kind}"] += 1


def _chosen(case: Case, share: numpy.ndarray) -> frozenset[int]:
    rows = load_table("choosing")
    if not case.asked or (case.rules != {0} and sum(share[k] for k in case.rules) >= rows["leave"][case.question]):
        return case.rules
    best = int(share[1:].argmax()) + 1 if len(share) > 1 else 0
    return frozenset({best if best and share[best] >= rows["take"][case.question] else 0})


def main(arguments: list[str]) -> int:
    languages = [a for a in arguments if not a.startswith("--")] or LANGUAGES
    for language in languages:
        if "--left-out" in arguments:
            left_out(language)
            continue
        weights = packed(all_cases(language))
        path = ROOT / "src" / "rushlight" / "_data" / f"choosing_{language}.json"
        table = {"coded": coded_digest(ROOT, language), "weights": weights}
        path.write_text(json.dumps(table, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"{language}: {len(weights)} weights, {path.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
