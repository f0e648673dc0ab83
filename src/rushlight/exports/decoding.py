"""Bytes read as text, in every way that somebody could have written them."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator

from rushlight.exports.escapes import unescaped
from rushlight.release.sealed import Noise

BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{8,}")
LINES = re.compile(rb"(?<![A-Za-z0-9+/_-])(?:[A-Za-z0-9+/_-]{16,}+[ \t]*+\r?\n[ \t]*+)+[A-Za-z0-9+/_-]+")
"""Base64 that is broken into lines, as in mail. A run that no line end follows is passed over once, not once a letter."""
URL_SAFE = bytes.maketrans(b"-_", b"+/")


def decoded(data: bytes) -> Iterator[str]:
    """The bytes as text, with escapes resolved, and what of them is base64 of text."""
    text = data.decode("utf-8", "replace")
    yield text
    yield from unescaped(text)
    yield from _base64(data)
    if b"\0" in data:
        yield data.decode("utf-16-le", "replace")
        yield data.decode("utf-16-be", "replace")


def _base64(data: bytes, depth: int = 0) -> Iterator[str]:
    """What decodes to text from runs of base64 (data addresses, encoded attributes), broken into lines or encoded twice.

    What stands before a run may be of its letters, so that it is read from each of its first four. A run that stands many
    times, as the words of markup do, is read once.
    """
    runs = dict.fromkeys((*BASE64.findall(data), *(re.sub(rb"\s", b"", block) for block in LINES.findall(data))))
    for run in runs:
        for start in range(min(4, len(run) - 4)):
            part = run[start:]
            part = part[: len(part) - (len(part) % 4 == 1)]  # no such length exists: the last letter is not part of it
            plain = base64.b64decode(part.translate(URL_SAFE) + b"=" * (-len(part) % 4))
            if plain.isascii() or is_utf8(plain):
                yield plain.decode("utf-8")
            elif depth == 0:
                yield from (Noise(plain.decode(code, "replace")) for code in ("utf-8", "utf-16-le", "utf-16-be"))
            if depth == 0 and b"\0" in plain:
                yield from (plain.decode(code, "replace") for code in ("utf-16-le", "utf-16-be"))
            if depth == 0 and BASE64.search(plain):
                yield from _base64(plain, 1)


def is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
