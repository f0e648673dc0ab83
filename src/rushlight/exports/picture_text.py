"""What a PNG holds beside its pixels (PNG, third edition, chapters 4 and 11). Only chunks that draw are let through."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from rushlight.errors import ReleaseError
from rushlight.release.sealed import Noise

SIGNATURE = b"\x89PNG\r\n\x1a\n"
SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Samples of a pixel by the kind of colour (chapter 11)."""
DRAWING = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs"})


def png_texts(name: str, data: bytes) -> Iterator[str]:
    """The text of its chunks, packed ones unpacked; raises ReleaseError when there is anything but what draws."""
    more, packed, head = False, [], b""
    for kind, body in chunks(name, data):
        if kind in DRAWING:
            head = body if kind == b"IHDR" else head
            if kind != b"IDAT":
                yield Noise(body.decode("utf-8", "replace"))
            packed += [body] if kind == b"IDAT" else []
            continue
        more = True
        yield body.decode("utf-8", "replace")
        for start in range(len(body)):  # zTXt, iTXt and iCCP hold a packed part behind a keyword
            if body[start : start + 1] == b"\x78":
                yield _unpacked(body[start:])
    if more or not _only_pixels(head, b"".join(packed)):
        raise ReleaseError("a picture holds more than its pixels", where=name, hint="make it anew from its pixels")


def _only_pixels(head: bytes, packed: bytes) -> bool:
    """Whether what is packed are as many bytes as the picture has, and nothing stands behind them (chapter 9)."""
    if len(head) != 13 or head[8] not in (1, 2, 4, 8, 16) or head[9] not in SAMPLES or head[12] != 0:
        return False  # interlaced pictures are none of ours
    width, height = int.from_bytes(head[:4], "big"), int.from_bytes(head[4:8], "big")
    size = height * (1 + (width * SAMPLES[head[9]] * head[8] + 7) // 8)
    unpacking = zlib.decompressobj()
    try:
        pixels = unpacking.decompress(packed, size + 1)
    except zlib.error:
        return False
    return len(pixels) == size and not unpacking.unconsumed_tail and unpacking.eof and not unpacking.unused_data


def chunks(name: str, data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each chunk's type and body; raises ReleaseError for a broken file and for bytes behind its end."""
    at, kind = len(SIGNATURE), b""
    while at + 12 <= len(data) and kind != b"IEND":
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        yield kind, data[at + 8 : at + 8 + size]
        at += 12 + size
    if kind != b"IEND" or at != len(data):
        raise ReleaseError("a finished picture is broken or holds bytes behind its end", where=name)


def _unpacked(body: bytes) -> str:
    try:
        return zlib.decompressobj().decompress(body, 1_000_000).decode("utf-8", "replace")
    except zlib.error:
        return ""
