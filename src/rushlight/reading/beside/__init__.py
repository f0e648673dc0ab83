"""A report beside its translation: which sentences say the same, and which words a statement of the other rests on."""

from rushlight.reading.beside.aligning import Alignment, Telling, align
from rushlight.reading.beside.beads import Bead
from rushlight.reading.beside.pairing import Pair, Trust, pairs
from rushlight.reading.beside.sentences import Sentence
from rushlight.reading.beside.words import Found, Part, find_values, find_words

__all__ = [
    "Alignment",
    "Bead",
    "Found",
    "Pair",
    "Part",
    "Sentence",
    "Telling",
    "Trust",
    "align",
    "find_values",
    "find_words",
    "pairs",
]
