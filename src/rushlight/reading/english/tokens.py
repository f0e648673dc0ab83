"""Tokens over original offsets: words, numbers and marks, with room for what the tagger finds."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from rushlight.reading.english.lexicon import lexicon, rule_words, spellings
from rushlight.reading.patterns import rx

TOKEN = regex.compile(
    r"""
    (?<![\p{L}\p{N}])\p{Lu}\.(?=(?:\p{Lu}\.)+)(?:\p{Lu}\.)+      # U.S.
  | (?<![\p{L}\p{N}'’])\p{Lu}\.(?=\s+\p{Ll}|[,;:\]\)])            # an initial that stands for a name
  | \d{1,2}/\d{1,2}(?:/\d{2,4})?(?![\d/])                          # a day: 3/4
  | (?i:bah[aá])['’](?i:[ií]s?)(?!\p{L})
  | (?i:rec|gov)['’][dt](?!\p{L})
  | \d[\d,.]*(?:-\p{L}+)+                                        # 22-year-old, 50,000-nakfa
  | \p{Sc}?\d[\d,.]*\d\p{L}*|\p{Sc}?\d\p{L}*                      # numbers, ordinals
  | w/o(?!\p{L})|w/(?=\s)
  | (?:\p{L}(?=n['’]t\b))+                                        # do|n't: the stem before the contraction
  | n['’]t\b
  | ['’](?:s|re|ve|ll|d|m)\b
  | \p{L}[\p{L}\p{M}]*(?:[-‑]\p{L}[\p{L}\p{M}]*)*(?=n['’]t\b)
  | \p{L}[\p{L}\p{M}]*(?:(?:[-‑]|(?<=\p{L})['’](?=\p{L}{3,}))[\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*
  | --+ | \.\.\. | [^\s]
    """,
    regex.VERBOSE,
)
"""One token at a time; everything that is not white space belongs to a token."""


ARTICLED = rx(r"(?:al|el|ul|ad|an|ar|as|az|at|bin|ibn|abu|ould|ag)[-‑]\p{Lu}\p{L}+")
"""``al-Masri``: a name though its first letter is small."""


@dataclass(eq=False, slots=True)
class Token:
    """``text[start:end]``. ``tag`` is a coarse word class; ``lemma`` and ``form`` belong to the reading chosen by the tagger.

    ``value`` marks words inside a time (T), an amount (A) or a place (L) that the grammars found.
    """

    start: int
    end: int
    text: str
    low: str
    tag: str = ""
    lemma: str = ""
    form: str = ""
    value: str = ""

    @property
    def is_word(self) -> bool:
        return self.text[0].isalpha()

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """The tokens of ``text[start:end]``."""
    out: list[Token] = []
    known = spellings()
    for m in TOKEN.finditer(text, start, end):
        word = m.group()
        low = word.lower().replace("’", "'").replace("‑", "-")
        if low in BARE_NOT:
            cut = m.end() - 2
            out += [Token(m.start(), cut, word[:-2], low[:-2]), Token(cut, m.end(), word[-2:], "n't")]
        elif low in known and not word.isupper():
            out += _spelt_out(m.start(), word, known[low])
        else:
            out.append(Token(m.start(), m.end(), word, low))
    return out


def _spelt_out(start: int, word: str, parts: tuple[tuple[int, str], ...]) -> list[Token]:
    """``hes`` is ``he`` and ``'s``, ``ppl`` is ``people``: other words to look up, the same letters."""
    out, at = [], 0
    for size, low in parts:
        out.append(Token(start + at, start + at + size, word[at : at + size], low))
        at += size
    return out


BARE_NOT = rule_words("tokens_bare_not")


def is_abbreviation(word: str) -> bool:
    return word.rstrip(".") in lexicon().words["abbreviation"] or word.rstrip(".") == "acc"
