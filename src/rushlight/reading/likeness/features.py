"""What the model sees of a clause: its words, their neighbours, and runs of letters; every number looks alike.

Runs of letters stand for stems and for spellings of chats: English inflects at the end, Korean glues particles and
endings there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

_WORD = regex.compile(r"\p{L}+(?:['’]\p{L}+)*|\d+(?:[.,]\d+)*|[?!$€£%/+]")
NUMBER = "#"
_STEM = {"en": 5, "ko": 2}
"""Letters of a word that stand for its stem where neighbours are looked at."""
_RUNS = {"en": range(3, 6), "ko": range(2, 5)}
"""Lengths of the runs of letters, the word's edges included (char_wb of scikit-learn). Two syllables of Hangul say much,
two Latin letters nothing."""


def words_of(text: str) -> list[str]:
    """The words of a clause in lower case, every number as ``#``."""
    return [NUMBER if w[0].isdigit() else w for w in _WORD.findall(text.lower().replace("’", "'"))]


def features(text: str, language: str) -> set[str]:
    """The features of a clause. ``language`` is the primary subtag of BCP 47."""
    words = words_of(text)
    stems = [w[: _STEM[language]] for w in words]
    return {*(f"w{w}" for w in words), *_neighbours(stems), *_runs(words, _RUNS[language])}


def _neighbours(stems: Sequence[str]) -> Iterator[str]:
    for n, stem in enumerate(stems):
        if n + 1 < len(stems):
            yield f"b{stem} {stems[n + 1]}"
        if n + 2 < len(stems):
            yield f"s{stem} {stems[n + 2]}"


def _runs(words: Sequence[str], lengths: range) -> Iterator[str]:
    for word in dict.fromkeys(words):
        edged = f" {word} "
        for length in lengths:
            for start in range(max(1, len(edged) - length + 1)):
                yield edged[start : start + length]
