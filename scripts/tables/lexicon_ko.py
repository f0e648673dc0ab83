"""The Korean lexicon: frames and nouns from ``resources/lexicon/ko``, verbs expanded to their stem forms.

Korean verbs contract at the seam between stem and ending (``끌려가- + -았- -> 끌려갔-``). A dictionary
form is expanded here into the few prefixes that every inflected form begins with; what follows
them (tense, politeness, connection) is read by the reader's ending rules, never listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

BASE = 0xAC00
MEDIALS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = ["", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"]
CONTRACTED = {"ㅗ": "ㅘ", "ㅜ": "ㅝ", "ㅣ": "ㅕ", "ㅚ": "ㅙ", "ㅡ": "ㅓ"}
SAME_INFINITIVE = "ㅏㅓㅐㅔㅕ"
D_IRREGULAR = ("듣", "싣", "캐묻", "깨닫", "걷")
B_IRREGULAR = ("눕", "돕", "무섭", "두렵", "어렵", "힘겹", "괴롭", "굽")
S_IRREGULAR = ("짓", "잇", "붓", "긋", "낫")
AFTER_CONSONANT = "다고지는은을아어았었으기더던게자습도네거소냐니음나든길려라"
"""First syllables of the endings that follow a stem closed by a consonant; 히, 혀, 힌 (passives) are not among them."""


def split(syllable: str) -> tuple[int, str, str]:
    """Initial (as a number), medial and final jamo of one precomposed syllable."""
    code = ord(syllable) - BASE
    return code // 588, MEDIALS[code % 588 // 28], FINALS[code % 28]


def join(initial: int, medial: str, final: str = "") -> str:
    return chr(BASE + initial * 588 + MEDIALS.index(medial) * 28 + FINALS.index(final))


def stem_forms(verb: str) -> list[str]:
    """Regular expressions of all beginnings of a verb's inflected forms, given in dictionary form (``-다``)."""
    stem = verb.removesuffix("다")
    head, last = stem[:-1], stem[-1]
    initial, medial, final = split(last)
    if not final:
        return [head + form for form in _open_stem(head, last, initial, medial)]
    if final == "ㄹ":
        dropped = head + join(initial, medial)
        return [stem, head + join(initial, medial, "ㄴ"), head + join(initial, medial, "ㅂ"), f"{dropped}(?=[는니시세])"]
    forms = [f"{stem}(?=[{AFTER_CONSONANT}])"]
    if stem.endswith(D_IRREGULAR):
        forms.append(f"{head}{join(initial, medial, 'ㄹ')}(?=[어아었았으은을])")
    if stem.endswith(B_IRREGULAR):
        forms += [head + join(initial, medial) + after for after in ("우", "워", "웠", "운", "울", "와", "왔")]
    if stem.endswith(S_IRREGULAR):
        forms.append(f"{head}{join(initial, medial)}(?=[어아었았으은을])")
    return forms


def _open_stem(head: str, last: str, initial: int, medial: str) -> list[str]:
    """Forms of a stem that ends in a vowel: bare, with ㄴ ㄹ ㅂ ㅁ attached, infinitive, past."""
    forms = [last, *(join(initial, medial, f) for f in "ㄴㄹㅂㅁ")]
    if last == "하":
        return [*forms, "해", "했"]
    if last == "르" and head:
        i, m, _ = split(head[-1])
        bright = "ㅏ" if m in "ㅏㅗ" else "ㅓ"
        doubled = join(i, m, "ㄹ")
        irregular = [f"\0{doubled}{join(5, bright)}", f"\0{doubled}{join(5, bright, 'ㅆ')}"]
        return [*forms, *irregular]
    if medial == "ㅡ" and head:
        _, m, _ = split(head[-1])
        medial_infinitive = "ㅏ" if m in "ㅏㅗ" else "ㅓ"
        return [*forms, join(initial, medial_infinitive), join(initial, medial_infinitive, "ㅆ")]
    if medial in SAME_INFINITIVE:
        return [*forms, join(initial, medial, "ㅆ")]
    if medial in CONTRACTED:
        return [*forms, join(initial, CONTRACTED[medial]), join(initial, CONTRACTED[medial], "ㅆ")]
    return forms


def imperative(verb: str) -> str:
    """The plain imperative stem before ``라``/``래``: 내-, 내놓으-, 불- (ㄹ keeps)."""
    stem = verb.removesuffix("다")
    final = split(stem[-1])[2]
    return stem + ("으" if final and final != "ㄹ" else "")


def verb_pattern(verb: str) -> str:
    """One alternation for a verb; a space in the dictionary form may be written or not."""
    forms = []
    for form in stem_forms(verb):
        # a doubled ㄹ (부르- -> 불러) replaces the syllable before it
        plain = re.sub(r".\0", "", form)
        forms.append(plain.replace(" ", r"\s?"))
    return "(?:" + "|".join(dict.fromkeys(forms)) + ")"


def imperative_pattern(verb: str) -> str:
    return imperative(verb).replace(" ", r"\s?")


