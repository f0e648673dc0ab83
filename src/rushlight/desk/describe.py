"""A statement in plain words, field by field, for whoever shows it: command line, workbench, notes."""

from __future__ import annotations

from dataclasses import dataclass

from rushlight.codebook import codebook
from rushlight.codebook.words import band_words, modality_words, mode_words, role_words, scope_words
from rushlight.record import Amount, Modality, Party, Place, Polarity, Reading, Role, Statement, TimeExpr

AGENTS = (Role.PERPETRATOR, Role.ORDERING_AUTHORITY, Role.INFORMANT, Role.REMITTER, Role.HOLDER)
NAMED_APART = (Role.INTERMEDIARY, Role.COUNTERPART, Role.OTHER)
NOT_STATED = "–"


@dataclass(frozen=True, slots=True)
class Described:
    """The words for each field; a dash where the report does not say."""

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


def describe(statement: Statement, reading: Reading, lang: str = "en") -> Described:
    """``statement`` in the words of ``lang`` ("en" or "ko"); quoted words stay as they are."""
    return Described(
        act=codebook().term(statement.act).label(lang),
        happened=happened(statement, lang),
        scope=scope_words(statement.scope, lang),
        who=_parties(statement, reading, *AGENTS) or NOT_STATED,
        whom=_affected(statement, reading, lang) or NOT_STATED,
        where=place_words(reading.place(statement.place)) if statement.place else NOT_STATED,
        when=time_words(reading.time(statement.time)) if statement.time else NOT_STATED,
        how_much="; ".join(amount_words(reading.amount(a)) for a in statement.amounts) or NOT_STATED,
        says=_says(statement, reading, lang),
        words=" … ".join(s.exact for s in statement.spans),
        band=band_words(statement.band, lang),
        content_of=statement.content_of,
    )


def happened(statement: Statement, lang: str = "en") -> str:
    """Whether it happened, was threatened, demanded …; said not to be so where negated."""
    words = modality_words(statement.modality, lang)
    if statement.polarity is Polarity.AFFIRMED:
        return words
    if statement.modality is Modality.OCCURRED:
        return "일어나지 않았다고 함" if lang == "ko" else "said not to have happened"
    return f"{words} ({'아니라고 함' if lang == 'ko' else 'said not to be so'})"


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


def time_words(time: TimeExpr) -> str:
    """The time as written and, where it could be resolved, the days it may mean."""
    if not time.resolved:
        return f"{time.span.exact} (no date)"
    return f"{time.span.exact} = {interval_words(time)}"


def interval_words(time: TimeExpr) -> str:
    first, last = (d.isoformat() if d else "…" for d in (time.earliest, time.latest))
    about = "~" if time.approximate else ""
    return about + (first if first == last else f"{first} to {last}")


def amount_words(amount: Amount) -> str:
    """The sum as written; conversions stated by the text in brackets, never as a second sum."""
    if not amount.conversions:
        return amount.span.exact
    stated = ", ".join(f"{c.value:,f} {c.currency or ''}".strip() for c in amount.conversions)
    return f"{amount.span.exact} (stated as {stated})"
