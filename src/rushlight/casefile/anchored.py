"""Anchors in a disclosure pack: that the disclosed events were there not later than somebody outside says.

Of an anchor's state a pack shows the parts of the devices it speaks of; of every other device only a hash, which says
nothing. Each event that an anchor binds comes with its path to the root that was anchored.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from rushlight.casefile import anchors, states, tree
from rushlight.casefile.anchors import OPENTIMESTAMPS, TIMESTAMP, Anchor, Bound, Token
from rushlight.casefile.canonical import Json, from_hex
from rushlight.casefile.events import Stored
from rushlight.casefile.keys import timestamps
from rushlight.casefile.states import Head
from rushlight.errors import Tampered

if TYPE_CHECKING:
    from rushlight.casefile.casefile import Casefile

FOLDER, TEXT = "anchors/", "ANCHORS.txt"
FIELDS = frozenset({"id", "nonce", "heads", "others", "kept", "inclusion"})
ENDS = {TIMESTAMP: ".tsr", OPENTIMESTAMPS: ".ots"}
"""How the files of answers end. An answer of another kind is not disclosed."""

_ID = re.compile("an_[0-9a-z]+")

ANCHORS_TEXT = """\
WHAT THIS IS

Timestamps by somebody outside the team. Each was made over a digest of the casefile's log as it
stood then, and shows one thing: the entries it binds were in that log, word for word, NOT LATER
THAN its time. It does not show that they are not older, or that what they say is true.

The check of this pack ('rushlight verify', or verify_case.py) shows for each anchor that the
disclosed entries lead to its digest. That the timestamp itself is genuine is shown by 'rushlight
verify', or by programs that have nothing to do with Rushlight. verify_case.py prints DIGEST:

  openssl ts -verify -digest DIGEST -in anchors/NAME.tsr -CAfile anchors/NAME.pem
  openssl ts -reply -in anchors/NAME.tsr -text            the time, and what was stamped
      ... with -attime SECONDS (POSIX time) once the authority's certificates have run out
  ots verify -d DIGEST anchors/NAME.ots                   for OpenTimestamps

NAME.pem is the authority's root certificate as the team had it. Compare it with the one that the
authority publishes: whoever makes up a root can make up a timestamp under it.
"""


def chosen(case: Casefile, events: Iterable[str]) -> list[tuple[Anchor, dict[str, Stored]]]:
    """For each of these events and each outside authority the first anchor that binds it; with the events it binds.

    What does not hold of the log's anchors is left out: a member's odd one hinders no disclosure.
    """
    stored = {event: case.log.stored(event) for event in events}
    first: dict[tuple[str, str, tuple[bytes, ...]], str] = {}
    known = []
    for anchor in anchors.anchors(case):
        tokens, heads = tuple(filter(anchor.holds, anchor.tokens)), _holding(case, anchor)
        bound = {event: one for event, one in stored.items() if one.fields["seq"] < heads.get(one.fields["device"], 0)}
        for event in bound:
            for token in tokens:
                first.setdefault((event, token.kind, token.roots), anchor.id)
        known.append((replace(anchor, tokens=tokens), bound))
    return [(anchor, bound) for anchor, bound in known if anchor.id in first.values()]


def _holding(case: Casefile, anchor: Anchor) -> dict[str, int]:
    """Of the devices whose logs still begin as they were anchored: how many events were."""
    out = {}
    for device, head in anchor.heads.items():
        with contextlib.suppress(Tampered):  # fewer events than were anchored: for ``verify`` to tell
            if case.log.root_of(device, head.size) == head.root:
                out[device] = head.size
    return out


def content(case: Casefile, anchor: Anchor, bound: Mapping[str, Stored]) -> Json:
    """What ``disclosure.json`` says of an anchor; its answers are files of their own (``files``)."""
    devices = {one.fields["device"] for one in bound.values()}
    salts = {device: states.salt_of(anchor.salt, device) for device in anchor.heads}
    heads = [
        {"device": device, "root": head.root.hex(), "salt": salts[device].hex(), "size": head.size}
        for device, head in sorted(anchor.heads.items())
        if device in devices
    ]
    others = sorted(
        states.part(case.id, salts[device], device, head).hex()
        for device, head in anchor.heads.items()
        if device not in devices
    )
    paths = {
        event: tree.inclusion(one.fields["seq"], anchor.heads[one.fields["device"]].size, case.log.fetch(one.fields["device"]))
        for event, one in bound.items()
    }
    return {
        "id": anchor.id,
        "nonce": f"{anchor.nonce:016x}",
        "heads": heads,
        "others": others,
        "kept": [
            {"kind": token.kind, "sha256": token.sha256, "roots": hashlib.sha256(_pem(token)).hexdigest()}
            for token in anchor.tokens
        ],
        "inclusion": {event: [step.hex() for step in path] for event, path in paths.items()},
    }


def files(anchor: Anchor) -> Iterator[tuple[str, bytes]]:
    """The files of an anchor in the pack: each answer as it came, and an authority's root in PEM."""
    for number, token in enumerate(anchor.tokens, 1):
        name = f"{FOLDER}{anchor.id}-{number}"
        yield name + ENDS[token.kind], token.data
        if token.kind == TIMESTAMP:
            yield name + ".pem", _pem(token)


