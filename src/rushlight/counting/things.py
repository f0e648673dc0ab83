"""Which statements tell of the same thing: repetitions in a report and links across reports count once."""

from __future__ import annotations

from collections.abc import Sequence

from rushlight.counting.inputs import Happening, Telling


def same_thing(told: Sequence[Telling], happenings: Sequence[Happening]) -> dict[str, str]:
    """For each statement id, the smallest id among the statements that tell of the same thing.

    Two statements are joined by ``restates`` or by a shared happening, and only when act, scope,
    modality and polarity agree: a threat of an arrest never becomes the arrest it threatened.
    """
    kinds = {t.id: _kind(t) for t in told}
    joins = Joins(list(kinds))
    for left, right in _links(told, happenings):
        if kinds.get(left) is not None and kinds.get(left) == kinds.get(right):
            joins.join(left, right)
    return {statement: joins.root(statement) for statement in kinds}


def _kind(t: Telling) -> tuple[str, ...]:
    s = t.statement
    return (s.act, s.scope, s.modality, s.polarity)


def _links(told: Sequence[Telling], happenings: Sequence[Happening]) -> list[tuple[str, str]]:
    links = [(t.id, t.statement.restates) for t in told if t.statement.restates]
    kinds = {t.id: _kind(t) for t in told}
    for happening in happenings:
        first: dict[tuple[str, ...], str] = {}
        for statement in happening.statements:
            if statement in kinds:
                links.append((first.setdefault(kinds[statement], statement), statement))
    return links


class Joins:
    """Disjoint sets of ids; the name of a set is its smallest id, whatever the order of joining."""

    def __init__(self, ids: Sequence[str]) -> None:
        self._parent = {i: i for i in ids}

    def root(self, i: str) -> str:
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def join(self, left: str, right: str) -> None:
        a, b = sorted((self.root(left), self.root(right)))
        self._parent[b] = a
