"""Groups under a relation (union-find), and the largest set of nodes that are all apart."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from typing import Generic, TypeVar

Node = TypeVar("Node", bound=Hashable)


class Components(Generic[Node]):
    """Disjoint groups that grow by ``join``. Order of nodes is kept, so results do not depend on hashing."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._parent = {node: node for node in nodes}

    def root(self, node: Node) -> Node:
        while self._parent[node] != node:
            self._parent[node] = self._parent[self._parent[node]]
            node = self._parent[node]
        return node

    def join(self, left: Node, right: Node) -> None:
        self._parent[self.root(right)] = self.root(left)

    def together(self, left: Node, right: Node) -> bool:
        return self.root(left) == self.root(right)

    def groups(self) -> list[list[Node]]:
        out: dict[Node, list[Node]] = {}
        for node in self._parent:
            out.setdefault(self.root(node), []).append(node)
        return list(out.values())


def largest_apart(nodes: Collection[Node], apart: Collection[frozenset[Node]]) -> int:
    """The size of the largest subset of ``nodes`` in which every pair is in ``apart`` (a clique; at least 1).

    Bron-Kerbosch without pivoting: a team's "different" judgements within one event are few.
    """
    neighbours = {n: {m for m in nodes if frozenset((n, m)) in apart and m != n} for n in nodes}
    best = 1

    def grow(size: int, candidates: set[Node]) -> None:
        nonlocal best
        best = max(best, size)
        while candidates and size + len(candidates) > best:
            node = candidates.pop()
            grow(size + 1, candidates & neighbours[node])

    grow(0, {n for n in nodes if neighbours[n]})
    return best
