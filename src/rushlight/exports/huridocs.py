"""CSV by the fields of the HURIDOCS Events Standard Formats (Dueck, Guzman, Verstappen; 2nd edition, 2001).

Each sentence is one Event with one Act. Field numbers as in the formats and in OpenEvSys; the type of act is a term
of micro-thesaurus 4, where the codebook proposes one. Persons, victims, sources and their fields are left out.
"""

from __future__ import annotations

from rushlight.codebook import codebook
from rushlight.exports.gate import released
from rushlight.exports.outline import sources
from rushlight.exports.tables import happened_once, place_shown, plain_csv
from rushlight.release import ReleasedItem, ReleasedView
from rushlight.release.settings import part

FIELDS = (
    "0101 Event Record Number",
    "0102 Event Title",
    "0111 Geographical Term",
    "0113 Initial Date",
    "0114 Final Date",
    "0115 Event Description",
    "0150 Remarks",
    "2109 Type of Act",
    "2150 Remarks",
)


def huridocs_csv(view: ReleasedView) -> bytes:
    """One line for each sentence. Only one happening has a type of act: the formats count acts, not threats."""
    view = released(view)
    return plain_csv([FIELDS, *(_row(item, view.language) for item in view.items)])


def _row(item: ReleasedItem, language: str) -> tuple[str, ...]:
    act, told = item.act.of(language), item.modality.of(language)
    first, last = (item.time.earliest, item.time.latest) if item.time else (None, None)
    dates = tuple(day.isoformat() if day else "" for day in (first, last))
    texts = part("brief")["ko" if language.startswith("ko") else "en"]
    counts = ((texts["told_as"], told), (texts["reports"], item.reports), (texts["sources"], sources(item)))
    founded = "; ".join(f"{name}: {value}" for name, value in counts)
    kind = (codebook().term(item.act_id).huridocs_mt4 or "") if happened_once(item) else ""
    return (item.id, f"{act} ({told})", place_shown(item, language), *dates, item.text, founded, kind, act)
