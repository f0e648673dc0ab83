"""A member of the team turns on it: what is sealed and signed rightly, and says anything. One odd event must stop nobody.

Each feed is taken as a real one would be, everything that a person could look at is looked at, and then it is undone.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import secrets
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import making_casefile as make
from hostile_world import World

from rushlight.casefile import (
    Casefile,
    bundles,
    conflicts,
    doctor,
    eraselist,
    erasing,
    events,
    identities,
    items,
    kept_originals,
    merging,
    note,
    packing,
    sending,
    teamfile,
    tree,
    trustees,
)
from rushlight.casefile.canonical import canonical, pad
from rushlight.casefile.events import Stored
from rushlight.casefile.keys.sealing import seal_committed
from rushlight.casefile.keys.stream import encrypt, new_identity
from rushlight.casefile.search.asking import question
from rushlight.casefile.search.finding import find
from rushlight.desk import consent, remembering
from rushlight.errors import MisuseError, RushlightError

TAKEN, LOCATED, REFUSED = "free", "located", "refused"


class _Undo(Exception):
    """Ends a transaction that is not to last."""


@contextlib.contextmanager
def undone(case: Casefile) -> Iterator[None]:
    """What happens within is as it would be, and then never was."""
    with contextlib.suppress(_Undo), case._db.transaction():
        yield
        raise _Undo
    case._known_readings.clear()


def look_at_everything(case: Casefile) -> None:
    """All that a person could open after it. Each may be refused with an error of ours, none may break."""
    asks: tuple[Callable[[], Any], ...] = (
        case.events,
        case.devices,
        case.sources,
        case.documents,
        case.stored_reports,
        case.readings,
        case.decisions,
        case.judgements,
        case.releases,
        lambda: case.get_setting("language"),
        lambda: merging.alarms(case),
        lambda: conflicts.conflicts(case),
        lambda: identities.requests(case),
        lambda: identities.sealed_before(case),
        lambda: [identities.can_answer(case, r, make.T0) for r in identities.requests(case)],
        lambda: trustees.in_force(case._db, case.id),
        lambda: erasing.reach(case),
        lambda: erasing.settle(case),
        lambda: teamfile.write(case),
        lambda: [sending.known_by(case, device) for device in case.devices().values()],
        lambda: list(sending.lines(case, {})),
        lambda: find(case, question("bridge"), by="p_a"),
        lambda: doctor.examine(case, make.T0),
        lambda: items.Items(case),
        lambda: consent.consents(case),
        lambda: remembering.remembered(case),
        lambda: [erasing.releases_with(case, stored.document.id) for stored in case.documents()],
        lambda: [erasing.of_report(case, stored.document.id, reason="withdrawn") for stored in case.documents()],
        lambda: erasing.of_waiting(case, reason="withdrawn"),
        lambda: kept_originals(case),
    )
    for ask in asks:
        with contextlib.suppress(RushlightError):
            ask()


def must_go_on(case: Casefile) -> None:
    """Whatever a colleague did, one's own work is not stopped."""
    case.append("test.note", {"n": 1}, by="p_a")
    assert case.documents() is not None


def fed_lines(case: Casefile, lines: list[bytes]) -> merging.Merged:
    """Merge a bundle of these lines, rightly closed and rightly ended."""
    identity, sealed, head = new_identity(), io.BytesIO(), "0" * 64
    counts: Counter[str] = Counter()
    for line in lines:
        with contextlib.suppress(ValueError, RecursionError):
            content = json.loads(line)
            counts.update(content.keys() if isinstance(content, dict) and len(content) == 1 else ())
    end = canonical({"end": bundles._end(counts, head)})
    encrypt(identity, io.BytesIO(b"\n".join([*lines, end]) + b"\n"), sealed)
    sealed.seek(0)
    said = bundles.Head(case.id, case.device, "bu_x", {}, head)
    return merging._merged(case, said, "p_m", lambda arrivals: bundles.read(sealed, said, identity, arrivals.take))


def _looked_at(case: Casefile, merged: merging.Merged) -> str:
    """What a member says may be a lie, such as another hash of an original: a verification then says where."""
    if not merged.taken:
        return REFUSED
    look_at_everything(case)
    must_go_on(case)
    report = case.verify()
    assert all(fault.what and fault.where for fault in report.faults)
    return TAKEN if report.ok else LOCATED


def lines(world: World, data: bytes) -> str:
    """Lines within a bundle, as any member could close them for us."""
    case = world.newcomer
    with undone(case):
        try:
            merged = fed_lines(case, [line for line in data.split(b"\n") if line])
        except RushlightError:
            return REFUSED
        return _looked_at(case, merged)
    return REFUSED


def event(world: World, data: bytes) -> str:
    """{"kind", "body"}, signed by the colleague's own device as its next event."""
    try:
        said = json.loads(data)
        body, kind = canonical(said["body"]), str(said["kind"])
    except (ValueError, KeyError, TypeError, RecursionError, MisuseError):
        return REFUSED
    case = world.founder
    try:
        lines = _signed(world.colleague, kind, body)
    except RushlightError:
        return REFUSED
    with undone(case):
        merged = fed_lines(case, lines)
        return _looked_at(case, merged)
    return REFUSED


def _signed(member: Casefile, kind: str, body: bytes) -> list[bytes]:
    """The lines of a device's next event, whatever it says, and of a checkpoint over it."""
    log, ring = member.log, member._ring
    public_key, place = log.public_key(), log._next_place()
    event, data_key = f"ev_x{secrets.token_hex(6)}", secrets.token_bytes(32)
    bare = {"v": 1, "id": event, "device": place.device, "seq": place.seq, "prev": place.prev, "kind": kind}
    bare |= {"day": "2026-03-01", "key": events.KEY_ID}
    sealed = seal_committed(data_key, pad(body), canonical(bare), secrets.token_bytes)
    header = canonical({**bare, "sha256": hashlib.sha256(sealed).hexdigest()})
    stored = Stored(header, ring.sign(events.SIGNED + header), sealed, b"")
    grown = dict(tree.grow(place.seq, stored.leaf, log.fetch(place.device)))
    held = log.fetch(place.device)
    root = tree.root(place.seq + 1, lambda level, at: grown.get((level, at)) or held(level, at))
    said = note.sign(note.Checkpoint(member.id, place.device, place.seq + 1, root), ring, public_key)
    return [canonical(bundles.event_line(stored, data_key)), canonical(bundles.checkpoint_line(said))]


def listed(world: World, data: bytes) -> str:
    """An erase list that is rightly signed, carried out on a restore."""
    case = world.founder
    try:
        said = json.loads(data)
        bare = {name: part for name, part in said.items() if name != "signature"}
        bare["device"], bare["case"] = case.device, case.id
        signature = case._ring.sign(eraselist._SIGNED + canonical(bare)).hex()
        written = canonical({**bare, "signature": signature})
    except (ValueError, TypeError, AttributeError, RecursionError, MisuseError):
        return REFUSED
    path = Path(world.folder / "erased_y.json")
    path.write_bytes(written)
    with undone(case):
        try:
            found = dict(eraselist.read(case, path))
            packing.replay(case, found.items(), by="p_a")
        except RushlightError:
            return REFUSED
        erasing.settle(case)
        look_at_everything(case)
        must_go_on(case)
        return TAKEN
    return REFUSED
