"""Marked sentences for the English caution layer: ``act | text with {the words of the act} | what it must become``."""

from __future__ import annotations

from rushlight.reading.caution.en import look_again
from rushlight.reading.drafts import Draft, Source, StatementDraft
from rushlight.record import AttributionMode, DocumentKind, Modality, Paragraph, ParagraphRole, Polarity, cut

DEED = "deed"
"""The act stays as it was: occurred and affirmed."""


def source_of(text: str) -> Source:
    """One body paragraph, nothing else found."""
    body = (Paragraph(0, len(text), ParagraphRole.BODY),)
    return Source(text, "en", body, published=None, outlet=None, kind=DocumentKind.PUBLICATION)


def marked(text: str, act: str) -> tuple[Source, Draft]:
    """The text without its braces and a draft with one occurred statement of the words between them."""
    start, end = text.index("{"), text.index("}") - 1
    plain = text.replace("{", "", 1).replace("}", "", 1)
    statement = StatementDraft(spans=[cut(plain, start, end)], act=act)
    return source_of(plain), Draft(statements=[statement])


def outcome(case: str) -> tuple[str, str]:
    """What a case became, and what it should become."""
    act, text, wanted = (part.strip() for part in case.split("|"))
    source, draft = marked(text.replace("//", "\n"), act)
    look_again(source, draft)
    return told(draft), wanted


def told(draft: Draft) -> str:
    """In a few words what the only statement of a draft stands as."""
    if not draft.statements:
        return "gone"
    s = draft.statements[0]
    words = [] if s.modality is Modality.OCCURRED else [s.modality.value]
    words += ["hearsay"] * (s.mode is AttributionMode.HEARSAY) + ["negated"] * (s.polarity is Polarity.NEGATED)
    return " ".join(words) or DEED
