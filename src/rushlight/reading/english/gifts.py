"""``her`` before what she is given or how long she is kept: the pronoun, not the possessive. And stems by letters."""

from __future__ import annotations

from rushlight.reading.english.lexicon import rule_words
from rushlight.reading.english.tokens import Token

NUMERALS = rule_words("tagger_numerals")
LENGTHS = rule_words("captivity_lengths")
KEEPING = rule_words("captivity_keeping") | {"leave", "make", "beat", "question", "interrogate"}
GIVING = frozenset({"give", "send", "pay", "hand", "lend", "bring", "wire", "cost", "offer", "slip", "buy", "owe"})


def receives(tokens: list[Token], i: int) -> bool:
    """``played her the recording``, ``sent her 2 million``: the pronoun at ``i``; but ``gave her two days off``."""
    after = _low(tokens, i + 1)
    given = i > 0 and tokens[i - 1].lemma in GIVING and _numeral(after) and _low(tokens, i + 3) != "off"
    return given or after in ("the", "a", "an")


def kept(tokens: list[Token], i: int) -> bool:
    """``kept her four hours``: a verb of keeping before ``i``, a numeral and a unit of time behind."""
    length = _numeral(_low(tokens, i + 1)) and _low(tokens, i + 2).rstrip("s") in LENGTHS
    return i > 0 and tokens[i - 1].lemma in KEEPING and length


def stem(low: str) -> str:
    """``played`` -> play, ``parried`` -> parry: the lemma of a verb that the lexicon does not know, as well as letters tell."""
    return low[:-3] + "y" if low.endswith("ied") else low[:-2]


def _numeral(low: str) -> bool:
    return low in NUMERALS or low[:1].isdigit()


def _low(tokens: list[Token], i: int) -> str:
    return tokens[i].low if 0 <= i < len(tokens) else ""
