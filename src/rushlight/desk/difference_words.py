"""What two readers said of a statement, in plain words: for the command line and the pages."""

from __future__ import annotations

from dataclasses import dataclass

from rushlight.codebook.words import Words
from rushlight.desk.describe import NOT_STATED, time_words, value_words
from rushlight.desk.two_readers import Difference
from rushlight.record import Reading, stretches
from rushlight.review import FieldAgreement, Interval, judged
from rushlight.review.comparing import VERDICT, Differs

compared_words = Words("compared")
verdict_words = Words("verdict_said")
agreed_words = Words("agreed")


@dataclass(frozen=True, slots=True)
class DifferenceWords:
    """One field in which two differ: its name, and what each has."""

    field: str
    name: str
    first: str
    second: str


def difference_words(found: Difference, lang: str = "en") -> tuple[DifferenceWords, ...]:
    """Every field of a difference in the words of ``lang``."""
    return tuple(_words(differs, found, lang) for differs in found.compared.differs)


def _words(differs: Differs, found: Difference, lang: str) -> DifferenceWords:
    said = (_value(differs.field, value, found, lang) for value in (differs.first, differs.second))
    return DifferenceWords(differs.field, compared_words(differs.field, lang), *said)


def _value(field: str, value: str, found: Difference, lang: str) -> str:
    if field == "words":
        return " … ".join(f"“{span.exact}”" for span in stretches(value, found.text))
    return said_words(field, value, found.reading, lang)


def said_words(field: str, value: str, reading: Reading, lang: str = "en") -> str:
    """A value of a field as people say it; a dash where nothing is stated."""
    if field == VERDICT:
        return verdict_words(value, lang)
    if not value:
        return NOT_STATED
    if field == "time":
        known = next((t for t in reading.times if t.id == value), None)
        return time_words(known, lang) if known is not None else value
    parts = value.split(",") if field in ("agent", "affected", "amounts") else [value]
    return ", ".join(value_words(field, part, reading, lang) for part in parts)


def agreement_words(found: FieldAgreement, lang: str = "en") -> str:
    """What the interval of a field allows to say."""
    return agreed_words(judged(found).value, lang)


def interval(of: Interval) -> str:
    """Such as ``0.68 [0.50, 0.85]``; without bounds the figure alone; a dash where it is not defined."""
    if of.value is None:
        return NOT_STATED
    if of.low is None or of.high is None:
        return f"{of.value:.2f}"
    return f"{of.value:.2f} [{of.low:.2f}, {of.high:.2f}]"
