"""What words of a report speak of, by the readers' own words: an officer, an office, a family, a go-between."""

from __future__ import annotations

from rushlight.errors import ReadingError
from rushlight.reading.pipeline import READERS, found_parties
from rushlight.record import PartyClass, PartyKind

FRAMES = {"en": "{} arrested a man.", "ko": "{}이 한 남성을 체포했다."}
"""A sentence in which the words do something: the readers know parties by what they do."""
LONGEST = 200
"""Letters: what is longer is no name of anybody."""


def kind_of(words: str, language: str) -> tuple[PartyKind, PartyClass] | None:
    """The kind and class of whoever ``words`` name, as the readers know them; None where they do not."""
    primary = language.split("-")[0]
    if primary not in READERS or not 0 < len(words) <= LONGEST:
        return None
    try:
        found = found_parties(FRAMES[primary].format(words), primary)
    except ReadingError:
        return None
    covered = {n: max((min(m.end, len(words)) - m.start for m in party.mentions), default=0) for n, party in enumerate(found)}
    best = max(covered, key=lambda n: covered[n], default=None)
    return None if best is None or covered[best] <= 0 else (found[best].kind, found[best].party_class)
