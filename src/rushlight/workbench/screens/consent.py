"""Consent: who stands behind a report agreed to what, by alias alone; and taking it back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from rushlight.casefile import called
from rushlight.codebook.words import identity_level_words, purpose_words
from rushlight.desk.consent import consents
from rushlight.desk.erasing import recipients_of, releases_of
from rushlight.desk.submitting import submissions_of
from rushlight.errors import MisuseError
from rushlight.record import IdentityLevel, Purpose
from rushlight.release import Consent
from rushlight.workbench.answering import Answer, Asked, Go
from rushlight.workbench.choosing import few_reports, few_subjects, ticked_or_typed
from rushlight.workbench.rendering import Shown
from rushlight.workbench.routing import get, post

SHOWN = 50
"""Consents on a page."""


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """What somebody agreed to: an alias, the purpose in words, its terms, and whether it holds today."""

    subject: str
    purpose: str
    value: str
    until: str
    identity: str
    recipients: tuple[str, ...]
    reports: tuple[str, ...]
    withdrawn: str
    holds: bool


@dataclass(frozen=True, slots=True)
class OutRow:
    """Something that left with it and cannot be called back: what, on which day, for whom (empty: everybody)."""

    what: str
    day: str
    whom: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentPage(Shown):
    """Consents, a page of them, and a form for another."""

    template: ClassVar[str] = "consent.html"
    screen: ClassVar[str] = "release"
    rows: tuple[ConsentRow, ...]
    page: int
    last: int
    subjects: tuple[tuple[str, ...], tuple[str, ...]] | None
    """Sources and reports to choose from; None where there are so many that an alias is typed."""
    reports: tuple[str, ...] | None
    purposes: tuple[tuple[str, str], ...]
    identities: tuple[tuple[str, str], ...]
    """How much of who they are may show: what is sent, and its words."""
    about: str
    """The alias of whose consent was just withdrawn; else empty."""
    out: tuple[OutRow, ...]


def show(asked: Asked) -> Answer:
    case, reports = asked.desk.case, few_reports(asked)
    aliases = {s.id: s.alias for s in case.sources()}
    today = asked.desk.now().date()
    rows = consents(case, by=asked.actor)
    last = max(1, -(-len(rows) // SHOWN))
    page = min(max(1, asked.query.whole("page", 1)), last)
    about = asked.query.get("of")
    known = about in aliases.values() or _found(asked, about)
    return ConsentPage(
        rows=tuple(_row(c, aliases, today, asked.language) for c in rows[(page - 1) * SHOWN : page * SHOWN]),
        page=page,
        last=last,
        subjects=few_subjects(asked, reports),
        reports=reports,
        purposes=tuple((p.value, purpose_words(p, asked.language)) for p in Purpose),
        identities=tuple((i.value, identity_level_words(i, asked.language)) for i in IdentityLevel),
        about=about if known else "",
        out=_out(asked, about) if known else (),
    )


def _found(asked: Asked, alias: str) -> bool:
    """Whether it is a report that may be found."""
    return called.named(asked.desk.case._db, alias, by=asked.actor) is not None


def _row(c: Consent, aliases: dict[str, str], today: dt.date, language: str) -> ConsentRow:
    return ConsentRow(
        subject=aliases.get(c.subject, c.subject),
        purpose=purpose_words(c.purpose, language),
        value=c.purpose.value,
        until=c.until.isoformat() if c.until else "",
        identity=identity_level_words(c.identity, language) if c.identity else "",
        recipients=c.recipients,
        reports=c.reports,
        withdrawn=c.withdrawn.isoformat() if c.withdrawn else "",
        holds=c.holds(c.purpose, today),
    )


def _out(asked: Asked, alias: str) -> tuple[OutRow, ...]:
    """What left with it: releases and submissions, whose readers are to be told."""
    case = asked.desk.case
    rows = [OutRow(name, day.isoformat(), recipients_of(case, name) or "") for name, day in releases_of(case, alias)]
    return (*rows, *(OutRow(to, day.isoformat(), "") for to, day in submissions_of(case, alias)))


def agree(asked: Asked) -> Answer:
    """Record what somebody agreed to, with its terms."""
    form = asked.form
    subject, identity = form.one("subject").strip(), form.get("identity")
    asked.desk.consent(
        subject,
        _purpose(form.one("purpose")),
        until=_day(form.get("until")),
        identity=IdentityLevel(identity) if identity in {i.value for i in IdentityLevel} else None,
        recipients=[name for name in form.get("recipients").split(",") if name.strip()],
        reports=ticked_or_typed(form, "report", "reports"),
    )
    return Go("/consent", asked.say("Kept: %(who)s agreed to this.", who=subject))


def take_back(asked: Asked) -> Answer:
    subject = asked.form.one("subject")
    asked.desk.consent(subject, _purpose(asked.form.one("purpose")), withdrawn=True)
    where = f"/consent?of={subject}" if subject.isascii() and subject.isalnum() else "/consent"
    return Go(where, asked.say("Withdrawn: nothing more leaves for this purpose."))


def _purpose(value: str) -> Purpose:
    for purpose in Purpose:
        if purpose.value == value:
            return purpose
    raise MisuseError("there is no such purpose", where=value[:40])


def _day(written: str) -> dt.date | None:
    if not written.strip():
        return None
    try:
        return dt.date.fromisoformat(written.strip())
    except ValueError:
        raise MisuseError("this is no date", where="until", hint="dates are YEAR-MONTH-DAY") from None


ROUTES = (get("/consent", show), post("/consent", agree), post("/consent/withdraw", take_back))
