#!/usr/bin/env python3
"""Checks a Rushlight casefile, a proof or a disclosure pack. Shares no code with Rushlight.

    python3 verify_case.py NAME.case [--checkpoint FILE] [--passphrase-file FILE | --passphrase-fd N]
    python3 verify_case.py NAME.disclosure
    python3 verify_case.py proof.json

Needs Python 3.11 and ``cryptography`` 48.0.1 or newer, nothing else. Written from docs/format.md, which says what each step means.
Reads only: the database is decrypted in memory and never written. Prints ids, days and kinds of acts; no word of a report, no name.
Exit codes: 0 verified, 1 something does not agree, 2 it could not be checked.

Not checked here: the tables that Rushlight makes from the events for its own use. Nothing below reads them, so that an edit in
one of them cannot mislead this verifier; ``rushlight verify --deep`` compares them. Names in the vault are not opened.
"""

from __future__ import annotations

import argparse, base64, contextlib, datetime as dt, getpass, hashlib, json, math, os, re, sqlite3, sys, unicodedata, zipfile
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

try:
    from cryptography.exceptions import InvalidSignature, InvalidTag
    from cryptography.hazmat.primitives import hashes, hpke, poly1305
    from cryptography.hazmat.primitives.asymmetric import ed25519, mlkem, x25519
    from cryptography.hazmat.primitives.ciphers import Cipher, aead, algorithms
    from cryptography.hazmat.primitives.kdf import argon2, hkdf
except ImportError:
    print("error: the library 'cryptography' 48.0.1 or newer is missing\nhint: python3 -m pip install cryptography", file=sys.stderr)
    raise SystemExit(2) from None

SUITE = "hpke-mlkem768x25519-hkdfsha256-chacha20poly1305"
HEADER = {"v", "id", "device", "seq", "prev", "kind", "day", "key", "sha256"}
PROOF = {"format", "checkpoint", "public_key", "header", "signature", "sealed", "data_key", "inclusion"}
NOTE = re.compile(r"([^\s+/]+)/([^\s+/]+)\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n\n((?:— \S+ \S+\n)+)")
README = "5461fee980f419ff408057c02fbb5e17c3ff08048c5934d25c5530bbee98b392"
PENDING = 1 << 30
SHOWN = 20
LARGEST = 1 << 32

class Wrong(Exception):
    """Something does not agree. The text is a fixed sentence of ours."""

class CannotCheck(Exception):
    """It could not be checked at all."""

# --- RFC 8785, RFC 6962, seals and signatures ----------------------------------------------------------

