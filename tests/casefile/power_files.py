"""As ``power``, for whole folders: databases below the cipher, every other file, and what happens to names.

A file is what it is, not its name: a rename or a second name carries its bytes along. After a cut what was flushed is there;
of what was written since, each 512-byte sector may be there or not. Names (create, delete, rename) last in order.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw
import power
import pytest

from rushlight.casefile import files
from rushlight.casefile.database import Database

NAME = "powerfiles"
VFS = f"multipleciphers-{NAME}"


class Fails(OSError):
    """A disk that does not do what it is asked."""


@dataclass
class Journal:
    """Everything that was asked of the disk below ``root``, in order. ``fail_at``: the step from which on it fails."""

    root: Path = Path("/nowhere")
    done: list[power.Done] = field(default_factory=list)
    steps: int = 0
    fail_at: int = 0
    error: str = ""
    only_once: bool = False

    def note(self, what: str, path: object, at: int = 0, data: bytes = b"", to: object = "") -> None:
        inside = self._inside(path)
        if inside is not None:
            self.done.append(power.Done(what, inside, at, data, self._inside(to) or "" if to else ""))

    def _inside(self, path: object) -> str | None:
        try:
            return str(Path(str(path)).absolute().relative_to(self.root))
        except ValueError:
            return None

    def step(self, reading: bool = False) -> bool:
        """Count one request; gives whether a read is to come short. Raises when the disk fails at it."""
        if reading and self.error != "short":
            return False
        self.steps += 1
        due = self.fail_at and (self.steps == self.fail_at if self.only_once else self.steps >= self.fail_at)
        if not due:
            return False
        if self.error == "short":
            return reading
        raise {"ioerr": apsw.IOError, "full": apsw.FullError}[self.error]("the test's disk fails")

    def file_step(self) -> None:
        try:
            self.step()
        except apsw.Error as error:
            raise Fails(28 if isinstance(error, apsw.FullError) else 5, "the test's disk fails") from None


class Disk(power.Disk):
    """The file system below the cipher, writing down what it is asked, or failing at it."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal  # type: ignore[assignment]
        apsw.VFS.__init__(self, NAME, "unix")

    def xOpen(self, name, flags):  # noqa: N802 - apsw's name
        return DiskFile(self.journal, name, flags)


class DiskFile(power.DiskFile):
    def xRead(self, amount, offset):  # noqa: N802 - apsw's name
        if self.journal.step(reading=True):
            return super().xRead(amount, offset)[: amount // 2]
        return super().xRead(amount, offset)

    def xWrite(self, data, offset):  # noqa: N802
        self.journal.step()
        return super().xWrite(data, offset)

    def xSync(self, flags):  # noqa: N802
        self.journal.step()
        return super().xSync(flags)


def watch(journal: Journal, patch: pytest.MonkeyPatch) -> None:
    """Have every database, and every file that the casefile writes itself, go through the journal."""
    real_open, real_flush = Database.__init__, files._flush

    def opened(self: Database, path: Path | None, key: str, *, read_only: bool = False) -> None:
        real_open(self, path, key, vfs=VFS if path else None, read_only=read_only)

    def flushed(handle: int) -> None:
        journal.file_step()
        path = Path(f"/proc/self/fd/{handle}").readlink()
        journal.note("truncate", path, 0)
        journal.note("write", path, 0, path.read_bytes())
        real_flush(handle)
        journal.note("sync", path)

    patch.setattr(Database, "__init__", opened)
    patch.setattr(files, "_flush", flushed)
    for name in ("replace", "rename"):
        patch.setattr(Path, name, _noting(journal, "rename", getattr(Path, name)))
    patch.setattr(Path, "hardlink_to", _noting(journal, "link", Path.hardlink_to))
    patch.setattr(Path, "unlink", _noting(journal, "delete", Path.unlink))
    real_rmtree = shutil.rmtree

    def removed(path: Any, *more: Any, **named: Any) -> None:
        real_rmtree(path, *more, **named)
        journal.note("delete", path)

    patch.setattr(shutil, "rmtree", removed)


def _noting(journal: Journal, what: str, real: Callable[..., Any]) -> Callable[..., Any]:
    def noted(self: Path, *target: Any, **named: Any) -> Any:
        journal.file_step() if what == "rename" else None
        before = os.path.lexists(self)
        out = real(self, *target, **named)
        if before or what == "link":
            journal.note(what, self, to=target[0] if target else "")
        return out

    return noted


def files_below(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def after_cut(done: list[power.Done], cut: int, before: dict[str, bytes], chance: random.Random) -> dict[str, bytes]:
    """The files as a cut after the first ``cut`` things could leave them; ``before`` are the files at the start."""
    mode = chance.choice((power._all, power._none, power._some, power._some))
    flushed: dict[int, int] = {}
    for index, (one, which) in enumerate(_which(done[:cut], before)):
        if one.what == "sync":
            flushed[which] = index
    contents = dict(enumerate(bytearray(data) for data in before.values()))
    for index, (one, which) in enumerate(_which(done[:cut], before)):
        lasting = index < flushed.get(which, -1)
        content = contents.setdefault(which, bytearray())
        if one.what == "write":
            for start in range(0, len(one.data), power.SECTOR):
                if lasting or mode(chance):
                    power._put(content, one.at + start, one.data[start : start + power.SECTOR])
        elif one.what == "truncate" and (lasting or mode(chance)):
            del content[one.at :]
    names = _names(done[:cut], before)
    return {name: bytes(contents.get(which, b"")) for name, which in names.items()}


def _names(done: list[power.Done], before: dict[str, bytes]) -> dict[str, int]:
    names: dict[str, int] = {}
    for _ in _which(done, before, names):
        pass
    return names


def _which(done: list[power.Done], before: dict[str, bytes], names: dict[str, int] | None = None):
    """Each thing with the number of the file that had the name then; ``names`` ends as they are after all of it."""
    names = {} if names is None else names
    names.update({name: number for number, name in enumerate(before)})
    fresh = len(names)
    for one in done:
        if one.what in ("write", "truncate", "sync") and one.name not in names:
            names[one.name], fresh = fresh, fresh + 1
        yield one, names.get(one.name, -1)
        if one.what == "delete":
            for name in [n for n in names if n == one.name or n.startswith(one.name + "/")]:
                del names[name]
        elif one.what == "rename":
            for name in [n for n in names if n == one.name or n.startswith(one.name + "/")]:
                names[one.to + name[len(one.name) :]] = names.pop(name)
        elif one.what == "link" and one.to in names:
            names[one.name] = names[one.to]
