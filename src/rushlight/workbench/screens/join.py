"""Join a team: an own empty copy, made with an invitation whose digits were compared by voice."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from rushlight.casefile import generate_passphrase
from rushlight.casefile.building import check_new
from rushlight.casefile.opening import SUFFIX
from rushlight.casefile.setting_up import USUAL
from rushlight.casefile.words import LANGUAGES
from rushlight.desk import teams
from rushlight.desk.desk import join_desk
from rushlight.desk.doors import SettingUp
from rushlight.errors import MisuseError
from rushlight.workbench.answering import Answer, Asked, Go
from rushlight.workbench.rendering import Shown
from rushlight.workbench.routing import get, post
from rushlight.workbench.screens.new import NAME
from rushlight.workbench.screens.shares import MEMORY as SHARES
from rushlight.workbench.screens.shares import Giving

MEMORY = "join"
AFTER = "/team/devices"


@dataclass(slots=True)
class Joining:
    """A copy that is not made yet. ``seen``: the passphrase was written down; ``differed``: what was typed is another."""

    invitation: Any
    fingerprint: str
    folder: Path
    actor: str
    passphrase: str
    words_language: str
    compared: bool = False
    seen: bool = False
    differed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinPage(Shown):
    """The invitation, the alias, and what the folder is called."""

    template: ClassVar[str] = "join.html"
    screen: ClassVar[str] = "join"
    words_language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinDigitsPage(Shown):
    """The digits of the invitation are asked for, and not shown: they come by voice."""

    template: ClassVar[str] = "join_digits.html"
    screen: ClassVar[str] = "join"


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinPassphrasePage(Shown):
    """The passphrase of the copy, shown to be written down."""

    template: ClassVar[str] = "join_passphrase.html"
    screen: ClassVar[str] = "join"
    words: tuple[str, ...]
    words_language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinAgainPage(Shown):
    """The passphrase is typed from paper."""

    template: ClassVar[str] = "join_again.html"
    screen: ClassVar[str] = "join"
    differed: bool


def show(asked: Asked) -> Answer:
    if asked.held.open:
        return Go("/team/devices")
    begun: Joining | None = asked.memory.get(MEMORY)
    if begun is None:
        return JoinPage(words_language=asked.language if asked.language in LANGUAGES else "en")
    if not begun.compared:
        return JoinDigitsPage()
    if not begun.seen:
        return JoinPassphrasePage(words=tuple(begun.passphrase.split()), words_language=begun.words_language)
    return JoinAgainPage(differed=begun.differed)


def begin(asked: Asked) -> Answer:
    """Read the invitation and draw a passphrase. Nothing is written yet."""
    _require_shut(asked)
    uploads = asked.form.files("invitation")
    if not uploads:
        raise MisuseError("no file was chosen", hint="choose the invitation that a colleague sent")
    invitation, founder = teams.invitation_in(uploads[0].data)
    actor = asked.form.one("actor").strip()
    teams.check_person(actor)
    name = asked.form.one("name").strip().removesuffix(SUFFIX)
    if not NAME.fullmatch(name):
        hint = "letters, digits, spaces, dots and hyphens; nothing that tells what it is about"
        raise MisuseError("this is no name for a folder", hint=hint)
    folder = _place(asked) / f"{name}{SUFFIX}"
    check_new(folder, SUFFIX)
    language = asked.form.get("words", "en")
    passphrase = generate_passphrase(secrets.token_bytes, language=language)
    asked.memory[MEMORY] = Joining(invitation, founder.fingerprint, folder, actor, passphrase, language)
    return Go("/join")


def _place(asked: Asked) -> Path:
    """Where the copy will lie: beside the casefile that was named, else where Rushlight was started."""
    named = asked.held.folder
    return named.absolute().parent if named is not None else Path.cwd()


def compare(asked: Asked) -> Answer:
    """The digits as a colleague said them have to be those of the invitation."""
    begun = _begun(asked)
    if "".join(asked.form.one("fingerprint").split()) != begun.fingerprint.replace(" ", ""):
        raise MisuseError(
            "this is not the fingerprint of the invitation",
            hint="when the digits differ somebody may have swapped it: let your colleague send it another way",
        )
    begun.compared = True
    return Go("/join")


def written(asked: Asked) -> Answer:
    begun = _begun(asked)
    begun.seen = begun.compared
    return Go("/join")


def again(asked: Asked) -> Answer:
    """See the passphrase once more: nothing was made with it yet."""
    begun = _begun(asked)
    begun.seen = begun.differed = False
    return Go("/join")


def other(asked: Asked) -> Answer:
    """Begin anew."""
    asked.memory.pop(MEMORY, None)
    return Go("/join")


def make(asked: Asked) -> Answer:
    """The passphrase was typed from paper: make the copy, and give its shares out."""
    _require_shut(asked)
    begun = _begun(asked)
    if not begun.seen:
        return Go("/join")
    begun.differed = " ".join(asked.form.one("passphrase").split()) != begun.passphrase
    if begun.differed:
        return Go("/join")
    desk = join_desk(begun.folder, begun.invitation, begun.passphrase, actor=begun.actor, recovery=USUAL)
    asked.held.hold(desk)
    asked.held.memory[SHARES] = Giving(SettingUp(desk.case, actor=begun.actor), AFTER)
    return Go("/shares")


def _begun(asked: Asked) -> Joining:
    begun: Joining | None = asked.memory.get(MEMORY)
    if begun is None:
        raise MisuseError("nobody is joining", hint="begin with the invitation")
    return begun


def _require_shut(asked: Asked) -> None:
    if asked.held.open:
        raise MisuseError("a casefile is open", hint="lock it first, then join another team")


ROUTES = (
    get("/join", show, locked=True),
    post("/join/begin", begin, locked=True, big=True),
    post("/join/compare", compare, locked=True),
    post("/join/written", written, locked=True),
    post("/join/again", again, locked=True),
    post("/join/other", other, locked=True),
    post("/join/make", make, locked=True),
)
