"""Every reader of what comes from outside, as one function of bytes: only errors of ours may come out, and nothing false.

``feed`` gives ``same`` for bytes that say what the original says. It gives ``free`` for what anybody may change by design; each
such case is named where it is allowed. A mutant that is taken for something else fails an assertion.
"""

from __future__ import annotations

import io
import json
import secrets
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import making_casefile as make
import making_collector as collectors
import making_teams
from hostile_members import event, lines, listed
from hostile_world import World

from rushlight.casefile import (
    backups,
    bundles,
    envelopes,
    epochs,
    eraselist,
    joining,
    keys,
    merging,
    note,
    packing,
    proofs,
    slots,
    tarring,
    teamfile,
    ways,
)
from rushlight.casefile.disclosed import check_disclosure
from rushlight.casefile.keys import Cost
from rushlight.casefile.keys.stream import encrypt, new_identity
from rushlight.casefile.storing import read as unzipped
from rushlight.casefile.storing import write as zipped
from rushlight.cli.collector import _json
from rushlight.desk import proving
from rushlight.desk import teams as desk_teams
from rushlight.errors import RushlightError, Tampered

SAME, FREE, REFUSED = "same", "free", "refused"


@dataclass(frozen=True)
class Target:
    """What is fed, and with what it begins."""

    name: str
    seeds: Callable[[World], tuple[bytes, ...]]
    feed: Callable[[World, bytes], str]


def fed(target: Target, world: World, data: bytes) -> str:
    """What became of it: ``same``, ``free`` or ``refused``. Anything but an error of ours goes through: it is a finding."""
    try:
        return target.feed(world, data)
    except RushlightError:
        return REFUSED


# --- bundles ---------------------------------------------------------------------------------------------


def _bundle(world: World, data: bytes) -> str:
    """Head, boxes and stream: any other byte is refused, whoever it was meant for."""
    file = io.BytesIO(data)
    head = bundles.read_head(file)
    taken: list[Any] = []
    bundles.read(file, head, merging._opened(world.colleague, head), lambda kind, value: taken.append({kind: value}))
    assert data == world.bundle, "a changed bundle was taken"
    assert taken
    return SAME


def _collected(world: World, data: bytes) -> str:
    file = io.BytesIO(data)
    head = bundles.read_head(file)
    bundles.read(file, head, merging._opened(world.founder, head), lambda kind, value: None)
    assert data == world.collected.read_bytes(), "a changed report of a collector was taken"
    return SAME


# --- ways in ---------------------------------------------------------------------------------------------


class _Cheap:
    """A stretched passphrase without the wait: a slot may ask for minutes of Argon2id, as far as its cost allows."""

    def __init__(self) -> None:
        self.really = keys.stretch

    def __call__(self, passphrase: str, salt: bytes, cost: Cost) -> bytes:
        if cost.memory_kib * cost.passes > 4096 and cost.memory_kib >= 8 * cost.lanes:
            return secrets.token_bytes(keys.KEY)
        return self.really(passphrase, salt, cost)


def _slot_file(world: World, data: bytes) -> str:
    """Free: ways in may be left out, doubled or put in another order, and slots added that open nothing of ours.

    Nobody signs this file: whoever writes in the folder can take a way in away, as they can delete the file. A slot that
    opens is one of ours to the byte, and gives the key that it gave.
    """
    original, shares, ring, case = world.slots
    found = slots.from_bytes(data)
    really, slots.keys.stretch = slots.keys.stretch, _Cheap()
    try:
        rings = _opened_slots(found, shares, ring)
    finally:
        slots.keys.stretch = really
    for opened in rings:
        assert (opened._case, opened._key) == (case, ring._key), "a changed slot file gives another key"
    list(map(ways._described, found.slots))
    found.carried_over(ring, ring)
    (world.folder / "slots").mkdir(exist_ok=True)
    found.write(world.folder / "slots")
    found.vouched_by(ring)
    kept = json.loads(original)["slots"]
    opening = [slot for slot in found.slots if slot in kept]
    assert bool(rings) <= bool(opening), "a slot that is none of ours opens"
    return SAME if data == original else FREE


