"""Bind the casefile's state to a time by somebody outside: by a file that a person carries, or sent to one named authority.

Nothing here happens by itself. What leaves is a digest with a salt, which says nothing of the casefile; but whoever receives
it, or watches the line, learns that somebody here seals digests, and when.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rushlight.casefile import anchors, paper, states
from rushlight.casefile.anchors import Anchor, Bound
from rushlight.casefile.files import write_whole
from rushlight.casefile.keys import timestamps
from rushlight.desk.desk import Desk
from rushlight.errors import MisuseError

__all__ = ["Anchor", "Asked", "Bound", "Listed", "ask", "checkpoint_on_paper", "keep_ots", "keep_reply", "listed"]

SECONDS = 30.0
"""For one whole exchange with an authority."""

LARGEST_ROOTS = 1 << 20
"""Bytes of a file of root certificates."""

Agree = Callable[[str, bool], bool]
"""Whether a person wants the digest sent to this address, which is (or is not) on this machine."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A new digest: what it was made of is in the log."""

    anchor: str
    events: int
    devices: int


@dataclass(frozen=True, slots=True)
class Listed:
    """An anchor of the log and what each kept answer says."""

    anchor: str
    events: int
    devices: int
    bound: tuple[Bound, ...]


def ask(desk: Desk, *, request: Path | None = None, digest: Path | None = None) -> Asked:
    """A new digest of the present state, written as a timestamp request, or as a file for ``ots stamp``, or both.

    Raises MisuseError where there is something already, or no folder.
    """
    for path in (request, digest):
        if path is not None:
            _check_new(path)
    made = anchors.ask(desk.case, at=desk.now(), by=desk.actor)
    if request is not None:
        write_whole(request, made.request)
    if digest is not None:
        write_whole(digest, made.digest_file)
    return Asked(made.id, _events(made), len(made.heads))


def send(
    desk: Desk, url: str, roots: Path, agree: Agree, *, leave_machine: bool = False, save: Path | None = None
) -> Bound | None:
    """Ask the authority at ``url`` for a timestamp of the present state and keep it; None when the person did not agree.

    The reply is written to ``save`` before it is checked. Raises MisuseError, EndpointError, Tampered.
    """
    from rushlight.endpoint import AUTHORITY, Limits, Reach, look_up, parse, post_bytes  # whatever speaks HTTP loads here only

    timestamps.check_installed()
    trusted = _roots(roots)
    if save is not None:
        _check_new(save)
    place = look_up(parse(url, AUTHORITY), leave_machine=leave_machine)
    if not agree(str(place.address), place.reach is Reach.THIS_MACHINE):
        return None
    made = anchors.ask(desk.case, at=desk.now(), by=desk.actor)
    limits = Limits(seconds=SECONDS, size=timestamps.LARGEST)
    reply = post_bytes(place, made.request, sent=timestamps.QUERY, wanted=timestamps.REPLY, limits=limits)
    if save is not None:
        write_whole(save, reply)
    return anchors.keep(desk.case, reply, trusted, at=desk.now(), by=desk.actor)


def keep_reply(desk: Desk, reply: Path, roots: Path) -> Bound:
    """Keep a timestamp that was fetched by hand. Raises MisuseError, Tampered."""
    data = _bytes_of(reply, timestamps.LARGEST)
    return anchors.keep(desk.case, data, _roots(roots), at=desk.now(), by=desk.actor)


def keep_ots(desk: Desk, proof: Path) -> Bound:
    """Keep an .ots file that the outside tool made for a digest of ours. Raises MisuseError, Tampered."""
    return anchors.keep_ots(desk.case, _bytes_of(proof, timestamps.LARGEST), at=desk.now(), by=desk.actor)


def listed(desk: Desk) -> tuple[Listed, ...]:
    """Every anchor of the log, oldest first."""
    return tuple(map(_listed, anchors.anchors(desk.case)))


def write_copy(desk: Desk, path: Path, chosen: str | None = None) -> Listed:
    """Write an anchor (the latest that was answered, or the one with this id) to a file that is to be kept elsewhere."""
    _check_new(path)
    every = [one for one in anchors.anchors(desk.case) if (one.id == chosen if chosen else one.tokens)]
    if not every:
        raise MisuseError("there is no such anchor with an answer", hint="see 'rushlight anchor CASE' for those there are")
    write_whole(path, anchors.copy_of(every[-1]))
    return _listed(every[-1])


def checkpoint_on_paper(desk: Desk) -> str:
    """The state of the whole casefile in a few lines that can be written down (see ``casefile.paper``)."""
    return paper.write(desk.case.id, states.heads(desk.case))


def _listed(anchor: Anchor) -> Listed:
    bound = tuple(anchors.judged(anchor, token) for token in anchor.tokens)
    return Listed(anchor.id, _events(anchor), len(anchor.heads), bound)


def _events(anchor: Anchor) -> int:
    return sum(head.size for head in anchor.heads.values())


def _roots(path: Path) -> tuple[bytes, ...]:
    try:
        return timestamps.roots_of(_bytes_of(path, LARGEST_ROOTS))
    except MisuseError as error:
        raise MisuseError(error.what, where=str(path), hint=error.hint) from None


def _bytes_of(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError:
        raise MisuseError("the file cannot be read", where=str(path)) from None
    if len(data) > most:
        raise MisuseError("the file is too large for what it should be", where=str(path))
    return data


def _check_new(path: Path) -> None:
    if path.exists():
        raise MisuseError("there is something in this place already", where=str(path))
    if not path.absolute().parent.is_dir():
        raise MisuseError("the folder for the file does not exist", where=str(path.parent))
