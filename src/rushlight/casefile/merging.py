"""Merge: take a colleague's bundle in. Set union by device and position; nothing is overwritten, nobody is trusted for another.

Everything a bundle brings is put beside the casefile first (``arriving``) and taken, event by event and checked, where its
device is in good standing (``histories``); the rest waits and is told. One transaction: a bundle is merged, or it never came.
Then this device says in its own log what it knows now (``bundle.merged``), and cosigns the others' checkpoints.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from rushlight.casefile import bundles, erased, erasing, events, note, sending, weighing
from rushlight.casefile.arriving import Arrivals, Gone
from rushlight.casefile.canonical import Json
from rushlight.casefile.casefile import Casefile
from rushlight.casefile.devices import Device, founder_of, vouches
from rushlight.casefile.events import Opened, Stored
from rushlight.casefile.files import check_room
from rushlight.casefile.histories import COLUMNS, History, Ledger, Refused, Steps
from rushlight.casefile.search import index
from rushlight.casefile.weighing import Weightless
from rushlight.errors import CasefileError, MisuseError, NotForThisDevice, RushlightError
from rushlight.parts import Parts, Tell, at_once, nobody

ERASED = erasing.KIND
TELLING = ("device.admitted", "device.added")
"""Kinds that tell of a device's key."""
READ, TAKEN, IN_ALL = 400, 900, 1000
"""How much of a merge is done when the bundle is read and when its events are taken, of how much."""
FEW = 16
"""Events that are taken between two times that it is told how far it is."""
ELSEWHERE, PENDING, SENT_AWAY = "elsewhere", "pending", "sent_away"
"""Rows of ``meta``: this device's keys are in use in another copy; a merge is not noted yet; this device was sent away."""


ASK_THE_SENDER = "ask the sender: they may not have admitted this device yet, or have sent it away"


@dataclass(frozen=True)
class Merged:
    """What a merge did. ``taken`` and ``waiting``: how many events of each device were new and taken, or wait outside."""

    bundle: str
    sender: str
    taken: Mapping[str, int] = field(default_factory=dict)
    waiting: Mapping[str, int] = field(default_factory=dict)
    refused: tuple[Refused, ...] = ()
    forks: tuple[str, ...] = ()
    """Devices newly found to have two histories."""
    weightless: tuple[Weightless, ...] = ()
    """Events that came along, or were here, and that count for nothing as is known now."""
    erasures: tuple[str, ...] = ()
    """Ids of erasures that came along and were applied; ``erasing.finish`` destroys files and the old case key."""
    incarnation: str | None = None
    """The new device id, when this device's own keys turned out to be in use elsewhere too."""
    sent_away: bool = False


def merge(case: Casefile, path: Path, *, by: str, tell: Tell = nobody) -> Merged:
    """Take in the bundle at ``path``. Merging the same one again changes nothing.

    Raises MisuseError for a bundle of another casefile or one that was not closed for this device, Tampered for one that is
    damaged or not what it should be, CasefileError; whatever it raises, nothing of the bundle was taken.
    """
    try:
        with Path(path).open("rb") as file:
            return at_once(merge_parts(case, file, Path(path).stat().st_size, by=by), tell)
    except OSError:
        raise CasefileError("the bundle cannot be read", where=str(path), hint="check the path and the disk") from None


def merge_parts(case: Casefile, file: BinaryIO, size: int, *, by: str) -> Parts[Merged]:
    """As ``merge``, in parts, of a bundle of ``size`` bytes that was opened, or that is in memory.

    All of it is one transaction: nobody may look at the casefile before it is through or was ended early, which undoes it.
    """
    finish(case, by=by)
    head = bundles.read_head(file)
    identity = _opened(case, head)
    check_room(case.folder, size)

    def read(arrivals: Arrivals) -> Parts[None]:
        going = bundles.read_beside(file, head, identity)
        with contextlib.closing(going):  # type: ignore[type-var]  # a generator
            for lines in going:
                for kind, value in lines:
                    arrivals.take(kind, value)
                yield READ * min(file.tell(), size) // max(size, 1), IN_ALL

    return (yield from _merged_parts(case, head, by, read))


def take_up(case: Casefile, by: str) -> Merged:
    """Take what waits and may be taken now: after a device was admitted."""
    return _merged(case, bundles.Head(case.id, case.device, "", {}), by, lambda arrivals: None)


