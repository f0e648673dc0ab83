"""Sums of money from exact to general: the sum, a band of twice and half, orders of magnitude."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from rushlight.release.draft import Words
from rushlight.release.settings import part, words


def currency_words(currency: str | None) -> Words:
    """How a currency is written; an unlisted one by its code, none as nothing."""
    table = part("ladders")["currencies"]
    return words(table[currency]) if currency in table else Words(currency or "", currency or "")


def plain(value: Decimal) -> str:
    """``10,000``: grouped, without a trailing fraction of zeros."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def exact_label(value: Decimal, currency: str | None) -> Words:
    unit = currency_words(currency)
    return Words(f"{plain(value)} {unit.en}".strip(), f"{plain(value)}{unit.ko}")


def band_label(low: Decimal, high: Decimal, currency: str | None) -> Words:
    unit = currency_words(currency)
    return Words(f"between {plain(low)} and {plain(high)} {unit.en}".strip(), f"{plain(low)}~{plain(high)}{unit.ko}")


def _tidy(value: Decimal, up: bool) -> Decimal:
    """The nearest number outward with one digit, or one digit and a half (5,000; 15,000)."""
    unit = Decimal(5).scaleb(value.adjusted() - 1)
    steps = value / unit
    whole = int(steps)
    return unit * (whole + 1 if up and steps != whole else whole)


def double(value: Decimal) -> tuple[Decimal, Decimal]:
    """From half to twice the sum, its ends rounded outward so that they do not give the sum away."""
    return _tidy(value / 2, up=False), _tidy(value * 2, up=True)


@dataclass(frozen=True, slots=True)
class Orders:
    """The powers of ten a band lies in: from ``low`` to ``high`` inclusive."""

    low: int
    high: int

    @property
    def range(self) -> tuple[Decimal, Decimal]:
        return Decimal(10) ** self.low, Decimal(10) ** (self.high + 1)

    def label(self, currency: str | None) -> Words:
        """ "thousands of yuan", "thousands to tens of thousands of yuan"."""
        unit = currency_words(currency)
        en, ko = self._names("en"), self._names("ko")
        return Words(f"{' to '.join(en)} of {unit.en}" if unit.en else " to ".join(en), f"{'에서 '.join(ko)} {unit.ko}".strip())

    def _names(self, language: str) -> list[str]:
        table = part("ladders")["orders"][language]
        ends = sorted({self.low, self.high})
        return [table.get(str(min(max(e, 0), 8)), "") for e in ends]


def orders(value: Decimal) -> Orders:
    """The orders of magnitude that hold the band of half to twice the sum, so each step holds the one before."""
    low, high = double(value)
    return Orders(low.adjusted(), (high - Decimal("0.01")).adjusted())
