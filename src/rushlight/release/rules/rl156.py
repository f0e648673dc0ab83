"""RL156: one family, or two, make up most of a sum.

Two measures of statistical offices (Hundepool et al., Statistical Disclosure Control, 2012, chapter 4), both as shares:
(n,k)-dominance, where the n largest contributions are more than k of the total; and the p % rule, where whoever made the second
largest contribution, taking his own from the total, comes within p of the largest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from rushlight.errors import ReleaseError
from rushlight.release.draft import DraftTable, Shares
from rushlight.release.rules.base import Case, Finding, Rule, finding
from rushlight.release.settings import part


def dominated(amounts: Sequence[Decimal], n: int, k: Decimal) -> bool:
    """Whether the ``n`` largest make up more than the share ``k`` of the total."""
    ranked, total = sorted(amounts, reverse=True), sum(amounts, Decimal(0))
    return total > 0 and sum(ranked[:n], Decimal(0)) > k * total


def guessed(amounts: Sequence[Decimal], p: Decimal) -> bool:
    """Whether the second largest contributor can tell the largest contribution to within the share ``p`` of it."""
    ranked = sorted(amounts, reverse=True)
    if not ranked or ranked[0] <= 0:
        return False
    return sum(ranked[2:], Decimal(0)) < p * ranked[0]


def unequal(shares: Shares, preset: str, table: str) -> bool:
    """Whether a cell falls under one of the two. Raises ReleaseError for a contribution below zero."""
    if any(amount < 0 for amount in shares.amounts):
        raise ReleaseError("a contribution to a sum is below zero", where=table, hint="sums of money taken are never negative")
    limits = part("thresholds")["dominance"][preset]
    pairs = ((int(n), Decimal(k)) for n, k in limits["largest"].items())
    return any(dominated(shares.amounts, n, k) for n, k in pairs) or guessed(shares.amounts, Decimal(limits["within"]))


def hidden(table: DraftTable, shares: Shares) -> bool:
    """Whether the cell is blanked."""
    return any((c.row, c.column) == (shares.row, shares.column) and c.count is None for c in table.cells)


def find(case: Case) -> Iterator[Finding]:
    for table in case.draft.tables:
        for shares in table.shares:
            if not hidden(table, shares) and unequal(shares, case.gates.preset, table.id):
                yield finding("RL156", table.id, table=table.title, cell=f"{shares.row} / {shares.column}")


RULE = Rule("RL156", find)
