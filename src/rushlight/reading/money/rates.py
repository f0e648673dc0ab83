"""The rate that a text's own conversion implies, held against a dated table. A warning for a person, nothing more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from rushlight.record import Amount, Conversion
from rushlight.tables import load_table


@dataclass(frozen=True, slots=True)
class ImpliedRate:
    """Units of ``currency`` for one of ``into``; ``plausible`` is None where the table has no figures for the year.

    ``start``: where the amount begins in the text, in code points.
    """

    currency: str
    into: str
    rate: Decimal
    plausible: bool | None
    start: int = 0


def implied_rate(amount: Amount, conversion: Conversion, year: int | None) -> ImpliedRate | None:
    """The rate implied by an amount and its conversion, or None when a value or a currency is missing.

    Without ``year`` every year of the table counts. Ranges are kept per US dollar; pairs are crossed.
    """
    if not amount.value or not amount.currency or not conversion.value or not conversion.currency:
        return None
    rate = amount.value / conversion.value
    left, right = _per_dollar(amount.currency, year), _per_dollar(conversion.currency, year)
    plausible = left[0] / right[1] <= rate <= left[1] / right[0] if left and right else None
    return ImpliedRate(amount.currency, conversion.currency, rate, plausible, amount.span.start)


def _per_dollar(currency: str, year: int | None) -> tuple[Decimal, Decimal] | None:
    """The lowest and highest units for one US dollar in the year."""
    if currency == "USD":
        return Decimal(1), Decimal(1)
    rows = [
        (Decimal(r["low"]), Decimal(r["high"]))
        for r in load_table("currencies")["rates"]
        if r["currency"] == currency and (year is None or r["from"] <= year <= r["to"])
    ]
    return (min(low for low, _ in rows), max(high for _, high in rows)) if rows else None


def doubtful_conversions(amounts: Iterable[Amount], year: int | None) -> tuple[ImpliedRate, ...]:
    """The conversions that a text itself states and that do not fit the table's rates of ``year``; each with its place.

    A doubt is a note for a person: a typing error, an old rate, a black market. Nothing is changed by it.
    """
    rates = (implied_rate(amount, conversion, year) for amount in amounts for conversion in amount.conversions)
    return tuple(rate for rate in rates if rate is not None and rate.plausible is False)
