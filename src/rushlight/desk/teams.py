"""Teams: colleagues' devices, bundles between them, and what was said of one thing by people who did not know of each other."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from rushlight.casefile import Casefile, Cost, assigned, conflicts, identities, joining, merging, sending, unbinding, weighing
from rushlight.casefile.bundles import SUFFIX
from rushlight.casefile.canonical import Json, canonical, parse
from rushlight.casefile.conflicts import Conflict, Said
from rushlight.casefile.devices import Device
from rushlight.casefile.files import write_whole
from rushlight.casefile.merging import Merged
from rushlight.casefile.sending import Sent
from rushlight.casefile.teams import told
from rushlight.desk import consent, deciding
from rushlight.errors import MisuseError, RushlightError, Tampered
from rushlight.parts import Parts, Tell, nobody
from rushlight.record import Judgement, Randomness, Relation, Verdict

LARGEST = 1 << 20
"""Bytes of an invitation or a request; a real one has a few thousand."""

LARGEST_HANDED = 500 << 20
"""Bytes of a bundle that a page hands over; larger ones are written to a folder."""

LETTERS = 6
"""So many of an id are enough."""

_ACTOR = re.compile(r"[A-Z]{1,3}[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class ListedDevice:
    """A device as it is listed, and who set it up. ``last`` is the time of its latest event here, by its own clock."""

    device: Device
    person: str
    own: bool
    events: int
    last: dt.datetime | None
    twice: bool
    went_on: str | None = None
    """The active device that went on from this one, after a copy or a restore: this one writes nothing any more."""


@dataclass(frozen=True, slots=True)
class MergedFile:
    """What became of one file: what was merged, or why it was not."""

    path: Path
    merged: Merged | None
    error: RushlightError | None = None


def invite(case: Casefile, path: Path) -> Device:
    """Write an invitation to ``path``; gives the founder's device, whose fingerprint is compared by voice."""
    made = joining.invitation(case)
    _write_new(path, made)
    return joining.invited_by(made)


def read_invitation(path: Path) -> tuple[Json, Device]:
    """(invitation, founder's device). Raises MisuseError, Tampered."""
    made = _read(path)
    return made, joining.invited_by(made)


def join(
    folder: Path,
    invitation: Json,
    passphrase: str,
    request: Path,
    *,
    actor: str,
    now: Callable[[], dt.datetime],
    randomness: Randomness,
    cost: Cost | None = None,
    recovery: tuple[int, int] | None = None,
    given_out: Callable[[Casefile], None] = lambda case: None,
) -> Device:
    """Make an empty copy of an existing casefile and write its request to be admitted. Raises what ``create`` raises.

    With ``recovery`` (k, n) it gets recovery shares of its own; ``given_out`` shows and confirms them, last of all: left
    there, the copy and its request are made, and it takes nothing in until ``shares`` has made new ones.
    """
    check_person(actor)
    if request.exists():
        raise MisuseError("there is something in this place already", where=str(request), hint="choose a new name")
    keys = {"cost": cost, "recovery": recovery}
    with joining.join(folder, invitation, passphrase, randomness=randomness, now=now, by=actor, **keys) as case:  # type: ignore[arg-type]
        asked = joining.request(case)
        _write_new(request, asked)
        given_out(case)
        return joining.requested_by(case, asked)


def check_person(actor: str) -> None:
    """Raise MisuseError for an alias that could be a name."""
    if not _ACTOR.fullmatch(actor):
        raise MisuseError("your alias is letters and a number, never a name", hint="such as A2")


def request_whole(case: Casefile) -> bytes:
    """This device's request to be admitted, to hand over: it holds no secret and no name."""
    return canonical(joining.request(case)) + b"\n"


def read_request(case: Casefile, path: Path) -> tuple[Json, Device]:
    """(request, its device). Raises MisuseError, Tampered."""
    asked = _read(path)
    return asked, joining.requested_by(case, asked)


