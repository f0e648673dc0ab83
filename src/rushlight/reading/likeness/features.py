"""What the model sees of a clause: its words, their neighbours, runs of letters, how it opens and ends, what is beside it.

Every number looks alike. Runs of letters stand for stems and for spellings of chats: English inflects at the end, Korean
glues particles and endings there; a run over the edge of a word stands for what the two words say together. The words
beside a clause, in its own paragraph, tell a summons to the school from one to the security office.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rushlight.reading.patterns import rx

_WORD = rx(r"\p{L}+(?:['’]\p{L}+)*|\d+(?:[.,]\d+)*|[?!$€£%/+]")
NUMBER = "#"
_STEM = {"en": 5, "ko": 2}
"""Letters of a word that stand for its stem where neighbours are looked at."""
_RUNS = {"en": range(3, 6), "ko": range(2, 5)}
"""Lengths of the runs of letters, the word's edges included (char_wb of scikit-learn). Two syllables of Hangul say much,
two Latin letters nothing."""
_ACROSS = {"en": range(5, 6), "ko": range(3, 5)}
"""Lengths of the runs of letters over the edge of a word."""
_LONGEST = 12
"""Words from which all clauses are as long as one another."""
_BESIDE = 8
"""Words before and after the clause that are looked at."""
_REACH = 120
"""Characters in which those words are looked for."""


def words_of(text: str) -> list[str]:
    """The words of a clause in lower case, every number as ``#``."""
    return [NUMBER if w[0].isdigit() else w for w in _WORD.findall(text.lower().replace("’", "'"))]


def beside(text: str, start: int, end: int) -> tuple[str, str]:
    """(what stands before, what stands after) a stretch in its own line, as far as it is looked at."""
    before = text[max(0, start - _REACH) : start].rpartition("\n")[2]
    return before, text[end : end + _REACH].partition("\n")[0]


def features(text: str, language: str, before: str = "", after: str = "") -> set[str]:
    """The features of a clause with the words beside it. ``language`` is the primary subtag of BCP 47."""
    words = words_of(text)
    size = _STEM[language]
    return {
        *(f"w{w}" for w in words),
        *_neighbours([w[:size] for w in words]),
        *_runs(words, _RUNS[language]),
        *_across(" ".join(words), _ACROSS[language]),
        *_ends(words),
        *_around(_last(before, size), _first(after, size)),
    }


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


def _across(joined: str, lengths: range) -> Iterator[str]:
    for length in lengths:
        for start in range(len(joined) - length + 1):
            run = joined[start : start + length]
            if " " in run[1:-1]:
                yield f"x{run}"


def _ends(words: Sequence[str]) -> Iterator[str]:
    if words:
        yield f"<{words[0]}"
        yield f">{words[-1]}"
        yield f">{words[-1][-2:]}"
        yield f"#{min(_LONGEST, len(words))}"


def _around(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    yield from (f"L{stem}" for stem in before)
    yield from (f"R{stem}" for stem in after)
    yield f"E{' '.join(before[-2:])}"
    yield f"F{' '.join(after[:2])}"
    if before:
        yield f"e{before[-1]}"
    if after:
        yield f"f{after[0]}"


def _last(text: str, size: int) -> list[str]:
    return [w[:size] for w in words_of(text)[-_BESIDE:]]


def _first(text: str, size: int) -> list[str]:
    return [w[:size] for w in words_of(text)[:_BESIDE]]
