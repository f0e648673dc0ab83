"""Sums of money and goods in a report, with the currency as stated or inferred and the text's own conversions."""

from __future__ import annotations

from collections.abc import Sequence

from rushlight.reading.money.currency import Chooser
from rushlight.reading.money.english import amounts_in as english_amounts
from rushlight.reading.money.korean import amounts_in as korean_amounts
from rushlight.reading.money.rates import ImpliedRate, doubtful_conversions, implied_rate
from rushlight.reading.paragraphs import body, lowered
from rushlight.record import Amount, Paragraph

__all__ = ["ImpliedRate", "doubtful_conversions", "find_amounts", "implied_rate"]


def find_amounts(text: str, paragraphs: Sequence[Paragraph], *, language: str) -> list[Amount]:
    """Every sum in the body paragraphs, in text order, with empty ids.

    A sum that only restates another in a second currency is its ``conversions``, never an amount of its own.
    Ranges, parts and vague sums have no ``value``. Pure; ``language`` is ``en`` or ``ko``.
    """
    chooser = Chooser(text, language)
    low = lowered(text) if language == "en" else text
    found: list[Amount] = []
    for p in body(paragraphs):
        if language == "ko":
            found.extend(korean_amounts(text, p.start, p.end, chooser, found))
        else:
            found.extend(english_amounts(text, low, p.start, p.end, chooser, found))
    return sorted(found, key=lambda a: (a.span.start, a.span.end))
