"""Which reports repeat each other's text: containment over an inverted index of shingles.

Containment, not Jaccard: a quotation of a third of a report has a Jaccard near nought, and simhash
misses nearly every edit (measured in design/CORROBORATION.md 4.1). Word-3 shingles; characters for
short Korean pieces, where three words are most of a sentence.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
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
    bodies = {r.alias: body_words(r) for r in reports}
    words = {alias: _word_shingles(body) for alias, body in bodies.items()}
    found = {(t.left, t.right): t for t in _contained(words, limit("text", "word_containment"))}
    short = {
        r.alias for r in reports if r.document.language.startswith("ko") and len(bodies[r.alias]) < limit("text", "short_words")
    }
    if short:
        korean = [r.alias for r in reports if r.document.language.startswith("ko")]
        chars = {alias: _char_shingles(bodies[alias]) for alias in korean}
        for pair in _contained(chars, limit("text", "char_containment")):
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


def _word_shingles(words: Sequence[str]) -> set[str]:
    n = int(limit("text", "word_shingle"))
    return {" ".join(words[i : i + n]) for i in range(len(words) - n + 1)}


def _char_shingles(words: Sequence[str]) -> set[str]:
    n, text = int(limit("text", "char_shingle")), "".join(words)
    return {text[i : i + n] for i in range(len(text) - n + 1)}


def _contained(shingles: dict[str, set[str]], threshold: float) -> Iterator[TextReuse]:
    common = _common_counts(shingles)
    for (left, right), shared in common.items():
        smaller = min(len(shingles[left]), len(shingles[right]))
        if smaller >= limit("text", "min_shingles") and shared / smaller >= threshold:
            yield TextReuse(left, right, round(shared / smaller, 3))


def _common_counts(shingles: dict[str, set[str]]) -> Counter[tuple[str, str]]:
    """How many shingles each pair shares, over an index of shingle to reports; trade phrases are dropped."""
    index: defaultdict[str, list[str]] = defaultdict(list)
    for alias in sorted(shingles):
        for shingle in shingles[alias]:
            index[shingle].append(alias)
    counts: Counter[tuple[str, str]] = Counter()
    for aliases in index.values():
        if len(aliases) <= limit("text", "common_in"):
            counts.update((a, b) for i, a in enumerate(aliases) for b in aliases[i + 1 :])
    return counts
