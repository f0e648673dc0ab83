"""Teams: an invitation, a colleague's own copy of the casefile, and admitting and sending away devices.

No key of a casefile ever travels. A colleague makes an empty copy with keys of its own (``join``), an admin admits its device
(``admit``) after the two have compared a fingerprint by voice, and from then on bundles are closed for it.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from pathlib import Path

from rushlight.casefile import merging, note, places, slots
from rushlight.casefile.arriving import Arrivals
from rushlight.casefile.canonical import Json, from_hex
from rushlight.casefile.casefile import Casefile, Clock
from rushlight.casefile.database import Database
from rushlight.casefile.devices import Device
from rushlight.casefile.keys import Cost, Keyring
from rushlight.casefile.log import Log
from rushlight.casefile.opening import create
from rushlight.casefile.proofs import prove, read_proof
from rushlight.casefile.roles import ROLES
from rushlight.errors import CasefileError, MisuseError, Tampered
from rushlight.record import Randomness

INVITATION = "rushlight-invitation/1"
REQUEST = "rushlight-request/1"
_CASE, _DEVICE = re.compile(r"ca_[0-9a-z]{26}"), re.compile(r"dv_[0-9a-z]{26}")


def invitation(case: Casefile) -> Json:
    """What a colleague needs to begin a copy: the casefile's id and its founder's public key. No secret is in it."""
    first = founder(case)
    return {"format": INVITATION, "case": case.id, "founder": first.id, "public_key": first.public_key.hex()}


def invited_by(invitation: Json) -> Device:
    """The founder that an invitation names; compare its fingerprint by voice. Raises Tampered."""
    try:
        if invitation["format"] != INVITATION or invitation.keys() != {"format", "case", "founder", "public_key"}:
            raise ValueError
        key = from_hex(invitation["public_key"])
        if not _CASE.fullmatch(invitation["case"]) or not _DEVICE.fullmatch(invitation["founder"]) or len(key) != 32:
            raise ValueError
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Tampered("this is no invitation") from None
    return Device(invitation["founder"], key, b"", frozenset())


def join(
    folder: Path,
    invitation: Json,
    passphrase: str,
    *,
    randomness: Randomness,
    now: Clock,
    by: str,
    cost: Cost | None = None,
    recovery: tuple[int, int] | None = None,
    _below_floor_in_tests: bool = False,
) -> Casefile:
    """Make an empty copy of an existing casefile, with keys of its own, and open it. Raises what ``create`` raises, Tampered.

    ``by`` is the alias that whoever works here has in the log (``actor_of``). ``request`` gives what an admin needs to admit
    it. Until a bundle from an admin is merged, it knows nobody.
    """
    invited = invited_by(invitation)

    def first(db: Database, ring: Keyring, case: str, device: str, random: Randomness, clock: Clock, who: str) -> None:
        public_key, box, sealed = ring.new_device(device)
        db.rows("INSERT INTO meta VALUES ('format', ?), ('case', ?), ('device', ?)", (slots.FORMAT, case, device))
        db.rows("INSERT INTO meta VALUES ('founder', ?)", (f"{invited.id} {invited.public_key.hex()}",))
        db.rows("INSERT INTO meta VALUES ('actor', ?)", (who,))
        db.rows("INSERT INTO signers VALUES (?, ?)", (device, sealed))
        body = {"device": device, "public_key": public_key.hex(), "box_key": box.hex()}
        Log(db, ring, case, device, random).append("device.joined", body, at=clock(), by=who)

    return create(
        folder,
        passphrase,
        randomness=randomness,
        now=now,
        by=by,
        cost=cost,
        recovery=recovery,
        joining=(invitation["case"], first),
        _below_floor_in_tests=_below_floor_in_tests,
    )


def actor_of(case: Casefile) -> str:
    """The alias of whoever works with this copy, as it was given when it joined; ``A1`` where it was created."""
    row = case._db.one("SELECT value FROM meta WHERE name = 'actor'")
    return "A1" if row is None else str(row[0])


def copied(case: Casefile) -> bool:
    """Whether this folder was copied or moved since its device settled in it (``places``)."""
    return places.was_copied(case._db, case._ring, case.folder, case.id)


def request(case: Casefile) -> Json:
    """What this device asks to be admitted with: its first event, proven. It names nobody.

    It is proven under a checkpoint of that event alone, whatever the device has written since: whoever admits it has the
    first event and no other, and takes an event only where a checkpoint of what is there holds.
    """
    row = case._db.one("SELECT id FROM events WHERE device = ? AND seq = 0", (case.device,))
    if row is None:
        raise CasefileError("this device has no first event", where=case.device)
    public_key = case.log.public_key()
    first = note.Checkpoint(case.id, case.device, 1, case.log.root_of(case.device, 1))
    return {"format": REQUEST, "proof": prove(case.log, case._ring, row[0], note.sign(first, case._ring, public_key))}


def requested_by(case: Casefile, request: Json) -> Device:
    """The device that a request is from, its keys checked to be its own. Raises Tampered, MisuseError."""
    if not isinstance(request, dict) or request.get("format") != REQUEST or request.keys() != {"format", "proof"}:
        raise Tampered("this is no request to be admitted")
    proven = read_proof(request["proof"])
    if proven.checkpoint.case != case.id:
        raise MisuseError("this request is for another casefile")
    body = proven.body
    if proven.event.seq != 0 or proven.event.kind not in ("device.joined", "device.added") or not isinstance(body, dict):
        raise Tampered("this is no request to be admitted")
    if (body.get("device"), body.get("public_key")) != (proven.event.device, proven.public_key):
        raise Tampered("this is no request to be admitted")
    try:
        return Device(proven.event.device, bytes.fromhex(proven.public_key), from_hex(body["box_key"]), frozenset())
    except (KeyError, TypeError, ValueError):
        raise Tampered("this is no request to be admitted") from None


def admit(case: Casefile, request: Json, roles: Iterable[str], *, by: str) -> merging.Merged:
    """Admit the device of a request; take what waited for this.

    A device that is known already gets these roles, and so do those before it and after it. They hold for what it writes
    beyond what is here now; what it wrote before counts as it did.

    Raises MisuseError without the right to, for roles that are none, or for a device that was sent away.
    """
    wanted = tuple(dict.fromkeys(roles))
    device = requested_by(case, request)
    _check_admin(case)
    if not wanted or set(wanted) - set(ROLES):
        raise MisuseError("these are no roles", hint="roles are " + ", ".join(ROLES))
    known = case.devices().get(device.id)
    if device.id == case.device and "admin" not in wanted and not _other_admins(case):
        raise MisuseError("nobody could admit or send anybody away any more", hint="give another device the role admin first")
    if known is not None and (known.public_key != device.public_key or not known.active):
        raise MisuseError("this device was sent away, or its id is taken", where=device.id, hint="join again as a new one")
    with case._db.transaction():
        _lay_beside(case, request["proof"])
        _say_admitted(case, device, wanted, by)
        for name in _line(case.devices(), device.id) if known else ():
            _say_admitted(case, case.devices()[name], wanted, by)
    return merging.take_up(case, by)


def revoke(case: Casefile, device: str, *, by: str, keep_successors: bool = False) -> tuple[str, ...]:
    """Send a device away: what it wrote beyond what is here now counts for nobody, and no bundle is closed for it any more.

    With it go the devices it went on from, whose keys lie in the same folder, and those that went on from it, unless
    ``keep_successors``: these are then admitted for themselves. Gives the ids. Raises MisuseError.
    """
    _check_admin(case)
    standing = case.devices()
    if device not in standing or not standing[device].active:
        raise MisuseError("there is no such active device", where=device, hint="'rushlight devices' lists them")
    if device == case.device:
        raise MisuseError("a device does not send itself away", hint="another admin can")
    after = _successors(standing, device)
    line = [device, *_ancestors(standing, device)]
    if case.device in line or (case.device in after and not keep_successors):
        raise MisuseError("this device goes on from that one", where=device, hint="keep its successors")
    with case._db.transaction():
        for kept in after if keep_successors else ():
            _say_admitted(case, standing[kept], tuple(sorted(standing[kept].roles)), by)
        gone = line if keep_successors else [*line, *after]
        for name in gone:
            case.append("device.revoked", {"device": name, "size": _held(case, name)}, by=by)
    merging.take_up(case, by)
    return tuple(gone)


def _say_admitted(case: Casefile, device: Device, roles: tuple[str, ...], by: str) -> None:
    keys = {"public_key": device.public_key.hex(), "box_key": device.box_key.hex()}
    own = device.id == case.device  # this very event is still written under the roles of before
    since = {"size": _held(case, device.id) + own} if device.id in case.devices() else {}
    case.append("device.admitted", {"device": device.id, **keys, "roles": list(roles), **since}, by=by)


def _other_admins(case: Casefile) -> bool:
    standing = case.devices()
    line = {case.device, *_line(standing, case.device)}
    return any(d.active and "admin" in d.roles for d in standing.values() if d.id not in line)


def _held(case: Casefile, device: str) -> int:
    return int(case._db.rows("SELECT count(*) FROM events WHERE device = ?", (device,))[0][0])


def _lay_beside(case: Casefile, proof: Json) -> None:
    """Put a device's first event with what waits, so that bundles can be closed for it at once."""
    fields = ("header", "signature", "sealed", "data_key")
    line = {name: proof[name] for name in fields}
    for name in ("signature", "data_key"):
        line[name] = base64.b64encode(from_hex(line[name])).decode()
    arrivals = Arrivals(case, "", merging.gone_of(case))
    arrivals.take("event", line)
    arrivals.take("checkpoint", proof["checkpoint"])


