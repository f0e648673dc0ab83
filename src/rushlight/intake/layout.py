"""The lines of a text as units of layout: one line, or the lines of one hard-wrapped paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_LINE = re.compile(r"[^\n\f\u2028\u2029]+")
_MARKS = re.compile(r"^(?:#{1,6}\s+|>\s?)+|\s+#+$")
_EMPHASIS = re.compile(r"^(\*{1,3}|_{1,3})(?=[^\s*_])(.+?)(?<=[^\s*_])\1$")
FINAL = re.compile(
    '[.!?。！？…‥]["”’»』」\'›)\\]】*_]*(?:(?<=[^\\W\\d][.!?])\\d{1,3}|(?<=[.!?][”"’])\\d{1,3}|[¹²³⁴-⁹]{1,3}|\\[\\d{1,3}\\])?$'
)
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_WIDE = re.compile("[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]")
_HANGUL_WORD = re.compile("[\uac00-\ud7a3][^\\s]*")
LIST_MARK = re.compile(r"^(?:\(?\d{1,3}[./)\]]|\(?[a-z][.)]|[-–—•·‣○●■□▪*]|[①-⑳]|[가-하][.)])\s*(?=\S)")
WRAP_WIDTHS = (40, 110)
"""Widths, in columns, that hard-wrapped lines have."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One or more lines that belong together. ``words`` is the text on one line without decoration."""

    start: int
    end: int
    block: int
    words: str

    @property
    def final(self) -> bool:
        """Does it end like a sentence?"""
        return FINAL.search(self.words) is not None

    @property
    def weight(self) -> float:
        return weight(self.words)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    block: int
    text: str


def weight(words: str) -> float:
    """Length in English words: an eojeol says as much as 1.6 words, a character of Chinese or Japanese as half of one."""
    han = len(_HAN.findall(words))
    tokens = words.split()
    hangul = sum(1 for token in tokens if _HANGUL_WORD.match(token))
    return len(tokens) - hangul + 1.6 * hangul + (0.5 * han if han > hangul else 0.0)


def units(text: str) -> list[Unit]:
    """The units of a text in order; together they hold everything that is not white space."""
    lines = list(_lines(text))
    blocks: dict[int, list[_Line]] = {}
    for line in lines:
        blocks.setdefault(line.block, []).append(line)
    width = _wrap_width(blocks.values())
    out: list[Unit] = []
    for block in blocks.values():
        groups = _wrapped(block, width) if width else [[line] for line in block]
        out.extend(_unit(group, text) for group in groups)
    return out


def _lines(text: str) -> Iterator[_Line]:
    block, last_end = 0, None
    for match in _LINE.finditer(text):
        raw = match.group()
        stripped = raw.strip()
        if not stripped:
            continue
        start = match.start() + len(raw) - len(raw.lstrip())
        if last_end is not None and _blank_between(text, last_end, start):
            block += 1
        last_end = start + len(stripped)
        yield _Line(start, last_end, block, stripped)


def _blank_between(text: str, end: int, start: int) -> bool:
    gap = text[end:start]
    return gap.count("\n") > 1 or "\f" in gap or "\u2029" in gap


def _unit(group: list[_Line], text: str) -> Unit:
    start, end = group[0].start, group[-1].end
    words = _EMPHASIS.sub(r"\2", _MARKS.sub("", " ".join(line.text for line in group)).strip())
    return Unit(start, end, group[0].block, words or text[start:end])


def _wrap_width(blocks: Iterable[list[_Line]]) -> int:
    """The width the text was wrapped at, or 0.

    Wrapped text has no longer lines; most inner lines of its blocks are nearly as long as the longest and
    end amid a sentence.
    """
    blocks = list(blocks)
    inner = [line for block in blocks if len(block) >= 3 for line in block[:-1]]
    if len(inner) < 5:
        return 0
    lengths = sorted(_columns(line.text) for line in inner)
    width = lengths[int(0.95 * (len(lengths) - 1))]
    low, high = WRAP_WIDTHS
    longest = max(_columns(line.text) for block in blocks for line in block)
    full = sum(length >= 0.75 * width for length in lengths)
    open_ends = sum(FINAL.search(line.text) is None for line in inner)
    good = low <= width <= high and longest <= 1.3 * width and min(full, open_ends) >= 0.6 * len(inner)
    return width if good else 0


def _columns(words: str) -> int:
    """Columns on a screen: characters of East Asia take two."""
    return len(words) + len(_WIDE.findall(words))


def _wrapped(block: list[_Line], width: int) -> list[list[_Line]]:
    """The block's lines joined where the first runs to the edge and the next carries on."""
    groups = [[block[0]]]
    for line in block[1:]:
        before = groups[-1][-1]
        room = width - _columns(before.text)
        full = room < _columns(line.text.split()[0]) + 1
        if full and not LIST_MARK.match(line.text):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups
