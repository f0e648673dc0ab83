"""Is a Korean morphological analyser worth its weight to likeness? With letters, with morphemes, and with both, in one run.

python benchmarks/korean_analyser.py [--held-out N]      needs scikit-learn (the extra ``train``) and kiwipiepy

Trains on the phrasebook's Korean reports all but every Nth, and prints on those left out: the best F1 over the clauses as
they are marked, and the recall at a precision of 0.8; and what loading and using the analyser costs. Prints no words.
"""

from __future__ import annotations

import argparse
import importlib.util
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))
NEEDED = {"sklearn": "pip install -e '.[train]'", "kiwipiepy": "pip install kiwipiepy"}
PRECISION = 0.8


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--held-out", type=int, default=6, metavar="N")
    every = parser.parse_args().held_out
    missing = [hint for name, hint in NEEDED.items() if importlib.util.find_spec(name) is None]
    if missing:
        print(f"error: not installed\nhint: {'; '.join(missing)}", file=sys.stderr)
        return 1
    known, left = _reports(every)
    print(f"{len(known)} clauses to learn from, {len(left)} left out")
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    morphemes = _analyser()
    loaded, grown = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    began = time.perf_counter()
    for example in left:
        morphemes(example.words)
    print(
        f"the analyser loads in {loaded:.1f} s, adds {grown / 1024:.0f} MB, takes {time.perf_counter() - began:.1f} s on these"
    )
    for name, of in (("letters", _letters), ("morphemes", morphemes), ("both", lambda w: [*_letters(w), *morphemes(w)])):
        began = time.perf_counter()
        best, recall = _scored(known, left, of)
        print(
            f"{name:<10} best F1 {best:.3f}, recall at precision {PRECISION} {recall:.3f} ({time.perf_counter() - began:.0f} s)"
        )
    return 0


def _reports(every: int) -> tuple[list, list]:
    """(clauses to learn from, clauses left out) of the Korean reports."""
    import phrasebook

    known, left = [], []
    for n, path in enumerate(phrasebook.files(ROOT / "resources" / "phrasebook" / "ko" / "stories")):
        (left if n % every == 0 else known).extend(phrasebook.in_page(path))
    return known, left


def _letters(words: str) -> list[str]:
    """What likeness sees of a clause by itself."""
    from rushlight.reading.likeness import features

    return list(features(words, 0, len(words), "ko"))


def _analyser() -> Callable[[str], list[str]]:
    """Morphemes with their tags, and neighbours of content."""
    from kiwipiepy import Kiwi

    kiwi = Kiwi()
    kiwi.tokenize("한 번")

    def of(words: str) -> list[str]:
        forms = [f"{token.form}/{token.tag}" for token in kiwi.tokenize(words)]
        content = [form for form in forms if form.rpartition("/")[2][0] in "NVM"]
        return [*(f"m{form}" for form in forms), *_pairs("n", forms), *_pairs("c", content)]

    return of


def _pairs(mark: str, forms: Sequence[str]) -> Iterator[str]:
    return (f"{mark}{a} {b}" for a, b in pairwise(forms))


def _scored(known: list, left: list, of: Callable[[str], list[str]]) -> tuple[float, float]:
    """(best F1, recall at the precision) of acts on the clauses left out."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    counter = TfidfVectorizer(analyzer=lambda e: of(e.words), binary=True, min_df=3)
    machine = LinearSVC().fit(counter.fit_transform(known), [e.label for e in known])
    scores = machine.decision_function(counter.transform(left))
    acts = sum(e.label != "-" for e in left)
    proposed = sorted(
        ((max(row), str(machine.classes_[row.argmax()]) == e.label) for row, e in zip(scores, left, strict=True)
         if machine.classes_[row.argmax()] != "-"),
        reverse=True,
    )  # fmt: skip
    right, best, recall = 0, 0.0, 0.0
    for n, (_, hit) in enumerate(proposed, 1):
        right += hit
        best = max(best, 2 * right / (n + acts))
        recall = right / acts if right / n >= PRECISION else recall
    return best, recall


if __name__ == "__main__":
    sys.exit(main())
