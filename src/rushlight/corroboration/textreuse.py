"""Which reports repeat each other's text: containment over an inverted index of shingles.

Containment, not Jaccard: a quotation of a third of a report has a Jaccard near nought, and simhash
misses nearly every edit (measured in design/CORROBORATION.md 4.1). Word-3 shingles; characters for
short Korean pieces, where three words are most of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rushlight.corroboration.settings import limit
from rushlight.record import Report

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class TextReuse:
    """Two reports (aliases) with a common text; ``containment`` is the shared part of the shorter one, 0 to 1."""

    left: str
    right: str
    containment: float


def same_text(reports: Sequence[Report]) -> tuple[TextReuse, ...]:
    """All pairs of reports of which one repeats a quarter or more of the other's text."""
    ordered = sorted(reports, key=lambda r: r.alias)
    bodies = {r.alias: body_words(r) for r in ordered}
    found = {(t.left, t.right): t for t in _contained(bodies, "word")}
    korean = [r.alias for r in ordered if r.document.language.startswith("ko")]
    short = {alias for alias in korean if len(bodies[alias]) < limit("text", "short_words")}
    if short:
        letters = {alias: "".join(bodies[alias]) for alias in korean}
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


def _contained(bodies: Mapping[str, Sequence[str]], unit: str) -> Iterator[TextReuse]:
    """Pairs of which one holds the wanted share of the other's shingles, of words or of letters (``unit``)."""
    # numpy takes a tenth of a second to load: only comparing waits for it
    from rushlight.corroboration.shingles import common_counts, shingle_rows, sizes_of

    aliases, threshold = list(bodies), limit("text", f"{unit}_containment")
    rows = shingle_rows(list(bodies.values()), int(limit("text", f"{unit}_shingle")))
    sizes = sizes_of(rows, len(aliases))
    for left, right, shared in common_counts(rows, int(limit("text", "common_in"))):
        smaller = min(sizes[left], sizes[right])
        if smaller >= limit("text", "min_shingles") and shared / smaller >= threshold:
            yield TextReuse(aliases[left], aliases[right], round(shared / smaller, 3))
