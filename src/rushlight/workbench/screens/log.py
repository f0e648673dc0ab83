"""The log: who did what and when, in plain words; checked by a button, proven by a file, kept elsewhere by a checkpoint."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rushlight.casefile.canonical import canonical
from rushlight.desk import anchoring, doorway
from rushlight.desk.doorway import LogRow
from rushlight.errors import MisuseError
from rushlight.workbench import jobs
from rushlight.workbench.answering import Answer, Asked, File, Go
from rushlight.workbench.rendering import Shown
from rushlight.workbench.routing import get, post

SIZE = 50
"""Entries of a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPage(Shown):
    """A page of entries, the newest first."""

    template: ClassVar[str] = "log.html"
    screen: ClassVar[str] = "log"
    rows: tuple[LogRow, ...]
    count: int
    page: int
    last: int
    several: bool
    """Whether more than one device wrote on this page: then each row names its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage(Shown):
    """One entry, and the proof of it."""

    template: ClassVar[str] = "log_entry.html"
    screen: ClassVar[str] = "log"
    row: LogRow


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPage(Shown):
    """A checkpoint for paper."""

    template: ClassVar[str] = "log_paper.html"
    screen: ClassVar[str] = "log"
    lines: tuple[str, ...]
    day: str


def show(asked: Asked) -> Answer:
    count = asked.desk.case.log.count()
    last = max(1, -(-count // SIZE))
    page = min(max(1, asked.query.whole("page", 1)), last)
    rows = doorway.log_rows(asked.desk, (page - 1) * SIZE, SIZE, asked.language)
    several = len({row.device for row in rows}) > 1
    return LogPage(rows=rows, count=count, page=page, last=last, several=several)


def entry(asked: Asked) -> Answer:
    return EntryPage(row=doorway.log_row(asked.desk, asked.params["event"], asked.language))


def prove(asked: Asked) -> Answer:
    """The proof of one entry: a file that anybody can check, and that shows all of what the entry says."""
    if asked.form.get("understood") != "yes":
        raise MisuseError("a proof shows everything that the entry says", hint="tick that you know it, then ask again")
    proof = asked.desk.case.prove(asked.params["event"])
    return File(canonical(proof), "application/json", "proof.json")


def verify(asked: Asked) -> Answer:
    """Check the casefile as a job; beside a checkpoint from elsewhere, if one was given."""
    deep = asked.form.get("how") == "deep"
    checkpoint = asked.form.get("checkpoint").strip() or None
    jobs.begin(asked, "verify_deep" if deep else "verify", jobs.verify(asked.desk, deep=deep, checkpoint=checkpoint))
    return Go("/work")


def checkpoint(asked: Asked) -> Answer:
    return File(asked.desk.case.checkpoint().encode(), "text/plain; charset=utf-8", "checkpoint.txt")


def paper(asked: Asked) -> Answer:
    lines = anchoring.checkpoint_on_paper(asked.desk).splitlines()
    return PaperPage(lines=tuple(lines), day=asked.desk.now().date().isoformat())


ROUTES = (
    get("/log", show),
    get("/log/paper", paper),
    get("/log/checkpoint", checkpoint),
    post("/log/verify", verify),
    get("/log/entry/{event}", entry),
    post("/log/entry/{event}/proof", prove),
)
