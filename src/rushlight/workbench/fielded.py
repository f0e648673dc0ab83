"""A statement's fields for a page: what each holds in words, and what a person may put there instead."""

from __future__ import annotations

from dataclasses import dataclass

from rushlight.codebook import codebook
from rushlight.codebook.words import mode_words, polarity_words, word
from rushlight.desk.describe import NOT_STATED, amount_words, describe, party_words, place_words, time_words
from rushlight.desk.plain import plain
from rushlight.desk.reviewing import Item
from rushlight.desk.speaking_of import KINDS
from rushlight.record import TOUCHED, AttributionMode, Modality, Polarity, Reading, Scope, Statement
from rushlight.review.fields import NEVER_EMPTY

ORDER = ("act", "modality", "polarity", "scope", "agent", "affected", "place", "time", "amounts", "speaker", "mode")
"""The fields that a page shows, in its order; ``words`` are chosen in the text itself."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value and its words."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field. ``state``: proposed, corrected or not_stated. ``touch``: accepting asks for a look; ``touched``: had it."""

    name: str
    label: str
    words: str
    state: str
    touch: bool
    touched: bool
    can_be_empty: bool
    stated: bool
    choices: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    """What words that are typed into it can be said to be; empty where that is no question."""


def kinds_of(name: str, lang: str) -> tuple[Choice, ...]:
    """What words given for a party can be said to be, in words."""
    return tuple(Choice(kind, word("speaking_of", kind.replace("/", "_"), lang)) for kind in KINDS.get(name, ()))


def rows(item: Item, lang: str) -> tuple[FieldRow, ...]:
    """Every field of a statement as it stands now."""
    reading, shown = item.report.reading, words_now(item.now, item.report.reading, lang)
    return tuple(
        FieldRow(
            name=name,
            label=word("differ_field", name, lang),
            words=shown[name],
            state=_state(item, name),
            touch=name in TOUCHED,
            touched=name in TOUCHED and name not in item.untouched,
            can_be_empty=name not in NEVER_EMPTY,
            stated=shown[name] != NOT_STATED,
            choices=choices(name, reading, lang),
            kinds=kinds_of(name, lang),
        )
        for name in ORDER
    )


def _state(item: Item, name: str) -> str:
    if name in item.stand.not_stated:
        return "not_stated"
    return "corrected" if name in item.stand.corrected else "proposed"


def words_now(statement: Statement, reading: Reading, lang: str) -> dict[str, str]:
    """By field, what it holds; the same dash wherever the report does not say."""
    told, said = describe(statement, reading, lang), plain(statement, reading, lang)
    speaker = statement.attribution.speaker
    return {
        "act": told.act,
        "modality": said.told,
        "polarity": polarity_words(statement.polarity, lang),
        "scope": said.scope,
        "agent": told.who,
        "affected": told.whom,
        "place": told.where,
        "time": said.when if statement.time else NOT_STATED,
        "amounts": told.how_much,
        "speaker": party_words(reading.party(speaker)) if speaker else NOT_STATED,
        "mode": mode_words(statement.attribution.mode, lang),
    }


def choices(name: str, reading: Reading, lang: str) -> tuple[Choice, ...]:
    """What the report itself, or the field's own words, offer."""
    match name:
        case "act":
            return tuple(Choice(t.id, t.label(lang)) for t in codebook())
        case "modality":
            return tuple(Choice(m.value, word("told", m, lang)) for m in Modality)
        case "polarity":
            return tuple(Choice(p.value, polarity_words(p, lang)) for p in Polarity)
        case "scope":
            return tuple(Choice(s.value, word("told_scope", s, lang)) for s in Scope)
        case "mode":
            return tuple(Choice(m.value, mode_words(m, lang)) for m in AttributionMode)
        case "place":
            return tuple(Choice(p.id, place_words(p)) for p in reading.places)
        case "time":
            return tuple(Choice(t.id, time_words(t, lang)) for t in reading.times)
        case "amounts":
            return tuple(Choice(a.id, amount_words(a, lang)) for a in reading.amounts)
        case _:
            return tuple(Choice(p.id, party_words(p) or word("party_class", p.party_class, lang)) for p in reading.parties)
