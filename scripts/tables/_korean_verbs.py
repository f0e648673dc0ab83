"""Korean inflection at build time: from a dictionary form to the beginnings of all its inflected forms.

Korean verbs contract at the seam between stem and ending (``끌려가- + -았- -> 끌려갔-``). A dictionary form is
expanded here into the few beginnings that every inflected form has, contracted and irregular ones too; what follows
them (tense, politeness, connection) is read by the reader's ending rules. Source of the classes: Sohn, The Korean
Language (1999), ch. 9.2 (irregular predicates); jamo arithmetic: Unicode 15, 3.12.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product

BASE = 0xAC00
MEDIALS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = ["", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"]
CONTRACTED = {"ㅗ": "ㅘ", "ㅜ": "ㅝ", "ㅣ": "ㅕ", "ㅚ": "ㅙ", "ㅡ": "ㅓ"}
SAME_INFINITIVE = "ㅏㅓㅐㅔㅕ"
D_IRREGULAR = ("듣", "싣", "캐묻", "깨닫", "걷", "일컫", "따져 묻", "꼬치꼬치 묻", "따지고 묻", "되묻")
B_IRREGULAR = (
    "눕",
    "돕",
    "무섭",
    "두렵",
    "어렵",
    "힘겹",
    "괴롭",
    "굽",
    "줍",
    "괴롭",
    "흉흉스럽",
    "고맙",
    "무겁",
    "가깝",
    "외롭",
)
S_IRREGULAR = ("짓", "잇", "붓", "긋", "낫", "퍼붓")
H_IRREGULAR = ("그렇", "이렇", "저렇", "어떻", "퍼렇", "빨갛")
REU_REGULAR = ("치르", "따르", "들르", "다다르", "우러르")
"""Stems in 르 that only drop their vowel: 치러, 치렀."""
AFTER_CONSONANT = "다고지는은을아어았었으기더던게자습도네거소냐니음나든길려라대단데"
"""First syllables of the endings that follow a stem closed by a consonant; 히, 혀, 힌 (passives) are not among them."""


# What may follow the forms of a stem of one syllable, which else would be found in nouns (가족, 간부, 감옥 for 가다).
SPACE = " \n.,;:)/·…!?~”’ㅠㅋ"
AFTER_BARE = SPACE + "고서며면기는던도려게자라지다야니더셨시네거느길든요버구어었여였"
AFTER_N = SPACE + "다지데게건들뒤후적걸채대답단"
AFTER_L = SPACE + "까수게지때걸거래줄"
AFTER_B = "니시디"
AFTER_M = SPACE + "은을이도과에으"
AFTER_RIEUL = SPACE + "다고지며면었어아았기던더거자라게든도음구냐래"
AFTER_INFINITIVE = SPACE + "서도야요라버주줬줘놨놓두뒀졌지진보봤왔가갔간갈내냈드달냐"


@dataclass(frozen=True)
class Beginning:
    """A beginning of inflected forms; ``follows`` are the syllables one of which must come next (empty: any)."""

    words: str
    follows: str = ""


def split(syllable: str) -> tuple[int, str, str]:
    """Initial (as a number), medial and final jamo of one precomposed syllable."""
    code = ord(syllable) - BASE
    return code // 588, MEDIALS[code % 588 // 28], FINALS[code % 28]


def join(initial: int, medial: str, final: str = "") -> str:
    return chr(BASE + initial * 588 + MEDIALS.index(medial) * 28 + FINALS.index(final))


def beginnings(verb: str) -> list[Beginning]:
    """All beginnings of a verb's inflected forms, given in dictionary form (``-다``); spaces as in the dictionary."""
    stem = verb.removesuffix("다")
    final = split(stem[-1])[2]
    if final:
        return _closed_stem(stem)
    forms = _open_stem(stem)
    return [Beginning(words, _follows(words) if len(stem) == 1 else "") for words in forms]


def _follows(form: str) -> str:
    """What may follow a form of a stem of one syllable, by how it is closed; after the past, anything."""
    _, medial, final = split(form[-1])
    if not final:
        return AFTER_INFINITIVE if medial in "ㅐㅙㅘㅝㅕㅓ" and form[-1] not in "내대매배새재캐깨빼떼메세베데" else AFTER_BARE
    return {"ㄴ": AFTER_N, "ㄹ": AFTER_L, "ㅂ": AFTER_B, "ㅁ": AFTER_M}.get(final, "")


