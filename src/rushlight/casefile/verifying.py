"""Verify: walk every event and everything that hangs on it; report what does not agree, and where.

Nothing cached is trusted: hashes, the chain, the tree's nodes and the root are computed again. What no
check inside the file can see is a whole older copy of it, put back: that needs ``checkpoint``, kept elsewhere.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections import Counter
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from typing import Any

from rushlight.casefile import anchors, database, erased, events, note, outside, projections, schema, slots, teams, tree
from rushlight.casefile.anchors import Bound
from rushlight.casefile.blobs import Blobs
from rushlight.casefile.canonical import Json
from rushlight.casefile.database import FILE, Database
from rushlight.casefile.events import FIRST, Opened, Stored
from rushlight.casefile.log import Log
from rushlight.casefile.schema import PROJECTIONS
from rushlight.casefile.search import index
from rushlight.casefile.signatures import Signatures
from rushlight.casefile.vault import Vault
from rushlight.errors import RushlightError

STEP = 64
"""Events between two times that the word is given back."""

AGAIN = 3
"""Times that a verification in steps begins, as others write meanwhile."""

_HANGING = ("source.added", "document.added", "original.kept", "reading.added", "names.added", "names.resealed")
"""Events that vault records and originals hang on."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not agree: what, and where (an id, a table, a position)."""

    what: str
    where: str


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What a verification found. ``notes`` are no faults: what could not be known, what lies about unused.

    ``anchors``: what was there not later than when, by authorities outside.
    """

    events: int
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]
    deep: bool
    outside_checkpoint: bool
    anchors: tuple[Bound, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.faults


Verifying = Generator[tuple[int, int], None, VerifyReport]
"""A verification in steps: how much of how much was looked at, then its report."""


@dataclass
class _Walk:
    """One verification under way."""

    db: Database
    log: Log
    blobs: Blobs
    vault: Vault
    deep: bool
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    events: int = 0
    opened: int = 0
    leaves: dict[str, list[bytes]] = field(default_factory=dict)
    expected: Counter[str] = field(default_factory=Counter)
    sealed_names: dict[str, Json] = field(default_factory=dict)
    originals: dict[str, Json] = field(default_factory=dict)
    public_keys: dict[str, bytes] = field(default_factory=dict)
    turns: dict[str, int] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    uncounted: set[str] = field(default_factory=set)
    erasures: erased.Ledger = field(default_factory=erased.Ledger)
    anchors: list[Opened] = field(default_factory=list)

    def __post_init__(self) -> None:
        events = 0
        with self.noting("events"):
            (events,) = self.db.rows("SELECT count(*) FROM events")[0]
        self.signatures = Signatures(events, self.fault, self.log.find)

    @property
    def looked(self) -> int:
        """Events and originals that were looked at."""
        return self.events + self.opened

    def fault(self, what: str, where: object) -> None:
        self.faults.append(Fault(what, str(where)))

    @contextlib.contextmanager
    def noting(self, where: object) -> Iterator[None]:
        """Whatever goes wrong within is a finding, here."""
        try:
            yield
        except RushlightError as error:
            self.fault(error.what, error.where or where)
        except (TypeError, ValueError, AttributeError, KeyError, IndexError):
            self.fault("stored data has not the form it should", where)


def verify(db: Database, log: Log, blobs: Blobs, vault: Vault, *, deep: bool, checkpoint: str | None) -> VerifyReport:
    """The report of a whole verification; ``Casefile.verify`` describes it."""
    steps = verify_steps(db, log, blobs, vault, deep=deep, checkpoint=checkpoint)
    while True:
        try:
            next(steps)
        except StopIteration as ended:
            report: VerifyReport = ended.value
            return report


def verify_steps(
    db: Database, log: Log, blobs: Blobs, vault: Vault, *, deep: bool, checkpoint: str | None
) -> Generator[int, None, VerifyReport]:
    """``verify`` that gives the word back now and then, with the number of events and originals looked at.

    Nobody may write in between, or what was read before and after does not agree: ``Casefile.verify_steps`` sees to that.
    """
    walk = _Walk(db, log, blobs, vault, deep)
    try:
        yield from _walked(walk)
    finally:
        walk.signatures.finish()  # where it is stopped half way, the process that checks them ends all the same
    bound = outside.check(walk, checkpoint, walk.leaves, _signed)
    with walk.noting("devices"):
        teams.tell(walk)
    faults = tuple(dict.fromkeys(walk.faults))
    return VerifyReport(walk.events, faults, tuple(walk.notes), deep, checkpoint is not None, tuple(dict.fromkeys(bound)))


def verify_between(db: Database, log: Log, blobs: Blobs, vault: Vault, *, deep: bool, checkpoint: str | None) -> Verifying:
    """``verify_steps`` between whose steps others may write; each tells how much of how much was looked at.

    What was read before and after a write belongs to no one state, and it begins again; after ``AGAIN`` times it goes
    through without giving the word back.
    """
    for _ in range(AGAIN):
        written = log.last()
        total = db.rows("SELECT (SELECT count(*) FROM events) + (SELECT count(*) FROM original)")[0][0]
        with contextlib.closing(verify_steps(db, log, blobs, vault, deep=deep, checkpoint=checkpoint)) as steps:
            while log.last() == written:
                try:
                    looked = next(steps)
                except StopIteration as ended:
                    report: VerifyReport = ended.value
                    return report
                yield looked, total
    return verify(db, log, blobs, vault, deep=deep, checkpoint=checkpoint)


def _walked(walk: _Walk) -> Iterator[int]:
    db, devices = walk.db, walk.leaves
    with walk.noting(FILE):
        _pages(walk)
        _schema(walk)
    with walk.noting("devices"):
        teams.check_devices(walk)
    with walk.noting("events"):
        for (device,) in db.rows(
            "SELECT device FROM events UNION SELECT device FROM checkpoints UNION SELECT device FROM nodes"
            " UNION SELECT device FROM cosigned"
        ):
            devices[device] = []
            with walk.noting(device):
                yield from _chain(walk, device, devices[device])
            with walk.noting(device):
                _tree(walk, device, devices[device])
    with walk.noting("forks"):
        teams.check_forks(walk, _header, _body)
    with walk.noting("events"):
        walk.signatures.finish()
    with walk.noting("signers"):
        _own_key(walk)
    with walk.noting("erasures"):
        walk.erasures.check(db, walk.blobs, walk.fault)
        walk.notes += erased.notes(db)
    yield walk.looked
    with walk.noting("vault"):
        _vault(walk)
    with walk.noting("blobs"):
        yield from _originals(walk)
    if walk.deep:
        with walk.noting("tables"):
            _counts(walk)
        _index(walk)


def _pages(walk: _Walk) -> None:
    for (answer,) in walk.db.rows("PRAGMA integrity_check"):
        if answer != "ok":
            walk.fault("the database's pages do not agree with each other", FILE)


def _schema(walk: _Walk) -> None:
    """No table, index, view or trigger but those that our own steps make."""
    with contextlib.closing(database.passing()) as fresh:
        schema.bring_up_to_date(fresh)
        wanted, held = database.described(fresh), database.described(walk.db)
    for row in set(wanted) ^ set(held):
        walk.fault("the database has other tables, indexes or triggers than it should", row[1])
    if walk.db.one("SELECT 1 FROM meta WHERE name = ? AND value <> '1'", (slots.VOUCHED,)) is not None:
        walk.fault("a mark of the casefile has another value than it ever gets", slots.VOUCHED)


def _chain(walk: _Walk, device: str, leaves: list[bytes]) -> Iterator[int]:
    """Every event of a device: position, link to the one before, signature, body."""
    previous = FIRST
    expected = 0
    for seq, event_id, *parts in _events(walk.db, device):
        walk.events += 1
        if walk.events % STEP == 0:
            yield walk.looked
        if seq != expected:
            walk.fault("events are missing or out of place before this one", event_id)
        stored = Stored(*parts)
        with walk.noting(event_id):
            _header(walk, stored, device, seq, event_id, previous)
        with walk.noting(event_id):
            _body(walk, stored, event_id)
        previous, expected = stored.hash, seq + 1
        leaves.append(stored.leaf)
    if not leaves:
        walk.fault("the events of a device are missing", device)


def _events(db: Database, device: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a device's events in their order, a group at a time: no question stays open while others have the word."""
    sql = "SELECT seq, id, header, signature, sealed, wrapped_key FROM events WHERE device = ? AND seq > ? ORDER BY seq LIMIT ?"
    last = -(1 << 63)
    while group := db.rows(sql, (device, last, 4 * STEP)):
        yield from group
        last = group[-1][0]


