"""The sentences of a text that somebody wrote: every character that is no white space belongs to exactly one."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

END = re.compile(r"[.!?…。？！]+[\"'”’»)\]」』]*(?=\s|$)|[。？！][\"”’」』]*|\n")
KEPT = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Col|Gen|Lt|Capt|Sgt|St|No|vs|ca|e\.g|i\.e)|\b[A-Z]|\b\d{1,3})\.$")
"""Points that end no sentence: titles, initials, the number of a list."""
LONGEST = 2000
"""Characters of one sentence: a longer one is cut, so that nobody signs a page at once."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its number from 1, its offsets (code points of the text), its words, and its paragraph from 1."""

    number: int
    start: int
    end: int
    text: str
    paragraph: int

    @property
    def id(self) -> str:
        return f"S{self.number}"

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of its words, however they are spaced and composed: what a person signs."""
        return digest_of(self.text)


def digest_of(text: str) -> str:
    """The digest of a sentence with these words."""
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(plain.encode()).hexdigest()


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences in order. A blank line ends a paragraph, a line end a sentence."""
    out: list[Sentence] = []
    paragraph, before = 1, 0
    for start, end in _pieces(text):
        if out and text[before:start].count("\n") > 1:
            paragraph += 1
        out.append(Sentence(len(out) + 1, start, end, text[start:end], paragraph))
        before = end
    return tuple(out)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for stop in (*(m.end() for m in END.finditer(text)), len(text)):
        if stop < len(text) and text[stop - 1] == "." and KEPT.search(text, max(at, stop - 12), stop):
            continue
        for start, end in _cut(text, at, stop):
            if text[start:end].strip():
                left = start + len(text[start:end]) - len(text[start:end].lstrip())
                yield left, left + len(text[left:end].rstrip())
        at = stop


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        space = text.rfind(" ", start + 1, start + LONGEST)
        stop = space if space > start else start + LONGEST
        yield start, stop
        start = stop
    yield start, end
