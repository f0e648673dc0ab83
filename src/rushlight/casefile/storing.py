"""A folder of files as one zip archive, the same bytes for the same files: stored, in order, without dates.

Anybody's zip program opens it. Whoever reads one here makes it again and compares, so that no byte can be exchanged.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from rushlight.errors import CasefileError, Tampered

LARGEST = (1 << 32) - (1 << 20)
"""Bytes: without the extension for larger ones, which some programs cannot read."""

_DAY = 33
"""1 January 1980 as zip archives write it: the first day they know."""

_HEAD = "<HHHHHIIIHH"
"""Version needed, flags, method, time, day, CRC, size, size, name's length, extra's length."""


def write(files: Mapping[str, bytes]) -> bytes:
    """The archive. Raises CasefileError when it would be larger than 4 GiB."""
    if sum(len(name) * 2 + len(data) + 128 for name, data in files.items()) > LARGEST:
        raise CasefileError("this is too much for one file", hint="disclose it in several")
    out, directory = io.BytesIO(), io.BytesIO()
    for name, data in sorted(files.items()):
        path, at = name.encode("ascii"), out.tell()
        head = struct.pack(_HEAD, 20, 0, 0, 0, _DAY, zlib.crc32(data), len(data), len(data), len(path), 0)
        out.write(b"PK\x03\x04" + head + path + data)
        directory.write(b"PK\x01\x02" + struct.pack("<H", 20) + head + struct.pack("<HHHII", 0, 0, 0, 0, at) + path)
    listed, at = directory.getvalue(), out.tell()
    out.write(listed + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, len(files), len(files), len(listed), at, 0))
    return out.getvalue()


def read(archive: bytes) -> dict[str, bytes]:
    """The files. Raises Tampered for an archive that ``write`` did not make."""
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            listed = opened.infolist()
            if any(info.compress_type != zipfile.ZIP_STORED or info.flag_bits for info in listed):
                raise Tampered("this is no pack of ours")
            if sum(info.file_size for info in listed) > len(archive):
                raise Tampered("this is no pack of ours")
            files = {info.filename: opened.read(info) for info in listed}
        if write(files) == archive:
            return files
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, KeyError, RuntimeError, NotImplementedError, struct.error):
        pass
    raise Tampered("this is no pack of ours, or it was changed")