def founder(case: Casefile) -> Device:
    """The device that founded the casefile. Raises MisuseError where this copy does not know it yet."""
    row = case._db.one("SELECT device FROM standing WHERE state = 'founded'")
    known = case.devices().get(str(row[0])) if row else None
    if known is None:
        raise MisuseError("this copy does not know the casefile's founder yet", hint="merge a bundle from an admin first")
    return known


def _check_admin(case: Casefile) -> None:
    own = case.devices().get(case.device)
    if own is None or not own.active or "admin" not in own.roles:
        raise MisuseError("only an admin's device admits others and sends them away", where=case.device)


def _ancestors(standing: dict[str, Device], device: str) -> list[str]:
    out, at = [], standing[device].follows
    while at is not None and at in standing and at not in out:
        out.append(at)
        at = standing[at].follows
    return [name for name in out if standing[name].active]


def _line(standing: dict[str, Device], device: str) -> list[str]:
    """The active devices before this one and after it: one person's, whose keys lie in one folder."""
    return [*_ancestors(standing, device), *_successors(standing, device)]


def _successors(standing: dict[str, Device], device: str) -> list[str]:
    out = [device]
    for name in out:
        out += [d.id for d in standing.values() if d.follows == name and d.active and d.id not in out]
    return out[1:]
