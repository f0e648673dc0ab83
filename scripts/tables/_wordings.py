"""The notation of the lexicon's patterns: verbs in dictionary form, inflected here (resources/lexicon/ko/README.md).

    {끌려가다|잡혀가다}   any inflected form of these verbs
    {체포+}              the noun with any light verb (하다 시키다 되다 당하다 받다), {체포+active}, {체포+passive} with some
    {을} {이} {에} {로} {한테}   a particle of this kind, or none, and the space after it
    {@power}             a word of this class (classes.yaml)
    …  …4                up to two (four) words in between
    (a plain space)      a space that may be left out

Everything else is a regular expression as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import cycle

from tables._korean_verbs import verb_pattern

MACRO = re.compile(r"\{([@^]?[가-힣a-z][^{}]*|\^)\}")
PARTICLES = {
    "^": "(?<![가-힣])",
    "^수": "(?:(?<=[만천백십억])|(?<![가-힣]))",
    "을": r"(?:을|를|도|까지|만|은|는|마저|들을|들도)?\s?",
    "이": r"(?:이|가|은|는|도|까지|마저|들이|들은|들도)?\s?",
    "에": r"(?:에|에서|에서는|에는|으로|로|에도|까지|행)?\s?",
    "로": r"(?:으로|로|에|행)?\s?",
    "한테": r"(?:에게|한테|에게서|한테서|께|에|로부터|더러|보고|들에게|들한테)?\s?",
}
LIGHT = {"active": ("하다", "시키다"), "passive": ("되다", "당하다", "받다")}
NOTE_END = r"(?=\s?(?:[.,;)]|$))"
"""Where notes leave a noun without its verb: 2일간 조사, 뇌물 후 석방."""
HIDDEN = "집방차땅밭논배돈책몸옷문눈손발팔짐글시쌀술약물밥소양닭개입말귀코등턱목강산불총칼절형딸처저나너그매북"
"""Words of one syllable that other words hold: 방을 is not in 가방을."""
GAP = re.compile(r"(\}\)?)?…([0-9]?)")
WORDS_BETWEEN = "2"


def expand(pattern: str, classes: Mapping[str, str]) -> str:
    """The regular expression that a pattern of the lexicon stands for.

    ``classes`` are the word classes as regular expressions. Raises KeyError for a class that is not there.
    """
    gapped = GAP.sub(_gap, _bounded(pattern))
    parts = MACRO.split(gapped)
    written = (
        _macro(part, classes) if odd else part.replace(" ", r"\s?") for part, odd in zip(parts, cycle((0, 1)), strict=False)
    )
    return "".join(written)


def _gap(mark: re.Match[str]) -> str:
    """Words in between; behind a verb its ending too, behind other words a topic or focus particle."""
    closed, most = mark[1] or "", mark[2] or WORDS_BETWEEN
    return closed + ("[가-힣]*" if closed else "[는도만]?") + rf"(?:(?:\s\S+){{1,{most}}}\s|\s?)"


def _bounded(pattern: str) -> str:
    """The pattern with the hidden words that it opens with bound to the beginning of a word."""
    opening = re.match(r"\(\?:((?:[^()|]*\|)*[^()|]*)\)", pattern)
    if opening is None:
        return pattern
    words = [rf"(?<![가-힣]){w}" if w in HIDDEN and w else w for w in opening[1].split("|")]
    return "(?:" + "|".join(words) + ")" + pattern[opening.end() :]


def _macro(words: str, classes: Mapping[str, str]) -> str:
    if words in PARTICLES:
        return PARTICLES[words]
    if words.startswith("@"):
        return f"(?:{classes[words[1:]]})"
    return "(?:" + "|".join(_word(w) for w in words.split("|")) + ")"


def _word(word: str) -> str:
    noun, plus, voice = word.partition("+")
    if plus:
        light = [v for name, verbs in LIGHT.items() if not voice or voice == name for v in verbs]
        return noun + r"(?:(?:을|를|도|까지|만|은|는)?\s?(?:" + "|".join(verb_pattern(v) for v in light) + rf")|{NOTE_END})"
    return verb_pattern(word) if word.endswith("다") else word
