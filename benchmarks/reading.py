"""Milliseconds for 1,000 words, by layer and language; the yardstick is a word split of the same text.

python benchmarks/reading.py [ROUNDS]
"""

from __future__ import annotations

import re
import statistics
import sys
import time
from collections.abc import Callable
from importlib.resources import files

from rushlight.intake import take
from rushlight.reading import read
from rushlight.reading.money import find_amounts
from rushlight.reading.places import find_places
from rushlight.reading.times import find_times

SAMPLES = {
    "en": ("03-en-field-note.txt", "05-en-pattern.txt", "06-en-testimony.txt"),
    "ko": ("01-ko-news.txt", "07-ko-testimony.txt"),
}


def seconds(work: Callable[[], object], rounds: int) -> float:
    """The median of ``rounds`` runs, after one to warm up; CPU time of this process."""
    work()
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def layers(language: str, names: tuple[str, ...]) -> tuple[int, dict[str, Callable[[], object]]]:
    """(number of words, each layer's work over the samples of one language)."""
    data = [files("rushlight.samples").joinpath(n).read_bytes() for n in names]
    taken = [take(d, name=n) for d, n in zip(data, names, strict=True)]
    work: dict[str, Callable[[], object]] = {
        "word split": lambda: [re.findall(r"\w+", t.text) for t in taken],
        "intake": lambda: [take(d, name=n) for d, n in zip(data, names, strict=True)],
        "money": lambda: [find_amounts(t.text, t.paragraphs, language=language) for t in taken],
        "times": lambda: [
            find_times(t.text, t.paragraphs, language=language, published=t.published, kind=t.kind) for t in taken
        ],
        "places": lambda: [find_places(t.text, t.paragraphs, language=language, outlet=t.outlet) for t in taken],
        "all": lambda: [read(t.text, language=language, paragraphs=t.paragraphs) for t in taken],
    }
    return sum(len(t.text.split()) for t in taken), work


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    print(f"{'language':<10}{'layer':<12}{'ms per 1,000 words':>20}{'times the word split':>22}")
    for language, names in SAMPLES.items():
        words, work = layers(language, names)
        base = 0.0
        for name, layer in work.items():
            found = seconds(layer, rounds) * 1000 / words * 1000
            base = base or found
            print(f"{language:<10}{name:<12}{found:>20.1f}{found / base:>22.0f}")


if __name__ == "__main__":
    main()
