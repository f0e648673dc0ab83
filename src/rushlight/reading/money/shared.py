"""What the English and Korean money grammars share: raw sums, and the step that turns restated sums into conversions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from rushlight.reading.patterns import rx
from rushlight.record import Amount, Conversion, Quantity, Span, cut


@dataclass(frozen=True)
class Sum:
    """One sum as found, before it is known to be an amount of its own or a conversion of the one before.

    ``number`` and ``end`` bound the figure and its currency; ``head`` is where words such as "about" begin.
    """

    head: int
    number: int
    end: int
    value: Decimal | None
    currency: str | None
    basis: str | None
    quantity: Quantity | None = None
    part: str = "whole"
    per: str | None = None
    restates: bool = False


def overlapping(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    return any(start < b and a < end for a, b in taken)


def not_restated(sums: list[Sum], restated: Callable[[Sum, Sum], bool]) -> list[Sum]:
    """The sums in text order without those that say the one before again in another currency."""
    out: list[Sum] = []
    for one in sorted(sums, key=lambda s: s.number):
        if not (out and restated(out[-1], one)):
            out.append(one)
    return out


def to_amounts(text: str, sums: list[Sum], restated: Callable[[Sum, Sum], bool]) -> list[Amount]:
    """Amounts in order; a sum that ``restated(before, it)`` becomes a conversion of the amount before it.

    A third figure may restate the second: 30 million tomans (300 million rials, about $600).
    """
    out: list[Amount] = []
    chain: list[Sum] = []
    for one in sorted(sums, key=lambda s: s.number):
        again = bool(chain) and one.currency != chain[0].currency and any(restated(s, one) for s in (chain[0], chain[-1]))
        if again and one.value is not None:
            out[-1] = _with(out[-1], Conversion(one.value, one.currency, cut(text, one.head, one.end)))
            chain.append(one)
        else:
            out.append(_amount(text, one))
            chain = [one]
    return out


def _with(amount: Amount, conversion: Conversion) -> Amount:
    return Amount(
        amount.id, amount.span, amount.value, amount.currency, amount.currency_basis,
        (*amount.conversions, conversion), amount.quantity, amount.part, amount.per,
    )  # fmt: skip


def _amount(text: str, s: Sum) -> Amount:
    start = s.number if s.value is not None else s.head
    span: Span = cut(text, start, s.end)
    return Amount("", span, s.value, s.currency, s.basis, (), s.quantity, s.part, s.per)


def squeeze(words: str) -> str:
    """One space for any white space."""
    return rx(r"\s+").sub(" ", words).strip()
