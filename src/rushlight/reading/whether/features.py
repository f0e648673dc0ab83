"""What a statement's words and those beside it say of whether it happened: the features of the judgement (``judging``).

Each feature is a short string: the words inside and their pairs, the last words before and the first behind within the
sentence, in Korean how every word ends, the quotation marks, the act, and what the rules made of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rushlight.reading.drafts import Source, StatementDraft
from rushlight.reading.patterns import rx
from rushlight.record import Polarity

_WORDS = re.compile(r"[A-Za-z'’]+|[가-힣]+|\d+|[^\w\s]")
_ENDS = rx(r"[.!?。…][\"”’)]*\s|\n")
_FARTHEST = 400
"""Characters within which the sentence around a statement is looked for."""
_BESIDE = 6
"""Words before and behind that count as beside it."""
_QUOTES = "\"“”'‘’"
_ENDINGS = (1, 2, 3, 4)
_STEM = 2

Rules = tuple[str, str, str, str]
"""What the rules made of a statement: modality, whether likeness found it, the act whose content it is, polarity."""
UNREAD: Rules = ("", "", "", "")
"""Of a statement that the rules did not find: used in training only."""


def rules_of(statement: StatementDraft) -> Rules:
    """What the rules made of it."""
    parent = statement.content_of.act if statement.content_of is not None else "none"
    negated = "not" if statement.polarity is Polarity.NEGATED else ""
    return str(statement.modality), f"likeness={statement.by_likeness}", parent, negated


def features_of(source: Source, statement: StatementDraft) -> list[str]:
    """The features of a statement as it stands in a draft."""
    start, end = min(s.start for s in statement.spans), max(s.end for s in statement.spans)
    return features(source.text, start, end, statement.act, rules_of(statement), source.language)


def features(text: str, start: int, end: int, act: str, rules: Rules, language: str) -> list[str]:
    """The features of the words from ``start`` to ``end`` read as ``act``."""
    first, last = _sentence(text, start, end)
    before, inside, behind = (_words(text[a:b]) for a, b in ((first, start), (start, end), (end, last)))
    out = [*_run("in", inside, language), *_run("before", before[-_BESIDE:], language)]
    out += _run("behind", behind[:_BESIDE], language)
    out += _edges(before, inside, behind)
    if language == "ko":
        out += [f"near ..{w[-n:]}" for w in (*before, *behind) for n in (2, 3) if len(w) > n]
    out += [f"quote before {q}" for q in _QUOTES if q in text[first:start]]
    out += [f"quote behind {q}" for q in _QUOTES if q in text[end:last]]
    out += [f"act {act}", f"family {act.partition('.')[0]}"]
    modality, likeness, parent, negated = rules
    out += [f"rules {modality}", f"rules {modality} {likeness}", f"content of {parent}", f"rules {negated}"]
    return sorted(set(out))


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around a stretch begins and ends; one that holds several sentences keeps them."""
    opening = max(0, start - _FARTHEST)
    ends = [m.end() for m in _ENDS.finditer(text, opening, start)]
    closing = _ENDS.search(text, max(start, end - 1), min(len(text), end + _FARTHEST))
    return ends[-1] if ends else opening, closing.end() if closing else min(len(text), end + _FARTHEST)


def _words(text: str) -> list[str]:
    return _WORDS.findall(text.lower())


def _run(where: str, words: Sequence[str], language: str) -> Iterator[str]:
    for n, word in enumerate(words):
        yield f"{where} {word}"
        if language == "ko":
            yield from (f"{where} ..{word[-k:]}" for k in _ENDINGS if len(word) > k)
            if len(word) > _STEM:
                yield f"{where} {word[:_STEM]}.."
        if n + 1 < len(words):
            yield f"{where} {word} {words[n + 1]}"


def _edges(before: Sequence[str], inside: Sequence[str], behind: Sequence[str]) -> Iterator[str]:
    if inside:
        yield f"first {inside[0]}"
        yield f"last {inside[-1]}"
    yield f"next {behind[0] if behind else ''}"
    yield f"left {before[-1] if before else ''}"
