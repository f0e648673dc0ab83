"""Which reports repeat each other's text: containment over an inverted index of shingles.

Containment, not Jaccard: a quotation of a third of a report has a Jaccard near nought, and simhash
misses nearly every edit (measured in design/CORROBORATION.md 4.1). Word-3 shingles; characters for
short Korean pieces, where three words are most of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
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


def same_text(reports: Sequence[Report]) -> tuple[TextReuse, ...]:
    """All pairs of reports of which one repeats a quarter or more of the other's text."""
    return same_runs({r.alias: text_runs(r) for r in reports})


def same_runs(texts: Mapping[str, TextRuns]) -> tuple[TextReuse, ...]:
    """The same of texts by alias."""
    ordered = {alias: texts[alias] for alias in sorted(texts)}
    found = {(t.left, t.right): t for t in _contained({alias: t.words for alias, t in ordered.items()}, "word")}
    short = {alias for alias, text in ordered.items() if text.short}
    if short:
        letters = {alias: t.letters for alias, t in ordered.items() if t.letters is not None}
        for pair in _contained(letters, "char"):
            if pair.left in short or pair.right in short:
                found.setdefault((pair.left, pair.right), pair)
    return tuple(found[key] for key in sorted(found))


def body_words(report: Report) -> list[str]:
    """The words of the text, lower case, without what the reading marked as boilerplate."""
    text, out, last = report.text, [], 0
    for span, _ in sorted(report.reading.boilerplate, key=lambda row: row[0].start):
        out.append(text[last : span.start])
        last = max(last, span.end)
    out.append(text[last:])
    return _WORD.findall(" ".join(out).casefold())


def _contained(texts: Mapping[str, Runs], unit: str) -> Iterator[TextReuse]:
    """Pairs of which one holds the wanted share of the other's runs, of words or of letters (``unit``)."""
    from rushlight.corroboration.shingles import common_counts, rows_of

    aliases, runs, threshold = list(texts), list(texts.values()), limit("text", f"{unit}_containment")
    for left, right, shared in common_counts(rows_of(runs), int(limit("text", "common_in"))):
        smaller = min(len(runs[left]), len(runs[right]))
        if smaller >= limit("text", "min_shingles") and shared / smaller >= threshold:
            yield TextReuse(aliases[left], aliases[right], round(shared / smaller, 3))
