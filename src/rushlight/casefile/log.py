"""The log: the one write path. An event, its projection rows, its tree nodes and the checkpoint commit together."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rushlight.casefile import cosigned, erased, events, note, projections, tree, weighing
from rushlight.casefile.canonical import canonical
from rushlight.casefile.database import Database
from rushlight.casefile.devices import Device, in_good_standing
from rushlight.casefile.events import Event, Opened, Stored
from rushlight.casefile.keys import Keyring
from rushlight.errors import CasefileError, MisuseError, Tampered
from rushlight.record import Randomness, new_id

_COLUMNS = "header, signature, sealed, wrapped_key"


@dataclass
class _Batch:
    """A transaction under way: where its next event stands, and whether one failed half way."""

    place: events.Place
    grown: bool = False
    broken: bool = False
    fresh: dict[tree.Node, bytes] = field(default_factory=dict)
    """Nodes of this batch whose sibling has not come yet."""
    nodes: list[tuple[str, int, int, bytes]] = field(default_factory=list)
    """Rows of the tree, written together at the end."""


class Log:
    """The events of a casefile, and this device's place in them."""

    def __init__(self, db: Database, ring: Keyring, case: str, device: str, randomness: Randomness) -> None:
        self.db, self.case, self.device = db, case, device
        self._ring, self._randomness = ring, randomness
        self._public_key: bytes | None = None
        self._batch: _Batch | None = None
        self._standing: tuple[object, Device | None] | None = None

    def append(self, kind: str, data: Any, *, at: dt.datetime, by: str, event_id: str | None = None) -> Event:
        """Write one event. Durable when it returns; when it raises, nothing of it is there.

        With an ``event_id`` that is already in the log, and the same kind and data, nothing is written
        and the event that is there comes back: so a write whose end was not seen can be repeated.
        Raises MisuseError for a kind that this device has no role for.
        """
        with self.batch() as batch:
            known = self.find(event_id) if event_id else None
            if known:
                return self._same(known, kind, data)
            weighing.require(self, kind, batch.place.seq)
            chosen = event_id or new_id("ev", self._randomness)
            self.public_key()
            schema = projections.SCHEMA
            # what is projected is what can be read again
            stored, opened = events.build_and_open(self._ring, batch.place, chosen, kind, data, at=at, by=by, schema=schema)
            batch.broken = True  # until all of it is written
            self.put(stored, opened.event)
            projections.write(self.db, opened)
            self._grow(batch, stored)
            if kind in weighing.WEIGHING:
                weighing.weigh(self)
            batch.broken = False
            return opened.event

    @contextlib.contextmanager
    def batch(self) -> Iterator[_Batch]:
        """Many events in one transaction and under one checkpoint; durable together, at the end.

        An event that failed half way takes the whole batch with it: catch nothing inside.
        """
        if self._batch is not None:
            yield self._batch
            return
        with self.db.transaction():
            try:
                self._batch = batch = _Batch(self._next_place())
                yield batch
                if batch.broken:
                    raise CasefileError("an event of this batch failed, and so nothing of it was kept")
                self._finish(batch)
            finally:
                self._batch = None

    def put(self, stored: Stored, event: Event | None = None) -> None:
        """Write an event's own row; ``event`` is what its header says, where it was read already."""
        fields = stored.fields if event is None else {"device": event.device, "seq": event.seq, "id": event.id}
        self.db.rows(
            f"INSERT INTO events (device, seq, id, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            (fields["device"], fields["seq"], fields["id"], stored.header, stored.signature, stored.sealed, stored.wrapped_key),
        )

    def _same(self, known: Stored, kind: str, data: Any) -> Event:
        opened = self.open(known)
        if opened.event.kind != kind or canonical(opened.data) != canonical(data):
            raise MisuseError("another event has this id", where=opened.event.id)
        return opened.event

    def _next_place(self) -> events.Place:
        sql = f"SELECT seq, {_COLUMNS} FROM events WHERE device = ? ORDER BY seq DESC LIMIT 1"  # noqa: S608
        last = self.db.one(sql, (self.device,))
        turn = self.db.rows("SELECT coalesce(max(turn) + 1, 0) FROM log")[0][0]
        if last is None:
            return events.Place(self.device, 0, events.FIRST, turn)
        return events.Place(self.device, last[0] + 1, Stored(*last[1:]).hash, turn)

    def _grow(self, batch: _Batch, stored: Stored) -> None:
        place = batch.place
        held = self.fetch(self.device)

        def fetch(level: int, position: int) -> bytes:
            return batch.fresh.pop((level, position), None) or held(level, position)

        for (level, position), value in tree.grow(place.seq, stored.leaf, fetch):
            batch.nodes.append((self.device, level, position, value))
            if position % 2 == 0:
                batch.fresh[level, position] = value
        batch.place = events.Place(place.device, place.seq + 1, stored.hash, place.turn + 1)
        batch.grown = True

    def _finish(self, batch: _Batch) -> None:
        """Write the tree's new nodes and sign the checkpoint of what the batch added."""
        if not batch.grown:
            return
        self.db.many("INSERT INTO nodes VALUES (?, ?, ?, ?)", batch.nodes)
        size = batch.place.seq
        root = tree.root(size, self.fetch(self.device))
        signed = note.sign(note.Checkpoint(self.case, self.device, size, root), self._ring, self.public_key())
        before = self.db.one("SELECT note FROM checkpoints WHERE device = ?", (self.device,))
        if before is not None and note.is_cosigned(before[0]):
            cosigned.keep(self.db, before[0])
        self.db.rows("INSERT OR REPLACE INTO checkpoints VALUES (?, ?)", (self.device, signed))

    def fetch(self, device: str) -> tree.Fetch:
        """The stored tree nodes of a device. Raises Tampered for one that is missing."""

        def fetch(level: int, position: int) -> bytes:
            sql = "SELECT hash FROM nodes WHERE device = ? AND level = ? AND position = ?"
            row = self.db.one(sql, (device, level, position))
            if row is None:
                raise Tampered("a node of the log's tree is missing", where=f"{device} {level}/{position}")
            return bytes(row[0])

        return fetch

    def root_of(self, device: str, size: int) -> bytes:
        """The root of the first ``size`` events of a device's log. Raises Tampered."""
        return tree.root(size, self.fetch(device))

    def public_key(self) -> bytes:
        """This device's public key; its signing key is taken up at the first call."""
        if self._public_key is None:
            row = self.db.one("SELECT sealed FROM signers WHERE device = ?", (self.device,))
            if row is None:
                raise Tampered("this device's signing key is missing", where=self.device)
            self._public_key = self._ring.load_device(self.device, row[0])
        return self._public_key

    @contextlib.contextmanager
    def signer_restored(self) -> Iterator[None]:
        """When what is done within fails, this device's signing key is taken up again at the next write."""
        try:
            yield
        except BaseException:
            self._public_key = None
            raise

    def public_key_of(self, device: str) -> bytes:
        """The key a device announced. Raises Tampered."""
        row = self.db.one("SELECT public_key FROM device WHERE id = ? AND device = id ORDER BY turn LIMIT 1", (device,))
        try:
            return bytes.fromhex(row[0] if row else "no key")
        except (ValueError, TypeError):
            raise Tampered("a device's public key is missing", where=device) from None

    def checkpoint(self, device: str | None = None) -> str:
        """The signed checkpoint of a device's log (this one's without an argument)."""
        row = self.db.one("SELECT note FROM checkpoints WHERE device = ?", (device or self.device,))
        if row is None:
            raise CasefileError("there is no checkpoint of this device", where=device or self.device)
        return str(row[0])

    def standing(self) -> Device | None:
        """This device as those in good standing know it; None before it was admitted."""
        said = self.db.rows("SELECT count(*), max(rowid) FROM standing")[0]
        if self._standing is None or self._standing[0] != said:
            self._standing = said, in_good_standing(self.db, self.case).get(self.device)
        return self._standing[1]

    def find(self, event_id: str) -> Stored | None:
        for table in ("events", "forks"):
            row = self.db.one(f"SELECT {_COLUMNS} FROM {table} WHERE id = ?", (event_id,))  # noqa: S608
            if row:
                return Stored(*row)
        return None

    def stored(self, event_id: str) -> Stored:
        """The event with this id. Raises CasefileError."""
        found = self.find(event_id)
        if found is None:
            raise CasefileError("the casefile has no such event", where=event_id)
        return found

    def open(self, stored: Stored) -> Opened:
        """The event with its body. Raises CasefileError when it was erased on request, Tampered."""
        if stored.empty:
            event_id = stored.fields["id"]
            if erased.is_erased(self.db, event_id):
                raise CasefileError("this was erased on request", where=event_id, hint="only that it was there is kept")
            raise Tampered("an event's body is missing", where=event_id)
        return events.open_stored(self._ring, stored)

    def opened(self) -> Iterator[Opened]:
        """Every event that has its body, device by device."""
        return (self.open(stored) for stored in list(self.all()) if not stored.empty)

    def all(self) -> Iterator[Stored]:
        """Every event, device by device; those of second histories (``forks``) last."""
        for table in ("events", "forks"):
            sql = f"SELECT {_COLUMNS} FROM {table} ORDER BY device, seq"  # noqa: S608
            yield from (Stored(*row) for row in self.db.each(sql))

    def last(self) -> int:
        """The number of this device's latest event: another one means that something was written."""
        return int(self.db.rows("SELECT coalesce(max(seq), -1) FROM events WHERE device = ?", (self.device,))[0][0])

    def count(self) -> int:
        """How many events ``listed`` gives."""
        sql = "SELECT (SELECT count(*) FROM log) + (SELECT count(DISTINCT e.id) FROM erased x JOIN events e ON e.id = x.gone"
        return int(self.db.rows(f"{sql} WHERE x.what = 'event' AND length(e.sealed) = 0)")[0][0])

    def page(self, first: int, size: int) -> tuple[Event, ...]:
        """``size`` events from the ``first`` one on, both counted from the newest: ``listed`` backwards, a part of it."""
        held = "SELECT turn, device, event, seq, kind, at, by, NULL AS header FROM log"
        gone = "SELECT min(x.at_turn), e.device, e.id, 0, '', '', '', e.header FROM erased x JOIN events e ON e.id = x.gone"
        both = f"{held} UNION ALL {gone} WHERE x.what = 'event' AND length(e.sealed) = 0 GROUP BY e.id"
        any_gone = self.db.one("SELECT 1 FROM erased WHERE what = 'event'") is not None
        sql = f"{both if any_gone else held} ORDER BY turn DESC, device DESC, event DESC LIMIT ? OFFSET ?"
        return tuple(
            _event(event, device, seq, kind, at, by) if header is None else _erased_event(header)
            for _, device, event, seq, kind, at, by, header in self.db.rows(sql, (size, first))
        )

    def entry(self, event_id: str) -> Event | None:
        """One event as ``listed`` gives it, None when there is none."""
        row = self.db.one("SELECT event, device, seq, kind, at, by FROM log WHERE event = ?", (event_id,))
        if row is not None:
            return _event(*row)
        stored = self.find(event_id)
        return _erased_event(stored.header) if stored is not None and stored.empty else None

    def listed(self) -> tuple[Event, ...]:
        """Every event without its data, from the ``log`` table; of those erased, what their headers still say."""
        rows = self.db.rows("SELECT turn, event, device, seq, kind, at, by FROM log")
        listed = [(row[0], row[2], _event(*row[1:])) for row in rows]
        sql = "SELECT min(x.at_turn), e.header FROM erased x JOIN events e ON e.id = x.gone"
        gone = self.db.rows(f"{sql} WHERE x.what = 'event' AND length(e.sealed) = 0 GROUP BY e.id")
        listed += [(turn, event.device, event) for turn, header in gone for event in (_erased_event(header),)]
        return tuple(event for _, _, event in sorted(listed, key=lambda row: (*row[:2], row[2].id)))


def _event(event_id: str, device: str, seq: int, kind: str, at: str, by: str) -> Event:
    time = dt.datetime.fromisoformat(at)
    return Event(event_id, device, seq, kind, time.astimezone(dt.UTC).date(), time, by)


def _erased_event(header: bytes) -> Event:
    """An erased event by its header alone: the day is known, the hour and the person are not."""
    fields = events.header_fields(header)
    day = dt.date.fromisoformat(fields["day"])
    time = dt.datetime.combine(day, dt.time(), dt.UTC)
    return Event(fields["id"], fields["device"], fields["seq"], fields["kind"], day, time, "", erased=True)
