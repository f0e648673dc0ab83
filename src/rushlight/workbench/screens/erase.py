"""Erasing a report, or who a source is, on request: what goes, what cannot be called back, and how far it came."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from rushlight.desk.erasing import REASONS, Erased, Plan, erasures
from rushlight.errors import MisuseError
from rushlight.workbench.answering import Answer, Asked, Go
from rushlight.workbench.own_thread import stepped
from rushlight.workbench.rendering import Shown
from rushlight.workbench.routing import get, post
from rushlight.workbench.waited import wait_for

_DONE = "erased"
"""The erasure of this sitting that was carried out last."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A code, and what it means."""

    code: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasePage(Shown):
    """What erasing would take, before anything is erased."""

    template: ClassVar[str] = "erase.html"
    screen: ClassVar[str] = "erase"
    path: str
    back: str
    subject: str
    identity: bool
    """Whether it is who a source is that goes, and not a report."""
    near: tuple[str, ...]
    """Reports that came with it: they stay, and may hold words of it."""
    released: tuple[str, ...]
    """Days on which something was published with it."""
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class DoneRow:
    """One erasure: its day, why, on how many of the known devices it is done, and how many are out of reach."""

    day: str
    reason: str
    done: int
    known: int
    away: int
    collectors: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedPage(Shown):
    """What was erased, by day and never by alias, and how far it came."""

    template: ClassVar[str] = "erased.html"
    screen: ClassVar[str] = "erase"
    rows: tuple[DoneRow, ...]
    finished: bool
    """False where there was no room to write the casefile anew."""
    listed: bool | None
    """Whether the list beside the last backup knows of it; None without a backup, or where nothing was erased just now."""
    waiting: bool
    """Whether a device has yet to learn of one of them."""


# --- a report, or who a source is ------------------------------------------------------------------------


def before_report(asked: Asked) -> Answer:
    document = asked.params["document"]
    return _page(asked, asked.desk.plan_report_erasure(document), f"/reading/{document}")


def erase_report(asked: Asked) -> Answer:
    return _erase(asked, lambda reason: asked.desk.plan_report_erasure(asked.params["document"], reason=reason))


def before_identity(asked: Asked) -> Answer:
    alias = asked.params["alias"]
    return _page(asked, asked.desk.plan_identity_erasure(alias), f"/sources/look/{alias}")


def erase_identity(asked: Asked) -> Answer:
    return _erase(asked, lambda reason: asked.desk.plan_identity_erasure(asked.params["alias"], reason=reason))


def _page(asked: Asked, planned: Plan, back: str) -> ErasePage:
    return ErasePage(
        path=f"{back}/erase",
        back=back,
        subject=planned.subject,
        identity=planned.identity,
        near=planned.near,
        released=tuple(dict.fromkeys(day.isoformat() for _, day in planned.releases)),
        reasons=tuple(Reason(code, reason_words(asked, code)) for code in REASONS),
    )


def _erase(asked: Asked, plan: Callable[[str], Plan]) -> Answer:
    """Erase it, if its alias was typed, so that no slip of the hand does it."""
    reason = asked.form.one("reason")
    if reason not in REASONS:
        raise MisuseError("this is no reason for erasing", hint="choose one of the list")
    planned = plan(reason)
    if asked.form.one("typed").strip() != planned.subject:
        raise MisuseError("nothing was erased: the alias was not typed", where=planned.subject)
    return wait_for(asked, "erase", stepped(asked.desk.erase_parts(planned)), _said, whole=True)


def _said(asked: Asked, done: Erased) -> Answer:
    asked.memory[_DONE] = done
    return Go("/erased", asked.say("It is erased: no key opens it any more."))


# --- what was erased -------------------------------------------------------------------------------------


def show_erased(asked: Asked) -> Answer:
    last: Erased | None = asked.memory.get(_DONE)
    reached = erasures(asked.desk.case)
    return ErasedPage(
        rows=tuple(
            DoneRow(
                r.day.isoformat(),
                reason_words(asked, r.reason),
                len(r.done),
                len(r.done) + len(r.waiting),
                len(r.away),
                len(r.collectors),
            )
            for r in reversed(reached)
        ),
        finished=last is None or last.finished,
        listed=last.list_written if last else None,
        waiting=any(r.waiting for r in reached),
    )


def reason_words(asked: Asked, code: str) -> str:
    """Why something was erased. ``sealed_anew`` and ``collector_deleted`` are what Rushlight itself takes away."""
    return {
        "withdrawn": asked.say("who told it wants it gone"),
        "danger": asked.say("it endangers somebody"),
        "mistake": asked.say("it came in by mistake"),
        "order": asked.say("a court orders it"),
        "sealed_anew": asked.say("sealed anew for trustees"),
        "collector_deleted": asked.say("its collector deleted it"),
    }.get(code, code)


ROUTES = (
    get("/reading/{document}/erase", before_report),
    post("/reading/{document}/erase", erase_report),
    get("/sources/look/{alias}/erase", before_identity),
    post("/sources/look/{alias}/erase", erase_identity),
    get("/erased", show_erased),
)
