"""What the model sees of a stretch of a line: words, neighbours, runs of letters, how it opens and ends, what is beside it.

Every number looks alike. Runs of letters stand for stems and for spellings of chats: English inflects at the end, Korean
glues particles and endings there; a run over the edge of a word stands for what the two words say together. The words
beside a stretch tell a summons to the school from one to the security office.

Most features belong to one place of the line, whatever stretch of it is looked at, so that a line's are found once
(see ``model.Line``); only the few at the edges of a stretch are its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

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


def of_word(word: str, language: str) -> tuple[str, ...]:
    """The features of a word wherever it stands. ``language`` is the primary subtag of BCP 47."""
    return f"w{word}", *_runs(word, _RUNS[language])


def of_pair(one: str, other: str, language: str) -> tuple[str, ...]:
    """The features of two words that follow one another."""
    return f"b{stem(one, language)} {stem(other, language)}", *_across(one, other, _ACROSS[language])


def of_gap(one: str, other: str, language: str) -> str:
    """The feature of two words with one between them."""
    return f"s{stem(one, language)} {stem(other, language)}"


def before(word: str, language: str) -> str:
    """The feature of a word that stands before a stretch, not far from it."""
    return f"L{stem(word, language)}"


def after(word: str, language: str) -> str:
    """The feature of a word that stands after a stretch, not far from it."""
    return f"R{stem(word, language)}"


def opening(words: Sequence[str], first: int, language: str) -> Iterator[str]:
    """The features of a stretch that begins with this word of the line."""
    if first < len(words):
        yield f"<{words[first]}"
    near = [stem(word, language) for word in words[max(0, first - 2) : first]]
    yield f"E{' '.join(near)}"
    if near:
        yield f"e{near[-1]}"


def closing(words: Sequence[str], last: int, language: str) -> Iterator[str]:
    """The features of a stretch that ends before this word of the line."""
    if last:
        yield f">{words[last - 1]}"
        yield f">{words[last - 1][-2:]}"
    near = [stem(word, language) for word in words[last : last + 2]]
    yield f"F{' '.join(near)}"
    if near:
        yield f"f{near[0]}"


def length(first: int, last: int) -> str:
    """The feature of a stretch of so many words."""
    return f"#{min(_LONGEST, last - first)}"


def features(line: str, start: int, end: int, language: str) -> Iterator[str]:
    """All features of ``[start, end)`` of a line, as often as they stand there: for training."""
    found = words_in(line)
    words = [word.text for word in found]
    first = sum(word.end <= start for word in found)
    last = max(first, sum(word.start < end for word in found))
    inside = words[first:last]
    for word in inside:
        yield from of_word(word, language)
    for one, other in pairwise(inside):
        yield from of_pair(one, other, language)
    yield from (of_gap(one, other, language) for one, other in zip(inside, inside[2:], strict=False))
    yield from (before(word, language) for word in words[max(0, first - BESIDE) : first])
    yield from (after(word, language) for word in words[last : last + BESIDE])
    yield from opening(words, first, language)
    yield from closing(words, last, language)
    yield length(first, last)


def stem(word: str, language: str) -> str:
    """The letters that stand for a word where its neighbours are looked at."""
    return word[: _STEM[language]]


def _across(one: str, other: str, lengths: range) -> Iterator[str]:
    """Runs of letters over the edge between two words."""
    for size in lengths:
        for left in range(1, size - 1):
            right = size - 1 - left
            if left <= len(one) and right <= len(other):
                yield f"x{one[-left:]} {other[:right]}"


def _runs(word: str, lengths: range) -> Iterator[str]:
    edged = f" {word} "
    for size in lengths:
        for start in range(max(1, len(edged) - size + 1)):
            yield edged[start : start + size]