def _opened_slots(found: slots.Slots, shares: tuple[str, ...], ring: keys.Keyring) -> list[keys.Keyring]:
    out: list[keys.Keyring] = []
    for ask in (
        lambda: list(found.unlock(make.PASSPHRASE, secrets.token_bytes)),
        lambda: list(found.recover(shares[:2], secrets.token_bytes)),
        lambda: [like] if (like := found.opened_like(ring)) else [],
    ):
        try:
            out += ask()
        except RushlightError:
            continue
    return out


def _shares(world: World, data: bytes) -> str:
    """Free: how the words are spaced, and capitals; people type them."""
    _, shares, _, _ = world.slots
    lines = data.decode("utf-8", "replace").split("\n")
    known = {" ".join(share.split()) for share in shares}
    good = 0
    for line in lines[:4]:
        try:
            keys.check_share(line)
            good += 1
        except RushlightError:
            continue
        assert " ".join(line.lower().split()) in known, "a changed share passes its check"
    secret = keys.joined(lines[:4])
    assert keys.box_key(secret).hex() == json.loads(world.slots[0])["slots"][1]["box"], "other shares give another secret"
    return SAME if good else FREE


# --- checkpoints -----------------------------------------------------------------------------------------


def _checkpoint(world: World, data: bytes) -> str:
    """Free: blanks and line ends around it, and lines that are nobody's we know: they are passed over.

    What it says, and each line that holds, is as it was signed.
    """
    text = data.decode("utf-8", "surrogateescape")  # in JSON half a character can be written as well
    known = {name: device.public_key for name, device in world.founder.devices().items()}
    true = world.founder.log.checkpoint(world.founder.device)
    said = note.read(text)
    mine = known.get(said.device, b"\0" * 32)
    holds, cosigned = note.signature_holds(text, mine), note.cosigners(text, known)
    note.is_cosigned(text)
    note.joined(text, text)
    if holds or cosigned:
        assert said == note.read(true), "a changed checkpoint holds"
        lines = note.narrowed(text, known).split("\n\n", 1)[1].splitlines()
        assert set(lines) <= set(true.split("\n\n", 1)[1].splitlines()), "a changed signature line holds"
        world.founder.verify(checkpoint=text) if secrets.randbelow(50) == 0 else None
    return SAME if holds and note.plain(text) == true else FREE


# --- sealed files ------------------------------------------------------------------------------------------


def _unsealed(world: World, file: io.BytesIO, identity: str) -> None:
    """Take the files out of a stream into an empty folder, and nowhere else."""
    place = Path(tempfile.mkdtemp(dir=world.folder))
    try:
        inner = place / "in"
        inner.mkdir()
        tarring.unseal(file, identity, inner)
    finally:
        outside = [path for path in place.iterdir() if path.name != "in"]
        shutil.rmtree(place)
        assert not outside, "a file was written outside the folder"


def _pack(world: World, data: bytes) -> str:
    """Free: the ways in at its head, as in the slot file; a stream that opens is the one that was written."""
    file = io.BytesIO(data)
    if packing.line(file, len(packing.PACK) + 1) != packing.PACK.encode():
        raise Tampered("this is no packed casefile")
    way_in = slots.from_bytes(packing.line(file, slots.LARGEST))
    sealed = packing.identity_line(file)
    really, slots.keys.stretch = slots.keys.stretch, _Cheap()
    try:
        unlock = packing.by_passphrase(make.PASSPHRASE, secrets.token_bytes)
        _, identity = packing.opened_identity(way_in, unlock, sealed, packing._about(way_in.case))
    finally:
        slots.keys.stretch = really
    _unsealed(world, file, identity)
    head = data.split(b"\n", 3)
    assert head[2:] == world.pack.split(b"\n", 3)[2:], "a changed pack opens"
    return SAME if data == world.pack else FREE


