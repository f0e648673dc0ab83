"""Archives, mailboxes, mails and tables, opened inside the confined process: what is in them, told frame by frame.

Nothing is unpacked to the disk, and a name inside an archive is never a path. A thing goes by its numbers
(``frames.Path``); its own name may name a person and goes along only for those who ask to see it.
"""

from __future__ import annotations

import email
import email.errors
import email.policy
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage, Message
from typing import Any, BinaryIO

from rushlight.errors import IntakeError
from rushlight.intake import formats, limits, rows
from rushlight.intake.worker.frames import PIECE, Begun, Document, Frame, Listed, Mail, Missed, Passed, Path, Piece, Whole
from rushlight.intake.worker.wire import Unpack

_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OSError, ValueError, LookupError)
_BROKEN_MAIL = (ValueError, LookupError, AttributeError, TypeError, RuntimeError, AssertionError, email.errors.MessageError)
_WORKBOOK = "xl/workbook.xml"
_FINGERPRINTS = frozenset({"[Content_Types].xml", "META-INF/container.xml", "Contents/section0.xml", "mimetype"})
_STRUCTURED = ("content-", "message-id")
"""Heads that are taken apart here."""
_LINK = 0xA
"""What the upper bits of a part's Unix attributes say of a symbolic link."""


@dataclass
class _Budget:
    """What the archives of one place may still unpack to, together."""

    left: int
    items: int = limits.MAX_ITEMS

    def spend(self, size: int) -> None:
        self.left -= size
        self.items -= 1
        if self.left < 0 or self.items < 0:
            raise _harmful()


@dataclass(frozen=True)
class _Way:
    """Where we are: how deep, in which mail, in a part of how many packed bytes, with what budget."""

    job: Unpack
    budget: _Budget
    path: Path = ()
    depth: int = 0
    within: Path | None = None
    packed: int | None = None

    def to(self, kind: str, number: int, *, within: Path | None = None, packed: int | None = None) -> _Way:
        path = (*self.path, (kind, number))
        return _Way(self.job, self.budget, path, self.depth + 1, within or self.within, packed or self.packed)

    @property
    def passed(self) -> bool:
        """Whether this was told before, or ended the process that was to tell of it."""
        after = _numbers(self.job.after or ())
        here = _numbers(self.path)
        return self.job.after is not None and (here[: len(after)] == after or (here < after and not self.reopened))

    @property
    def reopened(self) -> bool:
        """Whether this was told before and is opened again for what lies further inside."""
        after, here = _numbers(self.job.after or ()), _numbers(self.path)
        return len(here) < len(after) and after[: len(here)] == here


def _numbers(path: Path) -> tuple[int, ...]:
    return tuple(number for _, number in path)


def unpacked(file: BinaryIO, size: int, job: Unpack) -> Iterator[Frame]:
    """Everything in a file of ``size`` bytes that is a table, an archive, a mailbox or a mail (``job.form``).

    Of what cannot be opened so much is told as a person could go over; then it ends, and says so.
    """
    missed = 0
    for frame in _told(file, size, job):
        yield frame
        missed += isinstance(frame, Missed)
        if missed > limits.MAX_MISSED:
            yield Missed((), "", "too many things in it cannot be opened", "unpack it, and take in what is whole")
            return


def _told(file: BinaryIO, size: int, job: Unpack) -> Iterator[Frame]:
    way = _Way(job, _Budget(limits.budget(size)))
    name = f"x.{job.suffix}" if job.suffix else "x"
    try:
        if job.form == "csv":
            yield from _table(file, name, "csv", way)
        elif job.form == "box":
            yield from _box(file, way)
        elif job.form == "mail":
            yield from _mail(file.read(limits.MAX_BYTES), way)
        else:
            yield from _zipped(file, size, name, way)
    except IntakeError as error:
        yield Missed((), name, error.what, error.hint)


def _sorted(data: bytes, name: str, way: _Way) -> Iterator[Frame]:
    """A thing of an archive or mail, by its content first."""
    suffix = formats.suffix_of(name)
    if suffix in formats.TABLES:
        yield from _table(io.BytesIO(data), name, "csv", way)
    elif suffix in formats.OLD_TABLES:
        yield Missed(way.path, name, "a spreadsheet of this form cannot be read", "save it as .xlsx or .csv")
    elif data.startswith(b"PK\x03\x04"):
        yield from _zipped(io.BytesIO(data), len(data), name, way)
    elif formats.BOX.match(data[:4096]) and suffix in formats.BOXES:
        yield from _box(io.BytesIO(data), way)
    elif formats.is_mail(data, name):
        yield from _document(data, name, way, mail=True)
    else:
        yield from _document(data, name, way)


