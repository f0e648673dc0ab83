"""Which reports repeat each other's text: containment over an inverted index of shingles.

Containment, not Jaccard: a quotation of a third of a report has a Jaccard near nought, and simhash
misses nearly every edit (measured in design/CORROBORATION.md 4.1). Word-3 shingles; characters for
short Korean pieces, where three words are most of a sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

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
    aliases, threshold = list(bodies), limit("text", f"{unit}_containment")
    rows = shingle_rows(list(bodies.values()), int(limit("text", f"{unit}_shingle")))
    sizes = np.bincount(rows[1], minlength=len(aliases))
    for left, right, shared in common_counts(rows, int(limit("text", "common_in"))):
        smaller = int(min(sizes[left], sizes[right]))
        if smaller >= limit("text", "min_shingles") and shared / smaller >= threshold:
            yield TextReuse(aliases[left], aliases[right], round(shared / smaller, 3))


Rows = tuple[NDArray[np.int64], NDArray[np.int64]]
"""Shingles and the texts they stand in, each pair once, by shingle and then by text: both as numbers."""


def shingle_rows(bodies: Sequence[Sequence[str]], size: int) -> Rows:
    """Every run of ``size`` parts of each body. Numbers stand for parts and runs, given anew each time: exact, no hash."""
    number: dict[str, int] = {}
    parts = np.fromiter((number.setdefault(p, len(number)) for body in bodies for p in body), np.int64)
    place = np.repeat(np.arange(len(bodies), dtype=np.int64), [len(body) for body in bodies])
    if len(parts) < size:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    runs = parts[: len(parts) - size + 1]
    for step in range(1, size):
        runs = np.unique(runs, return_inverse=True)[1].astype(np.int64) << 32 | parts[step : step + len(runs)]
    whole = place[: len(runs)] == place[size - 1 :]
    runs = np.unique(runs[whole], return_inverse=True)[1].astype(np.int64)
    rows = np.unique(runs << 32 | place[: len(whole)][whole])
    return rows >> 32, rows & 0xFFFFFFFF


def common_counts(rows: Rows, most: int) -> Iterator[tuple[int, int, int]]:
    """(text, later text, shingles in common) over shingles in at most ``most`` texts; more are a phrase of the trade."""
    shingles, place = rows
    starts = np.flatnonzero(np.r_[True, shingles[1:] != shingles[:-1]]) if len(shingles) else np.zeros(0, np.int64)
    sizes = np.diff(np.r_[starts, len(shingles)])
    counted: Counter[int] = Counter()
    for size in (int(n) for n in np.unique(sizes) if 2 <= n <= most):
        members = place[starts[sizes == size][:, None] + np.arange(size)]
        for first, second in combinations(range(size), 2):
            pairs, times = np.unique(members[:, first] << 32 | members[:, second], return_counts=True)
            counted.update(dict(zip(pairs.tolist(), times.tolist(), strict=True)))
    yield from ((pair >> 32, pair & 0xFFFFFFFF, times) for pair, times in sorted(counted.items()))
