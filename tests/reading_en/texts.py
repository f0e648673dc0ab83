"""Short texts as sources, with the values the shared grammars find."""

from __future__ import annotations

from rushlight.reading.assemble import Assembled, assemble
from rushlight.reading.drafts import Draft, Source
from rushlight.reading.english import read_body
from rushlight.reading.money import find_amounts
from rushlight.reading.places import find_places
from rushlight.reading.times import find_times
from rushlight.record import DocumentKind, Paragraph, ParagraphRole, Provenance

RULES = Provenance("rules", "rushlight-en", "test")


def source(text: str, kind: DocumentKind = DocumentKind.PUBLICATION, outlet: str | None = None) -> Source:
    """The text as one body paragraph per block, with its times, sums and places."""
    paragraphs, start = [], 0
    for block in text.split("\n\n"):
        if block.strip():
            paragraphs.append(Paragraph(start, start + len(block), ParagraphRole.BODY))
        start += len(block) + 2
    parts = tuple(paragraphs)
    return Source(
        text=text,
        language="en",
        paragraphs=parts,
        published=None,
        outlet=outlet,
        kind=kind,
        times=tuple(find_times(text, parts, language="en", published=None, kind=kind)),
        amounts=tuple(find_amounts(text, parts, language="en")),
        places=tuple(find_places(text, parts, language="en", outlet=outlet)),
    )


def draft(text: str, kind: DocumentKind = DocumentKind.PUBLICATION) -> Draft:
    return read_body(source(text, kind))


def read(text: str, kind: DocumentKind = DocumentKind.PUBLICATION) -> Assembled:
    return assemble(draft(text, kind), RULES)


def acts(text: str, kind: DocumentKind = DocumentKind.PUBLICATION) -> list[tuple[str, str, str]]:
    """(act, modality, polarity) of each statement that a rule read."""
    return [(s.act, s.modality.value, s.polarity.value) for s in draft(text, kind).statements if not s.by_likeness]


def parties(text: str, act: str, *roles: str) -> set[str]:
    """The labels of those in these roles of the statements with this act."""
    return {p.label for s in draft(text).statements if s.act == act for role, p in s.participants if role.value in roles}
