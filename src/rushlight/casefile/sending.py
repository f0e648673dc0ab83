"""Sending: what of a casefile goes into a bundle, and how much of it a colleague is known to have already."""

from __future__ import annotations

import contextlib
import io
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from rushlight.casefile import bundles, note
from rushlight.casefile.canonical import Json
from rushlight.casefile.casefile import Casefile
from rushlight.casefile.database import Row
from rushlight.casefile.devices import Device
from rushlight.casefile.events import Stored
from rushlight.casefile.files import check_room, flush, flush_folder
from rushlight.casefile.unbinding import check_unbound
from rushlight.errors import CasefileError, MisuseError
from rushlight.parts import Parts, at_once
from rushlight.record import new_id

_COLUMNS = "header, signature, sealed, wrapped_key"
SOME = 64
"""Events that are looked up together."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A bundle that was written: where, for which devices, and how many lines of each kind it has."""

    path: Path
    to: tuple[str, ...]
    counts: Mapping[str, int]


def send(case: Casefile, folder: Path, *, to: Iterable[str] | None = None, only_new: bool = False) -> Sent:
    """Write a bundle into ``folder`` for these devices, or for every active one but this.

    With ``only_new`` it leaves out what each receiver is known to have, by the last bundle that came from there. Raises
    MisuseError for a device that is not active or not known, CasefileError; whatever it raises, no bundle is left.
    """
    check_unbound(case)
    receivers = _receivers(case, to)
    path = Path(folder) / f"{new_id('bu', case._randomness)}{bundles.SUFFIX}"
    if not path.parent.is_dir():
        raise CasefileError(
            "the folder for the bundle does not exist", where=str(folder), hint="make it first, or choose another"
        )
    check_room(path.parent, 0)
    passing = path.with_name(path.name + ".new")
    try:
        with os.fdopen(os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            counts = at_once(_write_parts(case, out, receivers, only_new))
            out.flush()
            flush(out.fileno())
        passing.replace(path)
        flush_folder(path.parent)
    except OSError:
        raise CasefileError("the bundle could not be written", hint="is the disk full or read-only?") from None
    finally:
        with contextlib.suppress(OSError):
            passing.unlink(missing_ok=True)
    return Sent(path, tuple(receivers), counts)


def whole_parts(
    case: Casefile, *, to: Iterable[str] | None = None, only_new: bool = False, most: int
) -> Parts[tuple[bytes, Sent]]:
    """The bundle itself instead of a file, in parts, for a page that hands it over. Its path is only a name.

    It has what was here when it was begun: what is written meanwhile is for the next one. Where something is erased meanwhile,
    or a device sent away, it is made anew. Raises what ``send`` raises, and CasefileError where it would have more than
    ``most`` bytes.
    """
    check_unbound(case)
    wanted = None if to is None else tuple(to)
    while True:
        before, receivers = _rests_on(case), _receivers(case, wanted)
        out = _Bounded(most)
        counts = yield from _write_parts(case, out, receivers, only_new)
        if _rests_on(case) == before:
            name = Path(f"{new_id('bu', case._randomness)}{bundles.SUFFIX}")
            return out.getvalue(), Sent(name, tuple(receivers), counts)


def _rests_on(case: Casefile) -> tuple[object, ...]:
    """What changes when less of the casefile may leave than before, or for fewer."""
    gone = case._db.rows("SELECT (SELECT count(*) FROM erased), (SELECT count(*) FROM uncounted)")
    return (*gone, frozenset(name for name, device in case.devices().items() if device.active))


class _Bounded(io.BytesIO):
    """Bytes in memory, and not more than there is room for."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > self._most:
            raise CasefileError(
                "this bundle is too large to hand over in a page",
                hint="write it to a folder: rushlight bundle CASE --to FOLDER",
            )
        return super().write(data)


def _write_parts(case: Casefile, out: BinaryIO, receivers: Mapping[str, Device], only_new: bool) -> Parts[Counter[str]]:
    since = _least([known_by(case, device) for device in receivers.values()]) if only_new else {}
    boxes = {device: known.box_key for device, known in receivers.items()}
    extents = _extents(case, since)
    total = sum(max(0, extent.end - extent.first) for extent in extents)
    going = bundles.write_beside(out, case.id, case.device, boxes, _lines(case, extents), case._randomness)
    with contextlib.closing(going):
        while True:
            try:
                drawn = next(going)
            except StopIteration as ended:
                counts: Counter[str] = ended.value
                return counts
            yield min(drawn, total), total


def known_by(case: Casefile, device: Device) -> dict[str, int]:
    """How many events of each device this one certainly has: its own, and what it said of the others when it last merged.

    A device that goes on from a copy has what the one before it had when the copy was made, and no more.
    """
    out: dict[str, int] = {}
    known, began = case.devices(), {opened.event.device: opened.data for opened in case.records("device.added")}
    at: Device | None = device
    size = _held(case, device.id)
    while at is not None:
        out[at.id] = max(out.get(at.id, 0), size)
        for merged in case.records("bundle.merged"):
            if merged.event.device == at.id and merged.event.seq < size:
                out |= {name: max(out.get(name, 0), int(head["size"])) for name, head in merged.data["heads"].items()}
        if at.id not in began:
            break
        size, at = note.read(began[at.id]["after"]).size, known.get(at.follows or "")
    return out


def heads(case: Casefile) -> dict[str, Json]:
    """Of each other device: how many of its events are here, and the root of its log."""
    rows = case._db.rows("SELECT device, note FROM checkpoints WHERE device <> ? ORDER BY device", (case.device,))
    read = {device: note.read(text) for device, text in rows}
    return {device: {"size": said.size, "root": said.root.hex()} for device, said in read.items()}


def forked(case: Casefile) -> dict[str, list[str]]:
    """Of each device with two histories: the ids of the events that are here from where they part."""
    sql = (
        "SELECT id FROM (SELECT id, seq FROM events WHERE device = ?1 AND seq >= ?2"
        " UNION SELECT id, seq FROM forks WHERE device = ?1) ORDER BY seq, id"
    )
    starts = case._db.rows("SELECT device, min(seq) FROM forks GROUP BY device ORDER BY device")
    return {device: [row[0] for row in case._db.rows(sql, (device, start))] for device, start in starts}


def lines(case: Casefile, since: Mapping[str, int]) -> Iterator[Json]:
    """Every line of a bundle: events that count, with what hangs on them, from these sizes on; then the checkpoints.

    Second histories of a device go along whole: whoever has only one of them must learn of the other.
    """
    return _lines(case, _extents(case, since))


@dataclass(frozen=True, slots=True)
class _Extent:
    """What goes of one device: its events from ``first`` to before ``end``, second ones before ``limit``, its checkpoints."""

    device: str
    first: int
    end: int
    limit: int
    notes: tuple[str, ...]


def _extents(case: Casefile, since: Mapping[str, int]) -> tuple[_Extent, ...]:
    """What is here now: the lines may be drawn while more is written."""
    out, standing = [], case.devices()
    for device, size in case._db.rows("SELECT device, max(seq) + 1 FROM events GROUP BY device ORDER BY device"):
        known = standing.get(device)
        if known is None and device != case.device:
            continue
        limit = known.size if known and known.size is not None else 1 << 62
        sql = "SELECT note FROM {} WHERE device = ? ORDER BY note"
        notes = [row[0] for table in ("checkpoints", "fork_notes") for row in case._db.rows(sql.format(table), (device,))]
        out.append(_Extent(device, since.get(device, 0), min(limit, size), limit, tuple(notes)))
    return tuple(out)


def _lines(case: Casefile, extents: Iterable[_Extent]) -> Iterator[Json]:
    for extent in extents:
        for event, *parts in _own_events(case, extent):
            yield from _event(case, event, Stored(*parts))
        sql = f"SELECT id, {_COLUMNS} FROM forks WHERE device = ? AND seq < ? ORDER BY seq, hash"  # noqa: S608
        for event, *parts in case._db.rows(sql, (extent.device, extent.limit)):
            yield from _event(case, event, Stored(*parts))
        for text in extent.notes:
            yield bundles.checkpoint_line(text)


def _own_events(case: Casefile, extent: _Extent) -> Iterator[Row]:
    """Some at a time: others may write between two lines."""
    sql = f"SELECT seq, id, {_COLUMNS} FROM events WHERE device = ? AND seq >= ? AND seq < ? ORDER BY seq LIMIT {SOME}"  # noqa: S608
    at = extent.first
    while rows := case._db.rows(sql, (extent.device, at, extent.end)):
        yield from (row[1:] for row in rows)
        at = rows[-1][0] + 1


def _event(case: Casefile, event: str, stored: Stored) -> Iterator[Json]:
    disclose = case._ring.disclose
    yield bundles.event_line(stored, disclose(stored.wrapped_key, event) if stored.wrapped_key else b"")
    for (record,) in case._db.rows("SELECT id FROM sealed_name WHERE event = ?", (event,)):
        row = case._db.one("SELECT sealed, wrapped_key FROM vault WHERE id = ?", (record,))
        if row is not None:  # missing where it was erased
            yield bundles.vault_line(record, row[0], disclose(row[1], record) if row[1] else b"")
    for blob, place in case._db.rows("SELECT id, place FROM original WHERE event = ?", (event,)):
        if place == "file":
            yield from _file(case, blob)
        elif (row := case._db.one("SELECT sealed FROM blobs WHERE id = ?", (blob,))) is not None:
            yield from bundles.blob_lines(blob, io.BytesIO(row[0]), len(row[0]))


def _file(case: Casefile, blob: str) -> Iterator[Json]:
    path = case._blobs.path(blob)
    with contextlib.suppress(FileNotFoundError), path.open("rb") as sealed:  # gone where it was erased
        yield from bundles.blob_lines(blob, sealed, path.stat().st_size)


def _receivers(case: Casefile, to: Iterable[str] | None) -> dict[str, Device]:
    """Active devices. Our own only when it is named: a second copy of this casefile may go under its name."""
    active = {i: d for i, d in case.devices().items() if d.active and d.box_key}
    if to is None:
        others = {i: d for i, d in active.items() if i != case.device}
        if not others:
            raise MisuseError("this casefile has no other device to send to", hint="admit a colleague's first")
        return others
    wanted = list(dict.fromkeys(to))
    for device in wanted:
        if device not in active:
            raise MisuseError("this is no active device of a colleague", where=device, hint="'rushlight devices' lists them")
    return {device: active[device] for device in wanted}


def _held(case: Casefile, device: str) -> int:
    return int(case._db.rows("SELECT count(*) FROM events WHERE device = ?", (device,))[0][0])


def _least(known: list[dict[str, int]]) -> dict[str, int]:
    devices = {device for sizes in known for device in sizes}
    return {device: min(sizes.get(device, 0) for sizes in known) for device in devices}
