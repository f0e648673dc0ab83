"""What was meant, when a passphrase was typed while the keyboard stood on the other layout: Korean (dubeolsik) and QWERTY.

Only ever a hint: the same fingers, the same person, and a keyboard that is to be switched.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_LEAD = ["r", "R", "s", "e", "E", "f", "a", "q", "Q", "t", "T", "d", "w", "W", "c", "z", "x", "v", "g"]
_VOWEL = ["k", "o", "i", "O", "j", "p", "u", "P", "h", "hk", "ho", "hl", "y", "n", "nj", "np", "nl", "b", "m", "ml", "l"]
_TAIL = [
    *("", "r", "R", "rt", "s", "sw", "sg", "e", "f", "fr", "fa", "fq", "ft", "fx", "fv", "fg"),
    *("a", "q", "qt", "t", "T", "d", "w", "c", "z", "x", "v", "g"),
]
"""Keys of the 19 leading consonants, 21 vowels and 28 endings, in Unicode's order (KS X 5002, two-set layout)."""

_LETTERS = dict(
    zip(
        "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄ",
        [*_LEAD, *_VOWEL, *(keys for keys in _TAIL if len(keys) == 2)],
        strict=True,
    )
)
"""Single letters as a Korean keyboard leaves them where English was meant."""

_SHIFTED = frozenset("ERTQWOP")
"""Keys that give another letter with Shift; for all others Shift changes nothing."""

_FIRST, _LAST = ord("가"), ord("힣")


def _any(keys: list[str]) -> str:
    return "|".join(sorted((k for k in keys if k), key=len, reverse=True))


_SYLLABLE = re.compile(f"({_any(_LEAD)})({_any(_VOWEL)})(?:({_any(_TAIL)})(?!{_any(_VOWEL)}))?")


def to_hangul(typed: str) -> str:
    """What these QWERTY keys give on a Korean keyboard; keys that make no syllable stay as they are."""
    keys = "".join(c if c in _SHIFTED else c.lower() for c in typed)
    return _SYLLABLE.sub(lambda m: _syllable(m[1], m[2], m[3] or ""), keys)


def _syllable(lead: str, vowel: str, tail: str) -> str:
    return chr(_FIRST + (_LEAD.index(lead) * 21 + _VOWEL.index(vowel)) * 28 + _TAIL.index(tail))


def to_qwerty(typed: str) -> str:
    """The QWERTY keys that were pressed for this Korean text."""
    return "".join(map(_keys, unicodedata.normalize("NFC", typed)))


def _keys(char: str) -> str:
    if _FIRST <= ord(char) <= _LAST:
        number = ord(char) - _FIRST
        return _LEAD[number // 588] + _VOWEL[number // 28 % 21] + _TAIL[number % 28]
    return _LETTERS.get(char, char)


def readings(typed: str) -> Iterator[tuple[str, str]]:
    """Other texts that the same keys would have given, each with what to tell whoever typed them."""
    korean = to_hangul(typed)
    if korean != typed and not re.search("[A-Za-z]", korean):
        yield korean, "this is the passphrase typed with English letters: switch the keyboard to Korean and type it again"
    english = to_qwerty(typed)
    if english != unicodedata.normalize("NFC", typed):
        yield english, "this is the passphrase typed with Korean letters: switch the keyboard to English and type it again"
    if typed.isascii() and typed.upper() == typed != typed.lower():
        yield typed.lower(), "this is the passphrase in capital letters: switch Caps Lock off and type it again"
