"""Consent: what whoever stands behind a report agreed to. Append-only; a withdrawal is another row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Set
from typing import Any, TypedDict

from rushlight.casefile import Casefile, called, conflicts
from rushlight.casefile.stored import parse_json
from rushlight.desk.taking_in import source_named
from rushlight.errors import MisuseError
from rushlight.record import IdentityLevel, Purpose
from rushlight.release import Consent

KIND = "consent.given"
LONGEST = 80
"""Characters in a recipient's name."""

_ORDER = "ORDER BY turn, device, event"


class Terms(TypedDict, total=False):
    """The terms of a consent; see ``consent``."""

    until: dt.date | None
    withdrawn: bool
    identity: IdentityLevel | None
    recipients: Iterable[str]
    reports: Iterable[str]


def consent(
    case: Casefile,
    subject: str,
    purpose: Purpose,
    *,
    now: dt.datetime,
    actor: str,
    until: dt.date | None = None,
    withdrawn: bool = False,
    identity: IdentityLevel | None = None,
    recipients: Iterable[str] = (),
    reports: Iterable[str] = (),
) -> None:
    """Record that a source (by alias) or whoever stands behind a report (by its alias) agrees to ``purpose``.

    ``identity``: how much of who they are may show (None: as the purpose says); ``recipients``: for whom alone;
    ``reports``: aliases of the reports it is about, of those this source told. What is said of a purpose later takes the
    place of what was said before, with all its terms. ``withdrawn`` takes consent to this purpose back from today on.
    Raises MisuseError for an unknown alias, a recipient that is no name, a report that the source did not tell.
    """
    about = _subject(case, subject, actor)
    body: dict[str, Any] = {
        **about,
        "purpose": purpose.value,
        "until": until.isoformat() if until else None,
        "withdrawn": now.date().isoformat() if withdrawn else None,
    }
    terms: dict[str, Any] = {
        "identity": identity.value if identity else None,
        "recipients": [_recipient(r) for r in recipients],
        "reports": [_told(case, about, report, actor) for report in reports],
    }
    case.append(KIND, body | {key: value for key, value in terms.items() if value}, by=actor, at=now)


def _recipient(written: str) -> str:
    name = " ".join(written.split())
    if not 0 < len(name) <= LONGEST or not name.isprintable():
        raise MisuseError("a recipient is a short name", hint=f"at most {LONGEST} characters, such as an outlet's name")
    return name


def _told(case: Casefile, about: dict[str, str], alias: str, actor: str) -> str:
    """The id of a report that the one who agrees told."""
    found = called.named(case._db, alias, by=actor)
    if found is not None and (found.source == about["subject"] or about.get("document") == found.id):
        return found.id
    raise MisuseError("whoever agrees did not tell this report", where=alias, hint="rushlight show CASE lists the reports")


def consents(case: Casefile, *, by: str | None = None) -> tuple[Consent, ...]:
    """Every consent that was given, with its withdrawal where there is one; of reports, those that ``by`` may find.

    Where people who did not know of each other said different things, a withdrawal holds until somebody has settled it.
    """
    latest: dict[tuple[str, str], tuple[str, Consent]] = {}
    rows = [(event, parse_json(record)) for event, record in case._db.rows(f"SELECT event, record FROM consent {_ORDER}")]  # noqa: S608
    aliases = called.aliases(case._db, {document for _, said in rows for document in _documents(said)}, by=by)
    known = {*aliases, *(s.id for s in case.sources())}
    seen = [(event, said) for event, said in rows if by is None or _seen(case, said, known, by)]
    given = [(event, _consent(said, aliases, by)) for event, said in seen]
    open_ones = _unsettled(case) if len({(made.subject, made.purpose) for _, made in given}) < len(given) else set()
    for event, made in given:
        key = (made.subject, made.purpose.value)
        before, standing = latest.get(key, ("", made))
        if {before, event} <= open_ones and standing.withdrawn and not made.withdrawn:
            continue
        latest[key] = event, made
    return tuple(standing for _, standing in latest.values())


def _seen(case: Casefile, said: Mapping[str, Any], known: Set[str], by: str) -> bool:
    """Whether it is of a source or a report that is ``known``; long ago a report's alias alone was written down."""
    about = said.get("document") or said["subject"]
    return about in known or ("document" not in said and called.named(case._db, about, by=by) is not None)


def _documents(said: Mapping[str, Any]) -> tuple[str, ...]:
    return (said.get("document", ""), *said.get("reports", ()))


def _unsettled(case: Casefile) -> set[str]:
    """The events of consents on which people said different things that nobody has settled."""
    return {
        said.event for conflict in conflicts.conflicts(case) if conflict.kind == conflicts.CONSENT for said in conflict.said
    }


def say_again(case: Casefile, event: str, *, now: dt.datetime, actor: str) -> None:
    """Say once more what an earlier consent said: it is the one that holds. Raises MisuseError."""
    for opened in case.records(KIND):
        if opened.event.id == event:
            case.append(KIND, opened.data, by=actor, at=now)
            return
    raise MisuseError("the casefile has no such consent", where=event)


def _consent(row: Mapping[str, Any], aliases: Mapping[str, str], by: str | None) -> Consent:
    """``document`` names a report for good; its alias may be another one after a merge. Reports that ``by`` may not find are
    not named."""
    day = dt.date.fromisoformat
    return Consent(
        subject=aliases.get(row.get("document", ""), row["subject"]),
        purpose=Purpose(row["purpose"]),
        until=day(row["until"]) if row["until"] else None,
        withdrawn=day(row["withdrawn"]) if row["withdrawn"] else None,
        identity=IdentityLevel(row["identity"]) if row.get("identity") else None,
        recipients=tuple(row.get("recipients", ())),
        reports=tuple(aliases.get(d, d) for d in row.get("reports", ()) if by is None or d in aliases),
    )


def _subject(case: Casefile, alias: str, actor: str) -> dict[str, str]:
    """A report's own alias and id, or the id of the source with this alias."""
    found = called.named(case._db, alias, by=actor)
    return {"subject": source_named(case, alias)} if found is None else {"subject": alias, "document": found.id}
