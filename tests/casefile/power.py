"""A disk that can lose its power: every write below the cipher is noted, and replayed as a cut would have left it.

After a cut, what was flushed is there. Of what was written since, each 512-byte sector may be there or not, and in any
order. What happens to names (create, delete, rename) is taken to last in order, as journalling file systems do it.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import apsw

SECTOR = 512
NAME = "powercut"
VFS = f"multipleciphers-{NAME}"


@dataclass(frozen=True)
class Done:
    """One thing that reached the disk's driver: ``what`` is write, truncate, sync, delete, rename, file or acknowledged."""

    what: str
    name: str
    at: int = 0
    data: bytes = b""
    to: str = ""


@dataclass
class Journal:
    """Everything that was asked of the disk, in order."""

    done: list[Done] = field(default_factory=list)
    folder: Path = Path()

    def note(self, what: str, path: object, at: int = 0, data: bytes = b"", to: str = "") -> None:
        self.done.append(Done(what, Path(str(path)).name, at, data, to))


class Disk(apsw.VFS):
    """The file system below the cipher, writing down what it is asked."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        super().__init__(NAME, "unix")

    def xOpen(self, name, flags):  # noqa: N802 - apsw's name
        return DiskFile(self.journal, name, flags)

    def xDelete(self, name, sync):  # noqa: N802
        self.journal.note("delete", name)
        return super().xDelete(name, sync)


class DiskFile(apsw.VFSFile):
    def __init__(self, journal: Journal, name, flags) -> None:
        self.journal = journal
        self.path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        super().__init__("unix", name, flags)

    def xWrite(self, data, offset):  # noqa: N802
        self.journal.note("write", self.path, offset, bytes(data))
        return super().xWrite(data, offset)

    def xTruncate(self, size):  # noqa: N802
        self.journal.note("truncate", self.path, size)
        return super().xTruncate(size)

    def xSync(self, flags):  # noqa: N802
        self.journal.note("sync", self.path)
        return super().xSync(flags)


def after_cut(done: list[Done], cut: int, before: dict[str, bytes], chance: random.Random) -> dict[str, bytes]:
    """The files as a cut after the first ``cut`` things could leave them; ``before`` are the files at the start."""
    flushed: dict[str, int] = {}
    for index, one in enumerate(done[:cut]):
        if one.what == "sync":
            flushed[one.name] = index
        elif one.what == "rename":
            flushed[one.to] = index
    files = {name: bytearray(data) for name, data in before.items()}
    mode = chance.choice((_all, _none, _some, _some))
    for index, one in enumerate(done[:cut]):
        _apply(
            files,
            one,
            lasting=index < flushed.get(one.name, -1) or one.what not in ("write", "truncate"),
            mode=mode,
            chance=chance,
        )
    return {name: bytes(data) for name, data in files.items()}


def _apply(
    files: dict[str, bytearray], one: Done, *, lasting: bool, mode: Callable[[random.Random], bool], chance: random.Random
) -> None:
    if one.what == "write":
        file = files.setdefault(one.name, bytearray())
        for start in range(0, len(one.data), SECTOR):
            if lasting or mode(chance):
                _put(file, one.at + start, one.data[start : start + SECTOR])
    elif one.what == "truncate" and (lasting or mode(chance)):
        file = files.setdefault(one.name, bytearray())
        del file[one.at :]
    elif one.what == "delete":
        files.pop(one.name, None)
    elif one.what == "rename":
        files[one.to] = files.pop(one.name, bytearray())
    elif one.what == "file":
        files[one.name] = bytearray(one.data)


def _put(file: bytearray, at: int, data: bytes) -> None:
    if len(file) < at:
        file.extend(bytes(at - len(file)))
    file[at : at + len(data)] = data


def _all(_: random.Random) -> bool:
    return True


def _none(_: random.Random) -> bool:
    return False


def _some(chance: random.Random) -> bool:
    return chance.random() < 0.5
