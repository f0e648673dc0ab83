"""Words that a pattern cannot do without: a sentence that has none of them need not be searched.

The idea of prefiltering regular expressions by required literals (Cox, "Regular Expression Matching with a Trigram
Index", 2012), in its plainest form: of a sequence the best part, of a choice the parts of all.
"""

from __future__ import annotations

from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

SHORTEST = 2
"""Letters; shorter needles are in every sentence."""
MANY = 60


def needles(pattern: str) -> frozenset[str] | None:
    """Strings one of which stands in everything that the pattern finds; None where there are no such strings.

    Raises re.error for a faulty pattern.
    """
    return _of_sequence(parser.parse(pattern))


def _of_sequence(items: Any) -> frozenset[str] | None:
    """The best of a sequence: its longest run of letters, or the needles of one of its members."""
    found: list[frozenset[str]] = []
    run = ""
    for op, value in [*items, (None, None)]:
        if op is sre.LITERAL:
            run += chr(value)
            continue
        if len(run) >= SHORTEST:
            found.append(frozenset({run}))
        run = ""
        inner = _of_member(op, value)
        if inner is not None:
            found.append(inner)
    return max(found, key=_worth, default=None)


def _worth(needles_: frozenset[str]) -> tuple[int, int]:
    return min(len(n) for n in needles_), -len(needles_)


def _of_member(op: Any, value: Any) -> frozenset[str] | None:
    if op is sre.SUBPATTERN:
        return _of_sequence(value[3])
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        return _of_sequence(value[2]) if value[0] > 0 else None
    if op is sre.BRANCH:
        parts = [_of_sequence(branch) for branch in value[1]]
        if any(part is None for part in parts):
            return None
        joined = frozenset(n for part in parts if part is not None for n in part)
        return joined if len(joined) <= MANY else None
    return None