def finish(case: Casefile, *, by: str) -> str | None:
    """What a merge has to say in this device's own log; gives the id of the new device when it had to become one."""
    flags = {row[0] for row in case._db.rows("SELECT name FROM meta")}
    if SENT_AWAY in flags:
        return None
    device = case.new_incarnation(by=by) if ELSEWHERE in flags else None
    if flags & {ELSEWHERE, PENDING}:
        erasing.settle(case, by=by, merged=True)
        with case._db.transaction():
            if PENDING in flags:
                said = {"heads": sending.heads(case), "forked": sending.forked(case), "applied": _applied(case)}
                case.append("bundle.merged", said, by=by)
                _cosign(case)
            case._db.rows("DELETE FROM meta WHERE name IN (?, ?)", (ELSEWHERE, PENDING))
    return device


def alarms(case: Casefile) -> tuple[str, ...]:
    """The devices that have two histories."""
    rows = case._db.rows("SELECT device FROM forks UNION SELECT device FROM fork_notes ORDER BY device")
    return tuple(row[0] for row in rows)


def waiting(case: Casefile) -> dict[str, int]:
    """How many events of each device wait outside."""
    return dict(iter(case._db.rows("SELECT device, count(*) FROM waiting GROUP BY device ORDER BY device")))


# --- within ------------------------------------------------------------------------------------------


def _merged(case: Casefile, head: bundles.Head, by: str, read: Callable[[Arrivals], object]) -> Merged:
    def reading(arrivals: Arrivals) -> Parts[None]:
        read(arrivals)
        yield READ, IN_ALL

    return at_once(_merged_parts(case, head, by, reading))


def _merged_parts(case: Casefile, head: bundles.Head, by: str, read: Callable[[Arrivals], Parts[None]]) -> Parts[Merged]:
    before, weightless = set(alarms(case)), set(weighing.weightless(case._db))
    known = {opened.event.id for opened in case.records(ERASED)}
    ledger = Ledger(gone_of(case))
    try:
        with case._db.transaction():
            yield from read(Arrivals(case, head.id, ledger.gone))
            yield from _settle(case, ledger)
            sent_away = _after(case, ledger)
    except BaseException:
        for blob in ledger.files:
            case._blobs._remove_unnamed(blob)
        raise
    for blob in ledger.files:
        case._blobs._remove_unnamed(blob)
    erasures = tuple(opened.event.id for opened in case.records(ERASED) if opened.event.id not in known)
    return Merged(
        head.id,
        head.sender,
        dict(ledger.taken),
        waiting(case),
        tuple(dict.fromkeys(ledger.refused)),
        tuple(device for device in alarms(case) if device not in before),
        tuple(one for one in weighing.weightless(case._db) if one not in weightless),
        erasures,
        finish(case, by=by),
        sent_away,
    )


def _opened(case: Casefile, head: bundles.Head) -> str:
    """The identity of the bundle's stream, by the keys of this device or of one it went on from."""
    if head.case != case.id:
        raise MisuseError("this bundle is of another casefile", where=head.case[:40])
    own = case._db.rows("SELECT device, sealed FROM signers ORDER BY device = ? DESC", (case.device,))
    for device, sealed in own:
        if device in head.to:
            identity = case._ring.open_sent(device, sealed, head.to[device], head.about())
            return identity.decode("ascii", errors="replace")
    if head.sender in {device for device, _ in own}:
        raise NotForThisDevice("this device wrote this bundle itself", hint="give it to your colleagues")
    raise NotForThisDevice("this bundle was not closed for this device", hint=ASK_THE_SENDER)


def gone_of(case: Casefile) -> Gone:
    """What erasures in the log say is gone."""
    gone = Gone()
    for opened in case.records(ERASED):
        gone.add(opened.data)
    return gone


def _settle(case: Casefile, ledger: Ledger) -> Parts[None]:
    """Take in whatever may be taken. An event without its body may, once the erasure that emptied it can be taken too."""
    yield from _advance_together(case, ledger)
    weighing.weigh(case.log)
    announced = _erasures_waiting(case)
    while announced:
        announced = yield from _believed(case, ledger, announced)


def _believed(case: Casefile, ledger: Ledger, announced: list[Json]) -> Parts[list[Json]]:
    """Take in what may be taken if these erasures count, where they do. Else nothing: gives those that may without the rest."""
    kept, saved = Gone(set(ledger.gone.events), set(ledger.gone.vault), set(ledger.gone.blobs)), dict(ledger.taken)
    case._db.rows("SAVEPOINT erasures")
    for data in announced:
        ledger.gone.add(data)
    yield from _advance_together(case, ledger)
    weighing.weigh(case.log)
    justified, left = gone_of(case), []
    if not ledger.gone.events <= justified.events:
        case._db.rows("ROLLBACK TO erasures")
        ledger.taken, ledger.gone = saved, kept
        left = [data for data in announced if {event["id"] for event in data["events"]} <= justified.events]
    case._db.rows("RELEASE erasures")
    return left if len(left) < len(announced) else []


