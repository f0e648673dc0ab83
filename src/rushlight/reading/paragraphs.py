"""Walking a text by paragraph and sentence with original offsets, for the value grammars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rushlight.reading.patterns import rx
from rushlight.record import Paragraph, ParagraphRole

_SENTENCE_END = rx(
    r"(?<![A-Z])(?<!\bNo)(?<!\babt)(?<!\bapprox)(?<!\bMr)(?<!\bMs)(?<!\bDr)"
    r"[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«(\[]?[A-Z0-9가-힣])|\n"
)


def body(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs that carry statements."""
    return (p for p in paragraphs if p.role is ParagraphRole.BODY)


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Rough sentences of a stretch; quotes are not kept together, no character is lost."""
    out, at = [], start
    for found in _SENTENCE_END.finditer(text, start, end):
        if found.end() > at:
            out.append((at, found.end()))
            at = found.end()
    if at < end:
        out.append((at, end))
    return out


def lowered(text: str) -> str:
    """The text in small letters with every offset kept, also where one letter would become two."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)
