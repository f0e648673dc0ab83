"""What a person wrote into a field instead of choosing it: words of the report, which become a row of the reading.

A correction of a party, a place or a sum may name where its words stand ("12-30,41-52", code points) in place of an id; of a
party also what it is, as kind and class ("12-30 institution/authority"). The row made of them belongs to the statement, as a
date that a person wrote does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rushlight.errors import RecordError, ReviewError
from rushlight.record import Amount, IdentityStatus, Party, PartyClass, PartyKind, Place, Reading, Span, stretches
from rushlight.review.standing import Correction, Standing

CLASSES = {"agent": PartyClass.OTHER, "affected": PartyClass.AFFECTED, "speaker": PartyClass.SOURCE}
"""The class of a party that nobody has told more of: sealed in every case."""

UNNAMED_AREA = 9
"""The precision of a place that the atlas was not asked for: it is never put on a map."""

FIELDS = (*CLASSES, "place", "amounts")


def with_written(reading: Reading, stands: Mapping[str, Standing], text: str | None) -> tuple[Reading, dict[str, Standing]]:
    """The reading with a row for each field that was written, and the standings with that row's id in place of the words'.

    Without ``text`` such a correction is left out: there are no words to take. Raises ReviewError for words that are none.
    """
    out = dict(stands)
    for statement in reading.statements:
        stand = stands.get(statement.id)
        written = {f: c for f, c in stand.corrected.items() if f in FIELDS and places_written(c.value)} if stand else {}
        if stand is None or not written:
            continue
        corrected = dict(stand.corrected)
        for name, correction in written.items():
            del corrected[name]
            if text is not None:
                made = f"{statement.id}.{name}"
                reading = _widened(reading, name, made, _spans(correction, text), _what(name, correction))
                corrected[name] = replace(correction, value=made)
        out[statement.id] = replace(stand, corrected=corrected)
    return reading, out


def written_as(places: str, kind: PartyKind, party_class: PartyClass) -> str:
    """What is written into the field of a party: where its words stand, and what it is."""
    return f"{places} {kind}/{party_class}"


def places_written(value: str) -> str:
    """Where the words stand that were written into a field; empty for an id or another value."""
    places = value.partition(" ")[0]
    return places if all(p.replace("-", "").isdigit() and p.count("-") == 1 for p in places.split(",")) else ""


def _spans(correction: Correction, text: str) -> tuple[Span, ...]:
    try:
        return stretches(places_written(correction.value), text)
    except RecordError as error:
        raise ReviewError(error.what, where=correction.decision, hint=error.hint) from None


def _what(name: str, correction: Correction) -> tuple[PartyKind, PartyClass]:
    """What the party is said to be; a person on its field's side where nobody said."""
    _, said, what = correction.value.partition(" ")
    if not said:
        return PartyKind.PERSON, CLASSES.get(name, PartyClass.OTHER)
    kind, _, party_class = what.partition("/")
    try:
        if name in CLASSES:
            return PartyKind(kind), PartyClass(party_class)
    except ValueError:
        pass
    raise ReviewError("the value is not a word of this field", where=correction.decision)


def _widened(reading: Reading, name: str, made: str, spans: tuple[Span, ...], what: tuple[PartyKind, PartyClass]) -> Reading:
    """Once: a reading that was widened before has the row already."""
    known = {p.id for p in reading.places} | {a.id for a in reading.amounts} | {p.id for p in reading.parties}
    if made in known:
        return reading
    if name == "place":
        return replace(reading, places=(*reading.places, Place(made, spans[0].exact, UNNAMED_AREA, spans)))
    if name == "amounts":
        return replace(reading, amounts=(*reading.amounts, Amount(made, spans[0])))
    party = Party(made, *what, "", IdentityStatus.UNKNOWN, spans)
    return replace(reading, parties=(*reading.parties, party))
