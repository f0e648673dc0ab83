"""The team file: what somebody outside needs to seal for a team. Public keys and random ids; no name and no secret.

Signed by the device that wrote it; whoever takes it compares that device's fingerprint by voice, or seals for a stranger.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from rushlight.casefile import trustees
from rushlight.casefile.canonical import Json, canonical, from_hex
from rushlight.casefile.casefile import Casefile
from rushlight.casefile.devices import Device
from rushlight.casefile.joining import founder
from rushlight.casefile.keys import check_counts, signed_by
from rushlight.casefile.sound import BOX
from rushlight.casefile.trustees import Trustees
from rushlight.errors import MisuseError, RushlightError, Tampered

FORMAT = "rushlight-team/1"
COLLECTOR = "collector"
_SIGNED = b"rushlight team 1\n"
_FIELDS = {"format", "case", "founder", "members", "trustees", "turn", "writer", "signature"}
_DEVICE = re.compile(r"dv_[0-9a-z]{26}")


@dataclass(frozen=True, slots=True)
class Team:
    """A team as a collector knows it: box keys of those it seals for, who opens identities, and where the log stood."""

    case: str
    founder: Device
    writer: Device
    members: dict[str, bytes]
    trustees: Trustees | None
    turn: int
    content: Json


def write(case: Casefile) -> Json:
    """The team file of a casefile: every active device but collectors'. Raises MisuseError, CasefileError."""
    devices = case.devices()
    own = devices.get(case.device)
    if own is None or not own.active:
        raise MisuseError("only a device of the team writes its team file", where=case.device)
    first = founder(case)
    found = trustees.require(case._db, case.id)
    members = {d.id: d.box_key.hex() for d in devices.values() if d.active and d.box_key and d.roles - {COLLECTOR}}
    said = {"k": found.needed, "boxes": {d.id: d.box_key.hex() for d in found.devices}} if found else None
    content: Json = {
        "format": FORMAT,
        "case": case.id,
        "founder": {"device": first.id, "public_key": first.public_key.hex()},
        "members": members,
        "trustees": said,
        "turn": case._db.rows("SELECT coalesce(max(turn), 0) FROM log")[0][0],
        "writer": {"device": own.id, "public_key": own.public_key.hex()},
    }
    case.log.public_key()
    return {**content, "signature": case._ring.sign(_SIGNED + canonical(content)).hex()}


def read(content: Any) -> Team:
    """The team of a team file, its signature and form checked. Raises Tampered."""
    try:
        if not isinstance(content, dict) or content.keys() != _FIELDS or content["format"] != FORMAT:
            raise ValueError
        bare = {name: value for name, value in content.items() if name != "signature"}
        writer, first = _device(content["writer"]), _device(content["founder"])
        if not signed_by(writer.public_key, from_hex(content["signature"]), _SIGNED + canonical(bare)):
            raise ValueError
        if not re.fullmatch(r"ca_[0-9a-z]{26}", content["case"]) or type(content["turn"]) is not int or content["turn"] < 0:
            raise ValueError
        members = _boxes(content["members"])
        if not members:
            raise ValueError
        return Team(content["case"], first, writer, members, _trustees(content["trustees"]), content["turn"], content)
    except (RushlightError, ValueError, TypeError, KeyError, AttributeError):
        raise Tampered("this is no team file, or it was changed", hint="ask the team for it again") from None


def _trustees(said: Any) -> Trustees | None:
    if said is None:
        return None
    boxes = _boxes(said["boxes"])
    check_counts(int(said["k"]), len(boxes))
    return Trustees(int(said["k"]), tuple(Device(who, b"", box, frozenset()) for who, box in boxes.items()))


def _boxes(said: dict[str, str]) -> dict[str, bytes]:
    boxes = {who: from_hex(box) for who, box in said.items()}
    if not all(_DEVICE.fullmatch(who) and len(box) == BOX for who, box in boxes.items()):
        raise ValueError
    return boxes


def _device(said: Json) -> Device:
    key = from_hex(said["public_key"])
    if not _DEVICE.fullmatch(said["device"]) or len(key) != 32:
        raise ValueError
    return Device(said["device"], key, b"", frozenset())
