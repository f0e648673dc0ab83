"""Long work: what is under way, how far it is, and what became of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

from rushlight.casefile import VerifyReport
from rushlight.casefile.backups import Made
from rushlight.desk.planned import Problem
from rushlight.errors import RushlightError
from rushlight.workbench import jobs
from rushlight.workbench.answering import Answer, Asked, File, Go
from rushlight.workbench.jobs import TakenMany
from rushlight.workbench.placed import is_place, placed, placed_problem
from rushlight.workbench.rendering import ErrorPage, Shown, error_page
from rushlight.workbench.routing import get, post
from rushlight.workbench.waited import ended, expected, forget, kind_words, share_of, wait_page
from rushlight.workbench.work import IN_ALL, Job, State

MOST_SHOWN = 300
"""Problems or faults shown of one job."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that a verification found: what, and where (an id or a table)."""

    what: str
    where: str


@dataclass(frozen=True, slots=True)
class JobRow:
    """One job in words. ``share`` is of 1000, None where nobody knows; ``next`` is a path, empty where nothing follows;
    ``stands``: it cannot be stopped any more.
    """

    number: int
    words: str
    state: str
    state_words: str
    over: bool
    stands: bool
    share: int | None
    counts: str
    lines: tuple[str, ...]
    problems: tuple[Problem, ...]
    names: bool
    faults: tuple[Trouble, ...]
    error: ErrorPage | None
    next: str
    next_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkPage(Shown):
    """Every job that waits, is under way or was not put away."""

    template: ClassVar[str] = "work.html"
    screen: ClassVar[str] = "work"
    busy: bool
    jobs: tuple[JobRow, ...]


def show(asked: Asked) -> Answer:
    work = jobs.work_of(asked)
    return WorkPage(busy=work.busy, jobs=tuple(_row(asked, job) for job in reversed(work.jobs)))


def state(asked: Asked) -> Answer:
    """How far each job is, for the page's own module."""
    told = [
        {"number": job.number, "over": job.state.over, "share": share_of(job), "counts": _counts(asked, job)}
        for job in jobs.work_of(asked).jobs
    ]
    return File(json.dumps(told).encode(), "application/json", "state.json")


def wait(asked: Asked) -> Answer:
    """How far one job is; when it is over, where it leads."""
    number = asked.params["number"]
    job = next((job for job in jobs.work_of(asked).jobs if job.number == number), None)
    if job is None:
        return Go("/work")
    if job.state.over:
        return ended(asked, job)
    return wait_page(job, asked.language)


def cancel(asked: Asked) -> Answer:
    work, number = jobs.work_of(asked), asked.params["number"]
    waited = expected(asked, work.find(number))
    work.cancel(number)
    if waited and work.find(number).error is None:
        return ended(asked, work.find(number))
    return Go("/work", asked.say("Stopped. What was done before is kept."))


def put_away(asked: Asked) -> Answer:
    jobs.work_of(asked).put_away(asked.params["number"])
    forget(asked, asked.params["number"])
    return Go("/work")


# --- words -------------------------------------------------------------------------------------------


def _row(asked: Asked, job: Job) -> JobRow:
    lines, problems, faults, path, words = _outcome(asked, job)
    return JobRow(
        number=job.number,
        words=kind_words(asked.language, job.kind),
        state=job.state.value,
        state_words=_state(asked, job.state),
        over=job.state.over,
        stands=job.stands,
        share=share_of(job),
        counts=_counts(asked, job),
        lines=tuple(lines),
        problems=tuple(problems)[:MOST_SHOWN],
        names=any(p.name for p in problems),
        faults=tuple(faults)[:MOST_SHOWN],
        error=_wrong(asked, job.error),
        next=path,
        next_words=words,
    )


def _wrong(asked: Asked, error: RushlightError | None) -> ErrorPage | None:
    """What stopped a job; a file that came alone is not named by a number."""
    if error is None:
        return None
    told, where = error_page(error, 0, asked.language), error.where or ""
    return replace(told, where=placed(where, 1, asked.language)) if is_place(where) else told


def _state(asked: Asked, state: State) -> str:
    return {
        State.WAITING: asked.say("waits its turn"),
        State.UNDER_WAY: asked.say("under way"),
        State.DONE: asked.say("done"),
        State.CANCELLED: asked.say("stopped"),
        State.FAILED: asked.say("did not work"),
    }[state]