def canonical(value: Any) -> bytes:
    """RFC 8785. Raises ValueError for what it cannot hold."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return b"{" + b",".join(canonical(name) + b":" + canonical(value[name]) for name in names) + b"}"
    if isinstance(value, list):
        return b"[" + b",".join(map(canonical, value)) + b"]"
    if isinstance(value, int) and abs(value) >= 1 << 53:
        raise ValueError
    return (_number(value) if isinstance(value, float) else json.dumps(value, ensure_ascii=False)).encode()

def _number(value: float) -> str:
    """As ECMAScript writes it: the shortest digits, and an exponent below 1e-6 and from 1e21."""
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    if not isinstance(exponent, int):
        raise ValueError
    text, minus = "".join(map(str, digits)), "-" if sign and value else ""
    point = len(text) + exponent
    if not -6 < point <= 21:
        return f"{minus}{text[0]}{'.' if text[1:] else ''}{text[1:]}e{point - 1:+d}"
    if point <= 0:
        return f"{minus}0.{'0' * -point}{text}"
    return minus + text[:point].ljust(point, "0") + ("." + text[point:] if text[point:] else "")

def parsed(data: bytes) -> Any:
    """The value of canonical bytes."""
    try:
        value = json.loads(data)
        if canonical(value) == data:
            return value
    except (ValueError, RecursionError, TypeError):
        pass
    raise Wrong("stored data is not canonical JSON")

def from_hex(written: str) -> bytes:
    return _exact(bytes.fromhex(written), written, bytes.hex)

def from_base64(written: str) -> bytes:
    return _exact(base64.b64decode(written), written, lambda data: base64.b64encode(data).decode())

def _exact(data: bytes, written: str, write: Callable[[bytes], str]) -> bytes:
    """One value has one form."""
    if write(data) != written:
        raise ValueError
    return data

def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()

def node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right)

def tree(leaves: Sequence[bytes]) -> tuple[bytes, dict[tuple[int, int], bytes]]:
    """RFC 6962: the root over leaf hashes, and every complete subtree by (level, position)."""
    nodes, row, level = {}, list(leaves), 0
    while row:
        nodes.update({(level, at): value for at, value in enumerate(row)})
        row, level = [node(row[at], row[at + 1]) for at in range(0, len(row) - 1, 2)], level + 1
    root, start = b"", len(leaves)
    for level in range(len(leaves).bit_length()):
        if len(leaves) >> level & 1:
            start -= 1 << level
            value = nodes[level, start >> level]
            root = node(value, root) if root else value
    return root or sha256(b""), nodes

def root_of_path(leaf: bytes, at: int, size: int, path: Sequence[bytes]) -> bytes:
    """RFC 9162, 2.1.3.2; nothing when the path has another length than it should."""
    last, value = size - 1, leaf
    if not 0 <= at < size:
        return b""
    for sibling in path:
        if last == 0:
            return b""
        right = at & 1 or at == last
        value = node(sibling, value) if right else node(value, sibling)
        while right and not at & 1 and at:
            at, last = at >> 1, last >> 1
        at, last = at >> 1, last >> 1
    return value if last == 0 else b""

def derived(secret: bytes, salt: str, info: str, length: int = 32) -> bytes:
    return hkdf.HKDF(hashes.SHA256(), length, salt=salt.encode(), info=info.encode()).derive(secret)

def unseal(key: bytes, sealed: bytes, about: bytes) -> bytes:
    try:
        return aead.ChaCha20Poly1305(key).decrypt(sealed[:12], sealed[12:], about)
    except (InvalidTag, ValueError):
        raise Wrong("sealed data does not open: it was changed or belongs elsewhere") from None

def open_with(data_key: bytes, sealed: bytes, about: bytes) -> bytes:
    if len(data_key) != 32 or sealed[:32] != sha256(b"rushlight/1 data key commitment\n" + data_key):
        raise Wrong("a sealed body does not belong to its key")
    return unpad(unseal(data_key, sealed[32:], about))

def unpad(data: bytes) -> bytes:
    bare = data.rstrip(b"\0")
    length = max(len(bare), 64)
    exponent = length.bit_length() - 1
    mask = (1 << exponent - exponent.bit_length()) - 1
    if not bare.endswith(b"\x80") or len(data) != (length + mask) & ~mask:
        raise Wrong("a sealed body has no valid padding")
    return bare[:-1]

def signed_by(public_key: bytes, signature: bytes, message: bytes) -> bool:
    try:
        ed25519.Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True

# --- checkpoints: C2SP signed notes ----------------------------------------------------------------------

class Note:
    """A checkpoint: case, device, size and root, and its signature lines."""

    def __init__(self, text: str) -> None:
        text = text.replace("\r\n", "\n").strip() + "\n"
        match = NOTE.fullmatch(text)
        if not match or base64.b64encode(base64.b64decode(match[4])).decode() != match[4]:
            raise Wrong("this is no checkpoint")
        self.text, self.case, self.device = text, match[1], match[2]
        self.size, self.root, self.body = int(match[3]), base64.b64decode(match[4]), text.split("\n\n")[0] + "\n"
        self.lines = [tuple(line.split(" ")[1:]) for line in match[5].splitlines()]

    def _held(self, device: str, kind: bytes, public_key: bytes) -> Iterator[bytes]:
        name = f"{self.case}/{device}"
        for other, encoded in self.lines:
            with contextlib.suppress(ValueError):
                held = from_base64(encoded)
                if (other, held[:4]) == (name, sha256(name.encode() + b"\n" + kind + public_key)[:4]):
                    yield held[4:]

    def signed(self, public_key: bytes) -> bool:
        held = next(self._held(self.device, b"\1", public_key), b"")
        return signed_by(public_key, held, self.body.encode())

    def cosigned(self, device: str, public_key: bytes) -> dt.date | None:
        """The day on which this device cosigned (c2sp.org/tlog-cosignature, version 1)."""
        for held in self._held(device, b"\4", public_key):
            time = int.from_bytes(held[:8], "big")
            if signed_by(public_key, held[8:], f"cosignature/v1\ntime {time}\n{self.body}".encode()):
                return dt.datetime.fromtimestamp(time, dt.UTC).date()
        return None

# --- events ------------------------------------------------------------------------------------------------

class Event:
    """One signed event. ``body`` is there once it was opened."""

    def __init__(self, header: bytes, signature: bytes, sealed: bytes) -> None:
        self.raw, self.signature, self.sealed = header, signature, sealed
        self.header: dict[str, Any] = parsed(header)
        if not isinstance(self.header, dict) or self.header.keys() != HEADER:
            raise Wrong("an event's header has other fields than it should")
        if type(self.header["v"]) is int and self.header["v"] > 1:
            raise Wrong("an event was written by a newer rushlight")
        texts = [self.header[name] for name in HEADER - {"v", "seq"}]
        if type(self.header["seq"]) is not int or not all(isinstance(text, str) for text in texts):
            raise Wrong("an event's header has other fields than it should")
        self.id, self.device, self.seq, self.kind = (self.header[n] for n in ("id", "device", "seq", "kind"))
        signed = header + b"\n" + signature
        self.leaf, self.hash = sha256(b"\0" + signed), hashlib.sha256(signed).hexdigest()
        self.body: dict[str, Any] = {}

    def signed_with(self, public_key: bytes) -> bool:
        return signed_by(public_key, self.signature, b"rushlight event 1\n" + self.raw)

    def open(self, data_key: bytes) -> None:
        if hashlib.sha256(self.sealed).hexdigest() != self.header["sha256"]:
            raise Wrong("an event's body is not the one that was signed")
        about = canonical({name: value for name, value in self.header.items() if name != "sha256"})
        body = parsed(open_with(data_key, self.sealed, about))
        types = {"at": str, "by": str, "turn": int, "schema": int, "data": object}
        if not isinstance(body, dict) or not all(isinstance(body.get(name), kind) for name, kind in types.items()):
            raise Wrong("an event's body has other fields than it should")
        self.body = body

    @property
    def data(self) -> dict[str, Any]:
        data = self.body.get("data")
        return data if isinstance(data, dict) else {}

def announced(events: Sequence[Event]) -> dict[str, bytes]:
    """The key that each device's first event announces, where it is signed with that very key."""
    firsts = [e for e in events if e.seq == 0 and e.data.get("device") == e.device]
    keys = {e.device: from_hex(e.data["public_key"]) for e in firsts}
    return {e.device: keys[e.device] for e in firsts if e.signed_with(keys[e.device])}

