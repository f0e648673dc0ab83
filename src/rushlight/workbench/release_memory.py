"""What the release pages keep while the casefile is open, in memory alone: checks as they were shown, texts, pictures, files.

Nothing of it is stored: a draft is made anew from the casefile, a text is never kept, files are the person's to take.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from rushlight.desk.approving import Look
from rushlight.desk.publishing import HandedOver
from rushlight.desk.releasing import CheckedRelease
from rushlight.desk.writing import CheckedText, Typed
from rushlight.errors import MisuseError
from rushlight.workbench.answering import Asked, Fields

MOST = 20
"""Of each kind that are kept; the oldest goes."""
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every member of an archive: it tells nobody when it was made."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture for the briefs, and what it shows in words."""

    data: bytes
    alt: str


@dataclass
class ReleaseMemory:
    """By the id of a check."""

    checks: dict[str, CheckedRelease] = field(default_factory=dict)
    texts: dict[str, Typed] = field(default_factory=dict)
    text_checks: dict[str, CheckedText] = field(default_factory=dict)
    pictures: dict[str, Picture] = field(default_factory=dict)
    looks: dict[str, Look] = field(default_factory=dict)
    files: dict[str, HandedOver] = field(default_factory=dict)

    def let_go(self, name: str) -> None:
        """Nothing of this check's words stays: its files, the picture, what was made anew to be approved, and the text, under
        whatever names it was checked.
        """
        text = self.texts.get(name)
        for one in [name, *(other for other, typed in self.texts.items() if typed == text)]:
            self.files.pop(one, None)
            self.looks.pop(one, None)
            self.texts.pop(one, None)
            self.text_checks.pop(one, None)
            self.pictures.pop(one, None)


def memory(asked: Asked) -> ReleaseMemory:
    """The memory of this opening."""
    found = asked.memory.setdefault("release", ReleaseMemory())
    assert isinstance(found, ReleaseMemory)  # noqa: S101 - nobody else uses this name
    return found


def keep(shelf: dict[str, T], name: str, thing: T) -> T:
    """Put a thing on a shelf that holds a few."""
    shelf.pop(name, None)
    shelf[name] = thing
    while len(shelf) > MOST:
        del shelf[next(iter(shelf))]
    return thing


def picture_of(form: Fields) -> Picture | None:
    """The picture of a form; None without one. Raises MisuseError for several, or words without one."""
    sent, alt = form.files("image"), form.get("alt").strip()
    if len(sent) > 1:
        raise MisuseError("one picture at a time", where="image")
    if not sent and alt:
        raise MisuseError("there are words for a picture, and no picture", hint="choose its file too")
    return Picture(sent[0].data, alt) if sent else None


def text_of(form: Fields) -> Typed | None:
    """The text that was pasted or chosen; None without one. Raises MisuseError for both."""
    sent, pasted = form.files("file"), form.get("text")
    if sent and pasted.strip():
        raise MisuseError("the text came twice", hint="paste it, or choose its file")
    if sent:
        return Typed(sent[0].data, f"text{_suffix(sent[0].name)}")
    return Typed(pasted.encode()) if pasted.strip() else None


def _suffix(name: str) -> str:
    """The suffix of a file's name, which says what it is; the name itself is left behind."""
    _, dot, suffix = name.rpartition(".")
    return f".{suffix.lower()}" if dot and suffix.isascii() and suffix.isalnum() and len(suffix) <= 8 else ".txt"


def packed(folder: str, files: Mapping[str, bytes]) -> bytes:
    """Files as one archive, in a folder of this name; the same files make the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in sorted(files.items()):
            member = zipfile.ZipInfo(f"{folder}/{name}", EPOCH)
            archive.writestr(member, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
