"""Names of persons: capitalised words that are nothing else, Korean surnames with given names, and every mention again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import regex

from rushlight.atlas import romanising as rom
from rushlight.record import Span
from rushlight.release.identifiers.grammar import any_of
from rushlight.release.names import ADDRESSED, CAPITALS, names_in
from rushlight.release.patterns import rx
from rushlight.tables import load_table

JOINED = regex.compile(r"(?<![\w-])(?:(?![AI] )[A-Z][a-z]* )?[A-Z][a-z]{1,6}-(?:[a-z]{1,6}|[A-Z][a-z]{1,6})(?![\w-])")
LOWER = regex.compile(r"(?<![\w-])([a-z]{2,6})-([a-z]{2,6})(?![\w-])")
SMALL = regex.compile(r"(?<![\w-])[a-z]{2,5} [a-z]{1,6}-[a-z]{1,6}(?![\w-])")
DOUBLE = "남궁|선우|황보|제갈|사공|독고|동방"
BEHIND = (
    r"(?=(?:은|는|이|가|을|를|의|에게|에게서|한테|와|과|도|만|께서|께|랑|이랑|하고|로|으로|라고|이라고|라는|이라는|이고|이며|입니|이었|였|인"
    r"|이다|님|보고|더러|마저|까지|부터|처럼|네)*(?:[다요]|습니다|는데)?(?![가-힣]))"
)
STARTS = (
    "place",
    "time",
    "military_unit",
    "handle",
    "url",
    "email",
    "vehicle",
    "object",
    "religion",
    "health",
    "address",
    "plate",
)
"""Kinds whose capitalised words are no person's name."""


