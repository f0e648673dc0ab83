"""Every release that left: what was in it in numbers, who checked and approved it, its files; and those withdrawn since.

The words are not here: the casefile keeps what a release let infer, not its files.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rushlight.casefile import Casefile
from rushlight.casefile.stored import StoredRelease
from rushlight.desk.policy import knew_all
from rushlight.errors import MisuseError

WITHDRAWN = "release.withdrawn"
LONGEST = 500
"""Characters in a reason."""


@dataclass(frozen=True, slots=True)
class ReleasedFile:
    """A file as it left: ``size`` in bytes (None: an earlier version did not say), ``sha256`` in hex."""

    name: str
    size: int | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A release was withdrawn: why, by whom and when, and the id of the release that corrects it."""

    reason: str
    by: str
    day: dt.date
    corrected_by: str | None = None


@dataclass(frozen=True, slots=True)
class PastRelease:
    """One release that left. ``number`` counts from 1 in the order of the casefile; ``checked_by``, ``approved_by`` and ``by``
    (who published it) are aliases. ``sentences`` and ``tables`` are None where an earlier version did not count them.
    """

    number: int
    id: str
    day: dt.date
    by: str
    purpose: str
    checked_by: tuple[str, ...]
    approved_by: tuple[str, ...]
    one_person: bool
    files: tuple[ReleasedFile, ...]
    sentences: int | None
    tables: int | None
    text: bool
    preset: str | None
    event: str
    withdrawn: Withdrawal | None = None
    knew_all: bool = True
    """False where a colleague released something that stands before it and that its check did not know of."""


def past_releases(case: Casefile) -> tuple[PastRelease, ...]:
    """Every release that left, oldest first."""
    gone = _withdrawals(case)
    out = [row for row in case.releases() if row.kind == "published"]
    knew = {row.event: "ledger" not in row.body or knew_all(case, row.body["ledger"]) for row in out}
    return tuple(_past(number, row, gone.get(row.event), knew[row.event]) for number, row in enumerate(out, 1))


def _past(number: int, row: StoredRelease, withdrawn: Withdrawal | None, knew: bool) -> PastRelease:
    said: Mapping[str, Any] = row.body
    sizes, counts = said.get("sizes", {}), said.get("counts", {})
    files: Mapping[str, str] = said["files"] if isinstance(said.get("files"), Mapping) else {}
    return PastRelease(
        number=number,
        id=row.id,
        day=row.at.date(),
        by=row.by,
        purpose=str(said.get("purpose", "")),
        checked_by=_people(said.get("checks", ())),
        approved_by=_people(said.get("approvals", ())),
        one_person=said.get("one_person") is True,
        files=tuple(ReleasedFile(name, sizes.get(name), sha256) for name, sha256 in files.items()),
        sentences=counts.get("sentences"),
        tables=counts.get("tables"),
        text=said.get("text") is True,
        preset=said.get("policy", {}).get("preset"),
        event=row.event,
        withdrawn=withdrawn,
        knew_all=knew,
    )


def _people(marks: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(mark["by"]) for mark in marks))


def _withdrawals(case: Casefile) -> dict[str, Withdrawal]:
    """By the event of the release; the first withdrawal stands."""
    out: dict[str, Withdrawal] = {}
    for row in case.records(WITHDRAWN):
        said = Withdrawal(row.data["reason"], row.event.by, row.event.at.date(), row.data.get("corrected_by"))
        out.setdefault(row.data["release"], said)
    return out


def withdraw(
    case: Casefile, named: str, *, reason: str, now: dt.datetime, actor: str, corrected_by: str | None = None
) -> PastRelease:
    """Withdraw a release (by number or id), with the reason, and the release that takes its place if there is one.

    Nothing is called back by it, and the check of every later release goes on knowing what it said. Raises MisuseError for an
    unknown release, one withdrawn already, a correction that never left, and without a reason.
    """
    found = release_named(case, named)
    if found.withdrawn is not None:
        raise MisuseError("the release is withdrawn already", where=named)
    if not 0 < len(reason.strip()) <= LONGEST:
        raise MisuseError("say why it is withdrawn", hint=f"--why WORDS, at most {LONGEST} characters; write no names there")
    by = None if corrected_by is None else release_named(case, corrected_by)
    if by is not None and by.event == found.event:
        raise MisuseError("a release does not correct itself", where=named)
    body = {"id": found.id, "release": found.event, "reason": reason.strip(), **({"corrected_by": by.id} if by else {})}
    case.append(WITHDRAWN, body, by=actor, at=now)
    return release_named(case, str(found.number))


def release_named(case: Casefile, named: str) -> PastRelease:
    """A release that left, by its number or id (the latest, where one was published twice). Raises MisuseError."""
    for one in reversed(past_releases(case)):
        if named in (str(one.number), one.id):
            return one
    raise MisuseError("no such release has left", where=named[:60], hint="list them with 'rushlight releases CASE'")