def request_in(case: Casefile, data: bytes) -> tuple[Json, Device]:
    """(request, its device), of a request that was handed over. Raises MisuseError, Tampered."""
    asked = _parsed(data, None)
    return asked, joining.requested_by(case, asked)


def invitation_in(data: bytes) -> tuple[Json, Device]:
    """(invitation, founder's device), of an invitation that was handed over. Raises MisuseError, Tampered."""
    made = _parsed(data, None)
    return made, joining.invited_by(made)


def invitation_whole(case: Casefile) -> tuple[bytes, Device]:
    """An invitation to hand over, and the founder's device."""
    made = joining.invitation(case)
    return canonical(made) + b"\n", joining.invited_by(made)


def devices(case: Casefile) -> tuple[ListedDevice, ...]:
    """Every device whose events count, in the order of their first events."""
    twice = merging.alarms(case)
    people = assigned.set_up_by(case)
    known = case.devices().values()
    went_on = {d.follows: d.id for d in known if d.follows is not None and d.active}
    return tuple(
        ListedDevice(d, people.get(d.id, ""), d.id == case.device, *_written(case, d.id), d.id in twice, went_on.get(d.id))
        for d in known
    )


def _written(case: Casefile, device: str) -> tuple[int, dt.datetime | None]:
    """How many events of a device are here, and the time of the latest one that was not erased."""
    (count,) = case._db.rows("SELECT coalesce(max(seq), -1) + 1 FROM events WHERE device = ?", (device,))[0]
    sql = "SELECT l.at FROM events e CROSS JOIN log l ON l.event = e.id WHERE e.device = ? ORDER BY e.seq DESC LIMIT 1"
    row = case._db.one(sql, (device,))
    return count, None if row is None else dt.datetime.fromisoformat(row[0])


def own_device(case: Casefile) -> Device:
    """This device, admitted or not: its fingerprint is what an admin compares."""
    return joining.requested_by(case, joining.request(case))


def device_named(case: Casefile, written: str) -> str:
    """The id of a device, of which six letters are enough, ``dv_`` before them or not. Raises MisuseError."""
    short = len(written) >= LETTERS
    found = [d for d in case.devices() if d == written or (short and (d.startswith(written) or d[3:].startswith(written)))]
    if len(found) != 1:
        raise MisuseError("there is no such device", where=written, hint="'rushlight devices CASE' lists them")
    return found[0]


def bundle(case: Casefile, folder: Path, *, actor: str, to: Iterable[str] | None = None, only_new: bool = False) -> Sent:
    """Write a bundle (see ``casefile.sending``); a copied folder goes on as a new device first, and what format 1
    sealed for this copy alone is sealed anew.
    """
    settle_in(case, actor)
    merging.finish(case, by=actor)
    unbinding.unbind(case, by=actor)
    named = None if to is None else tuple(device_named(case, written) for written in to)
    return sending.send(case, folder, to=named, only_new=only_new)


def bundle_parts(
    case: Casefile, *, actor: str, to: Iterable[str] | None = None, only_new: bool = False
) -> Parts[tuple[bytes, Sent]]:
    """As ``bundle``, in parts, handed over instead of written to a folder (see ``sending.whole_parts``)."""
    settle_in(case, actor)
    merging.finish(case, by=actor)
    unbinding.unbind(case, by=actor)
    named = None if to is None else tuple(device_named(case, written) for written in to)
    return (yield from sending.whole_parts(case, to=named, only_new=only_new, most=LARGEST_HANDED))


def merge_whole(case: Casefile, data: bytes, *, actor: str) -> Parts[Merged]:
    """Merge a bundle that was handed over, in parts (see ``merging.merge_parts``). Raises what ``merging.merge`` raises."""
    settle_in(case, actor)
    return (yield from merging.merge_parts(case, io.BytesIO(data), len(data), by=actor))


def revoke(case: Casefile, written: str, *, actor: str, keep_successors: bool = False) -> tuple[str, ...]:
    """Send a device away (see ``joining.revoke``); a few letters of its id are enough."""
    return joining.revoke(case, device_named(case, written), by=actor, keep_successors=keep_successors)