def _pack_within(world: World, data: bytes) -> str:
    """The tar within, by somebody who has the key: nothing but plain files of our names, in the folder."""
    identity, sealed = new_identity(), io.BytesIO()
    encrypt(identity, io.BytesIO(data), sealed)
    sealed.seek(0)
    _unsealed(world, sealed, identity)
    return FREE


def _small_tar(world: World) -> tuple[bytes, ...]:
    blob = f"blobs/aa/bl_{'0' * 24}aa"
    parts = [("vault.db", b"x" * 700), (blob, b"y" * 1025), (blob[:-2] + "bb", b"")]
    out = b""
    for name, data in parts:
        out += tarring._header(name.replace("blobs/aa", f"blobs/{name[-2:]}"), len(data)) + data + bytes(-len(data) % 512)
    return (out + bytes(1024),)


def _backup(world: World, data: bytes) -> str:
    """Nothing is free here: the head is bound to the stream's identity."""
    file = io.BytesIO(data)
    head, described = backups._head(file)
    epoch = epochs.read(world.backup.parent / epochs.FOLDER / head["slot"])
    unlock = packing.by_passphrase(make.PASSPHRASE, secrets.token_bytes)
    sealed = packing.identity_line(file)
    _, identity = packing.opened_identity(epoch.way_in, unlock, sealed, backups._about(described))
    _unsealed(world, file, identity)
    assert data == world.backup.read_bytes(), "a changed backup opens"
    return SAME


def _epoch(world: World, data: bytes) -> str:
    """Free: as in the slot file; and the day and the count of erasures, by which a new epoch begins."""
    path = world.folder / "2026Q1.slot"
    path.write_bytes(data)
    epoch = epochs.read(path)
    epochs._boxes(epoch.way_in)
    assert epoch.order
    assert epoch.quarter_ends
    for ring in _opened_slots(
        epoch.way_in, world.slots[1], next(slots.read(world.founder.folder).unlock(make.PASSPHRASE, secrets.token_bytes))
    ):
        assert ring._case == world.founder.id, "a changed epoch slot opens for another casefile"
    return FREE


# --- packs and proofs --------------------------------------------------------------------------------------


def _disclosure(world: World, data: bytes) -> str:
    check_disclosure(data)
    assert data == world.disclosed, "a changed disclosure pack verifies"
    return SAME


def _disclosure_within(world: World, data: bytes) -> str:
    """Free: events, cosignatures and names may be left out; nobody says that a pack is whole. What it shows is true."""
    files = unzipped(world.disclosed)
    shown, true = check_disclosure(zipped({**files, "disclosure.json": data})), check_disclosure(world.disclosed)
    assert shown.case == true.case
    assert shown.founder == true.founder
    assert all(one in true.events for one in shown.events), "a pack shows an event that never was"
    assert all(true.originals[name] == held for name, held in shown.originals.items())
    assert all(true.names[name] == held for name, held in shown.names.items())
    return SAME if shown == true else FREE


def _proof(world: World, data: bytes) -> str:
    """Free: how the JSON is spaced and ordered, and further lines on its checkpoint. What is proven is as it was."""
    path = world.folder / "p.json"
    path.write_bytes(data)
    shown, true = proofs.read_proof(proving.load(path)), proofs.read_proof(json.loads(world.proof))
    assert shown == true, "a changed proof verifies"
    return SAME


# --- identities ----------------------------------------------------------------------------------------------


def _envelope(world: World, data: bytes) -> str:
    """By itself: an event signs its hash, so that a changed one is refused before. What opens is what was sealed."""
    record, true = world.envelope
    read, case = envelopes.read(data, record), world.founder
    (subject,) = [s for s, r in case._db.rows("SELECT subject, id FROM sealed_name") if r == record]
    parts = []
    for member in (case, world.colleague):
        if member.device in read.boxes:
            ((sealed,),) = member._db.rows("SELECT sealed FROM signers WHERE device = ?", (member.device,))
            box = read.boxes[member.device]
            parts.append(member._ring.open_share(member.device, sealed, box, envelopes.purpose(record, subject)))
    fields = envelopes.opened(read, record, parts)
    assert fields
    assert read.sealed == envelopes.read(true, record).sealed, "a changed envelope opens"
    return SAME if data == true else FREE


