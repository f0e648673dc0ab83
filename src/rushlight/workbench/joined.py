"""What comparing and counting found, kept while the casefile is open: pages show it at once, long comparing goes on beside.

A small casefile is compared when a page asks. In a large one what was found is kept in the casefile, and what changed since is
taken up in short steps on the desk's thread and compared in a thread of its own, which sees no casefile; until it is done the
pages show what was found before, and say so. Reports are in memory only while they are counted.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Hashable
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeVar

from rushlight.desk import Desk
from rushlight.desk.comparing import Comparing
from rushlight.desk.light import Light, light
from rushlight.desk.linking import Linked, State, as_it_stands
from rushlight.errors import RushlightError
from rushlight.workbench import jobs
from rushlight.workbench.answering import Asked
from rushlight.workbench.giving_back import Rests
from rushlight.workbench.own_thread import beside
from rushlight.workbench.rendering import Shown
from rushlight.workbench.work import Job, Progress, Steps
from rushlight.workbench.work import State as WorkState

MEMORY, JOBS, COMPARING = "joined", "joined.jobs", "joined.comparing"
AT_ONCE = 100
"""Reports that are compared while the page waits: well under 300 ms of it."""

T = TypeVar("T")


@dataclass(slots=True)
class Kept(Rests):
    """What was found, of which state of the casefile, and what was worked out of it since, by name."""

    state: State
    linked: Linked
    worked_out: dict[Hashable, Any] = field(default_factory=dict)
    fresh: bool = True

    def rest(self) -> None:
        if isinstance(self.linked, Light):
            self.linked.shelf.forget_read()


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparingPage(Shown):
    """Shown where nothing was found yet: how far comparing is. The page asks again by itself."""

    template: ClassVar[str] = "comparing.html"
    screen: ClassVar[str] = "comparing"
    room: str
    share: int | None
    """Of 1000; None where nobody knows."""
    failed: RushlightError | None
    stopped: bool


def found(asked: Asked) -> Kept | None:
    """What comparing found; None while it has found nothing yet. Begins to compare anew where something changed."""
    kept: Kept | None = asked.memory.get(MEMORY)
    state = as_it_stands(asked.desk.case)
    if kept is not None and kept.state == state:
        kept.fresh = True
        return kept
    if kept is not None and kept.state.sight != state.sight:
        kept = asked.memory[MEMORY] = None  # somebody may see less than before, or something is gone: nothing old is shown
    if small(asked.desk):
        kept = asked.memory[MEMORY] = Kept(state, asked.desk.link())
        return kept
    _begin(asked, "link", lambda: _comparing(asked.desk, asked.memory))
    if kept is not None:
        kept.fresh = False
    return kept


def linked_now(asked: Asked) -> Linked | None:
    """What comparing found, with its reports, if it is here and of the casefile as it stands; begins nothing."""
    kept: Kept | None = asked.memory.get(MEMORY)
    if kept is None or isinstance(kept.linked, Light) or kept.state != as_it_stands(asked.desk.case):
        return None
    return kept.linked


def worked_out(asked: Asked, kept: Kept, name: Hashable, work: Callable[[Linked], T]) -> T | None:
    """What ``work`` makes of what was found, kept under ``name``; None while it is being made in a large casefile."""
    if name in kept.worked_out:
        value: T = kept.worked_out[name]
        return value
    if not isinstance(kept.linked, Light):
        value = kept.worked_out[name] = work(kept.linked)
        return value
    _begin(asked, f"count {hash(name)}", lambda: _working(kept, name, work))
    return None


def comparing_page(asked: Asked, room: str) -> ComparingPage:
    """How far the work is on which this room waits."""
    under_way = [job for job in _jobs(asked).values() if not job.state.over]
    failed = next((job.error for job in _jobs(asked).values() if job.error), None)
    share = under_way[0].progress.share if under_way else None
    per_mille = None if share is None else round(share * 1000)
    return ComparingPage(room=room, share=per_mille, failed=failed, stopped=not under_way)


def small(desk: Desk) -> bool:
    """Whether it has so few reports that a page may wait for what is done with all of them."""
    row = desk.case._db.one("SELECT count(*) FROM document")
    return row is None or int(row[0]) <= AT_ONCE


def _jobs(asked: Asked) -> dict[str, Job]:
    known: dict[str, Job] = asked.memory.setdefault(JOBS, {})
    return known


def _begin(asked: Asked, name: str, steps: Callable[[], Steps]) -> None:
    """Take the work on unless it is under way. What failed or was stopped stays so until asked anew (``?again=1``)."""
    known, work = _jobs(asked), jobs.work_of(asked)
    before = known.get(name)
    if before is not None:
        if not before.state.over or (before.state is not WorkState.DONE and "again" not in asked.query):
            return
        if before in work.jobs:
            work.put_away(before.number)
    known[name] = jobs.begin(asked, name.split()[0], steps())


def _comparing(desk: Desk, memory: dict[str, Any]) -> Steps:
    """Take up what changed, and compare it beside. Keeps what was found in ``memory``."""

    def steps() -> Steps:
        comparing = memory.get(COMPARING)
        if not isinstance(comparing, Comparing) or comparing.case is not desk.case:
            comparing = memory[COMPARING] = Comparing(desk.case, desk.actor)
        compared = yield from _gone_through(comparing.steps())
        linked = light(desk.case, desk.actor, comparing.kept, compared)
        if as_it_stands(desk.case).sight == compared.state.sight:
            memory[MEMORY] = Kept(compared.state, linked)
        return None

    return (yield from jobs.under_one_key(desk, steps))


def _gone_through(going: Generator[Any, Any, T]) -> Generator[Progress, None, T]:
    """Steps of the desk as those of a job: work that they give is done beside, and how far they are is told."""
    answer, progress = None, Progress()
    while True:
        try:
            told = going.send(answer)
        except StopIteration as ended:
            value: T = ended.value
            return value
        answer = None
        if callable(told):
            answer = yield from _beside(told, progress)
        elif isinstance(told, tuple):
            progress = Progress(*told)
        yield progress


def _beside(work: Callable[[], T], progress: Progress) -> Generator[Progress, None, T]:
    return (yield from beside(lambda tell: work(), progress))


def _working(kept: Kept, name: Hashable, work: Callable[[Linked], Any]) -> Steps:
    linked: Linked = kept.linked
    if isinstance(linked, Light):
        linked = yield from _gone_through(linked.whole())
    kept.worked_out[name] = yield from beside(lambda tell: work(linked))
    return None
