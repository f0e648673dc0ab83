"""Pack: a whole casefile as one sealed file that any of its ways in opens; unpack: the casefile again, as a new device.

    rushlight-pack/1
    keyslots.json, as it is (one line)
    the identity of the stream, sealed under the case key, in hex
    an age stream of a tar: vault.db, then the large originals

Nothing is half there: both ways work under a passing name and rename at the end.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO, TypeVar

from rushlight.casefile import eraselist, erasing, joining, opening, rekeying, slots, tarring, underway
from rushlight.casefile.building import building, check_new
from rushlight.casefile.canonical import Json, from_hex
from rushlight.casefile.casefile import Casefile, Clock
from rushlight.casefile.database import FILE
from rushlight.casefile.files import RESERVE, flush, flush_folder
from rushlight.casefile.keys import Keyring, stream
from rushlight.casefile.rekeying import COPIED, IN_ALL
from rushlight.casefile.slots import Slots
from rushlight.casefile.tarring import Member, Progress
from rushlight.casefile.verifying import VerifyReport
from rushlight.errors import CasefileError, MisuseError, Tampered
from rushlight.parts import Parts, Tell, at_once, nobody, scaled
from rushlight.record import Randomness

PACK = "rushlight-pack/1"
SUFFIX, NEW = ".rush", ".new"
IDENTITY_LINE = 512
"""Most characters of the line with the sealed identity."""

UNSEALED, UNDER_A_KEY = 400, 650
"""How much of making a casefile of a copy is done, of ``IN_ALL``, when it is unsealed and when it has a key of its own."""

T = TypeVar("T")
Unlock = Callable[[Slots], Iterable[Keyring]]
"""Opens slots with what a person has: a passphrase, or shares."""


def by_passphrase(passphrase: str, randomness: Randomness) -> Unlock:
    return lambda way_in: way_in.unlock(passphrase, randomness)


def by_shares(shares: Sequence[str], randomness: Randomness) -> Unlock:
    return lambda way_in: way_in.recover(shares, randomness)


def pack(case: Casefile, file: Path, progress: Progress | None = None) -> None:
    """Write the casefile as the new file ``NAME.rush``. Raises MisuseError, CasefileError, Tampered; nothing is left then."""
    at_once(pack_parts(case, file), progress or nobody)


def pack_parts(case: Casefile, file: Path) -> Parts[None]:
    """``pack`` in parts: sealing sees no casefile. Ended early, nothing is left."""
    if file.suffix != SUFFIX:
        raise MisuseError("a packed casefile's name ends in .rush", where=str(file))
    identity = stream.new_identity()
    sealed = case._ring.seal_identity(identity, _about(case.id))
    head = f"{PACK}\n".encode() + slots.read(case.folder).as_bytes() + f"\n{sealed.hex()}\n".encode()
    yield from seal_parts(case, case._ring, file, head, identity, lambda: None)


def seal_parts(
    case: Casefile, ring: Keyring, file: Path, head: bytes, identity: str, as_it_was: Callable[[], T], last: int = IN_ALL
) -> Parts[T]:
    """``write_sealed`` in parts; gives what ``as_it_was`` finds in the state that was sealed. ``last``: how much it is."""
    if file.absolute().is_relative_to(case.folder.absolute()):
        raise MisuseError("this place lies inside the casefile", where=str(file), hint="choose another disk")
    _check_free(file)
    database = Member(FILE, case.folder / rekeying.NEXT)
    try:
        copied = rekeying.copy_parts(case.folder, case._db, case._ring, ring, lambda: (_originals(case), as_it_was()))
        originals, state = yield from copied
        yield partial(_sealed, file, head, [database, *originals], identity, last)
        return state
    finally:
        rekeying.discard(case.folder)


def _sealed(file: Path, head: bytes, members: Sequence[Member], identity: str, last: int, tell: Tell) -> None:
    """Write the file of what was copied: sees no casefile."""
    with new_file(file) as out:
        _check_room(file.absolute().parent, members)
        out.write(head)
        tarring.seal(members, identity, out, scaled(tell, COPIED, last))


def unpack(
    file: Path,
    folder: Path,
    unlock: Unlock,
    *,
    randomness: Randomness,
    now: Clock,
    by: str,
    lists: Sequence[Path] = (),
    progress: Progress | None = None,
) -> Casefile:
    """The casefile of a pack in the new folder ``NAME.case``, opened: a new device, under a case key of its own.

    What the erase lists say, and the pack does not know of, is carried out first. Raises WrongPassphrase, Tampered,
    NewerCasefile, CasefileError, MisuseError; nothing is left then.
    """
    check_new(folder, opening.SUFFIX)
    with opened_file(file) as sealed:
        if line(sealed, len(PACK) + 1) != PACK.encode():
            raise Tampered("this is no packed casefile", where=str(file))
        held = slots.from_bytes(line(sealed, slots.LARGEST))
        ring, identity = opened_identity(held, unlock, identity_line(sealed), _about(held.case))
        with building(folder, randomness) as passing:
            held.write(passing)
            tarring.unseal(sealed, identity, passing, scaled(progress or nobody, 0, UNSEALED))
            ring = raised(passing, ring, held.case, Raising(randomness, now, by, lists, progress))
    return opening.open_with_key(folder, ring, held.case, randomness, now)


def way_in(file: Path) -> Slots | None:
    """The ways into a pack; None of a file that is none. Raises CasefileError, Tampered."""
    with opened_file(file) as sealed:
        if sealed.readline(len(PACK) + 1) != f"{PACK}\n".encode():
            return None
        return slots.from_bytes(line(sealed, slots.LARGEST))


# --- what backups do alike -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Raising:
    """What it takes to make a casefile of a copy: by whom and when, the erase lists to carry out, how closely to look.

    Without ``by`` it is whoever worked with the casefile that was copied.
    """

    randomness: Randomness
    now: Clock
    by: str
    lists: Sequence[Path] = ()
    progress: Progress | None = None
    deep: bool = False


def raised(passing: Path, ring: Keyring, case: str, raising: Raising) -> Keyring:
    """Make a casefile of what was unsealed into ``passing``; gives its keys, and leaves it closed.

    A copy is another device, or two would sign different events under one number. It learns first what was erased
    since, then gets a case key of its own, and is verified whole. Raises Tampered when anything does not agree.
    """
    tell = raising.progress or nobody
    opened = opening.open_with_key(passing, ring, case, raising.randomness, raising.now)
    by = raising.by or joining.actor_of(opened)
    try:
        erasures = dict(entry for path in raising.lists for entry in eraselist.read(opened, path))
        opened.new_incarnation(by=by)
        replay(opened, erasures.items(), by=by)
        erasing.settle(opened, by=by, merged=True)
        opened = erasing.finish(opened) if erasing.unfinished(opened) else _rekeyed(opened, tell)
        with opened._db.transaction():
            opened._db.rows("DELETE FROM meta WHERE name IN ('backup', 'backing_up', ?)", (erasing.PENDING,))
            underway.forget(opened)
        report = verified(opened, scaled(tell, UNDER_A_KEY, IN_ALL), deep=raising.deep)
        if not report.ok:
            raise Tampered(f"the copy is not whole: {report.faults[0].what}", where=report.faults[0].where)
        return opened._ring
    finally:
        opened.close()


def _rekeyed(opened: Casefile, tell: Tell) -> Casefile:
    return at_once(opened.rekey_parts(), scaled(tell, UNSEALED, UNDER_A_KEY))[0]


def verified(opened: Casefile, tell: Tell, *, deep: bool = False, checkpoint: str | None = None) -> VerifyReport:
    """``Casefile.verify``, telling how far it is."""
    steps = opened.verify_steps(deep=deep, checkpoint=checkpoint)
    while True:
        try:
            tell(*next(steps))
        except StopIteration as ended:
            report: VerifyReport = ended.value
            return report


def replay(case: Casefile, erasures: Iterable[tuple[str, Json]], *, by: str) -> None:
    """Carry out erasures that an older copy does not know of, under events of its own."""
    known = {opened.event.id for opened in case.records(erasing.KIND)}
    known |= {str(opened.data.get("again")) for opened in case.records(erasing.KIND)}
    with case.batch():
        for event, data in erasures:
            if event not in known:
                again = {**data, "again": data.get("again", event)}
                case.log.append(erasing.KIND, again, at=case._now(), by=by)
                erasing.apply_erased(case, again)


@contextlib.contextmanager
def new_file(file: Path) -> Iterator[BinaryIO]:
    """A new file, written under a passing name and whole, or not there. Raises CasefileError."""
    _check_free(file)
    passing = file.with_name(file.name + NEW)
    try:
        with os.fdopen(
            os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600), "wb"
        ) as out:
            yield out
            out.flush()
            flush(out.fileno())
        passing.replace(file)
        flush_folder(file.absolute().parent)
    except OSError:
        raise CasefileError("the sealed file could not be written", hint="is the disk full or read-only?") from None
    finally:
        with contextlib.suppress(OSError):
            passing.unlink(missing_ok=True)


def _check_free(file: Path) -> None:
    if os.path.lexists(file):
        raise CasefileError("there is something in this place already", where=str(file), hint="choose a new name")


@contextlib.contextmanager
def opened_file(file: Path) -> Iterator[BinaryIO]:
    """An existing sealed file. Raises CasefileError when it cannot be read."""
    try:
        with file.open("rb") as sealed:
            yield sealed
    except OSError:
        raise CasefileError("this file cannot be read", where=str(file), hint="name one file, NAME.rush") from None


def opened_identity(way_in: Slots, unlock: Unlock, sealed: bytes, about: bytes) -> tuple[Keyring, str]:
    """The keys behind the slots that open, and the stream's identity. Raises WrongPassphrase, Tampered."""
    for ring in unlock(way_in):
        with contextlib.suppress(Tampered):
            return ring, ring.open_identity(sealed, about)
    raise Tampered("the sealed file does not open with its own keys: it was changed")


