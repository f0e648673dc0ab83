"""What a form asks for and may take long: done at once where it is quick, else a job whose page shows how far it is.

The page leads on by itself when the job is over; until then the person may go on in any room, or stop it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from rushlight.workbench import jobs
from rushlight.workbench.answering import Answer, Asked, Go
from rushlight.workbench.joined import small
from rushlight.workbench.language import say
from rushlight.workbench.rendering import Shown
from rushlight.workbench.work import Job, State, Steps

MEMORY = "waited"
QUICK, QUICK_WHERE_SMALL = 0.2, 3.0
"""Seconds that the page of a form waits itself; in a casefile of few reports nothing else is kept waiting for long."""

Then = Callable[[Asked, Any], Answer]
"""The page that a job's result leads to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitPage(Shown):
    """One job under way, and nothing else. ``share`` is of 1000, None where nobody knows."""

    template: ClassVar[str] = "waited.html"
    screen: ClassVar[str] = "work"
    number: int
    words: str
    share: int | None
    whole: bool
    """Whether the casefile waits for it: no other page is shown meanwhile."""
    stands: bool = False
    """Whether it cannot be stopped any more."""


def wait_page(job: Job, language: str) -> WaitPage:
    """How far a job is that a form asked for."""
    words = kind_words(language, job.kind)
    return WaitPage(number=job.number, words=words, share=share_of(job), whole=job.whole, stands=job.stands)


def wait_for(asked: Asked, kind: str, steps: Steps, then: Then, *, whole: bool = False) -> Answer:
    """Do the work, and answer with ``then`` of its result; or lead to its page. Raises what the work raises.

    ``whole``: nobody may look at the casefile between its steps (see ``Job``).
    """
    few, job = not asked.held.open or small(asked.desk), jobs.begin(asked, kind, steps, whole=whole)
    _expected(asked)[job.number] = then
    work, until = jobs.work_of(asked), time.monotonic() + (QUICK_WHERE_SMALL if few else QUICK)
    while not job.state.over and work.first is job and time.monotonic() < until:
        work.step(0)
    return ended(asked, job) if job.state.over else Go(f"/work/{job.number}/wait")


def expected(asked: Asked, job: Job) -> bool:
    """Whether a page waits for what a job gives."""
    return job.number in _expected(asked)


def ended(asked: Asked, job: Job) -> Answer:
    """Where a job that is over leads; it is put away. Raises what stopped it."""
    then = _expected(asked).pop(job.number, None)
    if then is None:
        return Go("/work")
    jobs.work_of(asked).put_away(job.number)
    if job.error is not None:
        raise job.error
    if job.state is State.CANCELLED:
        return Go("/work", asked.say("Stopped. Nothing of it is half done."))
    return then(asked, job.result)


def forget(asked: Asked, number: int) -> None:
    """Nobody waits for this job any more."""
    _expected(asked).pop(number, None)


def _expected(asked: Asked) -> dict[int, Then]:
    known: dict[int, Then] = asked.memory.setdefault(MEMORY, {})
    return known


# --- words -------------------------------------------------------------------------------------------


def kind_words(language: str, kind: str) -> str:
    """What a job does."""
    return {
        "take_in": say(language, "Taking in many"),
        "read": say(language, "Reading what waits"),
        "take_up": say(language, "Trying files again"),
        "verify": say(language, "Checking that nothing was altered"),
        "verify_deep": say(language, "Checking everything, every table and file"),
        "backup": say(language, "Backing up"),
        "link": say(language, "Comparing reports"),
        "count": say(language, "Counting what was found"),
        "practice": say(language, "Preparing the practice"),
        "check": say(language, "Checking the release"),
        "look": say(language, "Making the release anew, to be read"),
        "approve": say(language, "Making the release anew, to be approved"),
        "publish": say(language, "Publishing the release"),
        "ledger": say(language, "Looking at what all releases said together"),
        "bundle": say(language, "Making a bundle"),
        "exchange": say(language, "Sealing what is handed on"),
        "table": say(language, "Looking at a table"),
        "merge": say(language, "Taking in a colleague's bundle"),
        "restore": say(language, "Making the casefile of the copy"),
        "pack": say(language, "Packing the casefile"),
        "erase": say(language, "Erasing"),
        "rekey": say(language, "Writing the casefile anew under a new key"),
        "recognise": say(language, "Recognising words in pictures"),
    }.get(kind, say(language, "Work"))


def share_of(job: Job) -> int | None:
    """How much of a thousand is done."""
    share = job.progress.share
    return None if share is None else round(share * 1000)
