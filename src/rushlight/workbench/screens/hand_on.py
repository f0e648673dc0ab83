"""Sealed files that are no release: statements for a colleague's own tools, a submission to the United Nations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rushlight.desk.submitting import check_may, known
from rushlight.errors import MisuseError
from rushlight.release import form as form_of
from rushlight.release import forms
from rushlight.workbench.answering import Answer, Asked, File
from rushlight.workbench.choosing import few_reports, few_subjects, ticked_or_typed
from rushlight.workbench.own_thread import stepped
from rushlight.workbench.ready import give, is_ready, routes
from rushlight.workbench.rendering import Shown
from rushlight.workbench.routing import get, post
from rushlight.workbench.waited import wait_for

SEALED = "application/octet-stream"
PAGE = "/hand-on"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOnPage(Shown):
    """What may be handed on, by alias."""

    template: ClassVar[str] = "hand_on.html"
    screen: ClassVar[str] = "release"
    reports: tuple[str, ...] | None
    subjects: tuple[str, ...] | None
    """None where there are so many that an alias is typed."""
    mechanisms: tuple[tuple[str, str], ...]
    ready: bool
    """Whether a file that was sealed waits to be taken."""


@dataclass(frozen=True, slots=True)
class ElementRow:
    """One thing a mechanism asks for, and what is known for it from accepted statements."""

    key: str
    label: str
    needed: bool
    offered: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionPage(Shown):
    """The elements of a mechanism, to be answered."""

    template: ClassVar[str] = "submission.html"
    screen: ClassVar[str] = "release"
    subject: str
    to: str
    title: str
    transmit: bool
    elements: tuple[ElementRow, ...]


def show(asked: Asked) -> Answer:
    reports = few_reports(asked)
    subjects = few_subjects(asked, reports)
    return HandOnPage(
        reports=reports,
        subjects=None if subjects is None else (*subjects[0], *subjects[1]),
        mechanisms=tuple((name, form_of(name).called.of(asked.language)) for name in forms()),
        ready=is_ready(asked, PAGE),
    )


def exchange(asked: Asked) -> Answer:
    chosen = tuple(ticked_or_typed(asked.form, "report", "reports"))
    if not chosen:
        raise MisuseError("no report was ticked", hint="tick those whose statements are handed on")
    recipient = " ".join(asked.form.get("recipient").split()) or None
    desk, key = asked.desk, asked.form.one("key").strip()
    steps = stepped(desk.seal_exchange(chosen, key=key, recipient=recipient))
    return wait_for(asked, "exchange", steps, lambda asked, made: give(asked, PAGE, File(made, SEALED, "exchange.age")))


def submission(asked: Asked) -> Answer:
    """The form of a mechanism, where whoever stands behind it agreed by name."""
    subject, to, transmit = asked.form.one("subject").strip(), asked.form.one("to"), asked.form.get("transmit") == "yes"
    desk = asked.desk
    form = check_may(desk.case, subject, to, transmit=transmit, now=desk.now(), actor=asked.actor)
    offered = known(desk.case, subject, actor=asked.actor)
    rows = (ElementRow(e.key, e.label.of(asked.language), e.needed, offered.get(e.key, "")) for e in form.elements)
    return SubmissionPage(
        subject=subject, to=form.id, title=form.called.of(asked.language), transmit=transmit, elements=tuple(rows)
    )


def seal(asked: Asked) -> Answer:
    form = form_of(asked.form.one("to"))
    sealed = asked.desk.seal_submission(
        asked.form.one("subject"),
        form.id,
        {e.key: asked.form.get(f"e-{e.key}") for e in form.elements},
        key=asked.form.one("key").strip(),
        transmit=asked.form.get("transmit") == "yes",
    )
    return File(sealed, SEALED, "submission.age")


ROUTES = (
    get(PAGE, show),
    *routes(PAGE),
    post("/hand-on/exchange", exchange),
    post("/hand-on/submission", submission),
    post("/hand-on/submission/seal", seal),
)
