"""Outside anchors: the state of the casefile, bound to a time by somebody who does not belong to the team.

``anchor.asked`` keeps what a digest was made of, before anybody sees it; ``anchor.kept`` what came back for it. The digest
alone leaves the machine, and only when a person sends it. What an anchor shows is one thing: this state was there *not later
than* its time. It is found to be broken when the logs here do not begin as the anchored state says: nothing else finds a
history that was signed anew with the keys of all members. Then the anchor must come from elsewhere: ``write_copy``.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rushlight.casefile import states, weighing
from rushlight.casefile.canonical import Json, canonical, from_hex, parse
from rushlight.casefile.keys import timestamps
from rushlight.casefile.states import Heads
from rushlight.errors import MisuseError, Tampered
from rushlight.record import new_id

if TYPE_CHECKING:
    from rushlight.casefile.casefile import Casefile
    from rushlight.casefile.events import Opened

ASKED, KEPT = "anchor.asked", "anchor.kept"
COPY = "rushlight-anchor/1"
TIMESTAMP, OPENTIMESTAMPS = "rfc3161", "opentimestamps"

_OTS = b"\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94\x01\x08"
"""How an .ots file begins: magic, version 1, SHA-256; the hash of the stamped file follows."""

_ODD = "an anchor is not readable"
FORM = (KeyError, TypeError, ValueError, AttributeError, binascii.Error)


@dataclass(frozen=True, slots=True)
class Token:
    """What came back for a digest: bytes of an authority's reply with the roots (DER) it was checked under, or an .ots file."""

    kind: str
    data: bytes
    roots: tuple[bytes, ...] = ()

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Anchor:
    """A state that a digest was made of, and what came back for it."""

    id: str
    case: str
    salt: bytes
    heads: Heads
    nonce: int
    tokens: tuple[Token, ...] = ()

    @property
    def digest(self) -> bytes:
        return states.digest(self.case, self.salt, self.heads)

    @property
    def digest_file(self) -> bytes:
        """What the file for OpenTimestamps holds: the digest in hex. An .ots file speaks of the hash of these bytes."""
        return self.digest.hex().encode() + b"\n"

    @property
    def request(self) -> bytes:
        return timestamps.request(self.digest, self.nonce)

    def holds(self, token: Token) -> bool:
        """Whether a token is of a kind we know and of this digest; its signature too, where that can be checked here."""
        return token.kind in (TIMESTAMP, OPENTIMESTAMPS) and judged(self, token).holds


@dataclass(frozen=True, slots=True)
class Bound:
    """What one anchor says: ``events`` of ``devices`` were there not later than ``time``, by ``authority``.

    Of what Rushlight does not verify (OpenTimestamps), or cannot here, ``time`` is None and ``why`` says so. ``holds`` is False
    of what is no timestamp of this state: it binds nothing.
    """

    anchor: str
    kind: str
    events: int
    devices: int
    sha256: str
    time: dt.datetime | None = None
    authority: str = ""
    root: str = ""
    why: str = ""
    holds: bool = True


def ask(case: Casefile, *, at: dt.datetime, by: str) -> Anchor:
    """A new digest over the casefile's present state; its salt and what it is of are in the log when this returns."""
    salt, nonce = case._randomness(states.SALT), timestamps.new_nonce(case._randomness(8))
    anchor = Anchor(new_id("an", case._randomness), case.id, salt, states.heads(case), nonce)
    said = {"id": anchor.id, "salt": salt.hex(), "heads": states.to_json(anchor.heads), "nonce": f"{nonce:016x}"}
    case.append(ASKED, said, by=by, at=at)
    return anchor


def keep(case: Casefile, reply: bytes, roots: Sequence[bytes], *, at: dt.datetime, by: str) -> Bound:
    """Keep an authority's reply, after it was verified under one of these roots (DER); only that root is kept with it.

    Raises MisuseError for a reply to no request of ours, or kept before; what ``timestamps.check`` raises.
    """
    digest = timestamps.stamped_digest(reply)
    anchor = _asked_for(case, digest, lambda one: one.digest)
    stamp = timestamps.check(reply, digest, anchor.nonce, roots)
    root = next(one for one in roots if hashlib.sha256(one).hexdigest() == stamp.root)
    return _kept(case, anchor, Token(TIMESTAMP, reply, (root,)), at=at, by=by)


def keep_ots(case: Casefile, proof: bytes, *, at: dt.datetime, by: str) -> Bound:
    """Keep an .ots file for a digest of ours. Only what it speaks of is checked. Raises MisuseError, Tampered."""
    if len(proof) > timestamps.LARGEST or not proof.startswith(_OTS) or len(proof) < len(_OTS) + 34:
        raise Tampered("this is no .ots file of a SHA-256 hash")
    anchor = _asked_for(case, proof[len(_OTS) :][:32], lambda one: hashlib.sha256(one.digest_file).digest())
    return _kept(case, anchor, Token(OPENTIMESTAMPS, proof), at=at, by=by)


def _asked_for(case: Casefile, wanted: bytes, of: Callable[[Anchor], bytes]) -> Anchor:
    found = next((one for one in anchors(case) if of(one) == wanted), None)
    if found is None:
        raise MisuseError("this answers no digest of this casefile", hint="see 'rushlight anchor CASE' for those there are")
    return found


