"""What comparing and counting found, kept while the casefile is open: pages show it at once, long comparing goes on beside.

A small casefile is compared when a page asks. In a large one the reports are gathered in short steps on the desk's thread
and compared in a thread of its own, which sees no casefile; until it is done the pages show what was found before, and say so.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Hashable
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeVar

from rushlight.desk import Desk
from rushlight.desk.linking import Linked, Received, State, as_it_stands, joined, judgements_seen, received
from rushlight.desk.reports import reports_steps
from rushlight.errors import RushlightError
from rushlight.workbench import jobs
from rushlight.workbench.answering import Asked
from rushlight.workbench.beside import beside
from rushlight.workbench.rendering import Shown
from rushlight.workbench.work import Job, Progress, Steps
from rushlight.workbench.work import State as WorkState

MEMORY, JOBS = "joined", "joined.jobs"
AT_ONCE = 100
"""Reports that are compared while the page waits: well under 300 ms of it."""

T = TypeVar("T")


@dataclass(slots=True)
class Kept:
    """What was found, of which state of the casefile, and what was worked out of it since, by name."""

    state: State
    linked: Linked
    worked_out: dict[Hashable, Any] = field(default_factory=dict)
    fresh: bool = True


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
    """What comparing found, if it is of the casefile as it stands; begins nothing."""
    kept: Kept | None = asked.memory.get(MEMORY)
    return kept.linked if kept is not None and kept.state == as_it_stands(asked.desk.case) else None


def worked_out(asked: Asked, kept: Kept, name: Hashable, work: Callable[[Linked], T]) -> T | None:
    """What ``work`` makes of what was found, kept under ``name``; None while it is being made in a large casefile."""
    if name in kept.worked_out:
        value: T = kept.worked_out[name]
        return value
    if len(kept.linked.reports) <= AT_ONCE:
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
    """Gather, then compare beside. Keeps what was found in ``memory``."""

    def steps() -> Steps:
        state = as_it_stands(desk.case)
        held = yield from _held(desk, state, memory.get(MEMORY))
        whole = len(held.reports)
        linked = yield from beside(lambda tell: joined(held), Progress(3 * whole, 4 * whole))
        if as_it_stands(desk.case).sight == state.sight:
            memory[MEMORY] = Kept(state, linked)
        return None

    return (yield from jobs.under_one_key(desk, steps))


def _held(desk: Desk, state: State, before: Kept | None) -> Generator[Progress, None, Received]:
    """What is compared: gathered anew, but for the judgements alone where nothing else has changed."""
    if before is not None and (before.state.sight, before.state.content) == (state.sight, state.content):
        return Received(before.linked.reports, judgements_seen(desk.case, by=desk.actor), before.linked.replaced)
    everything = yield from _told(reports_steps(desk.case, by=desk.actor))
    return received(desk.case, everything, by=desk.actor)


def _told(going: Generator[tuple[int, int], None, T]) -> Generator[Progress, None, T]:
    """Steps that tell (how many, of how many) as progress: gathering is three quarters of the work."""
    while True:
        try:
            done, total = next(going)
        except StopIteration as ended:
            value: T = ended.value
            return value
        yield Progress(3 * done, 4 * total)


def _working(kept: Kept, name: Hashable, work: Callable[[Linked], Any]) -> Steps:
    kept.worked_out[name] = yield from beside(lambda tell: work(kept.linked))
    return None
