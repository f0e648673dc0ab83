"""The history of one other device: which of the events that wait may be taken, and when it has two.

Events count up to a checkpoint that their device signed, and only whole: link, signature, body, and all that hangs on them.
What does not follow from the history we hold, but is signed by the same device for the same place, is a second history: the
device's keys are in use twice (a copy that went on under its name, or a thief). Both are kept, both count, the device is named.
"""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from rushlight.casefile import cosigned, events, note, projections, tree
from rushlight.casefile.arriving import LONGEST_NOTE, Gone
from rushlight.casefile.bodies import check_body
from rushlight.casefile.casefile import Casefile
from rushlight.casefile.devices import founder_of
from rushlight.casefile.erased import protected
from rushlight.casefile.events import FIRST, Opened, Stored
from rushlight.casefile.files import make_folder, write_pieces
from rushlight.casefile.schema import PROJECTIONS
from rushlight.casefile.sound import check_sound
from rushlight.casefile.vault import OLD
from rushlight.errors import MisuseError, RecordError, Tampered

T = TypeVar("T")
Steps = Generator[None, None, T]
COLUMNS = "header, signature, sealed, wrapped_key"
ANNOUNCING = ("case.created", "device.added", "device.joined")
"""Kinds that are a device's first event, and never a later one."""

FURTHEST = 1 << 32
"""An event may claim a turn at most this far ahead of what is known: turns must never run out."""


BROKEN = (Tampered, MisuseError, RecordError)
"""What is wrong with an event itself; a disk that fails, or is full, is nobody's doing and fails the merge."""


class Waits(Exception):
    """Something this event needs is not here yet."""


@dataclass(frozen=True, slots=True)
class Refused:
    """An event that was not taken: whose, which, and why."""

    device: str
    event: str
    why: str


@dataclass
class Ledger:
    """What a merge has done so far."""

    gone: Gone
    taken: dict[str, int] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)
    refused: list[Refused] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    """Originals that were written as files: to be removed again when the merge fails."""


