"""Recovery shares: each shown once, then two words of as many as are needed are asked for.

The words are in memory only while they are given out. Until they are confirmed the casefile takes nothing in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from rushlight.casefile.setting_up import Question, counts
from rushlight.desk import doorway
from rushlight.desk.doors import SettingUp
from rushlight.errors import MisuseError
from rushlight.workbench.answering import Answer, Asked, Go
from rushlight.workbench.rendering import Shown
from rushlight.workbench.routing import get, post
from rushlight.workbench.settings import keep_settings

MEMORY = "shares"


@dataclass(slots=True)
class Giving:
    """Shares that are being given out. ``at``: how many were shown and left; ``after``: the page that follows."""

    setting: SettingUp
    after: str
    at: int = 0
    wrong: tuple[Question, ...] = field(default=())

    @property
    def all_shown(self) -> bool:
        return self.at >= len(self.setting.shares)


@dataclass(frozen=True, slots=True, kw_only=True)
class SharesPage(Shown):
    """No shares are at hand: new ones can be made."""

    template: ClassVar[str] = "shares.html"
    screen: ClassVar[str] = "settings"
    confirmed: bool
    """Whether the shares there are, if any, were confirmed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharePage(Shown):
    """One share."""

    template: ClassVar[str] = "share.html"
    screen: ClassVar[str] = "settings"
    number: int
    total: int
    needed: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Blank:
    """A word that is asked for. ``name`` is the field's; ``wrong``: it was another word the last time."""

    share: int
    position: int
    name: str
    wrong: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SharesAskedPage(Shown):
    """The words that are asked for."""

    template: ClassVar[str] = "shares_asked.html"
    screen: ClassVar[str] = "settings"
    blanks: tuple[Blank, ...]
    wrong: bool


def show(asked: Asked) -> Answer:
    giving: Giving | None = asked.memory.get(MEMORY)
    if giving is None:
        return SharesPage(confirmed=asked.desk.case.set_up)
    if giving.all_shown:
        blanks = tuple(Blank(q.share, q.position, _name(q), q in giving.wrong) for q in giving.setting.questions)
        return SharesAskedPage(blanks=blanks, wrong=bool(giving.wrong))
    share = giving.setting.shares[giving.at]
    return SharePage(
        number=giving.at + 1,
        total=len(giving.setting.shares),
        needed=len({q.share for q in giving.setting.questions}),
        words=tuple(share.split()),
    )


def make(asked: Asked) -> Answer:
    """New shares in place of those there were. Raises WrongPassphrase."""
    setting = doorway.new_shares(asked.desk, asked.form.one("passphrase"), counts(asked.form.get("counts", "2/3")))
    asked.memory[MEMORY] = Giving(setting, "/settings")
    return Go("/shares")


def onward(asked: Asked) -> Answer:
    giving = _giving(asked)
    giving.at = min(giving.at + 1, len(giving.setting.shares))
    return Go("/shares")


def back(asked: Asked) -> Answer:
    """See the shares once more, while they are at hand."""
    giving = _giving(asked)
    giving.at, giving.wrong = 0, ()
    return Go("/shares")


def confirm(asked: Asked) -> Answer:
    giving = _giving(asked)
    if not giving.all_shown:
        raise MisuseError("not every share was shown yet", hint="go on to the last one")
    answers = {q: asked.form.get(_name(q)) for q in giving.setting.questions}
    giving.wrong = tuple(q for q, word in answers.items() if not giving.setting.holds(q, word))
    if giving.wrong:
        return Go("/shares")
    giving.setting.confirm(answers)
    del asked.memory[MEMORY]
    keep_settings(asked.desk, asked.settings, asked.desk.now())
    return Go(
        giving.after,
        asked.say("The recovery shares are confirmed. Give each to another person, and keep none beside the casefile."),
    )


def _giving(asked: Asked) -> Giving:
    giving: Giving | None = asked.memory.get(MEMORY)
    if giving is None:
        raise MisuseError("these shares are no longer at hand", hint="make new ones")
    return giving


def _name(question: Question) -> str:
    return f"word-{question.share}-{question.position}"


ROUTES = (
    get("/shares", show),
    post("/shares/make", make),
    post("/shares/onward", onward),
    post("/shares/back", back),
    post("/shares/confirm", confirm),
)
