"""Drafts by hand: a text in which [ … ] marks the clause that a reader took for an act."""

from __future__ import annotations

import datetime as dt

import regex

from rushlight.reading.caution.ko import look_again
from rushlight.reading.drafts import Draft, Source, StatementDraft
from rushlight.record import AttributionMode, DocumentKind, Modality, Paragraph, ParagraphRole, Polarity, cut

DEED = "occurred affirmed narrator"


def source(text: str) -> Source:
    """The whole text as body, a paragraph to each line."""
    lines = [m.span() for m in regex.finditer(r"[^\n]+\n?", text)]
    paragraphs = tuple(Paragraph(a, b, ParagraphRole.BODY) for a, b in lines)
    return Source(text, "ko", paragraphs, dt.date(2025, 3, 25), None, DocumentKind.PUBLICATION)


def marked(text: str, *acts: str, standing: str = DEED) -> tuple[Source, Draft]:
    """The text without its brackets, and a draft with one statement of each bracketed clause (acts in their order)."""
    plain, spans = "", []
    for piece in regex.findall(r"\[|\]|[^\[\]]+", text):
        if piece == "[":
            spans.append((len(plain), -1))
        elif piece == "]":
            spans[-1] = (spans[-1][0], len(plain))
        else:
            plain += piece
    modality, polarity, mode = standing.split()
    statements = [
        StatementDraft(
            [cut(plain, a, b)], act, modality=Modality(modality), polarity=Polarity(polarity), mode=AttributionMode(mode)
        )
        for (a, b), act in zip(spans, acts, strict=True)
    ]
    return source(plain), Draft(statements=statements)


def after(text: str, *acts: str, standing: str = DEED) -> list[str]:
    """How each statement stands when it was looked at again: ``modality polarity mode``, or ``gone``."""
    src, draft = marked(text, *acts, standing=standing)
    before = list(draft.statements)
    look_again(src, draft)
    kept = {id(s) for s in draft.statements}
    return [f"{s.modality} {s.polarity} {s.mode}" if id(s) in kept else "gone" for s in before]
