"""Tokens over original offsets: words, numbers and marks, with room for what the tagger finds."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from rushlight.reading.english.lexicon import lexicon, rule_words

TOKEN = regex.compile(
    r"""
    (?<![\p{L}\p{N}])\p{Lu}\.(?=(?:\p{Lu}\.)+)(?:\p{Lu}\.)+      # U.S.
  | (?<![\p{L}\p{N}'’])\p{Lu}\.(?=\s+\p{Ll}|[,;:\]\)])            # an initial that stands for a name
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
    out = []
    for m in TOKEN.finditer(text, start, end):
        low = m.group().lower().replace("’", "'").replace("‑", "-")
        out.append(Token(m.start(), m.end(), m.group(), low))
    return _split_not(out)


def _split_not(tokens: list[Token]) -> list[Token]:
    """``dont`` and ``couldnt`` without apostrophe, as chats write them, become two tokens."""
    out: list[Token] = []
    for t in tokens:
        if t.low in BARE_NOT:
            cut = t.end - 2
            out.append(Token(t.start, cut, t.text[:-2], t.low[:-2]))
            out.append(Token(cut, t.end, t.text[-2:], "n't"))
        else:
            out.append(t)
    return out


BARE_NOT = rule_words("tokens_bare_not")


def is_abbreviation(word: str) -> bool:
    return word.rstrip(".") in lexicon().words["abbreviation"]
