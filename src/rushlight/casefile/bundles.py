"""Bundles: what one device sends to others, as one file. Written and read in pieces, and never on the disk in clear.

    rushlight-bundle/1
    {"case": …, "from": device, "id": "bu_…", "to": {device: hex of the stream's identity in that device's box}}
    an age stream of canonical JSON lines, each one object with one key

``event`` {header, signature, sealed, data_key}, ``vault`` {id, sealed, data_key}, ``blob`` {id, part, of, sealed},
``checkpoint`` note; at last ``end`` with how many there were of each, and the head's hash. Bytes in base64. The stream
says nothing of who wrote it: whoever reads checks each event's own signature.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import json
import queue
import re
import threading
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from rushlight.casefile.canonical import Json, canonical, from_hex, parse
from rushlight.casefile.events import Stored
from rushlight.casefile.keys import close_box
from rushlight.casefile.keys.stream import decrypt, encrypt, new_identity
from rushlight.errors import CasefileError, MisuseError, NewerCasefile, Tampered
from rushlight.record import Randomness, new_id

FORMAT = b"rushlight-bundle/1\n"
SUFFIX = ".bundle"
KINDS = ("event", "vault", "blob", "checkpoint")
PART = 1 << 20
"""Bytes of an original that travel in one line."""

AT_ONCE, AHEAD = 64, 4
"""Lines that are handed on together, and how often that is done before somebody has taken them."""
LOOK = 0.005
"""Seconds for which whoever draws the lines waits at a time."""

LONGEST_HEAD = 1 << 20
LONGEST_LINE = 64 << 20
"""No line is longer: one holds at most an event with a text of 20 MB."""

_BUNDLE = re.compile(r"bu_[0-9a-z]{26}")
_DEVICE = re.compile(r"dv_[0-9a-z]{26}")


@dataclass(frozen=True, slots=True)
class Head:
    """The open first lines: whose casefile, who says to have sent it, and for each receiver the closed identity."""

    case: str
    sender: str
    id: str
    to: Mapping[str, bytes]
    sha256: str = ""
    """Of the head's line: the stream says it again, so that nobody changes the head on its way."""

    def about(self) -> bytes:
        return _about(self.case, self.id)


# --- writing -----------------------------------------------------------------------------------------


def write(
    out: BinaryIO, case: str, sender: str, boxes: Mapping[str, bytes], lines: Iterable[Json], randomness: Randomness
) -> Counter[str]:
    """Write a bundle for the holders of ``boxes`` (device: box key); gives how many lines of each kind it has.

    ``lines`` are made with ``event_line`` and the others, and are drawn one by one. Raises MisuseError without a receiver,
    and whatever ``lines`` or ``out`` raise: what was written then is no bundle.
    """
    return _sealed(out, *_begun(out, case, sender, boxes, randomness), lines)


def write_beside(
    out: BinaryIO, case: str, sender: str, boxes: Mapping[str, bytes], lines: Iterator[Json], randomness: Randomness
) -> Generator[int, None, Counter[str]]:
    """As ``write``, sealed in a thread of its own: tells after each few lines how many were drawn. Raises what it raises."""
    sealing, drawn = _Sealing(out, *_begun(out, case, sender, boxes, randomness)), 0
    try:
        for some in _some(lines):
            drawn += len(some)
            yield drawn
            while not sealing.took(some):
                yield drawn
        while not sealing.over():
            yield drawn
    finally:
        sealing.leave()
    return sealing.counts()


