"""How letters are disguised: by others that look the same, one by one, turned around, or as what nobody sees.

Look-alikes are the few letters of Unicode's confusables (UTS 39) that spell Latin words whole; no table of them is
complete.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

CYRILLIC = dict(zip("авеікмнорстухјѕһԁӏѡґ", "abeikmhopctyxjshdlwr", strict=True))
GREEK = dict(zip("αεικνορτυχγωβ", "aeikvoptuxywb", strict=True))
OTHERS = {
    "ı": "i",
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ŧ": "t",
    "ħ": "h",
    "ꞓ": "c",
    "ɑ": "a",
    "ɡ": "g",
    "ǀ": "l",
    "օ": "o",
    "ս": "u",
}
FILLERS = dict.fromkeys("\u115f\u1160\u3164\uffa0\u2800", "")
"""Letters of Hangul, and a pattern of Braille, that show nothing."""
DIGITS = {chr(c): str(unicodedata.digit(chr(c))) for c in range(0x660, 0xFF1A) if unicodedata.category(chr(c)) == "Nd"}
ALIKE = str.maketrans(CYRILLIC | GREEK | OTHERS | FILLERS | DIGITS)
TAGS = re.compile("[\U000e0020-\U000e007e]+")
SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]{2,}")
TURNS = re.compile("[\u202e\u202d\u2066-\u2068]")
UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]{8,}"
)
"""So many invisible letters in a row carry something: no language needs them (ZWNJ stands alone)."""
LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
FINALS = (
    *(
        "",
        "ㄱ",
        "ㄲ",
        "ㄱㅅ",
        "ㄴ",
        "ㄴㅈ",
        "ㄴㅎ",
        "ㄷ",
        "ㄹ",
        "ㄹㄱ",
        "ㄹㅁ",
        "ㄹㅂ",
        "ㄹㅅ",
        "ㄹㅌ",
        "ㄹㅍ",
        "ㄹㅎ",
        "ㅁ",
        "ㅂ",
        "ㅂㅅ",
    ),
    *("ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ"),
)
VOWEL, LEAD, FINAL = 0x1161, 0x1100, 0x11A7
BARE = re.compile("[\u1100-\u11ff\u3131-\u3163]")


def smuggled(text: str) -> Iterator[str]:
    """What is written in letters that nobody sees (tags, variation selectors), and the text turned around where it says so."""
    for found in TAGS.finditer(text):
        yield "".join(chr(ord(c) - 0xE0000) for c in found[0])
    for found in SELECTORS.finditer(text):
        yield bytes(ord(c) - 0xFE00 if ord(c) < 0xFE10 else ord(c) - 0xE0100 + 16 for c in found[0]).decode("utf-8", "replace")
    if TURNS.search(text):
        yield text[::-1]


def has_jamo(text: str) -> bool:
    """Whether letters of Hangul stand alone in it."""
    return BARE.search(text) is not None


def jamo(text: str) -> str:
    """Hangul letter by letter as a keyboard gives it, the same for a letter at the beginning and at the end of a syllable."""
    return "".join(_letters(c) for c in unicodedata.normalize("NFKD", text))


def _letters(c: str) -> str:
    code = ord(c)
    if LEAD <= code < LEAD + len(LEADS):
        return LEADS[code - LEAD]
    if FINAL < code < FINAL + len(FINALS):
        return FINALS[code - FINAL]
    return chr(0x314F + code - VOWEL) if VOWEL <= code < VOWEL + 21 else c
