"""Reports that tell of violence: a word before they open, and passing them over costs nothing."""

from __future__ import annotations

from collections.abc import Sequence

from rushlight.record import Statement
from rushlight.workbench.answering import Asked

FAMILIES = frozenset({"kill", "hurt"})
ACTS = frozenset({"detain.camp", "disappear.enforced"})
_OPENED = "opened with care"


def is_hard(statements: Sequence[Statement]) -> bool:
    """Whether a report tells of killing, bodily harm, camps or disappearing, by what was proposed from it."""
    return any(s.act.split(".")[0] in FAMILIES or s.act in ACTS for s in statements)


def asks_first(asked: Asked, document: str, statements: Sequence[Statement], *, blind: bool = False) -> bool:
    """Whether this report is to be announced: it is hard, and the person has not opened it since the casefile was opened.

    One that is read ``blind`` always is: whether the word stands there must not tell what was proposed.
    """
    return (blind or is_hard(statements)) and document not in asked.memory.setdefault(_OPENED, set())


def opened(asked: Asked, document: str) -> None:
    """The person wants to see it; nobody else is told, and nothing of it is kept."""
    asked.memory.setdefault(_OPENED, set()).add(document)
