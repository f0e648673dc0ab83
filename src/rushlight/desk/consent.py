"""Consent: what whoever stands behind a report agreed to. Append-only; a withdrawal is another row."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rushlight.casefile import Casefile, conflicts
from rushlight.desk.taking_in import source_named
from rushlight.errors import MisuseError
from rushlight.record import Purpose
from rushlight.release import Consent

KIND = "consent.given"


def consent(
    case: Casefile,
    subject: str,
    purpose: Purpose,
    *,
    now: dt.datetime,
    actor: str,
    until: dt.date | None = None,
    withdrawn: bool = False,
) -> None:
    """Record that a source (by alias) or whoever stands behind a report (by its alias) agrees to ``purpose``.

    ``withdrawn`` takes consent to this purpose back from today on. Raises MisuseError for an unknown alias.
    """
    body: dict[str, Any] = {
        **_subject(case, subject, actor),
        "purpose": purpose.value,
        "until": until.isoformat() if until else None,
        "withdrawn": now.date().isoformat() if withdrawn else None,
    }
    case.append(KIND, body, by=actor, at=now)


def consents(case: Casefile) -> tuple[Consent, ...]:
    """Every consent that was given, with its withdrawal where there is one.

    Where people who did not know of each other said different things, a withdrawal holds until somebody has settled it.
    """
    latest: dict[tuple[str, str], tuple[str, Consent]] = {}
    aliases = {d.document.id: d.alias for d in case.documents()}
    open_ones = {
        said.event for conflict in conflicts.conflicts(case) if conflict.kind == conflicts.CONSENT for said in conflict.said
    }
    for opened in case.records(KIND):
        made = _consent(opened.data, aliases)
        key = (made.subject, made.purpose.value)
        before, standing = latest.get(key, ("", made))
        if {before, opened.event.id} <= open_ones and standing.withdrawn and not made.withdrawn:
            continue
        latest[key] = opened.event.id, made
    return tuple(standing for _, standing in latest.values())


def say_again(case: Casefile, event: str, *, now: dt.datetime, actor: str) -> None:
    """Say once more what an earlier consent said: it is the one that holds. Raises MisuseError."""
    for opened in case.records(KIND):
        if opened.event.id == event:
            case.append(KIND, opened.data, by=actor, at=now)
            return
    raise MisuseError("the casefile has no such consent", where=event)


def _consent(row: dict[str, Any], aliases: dict[str, str]) -> Consent:
    """``document`` names a report for good; its alias may be another one after a merge."""
    day = dt.date.fromisoformat
    return Consent(
        subject=aliases.get(row.get("document", ""), row["subject"]),
        purpose=Purpose(row["purpose"]),
        until=day(row["until"]) if row["until"] else None,
        withdrawn=day(row["withdrawn"]) if row["withdrawn"] else None,
    )


def _subject(case: Casefile, alias: str, actor: str) -> dict[str, str]:
    """A report's own alias and id, or the id of the source with this alias."""
    for row in case.documents(by=actor):
        if row.alias == alias:
            return {"subject": alias, "document": row.document.id}
    return {"subject": source_named(case, alias)}
