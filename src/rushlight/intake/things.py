"""What a place holds when many are taken in: documents, tables, what could not be opened, and what is no document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rushlight.intake.tables import Table


@dataclass(frozen=True, slots=True)
class Found:
    """A document. ``name`` may name a person: it settles the format and is shown only on demand.

    ``external_id`` is a mail's Message-ID; ``within`` the place of the mail it was attached to.
    """

    place: str
    name: str
    data: bytes
    external_id: str | None = None
    within: str | None = None


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table file; ``form`` is csv or xlsx.

    ``tables`` opens it in a confined process and gives its sheets in order, once, before the next thing is asked for.
    It raises IntakeError, also while the rows are read, for what cannot be opened.
    """

    place: str
    name: str
    form: str
    tables: Callable[[], Iterator[Table]]


@dataclass(frozen=True, slots=True)
class Lost:
    """What could not be opened."""

    place: str
    name: str
    what: str
    hint: str | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is no document of anyone's: hidden files, the system's own, pictures inside a mail's text, links."""

    place: str


Thing = Found | FoundTable | Lost | LeftOut
