"""Text in one form (line feeds, NFC, no byte order mark) with a map back to the characters as received."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import regex  # type: ignore[import-untyped, unused-ignore]

from rushlight.errors import MisuseError

BOM = "\ufeff"
_CLUSTER = regex.compile(r"\X")
_RETURN = re.compile(r"\r\n?")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the text and the stretch of the original it came from. ``same``: character for character."""

    start: int
    end: int
    original_start: int
    original_end: int
    same: bool


@dataclass(frozen=True, slots=True)
class IndexMap:
    """From offsets of the text to offsets of the decoded original (code points, end exclusive)."""

    runs: tuple[Run, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The smallest stretch of the original that ``text[start:end]`` came from.

        A character composed from several maps to all of them. Raises MisuseError outside the text.
        """
        last = self.runs[-1].end if self.runs else 0
        if not 0 <= start < end <= last:
            raise MisuseError("a span lies outside the text", where=f"{start}-{end}")
        first, final = self._run(start), self._run(end - 1)
        begin = first.original_start + (start - first.start if first.same else 0)
        return begin, (final.original_start + end - final.start if final.same else final.original_end)

    def _run(self, offset: int) -> Run:
        return self.runs[bisect_right(self.runs, offset, key=lambda run: run.start) - 1]


def normalise(original: str) -> tuple[str, IndexMap]:
    """The text with line feeds, in NFC and without a leading byte order mark, and its map back."""
    skip = 1 if original.startswith(BOM) else 0
    body = original[skip:]
    if unicodedata.is_normalized("NFC", body):
        if "\r" not in body:
            return body, IndexMap(_merged(iter([(body, len(body), True)]), skip))
        pieces = list(_by_return(body))
    else:
        pieces = list(_by_cluster(body))
    return "".join(text for text, _, _ in pieces), IndexMap(_merged(iter(pieces), skip))


def _by_return(body: str) -> Iterator[tuple[str, int, bool]]:
    position = 0
    for match in _RETURN.finditer(body):
        yield body[position : match.start()], match.start() - position, True
        yield "\n", match.end() - match.start(), False
        position = match.end()
    yield body[position:], len(body) - position, True


def _by_cluster(body: str) -> Iterator[tuple[str, int, bool]]:
    """Grapheme clusters: canonical composition never reaches across them (UAX #29, section 3)."""
    for match in _CLUSTER.finditer(body):
        piece = match.group()
        if piece[0] == "\r":
            yield "\n", len(piece), False
        elif unicodedata.is_normalized("NFC", piece):
            yield piece, len(piece), True
        else:
            yield unicodedata.normalize("NFC", piece), len(piece), False


def _merged(pieces: Iterator[tuple[str, int, bool]], origin: int) -> tuple[Run, ...]:
    """Runs from pieces (text, length in the original, same), neighbours that are the same joined."""
    runs: list[Run] = []
    start = 0
    for text, length, same in pieces:
        if not length:
            continue
        end, original_end = start + len(text), origin + length
        if same and runs and runs[-1].same:
            before = runs.pop()
            runs.append(Run(before.start, end, before.original_start, original_end, True))
        else:
            runs.append(Run(start, end, origin, original_end, same))
        start, origin = end, original_end
    return tuple(runs)