def standing(case: str, events: Sequence[Event], keys: dict[str, bytes], founder: str = "") -> dict[str, float]:
    """Devices in good standing, and how many of their events count. Gone through twice, as docs/format.md says ("Devices")."""
    ordered = sorted((e for e in events if e.body), key=lambda e: (e.body["turn"], e.device, e.id))
    sizes: dict[str, float] = {}
    for _ in range(2):
        roles: dict[str, list[str]] = {}
        for event in ordered:
            data, device, may = event.data, event.data.get("device", ""), "admin" in roles.get(event.device, [])
            first = event.seq == 0 and device == event.device
            if event.kind == "case.created" and first and not roles and founder in ("", f"{device} {keys[device].hex()}"):
                roles[device] = data.get("roles", ["admin"])
            elif event.kind == "device.added" and first and isinstance(follows := data.get("follows"), dict):
                message = f"rushlight successor 1\n{case}\n{device}\n{data['public_key']}\n".encode()
                before, active = follows["device"], follows["device"] not in sizes or device in sizes
                if before in roles and active and signed_by(keys[before], from_hex(follows["signature"]), message):
                    roles.setdefault(device, roles[before])
            elif may and event.seq < sizes.get(event.device, math.inf):
                if event.kind == "device.admitted" and data["public_key"] == keys.get(device, b"").hex():
                    roles[device] = data["roles"]
                elif event.kind == "device.revoked" and device in roles:
                    sizes[device] = min(int(data["size"]), sizes.get(device, math.inf))
    return {device: sizes.get(device, math.inf) for device in roles}

