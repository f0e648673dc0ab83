"""What a crash left of a publication: files without an entry in the log are destroyed, an entry without files gets them."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rushlight.casefile import Casefile, backups, underway
from rushlight.casefile.stored import StoredRelease
from rushlight.desk.publishing import proof_of
from rushlight.errors import RushlightError
from rushlight.exports import write
from rushlight.exports.write import destroy
from rushlight.release import SealedValues


def clear(case: Casefile) -> None:
    """Look for publications that were begun and not ended, and end them one way or the other; what was done is kept to be told.

    Where the place of the files is not there, such as a disk that is not plugged in, the next opening looks again. What a
    backup that was cut short left goes too.
    """
    backups.clear_up(case)
    for view, begun in underway.begun(case).items():
        folder = Path(begun["folder"])
        if not folder.parent.is_dir():
            continue
        entry = next((row for row in case.releases() if row.kind == "published" and row.body.get("release") == view), None)
        with contextlib.suppress(OSError, RushlightError):  # a disk that is read-only, or full: nothing is lost by waiting
            underway.end(case, view, _ended(case, folder, entry) if entry else _destroyed(folder, begun["release"]))


def told(case: Casefile) -> str | None:
    """What was cleared up since somebody was told; once."""
    return underway.told(case)


def _parts(folder: Path) -> tuple[Path, Path]:
    """Where the files lie until they come to their place, and those of the proof."""
    return folder.parent / f".{folder.name}.part", folder.parent / f".{folder.name}.proof.part"


def _is_ours(part: Path) -> bool:
    """A real folder: a link in its place leads to somebody else's files."""
    return part.is_dir() and not part.is_symlink()


def _destroyed(folder: Path, release: str) -> str:
    found = [part for part in _parts(folder) if _is_ours(part)]
    for part in found:
        destroy(part)
    what = "the files it had begun to write are destroyed" if found else "nothing of it was left"
    return f"publishing {release} was cut short before the log had it: {what}; it was not released"


def _ended(case: Casefile, folder: Path, entry: StoredRelease) -> str:
    """The log has the release: its files come to their place if they are those of the entry, and the proof beside them."""
    part, proof_part = _parts(folder)
    if _is_ours(proof_part):
        destroy(proof_part)
    beside = folder.with_name(folder.name + ".proof")
    if not beside.exists():
        write({"proof.json": proof_of(case, entry.event)}, beside, SealedValues())
    if not folder.exists() and _is_ours(part) and _whole(part, entry.body["files"]):
        part.rename(folder)
    if _is_ours(part):
        destroy(part)
    if folder.is_dir() and _whole(folder, entry.body["files"]):
        return f"publishing {entry.id} was cut short after the log had it: its files are now in {folder}"
    return f"publishing {entry.id} was cut short after the log had it: it counts as released, and its files are not whole"


def _whole(folder: Path, files: Mapping[str, Any]) -> bool:
    there = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.is_file()}
    return there == dict(files)
