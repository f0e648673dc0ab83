"""What a noun phrase stands for by the marks around it: labels of forms, surnames behind an age, nobody at all."""

from __future__ import annotations

from rushlight.reading.english.chunks import Np
from rushlight.reading.english.role_words import role_words
from rushlight.reading.english.sentences import TITLES
from rushlight.reading.english.tokens import Token

LABELS = role_words("voices_labels")


def to_surname(tokens: list[Token], k: int) -> int:
    """``woman, 50s, surname C.``: where ``surname`` stands, within a few marks and numbers; else ``k``."""
    for j in range(k, min(k + 5, len(tokens))):
        if tokens[j].low == "surname":
            return j
        if tokens[j].is_word:
            return k
    return k


def over_age(tokens: list[Token], k: int) -> int:
    """``a woman in her 40s surnamed Pak``: where the surname would stand."""
    if k + 2 < len(tokens) and tokens[k].low == "in" and tokens[k + 1].tag == "S":
        j = k + 2
        while j < len(tokens) and (tokens[j].low in ("early", "mid", "late", "mid-", "-") or tokens[j].low[0].isdigit()):
            j += 1
        return j
    return k


def label(np: Np, tokens: list[Token]) -> bool:
    """``Subject: male, 30s, pharmacist``: the head of an entry that stands for a person."""
    return np.first <= 1 and np.head.low in LABELS and np.last < len(tokens) and tokens[np.last].text in ":=("


def no_one(np: Np, tokens: list[Token]) -> bool:
    """``no such person``, ``such a person``, ``every Losar``, ``a white Toyota``: nobody who can be spoken of again."""
    such = any(t.low == "such" for t in tokens[np.first : np.last])
    if such and np.head.low in ("person", "man", "woman", "name", "citizen"):
        return True
    if np.name and np.det == "a" and any(t.low == "certain" or t.low in TITLES for t in tokens[np.first : np.last]):
        return False
    return np.name and np.det in ("a", "an", "any", "no", "every", "each")
