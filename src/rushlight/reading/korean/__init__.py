"""The Korean reader: rules over particles, endings and mention lists; data in resources/lexicon/ko."""

from __future__ import annotations

from rushlight.reading.drafts import Draft, Source

__all__ = ["read_body"]


def read_body(source: Source) -> Draft:
    """Propose the parties and statements of a Korean text (``reader.read_body``); its rules load with the first one."""
    from rushlight.reading.korean.reader import read_body as read

    return read(source)
