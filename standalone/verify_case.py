#!/usr/bin/env python3
"""Checks a Rushlight casefile, a proof or a disclosure pack. Shares no code with Rushlight.

    python3 verify_case.py NAME.case [--checkpoint FILE] [--passphrase-file FILE]
    python3 verify_case.py NAME.disclosure | proof.json

Needs Python 3.11 and ``cryptography`` 48.0.1 or newer. Written from docs/format.md, which explains each step. Reads only: the
database is decrypted in memory. Prints ids, days and kinds of acts; no word of a report, no name. Names in the vault are
not opened. Exit codes: 0 verified, 1 something does not agree, 2 it could not be checked.
Not checked here: the tables that Rushlight makes from the events for its own use. Nothing below reads them, so that an edit in
one cannot mislead this verifier; ``rushlight verify --deep`` compares them.
"""
import argparse, base64, contextlib, datetime as dt, getpass, hashlib, json, math, re, sqlite3, sys, unicodedata, zipfile
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
    print("error: 'cryptography' 48.0.1 or newer is missing\nhint: python3 -m pip install cryptography", file=sys.stderr)
    raise SystemExit(2) from None
SUITE = "hpke-mlkem768x25519-hkdfsha256-chacha20poly1305"
HEADER = {"v", "id", "device", "seq", "prev", "kind", "day", "key", "sha256"}
PROVEN = {"header", "signature", "sealed", "data_key", "inclusion"}
PACKED = {"format", "case", "checkpoints", "events", "names"}
NOTE = re.compile(r"([^\s+/]+)/([^\s+/]+)\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n\n((?:— \S+ \S+\n)+)")
ANCHORS = "2a67428a0321895825b0b1c41c96ae371ec2e4708ca2ff9d62617841bc732aff"  # of ANCHORS.txt
README = "5461fee980f419ff408057c02fbb5e17c3ff08048c5934d25c5530bbee98b392"  # of the one text that every pack has
HANGING = ("source.added", "document.added", "original.kept", "reading.added", "names.added", "names.resealed")
NEVER_ERASED = ("case.", "device.", "report.", "bundle.", "trustees.", "anchor.")
WORD_INDEX = "0d00f77dbbd99b00258f263cfdfa8f26de7068a30ac81b60f18fa41f63396d71"  # the three triggers that keep it
PENDING, LARGEST, SHOWN, MISSHAPEN = 1 << 30, 1 << 32, 20, "stored data has not the form it should"
class Wrong(Exception): """Something does not agree. The text is a fixed sentence of ours."""
class CannotCheck(Exception): """It could not be checked at all."""
def refuse_if(condition: object, what: str, kind: type[Exception] = Wrong) -> None:
    if condition:
        raise kind(what)
