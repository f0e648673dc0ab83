"""Whether a ZIP archive holds bytes that no list names: before, between and behind its members (APPNOTE 6.3.10, 4.3)."""

from __future__ import annotations

import zipfile

from rushlight.errors import ReleaseError

LOCAL, END = 30, 22
"""Bytes of a local header before its name, and of the record at the end before the comment."""


def gapless(name: str, data: bytes, archive: zipfile.ZipFile) -> ReleaseError | None:
    """What is to be told when members do not stand one behind the other, or are called otherwise where they stand."""
    at = 0
    for member in sorted(archive.infolist(), key=lambda m: m.header_offset):
        head = data[at : at + LOCAL]
        size, more = int.from_bytes(head[26:28], "little"), int.from_bytes(head[28:30], "little")
        here = data[at + LOCAL : at + LOCAL + size]
        beside = data[at + LOCAL + size : at + LOCAL + size + more]
        if member.header_offset != at or here != member.orig_filename.encode() or beside != member.extra or head[6] & 8:
            return _told(name)
        at += LOCAL + size + more + member.compress_size
    listed = len(data) - END - len(archive.comment)
    return None if at == archive.start_dir and data[listed : listed + 4] == b"PK\5\6" else _told(name)


def _told(name: str) -> ReleaseError:
    return ReleaseError("a finished archive holds bytes that no list names", where=name)
