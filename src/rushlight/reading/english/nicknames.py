"""One-word nicknames that are common words: ``Stone was beaten``, ``they asked Left``: names by their capital alone.

A word counts that stands with a capital inside sentences at least twice, without article, number or another name
beside it, and that once does something there or owns something.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from rushlight.reading.english.lexicon import lexicon
from rushlight.reading.english.tokens import Token

AT_LEAST = 2
ASKING = frozenset(
    {"i", "you", "he", "she", "it", "we", "they", "this", "that", "there", "the", "not", "n't", "to", "be", "have"}
)
"""Behind the first word of a sentence: then that word is no name (``Do you know``, ``Will they come``)."""


def name_nicknames(sentences: list[list[Token]]) -> None:
    """Tag the nicknames among the tokens of a text as names, before the tagger runs."""
    seen: Counter[str] = Counter()
    acting: set[str] = set()
    for tokens in sentences:
        for k in range(1, len(tokens)):
            if _alone(tokens, k) and tokens[k - 1].low.isalpha():
                seen[tokens[k].text] += 1
        acting |= {t.text for t, after in pairwise(tokens) if t.capital and _deed(after)}
    names = {word for word, n in seen.items() if n >= AT_LEAST and word in acting}
    for tokens in sentences if names else ():
        for k, token in enumerate(tokens):
            if token.text in names and _alone(tokens, k) and not _opens(tokens, k):
                token.tag = "M"


def _alone(tokens: list[Token], k: int) -> bool:
    """A capitalised common word with no article, number or name beside it."""
    t = tokens[k]
    if not t.capital:
        return False
    lex = lexicon()
    if not t.text.istitle() or not t.text.isalpha() or len(t.text) < 2 or t.value or t.low in lex.classes:
        return False
    common = t.low in lex.verbs or t.low in lex.nouns or t.low in lex.words["adjective"] or t.low in lex.words["auxiliary"]
    beside = [tokens[j] for j in (k - 1, k + 1) if 0 <= j < len(tokens)]
    bound = any((x.capital and x.start > tokens[0].start) or x.text[0].isdigit() for x in beside)
    return common and not bound and not (k and tokens[k - 1].low in lex.words["determiner"])


def _deed(after: Token) -> bool:
    lex = lexicon()
    verb = any(form in ("VBZ", "VBD") for _, form in lex.verbs.get(after.low, ()))
    return verb or after.low == "'s" or after.low in ("is", "was", "has", "had", "would", "will")


def _opens(tokens: list[Token], k: int) -> bool:
    """The first word of a sentence that may be a plain verb or auxiliary there."""
    if k and tokens[k - 1].text not in ':.“"‘':
        return False
    after = tokens[k + 1] if k + 1 < len(tokens) else None
    return after is None or after.low in ASKING or not (_deed(after) or after.text == ",")
