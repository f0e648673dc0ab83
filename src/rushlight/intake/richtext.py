"""Rich text files (.rtf), through striprtf (the extra ``docs``)."""

from __future__ import annotations

import re

from rushlight.errors import IntakeError
from rushlight.intake.extras import needed
from rushlight.intake.taken import Block

_PARAGRAPH = re.compile(r"\n+")
_HEAD = re.compile(rb"\{\\rtf1?[^{}]{0,200}?\\ansicpg(\d{3,5})")


def read_rtf(data: bytes, where: str) -> list[Block]:
    """The paragraphs of a rich text file. Raises IntakeError when damaged, empty, or the extra is missing."""
    with needed("docs", "a rich text file (.rtf)", where):
        from striprtf.striprtf import rtf_to_text
    try:
        # Bytes above 127 are not allowed in RTF, yet some writers leave them: they are the stated code page's.
        source = data.decode("latin-1")
        text = str(rtf_to_text(source, encoding=_code_page(data), errors="strict"))  # type: ignore[no-untyped-call, unused-ignore]
    except (ValueError, LookupError, IndexError, KeyError, TypeError, RecursionError, OverflowError):
        raise IntakeError(
            "the document is damaged", where=where, hint="open it in a word processor and save it as .docx or .txt"
        ) from None
    blocks = [Block(piece) for piece in _PARAGRAPH.split(text) if piece.strip()]
    if not blocks:
        raise IntakeError("the document has no text", where=where, hint="check that the right file was given")
    return blocks


def _code_page(data: bytes) -> str:
    """The code page stated in the file's head; Windows Western when none is."""
    match = _HEAD.match(data)
    return f"cp{match[1].decode()}" if match else "cp1252"
