"""What a process that unpacks a file says, frame by frame: plain values, each within a measure, nothing that can act.

A frame is four bytes of length and that many of MessagePack. The reader takes one at a time and the pipe holds little
more, so whoever writes waits for whoever reads, and neither holds the file.
"""

from __future__ import annotations

from typing import IO

import msgspec

LONGEST = 12_000_000
"""Bytes of a frame: a row of the longest kind, in letters of four bytes, and its frame."""

PIECE = 1 << 18
"""Bytes of a document in one frame."""

Path = tuple[tuple[str, int], ...]
"""Where a thing lies: ``(("item", 3), ("attachment", 1))``. Empty for the file itself."""


class Begun(msgspec.Struct, frozen=True, array_like=True, tag="begun"):
    """The thing at ``path`` is about to be looked into: where the process ends without a word, this is what ended it."""

    path: Path
    name: str


class Document(msgspec.Struct, frozen=True, array_like=True, tag="document"):
    """A document of ``size`` bytes, which follow in pieces. ``mail``: a ``Mail`` comes after them."""

    path: Path
    name: str
    size: int
    within: Path | None = None
    mail: bool = False


class Piece(msgspec.Struct, frozen=True, array_like=True, tag="piece"):
    """The next bytes of a document."""

    data: bytes


class Mail(msgspec.Struct, frozen=True, array_like=True, tag="mail"):
    """What the mail just told calls itself (its Message-ID)."""

    external_id: str | None


class Whole(msgspec.Struct, frozen=True, array_like=True, tag="whole"):
    """The file itself is a document, a mail with its Message-ID."""

    external_id: str | None = None


class Missed(msgspec.Struct, frozen=True, array_like=True, tag="missed"):
    """What could not be opened, in sentences of ours."""

    path: Path
    name: str
    what: str
    hint: str | None


class Passed(msgspec.Struct, frozen=True, array_like=True, tag="passed"):
    """What is no document of anyone's."""

    path: Path


class Listed(msgspec.Struct, frozen=True, array_like=True, tag="listed"):
    """A table file; a ``Header`` for each of its sheets and their rows follow, where tables were asked for."""

    path: Path
    name: str
    form: str


class Header(msgspec.Struct, frozen=True, array_like=True, tag="header"):
    """The columns of a sheet; ``size``: bytes of the file, 0 where its place in it is not known."""

    names: tuple[str, ...]
    notes: tuple[str, ...]
    sha256: str
    size: int


class Rows(msgspec.Struct, frozen=True, array_like=True, tag="rows"):
    """Rows by number, faults by number (what, hint), and how far in the file that is."""

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    faults: tuple[tuple[int, str, str], ...]
    at: int


class Broken(msgspec.Struct, frozen=True, array_like=True, tag="broken"):
    """A table ends here, in sentences of ours."""

    what: str
    hint: str | None


class Working(msgspec.Struct, frozen=True, array_like=True, tag="working"):
    """So many bytes were read: a large file takes a while before there is anything to say."""

    read: int


class Failed(msgspec.Struct, frozen=True, array_like=True, tag="failed"):
    """It ends here, by one of the words of ``wire.failure``."""

    word: str


class Done(msgspec.Struct, frozen=True, array_like=True, tag="done"):
    """All was said."""


Frame = Begun | Document | Piece | Mail | Whole | Missed | Passed | Listed | Header | Rows | Broken | Working | Failed | Done
_decoder: msgspec.msgpack.Decoder[Frame] = msgspec.msgpack.Decoder(Frame)


def write(out: IO[bytes], frame: Frame) -> None:
    """Say a frame; waits while the reader is behind. Raises ValueError for one that is too long."""
    said = msgspec.msgpack.encode(frame)
    if len(said) > LONGEST:
        raise ValueError
    out.write(len(said).to_bytes(4, "big"))
    out.write(said)
    out.flush()


def read(source: IO[bytes]) -> Frame | None:
    """The next frame, None when there is no whole one. Raises ValueError for one that has not the form it should."""
    head = source.read(4)
    size = int.from_bytes(head, "big")
    if len(head) < 4:
        return None
    if size > LONGEST:
        raise ValueError
    said = source.read(size)
    if len(said) < size:
        return None
    try:
        return _decoder.decode(said)
    except (msgspec.MsgspecError, RecursionError):
        raise ValueError from None