def identity_line(sealed: BinaryIO) -> bytes:
    """The sealed identity of the stream that follows. Raises Tampered."""
    try:
        return from_hex(line(sealed, IDENTITY_LINE).decode("ascii"))
    except ValueError:
        raise Tampered("the sealed file's head is damaged") from None


def line(sealed: BinaryIO, longest: int) -> bytes:
    """The next line of a head, without its end. Raises Tampered when it is longer than it may be."""
    found = sealed.readline(longest + 1)
    if not found.endswith(b"\n"):
        raise Tampered("the sealed file's head is damaged")
    return found[:-1]


def _originals(case: Casefile) -> list[Member]:
    """The large originals that events name, in the order of their ids."""
    named = sorted({row[0] for row in case._db.rows("SELECT id FROM original WHERE place = 'file'")})
    return [Member(f"blobs/{blob[-2:]}/{blob}", case._blobs.path(blob)) for blob in named]


def _check_room(folder: Path, members: Sequence[Member]) -> None:
    needed = sum(member.path.stat().st_size for member in members if member.path.is_file())
    if shutil.disk_usage(folder).free < RESERVE + needed:
        raise CasefileError("the disk is nearly full, nothing was written", hint="free some space, then try again")


def _about(case: str) -> bytes:
    return f"{PACK}\n{case}".encode()
