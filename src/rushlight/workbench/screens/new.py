"""The first run: a casefile is made. A name, a passphrase that is written down and typed again, then the recovery shares."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from rushlight.casefile.building import check_new
from rushlight.casefile.opening import SUFFIX
from rushlight.casefile.setting_up import USUAL, counts
from rushlight.casefile.slots import FILE as SLOTS
from rushlight.casefile.words import LANGUAGES
from rushlight.desk import new_desk
from rushlight.desk.doors import SettingUp
from rushlight.errors import MisuseError
from rushlight.workbench.answering import Answer, Asked, Go
from rushlight.workbench.drawn import Drawn, draw, drawn_page
from rushlight.workbench.folders import typed_folder
from rushlight.workbench.rendering import Shown
from rushlight.workbench.routing import get, post
from rushlight.workbench.screens.shares import MEMORY as SHARES
from rushlight.workbench.screens.shares import Giving

MEMORY = "new"
NAME = re.compile(r"[\w][\w .-]{0,59}")
AFTER = "/welcome"


@dataclass(slots=True)
class Beginning:
    """A casefile that is not made yet."""

    folder: Path
    counts: tuple[int, int]
    drawn: Drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPage(Shown):
    """What a casefile is, and what is asked first."""

    template: ClassVar[str] = "new.html"
    screen: ClassVar[str] = "new"
    place: str
    """The folder in which it will lie."""
    words_language: str
    usual: str
    """How many of how many shares open it, unless chosen otherwise, such as 2/3."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WelcomePage(Shown):
    """The casefile is made: practise, or begin."""

    template: ClassVar[str] = "welcome.html"
    screen: ClassVar[str] = "desk"


def show(asked: Asked) -> Answer:
    if asked.held.open:
        return Go("/")
    begun: Beginning | None = asked.memory.get(MEMORY)
    if begun is None:
        return NewPage(
            place=str(place_of(asked)),
            words_language=asked.language if asked.language in LANGUAGES else "en",
            usual="/".join(map(str, USUAL)),
        )
    return drawn_page(begun.drawn, "/new", asked.say("Make the casefile"))


def begin(asked: Asked) -> Answer:
    """Draw a passphrase for a place where a casefile can be. Nothing is written yet."""
    require_shut(asked)
    folder = new_folder(asked)
    drawn = draw(asked.form.get("words", "en"))
    asked.memory[MEMORY] = Beginning(folder, counts(asked.form.get("counts", "2/3")), drawn)
    return Go("/new")


def new_folder(asked: Asked) -> Path:
    """Where a casefile is to be made, by the form's ``name`` and ``place``. Raises MisuseError, CasefileError."""
    name = asked.form.one("name").strip().removesuffix(SUFFIX)
    if not NAME.fullmatch(name):
        hint = "letters, digits, spaces, dots and hyphens; nothing that tells what it is about"
        raise MisuseError("this is no name for a folder", hint=hint)
    place = asked.form.get("place")
    folder = (typed_folder(place) if place.strip() else place_of(asked)) / f"{name}{SUFFIX}"
    check_new(folder, SUFFIX)
    return folder


def written(asked: Asked) -> Answer:
    _begun(asked).drawn.seen = True
    return Go("/new")


def again(asked: Asked) -> Answer:
    """See the passphrase once more: nothing was made with it yet."""
    _begun(asked).drawn.once_more()
    return Go("/new")


def other(asked: Asked) -> Answer:
    """Begin anew, under another name."""
    asked.memory.pop(MEMORY, None)
    return Go("/new")


def make(asked: Asked) -> Answer:
    """The passphrase was typed from paper: make the casefile, and give its shares out."""
    require_shut(asked)
    begun = _begun(asked)
    if not begun.drawn.typed(asked.form.one("passphrase")):
        return Go("/new")
    held, actor = asked.held, asked.held.actor or "A1"
    desk = new_desk(begun.folder, begun.drawn.passphrase, actor=actor, recovery=begun.counts)
    held.hold(desk)
    held.memory[SHARES] = Giving(SettingUp(desk.case, actor=actor), AFTER)
    return Go("/shares")


def choose(asked: Asked) -> Answer:
    """Name the casefile to be opened, where the server was started without one."""
    require_shut(asked)
    if asked.held.folder is not None:
        raise MisuseError("a casefile is named already", hint="start 'rushlight open' anew for another one")
    written = asked.form.one("casefile").strip()
    folder = typed_folder(written) if written.startswith("~") else Path(written)
    if folder.suffix != SUFFIX or not (folder / SLOTS).is_file():
        raise MisuseError("there is no such casefile", hint="a folder whose name ends in .case")
    asked.held.folder = folder
    return Go("/")


def welcome(asked: Asked) -> Answer:
    return WelcomePage()


def place_of(asked: Asked) -> Path:
    """Where a new casefile lies unless another place is named."""
    named = asked.held.folder
    return named.absolute().parent if named is not None else Path.cwd()


def _begun(asked: Asked) -> Beginning:
    begun: Beginning | None = asked.memory.get(MEMORY)
    if begun is None:
        raise MisuseError("no casefile is being made", hint="begin with its name")
    return begun


def require_shut(asked: Asked) -> None:
    if asked.held.open:
        raise MisuseError("a casefile is open", hint="lock it first, then make another one")


ROUTES = (
    get("/new", show, locked=True),
    post("/new/begin", begin, locked=True),
    post("/new/written", written, locked=True),
    post("/new/again", again, locked=True),
    post("/new/other", other, locked=True),
    post("/new/make", make, locked=True),
    post("/choose", choose, locked=True),
    get("/welcome", welcome),
)