FORM = (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError, StopIteration, sqlite3.Error)
def canonical(value: Any) -> bytes:
    """RFC 8785. Raises ValueError for what it cannot hold."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return b"{" + b",".join(canonical(name) + b":" + canonical(value[name]) for name in names) + b"}"
    if isinstance(value, list):
        return b"[" + b",".join(map(canonical, value)) + b"]"
    if isinstance(value, int) and abs(value) >= 1 << 53:
        raise ValueError
    return (number(value) if isinstance(value, float) else json.dumps(value, ensure_ascii=False)).encode()
def number(value: float) -> str:
    """As ECMAScript writes it: the shortest digits, and an exponent below 1e-6 and from 1e21."""
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    text, minus, point = "".join(map(str, digits)), "-" if sign and value else "", len(digits) + int(exponent)
    if not -6 < point <= 21:
        return f"{minus}{text[0]}{'.' if text[1:] else ''}{text[1:]}e{point - 1:+d}"
    whole, part = ("0", "0" * -point + text) if point <= 0 else (text[:point].ljust(point, "0"), text[point:])
    return f"{minus}{whole}{'.' if part else ''}{part}"
def parsed(data: bytes) -> Any:
    """The value of canonical bytes."""
    with contextlib.suppress(ValueError, RecursionError, TypeError):
        value = json.loads(data)
        if canonical(value) == data:
            return value
    raise Wrong("stored data is not canonical JSON")
def from_hex(written: str) -> bytes:
    refuse_if(not re.fullmatch("([0-9a-f]{2})*", written), MISSHAPEN)
    return bytes.fromhex(written)
def from_base64(written: str) -> bytes:
    refuse_if(base64.b64encode(data := base64.b64decode(written)).decode() != written, MISSHAPEN)
    return data
def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
def node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right)
def tree(leaves: Sequence[bytes]) -> tuple[bytes, dict[tuple[int, int], bytes]]:
    """RFC 6962: the root over leaf hashes, and every complete subtree by (level, position)."""
    nodes, row, level, root, start = {}, list(leaves), 0, b"", len(leaves)
    while row:
        nodes.update({(level, at): value for at, value in enumerate(row)})
        row, level = [node(row[at], row[at + 1]) for at in range(0, len(row) - 1, 2)], level + 1
    for level in range(len(leaves).bit_length()):
        if len(leaves) >> level & 1:
            start -= 1 << level
            root = node(nodes[level, start >> level], root) if root else nodes[level, start >> level]
    return root or sha256(b""), nodes
def root_of_path(leaf: bytes, at: int, size: int, path: Sequence[bytes]) -> bytes:
    """RFC 9162, 2.1.3.2; nothing when the path has another length than it should."""
    last, value = size - 1 if at < size else -1, leaf
    for sibling in path:
        refuse_if(last <= 0, "a path in a proof has another length than it should")
        right = at & 1 or at == last
        value = node(sibling, value) if right else node(value, sibling)
        while right and not at & 1 and at:
            at, last = at >> 1, last >> 1
        at, last = at >> 1, last >> 1
    return value if last == 0 == at else b""
def derived(secret: bytes, salt: str, info: str, length: int = 32) -> bytes:
    return hkdf.HKDF(hashes.SHA256(), length, salt=salt.encode(), info=info.encode()).derive(secret)
def unseal(key: bytes, sealed: bytes, about: bytes) -> bytes:
    try:
        return aead.ChaCha20Poly1305(key).decrypt(sealed[:12], sealed[12:], about)
    except (InvalidTag, ValueError):
        raise Wrong("sealed data does not open: it was changed or belongs elsewhere") from None
def commitment(data_key: bytes) -> bytes:
    return sha256(b"rushlight/1 data key commitment\n" + data_key)
def open_with(data_key: bytes, sealed: bytes, about: bytes) -> bytes:
    """Check the commitment to the key, open, take off the padding."""
    refuse_if(sealed[:32] != commitment(data_key), "a sealed body does not belong to its key")
    data = unseal(data_key, sealed[32:], about)
    bare = data.rstrip(b"\0")
    length = max(len(bare), 64)
    mask = (1 << length.bit_length() - 1 - (length.bit_length() - 1).bit_length()) - 1  # Padmé
    refuse_if(not bare.endswith(b"\x80") or len(data) != (length + mask) & ~mask, "a sealed body has no valid padding")
    return bare[:-1]
def signed_by(public_key: bytes, signature: bytes, message: bytes) -> bool:
    with contextlib.suppress(InvalidSignature, ValueError):
        ed25519.Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
        return True
    return False
class Note:
    """A checkpoint: case, device, size and root, and its signature lines."""
    def __init__(self, text: str) -> None:
        text = text.replace("\r\n", "\n").strip() + "\n"
        match = NOTE.fullmatch(text)
        refuse_if(not match or base64.b64encode(base64.b64decode(match[4])).decode() != match[4], "this is no checkpoint")
        self.text, self.case, self.device, self.size = text, match[1], match[2], int(match[3])
        self.root, self.body = base64.b64decode(match[4]), text.split("\n\n")[0].encode() + b"\n"
        self.lines = [tuple(line.split(" ")[1:]) for line in match[5].splitlines()]
    def held(self, device: str, kind: bytes, public_key: bytes) -> Iterator[bytes]:
        """What the lines of one key hold."""
        name = f"{self.case}/{device}"
        for other, encoded in self.lines:
            with contextlib.suppress(ValueError):
                data = from_base64(encoded)
                if (other, data[:4]) == (name, sha256(name.encode() + b"\n" + kind + public_key)[:4]):
                    yield data[4:]
    def signed(self, public_key: bytes) -> bool:
        return signed_by(public_key, next(self.held(self.device, b"\1", public_key), b""), self.body)
    def cosigned(self, device: str, public_key: bytes) -> str:
        """The day on which this device cosigned (c2sp.org/tlog-cosignature, version 1), or nothing."""
        for data in self.held(device, b"\4", public_key):
            time = int.from_bytes(data[:8], "big")
            if signed_by(public_key, data[8:], f"cosignature/v1\ntime {time}\n".encode() + self.body):
                return dt.datetime.fromtimestamp(time, dt.UTC).date().isoformat()
        return ""

class Event:
    """One signed event. ``body`` is there once it was opened."""
    def __init__(self, header: bytes, signature: bytes, sealed: bytes) -> None:
        self.raw, self.signature, self.sealed, self.header = header, signature, sealed, parsed(header)
        types = {name: int if name in ("v", "seq") else str for name in HEADER}
        right = {name: type(value) for name, value in self.header.items()} == types and self.header["v"] == 1
        refuse_if(not right, "an event's header has other fields than it should, or is of a newer rushlight")
        self.id, self.device, self.seq, self.kind = (self.header[n] for n in ("id", "device", "seq", "kind"))
        signed = header + b"\n" + signature
        self.leaf, self.hash, self.body, self.data = sha256(b"\0" + signed), sha256(signed).hex(), {}, {}
    def signed_with(self, public_key: bytes) -> bool:
        return signed_by(public_key, self.signature, b"rushlight event 1\n" + self.raw)
    def open(self, data_key: bytes) -> None:
        refuse_if(sha256(self.sealed).hex() != self.header["sha256"], "an event's body is not the one that was signed")
        about = canonical({name: value for name, value in self.header.items() if name != "sha256"})
        body = parsed(open_with(data_key, self.sealed, about))
        types = {name: type(body[name]) for name in ("at", "by", "turn", "schema")}
        refuse_if(list(types.values()) != [str, str, int, int], "an event's body has other fields than it should")
        self.body, self.data = body, body["data"] if isinstance(body["data"], dict) else {}
def announced(events: Sequence[Event]) -> dict[str, bytes]:
    """The key that each device's first event announces, where it is signed with that very key."""
    keys = {e.device: (e, from_hex(e.data["public_key"])) for e in events if e.seq == 0 and e.data.get("device") == e.device}
    return {device: key for device, (event, key) in keys.items() if event.signed_with(key)}
