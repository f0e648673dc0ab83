"""Check a disclosure pack: chosen events of a casefile, with all that is needed to believe them without the casefile.

Pure over the pack's bytes. What it shows: these events are in the logs of devices that the casefile's founder admitted, and
were, unchanged, when the checkpoints were signed and cosigned. What it does not: whose devices, and that clocks were right.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rushlight.casefile import anchored, database, events, note, projections, proofs, schema, storing
from rushlight.casefile.anchors import Bound
from rushlight.casefile.canonical import Json, from_hex, parse, unpad
from rushlight.casefile.devices import in_good_standing
from rushlight.casefile.events import Event, Opened, Stored
from rushlight.casefile.keys import open_with
from rushlight.casefile.roles import may
from rushlight.errors import MisuseError, Tampered

FORMAT = "rushlight-disclosure/1"
CONTENT, README, ORIGINALS = "disclosure.json", "README.txt", "originals/"
STANDING = ("case.", "device.", "report.")
"""Beginnings of kinds that are weighed by other rules than a table of roles."""

FIELDS = frozenset({"format", "case", "checkpoints", "events", "names"})
EVENT_FIELDS = proofs.FIELDS - {"format", "checkpoint", "public_key"}
APART = b"\x03"

README_TEXT = """\
WHAT THIS IS

Parts of a casefile in which people who document abuses keep what they were told: a few entries
of its log, and the original files that belong to them. The rest of the casefile is not here,
and nothing in here opens it.

  disclosure.json   the entries, each with its signature, its key and its place in the log
  originals         the files as they were received, byte for byte, named by random ids

WHAT IT SHOWS, WHEN IT VERIFIES

  * each entry was signed by a device of the team that keeps the casefile, and is unchanged;
  * each entry was in that device's log when the log's checkpoint was signed. Where other
    devices cosigned the checkpoint, they had seen that log, and that it only ever grew;
  * each device was admitted to the team by a device that may do so, back to the one that
    founded the casefile;
  * each original is the very file that was taken in with its entry;
  * where names are disclosed, they are those that were sealed with the entry.

WHAT IT DOES NOT SHOW

  * that what a report says is true, or who told it, unless a name is disclosed;
  * that the clocks of the devices were right. Days and hours are theirs;
  * whose devices they were. Compare the founder's key, which the check prints, with the one that
    the team gives you some other way;
  * what else the casefile holds, or that nothing was left out.

HOW TO CHECK IT

  rushlight verify NAME.disclosure
  python3 verify_case.py NAME.disclosure      one file, Python and 'cryptography', nothing of Rushlight

The format is written down in docs/format.md of Rushlight, so that you can have a checker of your own made.
"""


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What a pack shows. ``founder``: the public key (hex) to compare; ``cosigned``: by checkpoint's device, who and when.

    ``anchors``: which of the events were there not later than when, by somebody outside.
    """

    case: str
    events: tuple[Opened, ...]
    originals: Mapping[str, bytes]
    names: Mapping[str, Json]
    founder: str
    cosigned: Mapping[str, Mapping[str, dt.date]]
    anchors: tuple[Bound, ...] = ()

    @property
    def shown(self) -> tuple[Event, ...]:
        return tuple(opened.event for opened in self.events)


def check_disclosure(pack: bytes) -> Disclosed:
    """All that a disclosure pack shows. Raises Tampered when anything does not agree."""
    files = storing.read(pack)
    with _readable():
        said = parse(files.pop(CONTENT))
        if not isinstance(said, dict) or said.get("format") != FORMAT or said.keys() - {"anchors"} != FIELDS:
            raise Tampered("this is no disclosure pack of a format we know", hint=f"expected format {FORMAT}")
        if not all(isinstance(said[name], list) for name in ("checkpoints", "events", "names")):
            raise Tampered("the disclosure pack is not readable")
        if files.pop(README) != README_TEXT.encode():
            raise Tampered("the pack's README.txt is not its own")
        opened = _opened(said["events"])
        keys = {o.event.device: from_hex(o.data["public_key"]) for o in opened if o.event.seq == 0}
        notes = _notes(said, opened, keys)
        founder = _standing(said["case"], opened, keys)
        for raw, one in zip(said["events"], opened, strict=True):
            device = one.event.device
            proof = {"format": proofs.FORMAT, "checkpoint": notes[device], "public_key": keys[device].hex(), **raw}
            proofs.read_proof(proof)
        names = _names(said["names"], opened)
        cosigned = {device: note.cosigners(text, keys) for device, text in notes.items()}
        bound = _anchors(said, opened, files) if "anchors" in said else ()
        return Disclosed(said["case"], opened, _originals(opened, files), names, founder, cosigned, bound)


