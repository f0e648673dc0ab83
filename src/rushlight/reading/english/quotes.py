"""Quotations: where they open and close, and whether they are speech or only borrowed words.

A quotation is speech when it stands free of the sentence around it; words quoted inside the
grammar of their sentence (officers called them “dangerous elements”) are transparent.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from rushlight.reading.english.lexicon import lexicon, rule_words
from rushlight.reading.english.tokens import Token, tokenise

PAIRS = {"“": "”", "«": "»", "‘": "’", "„": "“", "「": "」"}
SAYERS = frozenset({"they", "he", "she", "we", "i", "you", "it", "there"})
LINKING = rule_words("quotes_linking")
"""Before these words' quotations the sentence simply goes on."""


@dataclass(eq=False)
class Quote:
    """A quotation from its opening mark to its closing one; ``inner`` is what stands between."""

    start: int
    end: int
    inner: tuple[int, int]
    mark: str
    speech: bool = True
    nested: list[Quote] = field(default_factory=list)
    continues: bool = False


def find_quotes(text: str, start: int, end: int) -> list[Quote]:
    """The outermost quotations of ``text[start:end]``, in order. A missing closing mark closes at the end."""
    out: list[Quote] = []
    i = start
    while i < end:
        c = text[i]
        close = _closing(text, i, start, end)
        if close is None:
            i += 1
            continue
        stop, missing = close
        inner = (i + 1, stop if missing else stop - 1)
        quote = Quote(i, stop, inner, c, continues=missing)
        quote.speech = _is_speech(text, quote, start, end)
        if inner[0] < inner[1]:
            quote.nested = [q for q in find_quotes(text, *inner) if q.speech] if quote.speech else []
            out.append(quote)
        i = stop
    return out


def _closing(text: str, i: int, start: int, end: int) -> tuple[int, bool] | None:
    """Where the quotation opening at ``i`` ends (exclusive), and whether its mark is missing."""
    c = text[i]
    if c == "‘" or c == "'":
        return _single(text, i, start, end)
    if c == '"':
        stop = text.find('"', i + 1, end)
        return (stop + 1, False) if stop > 0 else (end, True)
    if c not in PAIRS:
        return None
    depth, close = 1, PAIRS[c]
    for j in range(i + 1, end):
        if text[j] == c:
            depth += 1
        elif text[j] == close:
            depth -= 1
            if not depth:
                return j + 1, False
    return end, True


def _single(text: str, i: int, start: int, end: int) -> tuple[int, bool] | None:
    """Single marks are apostrophes unless they open after a space and close before a non-letter."""
    if i > start and not (text[i - 1].isspace() or text[i - 1] in '(“"[—–-'):
        return None
    if i + 1 >= end or not text[i + 1].isalnum():
        return None
    close = "’" if text[i] == "‘" else "'"
    j = text.find(close, i + 1, end)
    while j > 0:
        after = text[j + 1] if j + 1 < end else " "
        if (not after.isalnum() and text[j - 1] not in "sS") or text[j - 1] in ",.!?":
            return j + 1, False
        j = text.find(close, j + 1, end)
    return None


def _is_speech(text: str, quote: Quote, start: int, end: int) -> bool:
    words = [t for t in tokenise(text, *quote.inner) if t.is_word]
    if not words:
        return False
    before = text[max(start, quote.start - 40) : quote.start].rstrip()
    ends = text[quote.inner[1] - 1]
    last = before.rsplit(None, 1)[-1].lower().strip('“‘("') if before else ""
    after = text[quote.end : quote.end + 30].lstrip()
    if last in LINKING or (last == "that" and (len(words) < 6 or not _has_verb(words))):
        return False
    if before.endswith((",", ":")) and len(words) >= 2 and (words[0].capital or quote.mark in "«"):
        return True
    if before.endswith(",") and len(words) >= 4 and words[0].low in SAYERS and _has_verb(words):
        return True
    if before.endswith(":") and len(words) >= 4 and _has_verb(words):
        return True
    if not before or before[-1] in '.!?”"»—–' or text[quote.start - 1] == "\n":
        return len(words) >= 3 or ends in ",.!?"
    if ends in ",!?" or (after.startswith(",") and len(words) > 4):
        return len(words) >= 3 or ends == "?"
    return len(words) >= 4 and _has_verb(words) and last in _speech_forms()


@cache
def _speech_forms() -> frozenset[str]:
    lex = lexicon()
    return frozenset(form for form, rows in lex.verbs.items() if any(lemma in lex.speech["say"] for lemma, _ in rows)) | {
        "that"
    }


def _has_verb(words: list[Token]) -> bool:
    lex = lexicon()
    return any(
        w.low in lex.words["auxiliary"]
        or w.low in lex.words["modal"]
        or any(form in ("VBZ", "VBD", "VB") for _, form in lex.verbs.get(w.low, ()))
        for w in words
    )
