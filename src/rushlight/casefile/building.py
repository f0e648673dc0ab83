"""A new folder: checked before anything is made, built under a passing name, durable and whole when it gets its own."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from rushlight.casefile.files import check_place, flush_folder
from rushlight.casefile.keys import FLOOR, Cost
from rushlight.errors import CasefileError, MisuseError
from rushlight.record import Randomness, new_id


def check_new(folder: Path, suffix: str, *, what: str = "casefile") -> None:
    """Refuse a place where no new folder of this kind can be. Raises MisuseError, CasefileError."""
    if folder.suffix != suffix:
        raise MisuseError(f"a {what}'s folder ends in {suffix}", where=str(folder))
    if os.path.lexists(folder):
        raise CasefileError("there is something in this place already", where=str(folder), hint="choose a new name")
    if not folder.absolute().parent.is_dir():
        raise CasefileError(f"the folder around the new {what} does not exist", where=str(folder.parent))
    check_place(folder.absolute().parent)


def check_cost(cost: Cost | None) -> None:
    """Raise MisuseError for a cost that makes a passphrase too cheap to guess."""
    if cost and (cost.memory_kib < FLOOR.memory_kib or cost.passes < FLOOR.passes):
        raise MisuseError("this cost is below the floor of 64 MiB and three passes")


@contextlib.contextmanager
def building(folder: Path, randomness: Randomness, *, what: str = "casefile", keep: bool = True) -> Iterator[Path]:
    """A passing folder that gets the name ``folder`` at the end, or with ``keep`` false, and when anything fails, goes."""
    parent = folder.absolute().parent
    with built_at(parent / f".{new_id('new', randomness)}{folder.suffix}", what=what) as passing:
        yield passing
        if keep:
            _flush_all(passing)
            passing.rename(folder.absolute())
            flush_folder(parent)


@contextlib.contextmanager
def built_at(passing: Path, *, what: str = "casefile") -> Iterator[Path]:
    """A new folder that goes again, unless it was given another name by then. Raises CasefileError."""
    try:
        passing.mkdir(mode=0o700)
        yield passing
    except OSError:
        raise CasefileError(f"the {what} could not be written", hint="is the disk full or read-only?") from None
    finally:
        shutil.rmtree(passing, ignore_errors=True)


def _flush_all(folder: Path) -> None:
    """Make the names of everything in a new folder durable."""
    for inner in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        flush_folder(inner)
