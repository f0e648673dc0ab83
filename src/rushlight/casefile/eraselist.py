"""The erase list beside the backups: what was erased, by random ids, signed by the device that wrote the list.

A restore reads it before anything else of the copy is opened to anybody, so that an older backup brings nothing back. No name,
no word and no hash of one stands in it; it tells how often something was erased, and when it was last written.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rushlight.casefile import erased
from rushlight.casefile.bodies import check_body
from rushlight.casefile.canonical import Json, canonical, from_hex, parse
from rushlight.casefile.casefile import Casefile
from rushlight.casefile.devices import successor
from rushlight.casefile.files import write_whole
from rushlight.casefile.keys import signed_by
from rushlight.casefile.stored import parse_json
from rushlight.errors import CasefileError, Tampered

FORMAT = "rushlight-erased/1"
PREFIX = "erased_"
LARGEST = 64 << 20
_SIGNED = b"rushlight erased 1\n"
_FIELDS = frozenset({"format", "case", "device", "follows", "erased", "signature"})


def write(case: Casefile, folder: Path) -> Path:
    """Write this device's list into the folder, in place of its older one; gives the file."""
    case.log.public_key()
    body: Json = {
        "format": FORMAT,
        "case": case.id,
        "device": case.device,
        "follows": _lineage(case),
        "erased": [{"event": o.data.get("again", o.event.id), "data": o.data} for o in case.records(erased.KIND)],
    }
    signature = case._ring.sign(_SIGNED + canonical(body)).hex()
    path = folder / f"{PREFIX}{case.device}.json"
    write_whole(path, canonical({**body, "signature": signature}))
    return path


def _lineage(case: Casefile) -> list[Json]:
    """Who vouches for whom, so that an older copy can tell that a device of today is one of its own."""
    sql = "SELECT device_of, roles, public_key FROM standing WHERE state = 'follows' ORDER BY turn, device"
    return [{"device": d, "public_key": key, "by": parse_json(vouched)} for d, vouched, key in case._db.rows(sql)]


def read(case: Casefile, path: Path) -> list[tuple[str, Json]]:
    """The erasures of one list. A list of another casefile gives none.

    Raises Tampered when it is not readable or not signed by a device that this copy knows or can trace to one it knows.
    """
    body = _parsed(path)
    if body["case"] != case.id:
        return []
    known = _traced(case, body["follows"])
    signed = {name: part for name, part in body.items() if name != "signature"}
    key = known.get(str(body["device"]), b"")
    try:
        holds = signed_by(key, from_hex(body["signature"]), _SIGNED + canonical(signed))
    except (TypeError, ValueError):
        holds = False
    if not holds:
        raise Tampered(
            "an erase list is not signed by a device of this casefile",
            where=path.name,
            hint="if it is not yours, move it out of the folder",
        )
    return [_entry(entry, path) for entry in body["erased"]]


def _parsed(path: Path) -> Json:
    try:
        with path.open("rb") as file:
            body = parse(file.read(LARGEST))
    except OSError:
        raise CasefileError("an erase list cannot be read", where=path.name) from None
    except Tampered:
        body = None
    if not isinstance(body, dict) or body.keys() != _FIELDS or body["format"] != FORMAT:
        raise Tampered("an erase list is not readable", where=path.name)
    if not isinstance(body["follows"], list) or not isinstance(body["erased"], list):
        raise Tampered("an erase list is not readable", where=path.name)
    return body


def _traced(case: Casefile, follows: list[Json]) -> Mapping[str, bytes]:
    """Public keys by device: of those the copy knows, and of those that follow one by one from them."""
    keys = {device.id: device.public_key for device in case.devices().values()}
    grown = True
    while grown:
        grown = False
        for link in follows:
            try:
                device, public, by = str(link["device"]), from_hex(link["public_key"]), link["by"]
                before, signature = keys.get(str(by["device"])), from_hex(by["signature"])
            except (KeyError, TypeError, ValueError):
                continue
            if device not in keys and before and signed_by(before, signature, successor(case.id, device, public)):
                keys[device] = public
                grown = True
    return keys


def _entry(entry: Json, path: Path) -> tuple[str, Json]:
    try:
        check_body(erased.KIND, entry["data"])
        return str(entry["event"]), dict(entry["data"])
    except (KeyError, TypeError, AttributeError, Tampered):
        raise Tampered("an erase list is not readable", where=path.name) from None
