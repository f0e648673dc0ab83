"""Seal a submission to the United Nations: consent, the elements, the log, one sealed file.

It is apart from releases: another kind of event, ids of its own, no entry in the release ledger.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rushlight.casefile import Casefile, called
from rushlight.casefile.files import write_whole
from rushlight.casefile.keys import stream
from rushlight.desk.consent import consents
from rushlight.desk.erasing import reports_of
from rushlight.desk.reports import one_report
from rushlight.desk.taking_in import source_named
from rushlight.errors import MisuseError, ReleaseRefused
from rushlight.record import IdentityLevel, Randomness, Report, Role, Statement, new_id
from rushlight.release import Form, agreed, form, submission

KIND = "submission.made"
SUFFIX = ".age"
TOLD = ("disappear", "detain", "kill", "hurt")
"""Act families that a submission is made about, those looked for first before the others."""


@dataclass(frozen=True, slots=True)
class Submitted:
    """A submission that was sealed: its own id, the event in the log, and which elements were stated."""

    id: str
    event: str
    stated: tuple[str, ...]
    not_stated: tuple[str, ...]


def check_may(case: Casefile, subject: str, to: str, *, transmit: bool, now: dt.datetime, actor: str) -> Form:
    """The form of ``to``, where whoever stands behind ``subject`` (a report or source by alias) agreed to it by name.

    Raises MisuseError for an unknown alias or mechanism, ReleaseRefused without consent.
    """
    asked = form(to)
    names = _about(case, subject, actor)
    rows = [c for c in consents(case) if c.subject in {subject, *names} and c.covers(subject)]
    for purpose in asked.purposes(transmit):
        if not agreed(rows, purpose, now.date(), to, IdentityLevel.NAMED):
            raise ReleaseRefused(
                "whoever stands behind it has not agreed to this, by name",
                where=f"{subject}, {purpose.value}",
                hint=f"ask, then: rushlight consent CASE {subject} {purpose.value}",
            )
    return asked


def known(case: Casefile, subject: str, *, actor: str) -> dict[str, str]:
    """What accepted statements of a report (by alias) tell of date, place and forces, to be offered; names none."""
    found = called.named(case._db, subject, by=actor)
    if found is None or not case.readings(found.id, by=actor):
        return {}
    report = one_report(case, found.id, found.alias, by=actor)
    told = [(report, s) for s in report.accepted]
    told = [pair for family in TOLD for pair in told if pair[1].act.partition(".")[0] == family]
    out: dict[str, str] = {}
    for report, statement in told:
        for key, value in _fields(report, statement):
            out.setdefault(key, value)
    return out


def _fields(report: Report, statement: Statement) -> list[tuple[str, str]]:
    reading, found = report.reading, []
    if statement.time and (time := reading.time(statement.time)).earliest and time.latest:
        first, last = time.earliest, time.latest
        if first == last:
            found.append(("date", first.isoformat()))
        elif (first.year, first.month) == (last.year, last.month):
            found.append(("date", first.strftime("%Y-%m")))
    if statement.place:
        found.append(("place", reading.place(statement.place).name))
    forces = [reading.party(p).label for p in statement.parties(Role.PERPETRATOR, Role.ORDERING_AUTHORITY)]
    return [*found, ("forces", ", ".join(forces))] if forces else found


def submit(
    case: Casefile,
    subject: str,
    to: str,
    answers: Mapping[str, str],
    path: Path,
    *,
    key: str,
    transmit: bool,
    now: dt.datetime,
    randomness: Randomness,
    actor: str,
) -> Submitted:
    """Seal the answers to the age key ``key`` in ``path``. The log is written before the file appears.

    Raises what ``check_may`` and ``release.submission`` raise, MisuseError for a key or place that will not do.
    """
    check_may(case, subject, to, transmit=transmit, now=now, actor=actor)
    check_place(case, path)
    done, sealed = seal(case, subject, to, answers, key=key, transmit=transmit, now=now, randomness=randomness, actor=actor)
    write_whole(path, sealed)
    return done


def seal(
    case: Casefile,
    subject: str,
    to: str,
    answers: Mapping[str, str],
    *,
    key: str,
    transmit: bool,
    now: dt.datetime,
    randomness: Randomness,
    actor: str,
) -> tuple[Submitted, bytes]:
    """As ``submit``, for a person who takes the sealed file themselves: nothing is written to a disk."""
    asked = check_may(case, subject, to, transmit=transmit, now=now, actor=actor)
    own = new_id("un", randomness)
    text = submission(asked, answers, id=own, on=now.date(), transmit=transmit)
    sealed = stream.encrypt_to(key, text.encode())
    stated = tuple(e.key for e in asked.elements if answers.get(e.key, "").strip())
    body = {
        "id": own,
        "to": asked.id,
        "subjects": list(_about(case, subject, actor)),
        "purposes": [purpose.value for purpose in asked.purposes(transmit)],
        "elements": list(stated),
        "sha256": hashlib.sha256(sealed).hexdigest(),
    }
    event = case.append(KIND, body, by=actor, at=now)
    return Submitted(own, event.id, stated, tuple(e.key for e in asked.elements if e.key not in stated)), sealed


def check_place(case: Casefile, path: Path) -> None:
    """Raise MisuseError unless the sealed file can be written to ``path``: NAME.age, new, not within the casefile."""
    if path.suffix != SUFFIX:
        raise MisuseError("a sealed submission's name ends in .age", where=str(path))
    if path.exists() or path.is_symlink():
        raise MisuseError("there is something in this place already", where=str(path), hint="choose a new name")
    if not path.absolute().parent.is_dir():
        raise MisuseError("the folder for the submission does not exist", where=str(path.parent))
    if path.resolve().is_relative_to(case.folder.resolve()):
        raise MisuseError("the file would lie inside the casefile", where=str(path), hint="choose a place of its own")


def submissions_of(case: Casefile, subject: str) -> tuple[tuple[str, dt.date], ...]:
    """To which mechanisms, and when, something about a report or source (by alias) was sealed."""
    wanted = {*reports_of(case, subject), *(s.id for s in case.sources() if s.alias == subject)}
    made = (row for row in case.records(KIND) if wanted & set(row.data["subjects"]))
    return tuple((row.data["to"], row.event.at.date()) for row in made)


def _about(case: Casefile, alias: str, actor: str) -> tuple[str, ...]:
    """The ids of a report and of its source, or of a source, by alias."""
    found = called.named(case._db, alias, by=actor)
    if found is None:
        return (source_named(case, alias),)
    return (found.id, found.source) if found.source else (found.id,)
