"""Which language a text is in: scripts first, then small words of the languages that share a script."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache

from rushlight.tables import load_table

UNKNOWN = "und"
SAMPLE = 20_000
"""Code points looked at; enough for any report."""

_SCRIPTS = {
    "hangul": re.compile("[\uac00-\ud7a3\u3131-\u318e]"),
    "kana": re.compile("[\u3041-\u30ff]"),
    "han": re.compile("[\u3400-\u9fff]"),
    "cyrillic": re.compile("[\u0400-\u052f]"),
    "arabic": re.compile("[\u0620-\u06ff]"),
    "latin": re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"),
    "my": re.compile("[\u1000-\u109f]"),
    "th": re.compile("[\u0e01-\u0e5b]"),
    "km": re.compile("[\u1780-\u17ff]"),
    "lo": re.compile("[\u0e81-\u0eff]"),
    "bo": re.compile("[\u0f00-\u0fff]"),
    "ethiopic": re.compile("[\u1200-\u139f]"),
    "he": re.compile("[\u05d0-\u05ea]"),
    "el": re.compile("[\u0370-\u03ff]"),
    "hy": re.compile("[\u0530-\u058f]"),
    "ka": re.compile("[\u10a0-\u10ff]"),
    "hi": re.compile("[\u0900-\u097f]"),
    "mn": re.compile("[\u1800-\u18af]"),
}
_ALONE = {"my", "th", "km", "lo", "bo", "he", "el", "hy", "ka", "hi", "mn"}
_FAMILIES = {
    "latin": ("en", "es", "fr", "de", "pt", "it", "nl", "vi", "tr", "id", "pl", "sw", "so", "ku"),
    "cyrillic": ("ru", "uk", "be", "kk"),
    "arabic": ("ar", "fa", "ur", "ug", "ps"),
}
_WEIGHT = {"hangul": 2.0, "han": 2.5, "kana": 2.0}
"""One syllable or character says as much as two or more letters."""


@cache
def _words(language: str) -> frozenset[str]:
    return frozenset(load_table("intake")["language"]["words"].get(language, ()))


@cache
def _letters(language: str) -> frozenset[str]:
    return frozenset(load_table("intake")["language"]["letters"].get(language, ""))


def detect(text: str) -> str:
    """The BCP 47 tag of the text's main language, or ``und``."""
    sample = text[:SAMPLE]
    counts = _scripts(sample)
    script = max(counts, key=lambda name: counts[name])
    if counts[script] == 0:
        return UNKNOWN
    if script in ("han", "kana", "hangul"):
        return _east_asian(counts)
    if script == "ethiopic":
        return _ethiopic(sample)
    return script if script in _ALONE else _by_words(sample, _FAMILIES[script])


def _scripts(sample: str) -> dict[str, float]:
    """How much of each script there is: each character is looked up once, however often it stands there."""
    counts = dict.fromkeys(_SCRIPTS, 0.0)
    for character, times in Counter(sample).items():
        name = _script(character)
        if name is not None:
            counts[name] += times * _WEIGHT.get(name, 1.0)
    return counts


@lru_cache(maxsize=1 << 14)
def _script(character: str) -> str | None:
    return next((name for name, pattern in _SCRIPTS.items() if pattern.match(character)), None)


def _east_asian(counts: dict[str, float]) -> str:
    """Japanese always shows kana; Korean with many Hanja still shows more Hangul than kana."""
    if counts["hangul"] >= 0.2 * counts["han"] and counts["hangul"] > counts["kana"]:
        return "ko"
    return "ja" if counts["kana"] >= 0.08 * counts["han"] else "zh"


def _ethiopic(sample: str) -> str:
    """Tigrinya's common particle letters against Amharic's."""
    tigrinya = len(re.findall("ኣ|ዘ|ካብ|ቐ", sample))
    amharic = len(re.findall("አ|የ|ነው|እና", sample))
    return "ti" if tigrinya > amharic else "am" if amharic else UNKNOWN


def _by_words(sample: str, languages: tuple[str, ...]) -> str:
    words = Counter(re.findall(r"[^\W\d_]+", sample.lower()))
    letters = Counter(sample.lower())
    total = sum(words.values()) or 1
    scores = {
        language: sum(words[w] for w in words.keys() & _words(language)) / total
        + min(0.3, 3 * sum(letters[c] for c in letters.keys() & _letters(language)) / total)
        for language in languages
    }
    best = max(scores, key=lambda language: scores[language])
    enough = 0.08 if total >= 12 else 0.2
    return best if scores[best] >= enough else UNKNOWN
