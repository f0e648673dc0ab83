"""Documents that are archives of XML parts (.docx, .odt, .epub, .hwpx). Nothing is unpacked before its size is known."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from rushlight.errors import IntakeError
from rushlight.intake import limits

_SMALL = 1_000_000
"""Parts below this size may be packed as tightly as they like."""
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OSError, ValueError, LookupError)


@contextmanager
def opened(data: bytes, where: str) -> Iterator[Archive]:
    """The archive's parts. Raises IntakeError, also from inside the block, when damaged, protected or too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                _check_part(info, where)
            yield Archive(archive, where)
    except _BROKEN:
        raise damaged(where) from None
    except RuntimeError:
        raise IntakeError(
            "the document is protected by a password", where=where, hint="save a copy without the password"
        ) from None


class Archive:
    """Parts by name, read within the caps."""

    def __init__(self, archive: zipfile.ZipFile, where: str) -> None:
        self._archive, self._where = archive, where
        self.names = frozenset(archive.namelist())
        self._left = limits.MAX_BYTES

    def read(self, name: str) -> bytes:
        """The bytes of a part; all parts read together stay within the cap of one file."""
        with self._archive.open(name) as part:
            raw = part.read(self._left + 1)  # the size in the directory may lie
        self._left -= len(raw)
        if self._left < 0:
            raise IntakeError("a part of the document is too large", where=self._where, hint="split the document")
        return raw

    def xml(self, name: str) -> etree._Element:
        """The root element of a part: no entity is resolved, nothing is fetched."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(self.read(name), parser)
        except etree.LxmlError:
            raise damaged(self._where) from None


def damaged(where: str) -> IntakeError:
    return IntakeError("the document is damaged", where=where, hint="open it in a word processor and save it anew")


def no_text(where: str) -> IntakeError:
    return IntakeError("the document has no text", where=where, hint="if it holds pictures of pages, give their text as .txt")


def _check_part(info: zipfile.ZipInfo, where: str) -> None:
    """Refuse a part that would unpack beyond the caps, before unpacking it."""
    swollen = info.file_size > _SMALL and info.file_size > limits.MAX_EXPANSION * max(1, info.compress_size)
    if swollen or info.file_size > limits.MAX_BYTES:
        raise IntakeError(
            "the document unpacks to far more than it weighs",
            where=where,
            hint="it may be made to harm; do not open it on this computer",
        )