def _advance_together(case: Casefile, ledger: Ledger) -> Parts[None]:
    """Take in what may be taken; its documents are indexed together, and before anything weighs them out again."""
    if case._db.one("SELECT 1 FROM waiting") is None:
        yield from _advance(case, ledger)
        return
    last = index.hold_back(case._db)
    yield from _advance(case, ledger)
    for _ in index.catch_up(case._db, last):
        yield TAKEN, IN_ALL


def _advance(case: Casefile, ledger: Ledger) -> Parts[None]:
    moved = True
    ((all_of_it,),) = case._db.rows("SELECT count(*) FROM waiting")
    while moved:
        moved, standing = False, case.devices()
        sql = "SELECT device FROM waiting UNION SELECT device FROM waiting_notes ORDER BY device"
        for (device,) in case._db.rows(sql):
            key = _key_of(case, device, standing)
            if key is not None:
                known = standing.get(device)
                steps = History(case, ledger, device, key, known.size if known else None).advance()
                moved |= yield from _told(steps, ledger, all_of_it)


def _told(steps: Steps[bool], ledger: Ledger, all_of_it: int) -> Parts[bool]:
    """Steps of taking in, told after each few."""
    for n in itertools.count():
        try:
            next(steps)
        except StopIteration as ended:
            return bool(ended.value)
        if n % FEW == 0:
            done = min(sum(ledger.taken.values()), all_of_it)
            yield READ + (TAKEN - READ) * done // max(all_of_it, 1), IN_ALL
    return False


def _key_of(case: Casefile, device: str, standing: Mapping[str, Device]) -> bytes | None:
    """The key that a device's events are checked with; None while nobody has admitted it or vouched for it."""
    if device == case.device:
        return case.log.public_key()
    if device in standing:
        return standing[device].public_key
    founder = founder_of(case._db)
    if founder is not None and founder[0] == device:
        return founder[1]
    return _vouched_key(case, device, standing)


def _vouched_key(case: Casefile, device: str, standing: Mapping[str, Device]) -> bytes | None:
    """The key of a device that goes on from one in good standing, as its first event, which waits, says."""
    for row in case._db.rows(f"SELECT {COLUMNS} FROM waiting WHERE device = ? AND seq = 0 ORDER BY hash", (device,)):  # noqa: S608
        try:
            opened = events.open_stored(case._ring, Stored(*row))
            key = bytes.fromhex(opened.data["public_key"])
            before = standing.get(opened.data["follows"]["device"])
            trusted = opened.event.kind == "device.added" and before is not None and before.active
            if trusted and before and vouches(before.public_key, opened.data["follows"], case.id, device, key):
                return key
        except (RushlightError, KeyError, TypeError, ValueError, AttributeError):
            continue
    return None


def _erasures_waiting(case: Casefile) -> list[Json]:
    """The data of erasures that wait, signed by a device that is in good standing, or will be, and may erase what they list."""
    out, standing = [], case.devices()
    keys = _keys_waiting(case, standing)
    sql = f"SELECT device, {COLUMNS} FROM waiting WHERE instr(header, CAST(? AS BLOB)) > 0"  # noqa: S608
    for device, *parts in case._db.rows(sql, (f'"kind":"{ERASED}"',)):
        stored, key = Stored(*parts), keys.get(device)
        if key is None or not stored.sealed or not events.signature_holds(stored, key):
            continue
        try:
            opened = events.open_stored(case._ring, stored)
            Gone().add(opened.data)
        except RushlightError:
            continue
        if opened.event.kind == ERASED and _may_erase(case, standing.get(device), opened):
            out.append(opened.data)
    return out


