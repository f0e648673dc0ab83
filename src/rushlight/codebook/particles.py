"""Korean particles that follow the sound before them: a sentence writes both forms, and what is put in chooses.

"%(alias)s을(를)" becomes "R3을" and "R2를". Where the sound is not known, as behind a name in another script, both stay:
a sentence into which such a word can come does without a particle.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

BOTH = {
    "을(를)": ("을", "를"),
    "이(가)": ("이", "가"),
    "은(는)": ("은", "는"),
    "과(와)": ("과", "와"),
    "(으)로": ("으로", "로"),
    "(이)": ("이", ""),
}
"""Both forms as a sentence writes them, and each: after a consonant, after a vowel."""
RIEUL = 8
"""The final ㄹ, after which (으)로 is 로."""
FINALS = {"0": 21, "1": RIEUL, "3": 16, "6": 1, "7": RIEUL, "8": RIEUL, "L": RIEUL, "M": 16, "N": 4, "R": RIEUL}
"""The final, by its number in Unicode's table, of digits and letters that end in one when read out: 영, 일, 삼, 엘, 알."""
CLOSING = re.compile(r"(?:\s*\([^()]*\)|[\"'”’\])}»」』])+$")
"""Marks that are not read out, and words in brackets: the particle belongs to what stands before them."""
EITHER = "|".join(re.escape(both) for both in BOTH)
_BEHIND = re.compile(rf"%\((\w+)\)s({EITHER})")
_FIRST = re.compile(EITHER)
_TAG = re.compile(r"<[^<>]*>")


def final(word: str) -> int | None:
    """Number of the consonant in which the last sound of ``word`` ends (Unicode 3.12: 1 to 27), 0 for none, None unknown."""
    word = CLOSING.sub("", word)
    last = word[-1:]
    if "가" <= last <= "힣":
        return (ord(last) - 0xAC00) % 28
    if last.isascii() and (last.isdigit() or (last.isupper() and not word[-2:-1].islower())):
        return FINALS.get(last, 0)
    return None


def chosen(both: str, before: str) -> str:
    """The form of ``both`` (a key of ``BOTH``) that follows ``before``; both where its sound is not known."""
    sound = final(_TAG.sub("", before))
    if sound is None:
        return both
    open_ = sound == 0 or (both == "(으)로" and sound == RIEUL)
    return BOTH[both][1 if open_ else 0]


def fitted(template: str, values: Mapping[str, object]) -> str:
    """``template`` with each particle behind a ``%(name)s`` chosen; the placeholders stay. Markup in a value is not read."""
    return _BEHIND.sub(lambda m: f"%({m[1]})s{chosen(m[2], str(values[m[1]])) if m[1] in values else m[2]}", template)


def behind(before: str, rest: str) -> str:
    """``rest`` of a sentence with the particle at its beginning chosen by what stands before it."""
    found = _FIRST.match(rest)
    return chosen(found[0], before) + rest[found.end() :] if found else rest