# --- joining ---------------------------------------------------------------------------------------------------


def _invitation(world: World, data: bytes) -> str:
    """Free: an invitation is not signed; the fingerprint of its key is compared by voice. A copy can be made with it."""
    made, founder = desk_teams.read_invitation(_written(world, data))
    assert founder.fingerprint
    if data == world.invitation:
        return SAME
    folder = world.folder / "joins.case"
    try:
        with making_teams.join(folder, made) as case:
            joining.request(case)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return FREE


def _request(world: World, data: bytes) -> str:
    """Free: further lines on the checkpoint of its proof. Whom it admits is the device that signed it."""
    _, device = desk_teams.read_request(world.founder, _written(world, data))
    assert device == joining.requested_by(world.founder, json.loads(world.asking)), "a changed request names another device"
    return SAME


def _team_file(world: World, data: bytes) -> str:
    """Free: how the JSON is spaced and ordered. All of what it says is signed."""
    team = teamfile.read(_json(_written(world, data)))
    assert team.content == json.loads(world.team_file), "a changed team file is taken"
    return SAME


def _collector(world: World, data: bytes) -> str:
    """Free: how the JSON is spaced and ordered. What opens is the state that was sealed."""
    folder = world.folder / "d.collector"
    if not folder.exists():
        shutil.copytree(world.collector, folder)
    (folder / "collector.json").write_bytes(data)
    really, keys_of = keys.stretch, collectors.collecting.keys
    keys_of.stretch = _Cheap()
    try:
        with collectors.opened(folder) as opened:
            assert opened.device in world.founder.devices()
    finally:
        keys_of.stretch = really
    return SAME


def _erase_list(world: World, data: bytes) -> str:
    """Free: a list of another casefile gives nothing, as if it were not there."""
    found = eraselist.read(world.founder, _written(world, data, "erased_x.json"))
    true = json.loads(world.erase_list)
    if not found:
        return FREE
    assert data == world.erase_list, "a changed erase list is taken"
    assert len(found) == len(true["erased"])
    return SAME


def _written(world: World, data: bytes, name: str = "given") -> Path:
    path = world.folder / name
    path.write_bytes(data)
    return path


def _one(name: str) -> Callable[[World], tuple[bytes, ...]]:
    return lambda world: (getattr(world, name),)


TARGETS = {
    target.name: target
    for target in (
        Target("bundle", _one("bundle"), _bundle),
        Target("collected", lambda w: (w.founder and w.collected.read_bytes(),), _collected),
        Target("slots", lambda w: (w.slots[0],), _slot_file),
        Target("shares", lambda w: tuple("\n".join(w.slots[1][i : i + 2]).encode() for i in range(2)), _shares),
        Target("checkpoint", lambda w: (w.founder.log.checkpoint(w.founder.device).encode(),), _checkpoint),
        Target("pack", _one("pack"), _pack),
        Target("pack-within", _small_tar, _pack_within),
        Target("backup", lambda w: (w.backup.read_bytes(),), _backup),
        Target("epoch", lambda w: (next((w.backup.parent / "keys").iterdir()).read_bytes(),), _epoch),
        Target("disclosure", _one("disclosed"), _disclosure),
        Target("disclosure-within", lambda w: (unzipped(w.disclosed)["disclosure.json"],), _disclosure_within),
        Target("proof", _one("proof"), _proof),
        Target("envelope", lambda w: (w.envelope[1],), _envelope),
        Target("invitation", _one("invitation"), _invitation),
        Target("request", _one("asking"), _request),
        Target("team-file", _one("team_file"), _team_file),
        Target("collector-file", lambda w: (w.founder and (w.collector / "collector.json").read_bytes(),), _collector),
        Target("erase-list", _one("erase_list"), _erase_list),
        Target("bundle-within", lambda w: w.whole_lines, lines),
        Target("event", lambda w: w.said, event),
        Target("erase-list-within", lambda w: (w.erase_list,), listed),
    )
}
