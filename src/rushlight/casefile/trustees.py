"""Trustees: the devices that keep a share of each source identity, and how many of them it takes.

``trustees.set`` counts when the device of an admin in good standing wrote it; the latest one holds for every record sealed
after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rushlight.casefile.database import Database
from rushlight.casefile.devices import Device, in_good_standing
from rushlight.casefile.keys import check_counts
from rushlight.casefile.keys.shares import MOST
from rushlight.casefile.stored import parse_json
from rushlight.errors import MisuseError

SET = "trustees.set"
ADMIN, TRUSTEE = "admin", "trustee"


@dataclass(frozen=True, slots=True)
class Trustees:
    """Any ``needed`` of these together open what was sealed for them. ``gone``: set once, and sent away since."""

    needed: int
    devices: tuple[Device, ...]
    gone: tuple[str, ...] = ()

    @property
    def boxes(self) -> dict[str, bytes]:
        return {device.id: device.box_key for device in self.devices}

    @property
    def enough(self) -> bool:
        return len(self.devices) >= self.needed


def in_force(db: Database, case: str) -> Trustees | None:
    """Who the trustees are now; None where a team has never set any."""
    sql = "SELECT t.device, l.seq, t.k, t.devices FROM trustees t JOIN log l ON l.event = t.event"
    latest = db.rows(f"{sql} ORDER BY t.turn DESC, t.device DESC, t.event DESC")
    if not latest:
        return None
    devices = in_good_standing(db, case)
    for writer, seq, needed, chosen in latest:
        named = parse_json(chosen)
        if counts(devices.get(writer), seq, ADMIN) and _sound(needed, named):
            active = tuple(devices[who] for who in named if who in devices and serves(devices[who]))
            return Trustees(needed, active, tuple(sorted(set(named) - {d.id for d in active})))
    return None


def _sound(needed: object, named: object) -> bool:
    """Whether a setting makes sense; one that does not counts for nothing."""
    if type(needed) is not int or not isinstance(named, list) or not all(isinstance(who, str) for who in named):
        return False
    return 1 < needed <= len(set(named)) <= MOST


def require(db: Database, case: str) -> Trustees | None:
    """The trustees that a new record is sealed for, or None. Raises MisuseError when too few are left."""
    found = in_force(db, case)
    if found is not None and not found.enough:
        raise MisuseError(
            "too few trustees are left to seal who a source is", hint="an admin sets new ones with 'rushlight trustees'"
        )
    return found


def counts(writer: Device | None, seq: int, *roles: str) -> bool:
    """Whether what this device wrote at ``seq`` counts: it was in good standing then, and had one of the roles."""
    return writer is not None and bool(writer.roles_at(seq) & set(roles))


def serves(device: Device) -> bool:
    """Whether a device can be a trustee: active, with the role, and with a box."""
    return device.active and TRUSTEE in device.roles and bool(device.box_key)


def check(devices: Mapping[str, Device], needed: int, chosen: Iterable[str]) -> tuple[str, ...]:
    """The ids of the chosen trustees. Raises MisuseError for one that cannot be, and for two that are one machine."""
    wanted = tuple(dict.fromkeys(chosen))
    for who in wanted:
        if who not in devices or not serves(devices[who]):
            raise MisuseError("this device cannot be a trustee", where=who, hint="an admin admits it with the role trustee")
    origins = {origin(devices, who) for who in wanted}
    if len(origins) < len(wanted) or len({devices[who].box_key for who in wanted}) < len(wanted):
        raise MisuseError(
            "two of these trustees are one device", hint="trustees are different people, each with a computer of their own"
        )
    if len(wanted) < 2:
        raise MisuseError("one device alone is no safeguard", hint="name two or more, each with a computer of their own")
    check_counts(needed, len(wanted))
    return wanted


def origin(devices: Mapping[str, Device], device: str) -> str:
    """The first device of the line that this one goes on from: copies and restores are the same machine or its heir."""
    seen: set[str] = set()
    while device not in seen and device in devices and devices[device].follows is not None:
        seen.add(device)
        device = str(devices[device].follows)
    return device