class _Sealing:
    """Seals the lines that it is given, in a thread of its own."""

    def __init__(self, out: BinaryIO, identity: str, head: bytes) -> None:
        self._given: queue.Queue[list[Json]] = queue.Queue(AHEAD)
        self._last, self._left = threading.Event(), threading.Event()
        self._done: Counter[str] = Counter()
        self._failed: BaseException | None = None
        self._thread = threading.Thread(target=self._run, args=(out, identity, head), name="bundle", daemon=True)
        self._thread.start()

    def took(self, some: list[Json]) -> bool:
        """Whether it has room for these; true as well once it failed."""
        with contextlib.suppress(queue.Full):
            self._given.put(some, timeout=LOOK)
            return True
        return not self._thread.is_alive()

    def over(self) -> bool:
        """Whether everything is sealed, or it failed: no more lines come."""
        self._last.set()
        self._thread.join(LOOK)
        return not self._thread.is_alive()

    def leave(self) -> None:
        """Nobody waits for it any more."""
        self._left.set()
        self._thread.join()

    def counts(self) -> Counter[str]:
        """How many lines of each kind there were. Raises what went wrong."""
        if self._failed is not None:
            raise self._failed
        return self._done

    def _lines(self) -> Iterator[Json]:
        while not self._left.is_set():
            last = self._last.is_set()  # asked before looking: what was given before it was set is not passed over
            try:
                yield from self._given.get(timeout=LOOK)
            except queue.Empty:
                if last:
                    return
        raise CasefileError("nobody waits for the bundle any more")

    def _run(self, out: BinaryIO, identity: str, head: bytes) -> None:
        try:
            self._done = _sealed(out, identity, head, self._lines())
        except BaseException as error:  # noqa: BLE001 - it is raised again where it is waited for
            self._failed = error


def _some(lines: Iterator[Json]) -> Iterator[list[Json]]:
    """Lines some at a time, fewer where a part of an original is among them."""
    some: list[Json] = []
    for line in lines:
        some.append(line)
        if len(some) >= AT_ONCE or "blob" in line:
            yield some
            some = []
    if some:
        yield some


def _begun(out: BinaryIO, case: str, sender: str, boxes: Mapping[str, bytes], randomness: Randomness) -> tuple[str, bytes]:
    """Write the open lines; gives the stream's identity and the head."""
    if not boxes:
        raise MisuseError("a bundle needs somebody to send it to")
    bundle, identity = new_id("bu", randomness), new_identity()
    about = _about(case, bundle)
    to = {device: close_box(key, identity.encode(), about).hex() for device, key in boxes.items()}
    head = canonical({"case": case, "from": sender, "id": bundle, "to": to})
    out.write(FORMAT + head + b"\n")
    return identity, head


def _sealed(out: BinaryIO, identity: str, head: bytes, lines: Iterable[Json]) -> Counter[str]:
    drawn = _Drawn(lines, hashlib.sha256(head).hexdigest())
    try:
        encrypt(identity, cast(BinaryIO, drawn), out)  # all it asks for is ``read``
    except CasefileError:
        raise drawn.failed or CasefileError("a bundle could not be written", hint="is the disk full or read-only?") from None
    return drawn.counts


def event_line(stored: Stored, data_key: bytes) -> Json:
    """An event; without ``data_key`` and with an empty body when it was erased."""
    said = {"header": stored.header.decode(), "signature": _text(stored.signature), "sealed": _text(stored.sealed)}
    return {"event": {**said, "data_key": _text(data_key)}}


def vault_line(record: str, sealed: bytes, data_key: bytes) -> Json:
    """A record of the vault; without ``data_key`` when no single key opens it."""
    return {"vault": {"id": record, "sealed": _text(sealed), "data_key": _text(data_key)}}


