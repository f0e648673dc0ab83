"""Where a handler answers: a path, and what it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rushlight.workbench.answering import Answer, Asked

Handler = Callable[[Asked], Answer]


@dataclass(frozen=True, slots=True)
class Route:
    """``locked``: also before the casefile is open. ``big``: takes files. ``touches``: keeps the casefile from locking.
    ``meanwhile``: sees nothing of the casefile, and so answers while a job works on it as a whole."""

    method: str
    path: str
    handler: Handler
    locked: bool = False
    big: bool = False
    touches: bool = True
    meanwhile: bool = False


def get(path: str, handler: Handler, *, locked: bool = False, touches: bool = True, meanwhile: bool = False) -> Route:
    """A page."""
    return Route("GET", path, handler, locked, touches=touches, meanwhile=meanwhile)


def post(path: str, handler: Handler, *, locked: bool = False, big: bool = False, meanwhile: bool = False) -> Route:
    """A form."""
    return Route("POST", path, handler, locked, big, meanwhile=meanwhile)


def page_of(form: Route, routes: Iterable[Route]) -> Route | None:
    """The page on which a form stands: the one with the longest address that the form's begins with."""
    steps = form.path.split("/")
    around = (r for r in routes if r.method == "GET" and _steps(r) == steps[: len(_steps(r))])
    return max(around, key=lambda r: len(_steps(r)), default=None)


def _steps(route: Route) -> list[str]:
    return route.path.rstrip("/").split("/")
