"""Many documents out of one place: folders, archives within archives, mailboxes, mails and what is attached to them.

Nothing is unpacked to the disk. Each thing is named by what the person typed and numbers (``box.zip, item 3``): a file's own
name may name a person, and goes along only for those who ask to see it. What cannot be opened is told; the rest goes on.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from rushlight.errors import IntakeError, MisuseError
from rushlight.intake import formats, limits
from rushlight.intake.receive import read_file

if TYPE_CHECKING:
    from email.message import Message

MAX_NESTING = 4
"""Archives and mails inside each other."""

MAX_ITEMS = 200_000
"""Things in one archive, those in archives inside it included."""

LEAST = 100_000_000
"""Bytes that even a small archive may unpack to."""

TABLES = ("csv", "tsv")
_OLD_TABLES = ("xls", "xlsb", "ods")
_SYSTEM = re.compile(r"(?:^|/)(?:\.[^/]*|__MACOSX|Thumbs\.db|desktop\.ini|~\$[^/]*)(?:/|$)", re.IGNORECASE)
_BOX = re.compile(rb"From \S[^\n]*\d{4}\r?\n")
_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, KeyError)
_BROKEN_MAIL = (ValueError, LookupError, AttributeError, TypeError, RecursionError)
_WORKBOOK = "xl/workbook.xml"
_FINGERPRINTS = frozenset({"[Content_Types].xml", "META-INF/container.xml", "Contents/section0.xml", "mimetype"})


@dataclass(frozen=True, slots=True)
class Found:
    """A document. ``name`` may name a person: it settles the format and is shown only on demand.

    ``external_id`` is a mail's Message-ID; ``within`` the place of the mail it was attached to.
    """

    place: str
    name: str
    data: bytes
    external_id: str | None = None
    within: str | None = None


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table of rows; ``open`` gives a file that can be read more than once, ``form`` is csv or xlsx."""

    place: str
    name: str
    form: str
    open: Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True)
class Lost:
    """What could not be opened."""

    place: str
    name: str
    what: str
    hint: str | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is no document of anyone's: hidden files, the system's own, pictures inside a mail's text, links."""

    place: str


Thing = Found | FoundTable | Lost | LeftOut


@dataclass
class _Budget:
    """What the archives of one place may still unpack to, together."""

    left: int
    items: int = MAX_ITEMS

    def spend(self, size: int, place: str) -> None:
        self.left -= size
        self.items -= 1
        if self.left < 0 or self.items < 0:
            raise _harmful(place)


@dataclass
class _Way:
    """Where we are: how deep, in which mail, with what budget."""

    budget: _Budget
    depth: int = 0
    within: str | None = None

    def inside(self, within: str | None = None) -> _Way:
        return _Way(self.budget, self.depth + 1, within or self.within)


OURS = (".case", ".collector")
"""Folders of Rushlight's own, which hold no reports to take in."""


def walk(path: Path) -> Iterator[Thing]:
    """Everything in the folder, archive, mailbox, table or document at ``path``, in an order that is the same each time.

    Raises MisuseError for a path that is not there, IntakeError for one that cannot be read.
    """
    if path.is_dir():
        yield from _folder(path)
    else:
        yield from _file(path, str(path))


def is_bulk(path: Path) -> bool:
    """Whether a path is taken in as many: a folder, an archive, a mailbox or a table."""
    suffix = _suffix(path.name)
    try:
        if path.is_dir() or suffix in (*TABLES, "xlsx", "mbox", "zip"):
            return True
        if not path.is_file():
            return False  # reading it will tell what is wrong
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError:
        return False
    return bool(_BOX.match(head)) or (head.startswith(b"PK\x03\x04") and _is_archive(path))


def _folder(folder: Path) -> Iterator[Thing]:
    count = 0
    for here, folders, files in os.walk(folder, onerror=_refused):
        folders[:] = sorted(name for name in folders if not name.endswith(OURS))
        for name in sorted(files):
            count += 1
            path, place = Path(here) / name, f"{folder}, file {count}"
            relative = path.relative_to(folder).as_posix()
            if _SYSTEM.search(relative) or path.is_symlink():
                yield LeftOut(place)
                continue
            try:
                yield from _file(path, place, relative)
            except (IntakeError, MisuseError) as error:
                yield Lost(place, relative, error.what, error.hint)


def _refused(error: OSError) -> None:
    raise IntakeError("a folder may not be read", where=None, hint="check its permissions, then run again") from None


