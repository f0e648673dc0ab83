"""Long work at the desk: jobs that go on in short steps between the requests of the page.

One thread owns the casefile, so nothing runs beside a request: whoever owns the thread calls ``Work.step`` while nobody asks
for a page. A job is a generator that does a little, tells how far it is, and gives its result at the end. It lives as long as
the casefile is open, so a reload changes nothing; what it kept before it was stopped stays kept. Nothing of it is written down.
"""

from __future__ import annotations

import enum
import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import Any

from rushlight.errors import MisuseError, RushlightError

Steps = Generator["Progress", None, Any]
"""What a job does: it yields after each step how far it is, and returns its result."""

AT_ONCE = 0.01
"""Seconds for which ``Work.step`` goes on: a page waits no longer than this and the step that is under way."""

MEMORY = "work"
"""Where ``Held.memory`` has the jobs of the open casefile."""

IN_ALL = 1000
"""What is told of work that is not counted in things: so much of a thousand."""

MOST = 40
"""Jobs that may wait or lie to be looked at."""


class State(enum.Enum):
    """Where a job is. ``FAILED`` has an ``error``; of ``CANCELLED`` and ``FAILED`` what was done before stays."""

    WAITING = "waiting"
    UNDER_WAY = "under_way"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"

    @property
    def over(self) -> bool:
        return self in (State.DONE, State.CANCELLED, State.FAILED)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is: ``done`` of ``total`` (None where nobody knows), and further ``counts`` by name."""

    done: int = 0
    total: int | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    stands: bool | None = None
    """Whether what was done stands for good, so that the job goes through to its end; None: as it was told before."""

    @property
    def share(self) -> float | None:
        """From 0 to 1, None where the total is not known."""
        return None if not self.total else min(1.0, max(0.0, self.done / self.total))


@dataclass(slots=True)
class Job:
    """One job. ``kind`` says in one word what it does: the page has the sentences for it."""

    number: int
    kind: str
    state: State = State.WAITING
    progress: Progress = Progress()
    result: Any = None
    error: RushlightError | None = None
    whole: bool = False
    """Whether the casefile waits for it once it is under way: nobody may look at it between two steps."""
    stands: bool = False
    """Whether it cannot be stopped any more: what it did stands, and the rest belongs to it."""


class Work:
    """The jobs of an open casefile, one after the other in the order in which they were asked for."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._jobs: dict[int, Job] = {}
        self._steps: dict[int, Steps] = {}
        self._last = 0

    @property
    def jobs(self) -> tuple[Job, ...]:
        """Every job that waits, is under way, or was not put away yet; the oldest first."""
        return tuple(self._jobs.values())

    @property
    def busy(self) -> bool:
        """Whether there is anything to step."""
        return bool(self._steps)

    @property
    def first(self) -> Job | None:
        """The job that goes on now."""
        return self._jobs[next(iter(self._steps))] if self._steps else None

    @property
    def whole(self) -> Job | None:
        """The job under way that the casefile waits for."""
        job = self.first
        return job if job is not None and job.whole and job.state is State.UNDER_WAY else None

    def start(self, kind: str, steps: Steps, *, whole: bool = False) -> Job:
        """Take a job on; it begins when those before it are over. Raises MisuseError where too many lie about."""
        if len(self._jobs) >= MOST:
            steps.close()
            raise MisuseError("too much work waits already", hint="look at what is done, and put it away")
        self._last += 1
        job = self._jobs[self._last] = Job(self._last, kind, whole=whole)
        self._steps[job.number] = steps
        return job

    def find(self, number: int) -> Job:
        """Raises MisuseError for a job that is not there (any more)."""
        job = self._jobs.get(number)
        if job is None:
            raise MisuseError("there is no such work", where=str(number), hint="it was put away, or the casefile was locked")
        return job

    def step(self, seconds: float = AT_ONCE) -> bool:
        """Go on with the first job for about ``seconds``, and at least one step; gives whether something is left to do."""
        until = self._clock() + seconds
        while self._steps:
            self._one(self._jobs[next(iter(self._steps))])
            if self._clock() >= until:
                break
        return self.busy

    def cancel(self, number: int) -> None:
        """End a job that is not over between two of its steps; what it did so far stays. Raises MisuseError, also for one
        that cannot be stopped any more.
        """
        job = self.find(number)
        if job.stands and not job.state.over:
            raise MisuseError("this can no longer be stopped", hint="what it did stands; wait until the rest is done too")
        self._end(job)

    def _end(self, job: Job) -> None:
        steps = self._steps.pop(job.number, None)
        if steps is None:
            return
        job.state = State.CANCELLED
        try:
            steps.close()
        except RushlightError as error:
            job.state, job.error = State.FAILED, error

    def put_away(self, number: int) -> None:
        """Forget a job that is over, with what it found. Raises MisuseError while it is not."""
        job = self.find(number)
        if not job.state.over:
            raise MisuseError("this work is not over", where=str(number), hint="wait for it, or stop it first")
        del self._jobs[number]

    def stop(self) -> None:
        """The casefile is being closed: end everything that is not over."""
        for number in tuple(self._steps):
            self._end(self._jobs[number])

    def _one(self, job: Job) -> None:
        """One step of a job. A failure of ours is told; any other is told without its words, which may be a report's."""
        job.state = State.UNDER_WAY
        try:
            job.progress = told = next(self._steps[job.number])
            job.stands = job.stands if told.stands is None else told.stands
            return
        except StopIteration as ended:
            job.state, job.result = State.DONE, ended.value
        except RushlightError as error:
            job.state, job.error = State.FAILED, error
        except Exception as error:  # noqa: BLE001 - told as a failure of this job, without its words
            job.state, job.error = State.FAILED, _unforeseen(error)
        del self._steps[job.number]


def _unforeseen(error: Exception) -> RushlightError:
    return RushlightError(
        "something went wrong that should not; what was done before is kept",
        where=type(error).__name__,
        hint="try it once more; if it fails again, tell those who make Rushlight",
    )
