"""A statement in one or two plain sentences: did it happen, how often, to whom, when, in words nobody can take for more."""

from __future__ import annotations

from dataclasses import dataclass

from rushlight.codebook.words import word
from rushlight.desk.describe import NOT_STATED, describe, time_words
from rushlight.record import Polarity, Reading, Statement, TimeAnchor, TimeExpr


@dataclass(frozen=True, slots=True)
class Plain:
    """``told`` whether it happened, ``scope`` how often, ``when`` with why a date is unknown, ``whom`` with the time."""

    told: str
    scope: str
    when: str
    whom: str


def plain(statement: Statement, reading: Reading, lang: str = "en") -> Plain:
    """The words of ``lang`` ("en" or "ko"); quoted words stay as they are."""
    when = when_words(reading.time(statement.time) if statement.time else None, reading, lang)
    affected = describe(statement, reading, lang).whom
    whom = when if affected == NOT_STATED else f"{affected}, {when}" if statement.time else affected
    return Plain(told_words(statement, lang), word("told_scope", statement.scope, lang), when, whom)


def told_words(statement: Statement, lang: str = "en") -> str:
    """Such as "threatened, not carried out"; a negated one never reads as if it had happened."""
    told = word("told", statement.modality, lang)
    if statement.polarity is Polarity.AFFIRMED:
        return told
    if statement.modality == "occurred":
        return word("told_not", "occurred", lang)
    return word("told_not", "other", lang).format(told=told)


def when_words(time: TimeExpr | None, reading: Reading, lang: str = "en") -> str:
    """The days it may mean; for a time without them, why they are unknown."""
    if time is None:
        return word("told_when", "no_words", lang)
    if time.resolved:
        return time_words(time, lang)
    if reading.published is None and time.anchor in (TimeAnchor.PUBLICATION, TimeAnchor.NONE):
        return word("told_when", "no_report_date", lang).format(words=time.span.exact)
    if time.anchor is not TimeAnchor.NONE:
        return word("told_when", "no_anchor", lang).format(words=time.span.exact)
    return word("told_when", "vague", lang).format(words=time.span.exact)
