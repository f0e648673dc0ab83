"""Erase a report, or who told us, on request: what will go, what cannot be called back, and how far it came."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rushlight.casefile import Casefile, backups, called, eraselist, erasing
from rushlight.casefile.belonging import came_with
from rushlight.casefile.erasing import Reach
from rushlight.errors import MisuseError, RushlightError
from rushlight.parts import Parts, at_once

REASONS = ("withdrawn", "danger", "mistake", "order")
"""Why somebody erases, as codes for the log: no words of anybody."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an erasure would take: ``reports`` by alias, how many log entries, records of the vault and originals.

    ``releases`` were published with it and cannot be called back: (id, day). ``near`` are reports by alias that came in with
    it, or before or after it under the same id of a table: they stay, and may hold words of it.
    """

    subject: str
    reports: tuple[str, ...]
    identity: bool
    entries: int
    sealed: int
    originals: int
    releases: tuple[tuple[str, dt.date], ...]
    data: tuple[dict[str, Any], ...]
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Erased:
    """What was done. ``list_written``: whether the list beside the last backup knows of it already (None: no backup)."""

    plan: Plan
    reach: tuple[Reach, ...]
    finished: bool
    list_written: bool | None


def plan(case: Casefile, subject: str, *, reason: str, with_reports: bool = False) -> Plan:
    """What erasing the report or source with this alias would take. Writes nothing. Raises MisuseError.

    An event that counts for nothing goes by its id.
    """
    documents = {d.alias: d for d in case.documents()}
    sources = {s.alias: s for s in case.sources()}
    if subject in documents:
        return _plan(case, subject, (subject,), [erasing.of_report(case, documents[subject].document.id, reason=reason)])
    if waiting := erasing.of_waiting(case, alias=subject, reason=reason):
        return _plan(case, subject, (subject,), waiting)
    if subject.startswith("ev_"):
        return _plan(case, subject, (), [erasing.of_event(case, subject, reason=reason)])
    if subject not in sources:
        raise MisuseError(
            "the casefile has no report or source with this alias", where=subject, hint="rushlight show CASE lists the reports"
        )
    source = sources[subject].id
    told = [d for d in documents.values() if d.source == source]
    waiting = erasing.of_waiting(case, source=source, reason=reason)
    data = [erasing.of_source(case, source, reason=reason, whole=with_reports or not (told or waiting))]
    if with_reports:
        data += [erasing.of_report(case, d.document.id, reason=reason) for d in told] + waiting
    return _plan(case, subject, tuple(one["alias"] for one in data[1:]), data, identity=True)


def plan_report(case: Casefile, document: str, *, reason: str, by: str) -> Plan:
    """``plan`` of one report that ``by`` may find. Of what came with it only what they may find is named. MisuseError else."""
    alias = called.aliases(case._db, [document], by=by).get(document)
    if alias is None:
        raise MisuseError("the casefile has no such report", hint="see the list of reports")
    planned = _plan(case, alias, (alias,), [erasing.of_report(case, document, reason=reason)])
    near = tuple(name for name in planned.near if called.named(case._db, name, by=by))
    return replace(planned, near=near)


def plan_identity(case: Casefile, alias: str, *, reason: str) -> Plan:
    """``plan`` of who a source is, and of nothing else: alias, reports and consents stay. Raises MisuseError."""
    source = next((s for s in case.sources() if s.alias == alias and case.vault.holds(s.id)), None)
    if source is None:
        raise MisuseError("of nobody with this alias it is recorded who they are", hint="see the list of sources")
    return _plan(case, alias, (), [erasing.of_source(case, source.id, reason=reason, whole=False)], identity=True)


def _plan(case: Casefile, subject: str, reports: tuple[str, ...], data: list[Any], *, identity: bool = False) -> Plan:
    return Plan(
        subject,
        reports,
        identity,
        entries=len({event["id"] for one in data for event in one["events"]}),
        sealed=len({record for one in data for record in one["vault"]}),
        originals=len({blob for one in data for blob in one["blobs"]}),
        releases=published(case, {release for one in data for release in one["releases"]}),
        data=tuple(data),
        near=_near(case, {one["document"] for one in data if one["document"]}),
    )


def _near(case: Casefile, going: set[str]) -> tuple[str, ...]:
    near = {other for document in going for other in came_with(case, document)} - going
    return tuple(d.alias for d in case.documents() if d.document.id in near)


def published(case: Casefile, ids: set[str]) -> tuple[tuple[str, dt.date], ...]:
    """The published ones of these releases, with their days."""
    days = {r.id: r.at.date() for r in case.releases() if r.kind == "published"}
    return tuple(sorted((release, days[release]) for release in ids & days.keys()))


def releases_of(case: Casefile, subject: str) -> tuple[tuple[str, dt.date], ...]:
    """Published releases that used a report, or any report of a source (both by alias)."""
    told = reports_of(case, subject)
    return published(case, {release for document in told for release in erasing.releases_with(case, document)})


def reports_of(case: Casefile, subject: str) -> list[str]:
    """The ids of the report of this alias, and of all that the source of this alias told."""
    own = called.named(case._db, subject, by=None)
    sources = [s.id for s in case.sources() if s.alias == subject]
    told = [d for s in sources for (d,) in case._db.rows("SELECT id FROM document WHERE source = ?", (s,))]
    return list(dict.fromkeys([*([own.id] if own else []), *told]))


def recipients_of(case: Casefile, release: str) -> str | None:
    """For whom alone a release was made, where it was not for everybody."""
    return next((r.body["recipient"] for r in case.releases() if r.id == release and r.body.get("recipient")), None)


def erase(case: Casefile, planned: Plan, *, now: dt.datetime, actor: str) -> tuple[Casefile, Erased]:
    """``erase_parts`` here and now."""
    return at_once(erase_parts(case, planned, now=now, actor=actor))


def erase_parts(case: Casefile, planned: Plan, *, now: dt.datetime, actor: str) -> Parts[tuple[Casefile, Erased]]:
    """Carry out a plan, in parts; gives the casefile under its new key. ``case`` is closed then."""
    case, written = yield from erasing.erase_parts(case, planned.data, by=actor, at=now)
    reached = tuple(one for one in erasing.reach(case) if one.event in written)
    return case, Erased(planned, reached, not erasing.unfinished(case), _tell_backups(case))


def _tell_backups(case: Casefile) -> bool | None:
    known = backups.last(case)
    if known is None:
        return None
    folder = Path(known.folder)
    try:
        if not folder.is_dir():
            return False
        eraselist.write(case, folder)
    except (RushlightError, OSError):
        return False
    return True


def erasures(case: Casefile) -> Sequence[Reach]:
    """Every erasure and the devices that have carried it out, oldest first."""
    return erasing.reach(case)
