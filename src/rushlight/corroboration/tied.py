"""Which of very many accounts hang together, without looking at every pair: by what they have in common.

The same ties as ``sources`` finds pair by pair, and the same components; only the reasons are not written out.
Pairs that a person judged to be of different origin are tied by nothing that is merely possible.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from rushlight.corroboration.accounts import Account
from rushlight.corroboration.graph import Components
from rushlight.record import Report

Pair = frozenset[str]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of dependence between reports: by pairs of aliases (texts, translations) and of documents (judged)."""

    report: Mapping[str, Report]
    texts: Collection[Pair]
    translated: Collection[Pair]
    judged_same: Collection[Pair]
    apart: Collection[Pair]


def components(
    accounts: Sequence[Account], known: Known, possible: Callable[[Account], Iterable[Hashable]] | None
) -> Components[int]:
    """Accounts by position, joined by certain ties, and by ``possible`` ones where keys for those are given."""
    ties = _Ties(accounts, known)
    ties.certain()
    if possible is not None:
        ties.possible(possible)
    return ties.out


class _Ties:
    def __init__(self, accounts: Sequence[Account], known: Known) -> None:
        self._accounts, self._known = accounts, known
        self.out = Components(range(len(accounts)))
        self._of_alias = _grouped(accounts, lambda a: (a.alias,))
        self._of_document = _grouped(accounts, lambda a: (a.document,))
        documents = self._of_document.keys()
        self._apart = {p for p in known.apart if p <= documents}
        self._bound = {n for p in self._apart for d in p for n in self._of_document[d]}

    def certain(self) -> None:
        for members in _grouped(self._accounts, lambda a: (a.root,) if a.root is not None else ()).values():
            self._join_all(members)
        for members in _grouped(self._accounts, lambda a: (a.outlet,) if a.outlet else ()).values():
            for one in (n for n in members if self._accounts[n].relayed):
                self._star(one, (n for n in members if self._accounts[n].document != self._accounts[one].document))
        self._pairs(self._known.texts, self._of_alias)
        self._pairs(self._known.judged_same, self._of_document)

    def possible(self, keys: Callable[[Account], Iterable[Hashable]]) -> None:
        for members in self._of_document.values():
            self._join_all(members)
        for members in _grouped(self._accounts, keys).values():
            self._join_unless_apart(members)
        for pair in self._known.translated:
            self._join_across([self._of_alias.get(alias, []) for alias in pair])
        self._later_without_source()

    def _join_all(self, members: Sequence[int]) -> None:
        self._star(members[0], members[1:])

    def _star(self, centre: int, members: Iterable[int]) -> None:
        for n in members:
            self.out.join(centre, n)

    def _pairs(self, pairs: Iterable[Pair], of: Mapping[Hashable, Sequence[int]]) -> None:
        for pair in pairs:
            if len(pair) == 2 and all(name in of for name in pair):
                self._join_all([n for name in sorted(pair) for n in of[name]])

    def _join_unless_apart(self, members: Sequence[int]) -> None:
        """Every pair of members that is not judged apart; accounts of one report are tied already."""
        free = [n for n in members if n not in self._bound]
        if free:
            self._join_all(free)
        for one in (n for n in members if n in self._bound):
            self._star(one, (n for n in members if not self._are_apart(one, n)))

    def _join_across(self, sides: Sequence[Sequence[int]]) -> None:
        if len(sides) == 2:
            for one in sides[0]:
                self._star(one, (n for n in sides[1] if not self._are_apart(one, n)))

    def _are_apart(self, a: int, b: int) -> bool:
        return bool(self._apart) and frozenset((self._accounts[a].document, self._accounts[b].document)) in self._apart

    def _later_without_source(self) -> None:
        """Who names no source may have it from any that was published before."""
        published = [(self._known.report[a.alias].document.published, n) for n, a in enumerate(self._accounts)]
        dated = sorted((day, n) for day, n in published if day is not None)
        reached = 0
        for day, one in dated:
            if not self._accounts[one].names_nobody or dated[0][0] >= day:
                continue
            start = 0 if self._bound else reached
            earlier = [n for _, n in takewhile(lambda row, day=day: row[0] < day, islice(dated, start, None))]  # type: ignore[misc]
            self._star(one, (n for n in earlier if not self._are_apart(one, n)))
            if not self._bound:
                self.out.join(one, dated[0][1])
                reached = start + len(earlier)


def _grouped(accounts: Sequence[Account], keys: Callable[[Account], Iterable[Hashable]]) -> dict[Hashable, list[int]]:
    out: defaultdict[Hashable, list[int]] = defaultdict(list)
    for n, account in enumerate(accounts):
        for key in dict.fromkeys(keys(account)):
            out[key].append(n)
    return dict(out)
