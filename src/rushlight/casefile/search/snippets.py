"""Where in a text the question is answered: offsets into the stored text, cut anew for each answer."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from rushlight.casefile.search.asking import Phrase, Question
from rushlight.casefile.search.words import levelled, placed

WIDTH = 160
"""Code points of a snippet, about."""

TRIED = 4
"""Places of each spelling that are looked at."""

NEAR = 40
"""Code points from which the beginning of a word is looked for."""

_SPACE = re.compile(r"\s")
Place = tuple[int, int, int]
LOOKED_THROUGH = 200_000
"""Code points of a text that are looked through for a snippet."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of a text, and within it the places of what was asked; all offsets count in the text's code points."""

    start: int
    end: int
    marks: tuple[tuple[int, int], ...] = ()


def snippet(text: str, question: Question) -> Snippet:
    """The stretch with most of what was asked, the first of several; the text's beginning where nothing is found."""
    found = _places(text[:LOOKED_THROUGH], question)
    best: tuple[int, int] = (0, 0)
    for first, (start, _, _) in enumerate(found):
        kinds = {part for begin, end, part in found[first:] if end <= start + WIDTH}
        if len(kinds) > best[0]:
            best = (len(kinds), first)
    start = found[best[1]][0] if found else 0
    begin, end = _stretch(text, start)
    marks = _joined([(s, e) for s, e, _ in found if begin <= s and e <= end])
    return Snippet(begin, end, marks)


def _places(text: str, question: Question) -> list[Place]:
    """Places where parts of the question stand, from stretches around its letters; from all of the text if need be."""
    found: set[Place] = set()
    for begin, end in _around(text, question):
        found |= _within(text, begin, end, question)
        if len({part for _, _, part in found}) == len(question.wanted):
            break
    return sorted(found or _within(text, 0, len(text), question))


def _around(text: str, question: Question) -> list[tuple[int, int]]:
    """Stretches that begin and end between words, around the first places where letters of the question stand.

    None where folding changed the text's length: its letters stand elsewhere then.
    """
    low = levelled(text)
    if len(low) != len(text):
        return []
    at: list[int] = []
    for part in question.wanted:
        for phrase in part.spellings:
            position = -1
            for _ in range(TRIED):
                position = low.find(phrase.tokens[0], position + 1)
                if position < 0:
                    break
                at.append(position)
    return [_between_words(text, position) for position in sorted(at)]


def _between_words(text: str, position: int) -> tuple[int, int]:
    before = _SPACE.search(text[position::-1]) if position < NEAR else _SPACE.search(text[position : position - NEAR : -1])
    after = _SPACE.search(text, min(len(text), position + WIDTH))
    begin = position - before.start() if before else max(0, position - NEAR)
    return begin, after.start() if after and after.start() < position + WIDTH + NEAR else min(len(text), position + WIDTH)


def _within(text: str, begin: int, end: int, question: Question) -> set[Place]:
    """(start, end, number of the part) of each place between two offsets where a part of the question stands."""
    wanted = [(phrase, number) for number, part in enumerate(question.wanted) for phrase in part.spellings]
    by_first: defaultdict[str, list[tuple[Phrase, int]]] = defaultdict(list)
    for phrase, number in wanted:
        by_first[phrase.tokens[0]].append((phrase, number))
    beginnings = [row for row in wanted if row[0].open_end and len(row[0].tokens) == 1]
    rows = [(token, begin + start, begin + stop) for token, start, stop in placed(text[begin:end])]
    out = set()
    for at, (token, start, _) in enumerate(rows):
        fitting = by_first.get(token, [])
        if beginnings:
            begun = [row for row in beginnings if token.startswith(row[0].tokens[0]) and token != row[0].tokens[0]]
            fitting = fitting + begun
        for phrase, number in fitting:
            if _stands(phrase, rows, at):
                out.add((start, _end(phrase, rows, at), number))
    return out


def _stands(phrase: Phrase, rows: list[tuple[str, int, int]], at: int) -> bool:
    size = len(phrase.tokens)
    if at + size > len(rows):
        return False
    there = [row[0] for row in rows[at : at + size]]
    last = there.pop()
    *before, wanted = phrase.tokens
    return there == before and (last.startswith(wanted) if phrase.open_end else last == wanted)


def _end(phrase: Phrase, rows: list[tuple[str, int, int]], at: int) -> int:
    """The end of a phrase in the text: a single syllable ends before the one that is glued on."""
    _, start, end = rows[at + len(phrase.tokens) - 1]
    wanted = phrase.tokens[-1]
    return start + 1 if phrase.open_end and len(wanted) == 1 and wanted > "\u0dff" else end


def _stretch(text: str, start: int) -> tuple[int, int]:
    """About ``WIDTH`` code points with ``start`` in their first third, not cut within a word where that can be helped."""
    begin = max(0, start - WIDTH // 3)
    if begin:
        space = max(text.find(" ", begin, start), text.find("\n", begin, start))
        begin = space + 1 if space >= 0 else begin
    end = min(len(text), begin + WIDTH)
    if end < len(text):
        space = max(text.rfind(" ", start + 1, end), text.rfind("\n", start + 1, end))
        end = space if space > begin + WIDTH // 2 else end
    return begin, end


def _joined(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans in order, those that touch or overlap as one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)
