"""A text as the index sees it: words of letters as they are, and scripts that glue their words together as pairs.

Korean writes particles onto its nouns (무산 is 무산에서, 무산을, 무산의), so a word of two syllables is found only where the
index knows the pair 무산 itself. Every run of Hangul, Han, kana and of the scripts of South-East Asia that put no space
between words gives its pairs of neighbours and, at its end, its last letter: a longer word is a chain of pairs, a
single syllable the beginning of one. Words of other letters are folded: no case, no accents, no apostrophes within.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from operator import add
from typing import NamedTuple

_GLUED = (
    "\uac00-\ud7ff\u4e00-\u9fff\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f"
    "\u3400-\u4dbf\ua960-\ua97f\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Hangul and Han first, which come most often and are looked for in this order; Thai and Lao, Burmese, Khmer, kana."""

_APOSTROPHES = "'’‘ʼ`´"
_PLAIN = rf"[0-9A-Za-z]++(?![{_APOSTROPHES}\u0080-\U0010ffff])"
"""A run of ASCII letters alone, told by one look a letter; the general form below matches the same."""

_ANY = rf"(?:(?![{_GLUED}])[^\W_])+(?:[{_APOSTROPHES}](?:(?![{_GLUED}])[^\W\d_])+)*"
_RUN = re.compile(rf"[{_GLUED}]+|{_PLAIN}|{_ANY}")
_SYLLABLES = re.compile("[\uac00-\ud7a3]+")
_FIRST_GLUED = "\u0e00"
_BEGINS_GLUED = re.compile(rf"[{_GLUED}]")
_WITHIN = str.maketrans("", "", _APOSTROPHES)
_VARIANTS = tuple(zip("淸靑內敎晉鎭眞", "清青内教晋鎮真", strict=True))
"""Han letters of place names that are written in two forms with code points of their own."""

_OWNED = re.compile(rf"[{_APOSTROPHES}]s$")
_MARKED = re.compile(rf"[{_APOSTROPHES}\u0080-\uffff]")


class Run(NamedTuple):
    """A stretch of letters of one sort, folded, and where it stands in the text."""

    letters: str
    start: int
    end: int


def is_glued(letters: str) -> bool:
    """Whether a run is of a script that glues its words together."""
    return "\uac00" <= letters < "\ud800" or _BEGINS_GLUED.match(letters) is not None  # mostly Hangul, seen at once


def fold(word: str) -> str:
    """One word of letters without case, accents and apostrophes; an English ``'s`` at its end belongs to no name."""
    if not _MARKED.search(word):
        return word
    bare = unicodedata.normalize("NFD", _OWNED.sub("", word).translate(_WITHIN))
    return unicodedata.normalize("NFC", "".join(c for c in bare if not unicodedata.combining(c)))


def levelled(text: str) -> str:
    """``text`` without differences of width, composition and case."""
    if text.isascii():
        return text.lower()
    if _SYLLABLES.fullmatch(text):
        return text  # a word of Hangul is so already
    return one_form(unicodedata.normalize("NFKC", text).casefold())


def one_form(text: str) -> str:
    """``text`` with one form of each Han letter that place names are written in with two."""
    for variant, usual in _VARIANTS:  # seven searches cost a tenth of one look-up a letter
        text = text.replace(variant, usual)
    return text


def tokens(text: str) -> list[str]:
    """The tokens of a text in order: what the index is made of."""
    out: list[str] = []
    for word in _RUN.findall(levelled(text)):
        if word.isascii() and word.isalnum():  # as ``fold`` would give it
            out.append(word)
        elif word >= _FIRST_GLUED and is_glued(word):
            out += pairs(word)
        elif folded := fold(word):  # an apostrophe that counts as a letter may stand alone
            out.append(folded)
    return out


def pairs(letters: str) -> list[str]:
    """The pairs of neighbours of a glued run, and its last letter."""
    return [*map(add, letters, letters[1:]), *letters[-1:]]


def runs(text: str) -> Iterator[Run]:
    """The same runs, one by one, with their places in ``text`` as it stands."""
    for found in _RUN.finditer(text):
        word = levelled(found[0])
        if letters := word if is_glued(word) else fold(word):
            yield Run(letters, *found.span())


def placed(text: str) -> Iterator[tuple[str, int, int]]:
    """The tokens of a text with their places in it."""
    for run in runs(text):
        letters, start, end = run
        if not is_glued(letters):
            yield run
        elif len(letters) == end - start:
            for at, pair in enumerate(pairs(letters), start):
                yield pair, at, min(at + 2, end)
        else:  # folding changed its length: each letter may stand anywhere in it
            for pair in pairs(letters):
                yield pair, start, end


def phrase(words: str) -> tuple[tuple[str, ...], bool]:
    """The tokens that stand in a row where ``words`` stands, and whether the last one is only the beginning of a token.

    The end of a glued run is left open, since a particle may follow it.
    """
    found = list(runs(words))
    if not found:
        return (), False
    out = [token for run in found[:-1] for token in (pairs(run.letters) if is_glued(run.letters) else [run.letters])]
    last = found[-1].letters
    if not is_glued(last):
        return (*out, last), False
    if len(last) == 1:
        return (*out, last), True
    return (*out, *pairs(last)[:-1]), False
