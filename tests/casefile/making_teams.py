"""A fictional team for tests: copies of one casefile that send each other bundles."""

from __future__ import annotations

import itertools
import secrets
from pathlib import Path
from typing import Any
from unittest import mock

import making_casefile as make

from rushlight.casefile import Casefile, Event, joining, merging, sending, weighing
from rushlight.casefile.roles import ROLES
from rushlight.casefile.schema import PROJECTIONS
from rushlight.record import Randomness


def join(folder: Path, invitation: dict[str, Any], randomness: Randomness = secrets.token_bytes, by: str = "p_b") -> Casefile:
    return joining.join(
        folder,
        invitation,
        make.PASSPHRASE,
        randomness=randomness,
        now=make.now,
        by=by,
        cost=make.CHEAP,
        _below_floor_in_tests=True,
    )


def colleague(
    admin: Casefile, folder: Path, *, roles: tuple[str, ...] = ROLES, randomness: Randomness = secrets.token_bytes
) -> Casefile:
    """A copy that was admitted and has merged its first bundle."""
    case = join(folder, joining.invitation(admin), randomness)
    joining.admit(admin, joining.request(case), roles, by="p_a")
    give(admin, case)
    return case


def give(sender: Casefile, receiver: Casefile, *, only_new: bool = False, by: str = "p_m") -> merging.Merged:
    """One bundle from one to the other."""
    sent = sending.send(sender, sender.folder.parent, to=[receiver.device], only_new=only_new)
    try:
        return merging.merge(receiver, sent.path, by=by)
    finally:
        sent.path.unlink()


def forge(case: Casefile, kind: str, body: Any, *, by: str = "p_x", event_id: str | None = None) -> Event:
    """An event that this copy has no role for, as another program would write it."""
    with mock.patch.object(weighing, "require"):
        return case.append(kind, body, by=by, event_id=event_id)


def exchange(*cases: Casefile) -> None:
    """Everybody gives to everybody, until nothing is new: three times round, without what would be the same bundle again."""
    held, given = {case.folder: _held(case) for case in cases}, {}
    for sender, receiver in list(itertools.permutations(cases, 2)) * 3:
        known = sender.devices().get(receiver.device)
        pair = sender.folder, receiver.folder
        if known is not None and known.box_key and given.get(pair) != [held[folder] for folder in pair]:
            give(sender, receiver)
            held |= {case.folder: _held(case) for case in (sender, receiver)}
            given[pair] = [held[folder] for folder in pair]


def _held(case: Casefile) -> tuple[object, ...]:
    """Every row of every table: where neither copy has changed, the same bundle again is what it was before."""
    tables = [row[0] for row in case._db.rows("SELECT name FROM main.sqlite_master WHERE type = 'table' ORDER BY name")]
    return tuple((name, sorted(map(repr, case._db.rows(f"SELECT * FROM {name}")))) for name in tables)  # noqa: S608


def state(case: Casefile) -> tuple[Any, ...]:
    """What must be the same on all copies: every signed event that counts, and every row of every table."""
    sizes = {d.id: d.size for d in case.devices().values() if d.size is not None}
    counting = {
        row[0]
        for table in ("events", "forks")
        for row in case._db.rows(f"SELECT id, device, seq FROM {table}")  # noqa: S608
        if row[2] < sizes.get(row[1], row[2] + 1)
    }
    signed = sorted(
        row
        for table in ("events", "forks")
        for row in case._db.rows(f"SELECT device, seq, id, header, signature, sealed FROM {table}")  # noqa: S608
        if row[2] in counting
    )
    tables = [sorted(map(repr, (r for r in case._db.rows(f"SELECT * FROM {t}") if r[0] in counting))) for t in PROJECTIONS]  # noqa: S608
    vault = sorted(case._db.rows("SELECT id, sealed FROM vault"))
    return signed, tables, vault
