"""Which letters a text must hold for a regular expression to match in it: an index over hundreds of patterns.

Like the indexes of code search engines (Cox, Regular Expression Matching with a Trigram Index, 2012), with grams
of one or two syllables: a pattern is tried, and compiled, only where one gram of each of its clauses stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

MOST_STRINGS = 300
MOST_LETTERS = 40
MOST_CLAUSES = 4
Clause = frozenset[str]


class _Walk:
    """Collects the clauses of a parsed sequence; ``run`` are the strings that end where the walk stands."""

    def __init__(self, *, looking_ahead: bool = True) -> None:
        self.looking_ahead = looking_ahead
        self.run: set[str] = {""}
        self.clauses: list[Clause] = []

    def flush(self) -> None:
        if self.run != {""}:
            self.clauses.append(frozenset(self.run))
        self.run = {""}

    def join(self, strings: set[str]) -> None:
        """Words that follow at once; where there are too many of them, the run ends before them."""
        if len(self.run) * len(strings) > MOST_STRINGS:
            self.flush()
        self.run = {a + b for a in self.run for b in strings}

    def sequence(self, items: Iterable[tuple[Any, Any]]) -> None:
        for kind, value in items:
            self._item(kind, value)

    def _item(self, kind: Any, value: Any) -> None:
        if kind in (op.AT, op.ASSERT_NOT):
            return
        if kind is op.ASSERT:
            self.clauses += _clauses(value[1]) if self.looking_ahead else []
            return
        strings = _strings(kind, value)
        if strings is not None and len(strings) <= MOST_STRINGS:
            self.join(strings)
            return
        self.flush()
        self.clauses += _inner(kind, value, looking_ahead=self.looking_ahead)


def _strings(kind: Any, value: Any) -> set[str] | None:
    """All strings that an item matches, None where there are too many to list."""
    if kind is op.LITERAL:
        return {chr(value)}
    if kind is op.IN:
        return _letters(value)
    if kind is op.SUBPATTERN:
        return _of_sequence(value[-1])
    if kind is op.BRANCH:
        alternatives = [_of_sequence(branch) for branch in value[1]]
        return None if any(a is None for a in alternatives) else set().union(*(a for a in alternatives if a is not None))
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT) and value[1] == 1:
        inner = _of_sequence(value[2])
        return inner if inner is None or value[0] else inner | {""}
    return None


def _letters(members: list[tuple[Any, Any]]) -> set[str] | None:
    """The letters of a set; white space stands for itself as one space."""
    out: set[str] = set()
    for kind, value in members:
        if kind is op.LITERAL:
            out.add(chr(value))
        elif kind is op.RANGE and value[1] - value[0] < MOST_LETTERS:
            out |= {chr(code) for code in range(value[0], value[1] + 1)}
        elif kind is op.CATEGORY and value is op.CATEGORY_SPACE:
            out.add(" ")
        else:
            return None
    return out


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> set[str] | None:
    out = {""}
    for kind, value in items:
        if kind in (op.AT, op.ASSERT, op.ASSERT_NOT):
            continue
        strings = _strings(kind, value)
        if strings is None or len(out) * len(strings) > MOST_STRINGS:
            return None
        out = {a + b for a in out for b in strings}
    return out


def _inner(kind: Any, value: Any, *, looking_ahead: bool) -> list[Clause]:
    """The clauses of an item that matches too much to be listed."""
    if kind is op.SUBPATTERN:
        return _clauses(value[-1], looking_ahead=looking_ahead)
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT) and value[0] > 0:
        return _clauses(value[2], looking_ahead=looking_ahead)
    if kind is op.BRANCH:
        best = [_best(_clauses(branch, looking_ahead=looking_ahead)) for branch in value[1]]
        if all(b is not None for b in best):
            return [frozenset().union(*(b for b in best if b is not None))]
    return []


def _clauses(items: Iterable[tuple[Any, Any]], *, looking_ahead: bool = True) -> list[Clause]:
    walk = _Walk(looking_ahead=looking_ahead)
    walk.sequence(items)
    walk.flush()
    return walk.clauses


def _best(clauses: list[Clause]) -> Clause | None:
    """The clause with the longest shortest word."""
    able = [c for c in clauses if all(w.strip() for w in c)]
    return max(able, key=lambda c: (min(2, min(len(w.strip()) for w in c)), -len(c)), default=None)


def needed(pattern: str, frequency: Mapping[str, int]) -> list[list[str]]:
    """Clauses of grams (one or two letters), the rarest first: a match needs one gram of each.

    ``frequency`` counts grams in a sample of the language. Empty where nothing can be told. Raises re.error.
    """
    ranked = sorted(set(_in_order(pattern, frequency)), key=lambda c: (_cost(c, frequency), sorted(c)))
    return [sorted(c) for c in ranked[:MOST_CLAUSES]]


def in_order(pattern: str, frequency: Mapping[str, int]) -> list[list[str]]:
    """The same clauses in the order in which their words stand in a match, one behind the other."""
    clauses = _in_order(pattern, frequency, looking_ahead=False)
    kept = sorted(range(len(clauses)), key=lambda n: (_cost(clauses[n], frequency), n))[:MOST_CLAUSES]
    return [sorted(clauses[n]) for n in sorted(kept)]


def _in_order(pattern: str, frequency: Mapping[str, int], *, looking_ahead: bool = True) -> list[Clause]:
    out = []
    for clause in _clauses(parser.parse(pattern), looking_ahead=looking_ahead):
        grams = [_gram(word, frequency) for word in clause]
        if all(grams):
            out.append(frozenset(g for g in grams if g))
    return out


def _cost(clause: Clause, frequency: Mapping[str, int]) -> int:
    """How often the grams of a clause stand in the sample: the rarer, the more a clause tells."""
    return sum(frequency.get(g, 0) + (1 if len(g) > 1 else 5) for g in clause)


def _gram(word: str, frequency: Mapping[str, int]) -> str | None:
    """The rarest pair of letters in a word, or its one letter."""
    pairs = [a + b for a, b in pairwise(word) if not (a.isspace() or b.isspace())]
    singles = [letter for letter in word if not letter.isspace()]
    return min(pairs or singles, key=lambda g: (frequency.get(g, 0), g), default=None)


def frequencies(sentences: Iterable[str]) -> Counter[str]:
    """How often each letter and each pair of neighbours stands in the sentences."""
    out: Counter[str] = Counter()
    for words in sentences:
        out.update(words)
        out.update(a + b for a, b in pairwise(words))
    return out
