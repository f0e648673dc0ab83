"""What a page's handler gets and gives: plain values, no request and no response of a library."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rushlight.desk import Desk
from rushlight.errors import MisuseError
from rushlight.workbench.holding import Held
from rushlight.workbench.language import say, say_number
from rushlight.workbench.rendering import Shown
from rushlight.workbench.settings import Settings


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent, in memory. ``name`` is its own name, for reading its kind off; never shown in an address."""

    name: str
    data: bytes


class Fields:
    """What was asked for or sent. Raises MisuseError where a field is absent, given twice or no number."""

    def __init__(self, pairs: list[tuple[str, str]], uploads: list[tuple[str, Upload]] | None = None) -> None:
        self._values: dict[str, list[str]] = {}
        for name, value in pairs:
            self._values.setdefault(name, []).append(value)
        self._uploads = uploads or []

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def names(self) -> tuple[str, ...]:
        return tuple(self._values)

    def one(self, name: str) -> str:
        """The one value of a field that has to be there."""
        if name not in self._values:
            raise MisuseError("a field of the form is missing", where=name, hint="go back and send the form again")
        return self.get(name)

    def get(self, name: str, default: str = "") -> str:
        """The one value of a field that may be absent."""
        values = self._values.get(name, [default])
        if len(values) != 1:
            raise MisuseError("a field of the form came twice", where=name[:40], hint="go back and send the form again")
        return values[0]

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(self._values.get(name, ()))

    def whole(self, name: str, default: int) -> int:
        """A whole number of at most nine digits."""
        value = self.get(name, str(default)).strip()
        if not (value.isascii() and value.isdigit() and len(value) <= 9):
            raise MisuseError("this is no whole number", where=name)
        return int(value)

    def day(self, name: str) -> dt.date | None:
        """A day as YEAR-MONTH-DAY; None where it is left empty."""
        written = self.get(name).strip()
        try:
            return dt.date.fromisoformat(written) if written else None
        except ValueError:
            raise MisuseError("this is no date", where=name, hint="dates are YEAR-MONTH-DAY, such as 2025-10-14") from None

    def files(self, name: str) -> tuple[Upload, ...]:
        """Files that were chosen; a file field left empty sends one without a name, which is none."""
        return tuple(upload for field_name, upload in self._uploads if field_name == name and (upload.name or upload.data))

    @property
    def with_files(self) -> bool:
        """Whether any file came with it."""
        return any(upload.name or upload.data for _, upload in self._uploads)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, as a handler sees it."""

    held: Held
    settings: Settings
    query: Fields
    form: Fields
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def desk(self) -> Desk:
        return self.held.desk

    @property
    def actor(self) -> str:
        return self.desk.actor

    @property
    def language(self) -> str:
        return self.settings.language

    @property
    def memory(self) -> dict[str, Any]:
        return self.held.memory

    def say(self, sentence: str, **named: object) -> str:
        return say(self.language, sentence, **named)

    def ngettext(self, one: str, many: str, number: int, **named: object) -> str:
        return say_number(self.language, one, many, number, **named)


@dataclass(frozen=True, slots=True)
class Go:
    """See another page next (303). ``said`` is shown once there, from memory: it stands in no address."""

    path: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A download. ``name`` is a constant of the program, never a word of a report."""

    data: bytes
    media_type: str
    name: str


@dataclass(frozen=True, slots=True)
class Leave:
    """A last page. The casefile is shut by then; the process that held its key is replaced as soon as the page is sent."""

    page: Shown


Answer = Shown | Go | File | Leave
