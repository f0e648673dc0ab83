"""The last gate: files are written beside their place, re-opened, searched, and only then put where they belong."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from rushlight.errors import LeakFound, ReleaseError
from rushlight.exports.extract import named, texts
from rushlight.exports.pictures import Illustration
from rushlight.release import SealedValues
from rushlight.release.disguise import UNSEEN
from rushlight.release.sealed import BETWEEN, Noise, kinds_in

EPOCH = 315532800
"""1 January 1980: every file's time, so that none tells when it was made."""


def write(files: Mapping[str, bytes], folder: Path, sealed: SealedValues, picture: Illustration | None = None) -> Path:
    """Write the files into a new folder, all or none.

    Raises ReleaseError when the folder exists, cannot be written or a name is no plain file name, LeakFound (naming
    file and kind of value, never the value) when a finished file holds a sealed value; then nothing is left behind.
    """
    with written(files, folder, sealed, picture):
        return folder


@contextlib.contextmanager
def written(
    files: Mapping[str, bytes], folder: Path, sealed: SealedValues, picture: Illustration | None = None
) -> Iterator[None]:
    """Write and search the files beside their place; they come to it when the block ends well, else they are destroyed.

    ``picture`` is the one whose pixels may stand in them, for nobody can search pixels.
    So a caller can enter them in its log before anybody sees them. Raises what ``write`` raises.
    """
    for name in (folder.name, *files):
        _check_name(name)
    if not folder.parent.is_dir():
        raise ReleaseError("the place for the folder does not exist", where=str(folder.parent))
    if os.path.lexists(folder):
        raise ReleaseError("the folder exists already", where=str(folder), hint="choose a new folder")
    beside = folder.parent / f".{folder.name}.part"
    with _told(folder):
        try:
            beside.mkdir(mode=0o700)
        except FileExistsError:
            raise ReleaseError("an earlier writing was cut short", where=str(beside), hint="look at it and remove it") from None
    try:
        with _told(folder):
            for name, data in files.items():
                _put(beside / name, data)
        _search(beside, sealed, frozenset({picture.pixels} if picture else ()))
        yield
        with _told(folder):
            beside.rename(folder)
    except BaseException:
        destroy(beside)
        raise


@contextlib.contextmanager
def _told(folder: Path) -> Iterator[None]:
    """A disk that is full or read-only, told as one of our errors."""
    try:
        yield
    except OSError:
        hint = "is the disk full or read-only? choose another place"
        raise ReleaseError("the files could not be written; nothing is left of them", where=str(folder), hint=hint) from None


def _check_name(name: str) -> None:
    if not name or name.startswith(".") or any(c in name for c in '/\\:\0<>"|?*') or not name.isprintable():
        raise ReleaseError("a file of a release needs a plain name", hint="letters, digits, hyphens, one extension")


def _put(path: Path, data: bytes) -> None:
    with path.open("xb") as f:
        f.write(data)
        f.flush()
        os.fsync(f.fileno())
    os.utime(path, (EPOCH, EPOCH))


def _search(folder: Path, sealed: SealedValues, given: frozenset[str]) -> None:
    """Re-open every finished file and look for sealed values in all its text, its name included."""
    for path in sorted(folder.iterdir()):
        _search_one(path.name, path.read_bytes(), sealed, given)


def searched(files: Mapping[str, bytes], sealed: SealedValues, picture: Illustration | None = None) -> None:
    """Search finished files that are written nowhere, as ``written`` searches those on a disk. Raises what it raises."""
    for name, data in sorted(files.items()):
        _check_name(name)
        _search_one(name, data, sealed, frozenset({picture.pixels} if picture else ()))


def _search_one(name: str, data: bytes, sealed: SealedValues, given: frozenset[str]) -> None:
    found, unread = _found(name, data, sealed, given)
    if found:
        raise LeakFound(f"a finished file holds {found}; the files were destroyed", where=_shown(name, sealed))
    if unread:
        raise ReleaseError(f"{unread.what}; the files were destroyed", where=_shown(name, sealed), hint=unread.hint)


def _found(name: str, data: bytes, sealed: SealedValues, given: frozenset[str]) -> tuple[str | None, ReleaseError | None]:
    """What kind of sealed value stands in the file, and why it could not be read to its end.

    Its pieces are searched once each, all together, with a word between them that no value can reach over.
    """
    pieces: dict[type[str], dict[str, None]] = {str: {}, Noise: {}}
    unread: ReleaseError | None = None
    try:
        for text in texts(name, data, given=given):
            pieces[type(text)][text] = None
    except ReleaseError as error:
        unread = error
    if unread is None and any(UNSEEN.search(text) for text in pieces[str]):
        unread = ReleaseError("a finished file holds a run of letters that nobody sees", where=name)
    together = (kind(BETWEEN.join(found)) for kind, found in pieces.items())
    return next((what for text in together for what in sealed.find(text)), None), unread


def _shown(name: str, sealed: SealedValues) -> str | None:
    """The file's name, unless the leak is the name itself."""
    return None if kinds_in(named(name), sealed) else name


def destroy(folder: Path) -> None:
    """Overwrite and remove. Flash storage may keep old blocks: the disk's own encryption has to cover that."""
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        with contextlib.suppress(OSError), path.open("r+b") as f:  # in place: a truncated file would get new blocks
            f.write(b"\0" * path.stat().st_size)
            f.flush()
            os.fsync(f.fileno())
        path.unlink()
    folder.rmdir()
