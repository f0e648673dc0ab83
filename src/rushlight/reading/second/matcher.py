"""A quote found again in the text, or refused. What is kept are the text's own words, never the model's.

Only white space, the form of quotation marks and dashes, and the case of a first letter that begins no name may
differ. Aligners that allow more accept inventions: LangExtract's took "100,000 yuan" for a prefix of another sum,
and "families were executed" for "families" (READING.md). Beyond being verbatim, a quote may not cut a number or
a name in two, nor leave out a negation of its own clause.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from rushlight.record import Span

LONGEST_QUOTE = 1_000

SAME = {
    **dict.fromkeys("“”„‟«»〝〞", '"'),
    **dict.fromkeys("‘’‚‛`´", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": "...",
}
DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
EDGE = " \"'.,;:!?-()[]。"

_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|dozen|half"
)
_DIGITS = r"\d[\d.,:/]*(?<![.,:/])"
NUMBER = re.compile(
    rf"(?:(?:[$€£¥₩]\s?|(?<![\w ])[-+])?{_DIGITS}|\b(?:{_WORDS})\b)"
    rf"(?:[ -]?(?:[%천백만억조]|\b(?:{_WORDS})\b|{_DIGITS}))*",
    re.IGNORECASE,
)
"""Figures with their sign, scale and percent; number words in a row; ranges as one."""

KOREAN_NUMBER = re.compile(r"\d[가-힣]|[일이삼사오육칠팔구십백천만억조수][일이삼사오육칠팔구십백천만억조]")
"""Two letters between which a number goes on: a quote may not end between them (5|만, 오만|오천)."""

NAME = re.compile(r"(?<=[^\s.?!\"'] )[A-Z][\w'-]*(?:\s[A-Z][\w'-]*)+")
"""Several capitalised words in a row, not counting the first word of a sentence."""

NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|hardly|barely|un(?:able|true))\b|n't\b"
    r"|않|없|아니|말라|(?<![가-힣])(?:안|못)(?=\s)|못(?=[\s하했해한할함된됐되될돼]|$)",
    re.IGNORECASE,
)
CLAUSE_EDGE = re.compile(
    r"[.?!;:()\"\n]|(?<!\d),|,(?!\d)|\s-\s|\b(?:but|although|though|while|whereas|because|until)\b"
    r"|(?<=지만)\s|(?<=으나)\s|(?<=는데)\s|(?<=은데)\s|(?<=했고)\s|(?<=였고)\s|(?<=았고)\s|(?<=었고)\s",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Folded:
    """Text with everything made equal that may differ; ``at[i]`` is where its i-th character came from."""

    text: str
    at: tuple[int, ...]


def _fold(text: str, start: int = 0) -> _Folded:
    letters: list[str] = []
    at: list[int] = []
    for i, char in enumerate(text, start):
        if char in DROPPED or (char.isspace() and letters and letters[-1] == " "):
            continue
        for letter in " " if char.isspace() else SAME.get(char, char):
            letters.append(letter)
            at.append(i)
    return _Folded("".join(letters), tuple(at))


def find_quote(text: str, quote: str, sentence: Span) -> Span | None:
    """The words of ``sentence`` that ``quote`` copies; None when they are not there or say less than they should."""
    return next(
        (s for s in _found(text, quote, sentence) if _whole(text, s, sentence) and not _unsaid(text, s, sentence)), None
    )


def find_words(text: str, words: str, sentence: Span) -> Span | None:
    """The same for a name, a time, a place or a sum, whose clause may well be negated."""
    return next((s for s in _found(text, words, sentence) if _whole(text, s, sentence)), None)


def _found(text: str, quote: str, sentence: Span) -> Iterator[Span]:
    if len(quote) > LONGEST_QUOTE:
        return
    wanted = _fold(unicodedata.normalize("NFC", quote)).text.strip(EDGE)
    if not any(c.isalnum() for c in wanted):
        return
    page = _fold(text[sentence.start : sentence.end], sentence.start)
    for form in dict.fromkeys((wanted, wanted[0].swapcase() + wanted[1:])):
        i = page.text.find(form)
        while i >= 0:
            span = _snapped(text, page.at[i], page.at[i + len(form) - 1] + 1, sentence)
            if span is not None and (form == wanted or not _names(page.text, i)):
                yield span
            i = page.text.find(form, i + 1)


def _names(sentence: str, at: int) -> bool:
    """Is the capital there one of a name, rather than of the sentence's beginning?"""
    return sentence[at].isupper() and any(c.isalnum() for c in sentence[:at])


def _snapped(text: str, start: int, end: int, sentence: Span) -> Span | None:
    """Whole words only: Korean particles and endings are taken in, a word cut elsewhere is refused."""
    if start > sentence.start and _joined(text[start - 1]) and _joined(text[start]):
        return None
    if end < sentence.end and KOREAN_NUMBER.match(text, end - 1):
        return None
    while end < sentence.end and _joined(text[end - 1]) and _joined(text[end]):
        if not _hangul(text[end]):
            return None
        end += 1
    return Span(start, end, text[start:end])


def _joined(char: str) -> bool:
    return char.isalnum() or char == "_" or unicodedata.combining(char) > 0


def _hangul(char: str) -> bool:
    return "\uac00" <= char <= "\ud7a3"


def _whole(text: str, span: Span, sentence: Span) -> bool:
    """Every number and name that the span touches lies in it whole."""
    page = _fold(text[sentence.start : sentence.end], sentence.start)
    for pattern in (NUMBER, NAME):
        for start, end in _places(pattern, page):
            if start < span.end and span.start < end and not (span.start <= start and end <= span.end):
                return False
    return True


def _unsaid(text: str, span: Span, sentence: Span) -> bool:
    """Does the span's own clause deny what the span says, in words that the span leaves out?"""
    page = _fold(text[sentence.start : sentence.end], sentence.start)
    left, right = _clause(page, span)
    for start, end in _places(NEGATION, page):
        if left <= start < right and not (span.start <= start and end <= span.end):
            return True
    return False


def _clause(page: _Folded, span: Span) -> tuple[int, int]:
    """From the last clause edge before the span to the first one behind it."""
    edges = list(_places(CLAUSE_EDGE, page))
    left = max((end for _, end in edges if end <= span.start), default=page.at[0])
    right = min((start for start, _ in edges if start >= span.end), default=page.at[-1] + 1)
    return left, right


def _places(pattern: re.Pattern[str], page: _Folded) -> Iterator[tuple[int, int]]:
    for match in pattern.finditer(page.text):
        if match.end() > match.start():
            yield page.at[match.start()], page.at[match.end() - 1] + 1
