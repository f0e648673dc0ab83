"""Practice: the whole job once on fictional reports, in a casefile of its own (see ``desk.practice``).

The person's own casefile is shut meanwhile. When the practice ends they open it with the passphrase that they wrote down:
so they also know that what stands on the paper is right.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from rushlight.desk import practice as practising
from rushlight.desk.passing import PassingPlace
from rushlight.desk.practice import NEEDED, Practice
from rushlight.desk.releasing import CheckedRelease
from rushlight.errors import MisuseError
from rushlight.release import can_widen
from rushlight.workbench import jobs
from rushlight.workbench.answering import Answer, Asked, Go
from rushlight.workbench.language import say
from rushlight.workbench.own_thread import stepped
from rushlight.workbench.rendering import GUIDE, Guide, Shown
from rushlight.workbench.routing import get, post
from rushlight.workbench.settings import Settings
from rushlight.workbench.waited import wait_for
from rushlight.workbench.work import Progress, Steps

MEMORY = "practice"
FINDINGS = 3
"""Reasons shown of a refusal; there is a room for all of them."""


@dataclass(slots=True)
class Practising:
    """A practice under way. ``own``: the casefile that was open, or named, before."""

    practice: Practice
    own: Path | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a release, and in plain words why it must not leave so (empty where it may)."""

    text: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """One way to pass: its number and the sentences as they would leave; ``out``: how many would not leave at all."""

    number: int
    sentences: tuple[str, ...]
    out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticePage(Shown):
    """Where one is in the practice, and what comes next."""

    template: ClassVar[str] = "practice.html"
    screen: ClassVar[str] = "practice"
    begun: bool
    own: str
    """What the person's own casefile is called; empty where there is none."""
    open: bool
    """Whether that casefile is open now, and would be locked."""
    ready: bool
    taken: str
    """The alias of the report that the person took in; empty before."""
    text: str
    published: str
    queue: str
    """Where deciding begins: at the person's own report, as long as something of it waits."""
    decided: int
    needed: int
    refused: tuple[Sentence, ...]
    ways: tuple[Way, ...]
    passed: tuple[Sentence, ...]


def show(asked: Asked) -> Answer:
    under = _under_way(asked)
    if under is None:
        folder = asked.held.folder
        own = folder.stem if folder is not None else ""
        return _page(None, asked, own=own, open_now=asked.held.open)
    return _page(under.practice, asked, own=under.own.stem if under.own else "", open_now=False)


def _page(practice: Practice | None, asked: Asked, *, own: str, open_now: bool) -> PracticePage:
    yours = practice.yours if practice else None
    refused, passed = (practice.refused, practice.passed) if practice else (None, None)
    return PracticePage(
        begun=practice is not None,
        own=own,
        open=open_now,
        ready=practice.ready if practice else False,
        taken=(practice.taken or "") if practice and practice.ready else "",
        text=practice.text() if practice else "",
        published=yours.published.isoformat() if yours and yours.published else "",
        queue=f"/queue/{waiting}" if (waiting := practice.waiting() if practice else None) else "/queue",
        decided=min(practice.decided, NEEDED) if practice else 0,
        needed=NEEDED,
        refused=_sentences(refused, asked.language),
        ways=_ways(refused) if passed is None else (),
        passed=_sentences(passed, asked.language),
    )


def begin(asked: Asked) -> Answer:
    """Shut the casefile that is open and open a practice; the reports of colleagues are prepared as a job."""
    if _under_way(asked) is not None:
        return Go("/practice")
    held, own = asked.held, asked.held.folder
    place = PassingPlace()
    desk = practising.begin(place.folder)
    jobs.end_all(asked)
    held.close()
    held.hold(desk)
    held.leaving = place.throw_away
    held.folder = own  # where it locks, the person's own casefile is asked for again
    practice = Practice(desk, asked.language)
    held.memory[MEMORY] = Practising(practice, own)
    held.memory[GUIDE] = _guide(practice)
    jobs.begin(asked, "practice", _prepared(practice))
    return Go("/practice")


