"""Train the likeness models from the phrasebook: src/rushlight/_data/likeness_LANGUAGE.json.

    python scripts/train_likeness.py [LANGUAGE ...]      needs the extra ``train`` (scikit-learn)

Multinomial logistic regression with an L2 penalty over binary features weighed by inverse document frequency, each
clause a vector of length 1. Not part of build_data: the solver's last digits differ between machines. A test checks
that the packaged table was trained from the phrasebook as it stands.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from phrasebook import digest, labelled
from rushlight.reading.likeness import features
from rushlight.reading.likeness.model import MIDDLE, packed

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", "ko")
PENALTY = 20.0
"""Inverse strength of the penalty (C)."""
ROUNDS = 200


def trained(language: str) -> dict[str, object]:
    folder = ROOT / "resources" / "phrasebook" / language
    examples = list(labelled(folder))
    vectorizer = TfidfVectorizer(analyzer=lambda words: sorted(features(words, language)), binary=True, min_df=2)
    matrix = vectorizer.fit_transform([words for _, words in examples])
    regression = LogisticRegression(C=PENALTY, max_iter=ROUNDS).fit(matrix, [label for label, _ in examples])
    unit = float(numpy.quantile(numpy.abs(regression.coef_), 0.9999)) / MIDDLE
    names = vectorizer.get_feature_names_out()
    weights = {
        str(name): packed(float(vectorizer.idf_[n]), dict(enumerate(map(float, regression.coef_[:, n]))), unit)
        for n, name in enumerate(names)
    }
    return {
        "phrasebook": digest(folder),
        "examples": len(examples),
        "labels": [str(c) for c in regression.classes_],
        "bias": [round(float(b), 4) for b in regression.intercept_],
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
