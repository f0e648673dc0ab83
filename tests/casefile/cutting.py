"""Acts that are cut off at their n-th step: what stops them is raised, or done, in place of that step."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

Step = tuple[Any, str]
"""Whose function, and its name."""

Put = Callable[[Any, str, Any], object]


def cut_at(steps: Iterable[Step], at: int, stop: Callable[[], object], put: Put = setattr) -> None:
    """``stop`` is called before the n-th (from 0) of these functions that runs from now on; ``put`` exchanges each."""
    count = itertools.count()

    def counted(really: Any) -> Any:
        def step(*args: Any, **kwargs: Any) -> Any:
            if next(count) == at:
                stop()
            return really(*args, **kwargs)

        return step

    for owner, name in steps:
        put(owner, name, counted(getattr(owner, name)))


@contextlib.contextmanager
def interrupted(monkeypatch: pytest.MonkeyPatch, steps: Iterable[Step], at: int) -> Iterator[None]:
    """Within, Ctrl-C comes at the n-th step; afterwards everything is as it was."""
    with monkeypatch.context() as patched:
        cut_at(steps, at, _ctrl_c, patched.setattr)
        with contextlib.suppress(KeyboardInterrupt):
            yield


def _ctrl_c() -> None:
    raise KeyboardInterrupt