def _document(data: bytes, name: str, way: _Way, *, mail: bool = False) -> Iterator[Frame]:
    """The bytes of a document, and what hangs on a mail.

    A large one that was packed very small would cost those who keep it far more than those who sent it.
    """
    if len(data) > limits.LARGE_PART and way.packed and len(data) > limits.LARGE_EXPANSION * way.packed:
        yield Missed(way.path, name, "the file unpacks to far more than it weighs", "unpack it and take it in by itself")
        return
    if not way.reopened:
        yield Document(way.path, name, len(data), way.within, mail)
        for at in range(0, len(data), PIECE):
            yield Piece(data[at : at + PIECE])
    if mail:
        yield from _mail(data, way)


def _table(file: BinaryIO, name: str, form: str, way: _Way) -> Iterator[Frame]:
    yield Listed(way.path, name, form)
    if way.job.tables is not None:
        yield from rows.told(file, name, form, way.job.tables)


def _zipped(file: BinaryIO, size: int, name: str, way: _Way) -> Iterator[Frame]:
    """A workbook, a document or an archive: all three are zips, and tell themselves apart by the names of their parts."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = frozenset(archive.namelist())
    except _BROKEN_ZIP:
        yield Missed(way.path, name, "the archive is damaged", "copy it again")
        return
    file.seek(0)
    if _WORKBOOK in names:
        yield from _table(file, name, "xlsx", way)
    elif not names & _FINGERPRINTS:
        yield from _archive(file, size, name, way)
    elif way.path:
        yield from _document(file.read(), name, way)
    else:
        yield Whole()


# --- archives ----------------------------------------------------------------------------------------


def _archive(file: BinaryIO, size: int, name: str, way: _Way) -> Iterator[Frame]:
    if way.depth >= limits.MAX_NESTING:
        what = f"archives are nested more than {limits.MAX_NESTING} deep"
        yield Missed(way.path, name, what, "unpack the outer ones first")
        return
    try:
        with zipfile.ZipFile(file) as archive:
            parts = [info for info in archive.infolist() if not info.filename.endswith("/")]
            _check_archive(parts, size)
            for count, info in enumerate(parts, 1):
                inner = way.to("item", count, packed=max(1, info.compress_size))
                if not inner.passed:
                    yield from _part(archive, info, inner)
    except IntakeError as error:
        yield Missed(way.path, name, error.what, error.hint)
    except _BROKEN_ZIP:
        yield Missed(way.path, name, "the archive is damaged", "copy it again; what was read of it before is kept")


def _check_archive(parts: list[zipfile.ZipInfo], size: int) -> None:
    """Refuse an archive whose parts lie over each other: together they cannot weigh more than it does (Fifield 2019)."""
    if sum(info.compress_size for info in parts) > size or len(parts) > limits.MAX_ITEMS:
        raise _harmful()


def _harmful() -> IntakeError:
    return IntakeError(
        "the archive unpacks to far more than it weighs", hint="it may be made to harm; do not open it on this computer"
    )


def _part(archive: zipfile.ZipFile, info: zipfile.ZipInfo, way: _Way) -> Iterator[Frame]:
    name = plain(info.filename.replace("\\", "/"))
    if formats.SYSTEM.search(name) or info.external_attr >> 28 == _LINK:
        yield Passed(way.path)
        return
    if not way.reopened:
        yield Begun(way.path, name)
    if info.file_size > limits.MAX_BYTES:
        hint = f"the limit is {limits.MAX_BYTES // 1_000_000} MB; take it in by itself"
        yield Missed(way.path, name, "the file is too large", hint)
        return
    if info.file_size > 1_000_000 and info.file_size > limits.MAX_EXPANSION * max(1, info.compress_size):
        yield Missed(way.path, name, "the file unpacks to far more than it weighs", "it may be made to harm")
        return
    way.budget.spend(info.file_size)
    data = _read(archive, info)
    if isinstance(data, bytes) and data:
        yield from _sorted(data, name, way)
    else:
        what, hint = data if isinstance(data, tuple) else ("the file is empty", "check that the copy is complete")
        yield Missed(way.path, name, what, hint)


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | tuple[str, str]:
    """The bytes of a part, or why there are none and what to try."""
    try:
        with archive.open(info) as part:
            return part.read(info.file_size + 1)
    except NotImplementedError:
        return "the file is packed in a way that cannot be read", "unpack it and pack it anew as .zip"
    except RuntimeError:
        return "the file is protected by a password", "unpack it with the password first"
    except _BROKEN_ZIP:
        return "the file is damaged in the archive", "copy the archive again"


# --- mail --------------------------------------------------------------------------------------------


def _mail(data: bytes, way: _Way) -> Iterator[Frame]:
    """What a mail calls itself, then what is attached to it, each as a thing of its own."""
    message_id, parts, missed = None, [], _beyond(data)
    if missed is None:
        try:
            message = email.message_from_bytes(data, policy=email.policy.default)
            if _long_heads(message):
                missed = "the head of a part of the mail is too long"
            else:
                message_id = _message_id(message)
                parts = list(message.iter_attachments()) if isinstance(message, EmailMessage) else []
        except _BROKEN_MAIL:
            missed = "the attachments of the mail cannot be looked for"
    if not way.reopened:
        yield Mail(message_id) if way.path else Whole(message_id)
    if missed is not None:
        yield Missed(way.path, "", missed, "save its attachments and give them one by one")
    for count, part in enumerate(parts, 1):
        inner = way.to("attachment", count, within=way.path)
        if not inner.passed:
            yield from _attached(part, inner)


def _beyond(data: bytes) -> str | None:
    """Why a mail is not looked into: its parser needs a multiple of what it reads."""
    head = re.search(rb"\r?\n\r?\n", data[: limits.MAX_HEAD + 4])
    if head is None and len(data) > limits.MAX_HEAD:
        return "the head of the mail is too long"
    return "the mail has too many parts" if data.count(b"\n--") > limits.MAX_PARTS else None


def _long_heads(message: Message) -> bool:
    """Whether the parser of what a head says would be at it for long: its time grows with the square of their length."""
    heads = (
        len(str(value)) for part in message.walk() for name, value in part.raw_items() if name.lower().startswith(_STRUCTURED)
    )
    return any(length > limits.MAX_PART_HEAD for length in heads)


def _message_id(message: Message) -> str | None:
    return plain(" ".join(str(message.get("Message-ID") or "").split())[:500]) or None


def _attached(part: Message, way: _Way) -> Iterator[Frame]:
    if way.depth > limits.MAX_NESTING:
        what = f"mails are nested more than {limits.MAX_NESTING} deep"
        yield Missed(way.path, "", what, "save the inner ones as files of their own")
        return
    if not way.reopened:
        yield Begun(way.path, "")
    try:
        name = plain(str(part.get_filename() or ""))
        if part.get_content_maintype() == "image" and (
            part.get("Content-ID") or part.get_content_disposition() != "attachment"
        ):
            yield Passed(way.path)
            return
        if part.get_content_type() == "message/rfc822":
            inner: Any = part.get_payload(0)
            data, name = inner.as_bytes(), name or "attached.eml"
        else:
            data = part.get_payload(decode=True)
    except _BROKEN_MAIL:
        yield Missed(way.path, "", "the attachment is damaged", "save it from the mail program and take it in by itself")
        return
    if not isinstance(data, bytes) or not data:
        yield Missed(way.path, name, "the attachment is empty", "check that the copy is complete")
        return
    way.budget.spend(len(data))
    yield from _sorted(data, name, way)


def _box(file: BinaryIO, way: _Way) -> Iterator[Frame]:
    """The messages of an mbox file (RFC 4155, ``>From`` quoted as in mboxrd), read one by one."""
    message = bytearray()
    count, size, blank = 0, 0, True
    for line in iter(lambda: file.readline(1 << 20), b""):
        if blank and line.startswith(b"From "):
            if count:
                yield from _boxed(message, size, way.to("message", count))
            message, size, count = bytearray(), 0, count + 1
        else:
            size += len(line)
            if size <= limits.MAX_BYTES:
                message += line[1:] if re.match(rb">+From ", line) else line
        blank = line in (b"\n", b"\r\n")
    if count:
        yield from _boxed(message, size, way.to("message", count))


def _boxed(message: bytearray, size: int, way: _Way) -> Iterator[Frame]:
    if way.passed:
        return
    if not way.reopened:
        yield Begun(way.path, "")
    if size > limits.MAX_BYTES:
        hint = f"the limit is {limits.MAX_BYTES // 1_000_000} MB"
        yield Missed(way.path, "", "the message is too large", hint)
        return
    data = bytes(message.rstrip(b"\r\n")) + b"\n"
    own = way if way.depth > 1 else _Way(way.job, _Budget(limits.budget(size)), way.path, 1)
    try:
        yield from _document(data, "message.eml", own, mail=True)
    except IntakeError as error:
        yield Missed(way.path, "", error.what, error.hint)


def plain(text: str) -> str:
    """A name as it may be passed on: not endless, no half of a character."""
    return text[:500].encode("utf-8", "replace").decode()
