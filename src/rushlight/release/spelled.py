"""A Korean name in Latin letters, as a reader could write it: four systems, customary surnames, either order.

Used to search finished files for sealed names; never to guess who somebody is.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rushlight.atlas import romanising as rom
from rushlight.tables import load_table

YALE = (
    "k kk n t tt l m p pp s ss . c cc ch kh th ph h",
    "a ay ya yay e ey ye yey o wa way oy yo wu we wey wi yu u uy i",
    ". k kk ks n nc nh t l lk lm lp ls lth lph lh m p ps s ss ng c ch kh th ph h",
)
"""Martin's letters (Yale) for what stands first, in the middle and last in a syllable; no sound changes."""
HANGUL_NAME = re.compile(r"[가-힣]{2,5}")
WORDS = re.compile(r"[a-z]+|[^\W_a-z]+")
MOST_WORDS = 5
SHORTEST = 5
"""Letters of the shortest spelling that is sought: "Oh I" or "do no" would be found in every text."""
FOLDS = (("oo", "u"), ("ee", "i"), ("eo", "o"), ("ou", "o"), ("ui", "i"), ("sh", "s"))
"""Letters that people choose between, each pair as one: Soo and Su, Hee and Hui, Young and Yong, Shin and Sin."""
_FOLDING = str.maketrans("", "", "".join(letter for pair in FOLDS for part in pair for letter in part))
"""Takes out every letter that folding looks at or makes."""


def romanised(names: Iterable[str]) -> frozenset[str]:
    """The spellings of every name of Hangul among ``names``: letters only, folded."""
    found = (folded(spelled) for name in names for spelled in _spellings(re.sub(r"\s", "", name)))
    return frozenset(spelled for spelled in found if len(spelled) >= SHORTEST)


def stands_in(spellings: frozenset[str], text: str) -> bool:
    """Whether up to five whole words in a row spell one of them; ``text`` is plain (see ``sealed.plain``).

    Folding leaves the other letters as they stand, in their order: a run is folded only where those are a spelling's.
    """
    whole, begun = _lasting(spellings)
    words = WORDS.findall(text)
    letters = {word: word.translate(_FOLDING) for word in set(words)}
    for at, first in enumerate(words):
        if letters[first] not in begun:
            continue
        run = lasting = ""
        for word in words[at : at + MOST_WORDS]:
            run, lasting = run + word, lasting + letters[word]
            if lasting not in begun:
                break
            if lasting in whole and folded(run) in spellings:
                return True
    return False


@lru_cache(maxsize=16)
def _lasting(spellings: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """What folding leaves of each spelling, and every beginning of it."""
    whole = frozenset(spelled.translate(_FOLDING) for spelled in spellings)
    return whole, frozenset(letters[:size] for letters in whole for size in range(len(letters) + 1))


def folded(spelled: str) -> str:
    """The letters without what spellings differ in."""
    for one, other in FOLDS:
        spelled = spelled.replace(one, other)
    return spelled


def _spellings(name: str) -> Iterator[str]:
    if not HANGUL_NAME.fullmatch(name):
        return
    surnames: dict[str, list[str]] = load_table("surnames")
    cut = next((size for size in (2, 1) if name[:size] in surnames and len(name) > size), 1)
    made = [rom.plain(rom.romanise(name[:cut], system)).lower() for system in rom.SYSTEMS]
    for surname, given in itertools.product(dict.fromkeys((*surnames.get(name[:cut], ()), *made)), _given(name[cut:])):
        yield surname + given
        yield given + surname
    yield from (rom.plain(rom.romanise(name, system)).lower() for system in rom.SYSTEMS)
    for yale in _yale(name[:cut], name[cut:]):
        yield from yale


def _yale(surname: str, given: str) -> Iterator[tuple[str, str]]:
    """Both orders, with ``wu`` and, as is usual after p and m, with ``u``."""
    first, second = ("".join(map(_letters, part)) for part in (surname, given))
    for one, other in ((first, second), (_short(first), _short(second))):
        yield one + other, other + one


def _letters(syllable: str) -> str:
    at = ord(syllable) - 0xAC00
    first, middle, last = (letters.split() for letters in YALE)
    return f"{first[at // 588]}{middle[at // 28 % 21]}{last[at % 28]}".replace(".", "")


def _short(spelled: str) -> str:
    return re.sub(r"(?<=[pm])wu", "u", spelled)


def _given(given: str) -> tuple[str, ...]:
    """A given name by each system, with sounds joined and each syllable as it is alone; and Chul for Cheol."""
    made: dict[str, None] = {}
    for system in rom.SYSTEMS:
        made[rom.plain(rom.romanise(given, system)).lower()] = None
        made["".join(rom.plain(rom.romanise(s, system)).lower() for s in given)] = None
    made |= dict.fromkeys(spelled.replace("eo", "u") for spelled in tuple(made))
    return tuple(made)