class Report:
    """What was found: faults, and notes that are none."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.notes: list[str] = []

    def fault(self, what: str, where: object) -> None:
        if (line := f"{what} ({where})") not in self.faults:
            self.faults.append(line)

    @contextlib.contextmanager
    def noting(self, where: object) -> Iterator[None]:
        try:
            yield
        except Wrong as error:
            self.fault(str(error), where)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError, sqlite3.Error, OverflowError):
            self.fault("stored data has not the form it should", where)

# --- the casefile ------------------------------------------------------------------------------------------

def case_keys(folder: Path, passphrase: str) -> tuple[str, list[bytes]]:
    """The case's id, and the case key of every slot that the passphrase opens."""
    slots = parsed((folder / "keyslots.json").read_bytes())
    if slots.get("format") != "rushlight-case/1":
        raise CannotCheck("the casefile is of a format that this verifier does not know")
    words, found, made = " ".join(unicodedata.normalize("NFC", passphrase).split()).encode(), [], {}
    for slot in (s for s in slots["slots"] if s.get("kind") == "passphrase"):
        cost = (slot["salt"], slot["passes"], slot["lanes"], slot["memory_kib"])
        if slot["kdf"] != "argon2id" or not 0 < cost[1] <= 64 or not 0 < cost[2] <= 64 or not 0 < cost[3] <= 1 << 20:
            raise Wrong("a key slot is not readable")
        if cost not in made:
            kdf = argon2.Argon2id(salt=from_hex(cost[0]), length=32, iterations=cost[1], lanes=cost[2], memory_cost=cost[3])
            made[cost] = kdf.derive(words)
        bare = {name: value for name, value in slot.items() if name != "wrapped"}
        about = canonical({"case": slots["case"], "format": slots["format"], "slot": bare})
        with contextlib.suppress(Wrong, InvalidTag, ValueError):
            opener = _open_box if "box" in slot else unseal
            found.append(opener(made[cost], from_hex(slot["wrapped"]), about))
    if not found:
        raise CannotCheck("no key slot opens with this passphrase")
    return slots["case"], found

def _open_box(seed: bytes, closed: bytes, about: bytes) -> bytes:
    wide = derived(seed, "rushlight box", SUITE, 96)
    halves = mlkem.MLKEM768PrivateKey.from_seed_bytes(wide[:64]), x25519.X25519PrivateKey.from_private_bytes(wide[64:])
    suite = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)
    return suite.decrypt(closed, hpke.MLKEM768X25519PrivateKey(*halves), SUITE.encode() + b"|" + about)

