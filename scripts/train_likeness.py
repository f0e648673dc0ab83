"""Train the likeness models from the phrasebook, the lexicon's examples and the tuned gold.

    python scripts/train_likeness.py [LANGUAGE ...]            needs the extra ``train`` (scikit-learn)
    python scripts/train_likeness.py --uncoded [LANGUAGE ...]  without the coded reports, for scripts/train_whether.py

Writes src/rushlight/_data/likeness_LANGUAGE.json, or build/likeness_LANGUAGE.json.

A linear support vector machine, one label against the rest, over features of a clause weighed by inverse document frequency,
each clause a vector of length 1 (Fan et al., "LIBLINEAR", JMLR 9, 2008). Not part of build_data: the solver's last
digits differ between machines. A test checks that the packaged table was trained from the examples as they stand.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.svm import LinearSVC

from phrasebook import Example, digest, examples
from rushlight.reading.likeness import features
from rushlight.reading.likeness.model import MIDDLE, packed, shelved

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", "ko")
PENALTY = 1.0
"""Inverse strength of the penalty (C)."""
TOLERANCE = 1e-3
"""When the solver stops."""
FEWEST = 4
"""Clauses in which a feature must stand to be learnt."""
LEAST = 0.08
"""Share of the largest weight below which a weight is left out: it changes nothing that is shown."""


def trained(language: str, *, coded: bool) -> dict[str, object]:
    """The packaged table of one language."""
    known = list(examples(ROOT, language, coded=coded))
    counter = CountVectorizer(analyzer=lambda e: _features(e, language), min_df=FEWEST)
    matrix, idf = _weighed(counter.fit_transform(known))
    machine = LinearSVC(C=PENALTY, tol=TOLERANCE, random_state=0)
    machine.fit(matrix, [e.label for e in known], sample_weight=[e.weight for e in known])
    unit = float(numpy.quantile(numpy.abs(machine.coef_), 0.9999)) / MIDDLE
    kept = numpy.where(numpy.abs(machine.coef_) < LEAST * MIDDLE * unit, 0.0, machine.coef_)
    weights = {
        str(name): packed(float(idf[n]), dict(enumerate(map(float, kept[:, n]))), unit)
        for n, name in enumerate(counter.get_feature_names_out())
    }
    return {
        "phrasebook": digest(ROOT, language),
        "examples": len(known),
        "labels": [str(c) for c in machine.classes_],
        "bias": [round(float(b), 4) for b in machine.intercept_],
        "unit": unit,
        "weights": shelved(weights),
    }


def _features(example: Example, language: str) -> list[str]:
    start = len(example.before) + 1
    text = f"{example.before} {example.words} {example.after}"
    return sorted(features(text, start, start + len(example.words), language))


def _weighed(counts: csr_matrix) -> tuple[csr_matrix, numpy.ndarray]:
    """The rows weighed by inverse document frequency (smoothed as in scikit-learn), and that frequency.

    Each occurrence of a feature is a direction of its own in a row's length, so that a stretch's length is a sum over
    its places as its score is.
    """
    seen = numpy.asarray((counts > 0).sum(axis=0)).ravel()
    idf = numpy.log((1 + counts.shape[0]) / (1 + seen)) + 1
    length = numpy.sqrt(numpy.asarray(counts.multiply(idf**2).sum(axis=1)).ravel())
    return csr_matrix(counts.multiply(idf).multiply(1 / numpy.maximum(length, 1e-9)[:, None])), idf


def main(arguments: list[str]) -> int:
    coded = "--uncoded" not in arguments
    folder = ROOT / "src" / "rushlight" / "_data" if coded else ROOT / "build"
    folder.mkdir(exist_ok=True)
    for language in [a for a in arguments if not a.startswith("--")] or LANGUAGES:
        table = trained(language, coded=coded)
        path = folder / f"likeness_{language}.json"
        path.write_text(json.dumps(table, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"{language}: {table['examples']} examples, {path.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