def standing(case: str, events: Sequence[Event], keys: dict[str, bytes], founder: str = "") -> dict[str, float]:
    """Devices in good standing, and how many of their events count. Gone through twice, as docs/format.md says ("Devices")."""
    sizes: dict[str, float] = {}
    for _ in range(2):
        roles: dict[str, list[str]] = {}
        for event in sorted((e for e in events if e.body), key=lambda e: (e.body["turn"], e.device, e.id)):
            data, device = event.data, event.data.get("device", "")
            first = event.seq == 0 and device == event.device and device in keys
            if event.kind == "case.created" and first and not roles and founder in ("", f"{device} {keys[device].hex()}"):
                roles[device] = data.get("roles", ["admin"])
            elif event.kind == "device.added" and first and isinstance(follows := data.get("follows"), dict):
                message = f"rushlight successor 1\n{case}\n{device}\n{data['public_key']}\n".encode()
                before, active = follows["device"], follows["device"] not in sizes or device in sizes
                if before in roles and active and signed_by(keys[before], from_hex(follows["signature"]), message):
                    roles.setdefault(device, roles[before])
            elif "admin" in roles.get(event.device, []) and event.seq < sizes.get(event.device, math.inf):
                if event.kind == "device.admitted" and data["public_key"] == keys.get(device, b"").hex():
                    roles[device] = data["roles"]
                elif event.kind == "device.revoked" and device in roles:
                    sizes[device] = min(int(data["size"]), sizes.get(device, math.inf))
    return {device: sizes.get(device, math.inf) for device in roles}

def case_keys(folder: Path, passphrase: str) -> tuple[str, list[bytes]]:
    """The case's id, and the case key of every slot that the passphrase opens."""
    slots = parsed((folder / "keyslots.json").read_bytes())
    refuse_if(slots.get("format") != "rushlight-case/1", "this verifier does not know the casefile's format", CannotCheck)
    words, found = " ".join(unicodedata.normalize("NFC", passphrase).split()).encode(), []
    for slot in (s for s in slots["slots"] if s.get("kind") == "passphrase"):
        salt, passes, lanes, memory = (slot[name] for name in ("salt", "passes", "lanes", "memory_kib"))
        bearable = slot["kdf"] == "argon2id" and 0 < passes <= 64 and 0 < lanes <= 64 and 0 < memory <= 1 << 20
        refuse_if(not bearable, "a key slot is not readable")
        kdf = argon2.Argon2id(salt=from_hex(salt), length=32, iterations=passes, lanes=lanes, memory_cost=memory)
        bare = {name: value for name, value in slot.items() if name != "wrapped"}
        about = canonical({"case": slots["case"], "format": slots["format"], "slot": bare})
        with contextlib.suppress(Wrong, InvalidTag, ValueError):
            found.append((open_box if "box" in slot else unseal)(kdf.derive(words), from_hex(slot["wrapped"]), about))
    refuse_if(not found, "no key slot opens with this passphrase", CannotCheck)
    return slots["case"], found
