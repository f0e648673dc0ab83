"""Verbs with particles: ``hand over two sacks``, ``cut off their water``, ``has since cut off``.

A particle in front of a noun phrase looks like a preposition, and a verb such as ``cut`` like a noun; which
pairs are verbs is known from the frames.
"""

from __future__ import annotations

from functools import cache

from rushlight.reading.english.lexicon import lexicon, rule_words
from rushlight.reading.english.tokens import Token

PARTICLES = frozenset({"up", "off", "out", "down", "over", "away", "back", "in"})
CAUSATIVE = frozenset({"make", "let", "have", "see", "watch", "hear"})
REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves", "myself", "ourselves"})
TOIL = rule_words("phrasal_toil")
ESCORTING = frozenset({"take", "bring", "drive", "send", "lead", "walk", "carry", "follow", "let", "see", "escort"})
RETURNING = ESCORTING | {
    "deport",
    "hand",
    "ship",
    "fly",
    "drag",
    "march",
    "call",
    "push",
    "force",
    "turn",
    "get",
    "want",
    "give",
}
CONTROL = rule_words("clauses_object_control") | {"enlist", "recruit", "oblige"}
GATHERING = rule_words("phrasal_gathering")
HAVING = frozenset({"has", "have", "had", "'ve"})


@cache
def pairs() -> frozenset[tuple[str, str]]:
    """Every verb and particle that some frame names."""
    keys = (key.split("_") for key in lexicon().frames)
    return frozenset((key[0], key[1]) for key in keys if len(key) > 1 and key[1] in PARTICLES)


def retag(tokens: list[Token]) -> None:
    """Correct the tags of one sentence where a verb was taken for a noun."""
    for i in range(len(tokens) - 1):
        _after_having(tokens, i)
        _with_particle(tokens, i)
        _after_her(tokens, i)
        _after_to(tokens, i)
        _free(tokens, i)
        _emphatic(tokens, i)
        if tokens[i].low == "home" and tokens[i].tag == "E" and tokens[i + 1].low in ("search", "searches", "raid", "raids"):
            tokens[i].tag = "N"
        if tokens[i].tag == "V" and (tokens[i].lemma, tokens[i + 1].low) in pairs():
            tokens[i + 1].form = "particle"


def _verb(token: Token, *forms: str) -> str:
    """The lemma of the verb this word may be in one of these forms, or nothing."""
    return next((lemma for lemma, form in lexicon().verbs.get(token.low, ()) if form in forms), "")


def _make_verb(token: Token, form: str) -> None:
    token.tag, token.form, token.lemma = "V", form, _verb(token, form)


def _after_having(tokens: list[Token], i: int) -> None:
    """``has since cut``: an adverb, and a participle behind it."""
    if not i or tokens[i].low != "since" or tokens[i - 1].low not in HAVING:
        return
    if tokens[i + 1].low == "been":
        tokens[i].tag = "E"
    if not _verb(tokens[i + 1], "VBN"):
        return
    tokens[i].tag = "E"
    _make_verb(tokens[i + 1], "VBN")


def _with_particle(tokens: list[Token], i: int) -> None:
    """``the chief cut off their water``: a person, a word that may be a past tense, its particle."""
    lemma = _verb(tokens[i], "VBD")
    if not i or tokens[i].tag != "N" or (lemma, tokens[i + 1].low) not in pairs():
        return
    before = tokens[i - 1]
    if before.tag == "R" or before.lemma in lexicon().classes:
        _make_verb(tokens[i], "VBD")


def _sends(tokens: list[Token], i: int) -> bool:
    """``sent her back``, not ``turned her back on him``."""
    after = tokens[i + 2].low if i + 2 < len(tokens) else ""
    return tokens[i - 1].lemma in RETURNING and after != "on"


def _free(tokens: list[Token], i: int) -> None:
    """``walked free``: no second verb."""
    if tokens[i].low == "free" and i and tokens[i - 1].lemma in ("walk", "go", "set", "get"):
        tokens[i].tag = "E"


def _emphatic(tokens: list[Token], i: int) -> None:
    """``was himself struck off``: the pronoun only stresses."""
    if i and tokens[i].low in REFLEXIVE and tokens[i - 1].tag == "A" and tokens[i + 1].tag == "V":
        tokens[i].tag = "E"


def _after_her(tokens: list[Token], i: int) -> None:
    """``made her end the pregnancy``, ``took her home``: not her end, not her home."""
    if i and tokens[i].low == "her" and tokens[i + 1].low == "home" and tokens[i - 1].lemma in ESCORTING:
        tokens[i].tag, tokens[i + 1].tag = "R", "E"
        return
    if i and tokens[i].low == "her" and tokens[i + 1].low == "back" and _sends(tokens, i):
        tokens[i].tag, tokens[i + 1].tag = "R", "E"
        return
    if not i or tokens[i].low != "her" or tokens[i - 1].lemma not in CAUSATIVE or i + 2 >= len(tokens):
        return
    if _verb(tokens[i + 1], "VB") and tokens[i + 2].tag in "DSUR":
        tokens[i].tag = "R"
        _make_verb(tokens[i + 1], "VB")


def _after_to(tokens: list[Token], i: int) -> None:
    """``were gathered to shout insults``: an infinitive though the word is a noun too."""
    if tokens[i].low != "to" or i < 1 or i + 2 >= len(tokens) or tokens[i + 1].tag != "N":
        return
    toiling = tokens[i + 1].low in TOIL and tokens[i + 2].tag in "NDSU"
    if (tokens[i - 1].lemma in GATHERING | CONTROL or toiling) and _verb(tokens[i + 1], "VB") and tokens[i + 2].tag in "NDSU":
        tokens[i].tag = "T"
        _make_verb(tokens[i + 1], "VB")
