"""What typed or selected words speak of: what a person says they are, else what the report or the readers know of them."""

from __future__ import annotations

from rushlight.errors import MisuseError
from rushlight.record import PartyClass, PartyKind, Reading, stretches
from rushlight.review.written import CLASSES, written_as

KINDS: dict[str, tuple[str, ...]] = {
    "agent": (
        *("person/officer", "group/officer", "institution/authority", "unit/authority", "organisation/other"),
        *("person/intermediary", "person/other", "group/other", "family/other"),
    ),
    "affected": ("person/affected", "family/affected", "group/affected", "organisation/affected"),
    "speaker": (
        *("person/source", "group/source", "person/officer", "institution/authority", "organisation/outlet"),
        "person/reporter",
    ),
}
"""By field, what words can be said to be: the record's kind and class. The first ones are met most."""


def written(name: str, places: str, said: str, text: str, reading: Reading) -> str:
    """The value of a party's field that was typed: where the words stand, and what they are.

    ``said`` is one of ``KINDS``, or empty: as the words tell. Raises MisuseError for another one.
    """
    if said and said not in KINDS[name]:
        raise MisuseError("words of this field cannot be that", where=name)
    return written_as(places, *(_of(said) if said else _told(name, places, text, reading)))


def _of(said: str) -> tuple[PartyKind, PartyClass]:
    kind, _, party_class = said.partition("/")
    return PartyKind(kind), PartyClass(party_class)


def _told(name: str, places: str, text: str, reading: Reading) -> tuple[PartyKind, PartyClass]:
    """As a party of the report that these words name, else as the readers know the words; sealed wherever nobody can tell."""
    from rushlight.reading.telling_kinds import kind_of  # the readers are large: they are loaded where words are read

    spans = stretches(places, text)
    known = next((p for p in reading.parties if any(m.overlaps(s) for m in p.mentions for s in spans)), None)
    found = (known.kind, known.party_class) if known else kind_of(spans[0].exact, reading.language)
    kind, party_class = found or (PartyKind.PERSON, CLASSES[name])
    return kind, party_class if f"{kind}/{party_class}" in KINDS[name] else CLASSES[name]