def _header(walk: _Walk, stored: Stored, device: str, seq: int, event_id: str, previous: str) -> None:
    fields = stored.fields
    if (fields["device"], fields["seq"], fields["id"]) != (device, seq, event_id):
        walk.fault("an event stands in another place than its header says", event_id)
    if fields["prev"] != previous:
        walk.fault("an event does not follow the one before it", event_id)
    if seq == 0:
        walk.public_keys[device] = _announced_key(walk, stored, device)
    walk.signatures.check(stored, walk.public_keys.get(device, b""), event_id)
    if not stored.empty and not events.body_hash_holds(stored):
        walk.fault("an event's body is not the one that was signed", event_id)


def _announced_key(walk: _Walk, stored: Stored, device: str) -> bytes:
    """A device's first event announces its key, and is signed with it."""
    data = walk.log.open(stored).data
    if not isinstance(data, dict) or data.get("device") != device:
        walk.fault("a device's first event does not announce it", device)
        return b""
    return bytes.fromhex(data["public_key"])


def _body(walk: _Walk, stored: Stored, event_id: str) -> None:
    if stored.empty:
        walk.erasures.found_empty(event_id, stored.fields["kind"])
        return
    opened = walk.log.open(stored)
    rows = teams.counting(walk, opened, projections.rows(opened))
    if opened.turn <= walk.turns.get(opened.event.device, -1):
        walk.fault("an event claims an earlier turn than the one before it", event_id)
    walk.turns[opened.event.device] = opened.turn
    if opened.event.kind == erased.KIND:
        walk.erasures.said(opened.data, counts=event_id not in walk.uncounted)
    if opened.event.kind in (anchors.ASKED, anchors.KEPT) and teams.counts(walk, opened):
        walk.anchors.append(opened)
    if opened.event.kind in _HANGING:
        data = projections.upcast(opened.event.kind, opened.schema, opened.data)
        walk.sealed_names |= {record["id"]: record for record in data.get("sealed", ())}
        if "original" in data:
            _named(walk, data, event_id)
    if walk.deep:
        _rows(walk, opened, rows, event_id)