def names(text: str, language: str, taken: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """Start, end and proof of each name; ``taken`` are stretches that are something else."""
    held = tuple(taken)
    found = [at for at in (_latin(text, language) if language == "en" else _korean(text)) if not _within(at, held)]
    for at in found:
        yield *at, ""
    for start, end in _again(text, {text[a:b] for a, b in found}):
        if not _within((start, end), held):
            yield start, end, "again"


def given(words: str) -> bool:
    """Is it shaped like a Korean given name (two syllables, perhaps with the 이 of address) or a full one?"""
    bare = words[:-1] if len(words) == 3 and words.endswith("이") else words
    if {words, bare} & _common():
        return False
    return _two(bare) or _full().fullmatch(words) is not None or (len(words) == 3 and _surname(words[0]) and bare != words)


def again(text: str, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Every further mention of names that the words around had told."""
    yield from _again(text, set(words))


def _within(at: tuple[int, int], held: Iterable[tuple[int, int]]) -> bool:
    return any(a < at[1] and at[0] < b for a, b in held)


def _latin(text: str, language: str) -> Iterator[tuple[int, int]]:
    for run in CAPITALS.finditer(text):
        for name in names_in(text, Span(run.start(), run.end(), run[0])):
            start = run.start() + run[0].index(name) if name in run[0] else run.start()
            yield from _trimmed(text, start, start + len(name))
    for found in JOINED.finditer(text):
        if _romanised(found[0].split(" ")[-1]):
            yield found.span()
    for found in LOWER.finditer(text):
        first, last = _latin_syllables()
        if found[1] in first and found[2] in last:
            yield found.span()
    for found in SMALL.finditer(text):
        if found[0].split(" ")[0] in _latin_surnames() and _romanised(found[0].split(" ")[1]):
            yield found.span()


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The runs of words that may be names, without those that surely are none."""
    run: list[tuple[int, int]] = []
    if _three_syllables(text[start:end]):
        yield start, end
        return
    for word in regex.finditer(r"\S+", text[start:end]):
        if regex.sub(r"'s$|[^\w]", "", word[0].lower()) in _not_names():
            if run:
                yield start + run[0][0], start + run[-1][1]
            run = []
        else:
            run.append(word.span())
    if run:
        yield start + run[0][0], start + run[-1][1]


def _korean(text: str) -> Iterator[tuple[int, int]]:
    for found in ADDRESSED.finditer(text):
        if not NO_NAME_ENDS.search(found[1]):
            yield found.span(1)
    for found in _full().finditer(text):
        name = found[0]
        if name not in _common() and name[:2] not in _common() and name[1:] not in _common():
            yield found.span()
    for found in CAPITALS.finditer(text):
        if _romanised(found[0].split(" ")[-1]):
            yield found.span()


def _again(text: str, words: set[str]) -> Iterator[tuple[int, int]]:
    """Mentions of the names and of the words they are made of."""
    parts = {p for w in words for p in (w, *w.split(" ")) if len(p) > 2 or (len(p) == 2 and "가" <= p[0] <= "힣")}
    parts = {p for p in parts if p.lower() not in _not_names() and p not in _common()}
    if not parts:
        return
    for found in regex.finditer(rf"(?<![\w])(?:{any_of(sorted(parts))})(?![a-zA-Z])", text):
        yield found.span()


@cache
def _table() -> Any:
    return load_table("identifiers")["names"]


@cache
def _not_names() -> frozenset[str]:
    return frozenset(_table()["not_names"].split())


@cache
def _common() -> frozenset[str]:
    """Words spelt like names that are none (the reader's list and those of this table)."""
    return frozenset(load_table("lexicon_ko").get("common", ())) | frozenset(_table()["not_people"])


@cache
def _surname(syllable: str) -> bool:
    return syllable in load_table("surnames")


@cache
def _latin_surnames() -> frozenset[str]:
    return frozenset(s for spellings in load_table("surnames").values() for s in spellings)


def _two(words: str) -> bool:
    syllables = _table()["syllables"]
    return len(words) == 2 and words[0] in syllables["first"] and words[1] in syllables["last"]


def _three_syllables(words: str) -> bool:
    """A Korean surname and two syllables in Latin letters: Choe Un Gyong, where "Un" is no United Nations."""
    parts = words.lower().removesuffix("'s").split(" ")
    return len(parts) == 3 and parts[0] in _latin_surnames() and all(SYLLABLE.fullmatch(p) for p in parts[1:])


@cache
def _latin_syllables() -> tuple[frozenset[str], frozenset[str]]:
    """First and last syllables of given names in Latin letters, by each system, of two letters and more."""
    syllables = _table()["syllables"]
    both = (
        {rom.plain(rom.romanise(s, system)).lower() for s in syllables[key] for system in rom.SYSTEMS}
        for key in ("first", "last")
    )
    first, last = (frozenset(spelled for spelled in each if len(spelled) > 1) for each in both)
    return first, last


@cache
def _full() -> Any:
    """A surname and a given name of two syllables, as a word of its own."""
    syllables = _table()["syllables"]
    last = syllables["last"]
    surnames = "|".join(s for s in load_table("surnames") if len(s) == 1)
    return rx(rf"(?<![가-힣])(?:{DOUBLE}|{surnames})[{syllables['first']}][{last}]{BEHIND}")


def _romanised(joined: str) -> bool:
    """Two Korean syllables in Latin letters, joined: Hye-suk, Yong-chol."""
    parts = joined.lower().removesuffix("'s").split("-")
    return len(parts) == 2 and all(SYLLABLE.fullmatch(p) for p in parts) and parts[1] not in PLACE_ENDS


SYLLABLE = regex.compile(r"(?:kk|tt|pp|ss|ch|[kgntdrlmbpsjchy]|h)?h?[yw]?(?:ae|eo|oe|eu|ui|oo|ee|[aeiou])(?:ng|[nmlkptrgbh])?")
NO_NAME_ENDS = regex.compile("(?:에서|에게|으로|까지|부터|에는|하고|라는|다는|있는|없는|했던|하던)$")
"""Ends of words that stand before 군, a county, and 양, an amount, rather than before a title."""
PLACE_ENDS = frozenset({"ri", "dong", "gu", "up", "gun", "do", "gol", "ku", "kun", "ga", "myon", "tong"})
