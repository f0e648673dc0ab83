"""The fields a person may correct, under the words the screen uses, and the values to choose from."""

from __future__ import annotations

from rushlight.codebook import codebook
from rushlight.codebook.words import modality_words, mode_words, polarity_words, scope_words
from rushlight.desk.describe import amount_words, party_words, place_words, time_words
from rushlight.record import AttributionMode, Modality, Polarity, Report, Scope

FIELDS = {
    "what": "act",
    "happened": "modality",
    "negated": "polarity",
    "scope": "scope",
    "who": "agent",
    "whom": "affected",
    "where": "place",
    "when": "time",
    "how-much": "amounts",
    "says": "speaker",
    "how-said": "mode",
}
"""The screen's word for a field, and the record's."""


def choices(field: str, report: Report) -> list[tuple[str, str]]:
    """(value, words) for each value ``field`` may take in this report, in a fixed order."""
    reading = report.reading
    match field:
        case "act":
            return [(t.id, f"{t.id}  {t.label('en')}") for t in codebook()]
        case "modality":
            return [(m.value, modality_words(m)) for m in Modality]
        case "polarity":
            return [(p.value, polarity_words(p)) for p in Polarity]
        case "scope":
            return [(s.value, scope_words(s)) for s in Scope]
        case "mode":
            return [(m.value, mode_words(m)) for m in AttributionMode]
        case "place":
            return [(p.id, place_words(p)) for p in reading.places]
        case "time":
            return [(t.id, time_words(t)) for t in reading.times]
        case "amounts":
            return [(a.id, amount_words(a)) for a in reading.amounts]
        case _:
            return [(p.id, party_words(p)) for p in reading.parties]
