"""The notation of the lexicon's patterns: verbs in dictionary form, inflected here (resources/lexicon/ko/README.md).

    {끌려가다|잡혀가다}   any inflected form of these verbs
    {체포+}              the noun with any light verb (하다 시키다 되다 당하다 받다), {체포+active}, {체포+passive} with some
    {을} {이} {에} {로} {한테}   a particle of this kind, or none, and the space after it
    {@power}             a word of this class (classes.yaml)
    {~give}              any inflected form of the verbs of this class (verbs.yaml), where a word begins
    …  …4                up to two (four) words in between
    (a plain space)      a space that may be left out

Everything else is a regular expression as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import cycle
from typing import Any

from tables._korean_verbs import alternation, spaced, verb_pattern
from tables._trees import word_tree

MACRO = re.compile(r"\{([@^~]?[가-힣a-z][^{}]*|\^)\}")
PARTICLES = {
    "^": "(?<![가-힣])",
    "^수": "(?:(?<=[만천백십억])|(?<![가-힣]))",
    "을": r"(?:을|를|도|까지|만|은|는|마저|들을|들도)?\s?",
    "이": r"(?:이|가|은|는|도|까지|마저|들이|들은|들도)?\s?",
    "에": r"(?:에|에서|에서는|에는|으로|로|에도|까지|행)?\s?",
    "로": r"(?:으로|로|에|행)?\s?",
    "한테": r"(?:에게|한테|에게서|한테서|께|에|로부터|더러|보고|들에게|들한테)?\s?",
}
NOTE_END = r"(?=\s?(?:[.,;)]|$))"
"""Where notes leave a noun without its verb: 2일간 조사, 뇌물 후 석방."""
ACTIVE = "[하한할합함해했]|시[키킨킬킵킴켜켰]"
PASSIVE = "[되된될됩됨돼됐]|당[하한할합함해했]|받"
LIGHT = {
    voice: rf"(?:(?:을|를|도|까지|만|은|는)?\s?(?:{verbs})|{NOTE_END})"
    for voice, verbs in {"": f"{ACTIVE}|{PASSIVE}", "active": ACTIVE, "passive": PASSIVE}.items()
}
"""What makes a Sino-Korean noun a predicate, by voice; bare at the end of a note."""
HIDDEN = "집방차땅밭논배돈책몸옷문눈손발팔짐글시쌀술약물밥소양닭개입말귀코등턱목강산불총칼절형딸처저나너그매북이"
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


def _whole(word: str) -> str:
    """A hidden word that begins a word; 이 (tooth) and 등 (back) only with a particle, or they would be this and so on."""
    return rf"(?<![가-힣]){word}" + ("(?=[를을가도만에])" if word in "이등" else "")


def _gap(mark: re.Match[str]) -> str:
    """Words in between; behind a verb its ending too, behind other words a topic or focus particle."""
    closed, most = mark[1] or "", mark[2] or WORDS_BETWEEN
    return closed + ("[가-힣]*" if closed else "[는도만]?") + rf"(?:(?:\s\S+){{1,{most}}}\s|\s?)"


def _bounded(pattern: str) -> str:
    """The pattern with the hidden words that it opens with bound to the beginning of a word."""
    opening = re.match(r"\(\?:((?:[^()|]*\|)*[^()|]*)\)", pattern)
    if opening is None:
        return pattern
    words = [_whole(w) if w and w in HIDDEN else w for w in opening[1].split("|")]
    return "(?:" + "|".join(words) + ")" + pattern[opening.end() :]


def _macro(words: str, classes: Mapping[str, str]) -> str:
    if words in PARTICLES:
        return PARTICLES[words]
    if words.startswith("@"):
        return f"(?:{classes[words[1:]]})"
    if words.startswith("~"):
        return classes[words]
    return _words(words.split("|"))


def _words(written: list[str]) -> str:
    """Verbs inflected, and the nouns that share a set of light verbs with that set behind them, written once."""
    nouns: dict[str, list[str]] = {}
    verbs = []
    for word in written:
        noun, plus, voice = word.partition("+")
        if plus:
            nouns.setdefault(voice, []).append(noun)
        else:
            verbs += [verb_pattern(w) if w.endswith("다") else w for w in _formal(word)]
    return alternation(verbs + [word_tree(group) + LIGHT[voice] for voice, group in nouns.items()])


def _formal(word: str) -> list[str]:
    """A negated verb with its formal twin: 응하지 않다, 응하지 아니하다."""
    return [word, word.removesuffix("않다") + "아니하다"] if word.endswith("지 않다") else [word]


def context(written: str, classes: Mapping[str, str]) -> dict[str, Any]:
    """Context words by kind: plain ``words`` (looked for as they are), ``classes``, and one ``pattern`` of the rest."""
    words: list[str] = []
    named: list[str] = []
    rest: list[str] = []
    for branch in branches(written):
        plain = branch.replace(r"\s?", " ")
        if re.fullmatch(r"\{@[a-z]+\}", branch):
            named.append(branch[2:-1])
        elif plain and not re.search(r"[\\()\[\]{}?*+.^$…]", plain):
            words += spaced(plain)
        else:
            rest.append(expand(branch, classes))
    out = {"words": list(dict.fromkeys(words)), "classes": named, "pattern": "|".join(rest)}
    return {kind: value for kind, value in out.items() if value}


def branches(pattern: str) -> list[str]:
    """The alternatives of a pattern at its outermost level."""
    depth, in_set, start, out = 0, False, 0, []
    for at, char in enumerate(pattern):
        if at and pattern[at - 1] == "\\":
            continue
        if in_set or char == "[":
            in_set = char != "]"
        elif char in "({":
            depth += 1
        elif char in ")}":
            depth -= 1
        elif char == "|" and depth == 0:
            out.append(pattern[start:at])
            start = at + 1
    return [*out, pattern[start:]]
