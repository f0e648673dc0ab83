"""A casefile from a sealed copy, at the door: where the backup lies, which one, what opens it, and where the casefile goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rushlight.casefile.words import LANGUAGES
from rushlight.desk import Desk, copies, doorway
from rushlight.desk.copies import SealedCopy
from rushlight.errors import MisuseError
from rushlight.parts import Tell
from rushlight.workbench.answering import Answer, Asked, Go
from rushlight.workbench.folders import typed_folder
from rushlight.workbench.rendering import Shown
from rushlight.workbench.routing import get, post
from rushlight.workbench.screens.new import new_folder, place_of, require_shut
from rushlight.workbench.screens.recover import MEMORY as RECOVER
from rushlight.workbench.screens.recover import Recovering, raised

MEMORY = "restore"


@dataclass(frozen=True, slots=True)
class CopyRow:
    """A copy to be chosen: its number, the day it was made on (empty of a pack), what its file is called."""

    number: int
    day: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RestorePage(Shown):
    """Where the copy lies is asked."""

    template: ClassVar[str] = "restore.html"
    screen: ClassVar[str] = "restore"


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreCopyPage(Shown):
    """Which copy, what opens it, what the casefile is called and where it goes."""

    template: ClassVar[str] = "restore_copy.html"
    screen: ClassVar[str] = "restore"
    copies: tuple[CopyRow, ...]
    listed: bool
    """Whether what was erased since is known beside all of them."""
    shares: bool
    passphrase: bool
    place: str


def show(asked: Asked) -> Answer:
    if asked.held.open:
        return Go("/")
    found: tuple[SealedCopy, ...] | None = asked.memory.get(MEMORY)
    if found is None:
        return RestorePage()
    return RestoreCopyPage(
        copies=tuple(CopyRow(n, copy.day.isoformat() if copy.day else "", copy.file.name) for n, copy in enumerate(found)),
        listed=all(copy.listed for copy in found),
        shares=any(copy.shares for copy in found),
        passphrase=any(copy.passphrase for copy in found),
        place=str(place_of(asked)),
    )


def look(asked: Asked) -> Answer:
    """Look at what lies there. Nothing is opened yet."""
    require_shut(asked)
    asked.memory[MEMORY] = copies.copies_at(typed_folder(asked.form.one("where")))
    return Go("/restore")


def other(asked: Asked) -> Answer:
    """Look elsewhere."""
    asked.memory.pop(MEMORY, None)
    return Go("/restore")


def make(asked: Asked) -> Answer:
    """Make the casefile of the copy that was chosen; with recovery shares these are asked for first."""
    require_shut(asked)
    form, copy, folder = asked.form, _chosen(asked), new_folder(asked)
    lists = [copies.check_list(typed_folder(form.get("list")))] if form.get("list").strip() else []
    lost = form.get("lost") == "yes"
    if not (copy.listed or lists or lost):
        hint = "name the file, or say that the list is lost"
        raise MisuseError("the erase list is not beside the backup: what was erased since would come back", hint=hint)
    actor = asked.held.actor

    def work(passphrase: str, shares: tuple[str, ...], tell: Tell) -> Desk:
        unlock = copies.opening_with(passphrase, shares)
        return copies.raise_copy(copy, folder, unlock, actor=actor, lists=lists, without_list=lost, progress=tell)

    def with_shares(shares: tuple[str, ...], new: str, tell: Tell) -> Desk:
        return doorway.with_a_passphrase(work("", shares, tell), new)

    if form.get("how") == "shares":
        language = asked.language if asked.language in LANGUAGES else "en"
        asked.memory[RECOVER] = Recovering(copy, with_shares, words_language=language)
        return Go("/recover")
    passphrase = form.one("passphrase")
    if not passphrase:
        raise MisuseError("no passphrase was typed", hint="type it, or choose recovery shares")
    return raised(asked, lambda tell: work(passphrase, (), tell), restored=True, shares=False)


def _chosen(asked: Asked) -> SealedCopy:
    found: tuple[SealedCopy, ...] = asked.memory.get(MEMORY, ())
    number = asked.form.whole("copy", 0)
    if number >= len(found):
        raise MisuseError("there is no such copy", hint="say where it lies, and choose one of the list")
    return found[number]


ROUTES = (
    get("/restore", show, locked=True),
    post("/restore/look", look, locked=True),
    post("/restore/other", other, locked=True),
    post("/restore/make", make, locked=True),
)
