"""Reading, layer by layer: values first, then the language's own reader, then ids (READING.md)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from rushlight.errors import ReadingError
from rushlight.reading.assemble import assemble
from rushlight.reading.drafts import Draft, Source
from rushlight.reading.english import read_body as read_english
from rushlight.reading.families import tie_families
from rushlight.reading.korean import read_body as read_korean
from rushlight.reading.money import find_amounts
from rushlight.reading.places import find_places
from rushlight.reading.times import find_times
from rushlight.record import DocumentKind, Paragraph, ParagraphRole, Provenance, Reading, cut, verify_reading
from rushlight.tables import digest

READERS: dict[str, Callable[[Source], Draft]] = {"en": read_english, "ko": read_korean}
"""Rules per language, by the primary subtag of BCP 47."""

RULES_VERSION = "1.0.0"


def read(
    text: str,
    *,
    language: str,
    paragraphs: Sequence[Paragraph],
    published: dt.date | None = None,
    outlet: str | None = None,
    kind: DocumentKind = DocumentKind.PUBLICATION,
) -> Reading:
    """Propose the statements of a report, each with its exact words.

    ``text`` is NFC; ``paragraphs`` cover it (intake finds them). Offsets are code points of ``text``.
    Raises ReadingError for a language without rules. Pure: the same arguments give the same reading.
    """
    primary = language.split("-")[0]
    if primary not in READERS:
        raise ReadingError(
            "no reading rules for this language", where=language, hint=f"languages with rules: {', '.join(sorted(READERS))}"
        )
    parts = tuple(paragraphs)
    source = Source(
        text=text,
        language=primary,
        paragraphs=parts,
        published=published,
        outlet=outlet,
        kind=kind,
        times=tuple(find_times(text, parts, language=primary, published=published, kind=kind)),
        amounts=tuple(find_amounts(text, parts, language=primary)),
        places=tuple(find_places(text, parts, language=primary, outlet=outlet)),
    )
    provenance = Provenance("rules", f"rushlight-{primary}", RULES_VERSION, digest(f"lexicon_{primary}"))
    draft = READERS[primary](source)
    tie_families(draft, primary)
    found = assemble(draft, provenance)
    reading = Reading(
        language=language,
        published=published,
        outlet=outlet,
        kind=kind,
        boilerplate=tuple((cut(text, p.start, p.end), p.role) for p in parts if p.role is not ParagraphRole.BODY),
        parties=found.parties,
        places=found.places,
        times=found.times,
        amounts=found.amounts,
        statements=found.statements,
        relays=found.relays,
        produced_by=provenance,
    )
    verify_reading(reading, text)
    return reading