def open_box(seed: bytes, closed: bytes, about: bytes) -> bytes:
    wide = derived(seed, "rushlight box", SUITE, 96)
    halves = mlkem.MLKEM768PrivateKey.from_seed_bytes(wide[:64]), x25519.X25519PrivateKey.from_private_bytes(wide[64:])
    suite = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)
    return suite.decrypt(closed, hpke.MLKEM768X25519PrivateKey(*halves), SUITE.encode() + b"|" + about)
def plain_database(path: Path, key: bytes) -> sqlite3.Connection:
    """The database, decrypted in memory: SQLite3 Multiple Ciphers' chacha20 with a raw key."""
    data = bytearray(path.read_bytes())
    size = int.from_bytes(data[16:18], "big")
    refuse_if(size < 512 or len(data) % size or data[20] != 32, "the database is damaged")
    for start in range(0, len(data), size):
        if start != PENDING:  # SQLite never writes this page
            data[start : start + size] = plain_page(bytes(data[start : start + size]), start // size + 1, key)
    data[18:20] = b"\1\1"  # a database in memory has no write-ahead log
    db = sqlite3.connect(":memory:")
    db.deserialize(bytes(data))
    db.execute("PRAGMA trusted_schema = OFF")
    return db
def plain_page(page: bytes, at: int, key: bytes) -> bytes:
    """The last 32 bytes: nonce (12), counter (4), Poly1305 tag (16) over all before it. A key of its own for each page."""
    end = len(page) - 32
    nonce, counter = page[end : end + 12], int.from_bytes(page[end + 12 : end + 16], "little") ^ at
    once = chacha20(key, nonce, counter, bytes(64))
    try:
        poly1305.Poly1305.verify_tag(once[:32], page[: end + 16], page[end + 16 :])
    except InvalidSignature:
        raise Wrong("a page of the database was changed, or the key is not its own") from None
    first, start = (24, b"SQLite format 3\0" + page[16:24]) if at == 1 else (0, b"")  # bytes 0 to 15 were a salt
    return start + chacha20(once[32:], nonce, counter + 1, page[first:end]) + page[end:]
def chacha20(key: bytes, nonce: bytes, counter: int, data: bytes) -> bytes:
    counter &= 0xFFFFFFFF
    room = (0x100000000 - counter) * 64  # the counter begins again at 0 without touching the nonce
    made = Cipher(algorithms.ChaCha20(key, counter.to_bytes(4, "little") + nonce), None).encryptor().update(data[:room])
    return made if len(data) <= room else made + chacha20(key, nonce, 0, data[room:])

class Case:
    """One verification of a casefile. ``faults`` are what does not agree, ``notes`` are no faults."""
    def __init__(self, folder: Path, passphrase: str) -> None:
        self.folder, self.faults, self.notes = folder, [], []
        self.events: dict[str, list[Event]] = {}
        wal = folder / "vault.db-wal"
        left = "the casefile is open, or was not closed: open it with rushlight and close it, then check it"
        refuse_if(wal.exists() and wal.stat().st_size, left, CannotCheck)
        self.case, keys = case_keys(folder, passphrase)
        self.db = self.opened(keys)
        self.meta = dict(self.db.execute("SELECT name, value FROM meta"))
        refuse_if(self.meta.get("case") != self.case, "the database belongs to another casefile")
    def opened(self, keys: list[bytes]) -> sqlite3.Connection:
        for self.key in keys:  # two where a change of the case key was cut off half way
            with contextlib.suppress(Wrong):
                return plain_database(self.folder / "vault.db", self.sub("database"))
        raise Wrong("the database is damaged, was changed by another program, or is not under this key")
    def sub(self, use: str) -> bytes:
        return derived(self.key, self.case, f"rushlight/1 {use}")
    def data_key(self, wrapped: bytes, owner: str, key: bytes = b"") -> bytes:
        return unseal(key or self.sub("events"), wrapped, b"rushlight/1 data key of " + owner.encode())
    def find_if(self, condition: object, what: str, where: object) -> None:
        self.faults += [f"{what} ({where})"] if condition else []
    def try_to(self, where: str, step: Callable[..., object], *given: Any) -> None:
        """Whatever goes wrong in ``step`` is a fault, here."""
        try:
            step(*given)
        except (Wrong, *FORM) as error:
            self.find_if(True, str(error) if isinstance(error, Wrong) else MISSHAPEN, where)
    def verify(self, outside: str | None) -> None:
        pages, sql = self.db.execute("PRAGMA integrity_check").fetchall(), "SELECT sql FROM sqlite_schema WHERE type "
        own = "\n".join(row[0] for row in self.db.execute(sql + "IN ('trigger', 'view') ORDER BY name"))
        self.find_if(pages != [("ok",)], "the database's pages do not agree with each other", "vault.db")
        self.find_if(own and sha256(own.encode()).hex() != WORD_INDEX, "it has a trigger or view of its own", "vault.db")
        sql = "SELECT device FROM events UNION SELECT device FROM checkpoints UNION SELECT device FROM nodes"
        for (device,) in self.db.execute(sql).fetchall():
            self.events[device] = []
            self.try_to(device, self.read, device)
        every = [event for chain in self.events.values() for event in chain]
        self.keys, self.counted = announced(every), {}
        self.try_to("devices", lambda: self.counted.update(standing(self.case, every, self.keys, self.meta.get("founder", ""))))
        for device in self.events:
            self.try_to(device, self.check_chain, device)
            self.try_to(device, self.check_tree, device)
        self.try_to("devices and what hangs on events", self.check_hanging, every)
        if outside is not None:
            self.try_to("the checkpoint that was given", lambda: self.begins_as(outside, Note(outside).device))
    def read(self, device: str) -> None:
        sql = "SELECT seq, id, header, signature, sealed, wrapped_key FROM events WHERE device = ? ORDER BY seq"
        for expected, row in enumerate(self.db.execute(sql, (device,))):
            self.try_to(row[1], self.read_event, device, expected, *row)
    def read_event(self, device: str, expected: int, seq: int, event_id: str, *parts: bytes) -> None:
        event = Event(*parts[:3])
        self.events[device].append(event)
        if event.sealed or parts[3]:
            event.open(self.data_key(parts[3], event_id))
        place = (seq, event.device, event.seq, event.id)
        refuse_if(place != (expected, device, seq, event_id), "an event is missing or stands in another place than it says")
    def check_chain(self, device: str) -> None:
        previous, turn = "0" * 64, -1
        for event in self.events[device]:
            refuse_if(event.header["prev"] != previous, f"an event does not follow the one before it: {event.id}")
            refuse_if(not event.signed_with(self.keys.get(device, b"")), f"an event's signature does not hold: {event.id}")
            refuse_if(event.body.get("turn", turn + 1) <= turn, f"an event claims an earlier turn than it should: {event.id}")
            previous, turn = event.hash, event.body.get("turn", turn)
    def check_tree(self, device: str) -> None:
        rows = self.db.execute("SELECT level, position, hash FROM nodes WHERE device = ?", (device,)).fetchall()
        note = self.db.execute("SELECT note FROM checkpoints WHERE device = ?", (device,)).fetchone()
        refuse_if(note is None, "the checkpoint of a device is missing")
        refuse_if(self.begins_as(note[0], device).size < len(self.events[device]), "the log is not the one of its checkpoint")
        wanted = [(*place, value) for place, value in tree([event.leaf for event in self.events[device]])[1].items()]
        refuse_if(sorted(rows) != sorted(wanted), "the stored nodes of the log's tree are not what the events give")
        if self.db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'cosigned'").fetchone():
            for (text,) in self.db.execute("SELECT note FROM cosigned WHERE device = ?", (device,)):
                self.begins_as(text, device)
    def begins_as(self, text: str, device: str) -> Note:
        """A checkpoint that holds, and whose log is how this one begins."""
        note = Note(text)
        refuse_if((note.case, note.device) != (self.case, device), "a checkpoint is of another casefile or device")
        refuse_if(not note.signed(self.keys.get(device, b"")), "a checkpoint's signature does not hold")
        self.begins(device, note.size, note.root, "a checkpoint")
        return note
    def begins(self, device: str, size: int, root: bytes, by: str) -> None:
        log = self.events.get(device, [])  # what a device wrote after it was sent away need not be here
        refuse_if(size > len(log) != self.counted.get(device), f"{size - len(log)} events at the end are missing that {by} saw")
        refuse_if(size <= len(log) and tree([e.leaf for e in log[:size]])[0] != root, f"the log is not the one that {by} saw")
    def check_hanging(self, every: list[Event]) -> None:
        """Devices, what erasures took away, the records of the vault, and the originals."""
        counted = self.counted
        for device, chain in self.events.items():
            self.find_if(device not in counted, "events are here of a device that nobody admitted", device)
            if (size := min(len(chain), counted.get(device, len(chain)))) < len(chain):
                self.notes.append(f"{len(chain) - size} events of {device} do not count: it was sent away")
        gone, names, originals = {"events": set(), "vault": set(), "blobs": set()}, {}, {}
        keyed = {e.data["blob"]: e.data["data_key"] for e in every if e.kind == "original.keyed" and e.body}
        for event in every:
            counts, data = event.seq < counted.get(event.device, 0), event.data
            if event.kind == "report.erased" and counts:
                gone["events"] |= {listed["id"] for listed in data["events"]}
                gone |= {"vault": gone["vault"] | set(data["vault"]), "blobs": gone["blobs"] | set(data["blobs"])}
            elif event.kind == "names.resealed" and counts:
                gone["vault"].add(data["replaces"])
            elif event.kind == "anchor.asked" and counts:
                for log, head in data["heads"].items():
                    self.try_to(log, self.begins, log, head["size"], from_hex(head["root"]), "an anchor")
            if event.kind in HANGING and event.body:
                names |= {said["id"]: said["sha256"] for said in data.get("sealed", ())}
                if "original" in data:
                    originals[data["original"]["id"]] = (data["original"], data.get("document", data)["bytes_sha256"])
        for event in (e for e in every if not e.sealed):
            erased = event.id in gone["events"] and not event.kind.startswith(NEVER_ERASED)
            self.find_if(not erased, "an event's body is missing, and nobody erased it", event.id)
        rows = list(self.db.execute("SELECT * FROM vault"))
        for record, sealed, *rest in rows:  # without the wrapped key before schema step 2
            self.try_to(record, self.check_record, record, sealed, rest[0] if rest else b"", names)
        for record in names.keys() - {row[0] for row in rows} - gone["vault"]:
            self.find_if(True, "a record of the vault is missing", record)
        for (blob,) in self.db.execute("SELECT id FROM blobs"):
            self.find_if(blob not in originals or originals[blob][0]["place"] != "db", "an original belongs to no event", blob)
        for blob in originals.keys() - gone["blobs"]:
            self.try_to(blob, self.check_original, blob, *originals[blob], keyed.get(blob, ""))
    def check_record(self, record: str, sealed: bytes, wrapped: bytes, names: dict[str, str]) -> None:
        refuse_if(record not in names, "a record of the vault belongs to no event")
        refuse_if(sha256(sealed).hex() != names[record], "a record of the vault was changed")
        own = sealed[1:33] == commitment(self.data_key(wrapped, record)) if sealed[:1] == b"\3" else not wrapped
        refuse_if(not own, "a record of the vault does not belong to its key")
    def check_original(self, blob: str, said: dict[str, Any], wanted: str, keyed: str) -> None:
        file = self.folder / "blobs" / blob[-2:] / blob
        row = self.db.execute("SELECT sealed FROM blobs WHERE id = ?", (blob,)).fetchone()
        if said["place"] != "db":
            row = (file.read_bytes(),) if re.fullmatch("bl_[0-9a-z]{26}", blob) and file.is_file() else None
        refuse_if(row is None, "an original is missing")
        refuse_if(sha256(row[0]).hex() != said["sha256"], "an original was changed")
        old_key = unseal(self.sub("heirlooms"), from_hex(h), b"heirlooms")[32:] if (h := self.meta.get("heirlooms")) else b""
        wrapped, data_key = from_hex("" if keyed else said.get("wrapped_key", "")), from_hex(keyed or said.get("data_key", ""))
        key = self.data_key(wrapped, blob, old_key) if wrapped else data_key  # wrapped in schema 1, under the event key of then
        refuse_if(sha256(open_with(key, row[0], blob.encode())).hex() != wanted, "an original is not its document's")
def bare(said: dict[str, Any]) -> Event:
    event = Event(said["header"].encode(), from_hex(said["signature"]), from_base64(said["sealed"]))
    event.open(from_hex(said["data_key"]))
    return event
def proven(said: dict[str, Any], note: Note, public_key: bytes) -> Event:
    """An event with all that is needed to believe it: signed, unchanged, and in the log that the checkpoint saw."""
    event = bare(said)
    refuse_if(event.device != note.device or not note.signed(public_key), "the checkpoint is not signed with its device's key")
    refuse_if(not event.signed_with(public_key), "an event's signature does not hold")
    root = root_of_path(event.leaf, event.seq, note.size, [from_hex(step) for step in said["inclusion"]])
    refuse_if(root != note.root, "an event is not in the log of its checkpoint")
    print(f"{event.header['day']}  {event.kind}  {event.id}")
    return event
def verify_proof(path: Path) -> None:
    said = json.loads(path.read_bytes())
    known = said["format"] == "rushlight-proof/1" and said.keys() == PROVEN | {"format", "checkpoint", "public_key"}
    refuse_if(not known, "this is no proof that this verifier knows", CannotCheck)
    event = proven(said, Note(said["checkpoint"]), from_hex(said["public_key"]))
    print(f"signed by the key {said['public_key']}: compare it with the one the team gave you")
    listed = event.data.get("files")
    for name, wanted in listed.items() if isinstance(listed, dict) else ():
        file = path.absolute().parent.with_suffix("") / Path(name).name
        same = file.is_file() and sha256(file.read_bytes()).hex() == wanted
        refuse_if(not same, f"a released file is missing or is not the one that was released: {Path(name).name}")
def verify_pack(path: Path) -> None:
    with zipfile.ZipFile(path) as pack:
        size, names = sum(info.file_size for info in pack.infolist()), pack.namelist()
        refuse_if(size > LARGEST or len(set(names)) < len(names), "this is no disclosure pack")
        files = {name: pack.read(name) for name in names}
    said = parsed(files.pop("disclosure.json"))
    known = said["format"] == "rushlight-disclosure/1" and said.keys() - {"anchors"} == PACKED
    refuse_if(not known, "this is no disclosure pack that this verifier knows", CannotCheck)
    refuse_if(sha256(files.pop("README.txt")).hex() != README, "README.txt is not the one of a disclosure pack")
    events, notes = [bare(shown) for shown in said["events"]], [Note(text) for text in said["checkpoints"]]
    places, by_device, keys = [(e.device, e.seq) for e in events], {note.device: note for note in notes}, announced(events)
    ordered = places == sorted(set(places)) and [note.device for note in notes] == sorted({e.device for e in events})
    refuse_if(not ordered, "the events or checkpoints of the pack are not in order")
    counted = standing(said["case"], events, keys)
    for shown, event in zip(said["events"], events, strict=True):
        counts = shown.keys() == PROVEN and event.seq < counted.get(event.device, 0)
        refuse_if(not counts, "an event is of a device that nobody admitted, or that was sent away")
        proven(shown, by_device[event.device], keys[event.device])
    for note, text in zip(notes, said["checkpoints"], strict=True):
        days = {device: day for device in keys if (day := note.cosigned(device, keys[device]))}
        right = note.case == said["case"] and note.text == text and len(note.lines) == 1 + len(days)
        refuse_if(not right, "a checkpoint is of another casefile, or a signature on it does not hold")
        print(f"log of {note.device}: cosigned by", ", ".join(f"{who} on {day}" for who, day in days.items()) or "nobody")
    refuse_if("anchors" in said and sha256(files.pop("ANCHORS.txt")).hex() != ANCHORS, "ANCHORS.txt is not a pack's own")
    for anchor in said.get("anchors", ()):
        check_anchor(anchor, said["case"], {event.id: event for event in events}, files)
    check_parts(events, files, said["names"])
    founder = next(event.device for event in events if event.kind == "case.created" and event.data["case"] == said["case"])
    print(f"founded with the key {keys[founder].hex()}: compare it with the one the team gave you")
def check_anchor(said: dict[str, Any], case: str, events: dict[str, Event], files: dict[str, bytes]) -> None:
    """The events that an anchor binds lead to the digest that somebody outside stamped; if that is genuine openssl tells."""
    heads, bound, parts = {head["device"]: head for head in said["heads"]}, said["inclusion"], [*map(from_hex, said["others"])]
    refuse_if(not bound or not re.fullmatch("an_[0-9a-z]+", said["id"]), "an anchor of the pack binds nothing")
    for event, head in ((events[event], heads[events[event].device]) for event in bound):
        root = root_of_path(event.leaf, event.seq, head["size"], [from_hex(step) for step in bound[event.id]])
        refuse_if(root.hex() != head["root"], "an event is not in the log that an anchor is of")
    parts += [sha256(from_hex(head.pop("salt")) + canonical(head | {"case": case})) for head in heads.values()]
    digest = sha256(b"rushlight anchor 1\n" + b"".join(sorted(parts)))
    for number, kept in enumerate(said["kept"], 1):
        name, stamp = f"anchors/{said['id']}-{number}", kept["kind"] == "rfc3161"
        answer, pem = files.pop(name + (".tsr" if stamp else ".ots")), files.pop(name + ".pem") if stamp else b""
        wanted = digest if stamp else sha256(digest.hex().encode() + b"\n")  # of the file that ots was given
        right = (sha256(answer).hex(), sha256(pem).hex()) == (kept["sha256"], kept["roots"]) and wanted in answer
        refuse_if(not right, "what came back for an anchor is of another digest, or was changed")
        how = f"openssl ts -verify -digest {wanted.hex()} -in {name}.tsr -CAfile {name}.pem"
        print(f"{len(bound)} of these events were there not later than {name} says. Unpack the pack, and check that with")
        print("   ", how if stamp else f"ots verify -d {wanted.hex()} {name}.ots")
def check_parts(events: list[Event], files: dict[str, bytes], names: list[dict[str, str]]) -> None:
    """Originals and opened names must be those that the disclosed events speak of, and nothing else may be there."""
    for document in (event.data["document"] for event in events if event.kind == "document.added"):
        original = files.pop(f"originals/{document['id']}", b"")
        refuse_if(sha256(original).hex() != document["bytes_sha256"], "an original is missing, or is not the one taken in")
    known = {record["id"]: record["sha256"] for event in events for record in event.data.get("sealed", ())}
    for shown in names:
        sealed = from_base64(shown["sealed"])
        spoken = sha256(sealed).hex() == known.get(shown["id"]) and sealed[:1] == b"\3" and len(shown) == 3
        refuse_if(not spoken, "a name is not one that a disclosed event speaks of")
        parsed(open_with(from_hex(shown["data_key"]), sealed[1:], shown["id"].encode()))
    ordered = isinstance(names, list) and [shown["id"] for shown in names] == sorted({shown["id"] for shown in names})
    refuse_if(files or not ordered, "the pack has other parts than it should")
def check(args: argparse.Namespace) -> tuple[str, list[str], list[str]]:
    """What was checked, its faults, and notes."""
    if not args.path.is_dir():
        kind, verify = ("disclosure pack", verify_pack) if args.path.suffix == ".disclosure" else ("proof", verify_proof)
        return kind, verify(args.path) or [], []
    outside = args.checkpoint.read_text(encoding="utf-8-sig") if args.checkpoint else None
    file = args.passphrase_file
    case = Case(args.path, file.read_text("utf-8-sig").split("\n")[0].strip() if file else getpass.getpass("passphrase: "))
    case.verify(outside)
    unknown = [] if outside else ["without a checkpoint kept elsewhere an older copy cannot be told from this one"]
    notes = [*case.notes, *unknown, "the tables that rushlight makes from the events were neither read nor compared"]
    return f"{sum(map(len, case.events.values()))} events", list(dict.fromkeys(case.faults)), notes
def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Check a Rushlight casefile, a disclosure pack or a proof.")
    parser.add_argument("path", type=Path, metavar="CASE|PACK|PROOF")
    parser.add_argument("--checkpoint", type=Path, metavar="FILE", help="a checkpoint kept elsewhere, to find a rollback")
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help="read the passphrase from a file's first line")
    args = parser.parse_args(argv)
    try:
        what, faults, notes = check(args)
    except (CannotCheck, OSError) as error:
        print("error:", error if isinstance(error, CannotCheck) else "a file is missing or cannot be read", file=sys.stderr)
        return 2
    except (Wrong, zipfile.BadZipFile, EOFError, *FORM) as error:
        what, notes = "what was read", []
        faults = [str(error) if isinstance(error, Wrong) else MISSHAPEN]
    print("".join(f"fault: {line}\n" for line in faults[:SHOWN]), end="")
    print("".join(f"note: {line}\n" for line in notes), end="", file=sys.stderr)
    print(f"not verified: {what}, faults: {len(faults)}" if faults else f"verified: {what}, no fault")
    return 1 if faults else 0

if __name__ == "__main__":
    sys.exit(main())