def _opened(listed: list[Json]) -> tuple[Opened, ...]:
    """The events in their one order. Signatures and places are ``read_proof``'s matter."""
    out = []
    for shown in listed:
        if shown.keys() != EVENT_FIELDS:
            raise Tampered("an event of the pack has other fields than it should")
        stored = Stored(shown["header"].encode(), from_hex(shown["signature"]), _from_base64(shown["sealed"]), b"")
        out.append(events.open_disclosed(stored, from_hex(shown["data_key"])))
    places = [(o.event.device, o.event.seq) for o in out]
    if places != sorted(set(places)):
        raise Tampered("the events of the pack are not in order")
    return tuple(out)


def _notes(said: Json, opened: tuple[Opened, ...], keys: dict[str, bytes]) -> dict[str, str]:
    """One checkpoint for each device; every line of it holds."""
    notes = {note.read(text).device: text for text in said["checkpoints"]}
    if list(notes) != sorted({o.event.device for o in opened}) or len(notes) != len(said["checkpoints"]):
        raise Tampered("the pack's checkpoints are not those of its events")
    for text in notes.values():
        if note.read(text).case != said["case"] or note.narrowed(text, keys) != text:
            raise Tampered("a checkpoint is of another casefile, or a signature on it does not hold")
    return notes


def _standing(case: str, opened: tuple[Opened, ...], keys: dict[str, bytes]) -> str:
    """Every event must count, by what the pack itself says of devices; gives the founder's key in hex."""
    with contextlib.closing(database.passing()) as db:
        schema.bring_up_to_date(db)
        for one in opened:
            projections.write(db, one)
        devices = in_good_standing(db, case)
    for event in (one.event for one in opened):
        device = devices.get(event.device)
        if device is None or device.public_key != keys[event.device] or not device.reaches(event.seq):
            raise Tampered("an event is of a device that nobody admitted, or that was sent away", where=event.id)
        if not event.kind.startswith(STANDING) and not may(event.kind, device.roles_at(event.seq)):
            raise Tampered("an event is of a device that had no role for it", where=event.id)
    founders = [one.data for one in opened if one.event.kind == "case.created"]
    if len(founders) != 1 or founders[0]["case"] != case:
        raise Tampered("the pack does not say who founded the casefile")
    return str(founders[0]["public_key"])


def _anchors(said: Json, opened: tuple[Opened, ...], files: dict[str, bytes]) -> tuple[Bound, ...]:
    """What outside anchors bind of the pack's events; their files are taken out of ``files``."""
    if files.pop(anchored.TEXT) != anchored.ANCHORS_TEXT.encode() or len(said["anchors"]) != len(
        {a["id"] for a in said["anchors"]}
    ):
        raise Tampered("the pack's anchors are not as they should be")
    stored = {
        one.event.id: Stored(raw["header"].encode(), from_hex(raw["signature"]), b"", b"")
        for raw, one in zip(said["events"], opened, strict=True)
    }
    found = [one for anchor in said["anchors"] for one in anchored.check(anchor, said["case"], stored, files)]
    if not found:
        raise Tampered("the pack's anchors are not as they should be")
    return tuple(found)


def _originals(opened: tuple[Opened, ...], files: dict[str, bytes]) -> dict[str, bytes]:
    out = {}
    for data in (one.data for one in opened if one.event.kind == "document.added"):
        document = data["document"]
        original = files.pop(ORIGINALS + document["id"], None)
        if original is None or hashlib.sha256(original).hexdigest() != document["bytes_sha256"]:
            raise Tampered("an original is missing, or is not the one that was taken in", where=document["id"])
        out[document["id"]] = original
    if files:
        raise Tampered("the pack has other files than it should")
    return out


def _names(listed: list[Json], opened: tuple[Opened, ...]) -> dict[str, Json]:
    """By subject: the fields of the vault records that are disclosed."""
    spoken = {record["id"]: record for one in opened for record in _sealed(one)}
    if [shown["id"] for shown in listed] != sorted({shown["id"] for shown in listed}):
        raise Tampered("the names of the pack are not in order")
    out: dict[str, Json] = {}
    for shown in listed:
        sealed, record = _from_base64(shown["sealed"]), spoken.get(shown["id"])
        if record is None or shown.keys() != {"id", "sealed", "data_key"} or sealed[:1] != APART:
            raise Tampered("a name is not one that an event of the pack speaks of")
        if hashlib.sha256(sealed).hexdigest() != record["sha256"]:
            raise Tampered("a name is not the one that was sealed", where=shown["id"])
        fields = parse(unpad(open_with(from_hex(shown["data_key"]), sealed[1:], shown["id"].encode())))
        out.setdefault(record["subject"], {}).update(fields)
    return out


def _sealed(opened: Opened) -> list[Json]:
    """What an event says of vault records."""
    data = opened.data if isinstance(opened.data, dict) else {}
    return [record for record in data.get("sealed", ()) if isinstance(record, dict)]


def _from_base64(written: str) -> bytes:
    data = base64.b64decode(written, validate=True)
    if base64.b64encode(data).decode() != written:
        raise ValueError
    return data


@contextlib.contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, binascii.Error, MisuseError):
        raise Tampered("the disclosure pack is not readable") from None
