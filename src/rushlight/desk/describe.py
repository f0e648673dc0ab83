"""A statement in plain words, field by field, for whoever shows it: command line, workbench, notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rushlight.codebook import codebook
from rushlight.codebook.words import band_words, modality_words, mode_words, polarity_words, role_words, scope_words, word
from rushlight.record import Amount, Disagreement, Found, Modality, Party, Place, Polarity, Reading, Role, Statement, TimeExpr

AGENTS = (Role.PERPETRATOR, Role.ORDERING_AUTHORITY, Role.INFORMANT, Role.REMITTER, Role.HOLDER)
NAMED_APART = (Role.INTERMEDIARY, Role.COUNTERPART, Role.OTHER)
NOT_STATED = "–"


@dataclass(frozen=True, slots=True)
class Described:
    """The words for each field; a dash where the report does not say.

    ``read_by`` names the readers where they are not the rules alone; ``differ`` has a line for each field in
    which another reader has something else.
    """

    act: str
    happened: str
    scope: str
    who: str
    whom: str
    where: str
    when: str
    how_much: str
    says: str
    words: str
    band: str
    content_of: str | None
    read_by: str = ""
    differ: str = ""


def describe(statement: Statement, reading: Reading, lang: str = "en") -> Described:
    """``statement`` in the words of ``lang`` ("en" or "ko"); quoted words stay as they are."""
    return Described(
        act=codebook().term(statement.act).label(lang),
        happened=happened(statement, lang),
        scope=scope_words(statement.scope, lang),
        who=_parties(statement, reading, *AGENTS) or NOT_STATED,
        whom=_affected(statement, reading, lang) or NOT_STATED,
        where=place_words(reading.place(statement.place)) if statement.place else NOT_STATED,
        when=time_words(reading.time(statement.time), lang) if statement.time else NOT_STATED,
        how_much="; ".join(amount_words(reading.amount(a), lang) for a in statement.amounts) or NOT_STATED,
        says=_says(statement, reading, lang),
        words=" … ".join(s.exact for s in statement.spans),
        band=band_words(statement.band, lang),
        content_of=statement.content_of,
        read_by=readers_words(statement, reading, lang),
        differ="\n".join(disagreement_words(d, reading, lang) for d in statement.disagreements),
    )


JUDGED = ("act", "modality", "polarity", "agent", "affected")
"""Fields that may have been found by likeness to other reports."""


def happened(statement: Statement, lang: str = "en") -> str:
    """Whether it happened, was threatened, demanded …; said not to be so where negated."""
    words = modality_words(statement.modality, lang)
    if statement.polarity is Polarity.AFFIRMED:
        return words
    if statement.modality is Modality.OCCURRED:
        return "일어나지 않았다고 함" if lang == "ko" else "said not to have happened"
    return f"{words} ({'아니라고 함' if lang == 'ko' else 'said not to be so'})"


def readers_words(statement: Statement, reading: Reading, lang: str = "en") -> str:
    """Who read it, where that is not the rules alone, or where others read along and did not see it."""
    if statement.witnesses:
        return word("reader", "together", lang).format(readers=", ".join(p.name for p in statement.witnesses))
    by_likeness = [name for name in JUDGED if statement.found.get(name) is Found.LIKENESS]
    if by_likeness:
        return _likeness_words(by_likeness, lang)
    by = statement.produced_by
    if by is None or (by.kind == "rules" and not reading.also_read_by):
        return ""
    return word("reader", "alone", lang).format(readers=by.name)


def _likeness_words(fields: Sequence[str], lang: str) -> str:
    """That no rule gave these fields, but a model that was trained from other reports."""
    others = ", ".join(word("differ_field", name, lang) for name in fields if name != "act")
    told = [word("reader", "likeness", lang)] if "act" in fields else []
    return "; ".join([*told, *([word("reader", "judged", lang).format(fields=others)] if others else [])])


def disagreement_words(told: Disagreement, reading: Reading, lang: str = "en") -> str:
    """What another reader has in a field, such as "whom: qwen3:8b reads “a broker”"."""
    value = ", ".join(value_words(told.field, i, reading, lang) for i in told.ids() or (told.value,))
    field = word("differ_field", told.field, lang)
    return word("reader", "differs", lang).format(field=field, reader=told.reader, value=value)


_TERM_WORDS: dict[str, Callable[[str, str], str]] = {
    "act": lambda value, lang: codebook().term(value).label(lang),
    "scope": scope_words,
    "modality": modality_words,
    "polarity": polarity_words,
    "mode": mode_words,
}


def value_words(field: str, value: str, reading: Reading, lang: str) -> str:
    """A term of a field, or what an id of the reading stands for, in words."""
    if field in _TERM_WORDS:
        return _TERM_WORDS[field](value, lang)
    if field == "time":
        return time_words(reading.time(value), lang)
    if field == "place":
        return place_words(reading.place(value))
    return amount_words(reading.amount(value), lang) if field == "amounts" else party_words(reading.party(value))


def _parties(statement: Statement, reading: Reading, *roles: Role) -> str:
    return ", ".join(dict.fromkeys(party_words(reading.party(p)) for p in statement.parties(*roles)))


def _affected(statement: Statement, reading: Reading, lang: str) -> str:
    parts = [_parties(statement, reading, Role.AFFECTED)]
    for role in NAMED_APART:
        if names := _parties(statement, reading, role):
            parts.append(f"{role_words(role, lang)}: {names}")
    return "; ".join(p for p in parts if p)


def _says(statement: Statement, reading: Reading, lang: str) -> str:
    a = statement.attribution
    mode = mode_words(a.mode, lang)
    if a.speaker is None:
        return mode
    who = party_words(reading.party(a.speaker))
    through = f" < {party_words(reading.party(a.carrier))}" if a.carrier and a.carrier != a.speaker else ""
    return f"{who}{through} ({mode})"


def party_words(party: Party) -> str:
    """The report's own words for a party; the neutral label where it is never named by a noun."""
    return max((m.exact for m in party.mentions[:3]), key=len, default=party.label)


def place_words(place: Place) -> str:
    """The place as written."""
    return place.name


def time_words(time: TimeExpr, lang: str = "en") -> str:
    """The time as written and, where it could be resolved, the days it may mean."""
    if not time.resolved:
        return word("told_when", "bare", lang).format(words=time.span.exact)
    return f"{time.span.exact} = {interval_words(time, lang)}"


def interval_words(time: TimeExpr, lang: str = "en") -> str:
    first, last = (d.isoformat() if d else "…" for d in (time.earliest, time.latest))
    about = "~" if time.approximate else ""
    return about + (first if first == last else word("told_when", "days", lang).format(first=first, last=last))


def amount_words(amount: Amount, lang: str = "en") -> str:
    """The sum as written; conversions stated by the text in brackets, never as a second sum."""
    if not amount.conversions:
        return amount.span.exact
    stated = ", ".join(f"{c.value:,f} {c.currency or ''}".strip() for c in amount.conversions)
    return word("told_sum", "stated_as", lang).format(words=amount.span.exact, sums=stated)
