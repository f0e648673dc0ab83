"""A report as the choice of parties sees it: sentences, who is named where, and the statements in text order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rushlight.reading.drafts import Draft, PartyDraft, Source, StatementDraft
from rushlight.reading.patterns import rx
from rushlight.record import Role

_ENDS = rx(r"[.!?。…][\"”’)]*\s|\n")
DOERS = frozenset({Role.PERPETRATOR, Role.ORDERING_AUTHORITY, Role.INFORMANT})
SUFFERERS = frozenset({Role.AFFECTED})
MOST = 16
"""Parties that are weighed for one statement: those named last before its end, and those that the rules chose."""
FOLLOWING = 3
"""Of these, how many may be named only later."""

Stretch = tuple[int, int]


@dataclass(frozen=True)
class Moment:
    """A statement at its place: ``start`` and ``end`` of its words, the sentence they begin in, and what stood before."""

    statement: StatementDraft
    start: int
    end: int
    sentence: int
    paragraph: int
    earlier: Sequence[Moment]
    """The six statements before it, the nearest last."""


class Scene:
    """One report with the parties that have mentions; ``moments`` are its statements in text order."""

    def __init__(self, source: Source, draft: Draft) -> None:
        self.text = source.text
        self.language = source.language
        self.parties = [p for p in draft.parties if p.mentions]
        self._starts = [0, *(m.end() for m in _ENDS.finditer(source.text))]
        self._paragraphs = [p.start for p in source.paragraphs]
        self._numbers = {id(p): n for n, p in enumerate(self.parties)}
        self._named = sorted((m.start, m.end, n) for n, p in enumerate(self.parties) for m in p.mentions)
        self._statements = draft.statements

    @cached_property
    def moments(self) -> list[Moment]:
        """The statements in the order of their words."""
        out: list[Moment] = []
        for start, end, _, statement in sorted(
            (min(s.spans).start, max(x.end for x in s.spans), n, s) for n, s in enumerate(self._statements)
        ):
            paragraph = bisect_right(self._paragraphs, start)
            out.append(Moment(statement, start, end, self.sentence_of(start), paragraph, out[-6:]))
        return out

    def sentence_of(self, place: int) -> int:
        """The number of the sentence in which a character stands."""
        return bisect_right(self._starts, place) - 1

    def sentence_start(self, sentence: int) -> int:
        """Where a sentence begins."""
        return self._starts[sentence]

    def number_of(self, party: PartyDraft) -> int | None:
        """The party's place in ``parties``; None for one without mentions."""
        return self._numbers.get(id(party))

    def weighed(self, moment: Moment) -> list[int]:
        """The numbers of the parties that may have a part in a statement, the one named last first."""
        cut = bisect_left(self._named, (moment.end,))
        recent = list(dict.fromkeys(n for _, _, n in reversed(self._named[:cut])))
        seen = set(recent)
        following = list(dict.fromkeys(n for _, _, n in self._named[cut:] if n not in seen))[:FOLLOWING]
        chosen = [n for _, p in moment.statement.participants if (n := self.number_of(p)) is not None]
        return list(dict.fromkeys([*recent[: MOST - len(following)], *following, *chosen]))

    def place_of(self, party: int, moment: Moment) -> Stretch:
        """The party's mention that counts: the first inside the statement's words, else the last before, else the first."""
        mentions = [(m.start, m.end) for m in self.parties[party].mentions]
        before = [m for m in mentions if m[0] < moment.end]
        inside = [m for m in before if m[0] >= moment.start]
        if inside:
            return min(inside)
        return max(before) if before else min(mentions)


def parties_in(statement: StatementDraft, roles: frozenset[Role]) -> list[PartyDraft]:
    """Who has one of the roles in a statement."""
    return [party for role, party in statement.participants if role in roles]