def merge(case: Casefile, path: Path, *, actor: str, tell: Tell = nobody) -> tuple[MergedFile, ...]:
    """Merge a bundle, or every bundle of a folder; one that cannot be merged stops no other of a folder."""
    settle_in(case, actor)
    if not path.is_dir():
        return (MergedFile(path, merging.merge(case, path, by=actor, tell=tell)),)
    out = []
    for file in sorted(path.glob(f"*{SUFFIX}")):
        try:
            out.append(MergedFile(file, merging.merge(case, file, by=actor, tell=tell)))
        except RushlightError as error:
            out.append(MergedFile(file, None, error))
    if not out:
        raise MisuseError("there is no bundle in this folder", where=str(path), hint="their names end in .bundle")
    return tuple(out)


def settle_in(case: Casefile, actor: str) -> str | None:
    """Before anything leaves a copied folder: go on as a new device. Gives its id."""
    return case.new_incarnation(by=actor) if joining.copied(case) else None


def settle(
    case: Casefile, conflict: Conflict, keep: Said | None, *, now: dt.datetime, randomness: Randomness, actor: str
) -> None:
    """Say which of the values of a conflict holds; for aliases and files given twice, that both are known (``keep`` None).

    Raises MisuseError without a value where one is needed, and what saying it again raises.
    """
    if conflict.kind in conflicts.STANDING:
        conflicts.settle(case, conflict, by=actor)
        return
    if keep is None:
        raise MisuseError("say which of the values holds", hint="give --keep a, b …")
    if conflict.kind == conflicts.SETTING:
        case.put_setting(conflict.about[0], json.loads(keep.value), by=actor, at=now)
    elif conflict.kind == conflicts.JUDGEMENT:
        relation, left, right = conflict.about
        said = Judgement(keep.value)
        deciding.judge(case, Relation(relation), left, right, said, now=now, randomness=randomness, actor=actor)
    elif conflict.kind == conflicts.TRUSTEES:
        said_so = json.loads(keep.value)
        identities.set_trustees(case, said_so["needed"], said_so["trustees"], by=actor, at=now)
    elif conflict.kind == conflicts.READER:
        document, place = conflict.about
        assigned.assign(case, document, place, keep.value, by=actor, at=now)
    elif conflict.kind == conflicts.CONSENT:
        consent.say_again(case, keep.event, now=now, actor=actor)
    else:
        _decide_again(case, keep, now, randomness, actor)


def weightless(case: Casefile) -> list[str]:
    """What devices wrote that counts for nothing, a line for each device and reason."""
    return told(weighing.weightless(case._db))


def _decide_again(case: Casefile, keep: Said, now: dt.datetime, randomness: Randomness, actor: str) -> None:
    said = conflicts.decision_of(case, keep.event)
    deciding.decide(
        case,
        said.statement,
        said.verdict,
        now=now,
        randomness=randomness,
        actor=actor,
        field=said.field,
        value=said.value,
        reason=said.reason,
        supersedes=said.supersedes if said.verdict is Verdict.UNDO else None,
    )


def _read(path: Path) -> Json:
    try:
        if path.stat().st_size > LARGEST:
            raise MisuseError("this file is too large to be an invitation or a request", where=str(path))
        return _parsed(path.read_bytes(), str(path))
    except OSError:
        raise MisuseError("there is no such file", where=str(path)) from None


def _parsed(data: bytes, where: str | None) -> Json:
    if len(data) > LARGEST:
        raise MisuseError("this file is too large to be an invitation or a request", where=where)
    made = parse(data.strip())
    if not isinstance(made, dict):
        raise Tampered("this is no invitation and no request", where=where)
    return made


def _write_new(path: Path, content: Json) -> None:
    if path.exists():
        raise MisuseError("there is something in this place already", where=str(path), hint="choose a new name")
    if not path.absolute().parent.is_dir():
        raise MisuseError("the folder for the file does not exist", where=str(path), hint="make it first, or choose another")
    write_whole(path, canonical(content) + b"\n")