def blob_lines(blob: str, sealed: BinaryIO, size: int) -> Iterator[Json]:
    """An original of ``size`` sealed bytes, in parts."""
    parts = max(1, -(-size // PART))
    for part in range(parts):
        yield {"blob": {"id": blob, "part": part, "of": parts, "sealed": _text(sealed.read(PART))}}


def checkpoint_line(note: str) -> Json:
    return {"checkpoint": note}


class _Drawn:
    """Lines as a file that is read from; keeps the error of whoever makes them, which the stream's library would hide."""

    def __init__(self, lines: Iterable[Json], head: str) -> None:
        self._head = head
        self.counts: Counter[str] = Counter()
        self.failed: Exception | None = None
        self._lines, self._rest = self._encoded(lines), b""

    def _encoded(self, lines: Iterable[Json]) -> Iterator[bytes]:
        for line in lines:
            self.counts.update(line.keys())
            yield canonical(line) + b"\n"
        yield canonical({"end": _end(self.counts, self._head)}) + b"\n"

    def read(self, size: int = -1) -> bytes:
        try:
            while not self._rest:
                self._rest = next(self._lines)
        except StopIteration:
            return b""
        except Exception as error:
            self.failed = error
            raise
        given = self._rest if size < 0 else self._rest[:size]
        self._rest = self._rest[len(given) :]
        return given


# --- reading -----------------------------------------------------------------------------------------


def read_head(file: BinaryIO) -> Head:
    """The open lines of a bundle; ``file`` then stands at the stream. Raises Tampered, NewerCasefile."""
    first = file.readline(len(FORMAT) + 8)
    if first != FORMAT:
        if first.startswith(b"rushlight-bundle/"):
            raise NewerCasefile("the bundle was written by a newer rushlight", hint="update rushlight, then merge it again")
        raise Tampered("this is no bundle")
    line = file.readline(LONGEST_HEAD)
    if not line.endswith(b"\n"):
        raise Tampered("the bundle is damaged or cut off")
    content = parse(line[:-1])
    if not isinstance(content, dict) or content.keys() != {"case", "from", "id", "to"}:
        raise Tampered("the bundle's head has other fields than it should")
    case, sender, bundle, to = (content[name] for name in ("case", "from", "id", "to"))
    if not (isinstance(case, str) and _matches(_DEVICE, sender) and _matches(_BUNDLE, bundle) and isinstance(to, dict)):
        raise Tampered("the bundle's head has other fields than it should")
    try:
        closed = {device: from_hex(written) for device, written in to.items()}
        return Head(case, sender, bundle, closed, hashlib.sha256(line[:-1]).hexdigest())
    except (TypeError, ValueError):
        raise Tampered("the bundle's head has other fields than it should") from None


def read(file: BinaryIO, head: Head, identity: str, take: Callable[[str, Any], None]) -> None:
    """Read the stream behind the head; ``take(kind, content)`` gets each line in order, ``end`` last and counted.

    Raises Tampered, lines having been taken: undo all of them then. Whatever ``take`` raises goes through.
    """
    lines = _Lines(take, head.sha256)
    decrypt(identity, file, cast(BinaryIO, lines))  # all it asks for is ``write``
    lines.finish()


def read_beside(file: BinaryIO, head: Head, identity: str) -> Iterator[list[tuple[str, Any]]]:
    """As ``read``, some lines at a time, which a thread of its own opens and parses. Raises what ``read`` raises."""
    came: queue.Queue[list[tuple[str, Any]] | BaseException | None] = queue.Queue(AHEAD)
    ended = threading.Event()
    some: list[tuple[str, Any]] = []

    def give(what: list[tuple[str, Any]] | BaseException | None) -> None:
        while not ended.is_set():
            with contextlib.suppress(queue.Full):
                return came.put(what, timeout=0.05)
        raise CasefileError("nobody reads the bundle any more")

    def take(kind: str, value: Any) -> None:
        some.append((kind, value))
        if len(some) >= AT_ONCE or kind == "blob":
            give(some.copy())
            some.clear()

    def run() -> None:
        try:
            read(file, head, identity, take)
            give(some.copy())
            give(None)
        except BaseException as error:  # noqa: BLE001 - it is raised again where it is read
            with contextlib.suppress(CasefileError):
                give(error)

    thread = threading.Thread(target=run, name="bundle", daemon=True)
    thread.start()
    try:
        while (lines := came.get()) is not None:
            if isinstance(lines, BaseException):
                raise lines
            yield lines
    finally:
        ended.set()
        thread.join()


class _Lines:
    """Cuts what is written to it into lines and hands each on."""

    def __init__(self, take: Callable[[str, Any], None], head: str) -> None:
        self._take, self._head = take, head
        self._pieces: list[bytes] = []
        self._length = 0
        self._counts: Counter[str] = Counter()
        self._ended = False

    def write(self, data: bytes) -> int:
        *whole, rest = data.split(b"\n")
        for piece in whole:
            self._keep(piece)
            line, self._pieces, self._length = b"".join(self._pieces), [], 0
            self._line(line)
        self._keep(rest)
        return len(data)

    def flush(self) -> None:
        """Nothing to do: lines are handed on as they end."""

    def _keep(self, piece: bytes) -> None:
        self._length += len(piece)
        if self._length > LONGEST_LINE:
            raise Tampered("a line of the bundle is too long")
        if piece:
            self._pieces.append(piece)

    def _line(self, line: bytes) -> None:
        content = _parsed(line)
        if self._ended or not isinstance(content, dict) or len(content) != 1:
            raise Tampered("a line of the bundle has not the form it should")
        ((kind, value),) = content.items()
        if kind == "end":
            self._ended = True
            if value != _end(self._counts, self._head):
                raise Tampered("the bundle's head or lines are not those that its end speaks of")
            return
        if kind not in KINDS:
            raise Tampered("a line of the bundle is of a kind we do not know")
        self._counts[kind] += 1
        self._take(kind, value)

    def finish(self) -> None:
        if not self._ended or self._pieces:
            raise Tampered("the bundle is damaged or cut off")


def read_event(value: Any) -> tuple[Stored, bytes]:
    """(event without a wrapped key, data key) of an ``event`` line. Raises Tampered."""
    fields = _fields(value, "header", "signature", "sealed", "data_key")
    header = fields["header"].encode()
    return Stored(header, _bytes(fields["signature"]), _bytes(fields["sealed"]), b""), _bytes(fields["data_key"])


def read_vault(value: Any) -> tuple[str, bytes, bytes]:
    """(record, sealed, data key) of a ``vault`` line. Raises Tampered."""
    fields = _fields(value, "id", "sealed", "data_key")
    return fields["id"], _bytes(fields["sealed"]), _bytes(fields["data_key"])


def read_blob(value: Any) -> tuple[str, int, int, bytes]:
    """(blob, part, how many parts, sealed bytes) of a ``blob`` line. Raises Tampered."""
    fields = _fields(value, "id", "sealed", numbers=("part", "of"))
    if not 0 <= fields["part"] < fields["of"] <= 1 << 20:
        raise Tampered("a line of the bundle has not the form it should")
    return fields["id"], fields["part"], fields["of"], _bytes(fields["sealed"])


def _parsed(line: bytes) -> Any:
    """The value of a canonical line. Numbers here are small and whole, so that the standard library's form is RFC 8785's."""
    try:
        value = json.loads(line)
        if json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() == line:
            return value
    except (ValueError, RecursionError):
        pass
    raise Tampered("a line of the bundle is not canonical JSON")


def _fields(value: Any, *texts: str, numbers: tuple[str, ...] = ()) -> Json:
    good = isinstance(value, dict) and value.keys() == {*texts, *numbers}
    if not good or not all(isinstance(value[name], str) for name in texts):
        raise Tampered("a line of the bundle has not the form it should")
    if not all(type(value[name]) is int for name in numbers):
        raise Tampered("a line of the bundle has not the form it should")
    return dict(value)


def _bytes(written: str) -> bytes:
    try:
        data = base64.b64decode(written, validate=True)
    except (binascii.Error, ValueError):
        data = b""
    if _text(data) != written:
        raise Tampered("a line of the bundle has not the form it should")
    return data


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _matches(form: re.Pattern[str], value: Any) -> bool:
    return isinstance(value, str) and form.fullmatch(value) is not None


def _end(counts: Counter[str], head: str) -> Json:
    return {**{kind: counts[kind] for kind in KINDS}, "head": head}


def _about(case: str, bundle: str) -> bytes:
    return f"rushlight bundle 1\n{case}\n{bundle}".encode()
