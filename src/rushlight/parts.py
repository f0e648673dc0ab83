"""Long work in parts: what needs the casefile is done by whoever owns it, what does not may go on beside it.

Work is a generator. It yields (how much, of how much) where others may have a turn, or a part: a function that sees no
casefile and tells how far it is, whose value the generator is sent. Where what was done so far stands for good it yields
``STANDS``, and ``UNDONE`` where from then on ending it undoes what follows. ``at_once`` goes through all of it here and now,
as the command line does; the workbench goes on between pages, and does parts in a thread of their own.
"""

from __future__ import annotations

import contextlib
import enum
from collections.abc import Callable, Generator
from typing import Any, TypeVar

T = TypeVar("T")
Tell = Callable[[int, int], None]
"""Told (how much is done, of how much), now and then. What it raises ends the work."""
Part = Callable[[Tell], Any]


class Ending(enum.Enum):
    """What ending the work early would do to what it has done."""

    UNDOES = "undoes"
    STANDS = "stands"


STANDS, UNDONE = Ending.STANDS, Ending.UNDOES
Parts = Generator[Part | tuple[int, int] | Ending, Any, T]


def nobody(done: int, total: int) -> None:
    """Nobody is told."""


def at_once(parts: Parts[T], tell: Tell = nobody) -> T:
    """Go through all of it. What a part raises is raised where the work waits for it, so that it clears up."""
    answer: Any = None
    failure: BaseException | None = None
    with contextlib.closing(parts):
        while True:
            try:
                asked = parts.send(answer) if failure is None else parts.throw(failure)
            except StopIteration as ended:
                value: T = ended.value
                return value
            answer = failure = None
            if isinstance(asked, tuple):
                tell(*asked)
                continue
            if isinstance(asked, Ending):
                continue
            try:
                answer = asked(tell)
            except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
                failure = error


def scaled(tell: Tell, first: int, last: int, whole: int = 1000) -> Tell:
    """Tells of a part of the whole: from ``first`` to ``last`` of ``whole``."""

    def told(done: int, total: int) -> None:
        tell(first + (last - first) * min(done, total) // max(total, 1), whole)

    return told