def _prepared(practice: Practice) -> Steps:
    for done, total in practice.prepare():
        yield Progress(done, total)


def take_in(asked: Asked) -> Answer:
    """Take the practice's report in with everything that is known of it, for whoever does not want to paste it."""
    under = _require(asked)
    alias = under.practice.take_in()
    return Go("/practice", asked.say("Stored as %(alias)s. Now decide ten statements.", alias=alias))


def check(asked: Asked) -> Answer:
    return wait_for(asked, "check", stepped(_require(asked).practice.check()), lambda asked, done: Go("/practice"))


def widen(asked: Asked) -> Answer:
    steps = stepped(_require(asked).practice.widen(asked.form.whole("way", 1)))
    return wait_for(asked, "check", steps, lambda asked, done: Go("/practice"))


def end(asked: Asked) -> Answer:
    """Throw the practice away, and ask for the person's own casefile."""
    under = _require(asked)
    held = asked.held
    jobs.end_all(asked)
    held.close()
    held.memory = {}
    held.folder = under.own
    if under.own is None:
        return Go("/new", asked.say("The practice is thrown away. Now make your own casefile."))
    return Go("/", asked.say("The practice is thrown away. Open your own casefile with the passphrase that you wrote down."))


# --- words -------------------------------------------------------------------------------------------


def _sentences(done: CheckedRelease | None, language: str) -> tuple[Sentence, ...]:
    if done is None:
        return ()
    out = []
    for item in done.check.items:
        stops = [f for f in done.check.findings if f.stops and f.item == item.item.id]
        why = [item.says.of(language)] if stops and item.says else []
        why += [f.says.of(language) for f in stops if not can_widen(f)]
        out.append(Sentence(item.text, tuple(dict.fromkeys(why))[:FINDINGS]))
    return tuple(out)


def _ways(done: CheckedRelease | None) -> tuple[Way, ...]:
    if done is None:
        return ()
    texts = {item.item.id: item.text for item in done.check.items}
    ways: list[Way] = []
    for number, way in enumerate(done.ways, 1):
        changed = {c.item: c.text for c in way.changes}
        left = tuple(changed.get(i, text) for i, text in texts.items() if i not in way.left_out)
        if left and left not in [w.sentences for w in ways]:
            ways.append(Way(number, left, len(way.left_out)))
    return tuple(ways)


def _guide(practice: Practice) -> Callable[[Settings], Guide]:
    """The strip above every page: where one is, and what comes next."""

    def guide(settings: Settings) -> Guide:
        words = _next_step(practice, settings.language)
        return Guide(words, "/practice", say(settings.language, "to the practice"))

    return guide


def _next_step(practice: Practice, language: str) -> str:
    if not practice.ready:
        return say(language, "Practice with fictional reports: colleagues' reports are being prepared.")
    if practice.taken is None:
        return say(language, "Practice with fictional reports: take in the report on the practice page.")
    if practice.decided < NEEDED:
        told = {"done": practice.decided, "needed": NEEDED}
        return say(language, "Practice with fictional reports: %(done)s of %(needed)s statements decided.", **told)
    if practice.refused is None:
        return say(language, "Practice with fictional reports: now check the release.")
    if practice.passed is None:
        return say(language, "Practice with fictional reports: it was refused. Say it less exactly.")
    return say(language, "Practice with fictional reports: all done. End it when you have looked around.")


def _under_way(asked: Asked) -> Practising | None:
    return asked.memory.get(MEMORY)


def _require(asked: Asked) -> Practising:
    under = _under_way(asked)
    if under is None:
        raise MisuseError("no practice is under way", hint="begin one")
    return under


ROUTES = (
    get("/practice", show, locked=True),
    post("/practice/begin", begin, locked=True),
    post("/practice/take-in", take_in),
    post("/practice/check", check),
    post("/practice/widen", widen),
    post("/practice/end", end),
)