def _kept(case: Casefile, anchor: Anchor, token: Token, *, at: dt.datetime, by: str) -> Bound:
    if token in anchor.tokens:
        raise MisuseError("this is kept already", where=anchor.id)
    case.append(KEPT, {"anchor": anchor.id, **_token_json(token)}, by=by, at=at)
    return bound(anchor, token)


def anchors(case: Casefile) -> tuple[Anchor, ...]:
    """Every anchor that counts, oldest first, with what was kept of it. What is not readable is for ``verify``."""
    opened = (one for kind in (ASKED, KEPT) for one in case.records(kind) if weighing.counts(case._db, one.event.id))
    return tuple(read(case.id, opened, lambda what, where: None))


def read(case: str, opened: Iterable[Opened], fault: Callable[[str, object], None]) -> Iterator[Anchor]:
    """The anchors that these events speak of; an event that is not readable is told to ``fault`` and passed over."""
    asked: dict[str, Anchor] = {}
    kept = []
    for one in opened:
        try:
            if one.event.kind == ASKED:
                anchor = _anchor(case, one.data, one.event.id)
                if asked.setdefault(anchor.id, anchor) is not anchor:
                    fault("two anchors have one id", one.event.id)
            else:
                kept.append((str(one.data["anchor"]), _token(one.data, one.event.id), one.event.id))
        except Tampered as error:
            fault(error.what, one.event.id)
        except FORM:
            fault(_ODD, one.event.id)
    for name, _, event in kept:
        if name not in asked:
            fault("a kept anchor was never asked for", event)
    for anchor in asked.values():
        yield replace(anchor, tokens=tuple(token for name, token, _ in kept if name == anchor.id))


def _anchor(case: str, said: Json, where: str) -> Anchor:
    try:
        salt, nonce = from_hex(said["salt"]), int.from_bytes(from_hex(said["nonce"]), "big")
        anchor = Anchor(str(said["id"]), case, salt, states.from_json(said["heads"]), nonce)
        if len(salt) == states.SALT and anchor.request:
            return anchor
    except FORM:
        pass
    raise Tampered(_ODD, where=where)


def _token(said: Json, where: str) -> Token:
    try:
        token = Token(str(said["kind"]), _unbase64(said["token"]), tuple(map(_unbase64, said["roots"])))
    except FORM:
        raise Tampered(_ODD, where=where) from None
    if token.sha256 != said.get("sha256"):
        raise Tampered("what was kept of an anchor is not what its hash says", where=where)
    return token


def _token_json(token: Token) -> Json:
    roots = [base64.b64encode(root).decode() for root in token.roots]
    return {"kind": token.kind, "token": base64.b64encode(token.data).decode(), "sha256": token.sha256, "roots": roots}


def _unbase64(written: str) -> bytes:
    data = base64.b64decode(written, validate=True)
    if base64.b64encode(data).decode() != written:
        raise ValueError
    return data


def bound(anchor: Anchor, token: Token) -> Bound:
    """What a kept token says of its anchor, checked anew. Raises Tampered."""
    return told(_counts(anchor, token), token, anchor.digest, anchor.digest_file, anchor.nonce)


def judged(anchor: Anchor, token: Token) -> Bound:
    """``bound``, of any token: one that does not hold says why. No fault of the log, which has it as it was written."""
    try:
        return bound(anchor, token)
    except Tampered as error:
        return Bound(*_counts(anchor, token), why=f"it binds nothing: {error.what}", holds=False)


def _counts(anchor: Anchor, token: Token) -> tuple[str, str, int, int, str]:
    events = sum(head.size for head in anchor.heads.values())
    return anchor.id, token.kind, events, len(anchor.heads), token.sha256


def told(counts: tuple[str, str, int, int, str], token: Token, digest: bytes, digest_file: bytes, nonce: int) -> Bound:
    """``bound``, of a digest whose parts were not all shown."""
    if token.kind == OPENTIMESTAMPS:
        if token.data[: len(_OTS) + 32] != _OTS + hashlib.sha256(digest_file).digest():
            raise Tampered("an .ots file is of another digest", where=counts[0])
        return Bound(*counts, why="rushlight does not verify OpenTimestamps: use 'ots verify'")
    if token.kind != TIMESTAMP:
        return Bound(*counts, why="a kind that this rushlight does not know")
    try:
        stamp = timestamps.check(token.data, digest, nonce, token.roots)
    except timestamps.NoChecker as error:
        return Bound(*counts, why=f"not checked: {error.hint}")
    except Tampered as error:
        raise Tampered(error.what, where=counts[0]) from None
    return Bound(*counts, stamp.time, stamp.authority, stamp.root)


def copy_of(anchor: Anchor) -> bytes:
    """An anchor as a file to be kept elsewhere: ``verify --against`` compares the casefile with it."""
    said = {"id": anchor.id, "salt": anchor.salt.hex(), "heads": states.to_json(anchor.heads), "nonce": f"{anchor.nonce:016x}"}
    tokens = [_token_json(token) for token in anchor.tokens]
    return canonical({"format": COPY, "case": anchor.case, **said, "kept": tokens})


def from_copy(data: bytes) -> Anchor:
    """The anchor of such a file. Raises Tampered."""
    said = parse(data.strip())
    if not isinstance(said, dict) or said.get("format") != COPY or not isinstance(said.get("kept"), list):
        raise Tampered("this is no copy of an anchor", hint=f"expected format {COPY}")
    tokens = tuple(_token(one, COPY) for one in said["kept"])
    return replace(_anchor(str(said.get("case")), said, COPY), tokens=tokens)