def _named(walk: _Walk, data: Json, event_id: str) -> None:
    """The original that an event names. One that was kept before its document is named by both, and alike."""
    said = {name: value for name, value in data["original"].items() if name != "kept"}
    said["bytes_sha256"] = (data.get("document") or data)["bytes_sha256"]
    if walk.originals.setdefault(said["id"], said) != said:
        walk.fault("a document names another original than the one that was kept", event_id)


def _rows(walk: _Walk, opened: Opened, rows: list[projections.Row], event_id: str) -> None:
    """Compare what the tables hold of this event with what it says."""
    by_table: dict[str, list[tuple[Any, ...]]] = {}
    for table, values in rows:
        by_table.setdefault(table, []).append(values)
        walk.expected[table] += 1
    for table, wanted in by_table.items():
        held = walk.db.rows(f"SELECT * FROM {table} WHERE event = ?", (opened.event.id,))  # noqa: S608
        if sorted(map(repr, held)) != sorted(map(repr, wanted)):
            walk.fault("a table does not hold what the event says", f"{table} {event_id}")


def _counts(walk: _Walk) -> None:
    """Rows that no event accounts for."""
    for table in PROJECTIONS:
        with walk.noting(table):
            if walk.db.rows(f"SELECT count(*) FROM {table}") != [(walk.expected[table],)]:  # noqa: S608
                walk.fault("a table has more or fewer rows than the events account for", table)


