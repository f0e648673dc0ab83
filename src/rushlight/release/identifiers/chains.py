"""What several finds make together: what became of several of one family, and steps one after another in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

Stretch = tuple[int, int]
SENTENCE = regex.compile(
    r"(?i)[^.!?。\n]+(?:(?:[.](?=\d)|(?<=\b(?:no|nr|mr|mrs|ms|dr|st|mt))[.])[^.!?。\n]*)*(?:[.!?。]+|\n|$)"
)
FATE = regex.compile(
    r"(?i)\b(?:fled|flee|left|died|dead|detained|arrested|held|taken|sent|lives?|living|served?|serves|missing|executed|shot|killed"
    r"|crossed|escaped|defected|works?|worked|was|is|stayed|keeps?|returned|sold|married|gone|remains?|in)\b"
    r"|탈북|떠나|떠났|죽|사망|세상|구금|체포|잡혀|잡힌|갇|끌려|북송|살고|산다|살아|삽니|있|복무|실종|처형|총살|도강|건너|넘어|일하|일한|남았|남아|돌아|팔려|시집|결혼|지킨|지키"
)
LEAD = regex.compile(r"(?i)(?:(?:the|an?|her|his|my|our|their|your|one|that)\s+)(?:[a-z-]+\s+)?$")
FEWEST_STEPS = 3
LENGTH = regex.compile(r"(?i)^for\b|동안|^(?:(?:about|some) )?\w+ (?:minutes|hours)$|분$")


def sentences(text: str) -> tuple[Stretch, ...]:
    """The sentences of the text (lines end one too)."""
    return tuple(s.span() for s in SENTENCE.finditer(text) if s[0].strip())


def family_trees(text: str, kin: Sequence[Stretch], held: Sequence[Stretch]) -> Iterator[Stretch]:
    """Sentences with two relations or more, where it is said what became of them; ``held`` are places and times in the text."""
    for start, end in sentences(text):
        members = [k for k in kin if start <= k[0] < end]
        if len({text[a:b].lower() for a, b in members}) < 2:
            continue
        fates = sum(1 for a, b in _pieces(members, end) if FATE.search(text, a, b) or _any(held, a, b))
        if fates >= 2 and _any(held, start, end):
            lead = LEAD.search(text, start, members[0][0])
            yield _trim(text, lead.start() if lead else members[0][0], end)


def trajectories(text: str, times: Sequence[Stretch]) -> Iterator[Stretch]:
    """Runs of sentences that each begin a step in time: three steps or more make a chain."""
    run: list[Stretch] = []
    steps = 0
    for start, end in (*sentences(text), (len(text), len(text))):
        here = [t for t in times if start <= t[0] < end and not LENGTH.search(text[t[0] : t[1]])]
        if here:
            run.append((start, end))
            steps += len(here)
            continue
        if steps >= FEWEST_STEPS and run:
            yield _trim(text, run[0][0], run[-1][1])
        run, steps = [], 0


def _pieces(members: Sequence[Stretch], end: int) -> Iterator[Stretch]:
    """From each relation to the next."""
    ends = [m[0] for m in members[1:]] + [end]
    yield from ((a, until) for (_, a), until in zip(members, ends, strict=True))


def _any(held: Sequence[Stretch], start: int, end: int) -> bool:
    return any(start <= a < end for a, _ in held)


def _trim(text: str, start: int, end: int) -> Stretch:
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".。"):
        end -= 1
    return start, end
