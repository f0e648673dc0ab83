"""Recovery shares at the door: typed one by one until there are enough, then a new passphrase that is drawn and written down.

They open the casefile that was named, or a sealed copy from which it is made (see ``restore``). What was typed is in memory
alone; when nobody touches the page it goes as an open casefile does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from rushlight.casefile.setting_up import Gathering, bare
from rushlight.casefile.words import LANGUAGES
from rushlight.desk import Desk, copies, doors, doorway
from rushlight.desk.copies import SealedCopy
from rushlight.desk.erasing import erasures
from rushlight.errors import MisuseError, RushlightError
from rushlight.parts import Tell
from rushlight.workbench import jobs
from rushlight.workbench.answering import Answer, Asked, Go
from rushlight.workbench.drawn import Drawn, draw, drawn_page
from rushlight.workbench.holding import Held
from rushlight.workbench.own_thread import beside
from rushlight.workbench.rendering import Shown
from rushlight.workbench.routing import get, post
from rushlight.workbench.screens.new import require_shut
from rushlight.workbench.waited import wait_for
from rushlight.workbench.work import Progress, Steps

MEMORY, DONE = "recover", "recovered"

Making = Callable[[tuple[str, ...], str, Tell], Desk]
"""Makes or opens the casefile with (shares, the new passphrase), telling how far it is; sees no other casefile."""


@dataclass(slots=True)
class Recovering:
    """Shares as they come, for the casefile in a folder or for a copy; ``makes`` is what is done with them."""

    what: Path | SealedCopy
    makes: Making
    gathered: Gathering = field(default_factory=Gathering)
    last: int = 0
    """The number of the share that was typed last."""
    words_language: str = "en"
    drawn: Drawn | None = None


@dataclass(frozen=True, slots=True)
class Recovered:
    """What was opened: ``restored`` from a copy or where it lay; ``entries`` of its log; what was erased and stays so."""

    restored: bool
    entries: int
    gone: tuple[str, ...]
    older: bool
    """Whether older passphrases still open it beside a new one."""
    shares: bool
    """Whether it was opened with recovery shares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverPage(Shown):
    """A share is asked for."""

    template: ClassVar[str] = "recover.html"
    screen: ClassVar[str] = "recover"
    last: int
    """The number of the share that was right last; 0 before the first."""
    missing: int | None
    """How many more are needed; None before the first."""
    words_language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveredPage(Shown):
    """The casefile is open: what was done, and what is to be done next."""

    template: ClassVar[str] = "recovered.html"
    screen: ClassVar[str] = "desk"
    done: Recovered


# --- the shares ----------------------------------------------------------------------------------------


def show(asked: Asked) -> Answer:
    if asked.held.open:
        return Go("/")
    begun = _begun(asked)
    if begun is None:
        return Go("/")
    if begun.drawn is not None:
        return drawn_page(begun.drawn, "/recover", asked.say("Open with it from now on"))
    return RecoverPage(last=begun.last, missing=begun.gathered.missing, words_language=begun.words_language)


def share(asked: Asked) -> Answer:
    """Take a share in; the last one that is needed leads on. Raises MisuseError for one that is misspelt or another's."""
    require_shut(asked)
    begun = _required(asked)
    if begun.drawn is not None:
        return Go("/recover")
    asked.held.guard_door()
    begun.words_language = asked.form.get("words", begun.words_language)
    begun.last = begun.gathered.add(_written(asked))
    if begun.gathered.missing == 0:
        try:
            copies.check_shares(begun.what, begun.gathered.shares)
        except RushlightError:
            begun.gathered, begun.last = Gathering(), 0
            raise
        begun.drawn = draw(begun.words_language)
    return Go("/recover")


def _written(asked: Asked) -> str:
    """The words that were typed, or those of the file that was chosen. Raises MisuseError for both and for neither."""
    sent, typed = asked.form.files("file"), bare(asked.form.get("share"))
    if sent and typed:
        raise MisuseError("the share came twice", hint="type it, or choose its file")
    if not sent and not typed:
        raise MisuseError("no share was typed and no file was chosen", hint="type the words of one paper")
    return bare(sent[0].data[:4096].decode("utf-8-sig", "replace")) if sent else typed