def _index(walk: _Walk) -> None:
    """The index of the documents' text holds exactly their tokens, and has the settings we gave it."""
    if walk.db.read_only:  # SQLite compares it within a write
        walk.notes.append("opened for reading only, the index of words is not compared")
        return
    with contextlib.closing(database.passing()) as fresh:
        schema.bring_up_to_date(fresh)
        wanted = index.settings(fresh)
    try:
        index.check(walk.db)
        agrees = index.settings(walk.db) == wanted
    except RushlightError:
        agrees = False
    if not agrees:
        walk.fault("the index of words does not hold what the documents say", index.TABLE)


def _tree(walk: _Walk, device: str, leaves: list[bytes]) -> None:
    """Compute the tree again; compare the stored nodes and the stored checkpoint with it."""
    wanted = tree.nodes(leaves)
    sql = "SELECT level, position, hash FROM nodes WHERE device = ?"
    held = {(level, position): value for level, position, value in walk.db.each(sql, (device,))}
    for node in wanted.keys() | held.keys():
        if wanted.get(node) != held.get(node):
            walk.fault("a stored node of the log's tree is not what the events give", f"{device} {node[0]}/{node[1]}")
    row = walk.db.one("SELECT note FROM checkpoints WHERE device = ?", (device,))
    if row is None:
        walk.fault("the checkpoint of a device is missing", device)
        return
    said = _signed(walk, row[0], device)
    if said and teams.cut_off(walk, device, said.size, len(leaves)):
        return
    if said and (said.size, said.root) != (len(leaves), tree.root(len(leaves), lambda *node: wanted[node])):
        missing = said.size - len(leaves)
        walk.fault(
            f"{missing} events at the end are missing" if missing > 0 else "the log is not the one of its checkpoint", device
        )
    for (text,) in walk.db.rows("SELECT note FROM cosigned WHERE device = ?", (device,)):
        kept = _signed(walk, text, device)
        if kept and (kept.size > len(leaves) or tree.root(kept.size, lambda *node: wanted[node]) != kept.root):
            walk.fault("the log is not the one that colleagues cosigned", device)


def _signed(walk: _Walk, text: str, device: str) -> note.Checkpoint | None:
    said = note.read(text)
    if (said.case, said.device) != (walk.log.case, device):
        walk.fault("a checkpoint is of another casefile or device", device)
    elif not note.signature_holds(text, walk.public_keys.get(device, b"")):
        walk.fault("a checkpoint's signature does not hold", device)
    else:
        return said
    return None


def _own_key(walk: _Walk) -> None:
    device = walk.log.device
    if walk.log.public_key() != walk.public_keys.get(device):
        walk.fault("this device's signing key is not the one it announced", device)


def _vault(walk: _Walk) -> None:
    rows = list(walk.db.each("SELECT id, sealed, wrapped_key FROM vault"))
    held: dict[str, bytes] = {record: sealed for record, sealed, _ in rows}
    for record, sealed, wrapped in rows:
        with walk.noting(record):
            walk.vault.check_key(record, sealed, wrapped)
    for what, record in erased.vault_faults(held, walk.sealed_names, walk.erasures.vault):
        walk.fault(what, record)


def _originals(walk: _Walk) -> Iterator[int]:
    for blob in walk.blobs.in_database() - {b for b, said in walk.originals.items() if said["place"] == "db"}:
        walk.fault("an original belongs to no event", blob)
    extra = walk.blobs.in_folder() - walk.originals.keys()
    if extra:
        walk.notes.append(f"{len(extra)} files in blobs belong to no event: left by an interrupted write, or put there")
    for blob, said in walk.originals.items():
        with walk.noting(blob):
            _original(walk, blob, said)
        walk.opened += 1
        yield walk.looked


def _original(walk: _Walk, blob: str, said: Json) -> None:
    sealed = walk.blobs.sealed(blob, said["place"])
    if hashlib.sha256(sealed).hexdigest() != said["sha256"]:
        walk.fault("an original was changed", blob)
        return
    if not walk.deep:
        return
    walk.blobs.opened(sealed, said)
