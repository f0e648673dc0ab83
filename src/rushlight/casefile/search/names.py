"""Spellings of a person's name, when somebody says that the words are one: Kim Chol-su, Gim Cheolsu and 김철수.

Nothing of the vault is opened for this, and no list of names is kept: the ways in which the typed name can be written are
worked out from its letters, and looked for in the reports that the asker may find anyway.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache

from rushlight.atlas import romanising as rom
from rushlight.casefile.search.spellings import place_spellings, romanised, sound
from rushlight.tables import load_table

MOST = 300
"""Spellings of one name."""

LONGEST_GIVEN = 3
"""Syllables of a given name."""

GIVEN = 32
"""Spellings of one given name."""

_HABITS = ((r"\bu\b", "woo"), ("ui", "ee"), ("yeo", "you"), ("yeo", "yu"), ("eo", "u"), (r"u\b", "oo"))
"""How people spell what the revised system writes otherwise."""

_HANGUL_NAME = re.compile(r"[가-힣]{2,5}")
_LATIN_NAME = re.compile(r"[^\W\d_]+(?:[-'’ ,]+[^\W\d_]+){0,3}")


@lru_cache(maxsize=256)
def name_spellings(words: str) -> tuple[str, ...]:
    """Every other way in which a person's (or a known place's) name may be written; empty when it is no Korean name."""
    plain = " ".join(words.split())
    if _HANGUL_NAME.fullmatch(plain):
        found = _in_latin(plain)
    elif _LATIN_NAME.fullmatch(plain):
        found = _in_hangul(re.split(r"[-, ]+", plain.lower()))
    else:
        found = iter(())
    return tuple(dict.fromkeys((*place_spellings(words), *itertools.islice(dict.fromkeys(found), MOST))))


@cache
def _surnames() -> dict[str, tuple[str, ...]]:
    """By surname in Hangul: its spellings, those of the systems among them."""
    table: dict[str, list[str]] = load_table("surnames")
    return {name: tuple(dict.fromkeys((*said, *_systems(name)))) for name, said in table.items()}


@cache
def _by_spelling() -> dict[str, tuple[str, ...]]:
    """By a spelling of a surname: the surnames in Hangul it may stand for."""
    out: defaultdict[str, list[str]] = defaultdict(list)
    for name, spellings in _surnames().items():
        for spelled in spellings:
            out[spelled].append(name)
    return {spelled: tuple(names) for spelled, names in out.items()}


@cache
def _by_sound() -> dict[str, tuple[str, ...]]:
    """By its sound: every syllable that Sino-Korean names are made of."""
    out: defaultdict[str, list[str]] = defaultdict(list)
    for syllable in filter(_in_names, map(chr, range(0xAC00, 0xD7A4))):
        for spelled in _systems(syllable):
            for heard in (sound(spelled), sound(spelled.replace("ui", "i"))):
                if syllable not in out[heard]:
                    out[heard].append(syllable)
    return {heard: tuple(syllables) for heard, syllables in out.items()}


def _in_names(syllable: str) -> bool:
    """In common use (KS X 1001), and of the sounds that the readings of hanja have."""
    onset, _, coda = rom.split(syllable)
    try:
        syllable.encode("euc_kr")
    except UnicodeEncodeError:
        return False
    return onset not in "ㄲㄸㅃㅆㅉㅋ" and coda in ("", *"ㄱㄴㄹㅁㅂㅇ")


def _systems(hangul: str) -> Iterator[str]:
    return (rom.plain(rom.romanise(hangul, system)).lower() for system in ("mr", "rr", "nk"))


def _in_latin(name: str) -> Iterator[str]:
    """A name in Hangul: surname and given name, in either order; without a surname we know, the name as one."""
    cut = next((size for size in (2, 1) if name[:size] in _surnames() and len(name) > size), 0)
    if not cut:
        yield from romanised(name)
        return
    for rest, surname in itertools.product(_customary(name[cut:]), _surnames()[name[:cut]]):
        yield f"{surname} {rest}"
        yield f"{rest} {surname}"
    yield from romanised(name)


def _customary(given: str) -> tuple[str, ...]:
    """A given name in the systems and as people write it: Younghee, Hyun-woo."""
    habits = ["-".join(rom.romanise(syllable, "rr").lower() for syllable in given)]  # people write each as it is alone
    for one, other in _HABITS:
        habits += [re.sub(one, other, spelled) for spelled in habits]
    joined = (spelled.replace("-", "") for spelled in habits)
    return tuple(dict.fromkeys((*_both_ways(given), *habits, *joined, *romanised(given))))[:GIVEN]


def _in_hangul(words: list[str]) -> Iterator[str]:
    """A name in Latin letters: with a surname first or last, or a given name alone; in Hangul, then in other Latin."""
    if len(words) == 1:
        yield from (rest for rest in _syllables(words[0]) if len(words[0]) > 3 and len(rest) > 1)
        return
    for surname, given in ((words[0], words[1:]), (words[-1], words[:-1])):
        families = _by_spelling().get(surname, ())
        rests = list(_syllables("".join(given))) if families else []
        if not rests:
            continue
        yield from (family + rest for family in families for rest in rests)
        respelled = dict.fromkeys(spelled for rest in rests for spelled in _both_ways(rest))
        latin = dict.fromkeys((surname, *(spelled for family in families for spelled in _systems(family))))
        for rest, family in itertools.product(("".join(given), "-".join(given), *respelled), latin):
            yield f"{family} {rest}"
            yield f"{rest} {family}"


def _both_ways(given: str) -> Iterator[str]:
    for between in ("", "-"):
        yield from (rom.plain(rom.romanise(given, system, between)).lower() for system in ("mr", "rr"))


def _syllables(spelled: str) -> Iterator[str]:
    """The Hangul that may be written so, at most ``LONGEST_GIVEN`` syllables; the likelier first."""
    ways = (spelled, spelled.replace("ou", "eo"), spelled.replace("u", "o"))
    heard = list(dict.fromkeys(map(sound, ways)))
    for parts in sorted({parts for one in heard for parts in _cut(one, LONGEST_GIVEN)}, key=lambda p: (len(p), p)):
        yield from map("".join, itertools.product(*(_by_sound()[part] for part in parts)))


def _cut(heard: str, most: int) -> Iterator[tuple[str, ...]]:
    """All ways to cut a sound into syllables."""
    if not heard:
        yield ()
    for size in range(1, min(len(heard), 7) + 1) if most else ():
        if heard[:size] in _by_sound():
            yield from ((heard[:size], *rest) for rest in _cut(heard[size:], most - 1))
