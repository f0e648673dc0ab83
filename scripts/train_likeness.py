"""Train the likeness models from the phrasebook, the lexicon's examples and the tuned gold.

    python scripts/train_likeness.py [LANGUAGE ...]      needs the extra ``train`` (scikit-learn)

Writes src/rushlight/_data/likeness_LANGUAGE.json.

A linear support vector machine, one label against the rest, over binary features weighed by inverse document frequency,
each clause a vector of length 1 (Fan et al., "LIBLINEAR", JMLR 9, 2008). Not part of build_data: the solver's last
digits differ between machines. A test checks that the packaged table was trained from the examples as they stand.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from phrasebook import digest, examples
from rushlight.reading.likeness import features
from rushlight.reading.likeness.model import MIDDLE, packed

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", "ko")
PENALTY = 1.0
"""Inverse strength of the penalty (C)."""
FEWEST = 4
"""Clauses in which a feature must stand to be learnt."""
LEAST = 0.08
"""Share of the largest weight below which a weight is left out: it changes nothing that is shown."""


def trained(language: str) -> dict[str, object]:
    """The packaged table of one language."""
    known = list(examples(ROOT, language))
    vectorizer = TfidfVectorizer(analyzer=lambda words: sorted(features(words, language)), binary=True, min_df=FEWEST)
    matrix = vectorizer.fit_transform([words for _, words in known])
    machine = LinearSVC(C=PENALTY, random_state=0).fit(matrix, [label for label, _ in known])
    unit = float(numpy.quantile(numpy.abs(machine.coef_), 0.9999)) / MIDDLE
    kept = numpy.where(numpy.abs(machine.coef_) < LEAST * MIDDLE * unit, 0.0, machine.coef_)
    weights = {
        str(name): packed(float(vectorizer.idf_[n]), dict(enumerate(map(float, kept[:, n]))), unit)
        for n, name in enumerate(vectorizer.get_feature_names_out())
    }
    return {
        "phrasebook": digest(ROOT, language),
        "examples": len(known),
        "labels": [str(c) for c in machine.classes_],
        "bias": [round(float(b), 4) for b in machine.intercept_],
        "unit": unit,
        "weights": weights,
    }


def main(languages: list[str]) -> int:
    for language in languages or LANGUAGES:
        table = trained(language)
        path = ROOT / "src" / "rushlight" / "_data" / f"likeness_{language}.json"
        path.write_text(json.dumps(table, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"{language}: {table['examples']} examples, {len(table['weights'])} features, {path.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
