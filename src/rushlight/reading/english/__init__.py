"""Rules for English: ``read_body`` turns one text into drafts (layers in READING.md)."""

from rushlight.reading.english.reader import read_body

__all__ = ["read_body"]
