"""All metamorphic cases of a language, from its seeds (resources/metamorphic)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from rushlight.evaluation.metamorphic import english, korean
from rushlight.evaluation.metamorphic.cases import Case, Expected, Said
from rushlight.record import Modality, Polarity
from rushlight.tables import load_table

Seed = Mapping[str, Any]
Deed = Callable[[Seed, str, str], Iterator[tuple[str, str, str]]]
LANGUAGES: dict[str, Deed] = {"en": english.variations, "ko": korean.variations}
"""Per language: (seed, place, date) -> (relation, how it stands, text)."""
SETTINGS = 5
"""Places and dates in which every deed is told."""


def cases(language: str) -> list[Case]:
    """Every case of a language, in a fixed order."""
    seeds = load_table("metamorphic")[language]
    return [*_deeds(language, seeds), *_payments(language, seeds)]


def _deeds(language: str, seeds: Seed) -> Iterator[Case]:
    places, dates = seeds["places"], seeds["dates"]
    for n, deed in enumerate(seeds["deeds"]):
        for k in range(SETTINGS):
            place = places[(n + k) % len(places)]
            date = dates[(n + 2 * k) % len(dates)]
            for relation, standing, text in LANGUAGES[language](deed, place, date["text"]):
                yield Case(relation, language, text, STANDINGS[standing](deed["act"]))


def _done(act: str) -> Expected:
    return Expected(says=(Said(act, Modality.OCCURRED, Polarity.AFFIRMED),))


def _not_done(act: str) -> Expected:
    """Read as negated, or not read: never as a deed."""
    return Expected(never=(Said(act, Modality.OCCURRED, Polarity.AFFIRMED),))


def _threatened(act: str) -> Expected:
    said = (Said("threat.sanction", Modality.OCCURRED), Said(act, Modality.THREATENED))
    return Expected(said, (Said(act, Modality.OCCURRED, Polarity.AFFIRMED),))


def _practised(act: str) -> Expected:
    return Expected(says=(Said(act, Modality.OCCURRED, Polarity.AFFIRMED, general=True),))


STANDINGS: dict[str, Callable[[str], Expected]] = {
    "done": _done,
    "not done": _not_done,
    "threatened": _threatened,
    "practised": _practised,
}


def _payments(language: str, seeds: Seed) -> Iterator[Case]:
    """One value swapped at a time for every other: place, sum and currency, date."""
    places, dates, sums = seeds["places"], seeds["dates"], seeds["sums"]
    for seed in seeds["payments"]:
        for n, sum_ in enumerate(sums):
            for m, place in enumerate(places):
                date = dates[(n + m) % len(dates)]
                relation = ("swap the sum", "swap the place", "swap the date")[(n + m) % 3]
                values = {"sum": sum_["text"], "place": _at(place, language), "date": date["text"]}
                text = seed["text"].format(**values, 을=korean.object_(sum_["text"])[-1])
                yield Case(relation, language, text, _told(seed["act"], sum_, place, date))


def _at(place: str, language: str) -> str:
    return f"in {place}" if language == "en" else place


def _told(act: str, sum_: Seed, place: str, date: Seed) -> Expected:
    days = (dt.date.fromisoformat(str(date["earliest"])), dt.date.fromisoformat(str(date["latest"])))
    amount = (Decimal(sum_["value"]), sum_["currency"])
    return Expected((Said(act, Modality.OCCURRED, Polarity.AFFIRMED),), (), amount, place, days)
