"""The jobs of the desk: many reports taken in, what waits read, the casefile verified, a backup made; each in steps.

A job asks the desk anew for its casefile: an erasure or a merge may put another one (under a new key) in its place between
two steps. Then the job begins again, and what is done already is passed over.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rushlight.desk import Desk, keeping
from rushlight.desk.planned import Outcome, Plan, Problem
from rushlight.desk.reading import ReadFile
from rushlight.errors import RushlightError
from rushlight.intake.uploads import Upload
from rushlight.workbench.answering import Asked
from rushlight.workbench.own_thread import stepped
from rushlight.workbench.work import MEMORY, Job, Progress, Steps, Work

UNDER_WAY = "take_in.under_way"
"""The casefile's setting that says since when many are being taken in: after a crash the pages tell that it was cut off."""

ReadOn = Callable[[ReadFile], ReadFile] | None


@dataclass(slots=True)
class TakenMany:
    """What became of many: of taking in ``files`` of them, and of the reading after it."""

    files: int = 0
    outcome: Outcome = field(default_factory=Outcome)
    reports: int = 0
    proposals: int = 0
    problems: list[Problem] = field(default_factory=list)


def work_of(asked: Asked) -> Work:
    """The jobs of the open casefile."""
    work: Work = asked.memory.setdefault(MEMORY, Work())
    return work


def begin(asked: Asked, kind: str, steps: Steps, *, whole: bool = False) -> Job:
    """Take a job on, and have the desk's thread go on with it between pages. Raises MisuseError where too many lie about."""
    work = work_of(asked)
    idle = not work.busy
    job = work.start(kind, steps, whole=whole)
    if idle:
        asked.held.thread.between(work.step)
    return job


def end_all(asked: Asked) -> None:
    """Stop every job: the desk is about to be closed."""
    if MEMORY in asked.memory:
        work_of(asked).stop()


# --- the jobs ----------------------------------------------------------------------------------------


def take_in(desk: Desk, uploads: Sequence[Upload], plan: Plan, read_on: ReadOn = None) -> Steps:
    """Keep everything in the uploads, then read what waits. Result: ``TakenMany``."""
    since = desk.now()
    desk.case.put_setting(UNDER_WAY, {"at": since.isoformat(), "files": len(uploads)}, by=desk.actor, at=since)
    done = TakenMany(len(uploads))
    done.outcome = yield from under_one_key(desk, lambda: _kept(desk, uploads, plan))
    done.problems = list(done.outcome.problems)
    yield from _read_all(desk, plan, done, read_on)
    desk.case.put_setting(UNDER_WAY, None, by=desk.actor, at=desk.now())
    return done


def read(desk: Desk, plan: Plan, read_on: ReadOn = None) -> Steps:
    """Read every report that waits for it. Result: ``TakenMany``."""
    done = TakenMany()
    yield from _read_all(desk, plan, done, read_on)
    return done


def take_up(desk: Desk, plan: Plan) -> Steps:
    """Try the files again whose text could not be taken out of them, then read. Result: ``TakenMany``."""
    done, total = TakenMany(), len(desk.waiting())
    for told in desk.take_up_steps(plan):
        if isinstance(told, Problem):
            done.problems.append(told)
        elif told is not None:
            done.outcome.kept += 1
        n = done.outcome.kept + len(done.problems)
        yield Progress(n, total, {"kept": done.outcome.kept, "problems": len(done.problems)})
    yield from _read_all(desk, plan, done, None)
    return done


def verify(desk: Desk, *, deep: bool, checkpoint: str | None = None) -> Steps:
    """Check that nothing was altered. Result: ``VerifyReport``."""

    def steps() -> Steps:
        going = desk.verify_steps(deep=deep, checkpoint=checkpoint)
        with contextlib.closing(going):
            while True:
                try:
                    looked, total = next(going)
                except StopIteration as ended:
                    return ended.value
                yield Progress(looked, total)

    return (yield from under_one_key(desk, steps))


def backup(desk: Desk, folder: Path) -> Steps:
    """Back up into a folder and restore it once. Result: ``Made``. What is written while it is sealed is not in it."""
    return (yield from under_one_key(desk, lambda: stepped(keeping.backup_parts(desk, folder))))


def pack(desk: Desk, file: Path) -> Steps:
    """Pack the casefile into a new file. Result: the file. What is written while it is sealed is not in it."""

    def steps() -> Steps:
        yield from stepped(keeping.pack_parts(desk, file))
        return file

    return (yield from under_one_key(desk, steps))


def cut_off(desk: Desk) -> str | None:
    """The day on which a taking in of many was begun that never came to its end; None where there is none."""
    said = desk.case.get_setting(UNDER_WAY)
    at = said.get("at") if isinstance(said, dict) else None
    return at[:10] if isinstance(at, str) else None


def put_cut_off_away(desk: Desk) -> None:
    """The person knows of it."""
    desk.case.put_setting(UNDER_WAY, None, by=desk.actor, at=desk.now())


def _kept(desk: Desk, uploads: Sequence[Upload], plan: Plan) -> Steps:
    going = desk.take_in_steps(uploads, plan)
    with contextlib.closing(going):
        while True:
            try:
                step = next(going)
            except StopIteration as ended:
                return ended.value
            share = None if step.share is None else 1000
            counts = {"kept": step.kept, "passed": step.passed, "problems": step.problems}
            yield Progress(int((step.share or 0) * 1000), share, counts)


def _read_all(desk: Desk, plan: Plan, done: TakenMany, read_on: ReadOn) -> Iterator[Progress]:
    from rushlight.desk.waiting import Read  # what is read is opened first, by much that nothing else needs

    total = desk.unread_count()
    failed: set[str] = set()

    def steps() -> Steps:
        for told in desk.read_steps(plan, read_on=read_on, apart=read_on is not None):
            if told is None:
                pass
            elif isinstance(told, Read):
                done.reports, done.proposals = done.reports + 1, done.proposals + told.proposals
            elif told.where not in failed:
                failed.add(told.where)
                done.problems.append(told)
            counts = {"kept": done.outcome.kept, "read": done.reports, "problems": len(done.problems)}
            yield Progress(done.reports + len(failed), total, counts)

    yield from under_one_key(desk, steps)


def under_one_key(desk: Desk, steps: Callable[[], Steps]) -> Steps:
    """Go through ``steps``, and begin them again when the desk has another casefile than before."""
    while True:
        case, going = desk.case, steps()
        try:
            while desk.case is case:
                try:
                    progress = next(going)
                except StopIteration as ended:
                    return ended.value
                yield progress
        finally:
            with contextlib.suppress(RushlightError):  # what it holds is of the casefile before
                going.close()


def result_of(job: Job, kind: type[Any]) -> Any:
    """What a job gave, None where it has no such result (yet)."""
    return job.result if isinstance(job.result, kind) else None