OPENING = re.compile(
    r"^(?:\(\?<[!=][^()]*\)|\[[^\]]*\](?:\{[^}]*\}|[+*?])*|\\s[?*+]?|\(\?:[^()]*\)(?:\?|\*|\{0)[^가-힣(]*|[가-힣]\?)+"
)
"""What a branch may open with that tells nothing of its syllables: look-behinds, classes, optional groups."""


def key_grams(pattern: str) -> list[str] | None:
    """One or two syllables of which one must stand in any text the pattern matches; None when that cannot be told."""
    grams: set[str] = set()
    for branch in _branches(pattern):
        branch = OPENING.sub("", branch)
        if branch.startswith("(?:"):
            inner, rest = _group(branch)
            found = None if rest[:1] in ("?", "*", "{") else key_grams(inner)
            if found is None:
                return None
            grams.update(found)
            continue
        literal = re.match(r"[가-힣A-Z]+", branch)
        if literal is None:
            return None
        word = literal.group()
        if branch[len(word) : len(word) + 1] in ("?", "*", "{"):
            word = word[:-1]
        if not word:
            return None
        grams.add(word[:2])
    return sorted(grams)


def _marks(pattern: str) -> Iterator[tuple[int, str, int]]:
    """(place, mark, depth after it) of every bracket and bar that is neither escaped nor in a set of letters."""
    depth, in_set, escaped = 0, False, False
    for i, char in enumerate(pattern):
        if escaped or char == "\\":
            escaped = not escaped
        elif in_set or char == "[":
            in_set = char != "]"
        elif char in "()|":
            depth += (char == "(") - (char == ")")
            yield i, char, depth


def _branches(pattern: str) -> list[str]:
    """The alternatives of a pattern at its outermost level."""
    cuts = [-1, *(i for i, mark, depth in _marks(pattern) if mark == "|" and depth == 0), len(pattern)]
    return [pattern[first + 1 : last] for first, last in pairwise(cuts)]


def _group(branch: str) -> tuple[str, str]:
    """The content of the group that a branch opens with, and what follows it."""
    for i, mark, depth in _marks(branch):
        if mark == ")" and depth == 0:
            return branch[3:i], branch[i + 1 :]
    return branch, "?"


def any_of(words: list[str]) -> str:
    """An alternation, longest first, of words or small patterns."""
    return "|".join(w.replace(" ", r"\s?") for w in sorted(set(words), key=lambda w: (-len(w), w)))


def build(resources: Path) -> dict[str, Any]:
    """The table ``lexicon_ko``: classes, frames, cues, nouns and endings as regular expressions."""
    folder = resources / "lexicon" / "ko"

    def load(name: str) -> Any:
        return yaml.safe_load((folder / name).read_text(encoding="utf-8"))

    frames = [row for path in sorted(folder.glob("acts-*.yaml")) for row in yaml.safe_load(path.read_text(encoding="utf-8"))]
    return {
        "version": load("meta.yaml")["version"],
        "classes": {name: _class(words) for name, words in load("classes.yaml").items()},
        "frames": [_frame(row) for row in frames],
        "cues": [_cue(row) for row in load("cues.yaml")],
        "nouns": [_noun(row) for row in load("nouns.yaml")],
        "names": load("names.yaml"),
        "clauses": load("clauses.yaml"),
    }


def _class(words: list[str]) -> str:
    """Words of a class; those of one syllable must stand alone, or 교도소 would hold an ox."""
    short = [w for w in words if re.fullmatch("[가-힣]", w)]
    long = [w for w in words if w not in short]
    alone = f"(?<![가-힣])(?:{'|'.join(short)})(?=[을를이가은는도과와에의만로까\\s,.(]|$)"
    return "|".join([any_of(long)] * bool(long) + [alone] * bool(short))


def _frame(row: dict[str, Any]) -> dict[str, Any]:
    out = {
        k: row[k]
        for k in ("act", "roles", "object", "subject", "needs", "not", "scope", "only", "examples", "counter")
        if k in row
    }
    for key in ("nouns", "events"):
        if key in row:
            out[key] = any_of(row[key])
    for key in ("active", "passive", "verbs"):
        if key in row:
            out[key] = "|".join(verb_pattern(v) for v in row[key])
    if "imperative" in row:
        out["imperative"] = any_of([imperative_pattern(v) for v in row["imperative"]])
    if "patterns" in row:
        out["patterns"] = "|".join(row["patterns"])
    grams = [key_grams(out[k]) for k in ("nouns", "active", "passive", "verbs", "imperative", "patterns") if k in out]
    if all(g is not None for g in grams):
        out["keys"] = sorted({gram for g in grams if g is not None for gram in g})
    return out


def _cue(row: dict[str, Any]) -> dict[str, Any]:
    parts = list(row.get("words", []))
    verbs = [verb_pattern(v) for v in row.get("verbs", [])]
    return {"kind": row["kind"], "pattern": "|".join([any_of(parts)] * bool(parts) + verbs)}


def _noun(row: dict[str, Any]) -> dict[str, Any]:
    return {**{k: v for k, v in row.items() if k != "words"}, "pattern": any_of(row["words"])}