def plain_database(path: Path, key: bytes) -> sqlite3.Connection:
    """The database, decrypted in memory: SQLite3 Multiple Ciphers' chacha20 with a raw key."""
    data = bytearray(path.read_bytes())
    size = int.from_bytes(data[16:18], "big")
    size = 65536 if size == 1 else size
    if size < 512 or size & (size - 1) or len(data) % size or data[20] < 32:
        raise Wrong("the database is damaged or was changed by another program")
    for number in range(1, len(data) // size + 1):
        start = (number - 1) * size
        if start != PENDING:  # SQLite never writes this page
            data[start : start + size] = _plain_page(bytes(data[start : start + size]), number, key)
    data[18:20] = b"\1\1"  # a database in memory has no write-ahead log
    db = sqlite3.connect(":memory:")
    db.deserialize(bytes(data))
    db.execute("PRAGMA trusted_schema = OFF")
    return db

def _plain_page(page: bytes, number: int, key: bytes) -> bytes:
    """The last 32 bytes: nonce (12), counter (4), Poly1305 tag (16) over all before it. A key of its own for each page."""
    end = len(page) - 32
    nonce, counter = page[end : end + 12], int.from_bytes(page[end + 12 : end + 16], "little") ^ number
    once = _chacha20(key, nonce, counter, bytes(64))
    try:
        poly1305.Poly1305.verify_tag(once[:32], page[: end + 16], page[end + 16 :])
    except InvalidSignature:
        raise Wrong("a page of the database was changed, or the key is not its own") from None
    first = 24 if number == 1 else 0  # bytes 16 to 23 of the file are plain, the 16 before them a salt
    start = b"SQLite format 3\0" + page[16:24] if number == 1 else b""
    return start + _chacha20(once[32:], nonce, counter + 1, page[first:end]) + page[end:]

def _chacha20(key: bytes, nonce: bytes, counter: int, data: bytes) -> bytes:
    counter &= 0xFFFFFFFF
    room = (0x100000000 - counter) * 64  # the counter begins again at 0 without touching the nonce
    made = Cipher(algorithms.ChaCha20(key, counter.to_bytes(4, "little") + nonce), None).encryptor().update(data[:room])
    return made if len(data) <= room else made + _chacha20(key, nonce, 0, data[room:])

class Case:
    """One verification of a casefile."""

    def __init__(self, folder: Path, passphrase: str, report: Report) -> None:
        self.folder, self.report = folder, report
        wal = folder / "vault.db-wal"
        if wal.exists() and wal.stat().st_size:
            raise CannotCheck("the casefile is open, or was not closed: open it with rushlight and close it, then check it")
        self.case, keys = case_keys(folder, passphrase)
        self.db = self._opened(keys)
        self.meta = dict(self.db.execute("SELECT name, value FROM meta"))
        if self.meta.get("case") != self.case or self.meta.get("format") != "rushlight-case/1":
            raise Wrong("the database belongs to another casefile")
        self.vault_key, self.old_events = self._sub("vault"), self._sub("events")
        if "heirlooms" in self.meta:
            both = unseal(self._sub("heirlooms"), bytes.fromhex(self.meta["heirlooms"]), b"heirlooms")
            self.vault_key, self.old_events = both[:32], both[32:]
        self.events: dict[str, list[Event]] = {}
        self.empty: list[Event] = []

    def _sub(self, use: str) -> bytes:
        return derived(self.key, self.case, f"rushlight/1 {use}")

    def _opened(self, keys: list[bytes]) -> sqlite3.Connection:
        for at, self.key in enumerate(keys):  # two where a change of the case key was cut off half way
            try:
                return plain_database(self.folder / "vault.db", self._sub("database"))
            except Wrong:
                if at + 1 == len(keys):
                    raise
        raise CannotCheck("there is no database")

    def _data_key(self, wrapped: bytes, owner: str, key: bytes | None = None) -> bytes:
        return unseal(key or self._sub("events"), wrapped, b"rushlight/1 data key of " + owner.encode())

    def verify(self, outside: str | None) -> None:
        fault, noting = self.report.fault, self.report.noting
        with noting("vault.db"):
            if self.db.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                fault("the database's pages do not agree with each other", "vault.db")
            for (name,) in self.db.execute("SELECT name FROM sqlite_schema WHERE type IN ('trigger', 'view')"):
                fault("the database has a trigger or a view", name)
        sql = "SELECT device FROM events UNION SELECT device FROM checkpoints UNION SELECT device FROM nodes"
        for (device,) in self.db.execute(sql).fetchall():
            self.events[device] = []
            with noting(device):
                self._read(device)
        every = [event for chain in self.events.values() for event in chain]
        self.keys = announced(every)
        for device in self.events:
            with noting(device):
                self._chain(device)
            with noting(device):
                self._tree(device)
        with noting("devices"):
            self._standing(every)
        with noting("erasures, vault and originals"):
            self._hanging(every)
        with noting("the checkpoint that was given"):
            if outside is not None:
                self._begins_as(outside, Note(outside).device)

    def _read(self, device: str) -> None:
        sql = "SELECT seq, id, header, signature, sealed, wrapped_key FROM events WHERE device = ? ORDER BY seq"
        for expected, (seq, event_id, header, signature, sealed, wrapped) in enumerate(self.db.execute(sql, (device,))):
            with self.report.noting(event_id):
                event = Event(header, signature, sealed)
                self.events[device].append(event)
                if (seq, event.device, event.seq, event.id) != (expected, device, seq, event_id):
                    raise Wrong("an event is missing, or stands in another place than its header says")
                if not sealed and not wrapped:
                    self.empty.append(event)
                else:
                    event.open(self._data_key(wrapped, event_id))

    def _chain(self, device: str) -> None:
        previous, turn, key = "0" * 64, -1, self.keys.get(device, b"")
        if not key:
            self.report.fault("a device's first event does not announce it", device)
        for event in self.events[device]:
            with self.report.noting(event.id):
                if event.header["prev"] != previous:
                    self.report.fault("an event does not follow the one before it", event.id)
                previous = event.hash
                if not event.signed_with(key):
                    raise Wrong("an event's signature does not hold")
                if event.body and event.body["turn"] <= turn:
                    raise Wrong("an event claims an earlier turn than the one before it")
                turn = event.body.get("turn", turn)

    def _tree(self, device: str) -> None:
        leaves = [event.leaf for event in self.events[device]]
        wanted = tree(leaves)[1]
        rows = self.db.execute("SELECT level, position, hash FROM nodes WHERE device = ?", (device,))
        if {(level, position): value for level, position, value in rows} != wanted:
            self.report.fault("the stored nodes of the log's tree are not what the events give", device)
        rows = self.db.execute("SELECT note FROM checkpoints WHERE device = ?", (device,)).fetchall()
        if not rows:
            raise Wrong("the checkpoint of a device is missing")
        if self._begins_as(rows[0][0], device).size < len(leaves):
            raise Wrong("the log is not the one of its checkpoint")

    def _begins_as(self, text: str, device: str) -> Note:
        """A checkpoint that holds, and whose log is how this one begins."""
        note, chain = Note(text), self.events.get(device, [])
        if (note.case, note.device) != (self.case, device):
            raise Wrong("a checkpoint is of another casefile or device")
        if not note.signed(self.keys.get(device, b"")):
            raise Wrong("a checkpoint's signature does not hold")
        if note.size > len(chain):
            raise Wrong(f"{note.size - len(chain)} events at the end are missing that a checkpoint saw")
        if tree([event.leaf for event in chain[: note.size]])[0] != note.root:
            raise Wrong("the log is not the one that a checkpoint saw")
        return note

    def _standing(self, every: list[Event]) -> None:
        counted = standing(self.case, every, self.keys, self.meta.get("founder", ""))
        for device, chain in self.events.items():
            if extra := len(chain) - min(len(chain), counted.get(device, 0)):
                self.report.notes.append(f"{extra:.0f} events of {device} do not count: nobody admitted it, or it was sent away")
        if not counted:
            self.report.fault("nobody founded this casefile", self.case)

    def _hanging(self, every: list[Event]) -> None:
        """What erasures took away, the records of the vault, and the originals."""
        fault = self.report.fault
        gone: dict[str, set[str]] = {"events": set(), "vault": set(), "blobs": set()}
        names: dict[str, str] = {}
        originals: dict[str, tuple[dict[str, Any], str]] = {}
        for event in every:
            data = event.data
            if event.kind == "report.erased":
                gone["events"] |= {listed["id"] for listed in data["events"]}
                gone["vault"] |= set(data["vault"])
                gone["blobs"] |= set(data["blobs"])
            elif event.kind == "names.resealed":
                gone["vault"].add(data["replaces"])
            if event.kind in ("source.added", "document.added", "reading.added", "names.added", "names.resealed"):
                names |= {said["id"]: said["sha256"] for said in data.get("sealed", ())}
                if "original" in data:
                    originals[data["original"]["id"]] = (data["original"], data["document"]["bytes_sha256"])
        for event in self.empty:
            if event.id not in gone["events"] or event.kind.startswith(("case.", "device.", "report.", "bundle.", "trustees.")):
                fault("an event's body is missing, and nobody erased it", event.id)
        for event in every:
            if event.id in gone["events"] and event.sealed:
                fault("an erased event still has its body", event.id)
        self._vault(names, gone["vault"])
        self._originals(originals, gone["blobs"])

    def _vault(self, names: dict[str, str], gone: set[str]) -> None:
        held = set()
        for record, sealed, *rest in self.db.execute("SELECT * FROM vault"):
            wrapped = rest[0] if rest else b""  # before schema step 2 there was none
            held.add(record)
            with self.report.noting(record):
                if record not in names:
                    raise Wrong("a record of the vault belongs to no event")
                if hashlib.sha256(sealed).hexdigest() != names[record]:
                    raise Wrong("a record of the vault was changed")
                if (sealed[:1] == b"\3") != bool(wrapped):
                    raise Wrong("a record of the vault does not belong to its key")
                if wrapped:
                    key = self._data_key(wrapped, record)
                    if sealed[1:33] != sha256(b"rushlight/1 data key commitment\n" + key):
                        raise Wrong("a record of the vault does not belong to its key")
        for record in names.keys() - held - gone:
            self.report.fault("a record of the vault is missing", record)

    def _originals(self, originals: dict[str, tuple[dict[str, Any], str]], gone: set[str]) -> None:
        held = {row[0] for row in self.db.execute("SELECT id FROM blobs")}
        for blob in held - {blob for blob, (said, _) in originals.items() if said["place"] == "db"}:
            self.report.fault("an original belongs to no event", blob)
        for blob, (said, wanted) in originals.items():
            with self.report.noting(blob):
                if blob in gone:
                    continue
                if said["place"] == "db":
                    rows = self.db.execute("SELECT sealed FROM blobs WHERE id = ?", (blob,)).fetchall()
                else:
                    path = self.folder / "blobs" / blob[-2:] / blob
                    rows = [(path.read_bytes(),)] if re.fullmatch("bl_[0-9a-z]{26}", blob) and path.is_file() else []
                if not rows:
                    raise Wrong("an original is missing")
                if hashlib.sha256(rows[0][0]).hexdigest() != said["sha256"]:
                    raise Wrong("an original was changed")
                if "wrapped_key" in said:
                    key = self._data_key(from_hex(said["wrapped_key"]), blob, self.old_events)
                else:
                    key = from_hex(said["data_key"])
                if hashlib.sha256(open_with(key, rows[0][0], blob.encode())).hexdigest() != wanted:
                    raise Wrong("an original is not the one its document names")

# --- proofs and disclosure packs: no casefile needed --------------------------------------------------------

def proven(said: dict[str, Any], note: Note, public_key: bytes) -> Event:
    """An event with all that is needed to check it: signed, unchanged, and in the log that the checkpoint saw."""
    event = Event(said["header"].encode(), from_hex(said["signature"]), from_base64(said["sealed"]))
    path = [from_hex(step) for step in said["inclusion"]]
    if event.device != note.device or not note.signed(public_key):
        raise Wrong("the checkpoint is not signed with the key of the event's device")
    if not event.signed_with(public_key):
        raise Wrong("an event's signature does not hold")
    if root_of_path(event.leaf, event.seq, note.size, path) != note.root:
        raise Wrong("an event is not in the log of its checkpoint")
    event.open(from_hex(said["data_key"]))
    return event

def verify_proof(path: Path, report: Report) -> None:
    with report.noting(path.name):
        said = json.loads(path.read_bytes())
        if said.keys() != PROOF or said["format"] != "rushlight-proof/1":
            raise CannotCheck("this is no proof that this verifier knows")
        event = proven(said, Note(said["checkpoint"]), from_hex(said["public_key"]))
        print(f"{event.header['day']}  {event.kind}  {event.id}\nsigned by the key {said['public_key']}: compare it")
        listed = event.data.get("files")
        for name, wanted in listed.items() if isinstance(listed, dict) else ():
            file = path.absolute().parent.with_suffix("") / Path(name).name
            if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != wanted:
                report.fault("a released file is missing or is not the one that was released", name)

def verify_pack(path: Path, report: Report) -> None:
    with zipfile.ZipFile(path) as pack:
        if len(set(pack.namelist())) != len(pack.namelist()) or sum(info.file_size for info in pack.infolist()) > LARGEST:
            raise CannotCheck("this is no disclosure pack")
        files = {name: pack.read(name) for name in pack.namelist()}
    with report.noting(path.name):
        said = parsed(files.pop("disclosure.json"))
        if said.keys() != {"format", "case", "checkpoints", "events", "names"} or said["format"] != "rushlight-disclosure/1":
            raise CannotCheck("this is no disclosure pack that this verifier knows")
        if sha256(files.pop("README.txt")).hex() != README:
            raise Wrong("README.txt is not the one of a disclosure pack")
        notes = {note.device: note for note in map(Note, said["checkpoints"])}
        bare = [Event(e["header"].encode(), from_hex(e["signature"]), from_base64(e["sealed"])) for e in said["events"]]
        for event, shown in zip(bare, said["events"], strict=True):
            event.open(from_hex(shown["data_key"]))
        keys = announced(bare)
        for shown, event in zip(said["events"], bare, strict=True):
            proven(shown, notes[event.device], keys.get(event.device, b""))
        counted = standing(said["case"], bare, keys)
        for event in bare:
            if event.seq >= counted.get(event.device, 0) or notes[event.device].case != said["case"]:
                raise Wrong("an event is of a device that nobody admitted, or that was sent away")
            print(f"{event.header['day']}  {event.kind}  {event.id}")
        _hanging_on(bare, files, said["names"])
        for note in notes.values():
            days = {device: note.cosigned(device, keys[device]) for device in keys if device in counted}
            print(f"checkpoint of {note.device}: {note.size} events; cosigned by", end=" ")
            print(", ".join(f"{device} on {day}" for device, day in days.items() if day) or "nobody")
        founder = next(event.device for event in bare if event.kind == "case.created")
        print(f"founded with the key {keys[founder].hex()}: compare it with the one the team gave you")

def _hanging_on(events: list[Event], files: dict[str, bytes], names: list[dict[str, str]]) -> None:
    """Originals and opened names must be those that the disclosed events speak of, and nothing else may be there."""
    for event in (e for e in events if e.kind == "document.added"):
        document = event.data["document"]
        if hashlib.sha256(files.pop(f"originals/{document['id']}", b"")).hexdigest() != document["bytes_sha256"]:
            raise Wrong("an original is missing, or is not the one that was taken in")
    if files:
        raise Wrong("the pack has other files than it should")
    known = {record["id"]: record["sha256"] for e in events for record in e.data.get("sealed", ())}
    for shown in names:
        sealed = from_base64(shown["sealed"])
        if hashlib.sha256(sealed).hexdigest() != known.get(shown["id"]) or sealed[:1] != b"\3":
            raise Wrong("a name is not one that a disclosed event speaks of")
        parsed(open_with(from_hex(shown["data_key"]), sealed[1:], shown["id"].encode()))

# --- the command line ----------------------------------------------------------------------------------------

def passphrase(args: argparse.Namespace) -> str:
    if args.passphrase_file:
        return args.passphrase_file.read_text(encoding="utf-8-sig").split("\n")[0].strip()
    if args.passphrase_fd is not None:
        with os.fdopen(args.passphrase_fd, encoding="utf-8") as lines:
            return lines.readline().strip()
    return getpass.getpass("passphrase: ")

def check(args: argparse.Namespace, report: Report) -> str:
    if args.path.is_dir():
        outside = args.checkpoint.read_text(encoding="utf-8-sig") if args.checkpoint else None
        case = Case(args.path, passphrase(args), report)
        case.verify(outside)
        if outside is None:
            report.notes.append("without a checkpoint kept elsewhere an older copy cannot be told from this one")
        report.notes.append("Rushlight's own tables were neither read nor compared")
        return f"{sum(map(len, case.events.values()))} events"
    is_pack = zipfile.is_zipfile(args.path)
    (verify_pack if is_pack else verify_proof)(args.path, report)
    return "disclosure pack" if is_pack else "proof"

def main() -> int:
    parser = argparse.ArgumentParser(description="Check a Rushlight casefile, a disclosure pack or a proof.")
    parser.add_argument("path", type=Path, metavar="CASE|PACK|PROOF")
    parser.add_argument("--checkpoint", type=Path, metavar="FILE", help="a checkpoint kept elsewhere, to find a rollback")
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help="read the passphrase from a file's first line")
    parser.add_argument("--passphrase-fd", type=int, metavar="N", help="read the passphrase from an open file descriptor")
    args, report = parser.parse_args(), Report()
    try:
        what = check(args, report)
    except CannotCheck as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except (OSError, zipfile.BadZipFile, EOFError, UnicodeDecodeError):
        print("error: a file is missing or cannot be read", file=sys.stderr)
        return 2
    except (Wrong, KeyError, TypeError, ValueError, AttributeError, IndexError, sqlite3.Error) as error:
        report.fault(str(error) if isinstance(error, Wrong) else "stored data has not the form it should", args.path.name)
        what = "nothing could be read"
    for line in report.faults[:SHOWN]:
        print(f"fault: {line}")
    for line in report.notes:
        print(f"note: {line}", file=sys.stderr)
    print(f"not verified: {len(report.faults)} faults in {what}" if report.faults else f"verified: {what}, no fault")
    return 1 if report.faults else 0

if __name__ == "__main__":
    sys.exit(main())
