"""Sums of money by currency: demanded, paid and seized apart; median and range only; conversions never counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Literal

from rushlight.counting.inputs import Happening, Telling
from rushlight.counting.things import same_thing
from rushlight.record import Amount, Modality, Polarity, Scope

Use = Literal["demanded", "paid", "seized", "other"]
USES: tuple[Use, ...] = ("demanded", "paid", "seized", "other")
MEAN_FROM = 20
"""A mean of fewer sums says more about the one largest than about the rest (COUNTING.md, section 7)."""
PAID = frozenset({"take.extorted_payment", "take.goods"})


@dataclass(frozen=True, slots=True)
class Sum:
    """One sum as told, with the statement it stands in. A conversion in the text is no further sum."""

    value: Decimal
    statement: str
    currency_inferred: bool


@dataclass(frozen=True, slots=True)
class AmountRow:
    """Sums of one use, scope and currency. ``currency`` is None where none is known."""

    use: Use
    scope: Scope
    currency: str | None
    sums: tuple[Sum, ...]

    @property
    def median(self) -> Decimal:
        return median(s.value for s in self.sums)

    @property
    def low(self) -> Decimal:
        return min(s.value for s in self.sums)

    @property
    def high(self) -> Decimal:
        return max(s.value for s in self.sums)

    @property
    def mean(self) -> Decimal | None:
        """None below twenty sums."""
        if len(self.sums) < MEAN_FROM:
            return None
        return sum((s.value for s in self.sums), Decimal(0)) / len(self.sums)


@dataclass(frozen=True, slots=True)
class AmountTable:
    """``rows`` by use, scope and currency; ``without_value`` the statements, by use, whose sum is a range,
    a part, a rate ("each visit") or vague, and so stands in no row.
    """

    rows: tuple[AmountRow, ...]
    without_value: Mapping[Use, tuple[str, ...]]


def amounts(told: Sequence[Telling], happenings: Sequence[Happening]) -> AmountTable:
    """The sums in ``told``. The same sum told twice of one thing, or on a demand and on its content, is one."""
    things = same_thing(told, happenings)
    sums: dict[tuple[Use, Scope, str | None], dict[tuple[str, Decimal], Sum]] = defaultdict(dict)
    vague: dict[Use, set[str]] = {use: set() for use in USES}
    for t, amount in _stated(told):
        if amount.value is None or not _whole(amount):
            vague[use_of(t)].add(t.id)
            continue
        key = (use_of(t), t.statement.scope, amount.currency)
        thing = (things[_demand(t, things)], amount.value)
        sums[key].setdefault(thing, Sum(amount.value, t.id, amount.currency_basis == "inferred"))
    rows = (AmountRow(*key, tuple(sorted(found.values(), key=_order))) for key, found in sums.items())
    ordered = sorted(rows, key=lambda r: (USES.index(r.use), list(Scope).index(r.scope), r.currency or "~"))
    return AmountTable(tuple(ordered), {use: tuple(sorted(ids)) for use, ids in vague.items() if ids})


def use_of(t: Telling) -> Use:
    """What a statement's sum was: asked for, handed over, taken; or something else, such as a denied payment."""
    s = t.statement
    if s.polarity is Polarity.NEGATED:
        return "other"
    if s.modality is Modality.DEMANDED or (s.act == "demand.payment" and s.modality is Modality.OCCURRED):
        return "demanded"
    if s.modality is Modality.OCCURRED and s.act in PAID:
        return "paid"
    return "seized" if s.modality is Modality.OCCURRED and s.act == "seize.property" else "other"


def _stated(told: Sequence[Telling]) -> Iterator[tuple[Telling, Amount]]:
    for t in told:
        for amount in t.statement.amounts:
            yield t, t.report.reading.amount(amount)


def _whole(amount: Amount) -> bool:
    return amount.part == "whole" and amount.per is None


def _demand(t: Telling, things: Mapping[str, str]) -> str:
    """The demand that a demanded payment is the content of, so that both carry one sum."""
    parent = t.statement.content_of
    return parent if t.statement.modality is Modality.DEMANDED and parent in things and parent else t.id


def _order(s: Sum) -> tuple[Decimal, str]:
    return (s.value, s.statement)
