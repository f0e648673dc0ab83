"""What errors say, in the language of the page: the rooms speak English, and the edge finds the Korean of a sentence.

An error's sentence is fixed, or a pattern of ours with kept parts (a path, a number, a list). The table
``errors_ko`` (resources/locale/ko/errors.po) has the Korean of each; parts are put into it unchanged, unless a part is
itself a sentence of ours. A particle behind a part (written 을(를), 이(가), (으)로 …) follows its sound. A sentence that
nobody translated is shown as it is.
"""

from __future__ import annotations

import re
from functools import cache

from rushlight.codebook.particles import behind
from rushlight.codebook.words import language_of
from rushlight.errors import RushlightError
from rushlight.tables import load_table

PART = re.compile(r"\{(\d)\}")
NESTED = 3
"""How deep a part may itself be a sentence."""
LONGEST = 2000
"""Characters; what is longer is no sentence of ours."""


def in_language(sentence: str, language: str, depth: int = NESTED) -> str:
    """``sentence`` in ``language`` ("en", "ko" or any tag); unchanged where there is no translation."""
    if language_of(language) == "en" or not sentence or len(sentence) > LONGEST:
        return sentence
    table = load_table("errors_ko")
    if sentence in table:
        return str(table[sentence])
    for fits, korean in _patterns():
        if found := fits.fullmatch(sentence):
            parts = [in_language(part, language, depth - 1) if depth else part for part in found.groups()]
            return _joined(PART.split(korean), parts)
    return sentence


def _joined(pieces: list[str], parts: list[str]) -> str:
    """Words of ours and, at every second place, the number of a part; the particle behind a part follows its sound."""
    out = pieces[0]
    for number, rest in zip(pieces[1::2], pieces[2::2], strict=True):
        part = parts[int(number) - 1]
        out += part + behind(part, rest)
    return out


def error_words(error: RushlightError, language: str) -> tuple[str, str, str]:
    """What is wrong, where, and what to try, in ``language``; empty where the error has none."""
    return (
        in_language(error.what, language),
        in_language(error.where or "", language),
        in_language(error.hint or "", language),
    )


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Sentences with kept parts, those that say most first: "such as {1}" fits less than it seems to."""
    table = load_table("errors_ko")
    with_parts = [english for english in table if PART.search(english)]
    with_parts.sort(key=lambda english: (-len(PART.sub("", english)), english))
    return tuple((_pattern(english), str(table[english])) for english in with_parts)


def _pattern(english: str) -> re.Pattern[str]:
    """``at most {1} words`` as a pattern with a group for each kept part."""
    return re.compile("(.+?)".join(re.escape(piece) for piece in PART.split(english)[::2]), re.DOTALL)
