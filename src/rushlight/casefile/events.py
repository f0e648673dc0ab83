"""Events, the truth of a casefile: a signed header, and a body sealed apart under its own key.

The header holds no personal text and no hash of plain text; a hash of a name anyone can guess
would identify the person. The exact time and the actor stand in the sealed body.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import re
from dataclasses import dataclass
from typing import Any

from rushlight.casefile.canonical import Json, canonical, pad, parse, unpad
from rushlight.casefile.keys import Keyring, open_with, signed_by
from rushlight.casefile.tree import leaf_hash
from rushlight.errors import MisuseError, NewerCasefile, Tampered

VERSION = 1
KEY_ID = "k1"
"""The form of an event's data key and how it is wrapped; it names no key: a new case key wraps every data key anew."""

FIRST = "0" * 64
"""``prev`` of a device's first event."""

FIELDS = frozenset({"v", "id", "device", "seq", "prev", "kind", "day", "key", "sha256"})
SIGNED = b"rushlight event 1\n"
KIND = re.compile(r"[a-z_]{2,32}\.[a-z_]{2,32}")


@dataclass(frozen=True, slots=True)
class Event:
    """One event of the log as people see it. ``at`` and ``by`` come from the opened body."""

    id: str
    device: str
    seq: int
    kind: str
    day: dt.date
    at: dt.datetime
    by: str
    erased: bool = False
    """Erased on request: who wrote it, and the hour, went with its body."""


@dataclass(frozen=True, slots=True)
class Stored:
    """One event as it lies in the database. ``header`` is canonical JSON."""

    header: bytes
    signature: bytes
    sealed: bytes
    wrapped_key: bytes

    @property
    def signed(self) -> bytes:
        """The bytes of the signed event: the tree's leaf, and what ``prev`` hashes."""
        return self.header + b"\n" + self.signature

    @property
    def hash(self) -> str:
        return hashlib.sha256(self.signed).hexdigest()

    @property
    def leaf(self) -> bytes:
        return leaf_hash(self.signed)

    @property
    def fields(self) -> Json:
        return header_fields(self.header)

    @property
    def empty(self) -> bool:
        """Whether it is without its body and the body's key: erased, if an erasure lists it."""
        return not self.sealed and not self.wrapped_key


@dataclass(frozen=True, slots=True)
class Opened:
    """An event with its body: what the projections are functions of.

    ``turn`` is a Lamport clock: greater than that of every event the device knew of when it wrote this
    one. It orders the events of several devices without trusting anybody's clock.
    """

    event: Event
    turn: int
    schema: int
    data: Any


@dataclass(frozen=True, slots=True)
class Place:
    """Where the next event of a device stands: in its own log, and in the order of the casefile."""

    device: str
    seq: int
    prev: str
    turn: int


def build(ring: Keyring, place: Place, event_id: str, kind: str, data: Any, *, at: dt.datetime, by: str, schema: int) -> Stored:
    """Seal a body and sign its header. Raises MisuseError for a naive time, an odd kind or data that is no JSON."""
    return build_and_open(ring, place, event_id, kind, data, at=at, by=by, schema=schema)[0]


def build_and_open(
    ring: Keyring, place: Place, event_id: str, kind: str, data: Any, *, at: dt.datetime, by: str, schema: int
) -> tuple[Stored, Opened]:
    """``build``, and the event as it opens again from what was sealed."""
    if at.tzinfo is None:
        raise MisuseError("the time of an event needs its time zone", where=event_id)
    if not KIND.fullmatch(kind):
        raise MisuseError("an event's kind is two lower-case words joined by a dot", where=event_id)
    body = canonical({"at": at.isoformat(), "by": by, "turn": place.turn, "schema": schema, "data": data})
    bare = {
        "v": VERSION,
        "id": event_id,
        "device": place.device,
        "seq": place.seq,
        "prev": place.prev,
        "kind": kind,
        "day": at.astimezone(dt.UTC).date().isoformat(),
        "key": KEY_ID,
    }
    about = canonical(bare)
    sealed, wrapped = ring.seal_with_new_key(pad(body), event_id, about)
    header = canonical({**bare, "sha256": hashlib.sha256(sealed).hexdigest()})
    stored = Stored(header, ring.sign(SIGNED + header), sealed, wrapped)
    return stored, _opened(bare, parse(unpad(ring.open_wrapped(sealed, wrapped, event_id, about)), body))


@functools.lru_cache(maxsize=16)
def header_fields(header: bytes) -> Json:
    """The fields of a header, to be read only: one event's are asked for again and again.

    Raises Tampered when they are not exactly those of version 1.
    """
    fields = parse(header)
    if isinstance(fields, dict) and isinstance(fields.get("v"), int) and fields["v"] > VERSION:
        raise NewerCasefile("an event was written by a newer rushlight", hint="update rushlight, then open it again")
    if not isinstance(fields, dict) or fields.keys() != FIELDS or (type(fields["v"]), type(fields["seq"])) != (int, int):
        raise Tampered("an event's header has other fields than it should")
    if not all(isinstance(fields[name], str) for name in FIELDS - {"v", "seq"}):
        raise Tampered("an event's header has other fields than it should")
    return fields


def open_stored(ring: Keyring, stored: Stored) -> Opened:
    """Open an event's body. Raises Tampered; the signature is ``signature_holds``'s matter."""
    fields = stored.fields
    return _opened(fields, parse(unpad(ring.open_wrapped(stored.sealed, stored.wrapped_key, fields["id"], _about(fields)))))


def open_disclosed(stored: Stored, data_key: bytes) -> Opened:
    """Open an event's body with its own disclosed key. Raises Tampered."""
    fields = stored.fields
    return _opened(fields, parse(unpad(open_with(data_key, stored.sealed, _about(fields)))))


def body_hash_holds(stored: Stored) -> bool:
    return bool(hashlib.sha256(stored.sealed).hexdigest() == stored.fields["sha256"])


def signature_holds(stored: Stored, public_key: bytes) -> bool:
    return signed_by(public_key, stored.signature, SIGNED + stored.header)


def _about(fields: Json) -> bytes:
    return canonical({name: value for name, value in fields.items() if name != "sha256"})


def _opened(fields: Json, body: Any) -> Opened:
    try:
        at, day = dt.datetime.fromisoformat(body["at"]), dt.date.fromisoformat(fields["day"])
        at.astimezone(dt.UTC)  # the first and the last day of time are none everywhere
        if at.tzinfo is None or type(body["turn"]) is not int or type(body["schema"]) is not int or type(body["by"]) is not str:
            raise ValueError
        event = Event(fields["id"], fields["device"], fields["seq"], fields["kind"], day, at, body["by"])
        return Opened(event, body["turn"], body["schema"], body["data"])
    except (KeyError, TypeError, ValueError, OverflowError):
        raise Tampered("an event's body has other fields than it should", where=fields["id"]) from None