def _closed_stem(stem: str) -> list[Beginning]:
    head, (initial, medial, final) = stem[:-1], split(stem[-1])
    if final == "ㄹ":
        short = head + join(initial, medial)
        closed = [head + join(initial, medial, jamo) for jamo in "ㄴㅂ"]
        ended = [Beginning(words, follows) for words, follows in zip(closed, (AFTER_N, AFTER_B), strict=True)]
        named = Beginning(head + join(initial, medial, "ㄻ"), AFTER_M)
        return [Beginning(stem, AFTER_RIEUL), *ended, named, Beginning(short, "는니시세")]
    forms = [Beginning(stem, AFTER_CONSONANT)]
    if stem.endswith("놓"):
        forms += [Beginning(head + "놔"), Beginning(head + "놨")]
    if stem.endswith(D_IRREGULAR):
        forms.append(Beginning(head + join(initial, medial, "ㄹ"), "어아었았으은을음"))
    if stem.endswith(B_IRREGULAR):
        forms += [Beginning(head + join(initial, medial) + after) for after in ("우", "워", "웠", "운", "울", "와", "왔")]
    if stem.endswith(S_IRREGULAR):
        forms.append(Beginning(head + join(initial, medial), "어아었았으은을음"))
    if stem.endswith(H_IRREGULAR):
        forms += [Beginning(head + join(initial, medial, jamo)) for jamo in ("ㄴ", "ㄹ")]
    return forms


def _open_stem(stem: str) -> list[str]:
    """Forms of a stem that ends in a vowel: bare, with ㄴ ㄹ ㅂ ㅁ attached, infinitive, past."""
    head, last = stem[:-1], stem[-1]
    initial, medial, _ = split(last)
    forms = [head + form for form in (last, *(join(initial, medial, jamo) for jamo in "ㄴㄹㅂㅁ"))]
    if last == "하":
        return [*forms, f"{head}해", f"{head}했"]
    if last == "르" and head and not stem.endswith(REU_REGULAR):
        return forms + _doubled(head)
    if medial == "ㅡ" and head:
        bright = "ㅏ" if split(head[-1])[1] in "ㅏㅗ" else "ㅓ"
        return [*forms, *(head + join(initial, bright, jamo) for jamo in ("", "ㅆ"))]
    if medial in SAME_INFINITIVE:
        return [*forms, head + join(initial, medial, "ㅆ")]
    if medial in CONTRACTED:
        return [*forms, *(head + join(initial, CONTRACTED[medial], jamo) for jamo in ("", "ㅆ"))]
    return forms


def _doubled(head: str) -> list[str]:
    """부르- -> 불러, 불렀: the ㄹ is doubled into the syllable before."""
    initial, medial, _ = split(head[-1])
    bright = "ㅏ" if medial in "ㅏㅗ" else "ㅓ"
    return [head[:-1] + join(initial, medial, "ㄹ") + join(5, bright, jamo) for jamo in ("", "ㅆ")]


def spaced(words: str) -> list[str]:
    """A wording with each of its spaces written or not: 끌고 가 -> 끌고 가, 끌고가."""
    parts = words.split(" ")
    spacings = product((" ", ""), repeat=len(parts) - 1)
    return ["".join(a + b for a, b in zip(parts, [*gaps, ""], strict=True)) for gaps in spacings]


def verb_pattern(verb: str) -> str:
    """One expression for a verb's beginnings; a space in the dictionary form may be written or not.

    Beginnings that differ in their last syllable share a set: 끌려[가간갈갑감갔]; small expressions compile fast.
    """
    grouped: dict[tuple[str, str], list[str]] = {}
    for b in beginnings(verb):
        grouped.setdefault((b.words[:-1], b.follows), []).append(b.words[-1])
    return alternation([_shared(head, last, follows) for (head, follows), last in grouped.items()])


def _shared(head: str, last: list[str], follows: str) -> str:
    letters = "".join(dict.fromkeys(last))
    return _loose(head) + (f"[{letters}]" if len(letters) > 1 else letters) + _ahead(follows)


OBJECT_MARK = re.compile(r"(?<=[가-힣])[을를] ")
SUBJECT_MARK = re.compile(r"(?<=[가-힣]{2})[이가] ")


def _loose(head: str) -> str:
    """The words before a verb's last syllable: particles may change or fall (손도장을 찍-, 손도장도 찍-), spaces too."""
    marked = SUBJECT_MARK.sub("(?:이|가|도|은|는)? ", OBJECT_MARK.sub("(?:을|를|도|까지|만|은|는)? ", head))
    return marked.replace(" ", r"\s?")


def alternation(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else "(?:" + "|".join(parts) + ")"


def _ahead(follows: str) -> str:
    if not follows:
        return ""
    if not follows.startswith(SPACE):
        return f"(?=[{follows}])"
    return f"(?=[{follows.removeprefix(SPACE)}ㅠㅋ]|\\W|$)"


def imperative(verb: str) -> str:
    """The plain imperative stem before ``라``/``래``: 내-, 내놓으-, 불- (ㄹ keeps)."""
    stem = verb.removesuffix("다")
    final = split(stem[-1])[2]
    return stem + ("으" if final and final != "ㄹ" else "")
