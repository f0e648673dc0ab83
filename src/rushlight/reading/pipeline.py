"""Reading, layer by layer: values, the language's own reader, a cautious second look, ids (READING.md)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from importlib import import_module

from rushlight.errors import ReadingError
from rushlight.reading.assemble import Assembled, assemble
from rushlight.reading.blame import withhold_blame
from rushlight.reading.choosing import choose_parties
from rushlight.reading.drafts import Draft, PartyDraft, Source
from rushlight.reading.families import tie_families
from rushlight.reading.halves import join_halves
from rushlight.reading.likeness import hesitate, hold_back_unlike
from rushlight.reading.money import find_amounts
from rushlight.reading.places import find_places
from rushlight.reading.restating import tie_restatements
from rushlight.reading.times import find_times
from rushlight.reading.whether import judge_whether
from rushlight.record import DocumentKind, Paragraph, ParagraphRole, Provenance, Reading, cut, verify_reading
from rushlight.tables import digest

READERS = {"en": "rushlight.reading.english", "ko": "rushlight.reading.korean"}
"""Rules per language, by the primary subtag of BCP 47: modules with ``read_body``, loaded when a text needs them."""

LOOK_AGAIN = {"en": "rushlight.reading.caution.en", "ko": "rushlight.reading.caution.ko"}
"""The second look at everything that stands as having happened: a miss is better than a threat read as a deed."""

LONGEST = 600_000
"""Characters of one report: some 300 pages."""

RULES_VERSION = "1.1.0"


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
    Raises ReadingError for a language without rules, and for a text longer than LONGEST. Pure: the same
    arguments give the same reading.
    """
    check_length(text)
    source = source_of(text, tuple(paragraphs), language, published, outlet, kind)
    provenance = _provenance(source.language)
    draft = first_draft(source)
    judge_whether(source, draft)
    choose_parties(source, draft)
    join_halves(source, draft)
    withhold_blame(draft)
    tie_families(draft, source.language)
    tie_restatements(source, draft)
    reading = _reading(source, assemble(draft, provenance, source.language), language, provenance)
    verify_reading(reading, text)
    return reading


def first_draft(source: Source) -> Draft:
    """What rules and likeness find, before whether and who are judged over the whole report."""
    draft = _first_look(source)
    _second_look(source, draft)
    hold_back_unlike(source, draft)
    hesitate(source, draft)
    return draft


def found_parties(text: str, language: str) -> Sequence[PartyDraft]:
    """Everybody whom the rules of a language find in one paragraph, without judging what is said of them."""
    whole = (Paragraph(0, len(text), ParagraphRole.BODY),)
    return _first_look(source_of(text, whole, language, None, None, DocumentKind.PUBLICATION)).parties


def _first_look(source: Source) -> Draft:
    read_body: Callable[[Source], Draft] = import_module(READERS[source.language]).read_body
    return read_body(source)


def _second_look(source: Source, draft: Draft) -> None:
    look_again: Callable[[Source, Draft], None] = import_module(LOOK_AGAIN[source.language]).look_again
    look_again(source, draft)


def tables_of(language: str) -> tuple[str, ...]:
    """The tables that decide what is proposed of a text, and how well founded it is said to be."""
    roles = ("roles_en",) if language == "en" else ()
    models = (f"{name}_{language}" for name in ("likeness", "whether", "choosing"))
    return f"lexicon_{language}", *roles, f"caution_{language}", *models, "likeness", "whether", "choosing", "bands"


def _provenance(language: str) -> Provenance:
    """Which rules, and which data they were used with."""
    data = "-".join(digest(table) for table in tables_of(language))
    return Provenance("rules", f"rushlight-{language}", RULES_VERSION, data)


def check_length(text: str) -> None:
    """Raise ReadingError for a text that is no single report: reading it would take minutes and help nobody."""
    if len(text) > LONGEST:
        raise ReadingError(
            "the text is too long for one report",
            where=f"{len(text)} characters",
            hint=f"the limit is {LONGEST}; split the file into its reports",
        )


def source_of(
    text: str,
    paragraphs: tuple[Paragraph, ...],
    language: str,
    published: dt.date | None,
    outlet: str | None,
    kind: DocumentKind,
) -> Source:
    """The text with its values found; raises ReadingError for a language without rules."""
    primary = language.split("-")[0]
    if primary not in READERS:
        known = ", ".join(sorted(READERS))
        raise ReadingError("no reading rules for this language", where=language, hint=f"languages with rules: {known}")
    return Source(
        text=text,
        language=primary,
        paragraphs=paragraphs,
        published=published,
        outlet=outlet,
        kind=kind,
        times=tuple(find_times(text, paragraphs, language=primary, published=published, kind=kind)),
        amounts=tuple(find_amounts(text, paragraphs, language=primary)),
        places=tuple(find_places(text, paragraphs, language=primary, outlet=outlet)),
    )


def _reading(source: Source, found: Assembled, language: str, provenance: Provenance) -> Reading:
    """Everything that was found, with the stretches of the page that carry no statements."""
    apart = (p for p in source.paragraphs if p.role is not ParagraphRole.BODY)
    return Reading(
        language=language,
        published=source.published,
        outlet=source.outlet,
        kind=source.kind,
        boilerplate=tuple((cut(source.text, p.start, p.end), p.role) for p in apart),
        parties=found.parties,
        places=found.places,
        times=found.times,
        amounts=found.amounts,
        statements=found.statements,
        relays=found.relays,
        produced_by=provenance,
    )