def _keys_waiting(case: Casefile, standing: Mapping[str, Device]) -> dict[str, bytes]:
    """Keys of devices as far as they are known, and as events that wait say of them, signed by a device of such a key.

    A device whose history stops at an erased event cannot be taken in before the erasure is, and may be the very one that
    admitted who erased it. Nothing counts by this: what the erasures lead to is weighed once all of it is here.
    """
    keys = {device: known.public_key for device, known in standing.items()}
    founder = founder_of(case._db)
    keys |= {case.device: case.log.public_key()} | ({founder[0]: founder[1]} if founder else {})
    sql = f"SELECT device, {COLUMNS} FROM waiting WHERE instr(header, CAST(? AS BLOB)) > 0"  # noqa: S608
    said = [(device, Stored(*parts)) for kind in TELLING for device, *parts in case._db.rows(sql, (f'"kind":"{kind}"',))]
    known = -1
    while known < len(keys):
        known = len(keys)
        for device, stored in said:
            with contextlib.suppress(RushlightError, KeyError, TypeError, ValueError, AttributeError):
                name, key = _told_key(case, device, stored, keys)
                keys.setdefault(name, key)
    return keys


def _told_key(case: Casefile, device: str, stored: Stored, keys: Mapping[str, bytes]) -> tuple[str, bytes]:
    """The device, and its key, that an event admits or announces. Raises KeyError, ValueError where nobody known says so."""
    data = events.open_stored(case._ring, stored).data
    name, key = str(data["device"]), bytes.fromhex(data["public_key"])
    if "follows" in data:
        good = name == device and vouches(keys[data["follows"]["device"]], data["follows"], case.id, device, key)
    else:
        good = stored.fields["kind"] == "device.admitted" and events.signature_holds(stored, keys[device])
    if not good:
        raise ValueError(name)
    return name, key


def _may_erase(case: Casefile, device: Device | None, opened: Opened) -> bool:
    """Whether an erasure that waits would count. Of a device that is not known yet, ``_settle`` asks again at the end."""
    if device is None:
        return True
    waits = case._db.rows("SELECT id FROM waiting WHERE device = ? AND seq < ?", (device.id, opened.event.seq))
    own = [*weighing.own_events(case._db, device.id, opened.event.seq), *(row[0] for row in waits)]
    return weighing.may_erase(device, opened.event.seq, opened.data, own)


def _after(case: Casefile, ledger: Ledger) -> bool:
    """What holds once a bundle is in: what does not count is out of the tables, and what we owe is noted. Gives: sent away."""
    db = case._db
    erasing.apply_all(case)
    for table, what in (("waiting_vault", "vault"), ("waiting_parts", "blob")):
        db.rows(f"DELETE FROM {table} WHERE id IN (SELECT gone FROM erased WHERE what = ?)", (what,))  # noqa: S608
    gone = "SELECT gone FROM erased WHERE what = 'event'"
    for event, header in db.rows(f"SELECT id, header FROM waiting WHERE length(sealed) > 0 AND id IN ({gone})"):  # noqa: S608
        if not erased.protected(events.header_fields(header)["kind"]):
            db.rows("UPDATE waiting SET sealed = x'', wrapped_key = x'' WHERE id = ?", (event,))
    if db.one("SELECT 1 FROM waiting") is None:
        db.rows("DELETE FROM waiting_vault")
        db.rows("DELETE FROM waiting_parts")
    if case.device in ledger.taken or case.device in alarms(case):
        db.rows("INSERT OR REPLACE INTO meta VALUES (?, '1')", (ELSEWHERE,))
    if ledger.kinds - {"bundle.merged"}:
        db.rows("INSERT OR REPLACE INTO meta VALUES (?, '1')", (PENDING,))
    own = case.devices().get(case.device)
    if own is not None and not own.active:
        db.rows("INSERT OR REPLACE INTO meta VALUES (?, '1')", (SENT_AWAY,))
        return True
    return False


def _applied(case: Casefile) -> list[str]:
    """The ids of the erasures whose bodies are all gone here."""
    return [
        opened.event.id
        for opened in case.records(ERASED)
        if not any(_still_there(case, event["id"]) for event in opened.data["events"])
    ]


def _still_there(case: Casefile, event: str) -> bool:
    stored = case.log.find(event)
    return stored is not None and not stored.empty and not erased.protected(stored.fields["kind"])


def _cosign(case: Casefile) -> None:
    """Add this device's signature to the checkpoints of the others: it has seen their logs only grow."""
    day = case._now().astimezone(dt.UTC).date()
    key = case.log.public_key()
    for device, text in case._db.rows("SELECT device, note FROM checkpoints WHERE device <> ?", (case.device,)):
        if case.device not in note.cosigners(text, {case.device: key}):
            signed = note.cosign(text, case._ring, case.device, key, day)
            case._db.rows("UPDATE checkpoints SET note = ? WHERE device = ?", (signed, device))
