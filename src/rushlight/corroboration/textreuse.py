"""Which reports repeat each other's text: containment over an inverted index of shingles.

Containment, not Jaccard: a quotation of a third of a report has a Jaccard near nought, and simhash
misses nearly every edit (measured in design/CORROBORATION.md 4.1). Word-3 shingles; characters for
short Korean pieces, where three words are most of a sentence.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rushlight.corroboration.settings import limit
from rushlight.record import Report

if TYPE_CHECKING:
    from rushlight.corroboration.shingles import Runs

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class TextReuse:
    """Two reports (aliases) with a common text; ``containment`` is the shared part of the shorter one, 0 to 1."""

    left: str
    right: str
    containment: float


@dataclass(frozen=True, slots=True, eq=False)
class TextRuns:
    """The runs of one text as numbers: of words, and of a Korean text also of letters. ``short``: compared by letters."""

    words: Runs
    letters: Runs | None = None
    short: bool = False


def text_runs(report: Report) -> TextRuns:
    """What comparing needs of the text; it follows from the report alone."""
    from rushlight.corroboration.shingles import runs_of  # numpy takes a tenth of a second to load: only comparing waits for it

    words = body_words(report)
    of_words = runs_of(words, int(limit("text", "word_shingle")))
    if not report.document.language.startswith("ko"):
        return TextRuns(of_words)
    letters = runs_of("".join(words), int(limit("text", "char_shingle")))
    return TextRuns(of_words, letters, len(words) < limit("text", "short_words"))


def get_ready() -> None:
    """Load what numbers texts, which takes a tenth of a second: whoever keeps pages waiting does it beside."""
    from rushlight.corroboration import shingles  # noqa: F401 - loaded for whoever comes next


def forget_words() -> None:
    """Keep no word of these texts in memory; whatever text comes next has its words numbered anew."""
    from rushlight.corroboration.shingles import forget_parts

    forget_parts()


class Together:
    """The runs of many texts, each added once under its alias, in few large arrays: so many small ones would be twice as large,
    and what is free again between them would stay with the process."""

    def __init__(self) -> None:
        self._aliases: list[str] = []
        self._short = bytearray()
        self._runs = {"word": array("Q"), "char": array("Q")}
        self._many = {"word": array("Q"), "char": array("Q")}

    def add(self, alias: str, text: TextRuns) -> None:
        """One more text."""
        self._aliases.append(alias)
        self._short.append(text.short)
        for unit, runs in (("word", text.words), ("char", text.letters)):
            self._many[unit].append(0 if runs is None else len(runs))
            if runs is not None:
                self._runs[unit].frombytes(runs.tobytes())

    def pairs(self) -> tuple[TextReuse, ...]:
        """All pairs of texts of which one repeats a quarter or more of the other."""
        found = {(t.left, t.right): t for t in self._contained("word")}
        if any(self._short):
            short = {alias for alias, is_short in zip(self._aliases, self._short, strict=True) if is_short}
            for pair in self._contained("char"):
                if pair.left in short or pair.right in short:
                    found.setdefault((pair.left, pair.right), pair)
        return tuple(found[key] for key in sorted(found))

    def _contained(self, unit: str) -> Iterator[TextReuse]:
        """Pairs of which one holds the wanted share of the other's runs, of words or of letters (``unit``)."""
        from rushlight.corroboration.shingles import common_counts

        aliases, many, threshold = self._aliases, self._many[unit], limit("text", f"{unit}_containment")
        for one, other, shared in common_counts(self._runs[unit], many, int(limit("text", "common_in"))):
            smaller = min(many[one], many[other])
            if smaller >= limit("text", "min_shingles") and shared / smaller >= threshold:
                left, right = sorted((aliases[one], aliases[other]))
                yield TextReuse(left, right, round(shared / smaller, 3))


def same_text(reports: Iterable[Report]) -> tuple[TextReuse, ...]:
    """All pairs of reports of which one repeats a quarter or more of the other's text."""
    texts = Together()
    for report in reports:
        texts.add(report.alias, text_runs(report))
    return texts.pairs()


def body_words(report: Report) -> list[str]:
    """The words of the text, lower case, without what the reading marked as boilerplate."""
    text, out, last = report.text, [], 0
    for span, _ in sorted(report.reading.boilerplate, key=lambda row: row[0].start):
        out.append(text[last : span.start])
        last = max(last, span.end)
    out.append(text[last:])
    return _WORD.findall(" ".join(out).casefold())
