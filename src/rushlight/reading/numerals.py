"""Numbers as texts write them, in figures and in words, English and Korean. Values are exact Decimals."""

from __future__ import annotations

import re
from decimal import Decimal

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
EN_SMALL = {word: n for n, word in enumerate(f"{_ONES} eighteen nineteen".split())} | {"a": 1, "an": 1}
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
EN_TENS = {word: 10 * n for n, word in enumerate(_TENS.split(), 2)}
EN_SCALES = {"hundred": 100, "thousand": 10**3, "lakh": 10**5, "million": 10**6, "crore": 10**7, "billion": 10**9}
EN_SCALES |= {"trillion": 10**12, "dozen": 12, "lakhs": 10**5, "crores": 10**7}
EN_SHORT = {"k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "mil": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12}

EN_FIGURE = r"\d{1,3}(?:[,  '’]\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?(?!\d)"
_SCALE = "hundred|thousand|lakhs?|million|crores?|billion|trillion"
_COUNT = "|".join([*(w for w in EN_SMALL if w not in ("zero", "a", "an")), *EN_TENS])
EN_WORDS = (
    rf"(?:(?:half a|a half|(?:{_COUNT}) and a half|(?:a|an|{_COUNT})(?:[- ](?:and )?(?:{_COUNT}|hundred))*)"
    rf"(?:[- ](?:{_SCALE}))+"
    rf"(?:[- ](?:and )?(?:{_COUNT}|{_SCALE})\b)*|(?:{_COUNT})(?:-(?:{_COUNT}))?)\b"
)
EN_NUMBER = rf"(?:(?:{EN_FIGURE})(?:[- ]?(?:(?:{_SCALE})\b|(?:mn|mln|mil|bn|tn|[kmb])\b))*|\b{EN_WORDS})"
"""A number in figures with its scale, or in words; put it in a group with ``(?i:…)``."""

KO_DIGITS = {c: n for n, c in enumerate("영일이삼사오육칠팔구")}
KO_UNITS = {"십": 10, "백": 100, "천": 1000}
KO_SCALES = {"만": 10**4, "억": 10**8, "조": 10**12}
_NATIVE = "한 두 세 네 다섯 여섯 일곱 여덟 아홉 열 열한 열두 열세 열네 열다섯"
KO_NATIVE = {word: n for n, word in enumerate(_NATIVE.split(), 1)}
KO_NATIVE |= {"석": 3, "서": 3, "넉": 4, "너": 4, "하나": 1, "둘": 2, "셋": 3, "넷": 4}
KO_NATIVE |= {"스무": 20, "스물": 20, "서른": 30, "마흔": 40, "쉰": 50}
_DAYS = "하루 이틀 사흘 나흘 닷새 엿새 이레 여드레 아흐레 열흘"
KO_DAYS = {word: n for n, word in enumerate(_DAYS.split(), 1)} | {
    "보름": 15,
    "스무날": 20,
    "열하루": 11,
    "열이틀": 12,
    "스무하루": 21,
    "스무이틀": 22,
}

_FIG = r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?"
KO_NUMBER = (
    rf"(?:(?:{_FIG})|[일이삼사오육칠팔구십백천만억조](?=[일이삼사오육칠팔구십백천만억조\s]|원|위안|달러|불|유로|엔|밧|바트|짯|루블|루피|리알|토만|솜|숨|텡게|마나트|페소|디나르|파운드)"
    rf"(?:(?<=[^가-힣][만억천])\s?(?:(?:{_FIG})(?=\s?[백천만])|[일이삼사오육칠팔구](?=[백천])))?)"
    rf"(?:[십백천만억조]+(?:\s?(?:{_FIG})(?=\s?[십백천만억조원위달유엔동밧])|\s?(?:\d,\d{{3}}|\d{{3,4}})(?=\s?[가-힣A-Z])|"
    rf"\s?[일이삼사오육칠팔구]?[십백천만])?|[일이삼사오육칠팔구])*"
)
"""A Korean number: 4만 3000, 2천500, 1억 2천만, 이천오백, 만."""


def english_number(words: str) -> Decimal | None:
    """The value of an English number, or None when the words are none. ``2.5 million`` is 2500000."""
    text = words.lower().strip().replace("-", " ")
    found = re.match(rf"(?:{EN_FIGURE})", text)
    if not found:
        return _english_words(text.split())
    value = Decimal(re.sub(r"[,  '’]", "", found[0]))
    for scale in re.findall(r"[a-z]+", text[found.end() :]):
        factor = EN_SCALES.get(scale) or EN_SHORT.get(scale)
        if factor is None:
            return None
        value *= factor
    return _plain(value)


def _english_words(words: list[str]) -> Decimal | None:
    if words[:2] in (["half", "a"], ["a", "half"]):
        rest = _english_words(["a", *words[2:]])
        return None if rest is None else _plain(rest / 2)
    if words[1:4] == ["and", "a", "half"]:
        head, tail = _english_words(words[:1]), _english_words(["one", *words[4:]])
        return None if head is None or tail is None else _plain((head + Decimal("0.5")) * tail)
    total, section, seen = 0, 0, False
    for word in words:
        if word == "and":
            continue
        if word in EN_SMALL or word in EN_TENS:
            section += EN_SMALL.get(word, 0) or EN_TENS.get(word, 0)
        elif word == "hundred" or word == "dozen":
            section = max(section, 1) * EN_SCALES[word]
        elif word in EN_SCALES:
            total, section = total + max(section, 1) * EN_SCALES[word], 0
        else:
            return None
        seen = True
    return Decimal(total + section) if seen else None


def korean_number(words: str) -> Decimal | None:
    """The value of a Korean number in figures, Sino-Korean words or both, or None. ``4만 3000`` is 43000."""
    text = words.replace(",", "").replace(" ", "")
    if text in KO_NATIVE:
        return Decimal(KO_NATIVE[text])
    total = section = Decimal(0)
    pending: Decimal | None = None
    for part in re.findall(r"\d+(?:\.\d+)?|.", text):
        if part in KO_UNITS:
            section, pending = section + (1 if pending is None else pending) * KO_UNITS[part], None
        elif part in KO_SCALES:
            head = section + (pending or 0)
            total, section, pending = total + (head or 1) * KO_SCALES[part], Decimal(0), None
        elif part in KO_DIGITS:
            pending = Decimal(KO_DIGITS[part])
        elif part[0].isdigit():
            pending = Decimal(part)
        else:
            return None
    return _plain(total + section + (pending or 0)) if text else None


def _plain(value: Decimal) -> Decimal:
    """3200000, not 3200000.0."""
    whole = value.to_integral_value()
    return whole if whole == value else value
