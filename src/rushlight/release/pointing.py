"""The one finder of what could point to somebody, as rules and the text check ask it: with the packaged atlas, and by kind.

What it answers to a rule holds kinds only ("a phone number"), never the words of the text.
"""

from __future__ import annotations

from functools import lru_cache

import regex

from rushlight.atlas import atlas
from rushlight.release.draft import Words
from rushlight.release.identifiers import Identifier, identifiers
from rushlight.tables import load_table

TONGUES = ("en", "ko")
WORD = regex.compile(r"[A-Za-z][\w'’-]*")
LITTLE = 4
"""Letters of a word that a heading in capitals may leave small: of, and, the."""


def pointed(text: str, language: str, *kinds: str) -> tuple[Identifier, ...]:
    """What in ``text`` could point to somebody, only of ``kinds`` where any are given (keys of kinds.yaml); nothing for
    languages other than English and Korean.
    """
    tongue = language.lower()[:2]
    found = _found(text, tongue) if tongue in TONGUES else ()
    return tuple(i for i in found if not kinds or i.kind in kinds)


def direct_kinds(text: str, language: str) -> tuple[Words, ...]:
    """What in ``text`` leads to one person by itself, as kinds, each once.

    In a heading of which every word has a capital only what holds a surname or was told by the words around is a name.
    """
    found = [i for i in pointed(text, language) if i.direct]
    if _capital(text):
        found = [i for i in found if i.kind != "name" or _surnamed(i.words)]
    return tuple(dict.fromkeys(i.why for i in found))


@lru_cache(maxsize=256)
def _found(text: str, tongue: str) -> tuple[Identifier, ...]:
    """The same piece is asked for by several rules."""
    return identifiers(text, tongue, atlas())


def _capital(text: str) -> bool:
    words = [w for w in WORD.findall(text) if len(w) > LITTLE]
    return len(words) > 1 and all(w[0].isupper() for w in words)


def _surnamed(words: str) -> bool:
    spelled = {spelling for row in load_table("surnames").values() for spelling in row}
    return not words.isascii() or any(w.lower() in spelled for w in words.replace("-", " ").split())
