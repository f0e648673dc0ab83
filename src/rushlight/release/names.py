"""Persons' names in the words of a mention, for the search of finished files.

A reader may take a person for unnamed although the words name them ("her brother Tobias Wrenfield"). The last
gate does not rely on it: whatever is written like a name in a mention of a sealed party is sealed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from rushlight.atlas import atlas
from rushlight.record import Span
from rushlight.release.settings import part

LETTERS = "A-Za-z\u00c0-\u024f"
CAPITALS = re.compile(rf"[A-Z\u00c0-\u00de][{LETTERS}’'-]+(?: [A-Z\u00c0-\u00de][{LETTERS}’'-]+)*")
ADDRESSED = re.compile(r"(?<![가-힣])([가-힣]{1,3}(?!모)[가-힣]) ?(?:씨|군|양)(?![가-힣])")
SENTENCE_ENDS = ".!?:;“”\"'‘(\n"


@cache
def no_name(*groups: str) -> frozenset[str]:
    """Capitalised words that are no part of a person's name (resources/release/no_names.yaml), all or of some groups."""
    table = part("no_names")
    return frozenset(word for group in groups or table for word in table[group].split())


def names_in(text: str, span: Span) -> Iterator[str]:
    """Each name in the mention at ``span`` of ``text``: runs of capitalised words, and Korean words before 씨.

    Letters alone (NK) are none, nor is 김모 (a Mr Kim); a lone word at the start of a sentence is capitalised anyway.
    """
    for found in ADDRESSED.finditer(span.exact):
        yield found[1]
    for found in CAPITALS.finditer(span.exact):
        words = _less_titles(_less_places(found[0].split(" ")))
        begins = found.start() == 0 and text[: span.start].rstrip(" \t")[-1:] in (*SENTENCE_ENDS, "")
        if words and not (len(words) == 1 and begins) and not _is_no_person(words):
            yield " ".join(words)


def _less_places(words: list[str]) -> list[str]:
    """Without a place of several words ("North Hamgyong"), which may hold words that the atlas does not know alone."""
    for size in range(len(words), 1, -1):
        for at in range(len(words) - size + 1):
            if atlas().lookup(" ".join(words[at : at + size])):
                return words[:at] + words[at + size :]
    return words


def _less_titles(words: list[str]) -> list[str]:
    """Without what stands before a name: "Her", "Mr", "Comrade"."""
    while words and _bare(words[0]) in no_name("titles", "beginnings", "roles"):
        words = words[1:]
    return words


def _is_no_person(words: list[str]) -> bool:
    """Letters alone, or only places and words of no name."""
    return all(w.isupper() for w in words) or all(_bare(w) in no_name() or atlas().lookup(w) for w in words)


def _bare(word: str) -> str:
    return re.sub(r"[’'-]", "", word).lower().removesuffix("’s")
