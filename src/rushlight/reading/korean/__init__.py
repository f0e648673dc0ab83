"""The Korean reader: rules over particles, endings and mention lists; data in resources/lexicon/ko."""

from rushlight.reading.korean.reader import read_body

__all__ = ["read_body"]