def _counts(asked: Asked, job: Job) -> str:
    told = job.progress.counts
    words = {
        "kept": asked.say("stored"),
        "passed": asked.say("here already"),
        "read": asked.say("read"),
        "problems": asked.say("with a problem"),
    }
    parts = [f"{told[name]} {said}" for name, said in words.items() if told.get(name)]
    if not parts and job.progress.total not in (None, 0, IN_ALL) and not job.state.over:
        parts = [asked.say("%(done)s of %(total)s", done=job.progress.done, total=job.progress.total)]
    return ", ".join(parts)


Outcome = tuple[list[str], Iterable[Problem], Iterable[Trouble], str, str]


def _outcome(asked: Asked, job: Job) -> Outcome:
    """What became of a job: lines, problems, faults, and where to go next."""
    result: Any = job.result
    if isinstance(result, TakenMany):
        problems = [placed_problem(problem, result.files, asked.language) for problem in result.problems]
        return _taken(asked, result), problems, (), *_next(asked, result)
    if isinstance(result, VerifyReport):
        faults = [Trouble(fault.what, fault.where) for fault in result.faults]
        return _verified(asked, result), (), faults, "/log", asked.say("to the log")
    if isinstance(result, Made):
        return _backed_up(asked, result), (), (), "/settings", asked.say("to the settings")
    if job.kind == "pack" and isinstance(result, Path):
        return [asked.say("Packed as %(name)s.", name=result.name)], (), (), "/journey", asked.say("to the journey")
    if job.state.over and job.state is not State.CANCELLED and expected(asked, job):
        return [], (), (), f"/work/{job.number}/wait", asked.say("see what came of it")
    if job.kind == "link" and job.state is State.DONE:
        return [], (), (), "/pairs", asked.say("to the pairs")
    if job.kind == "practice" and job.state is State.DONE:
        return [], (), (), "/practice", asked.say("to the practice")
    return [], (), (), "", ""


def _next(asked: Asked, done: TakenMany) -> tuple[str, str]:
    return ("/queue", asked.say("decide what was proposed")) if done.proposals else ("/take-in", asked.say("back to Take in"))


def _taken(asked: Asked, done: TakenMany) -> list[str]:
    out, lines = done.outcome, []
    lines.append(asked.ngettext("%(num)s report was stored.", "%(num)s reports were stored.", out.kept))
    if out.passed:
        lines.append(asked.ngettext("%(num)s was here already.", "%(num)s were here already.", out.passed))
    if out.erased:
        lines.append(
            asked.ngettext(
                "%(num)s was erased on request and not taken in again.",
                "%(num)s were erased on request and not taken in again.",
                out.erased,
            )
        )
    if out.left_out:
        lines.append(
            asked.ngettext(
                "%(num)s file was left out: hidden, a link, or the system's own.",
                "%(num)s files were left out: hidden, links, or the system's own.",
                out.left_out,
            )
        )
    for update in out.updates[:20]:
        lines.append(
            asked.say(
                "%(now)s has other content under a number that %(before)s had; both are kept.",
                now=update.alias,
                before=update.replaces,
            )
        )
    lines.append(asked.ngettext("%(num)s report was read.", "%(num)s reports were read.", done.reports))
    lines.append(asked.ngettext("%(num)s statement was proposed.", "%(num)s statements were proposed.", done.proposals))
    return lines


def _verified(asked: Asked, report: VerifyReport) -> list[str]:
    lines = [asked.ngettext("%(num)s entry of the log was checked.", "%(num)s entries of the log were checked.", report.events)]
    if report.ok:
        lines.append(asked.say("Nothing was altered."))
    else:
        lines.append(asked.ngettext("%(num)s thing does not agree:", "%(num)s things do not agree:", len(report.faults)))
    if not report.outside_checkpoint:
        lines.append(
            asked.say("Whether a whole older copy was put back shows only beside a checkpoint that was kept elsewhere.")
        )
    return lines


def _backed_up(asked: Asked, made: Made) -> list[str]:
    lines = [
        asked.ngettext(
            "Backed up, restored once and verified: %(num)s entry.",
            "Backed up, restored once and verified: %(num)s entries.",
            made.events,
        )
    ]
    if made.left:
        lines.append(asked.say("An old passphrase does not open it; set it anew."))
    return lines


ROUTES = (
    get("/work", show, touches=False),
    get("/work/state", state, touches=False, meanwhile=True),
    get("/work/{number:int}/wait", wait, locked=True, touches=False, meanwhile=True),
    post("/work/{number:int}/cancel", cancel, locked=True, meanwhile=True),
    post("/work/{number:int}/put-away", put_away),
)
