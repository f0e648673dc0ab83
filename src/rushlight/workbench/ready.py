"""A sealed file that a form asked for: given at once where that was quick, else offered on the form's page when it is made."""

from __future__ import annotations

from rushlight.workbench.answering import Answer, Asked, File, Go
from rushlight.workbench.routing import Route, get, post

MEMORY = "ready"
READY, LET_GO = "/ready", "/let-go"


def give(asked: Asked, page: str, file: File) -> Answer:
    """The file itself, where the form's own page waited for it; else the page ``page``, which offers it."""
    if "number" not in asked.params:
        return file
    _held(asked)[page] = file
    return Go(page, asked.say("The file is ready."))


def is_ready(asked: Asked, page: str) -> bool:
    """Whether a file waits on this page to be taken."""
    return page in _held(asked)


def routes(page: str) -> tuple[Route, ...]:
    """To take the file that waits on ``page``, and to let go of it."""

    def take(asked: Asked) -> Answer:
        return _held(asked).get(page) or Go(page, asked.say("The file is not here any more; make it once more."))

    def let_go(asked: Asked) -> Answer:
        _held(asked).pop(page, None)
        return Go(page)

    return get(f"{page}{READY}", take), post(f"{page}{LET_GO}", let_go)


def _held(asked: Asked) -> dict[str, File]:
    known: dict[str, File] = asked.memory.setdefault(MEMORY, {})
    return known
