"""Which tellings are worth comparing at all: found without comparing every pair, and without losing one.

Two tellings are candidates when they share a month or a neighbouring one, a rare sum, a text or a person's
judgement. Months alone bring a square of pairs together, of which nearly all come to nothing; for those an upper
bound of their evidence is worked out over numbers (see ``bounds``), and a pair is passed over only where even the
bound keeps it from being shown. The tests compare with every pair of a month compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from itertools import combinations, product

from rushlight.corroboration.compare import Surroundings
from rushlight.corroboration.features import Features
from rushlight.corroboration.gist import Gist
from rushlight.corroboration.settings import limit
from rushlight.corroboration.tellings import width

Pair = tuple[int, int]
WIDEST = 366
"""Days: a time wider than this brings no two tellings together by itself."""


class Blocks:
    """The tellings of a casefile by what could bring two of them together; pairs are positions in ``told``."""

    def __init__(
        self,
        told: Sequence[Gist],
        around: Surroundings,
        judged: Collection[frozenset[str]],
    ) -> None:
        self._told, self._seen, self._around = told, [t.seen for t in told], around
        number = {t.head: n for n, t in enumerate(told)}
        self._judged = {(min(p), max(p)) for p in (tuple(number[h] for h in heads) for heads in judged)}
        self._by_month: defaultdict[int, list[int]] | None = None
        self._rare: Mapping[object, set[int]] = {}
        self._of: defaultdict[str, list[int]] = defaultdict(list)
        for n, telling in enumerate(told):
            self._of[telling.alias].append(n)

    def candidates(self) -> list[Pair]:
        """Pairs of different reports to compare, in order: all that could be shown, but for companions."""
        # numpy takes a tenth of a second to load: only comparing waits for it
        from rushlight.corroboration.bounds import near_in_time

        pairs = set(near_in_time(self._told, self._around, WIDEST)) | self._judged
        for members in self._rare_sums().values():
            pairs.update(combinations(sorted(members), 2))
        for reports in self._around.same_text:
            pairs.update(self._between(reports))
        return sorted(p for p in pairs if self._told[p[0]].alias != self._told[p[1]].alias)

    def beside(self, touched: Set[str]) -> list[Pair]:
        """Every pair with a telling of these reports (aliases) that shares a month, a rare sum, a text or a judgement."""
        mine = [n for alias in touched for n in self._of.get(alias, ())]
        pairs = {(min(n, m), max(n, m)) for n in mine for m in self._near(n)}
        return sorted(p for p in pairs if self._told[p[0]].alias != self._told[p[1]].alias and self._share_a_block(*p))

    def _near(self, n: int) -> Iterator[int]:
        """Positions of what may share a block with this telling, and more."""
        if self._by_month is None:
            self._by_month = defaultdict(list)
            for at, seen in enumerate(self._seen):
                for month in {m for first, last in months(seen) for m in range(first, last + 1)}:
                    self._by_month[month].append(at)
            self._rare = self._rare_sums()
        for month in {m for first, last in months(self._seen[n]) for m in range(first - 2, last + 3)}:
            yield from self._by_month.get(month, ())
        for value in self._seen[n].all_sums:
            yield from self._rare.get(value, ())
        yield from (a if b == n else b for a, b in self._judged if n in (a, b))
        for pair in self._around.same_text:
            if self._told[n].alias in pair:
                yield from (m for alias in pair for m in self._of.get(alias, ()))

    def companions(self, reports: Iterable[frozenset[str]], compared: Collection[Pair]) -> Iterator[Pair]:
        """The other pairs of these reports that share a month, a rare sum, a text or a judgement."""
        for pair in reports:
            yield from (p for p in self._between(pair) if p not in compared and self._share_a_block(*p))

    def _between(self, reports: frozenset[str]) -> Iterator[Pair]:
        if len(reports) == 2:
            left, right = reports
            yield from ((min(p), max(p)) for p in product(self._of.get(left, ()), self._of.get(right, ())))

    def _rare_sums(self) -> Mapping[object, set[int]]:
        """Tellings by each sum that is rare enough to bring them together."""
        out: defaultdict[object, set[int]] = defaultdict(set)
        for n, seen in enumerate(self._seen):
            for value in seen.all_sums:
                if self._around.sum_reports.get(value, 0) <= limit("blocking", "sum_in"):
                    out[value].add(n)
        return out

    def _share_a_block(self, a: int, b: int) -> bool:
        left, right = self._seen[a], self._seen[b]
        rare = (v for v in left.all_sums & right.all_sums)
        return (
            (a, b) in self._judged
            or frozenset((self._told[a].alias, self._told[b].alias)) in self._around.same_text
            or any(self._around.sum_reports.get(v, 0) <= limit("blocking", "sum_in") for v in rare)
            or any(x[0] <= y[1] + 2 and y[0] <= x[1] + 2 for x, y in product(months(left), months(right)))
        )


def months(seen: Features) -> list[tuple[int, int]]:
    """First and last month of each time that brings tellings together; two that are two months apart still meet."""
    return [(_month(a.year, a.month), _month(b.year, b.month)) for a, b in seen.days if width((a, b)) <= WIDEST]


def _month(year: int, month: int) -> int:
    return year * 12 + month
