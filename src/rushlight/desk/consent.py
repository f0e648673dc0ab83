"""Consent: what whoever stands behind a report agreed to. Append-only; a withdrawal is another row."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rushlight.casefile import Casefile
from rushlight.desk.taking_in import source_named
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
        "subject": _subject(case, subject),
        "purpose": purpose.value,
        "until": until.isoformat() if until else None,
        "withdrawn": now.date().isoformat() if withdrawn else None,
    }
    case.append(KIND, body, by=actor, at=now)


def consents(case: Casefile) -> tuple[Consent, ...]:
    """Every consent that was given, with its withdrawal where there is one."""
    latest: dict[tuple[str, str], Consent] = {}
    for opened in case.records(KIND):
        row = opened.data
        day = dt.date.fromisoformat
        latest[row["subject"], row["purpose"]] = Consent(
            subject=row["subject"],
            purpose=Purpose(row["purpose"]),
            until=day(row["until"]) if row["until"] else None,
            withdrawn=day(row["withdrawn"]) if row["withdrawn"] else None,
        )
    return tuple(latest.values())


def _subject(case: Casefile, alias: str) -> str:
    """A report's own alias, or the id of the source with this alias."""
    return alias if any(d.alias == alias for d in case.documents()) else source_named(case, alias)