def _file(path: Path, place: str, name: str | None = None) -> Iterator[Thing]:
    """One file of the disk. Tables and archives are read from it piece by piece, whatever their size."""
    name = name or path.name
    if _suffix(name) in TABLES:
        _check_there(path)
        yield FoundTable(place, name, "csv", lambda: path.open("rb"))
        return
    if _starts(path, b"PK\x03\x04") and _is_archive(path):
        budget = _Budget(max(LEAST, limits.MAX_EXPANSION * path.stat().st_size))
        yield from _archive(path, place, name, _Way(budget))
        return
    if _starts(path, b"From ") and _suffix(name) in ("mbox", "", "mbx"):
        with path.open("rb") as file:
            yield from _box(file, place, name, _Way(_Budget(1 << 62)))
        return
    try:
        data = read_file(path)
    except (IntakeError, MisuseError) as error:
        raise type(error)(error.what, where=place, hint=error.hint) from None
    yield from _sorted(data, place, name, _Way(_Budget(max(LEAST, limits.MAX_EXPANSION * len(data)))))


def _check_there(path: Path) -> None:
    if not path.is_file():
        raise MisuseError("there is no such file", where=str(path), hint="check the path")


def _starts(path: Path, mark: bytes) -> bool:
    try:
        if not path.is_file():  # opening a pipe waits for whoever writes into it
            return False
        with path.open("rb") as file:
            return file.read(len(mark)) == mark
    except OSError:
        return False


def _sorted(data: bytes, place: str, name: str, way: _Way) -> Iterator[Thing]:
    """A thing of an archive, mail or folder, by its content first."""
    suffix = _suffix(name)
    if suffix in TABLES:
        yield FoundTable(place, name, "csv", lambda: io.BytesIO(data))
    elif suffix in _OLD_TABLES:
        yield Lost(place, name, "a spreadsheet of this form cannot be read", "save it as .xlsx or .csv")
    elif data.startswith(b"PK\x03\x04"):
        yield from _zipped(data, place, name, way)
    elif _BOX.match(data[:4096]) and suffix in ("mbox", "", "mbx"):
        yield from _box(io.BytesIO(data), place, name, way)
    elif _is_mail(data, name):
        yield from _mail(data, place, name, way)
    else:
        yield Found(place, name, data, within=way.within)


def _zipped(data: bytes, place: str, name: str, way: _Way) -> Iterator[Thing]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = frozenset(archive.namelist())
    except _BROKEN_ZIP:
        yield Lost(place, name, "the archive is damaged", "copy it again")
        return
    if _WORKBOOK in names:
        yield FoundTable(place, name, "xlsx", lambda: io.BytesIO(data))
    elif names & _FINGERPRINTS:
        yield Found(place, name, data, within=way.within)
    else:
        yield from _archive(io.BytesIO(data), place, name, way)


def _is_archive(path: Path) -> bool:
    """Whether a zip is neither a document nor a workbook, which are zips too."""
    try:
        with zipfile.ZipFile(path) as archive:
            return not frozenset(archive.namelist()) & (_FINGERPRINTS | {_WORKBOOK})
    except _BROKEN_ZIP:
        return _suffix(path.name) == "zip"


# --- archives ----------------------------------------------------------------------------------------


def _archive(file: Path | io.BytesIO, place: str, name: str, way: _Way) -> Iterator[Thing]:
    if way.depth >= MAX_NESTING:
        yield Lost(place, name, f"archives are nested more than {MAX_NESTING} deep", "unpack the outer ones first")
        return
    try:
        with zipfile.ZipFile(file) as archive:
            parts = [info for info in archive.infolist() if not info.is_dir()]
            _check_archive(parts, file, place)
            for count, info in enumerate(parts, 1):
                yield from _part(archive, info, f"{place}, item {count}", way)
    except IntakeError as error:
        yield Lost(error.where or place, name, error.what, error.hint)
    except _BROKEN_ZIP:
        yield Lost(place, name, "the archive is damaged", "copy it again; what was read of it before is kept")


def _check_archive(parts: list[zipfile.ZipInfo], file: Path | io.BytesIO, place: str) -> None:
    """Refuse an archive whose parts lie over each other: together they cannot weigh more than it does (Fifield 2019)."""
    size = file.stat().st_size if isinstance(file, Path) else file.getbuffer().nbytes
    if sum(info.compress_size for info in parts) > size or len(parts) > MAX_ITEMS:
        raise _harmful(place)


def _harmful(place: str) -> IntakeError:
    return IntakeError(
        "the archive unpacks to far more than it weighs",
        where=place,
        hint="it may be made to harm; do not open it on this computer",
    )


