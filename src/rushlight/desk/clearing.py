"""What a crash left of a publication: files without an entry in the log are destroyed, an entry without files gets them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rushlight.casefile import Casefile, underway
from rushlight.casefile.stored import StoredRelease
from rushlight.desk.publishing import proof_of
from rushlight.errors import RushlightError
from rushlight.exports import write
from rushlight.exports.write import destroy
from rushlight.release import SealedValues


def clear(case: Casefile) -> None:
    """Look for a publication that was begun and not ended, and end it one way or the other; what was done is kept to be told.

    Where the place of its files is not there, such as a disk that is not plugged in, the next opening looks again.
    """
    begun = underway.begun(case)
    if begun is None:
        return
    folder = Path(begun["folder"])
    if not folder.parent.is_dir():
        return
    entry = next((row for row in case.releases() if row.kind == "published" and row.body.get("release") == begun["view"]), None)
    try:
        underway.end(case, _ended(case, folder, entry) if entry else _destroyed(folder, begun["release"]))
    except (OSError, RushlightError):
        return  # a disk that is read-only, or full: nothing is lost by waiting


def told(case: Casefile) -> str | None:
    """What was cleared up since somebody was told; once."""
    return underway.told(case)


def _parts(folder: Path) -> tuple[Path, Path]:
    """Where the files lie until they come to their place, and those of the proof."""
    return folder.parent / f".{folder.name}.part", folder.parent / f".{folder.name}.proof.part"


def _destroyed(folder: Path, release: str) -> str:
    found = [part for part in _parts(folder) if part.is_dir()]
    for part in found:
        destroy(part)
    what = "the files it had begun to write are destroyed" if found else "nothing of it was left"
    return f"publishing {release} was cut short before the log had it: {what}; it was not released"


def _ended(case: Casefile, folder: Path, entry: StoredRelease) -> str:
    """The log has the release: its files come to their place if they are those of the entry, and the proof beside them."""
    part, proof_part = _parts(folder)
    if proof_part.is_dir():
        destroy(proof_part)
    beside = folder.with_name(folder.name + ".proof")
    if not beside.exists():
        write({"proof.json": proof_of(case, entry.event)}, beside, SealedValues())
    if not folder.exists() and part.is_dir() and _whole(part, entry.body["files"]):
        part.rename(folder)
    if part.is_dir():
        destroy(part)
    if folder.is_dir() and _whole(folder, entry.body["files"]):
        return f"publishing {entry.id} was cut short after the log had it: its files are now in {folder}"
    return f"publishing {entry.id} was cut short after the log had it: it counts as released, and its files are not whole"


def _whole(folder: Path, files: Mapping[str, Any]) -> bool:
    there = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.is_file()}
    return there == dict(files)
