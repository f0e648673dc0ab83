"""What the model sees of a stretch of a line: words, neighbours, runs of letters, how it opens and ends, what is beside it.

Every number looks alike. Runs of letters stand for stems and for spellings of chats: English inflects at the end, Korean
glues particles and endings there; a run over the edge of a word stands for what the two words say together. The words
beside a stretch tell a summons to the school from one to the security office.

Most features belong to one place of the line, whatever stretch of it is looked at, so that a line's are found once
(see ``Places``); only the few at the edges of a stretch are its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rushlight.reading.patterns import rx

_WORD = rx(r"\p{L}+(?:['’]\p{L}+)*|\d+(?:[.,]\d+)*|[?!$€£%/+]")
NUMBER = "#"
_STEM = {"en": 5, "ko": 2}
"""Letters of a word that stand for its stem where neighbours are looked at."""
_RUNS = {"en": range(3, 6), "ko": range(2, 5)}
"""Lengths of the runs of letters, the word's edges included (char_wb of scikit-learn). Two syllables of Hangul say much,
two Latin letters nothing."""
_ACROSS = {"en": range(5, 6), "ko": range(3, 5)}
"""Lengths of the runs of letters over the edge between two words."""
_LONGEST = 12
"""Words from which all stretches are as long as one another."""
BESIDE = 8
"""Words before and after a stretch that are looked at."""
_REACH = 120
"""Characters in which those words stand, nearly always."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a line in lower case, and ``[start, end)`` of it there."""

    text: str
    start: int
    end: int


def words_in(line: str) -> list[Word]:
    """The words of a line in lower case, every number as ``#``."""
    return [Word(_plain(m[0]), m.start(), m.end()) for m in _WORD.finditer(line)]


def _plain(word: str) -> str:
    return NUMBER if word[0].isdigit() else word.lower().replace("’", "'")


def beside(text: str, start: int, end: int) -> tuple[str, str]:
    """(what stands before, what stands after) a stretch in its own line, as far as it is looked at."""
    before = text[max(0, start - _REACH) : start].rpartition("\n")[2]
    return before, text[end : end + _REACH].partition("\n")[0]


@dataclass(frozen=True)
class Places:
    """The features of each place of a line: of a word, of it and the next, of it and the next but one; and the features
    that a word is where it stands before a stretch, or after it."""

    alone: tuple[tuple[str, ...], ...]
    pair: tuple[tuple[str, ...], ...]
    apart: tuple[tuple[str, ...], ...]
    before: tuple[tuple[str, ...], ...]
    after: tuple[tuple[str, ...], ...]


def places(words: Sequence[str], language: str) -> Places:
    """The features that belong to the places of a line. ``language`` is the primary subtag of BCP 47."""
    stems = [word[: _STEM[language]] for word in words]
    return Places(
        tuple((f"w{word}", *_runs(word, _RUNS[language])) for word in words),
        tuple(tuple(_pair(words, stems, n, _ACROSS[language])) for n in range(len(words) - 1)),
        tuple((f"s{a} {b}",) for a, b in zip(stems, stems[2:], strict=False)),
        tuple((f"L{stem}",) for stem in stems),
        tuple((f"R{stem}",) for stem in stems),
    )


def edges(words: Sequence[str], first: int, last: int, language: str) -> Iterator[str]:
    """The features of the stretch ``[first, last)`` of a line's words that belong to its edges."""
    size = _STEM[language]
    if first < last:
        yield f"<{words[first]}"
        yield f">{words[last - 1]}"
        yield f">{words[last - 1][-2:]}"
    yield f"#{min(_LONGEST, last - first)}"
    before = [word[:size] for word in words[max(0, first - 2) : first]]
    after = [word[:size] for word in words[last : last + 2]]
    yield f"E{' '.join(before)}"
    yield f"F{' '.join(after)}"
    if before:
        yield f"e{before[-1]}"
    if after:
        yield f"f{after[0]}"


def features(line: str, start: int, end: int, language: str) -> list[str]:
    """All features of ``[start, end)`` of a line, as often as they stand there: for training."""
    found = words_in(line)
    first = sum(word.end <= start for word in found)
    last = max(first, sum(word.start < end for word in found))
    words = [word.text for word in found]
    of = places(words, language)
    groups = (
        of.alone[first:last],
        of.pair[first : max(first, last - 1)],
        of.apart[first : max(first, last - 2)],
        of.before[max(0, first - BESIDE) : first],
        of.after[last : last + BESIDE],
    )
    return [*(name for group in groups for names in group for name in names), *edges(words, first, last, language)]


def _pair(words: Sequence[str], stems: Sequence[str], n: int, lengths: range) -> Iterator[str]:
    yield f"b{stems[n]} {stems[n + 1]}"
    one, other = words[n], words[n + 1]
    for length in lengths:
        for left in range(1, length - 1):
            right = length - 1 - left
            if left <= len(one) and right <= len(other):
                yield f"x{one[-left:]} {other[:right]}"


def _runs(word: str, lengths: range) -> Iterator[str]:
    edged = f" {word} "
    for length in lengths:
        for start in range(max(1, len(edged) - length + 1)):
            yield edged[start : start + length]