def _part(archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: str, way: _Way) -> Iterator[Thing]:
    name = info.filename.replace("\\", "/")
    if _SYSTEM.search(name):
        yield LeftOut(place)
        return
    if info.file_size > limits.MAX_BYTES:
        yield Lost(
            place, name, "the file is too large", f"the limit is {limits.MAX_BYTES // 1_000_000} MB; take it in by itself"
        )
        return
    if info.file_size > 1_000_000 and info.file_size > limits.MAX_EXPANSION * max(1, info.compress_size):
        yield Lost(place, name, "the file unpacks to far more than it weighs", "it may be made to harm")
        return
    way.budget.spend(info.file_size, place)
    try:
        with archive.open(info) as part:
            data = part.read(info.file_size + 1)
    except RuntimeError as error:
        if isinstance(error, NotImplementedError):
            yield Lost(place, name, "the file is packed in a way that cannot be read", "unpack it and pack it anew as .zip")
        else:
            yield Lost(place, name, "the file is protected by a password", "unpack it with the password first")
        return
    except _BROKEN_ZIP:
        yield Lost(place, name, "the file is damaged in the archive", "copy the archive again")
        return
    if not data:
        yield Lost(place, name, "the file is empty", "check that the copy is complete")
        return
    yield from _sorted(data, place, name, way.inside())


# --- mail --------------------------------------------------------------------------------------------


def _is_mail(data: bytes, name: str) -> bool:
    try:
        return formats.media_type(data, name) == formats.MAIL
    except IntakeError:
        return False


def _mail(data: bytes, place: str, name: str, way: _Way) -> Iterator[Thing]:
    """A mail, then what is attached to it, each as a thing of its own."""
    import email.policy  # slow to load, and only mails need it
    from email.message import EmailMessage

    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        message_id = _message_id(message)
        parts = list(message.iter_attachments()) if isinstance(message, EmailMessage) else []
    except _BROKEN_MAIL:
        message_id, parts = None, []
    yield Found(place, name, data, external_id=message_id, within=way.within)
    for count, part in enumerate(parts, 1):
        yield from _attached(part, f"{place}, attachment {count}", way, place)


def _message_id(message: Message) -> str | None:
    return " ".join(str(message.get("Message-ID") or "").split())[:500] or None


def _attached(part: Message, place: str, way: _Way, mail: str) -> Iterator[Thing]:
    if way.depth >= MAX_NESTING:
        yield Lost(place, "", f"mails are nested more than {MAX_NESTING} deep", "save the inner ones as files of their own")
        return
    try:
        name = str(part.get_filename() or "")
        if part.get_content_maintype() == "image" and (
            part.get("Content-ID") or part.get_content_disposition() != "attachment"
        ):
            yield LeftOut(place)
            return
        if part.get_content_type() == "message/rfc822":
            inner: Any = part.get_payload(0)
            data, name = inner.as_bytes(), name or "attached.eml"
        else:
            data = part.get_payload(decode=True)
    except (*_BROKEN_MAIL, AssertionError):
        yield Lost(place, "", "the attachment is damaged", "save it from the mail program and take it in by itself")
        return
    if not isinstance(data, bytes) or not data:
        yield Lost(place, name, "the attachment is empty", "check that the copy is complete")
        return
    way.budget.spend(len(data), place)
    yield from _sorted(data, place, name, way.inside(mail))


def _box(file: BinaryIO, place: str, name: str, way: _Way) -> Iterator[Thing]:
    """The messages of an mbox file (RFC 4155, ``>From`` quoted as in mboxrd), read one by one."""
    message: list[bytes] = []
    count, size, blank = 0, 0, True
    for line in iter(lambda: file.readline(1 << 20), b""):
        if blank and line.startswith(b"From "):
            if count:
                yield from _boxed(message, size, f"{place}, message {count}", way)
            message, size, count = [], 0, count + 1
        else:
            size += len(line)
            if size <= limits.MAX_BYTES:
                message.append(line[1:] if re.match(rb">+From ", line) else line)
        blank = line in (b"\n", b"\r\n")
    if count:
        yield from _boxed(message, size, f"{place}, message {count}", way)


def _boxed(lines: list[bytes], size: int, place: str, way: _Way) -> Iterator[Thing]:
    if size > limits.MAX_BYTES:
        yield Lost(place, "", "the message is too large", f"the limit is {limits.MAX_BYTES // 1_000_000} MB")
        return
    data = b"".join(lines).rstrip(b"\r\n") + b"\n"
    own = way.inside() if way.depth else _Way(_Budget(max(LEAST, limits.MAX_EXPANSION * size)), 1)
    try:
        yield from _mail(data, place, "message.eml", own)
    except IntakeError as error:
        yield Lost(error.where or place, "", error.what, error.hint)


def _suffix(name: str) -> str:
    return name.lower().rpartition(".")[2] if "." in name.rpartition("/")[2] else ""