class History:
    """One device's events here and waiting. ``limit``: how many count, where it was sent away."""

    def __init__(self, case: Casefile, ledger: Ledger, device: str, public_key: bytes, limit: int | None) -> None:
        self.case, self.db, self.ledger = case, case._db, ledger
        self.device, self.public_key, self.limit = device, public_key, limit
        self.size, self.tip, self.turn = self._end()
        self.notes = self._signed_notes()

    def advance(self) -> Steps[bool]:
        """Take what may be taken, a step for each event; gives whether anything was."""
        self._refuse_beyond()
        moved = False
        for way in self._ways():
            moved |= yield from self._extend(way)
        moved |= yield from self._second()
        self._notes()
        return moved

    def _end(self) -> tuple[int, str, int | None]:
        sql = f"SELECT seq, id, {COLUMNS} FROM events WHERE device = ? ORDER BY seq DESC LIMIT 1"  # noqa: S608
        row = self.db.one(sql, (self.device,))
        return (0, FIRST, None) if row is None else (row[0] + 1, Stored(*row[2:]).hash, self._turn_of(row[1]))

    def _turn_of(self, event: str) -> int | None:
        row = self.db.one("SELECT turn FROM log WHERE event = ?", (event,))
        return None if row is None else int(row[0])

    def _refuse_beyond(self) -> None:
        if self.limit is None:
            return
        where = "WHERE device = ? AND seq >= ?"
        for (event,) in self.db.rows(f"SELECT id FROM waiting {where} ORDER BY seq", (self.device, self.limit)):  # noqa: S608
            self.ledger.refused.append(Refused(self.device, event, "written after the device was sent away"))
        self.db.rows(f"DELETE FROM waiting {where}", (self.device, self.limit))  # noqa: S608

    # --- going on from what is held ------------------------------------------------------------------

    def _ways(self) -> list[set[str] | None]:
        """The ways on: one, without a choice, unless two events wait for the same place."""
        if not self.db.one("SELECT 1 FROM waiting WHERE device = ? GROUP BY seq HAVING count(*) > 1", (self.device,)):
            return [None]
        rows = self.db.rows("SELECT hash, header FROM waiting WHERE device = ? ORDER BY seq, hash", (self.device,))
        before = {digest: events.header_fields(header)["prev"] for digest, header in rows}
        ways: list[set[str] | None] = []
        for leaf in before.keys() - set(before.values()):
            way, at = set(), leaf
            while at in before and at not in way:
                way.add(at)
                at = before[at]
            ways.append(way)
        return sorted(ways, key=lambda way: sorted(way or ()))

    def _extend(self, way: set[str] | None) -> Steps[bool]:
        """Take events up to the latest checkpoint that can be reached."""
        reach = self._reach(way)
        targets = sorted({size for size, _ in self.notes if self.size < size <= reach}, reverse=True)
        if self.limit is not None and self.size < reach:
            targets.insert(0, reach)  # what counts of it is signed by an admin instead
        while targets:
            target = targets.pop(0)
            stopped = yield from self._try(target, way)
            if stopped == target:
                return True
            targets = [size for size in targets if size <= stopped]
        return False

    def _try(self, target: int, way: set[str] | None) -> Steps[int]:
        """Take up to ``target``, or nothing at all; gives where it came to a stop. A broken event is told and waits no more."""
        begin, taken, kinds = (self.size, self.tip, self.turn), dict(self.ledger.taken), set(self.ledger.kinds)
        self.db.rows("SAVEPOINT trial")
        broken = yield from self._take_up_to(target, way)
        stopped = self.size
        if stopped == target and not self._agrees(target):
            stopped = target - 1
        if stopped < target:
            self.db.rows("ROLLBACK TO trial")
            (self.size, self.tip, self.turn), self.ledger.taken, self.ledger.kinds = begin, taken, kinds
        self.db.rows("RELEASE trial")
        for digest, refused in broken:
            self._refuse(digest, refused)
        return stopped

    def _refuse(self, digest: str, refused: Refused) -> None:
        self.ledger.refused.append(refused)
        self.db.rows("DELETE FROM waiting WHERE device = ? AND hash = ?", (self.device, digest))

    def _reach(self, way: set[str] | None) -> int:
        """How many events there would be if all that wait in a row were taken; bodies are not looked at."""
        size, tip = self.size, self.tip
        sql = "SELECT seq, hash, header FROM waiting WHERE device = ? AND seq >= ? ORDER BY seq, hash"
        for seq, digest, header in self.db.each(sql, (self.device, size)):
            if seq > size:
                break
            if seq == size and (way is None or digest in way) and events.header_fields(header)["prev"] == tip:
                size, tip = size + 1, digest
        return size

    def _take_up_to(self, target: int, way: set[str] | None) -> Steps[list[tuple[str, Refused]]]:
        """Take events one after the other, until one is missing, waits for something, or is broken: that one is given back."""
        sql = f"SELECT hash, {COLUMNS} FROM waiting WHERE device = ? AND seq = ? ORDER BY hash"  # noqa: S608
        while self.size < target:
            rows = [(digest, Stored(*parts)) for digest, *parts in self.db.rows(sql, (self.device, self.size))]
            fitting = [(d, s) for d, s in rows if s.fields["prev"] == self.tip and (way is None or d in way)]
            if not fitting:
                return []
            digest, stored = fitting[0]
            try:
                checked = check(self, stored, self.size, self.turn)
            except Waits:
                return []
            except BROKEN as error:
                return [(digest, Refused(self.device, stored.fields["id"], error.what))]
            self._take(checked, digest)
            yield
        return []

    def _take(self, checked: Checked, digest: str) -> None:
        self.case.log.put(checked.stored)
        for (level, position), value in tree.grow(self.size, checked.stored.leaf, self.case.log.fetch(self.device)):
            self.db.rows("INSERT OR REPLACE INTO nodes VALUES (?, ?, ?, ?)", (self.device, level, position, value))
        self._done(checked, digest)
        self.size, self.tip, self.turn = self.size + 1, digest, checked.turn

    def _done(self, checked: Checked, digest: str) -> None:
        if checked.opened is not None:
            projections.write(self.db, checked.opened)
        place = (self.device, checked.stored.fields["seq"], digest)  # without the number, all that waits would be gone through
        self.db.rows("DELETE FROM waiting WHERE device = ? AND seq = ? AND hash = ?", place)
        self.ledger.taken[self.device] = self.ledger.taken.get(self.device, 0) + 1
        self.ledger.kinds.add(checked.stored.fields["kind"])

    # --- a second history ----------------------------------------------------------------------------

    def _second(self) -> Steps[bool]:
        """Take what the same device signed in a place that is taken already, and what follows from that."""
        moved = False
        sql = f"SELECT hash, seq, {COLUMNS} FROM waiting WHERE device = ? ORDER BY seq, hash"  # noqa: S608
        for digest, seq, *parts in self.db.rows(sql, (self.device,)):
            stored = Stored(*parts)
            before = self._before(seq, stored.fields["prev"])
            if before is None or (seq >= self.size and before[0] == "events"):
                continue
            try:
                checked = check(self, stored, seq, before[1])
            except Waits:
                continue
            except BROKEN as error:
                self._refuse(digest, Refused(self.device, stored.fields["id"], error.what))
                continue
            kept = checked.stored
            row = (self.device, seq, digest, kept.fields["id"], kept.header, kept.signature, kept.sealed, kept.wrapped_key)
            self.db.rows("INSERT INTO forks VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
            self._done(checked, digest)
            moved = True
            yield
        return moved

    def _before(self, seq: int, prev: str) -> tuple[str, int | None] | None:
        """Where the event before stands (``events`` or ``forks``), and its turn; None when it is not here."""
        if seq == 0:
            return ("events", None) if prev == FIRST else None
        row = self.db.one("SELECT id FROM forks WHERE device = ? AND seq = ? AND hash = ?", (self.device, seq - 1, prev))
        if row is not None:
            return "forks", self._turn_of(row[0])
        row = self.db.one("SELECT id, header, signature FROM events WHERE device = ? AND seq = ?", (self.device, seq - 1))
        if row is None or Stored(row[1], row[2], b"", b"").hash != prev:
            return None
        return "events", self._turn_of(row[0])

    # --- checkpoints ---------------------------------------------------------------------------------

    def _signed_notes(self) -> list[tuple[int, str]]:
        """The checkpoints that wait and are signed by this device; others are thrown away."""
        out = []
        for size, text in self.db.rows("SELECT size, note FROM waiting_notes WHERE device = ? ORDER BY size", (self.device,)):
            if note.signature_holds(text, self.public_key):
                out.append((size, text))
            else:
                self._forget(text)
        return out

    def _root(self, size: int) -> bytes:
        return tree.root(size, self.case.log.fetch(self.device))

    def _agrees(self, size: int) -> bool:
        """Whether a checkpoint of this size says the root that we have. Without one, only what an admin cut off counts."""
        roots = {note.read(text).root for at, text in self.notes if at == size}
        return not roots if self.limit is not None and not roots else self._root(size) in roots

    def _notes(self) -> None:
        """Compare every checkpoint with what is held; keep the one of the whole log, and any that contradicts it."""
        twice = self.db.one("SELECT 1 FROM forks WHERE device = ?", (self.device,)) is not None
        for size, text in self.notes:
            if size <= self.size and self._root(size) == note.read(text).root:
                self._keep(size, text)
            elif size <= self.size or twice:
                self.db.rows("INSERT OR IGNORE INTO fork_notes VALUES (?, ?, ?)", (self.device, size, text))
            elif self.limit is None:
                continue  # it speaks of events that are not here yet
            else:
                self.db.rows("INSERT OR IGNORE INTO checkpoints VALUES (?, ?)", (self.device, text))
            self._forget(text)

    def _keep(self, size: int, text: str) -> None:
        keys = {device.id: device.public_key for device in self.case.devices().values()}
        witnessed = note.narrowed(text, keys | {self.device: self.public_key})
        if note.is_cosigned(witnessed):
            cosigned.keep(self.db, witnessed)
        row = self.db.one("SELECT note FROM checkpoints WHERE device = ?", (self.device,))
        if row is not None and note.read(row[0]).size == size:
            both = note.joined(row[0], text)
            text = both if len(both) <= LONGEST_NOTE else row[0]
        elif size < self.size and (self.limit is None or row is not None):
            return
        self.db.rows("INSERT OR REPLACE INTO checkpoints VALUES (?, ?)", (self.device, text))

    def _forget(self, text: str) -> None:
        self.db.rows("DELETE FROM waiting_notes WHERE device = ? AND note = ?", (self.device, text))


# --- one event -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Checked:
    """An event that may be taken: as it is to be stored, and opened (None when it was erased)."""

    stored: Stored
    opened: Opened | None

    @property
    def turn(self) -> int | None:
        return self.opened.turn if self.opened else None


def check(history: History, stored: Stored, seq: int, turn_before: int | None) -> Checked:
    """Check one event, and take over what hangs on it. Raises Waits, or what is wrong with it."""
    fields, db = stored.fields, history.db
    if not events.signature_holds(stored, history.public_key):
        raise Tampered("an event's signature does not hold")
    if fields["v"] != events.VERSION or fields["seq"] != seq or fields["device"] != history.device:
        raise Tampered("an event stands in another place than its header says")
    if any(db.one(f"SELECT 1 FROM {table} WHERE id = ?", (fields["id"],)) for table in ("events", "forks")):  # noqa: S608
        raise Tampered("another event has this id")
    if (fields["kind"] in ANNOUNCING) != (seq == 0):
        raise Tampered("a device's first event does not announce it")
    if fields["id"] in history.ledger.gone.events and not protected(fields["kind"]):
        return Checked(Stored(stored.header, stored.signature, b"", b""), None)
    if not stored.sealed:
        raise Waits  # erased elsewhere; the erasure itself has not come yet
    opened = events.open_stored(history.case._ring, stored)
    if type(opened.schema) is not int or opened.schema > projections.SCHEMA:
        raise Waits  # written by a newer rushlight
    _check_turn(history, opened, turn_before)
    rows = projections.rows(opened)
    if seq == 0 and not _announces(history, opened):
        raise Tampered("a device's first event does not announce it")
    check_sound(opened, rows)
    check_body(opened.event.kind, opened.data)
    hang_on(history, rows, of_format_1=opened.schema == 1 and _founders(history))
    return Checked(stored, opened)


def _check_turn(history: History, opened: Opened, before: int | None) -> None:
    (latest,) = history.db.rows("SELECT coalesce(max(turn), 0) FROM log")[0]
    if opened.turn < 0 or (before is not None and opened.turn <= before):
        raise Tampered("an event claims an earlier turn than the one before it")
    if opened.turn > latest + FURTHEST:
        raise Waits


def _announces(history: History, opened: Opened) -> bool:
    data = opened.data
    said = (data.get("device"), data.get("public_key"))
    if opened.event.kind == "case.created" and (data.get("case"), history.device) != (history.case.id, _founder(history)):
        return False
    return said == (history.device, history.public_key.hex())


def _founder(history: History) -> str:
    """The one device that may have created the casefile."""
    invited = founder_of(history.db)
    row = history.db.one("SELECT device FROM standing WHERE state = 'founded'")
    return invited[0] if invited else str(row[0]) if row else ""


def _founders(history: History) -> bool:
    """Whether the device is the founder's, or went on from it: format 1 knew no other."""
    devices, device = history.case.devices(), history.device
    founder = founder_of(history.db)
    for _ in range(len(devices) + 1):  # two that go on from each other end no walk
        if founder is not None and device == founder[0]:
            return True
        known = devices.get(device)
        if known is None or known.follows is None:
            return False
        device = known.follows
    return False


def hang_on(history: History, rows: list[projections.Row], *, of_format_1: bool) -> None:
    """Take over the vault records and originals that an event names. Raises Waits when one is not here, Tampered.

    Of format 1 a record may be one that only the copy which made it opens; another one takes its place (``unbinding``).
    """
    for table, values in rows:
        named = dict(zip(PROJECTIONS[table], values[3:], strict=True))
        if table == "sealed_name" and named["id"] not in history.ledger.gone.vault:
            _record(history, named["id"], named["sha256"], bound=of_format_1)
        elif table == "original" and named["id"] not in history.ledger.gone.blobs:
            _original(history, named["id"], named["place"], named["sha256"])


def _record(history: History, record: str, sha256: str, *, bound: bool) -> None:
    db = history.db
    held = db.one("SELECT sealed FROM vault WHERE id = ?", (record,))
    if held is not None:
        if hashlib.sha256(held[0]).hexdigest() != sha256:
            raise Tampered("a record of the vault was changed")
        return
    row = db.one("SELECT sealed, wrapped_key FROM waiting_vault WHERE id = ? AND hash = ?", (record, sha256))
    if row is None:
        raise Waits
    if not (bound and row[0][:1] == OLD):
        history.case.vault.check_sent(record, *row)
    db.rows("INSERT INTO vault VALUES (?, ?, ?)", (record, *row))
    db.rows("DELETE FROM waiting_vault WHERE id = ?", (record,))


def _original(history: History, blob: str, place: str, sha256: str) -> None:
    db, blobs = history.db, history.case._blobs
    held = db.one("SELECT sha256 FROM original WHERE id = ?", (blob,))
    if held is not None:
        if held[0] != sha256:
            raise Tampered("an original was changed")
        return
    bundle = _arrived_whole(history, blob, sha256)
    if place == "file":
        path = blobs.path(blob)
        make_folder(path.parent)
        history.ledger.files.append(blob)
        write_pieces(path, _parts(history, blob, bundle))
    elif place == "db":
        db.rows("INSERT OR REPLACE INTO blobs VALUES (?, ?)", (blob, b"".join(_parts(history, blob, bundle))))
    else:
        raise Tampered("an original is kept in a place that is none")
    db.rows("DELETE FROM waiting_parts WHERE id = ?", (blob,))


def _arrived_whole(history: History, blob: str, sha256: str) -> str:
    """The bundle whose parts of this original are what was signed. Raises Waits when none has."""
    for (bundle,) in history.db.rows("SELECT DISTINCT bundle FROM waiting_parts WHERE id = ? ORDER BY bundle", (blob,)):
        digest = hashlib.sha256()
        for piece in _parts(history, blob, bundle):
            digest.update(piece)
        if digest.hexdigest() == sha256:
            return str(bundle)
    raise Waits


def _parts(history: History, blob: str, bundle: str) -> Iterator[bytes]:
    sql = "SELECT sealed FROM waiting_parts WHERE id = ? AND bundle = ? ORDER BY part"
    return (row[0] for row in history.db.each(sql, (blob, bundle)))
