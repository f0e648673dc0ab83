"""Subjects that notes and chats leave out."""

from __future__ import annotations

from rushlight.reading.english.chunks import Np
from rushlight.reading.english.events import Parsed
from rushlight.reading.english.lexicon import lexicon
from rushlight.record import DocumentKind


def elide(sentences: list[Parsed], kind: DocumentKind) -> None:
    """Notes and chats leave the subject out: ``Takes 40% now.`` goes on about the last subject."""
    if kind not in (DocumentKind.FIELD_NOTE, DocumentKind.MESSAGE, DocumentKind.INTERVIEW):
        return
    subject: list[Np] = []
    paragraph = -1
    for parsed in sentences:
        if parsed.sentence.paragraph != paragraph:
            subject, paragraph = [], parsed.sentence.paragraph
        for e in parsed.events[:1]:
            bare = (
                all(i.kind in "EHY" for i in parsed.items[: e.at])
                and not e.subjects
                and not e.passive
                and e.vg.first < e.vg.last
            )
            mine = kind is DocumentKind.MESSAGE and any(
                np.pronoun and np.head.low in ("him", "her", "them") for np in e.objects
            )
            if bare and subject and not mine and e.vg.verb.form in ("VBZ", "VBD"):
                e.subjects, e.subject_how = list(subject), "other"
            elif e.subjects and _somebody(e.subjects[-1]):
                subject = list(e.subjects)


def _somebody(np: Np) -> bool:
    return (
        bool(np.heads & lexicon().classes.keys()) or np.name or (np.pronoun and np.head.low in ("he", "she", "they", "i", "we"))
    )
