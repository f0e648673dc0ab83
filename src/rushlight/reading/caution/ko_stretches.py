"""Stretches: the sentences of a Korean text, and of each quotation in it, with offsets into the text.

A sentence does not see into its quotations: their letters are masked, one for one, so that what is said
of a quotation is not read as said in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from rushlight.reading.drafts import Source
from rushlight.reading.paragraphs import body
from rushlight.reading.patterns import rx

MASK = "\u2591"
"""Stands for a quoted letter; it is neither a letter, a space nor a full stop."""
SPEECH = rx(r"“[^“”\n]*”|‘[^‘’\n]*’|\"[^\"\n]*\"|「[^「」\n]*」|『[^『』\n]*』|《[^《》\n]*》|〈[^〈〉\n]*〉")
TALKS = rx(r"(?:[다라요까자냐네지음함임오]|니다|세요|어|아)[.!?…]*$|[.!?]\s")
TITLES = "《〈『"
SENTENCE_END = rx(r"[.!?…。]+[”’\"'」』)\]]*(?=\s|$)|\n+")


@dataclass(frozen=True)
class Stretch:
    """One sentence: ``masked`` has one character for each of the text's from ``start``; ``depth`` 0 is outside quotes."""

    start: int
    end: int
    depth: int
    block: int
    masked: str

    @cached_property
    def grams(self) -> frozenset[str]:
        """All letters and pairs of neighbours in it."""
        return frozenset(self.masked) | frozenset(a + b for a, b in pairwise(self.masked))

    def words(self, start: int, end: int) -> str:
        """The masked words between two offsets of the text."""
        return self.masked[max(0, start - self.start) : max(0, end - self.start)]


def find_stretches(source: Source) -> list[Stretch]:
    """Every sentence of the body, those in quotations after the ones that hold them."""
    out: list[Stretch] = []
    for block, paragraph in enumerate(body(source.paragraphs)):
        out += _sentences(source.text, paragraph.start, paragraph.end, 0, block)
    return out


def _sentences(text: str, start: int, end: int, depth: int, block: int) -> list[Stretch]:
    words = text[start:end]
    quotes = [m for m in SPEECH.finditer(words) if depth < 3 and _is_speech(m.group(), words[m.end() : m.end() + 3])]
    masked = list(words)
    for quote in quotes:
        masked[quote.start() + 1 : quote.end() - 1] = MASK * (quote.end() - quote.start() - 2)
    out, at = [], 0
    plain = "".join(masked)
    for stop in [m.end() for m in SENTENCE_END.finditer(plain)] + [len(plain)]:
        if plain[at:stop].strip():
            out.append(Stretch(start + at, start + stop, depth, block, plain[at:stop]))
        at = stop
    for quote in quotes:
        if quote.end() - quote.start() > 2:
            out += _sentences(text, start + quote.start() + 1, start + quote.end() - 1, depth + 1, block)
    return out


def _is_speech(quoted: str, after: str) -> bool:
    """A quotation that talks, not a quoted label or title."""
    if quoted[0] in TITLES:
        return False
    joined = rx(r"(?:이?라)?(?:고|며|면서|는|던)").match(after)
    return bool(joined) or bool(TALKS.search(quoted[1:-1].rstrip()))


def stretch_at(stretches: list[Stretch], start: int, end: int) -> Stretch | None:
    """The innermost sentence that holds the first of these offsets."""
    held = [s for s in stretches if s.start <= start < s.end]
    return max(held, key=lambda s: s.depth, default=None) if end > start else None


def after_stretch(stretches: list[Stretch], stretch: Stretch) -> Stretch | None:
    """The next sentence of the same paragraph and depth, if it follows at once."""
    later = [s for s in stretches if s.start >= stretch.end and s.depth == stretch.depth and s.block == stretch.block]
    nearest = min(later, key=lambda s: s.start, default=None)
    if nearest is None or (stretch.depth and nearest.start - stretch.end > 1):
        return None
    return nearest