def written(asked: Asked) -> Answer:
    _drawn(asked).seen = True
    return Go("/recover")


def again(asked: Asked) -> Answer:
    """See the passphrase once more: nothing was made with it yet."""
    _drawn(asked).once_more()
    return Go("/recover")


def other(asked: Asked) -> Answer:
    """Forget the shares and the passphrase, and begin again."""
    begun = _begun(asked)
    if begun is not None:
        begun.gathered, begun.last, begun.drawn = Gathering(), 0, None
    return Go("/recover")


def leave(asked: Asked) -> Answer:
    """Forget everything that was typed at the door."""
    require_shut(asked)
    jobs.end_all(asked)
    asked.memory.clear()
    asked.held.leave_door()
    return Go("/")


def make(asked: Asked) -> Answer:
    """The new passphrase was typed from paper: open the casefile, and give it this way in."""
    require_shut(asked)
    drawn, begun = _drawn(asked), _required(asked)
    if not drawn.seen or not drawn.typed(asked.form.one("passphrase")):
        return Go("/recover")
    held, passphrase, makes = begun.gathered.shares, drawn.passphrase, begun.makes
    restored = isinstance(begun.what, SealedCopy)
    return raised(asked, lambda tell: makes(held, passphrase, tell), restored=restored, shares=True)


def raised(asked: Asked, work: Callable[[Tell], Desk], *, restored: bool, shares: bool) -> Answer:
    """Have ``work`` make or open a casefile beside the pages; then it is the one that is held."""
    if jobs.work_of(asked).busy:
        raise MisuseError("a casefile is being made already", hint="wait for it, or stop it first")
    asked.held.guard_door()

    def then(asked: Asked, desk: Desk) -> Answer:
        asked.held.hold(desk)
        gone = tuple(one.alias for one in erasures(desk.case) if one.alias) if restored else ()
        passphrases = sum(way.kind == "passphrase" for way in doors.ways_in(desk.case.folder))
        entries = desk.case.log.count() if restored else 0
        asked.memory[DONE] = Recovered(restored, entries, gone, shares and passphrases > 1, shares)
        return Go("/recovered")

    return wait_for(asked, "restore", _while_here(asked.held, work), then)


def _while_here(held: Held, work: Callable[[Tell], Desk]) -> Steps:
    """Somebody waits for it: the door is not locked while it goes on."""
    going = beside(work, Progress(0, 1000))
    try:
        while True:
            try:
                progress = next(going)
            except StopIteration as ended:
                return ended.value
            held.touch()
            yield progress
    finally:
        going.close()


def opened(asked: Asked) -> Answer:
    done: Recovered | None = asked.memory.get(DONE)
    return Go("/") if done is None else RecoveredPage(done=done)


def _begun(asked: Asked) -> Recovering | None:
    """What is under way; a casefile that was named begins by itself where shares open it."""
    begun: Recovering | None = asked.memory.get(MEMORY)
    folder = asked.held.folder
    if begun is None and folder is not None and copies.has_shares(folder):
        actor, language = asked.held.actor, asked.language if asked.language in LANGUAGES else "en"

        def makes(held: tuple[str, ...], passphrase: str, tell: Tell) -> Desk:
            tell(0, 1)
            return doorway.with_a_passphrase(doors.recovered(folder, held, actor=actor), passphrase)

        begun = asked.memory[MEMORY] = Recovering(folder, makes, words_language=language)
    return begun


def _required(asked: Asked) -> Recovering:
    begun = _begun(asked)
    if begun is None:
        raise MisuseError("nothing is being opened with recovery shares", hint="begin where the passphrase is asked for")
    return begun


def _drawn(asked: Asked) -> Drawn:
    drawn = _required(asked).drawn
    if drawn is None:
        raise MisuseError("more shares are needed first", hint="type the words of another paper")
    return drawn


ROUTES = (
    get("/recover", show, locked=True),
    post("/recover/share", share, locked=True),
    post("/recover/written", written, locked=True),
    post("/recover/again", again, locked=True),
    post("/recover/other", other, locked=True),
    post("/recover/leave", leave, locked=True),
    post("/recover/make", make, locked=True),
    get("/recovered", opened),
)
