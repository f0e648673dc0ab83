"""Whose family "the family" is: a definite family belongs to the affected person named last before it.

So that a search of a woman's home and a payment by "the family" are told of the same people. A family
that is introduced ("one family", 한 가족) belongs to nobody named before and is left alone.
"""

from __future__ import annotations

from rushlight.reading.drafts import Draft, PartyDraft
from rushlight.record import PartyClass, PartyKind
from rushlight.tables import load_table


def tie_families(draft: Draft, language: str) -> None:
    """Set ``member_of`` of persons to the family spoken of after them, where the words say it is a known one."""
    words = frozenset(load_table("families").get(language, ()))
    for family in draft.parties:
        if family.kind is PartyKind.FAMILY and family.mentions and _known(family, words):
            person = _named_before(draft, min(family.mentions).start)
            if person is not None and person.member_of is None:
                person.member_of = family


def _known(family: PartyDraft, words: frozenset[str]) -> bool:
    """Whether its first mention, by all its words, speaks of a family already there."""
    return min(family.mentions).exact.casefold() in words


def _named_before(draft: Draft, place: int) -> PartyDraft | None:
    """The affected person whose nearest mention before ``place`` is the last."""
    before = [
        (max(m.start for m in p.mentions if m.start < place), n, p)
        for n, p in enumerate(draft.parties)
        if p.kind is PartyKind.PERSON and p.party_class is PartyClass.AFFECTED and any(m.start < place for m in p.mentions)
    ]
    return max(before, key=lambda row: row[:2])[2] if before else None
