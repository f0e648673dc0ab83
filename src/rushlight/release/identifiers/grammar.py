"""The forms of resources/release/identifiers, made of their lists and fragments: one compiled expression each."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

import regex

from rushlight.release.patterns import plain_rx, rx
from rushlight.tables import load_table

FILES = (
    "numerals",
    "numbers",
    "identity",
    "abodes",
    "times",
    "calendars",
    "amounts",
    "counting",
    "worth",
    "people",
    "things",
    "singling",
    "style",
    "names",
)
HOLE = regex.compile(r"\{([a-z_]\w*)\}")
NEAR = 40
"""How far before a find its surroundings are looked at, in code points."""


@dataclass(frozen=True, slots=True)
class Form:
    """A family of wordings. ``barred`` and ``needed`` are sought in the find, ``before``/``behind`` bar what surrounds it.

    ``shape`` asks more of the find than an expression can say (``given``: syllables of a given name).
    """

    kind: str
    expression: Any
    barred: Any = None
    needed: Any = None
    before: Any = None
    behind: Any = None
    shape: str | None = None
    proof: str = ""
    not_words: frozenset[str] = frozenset()

    def finds(self, text: str) -> list[tuple[int, int]]:
        """Every stretch of the text of this form."""
        return [at for found in self.expression.finditer(text) if (at := self._told(found)) and self._stands(text, *at)]

    @staticmethod
    def _told(found: Any) -> tuple[int, int] | None:
        for name in found.re.groupindex:
            if name.startswith("it") and found[name]:
                start, end = found.span(name)
                return start, end
        start, end = found.span()
        return (start, end) if start < end else None

    def _stands(self, text: str, start: int, end: int) -> bool:
        words = text[start:end]
        if self.barred is not None and self.barred.search(words):
            return False
        if self.needed is not None and not self.needed.search(words):
            return False
        if self.before is not None and self.before.search(text[max(0, start - NEAR) : start]):
            return False
        if self.behind is not None and self.behind.match(text[end : end + NEAR]):
            return False
        return words not in self.not_words


@cache
def forms(language: str) -> tuple[Form, ...]:
    """Every form of ``en`` or ``ko`` and those of any language."""
    table = load_table("identifiers")
    return tuple(
        form_of(row, name, language) for name in FILES for row in table[name]["forms"] if row["lang"] in ("any", language)
    )


def form_of(row: dict[str, Any], name: str, language: str) -> Form:
    """The form that ``row`` of the file ``name`` says, in ``en`` or ``ko``."""

    def made(key: str) -> Any:
        return _compiled(row[key], name, language) if key in row else None

    not_words = _not_words(row["not_list"]) if "not_list" in row else frozenset()
    return Form(
        row["kind"],
        made("form"),
        barred=made("not"),
        needed=made("must") or made("needs"),
        before=made("before_not"),
        behind=made("next_not"),
        shape=row.get("shape"),
        proof=row.get("proof", ""),
        not_words=not_words,
    )


@cache
def _not_words(key: str) -> frozenset[str]:
    """Words that are spelt like a find and are none: a list of names.yaml, or the atlas's of capitalised words."""
    if key == "not_places":
        return frozenset(load_table("atlas")["not_places_en"])
    return frozenset(load_table("identifiers")["names"][key])


def _compiled(form: str, name: str, language: str) -> Any:
    filled = _blanks(_filled(form, name, language))
    if language == "ko":
        with suppress(re.error):  # lookbehinds of one length only; on Hangul it takes two thirds of regex's time
            return plain_rx(filled, re.IGNORECASE | re.MULTILINE)
    return rx(filled, regex.IGNORECASE | regex.MULTILINE)


def _filled(form: str, name: str, language: str) -> str:
    return HOLE.sub(lambda hole: _hole(hole[1], name, language), form)


@cache
def _hole(key: str, name: str, language: str) -> str:
    """What stands for {key}: a fragment or any word of a list, of the file itself or else of another."""
    table = load_table("identifiers")
    for home in (name, *FILES):
        if key in table[home].get("fragments", {}):
            return f"(?:{_filled(table[home]['fragments'][key], home, language)})"
        if key in table[home].get("lists", {}):
            return _any_word(table[home]["lists"][key], language)
    return _any_word(table["shared"][key], language)


def _any_word(lists: dict[str, list[str]], language: str) -> str:
    return any_of(lists.get(language, []) + lists.get("any", []))


def any_of(words: list[str]) -> str:
    """Any of the words, the longest first."""
    ordered = sorted(dict.fromkeys(words), key=lambda w: (-len(w), w))
    return "(?:" + "|".join(regex.escape(w, literal_spaces=True) for w in ordered) + ")"


def _blanks(form: str) -> str:
    """A blank stands for white space, a blank and a question mark for white space that may be missing."""
    return form.replace(" ?", r"\s?").replace(" ", r"\s+")
