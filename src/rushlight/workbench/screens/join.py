"""Join a team: an own empty copy, made with an invitation whose digits were compared by voice."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from rushlight.casefile.setting_up import USUAL
from rushlight.casefile.words import LANGUAGES
from rushlight.desk import teams
from rushlight.desk.desk import join_desk
from rushlight.desk.doors import SettingUp
from rushlight.errors import MisuseError
from rushlight.workbench.answering import Answer, Asked, Go
from rushlight.workbench.drawn import Drawn, draw, drawn_page
from rushlight.workbench.rendering import Shown
from rushlight.workbench.routing import get, post
from rushlight.workbench.screens.new import new_folder
from rushlight.workbench.screens.shares import MEMORY as SHARES
from rushlight.workbench.screens.shares import Giving

MEMORY = "join"
AFTER = "/team/devices"


@dataclass(slots=True)
class Joining:
    """A copy that is not made yet. ``compared``: the invitation's digits were compared by voice."""

    invitation: Any
    fingerprint: str
    folder: Path
    actor: str
    drawn: Drawn
    compared: bool = False


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


def show(asked: Asked) -> Answer:
    if asked.held.open:
        return Go("/team/devices")
    begun: Joining | None = asked.memory.get(MEMORY)
    if begun is None:
        return JoinPage(words_language=asked.language if asked.language in LANGUAGES else "en")
    if not begun.compared:
        return JoinDigitsPage()
    return drawn_page(begun.drawn, "/join", asked.say("Make the copy"))


def begin(asked: Asked) -> Answer:
    """Read the invitation and draw a passphrase. Nothing is written yet."""
    _require_shut(asked)
    uploads = asked.form.files("invitation")
    if not uploads:
        raise MisuseError("no file was chosen", hint="choose the invitation that a colleague sent")
    invitation, founder = teams.invitation_in(uploads[0].data)
    actor = asked.form.one("actor").strip()
    teams.check_person(actor)
    drawn = draw(asked.form.get("words", "en"))
    asked.memory[MEMORY] = Joining(invitation, founder.fingerprint, new_folder(asked), actor, drawn)
    return Go("/join")


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
    begun.drawn.seen = begun.compared
    return Go("/join")


def again(asked: Asked) -> Answer:
    """See the passphrase once more: nothing was made with it yet."""
    _begun(asked).drawn.once_more()
    return Go("/join")


def other(asked: Asked) -> Answer:
    """Begin anew."""
    asked.memory.pop(MEMORY, None)
    return Go("/join")


def make(asked: Asked) -> Answer:
    """The passphrase was typed from paper: make the copy, and give its shares out."""
    _require_shut(asked)
    begun = _begun(asked)
    if not begun.drawn.seen or not begun.drawn.typed(asked.form.one("passphrase")):
        return Go("/join")
    desk = join_desk(begun.folder, begun.invitation, begun.drawn.passphrase, actor=begun.actor, recovery=USUAL)
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