def _pem(token: Token) -> bytes:
    return timestamps.pem_of(token.roots)


def check(said: Json, case: str, events: Mapping[str, Stored], held: dict[str, bytes]) -> list[Bound]:
    """What one anchor of a pack binds; its files are taken out of ``held``. Raises Tampered, and what odd JSON raises."""
    if said.keys() != FIELDS or not _ID.fullmatch(said["id"]) or not said["inclusion"] or not said["kept"]:
        raise Tampered("an anchor of the pack has other fields than it should")
    parts, heads = [_part(other) for other in said["others"]], {}
    for shown in said["heads"]:
        if shown.keys() != {"device", "root", "salt", "size"} or type(shown["size"]) is not int:
            raise Tampered("an anchor of the pack has other fields than it should")
        head = heads[shown["device"]] = Head(shown["size"], _part(shown["root"]))
        parts.append(states.part(case, _part(shown["salt"]), shown["device"], head))
    devices = {events[event].fields["device"] for event in said["inclusion"]}
    if list(heads) != sorted(devices) or said["others"] != sorted(set(said["others"])) or len(heads) != len(said["heads"]):
        raise Tampered("an anchor of the pack shows other devices than its events are of")
    for event, path in said["inclusion"].items():
        stored, head = events[event], heads[events[event].fields["device"]]
        root = tree.root_from_inclusion(stored.leaf, stored.fields["seq"], head.size, [from_hex(step) for step in path])
        if root != head.root:
            raise Tampered("an event is not in the log that an anchor of the pack is of", where=event)
    return list(_tokens(said, states.digest_of(parts), len(devices), held))


def _tokens(said: Json, digest: bytes, devices: int, held: dict[str, bytes]) -> Iterator[Bound]:
    nonce, digest_file = int.from_bytes(from_hex(said["nonce"]), "big"), digest.hex().encode() + b"\n"
    for number, kept in enumerate(said["kept"], 1):
        name = f"{FOLDER}{said['id']}-{number}"
        answer = held.pop(name + ENDS[kept["kind"]])
        pem = held.pop(name + ".pem") if kept["kind"] == TIMESTAMP else b""
        token = Token(kept["kind"], answer, timestamps.roots_of(pem) if pem else ())
        hashes = {"kind": token.kind, "sha256": token.sha256, "roots": hashlib.sha256(_pem(token)).hexdigest()}
        if kept != hashes or _pem(token) != pem:
            raise Tampered("an answer in the pack is not what its hash says", where=said["id"])
        counts = (str(said["id"]), token.kind, len(said["inclusion"]), devices, token.sha256)
        yield anchors.told(counts, token, digest, digest_file, nonce)


def _part(written: str) -> bytes:
    data = from_hex(written)
    if len(data) != states.SALT:
        raise ValueError
    return data
