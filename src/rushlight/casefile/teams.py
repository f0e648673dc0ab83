"""Verify what teams add: which devices count, what of a device that was sent away, and devices with two histories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from rushlight.casefile import note, weighing
from rushlight.casefile.devices import in_good_standing
from rushlight.casefile.events import FIRST, Opened, Stored
from rushlight.casefile.places import was_copied
from rushlight.casefile.projections import Row

if TYPE_CHECKING:
    from rushlight.casefile.verifying import _Walk

_COLUMNS = "header, signature, sealed, wrapped_key"


def check_devices(walk: _Walk) -> None:
    """Every device that has a log here was founder, was admitted or vouched for; ours may be waiting for that."""
    standing = in_good_standing(walk.db, walk.log.case)
    walk.sizes = {device.id: device.size for device in standing.values() if device.size is not None}
    for (device,) in walk.db.rows("SELECT DISTINCT device FROM events"):
        if device not in standing and device != walk.log.device:
            walk.fault("events are here of a device that nobody admitted", device)
    for event in weighing.faults(walk.log):
        walk.fault("whether an event counts is not what was said of its device", event)
    weightless = weighing.weightless(walk.db)
    walk.uncounted = {one.event for one in weightless}
    walk.notes += [f"{line}. They stay in the log" for line in told(weightless)]


def told(weightless: Iterable[weighing.Weightless]) -> list[str]:
    """A line for each device and reason: "3 events of dv_… count for nothing: …"."""
    counted = Counter((one.device, one.says, one.kind) for one in weightless)
    lines: dict[tuple[str, str], list[str]] = {}
    for (device, says, kind), count in sorted(counted.items()):
        lines.setdefault((device, says), []).append(kind if count == 1 else f"{count} {kind}")
    total = Counter((device, says) for device, says, _ in counted.elements())
    return [
        f"{total[key]} event{'s' if total[key] > 1 else ''} of {key[0]} count{'' if total[key] > 1 else 's'} for nothing:"
        f" {key[1]} ({', '.join(kinds)})"
        for key, kinds in lines.items()
    ]


def tell(walk: _Walk) -> None:
    """What is no fault, and still to be known."""
    if walk.log.device not in in_good_standing(walk.db, walk.log.case):
        walk.notes.append("this device was not admitted yet, as far as it knows: merge a bundle from an admin")
    if was_copied(walk.db, walk.blobs.ring, walk.blobs.folder, walk.log.case):
        walk.notes.append("this folder was copied or moved; if the other one is still used, go on here as a new device")
    waiting = walk.db.rows("SELECT device, count(*) FROM waiting GROUP BY device")
    walk.notes.extend(f"{count} events of {device} wait outside the casefile" for device, count in waiting)


def counts(walk: _Walk, opened: Opened) -> bool:
    """Whether an event was written within its device's standing and roles."""
    return opened.event.id not in walk.uncounted


def counting(walk: _Walk, opened: Opened, rows: list[Row]) -> list[Row]:
    """Those rows of an event that the tables should hold: few, where it counts for nothing."""
    return rows if counts(walk, opened) else [row for row in rows if row[0] in weighing.KEPT]


def cut_off(walk: _Walk, device: str, said: int, held: int) -> bool:
    """Whether a checkpoint speaks of events that a device wrote after it was sent away, and that are not held."""
    return walk.sizes.get(device) == held and said > held


def check_forks(
    walk: _Walk,
    check_header: Callable[[_Walk, Stored, str, int, str, str], None],
    check_body: Callable[[_Walk, Stored, str], None],
) -> None:
    """A second history of a device is a finding, always: and each of its events is checked like any other."""
    sql = "SELECT device FROM forks UNION SELECT device FROM fork_notes ORDER BY device"
    for (device,) in walk.db.rows(sql):
        walk.fault("the keys of this device are in use twice: it signed two histories", device)
    for device, text in walk.db.rows("SELECT device, note FROM fork_notes"):
        with walk.noting(device):
            if not note.signature_holds(text, walk.public_keys.get(device, b"")):
                walk.fault("a checkpoint's signature does not hold", device)
    for device, seq, digest, event, *parts in walk.db.rows(
        f"SELECT device, seq, hash, id, {_COLUMNS} FROM forks ORDER BY device, seq, hash"  # noqa: S608
    ):
        walk.events += 1
        stored = Stored(*parts)
        with walk.noting(event):
            previous = stored.fields["prev"]
            check_header(walk, stored, device, seq, event, previous)
            if stored.hash != digest or not _known(walk, device, seq, previous):
                walk.fault("an event does not follow the one before it", event)
        walk.turns.pop(device, None)  # each history has its own order of turns
        with walk.noting(event):
            check_body(walk, stored, event)


def _known(walk: _Walk, device: str, seq: int, previous: str) -> bool:
    """Whether the event before stands in one of the device's histories."""
    if seq == 0:
        return previous == FIRST
    if walk.db.one("SELECT 1 FROM forks WHERE device = ? AND seq = ? AND hash = ?", (device, seq - 1, previous)):
        return True
    row = walk.db.one("SELECT header, signature FROM events WHERE device = ? AND seq = ?", (device, seq - 1))
    return row is not None and Stored(row[0], row[1], b"", b"").hash == previous
