"""How well a report is set beside its translation, against gold/beside (its README tells what stands there).

    python scripts/beside_scores.py [--held] [--from ko|en] [--show]

Prints precision and recall of sentence beads (exact, those with both sides), of pairs of sentences, and of pairs of words; how
many words found rest on what; and with --show every bead and pair of words that is not as it should be. Without --held the
tuned reports only: those held back are for whoever has finished changing things.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from rushlight.reading import read
from rushlight.reading.beside import Alignment, Part, Telling, align, find_values, find_words
from rushlight.record import Document, DocumentKind, Paragraph, ParagraphRole, Span, overlap

GOLD = Path(__file__).resolve().parent.parent / "gold" / "beside"

Bead = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True)
class Gold:
    """A report in both languages, with what stands beside what (English first)."""

    name: str
    en: Telling
    ko: Telling
    beads: tuple[Bead, ...]
    words: tuple[tuple[Span, Span], ...]
    sentences: tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]


@dataclass
class Score:
    """Counts: right ones, given ones, expected ones."""

    right: int = 0
    given: int = 0
    expected: int = 0

    def __str__(self) -> str:
        return f"precision {self.precision:.3f} ({self.right}/{self.given})  recall {self.recall:.3f}"

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 1.0


@dataclass
class Scores:
    beads: Score = field(default_factory=Score)
    pairs: Score = field(default_factory=Score)
    words: Score = field(default_factory=Score)
    words_recall: Score = field(default_factory=Score)
    trust: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    placed: Score = field(default_factory=Score)
    """Beads that rest on order and length alone."""
    faults: list[str] = field(default_factory=list)


def load(held: bool) -> Iterator[Gold]:
    """The reports of one part, by name."""
    for path in sorted((GOLD / ("held" if held else "tuned")).glob("*.yaml")):
        yield parsed(path.stem, yaml.safe_load(path.read_text(encoding="utf-8")))


def parsed(name: str, told: dict[str, Any]) -> Gold:
    """Raises ValueError for words that do not stand in their text exactly once."""
    sides = {lang: _telling(told[lang], lang, told["published"], titled=told.get("title", False)) for lang in ("en", "ko")}
    words = []
    for en, ko in told["words"]:
        words.append((_span(sides["en"][0].text, en, name), _span(sides["ko"][0].text, ko, name)))
    beads = tuple((tuple(en), tuple(ko)) for en, ko in told["beads"])
    return Gold(name, sides["en"][0], sides["ko"][0], beads, tuple(words), (sides["en"][1], sides["ko"][1]))


def _span(text: str, words: str, name: str) -> Span:
    if text.count(words) != 1:
        raise ValueError(f"{name}: these words stand {text.count(words)} times in their text: {words}")
    start = text.index(words)
    return Span(start, start + len(words), words)


def _telling(
    told: Sequence[Sequence[str]], language: str, published: dt.date, *, titled: bool
) -> tuple[Telling, tuple[tuple[int, int], ...]]:
    text, paragraphs, places = "", [], []
    for n, sentences in enumerate(told):
        start = len(text)
        for sentence in sentences:
            text += " " if len(text) > start else ""
            places.append((len(text), len(text) + len(sentence)))
            text += sentence
        role = ParagraphRole.TITLE if titled and not n else ParagraphRole.CAPTION if text[start] == "▲" else ParagraphRole.BODY
        paragraphs.append(Paragraph(start, len(text), role))
        text += "\n\n"
    reading = read(text, language=language, paragraphs=paragraphs, published=published, kind=DocumentKind.PUBLICATION)
    document = Document("dc", language, reading.kind, len(text), "", "", "text/plain", published, paragraphs=tuple(paragraphs))
    return Telling(document, text, reading), tuple(places)


def score(gold: Gold, scores: Scores, *, start: str = "ko") -> None:
    """Add one report, seen from the one language or the other."""
    left, right = (gold.ko, gold.en) if start == "ko" else (gold.en, gold.ko)
    alignment = align(left, right)
    from_english = alignment if start == "en" else alignment.turned
    _score_beads(gold, from_english, scores)
    words = [(e, k) if start == "en" else (k, e) for e, k in gold.words]
    parts = [p for f in find_words(alignment, left, right) for p in f.parts] + [*find_values(alignment, left, right)]
    _score_words(gold.name, parts, words, scores)


def _score_beads(gold: Gold, alignment: Alignment, scores: Scores) -> None:
    mine = [
        [_gold_number(places, s.start) for s in side]
        for side, places in zip((alignment.left, alignment.right), gold.sentences, strict=True)
    ]
    given: set[Bead] = set()
    for k, bead in enumerate(alignment.beads):
        if bead.left and bead.right:
            one = tuple(sorted({mine[0][n] for n in bead.left})), tuple(sorted({mine[1][n] for n in bead.right}))
            given.add(one)
            if alignment.by_place_alone(k):
                scores.placed.given += 1
                scores.placed.right += one in gold.beads
    gold_beads = set(gold.beads)
    _add(scores.beads, given, gold_beads)
    _add(scores.pairs, _pairs(given), _pairs(gold_beads))
    scores.faults += [f"{gold.name}: given {b}" for b in sorted(given - gold_beads)]
    scores.faults += [f"{gold.name}: missed {b}" for b in sorted(gold_beads - given)]


def _add(score: Score, given: set[Any], expected: set[Any]) -> None:
    score.right += len(given & expected)
    score.given += len(given)
    score.expected += len(expected)


def _pairs(beads: set[Bead]) -> set[tuple[int, int]]:
    return {(e, k) for en, ko in beads for e in en for k in ko}


def _gold_number(places: Sequence[tuple[int, int]], start: int) -> int:
    return max(n for n, (first, _) in enumerate(places) if first <= start)


def _score_words(name: str, found: Sequence[Part], gold: Sequence[tuple[Span, Span]], scores: Scores) -> None:
    """A pair of words is judged by the gold words that it covers by half, on either side: does the other side touch theirs?"""
    hit: set[int] = set()
    for part in dict.fromkeys(p for p in found if p.right):
        touched = [{n for n, g in enumerate(gold) if _shared(spans, g[k])} for k, spans in ((0, part.left), (1, part.right))]
        covered = {
            n for n, g in enumerate(gold) for k in (0, 1) if 2 * _shared((part.left, part.right)[k], g[k]) >= len(g[k].exact)
        }
        right = covered & touched[0] & touched[1]
        if not covered:
            continue
        trust = str(part.trust)
        hit |= right
        scores.words.given += 1
        scores.words.right += bool(right)
        scores.trust[trust] += 1
        if not right:
            scores.wrong[trust] += 1
            told = " … ".join(s.exact for s in part.left), " … ".join(s.exact for s in part.right)
            scores.faults.append(f"{name}: {trust} {part.name}: {told[0]} = {told[1]}")
    scores.words_recall.right += len(hit)
    scores.words_recall.expected += len(gold)
    scores.faults += [f"{name}: not found: {a.exact} = {b.exact}" for n, (a, b) in enumerate(gold) if n not in hit]


def _shared(spans: Sequence[Span], gold: Span) -> int:
    return overlap(spans, (gold,))


def main() -> int:
    start = sys.argv[sys.argv.index("--from") + 1] if "--from" in sys.argv else "ko"
    scores = Scores()
    for gold in load("--held" in sys.argv):
        score(gold, scores, start=start)
    print(f"beads   {scores.beads}")
    print(f"        {scores.placed.right}/{scores.placed.given} right of those by order and length alone")
    print(f"pairs   {scores.pairs}")
    print(f"words   precision {scores.words.precision:.3f} ({scores.words.right}/{scores.words.given})  ", end="")
    print(f"recall {scores.words_recall.recall:.3f} ({scores.words_recall.right}/{scores.words_recall.expected})")
    for trust, count in sorted(scores.trust.items()):
        print(f"        {trust:6} {count - scores.wrong[trust]}/{count} right")
    if "--show" in sys.argv:
        print(*scores.faults, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
