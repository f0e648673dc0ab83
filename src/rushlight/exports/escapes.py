"""Letters written as their numbers: percent signs, references of markup, escapes of JSON, CSS and workbooks, names in PDF."""

from __future__ import annotations

import html
import quopri
import re
from collections.abc import Iterator
from urllib.parse import unquote

JSON = re.compile(r"(?:\\u[0-9A-Fa-f]{4})+")
BRACED = re.compile(r"\\u\{([0-9A-Fa-f]{1,6})\}|\\x([0-9A-Fa-f]{2})")
CSS = re.compile(r"\\([0-9A-Fa-f]{1,6})[ \t\r\n]?")
WORKBOOK = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""ECMA-376, part 1, 22.4.2.4 (bstr) and 18.18.93 (ST_Xstring)."""
PUNYCODE = re.compile(r"xn--([a-z0-9-]+)", re.IGNORECASE)
QUOTED = re.compile(r"(?:=[0-9A-F]{2}){3}")
HEX = re.compile(r"(?:[0-9A-Fa-f]{2}[ :,-]?){6,}")
AGAIN = 4
"""So often is resolved what was escaped and escaped again."""
NAME = re.compile(rb"#([0-9A-Fa-f]{2})")


def unescaped(text: str) -> Iterator[str]:
    """The text with its escapes resolved, once for each kind that it has; markup also for what was escaped again."""
    if "%" in text:
        yield unquote(text)
    yield from _references(text)
    if "\\" in text:
        yield JSON.sub(_utf16, text)
        yield BRACED.sub(lambda found: _letter(found[1] or found[2]), text)
        yield CSS.sub(lambda found: _letter(found[1]), text)
    if "_x" in text:
        yield WORKBOOK.sub(lambda found: _letter(found[1]), text)
    if QUOTED.search(text):
        yield quopri.decodestring(text.encode("utf-8", "replace")).decode("utf-8", "replace")
    yield from (decoded for found in PUNYCODE.finditer(text) if (decoded := _punycode(found[1])))
    yield from (bytes.fromhex(re.sub("[ :,-]", "", found[0])).decode("utf-8", "replace") for found in HEX.finditer(text))


def _references(text: str) -> Iterator[str]:
    for _ in range(AGAIN):
        if "&" not in text or (resolved := html.unescape(text)) == text:
            return
        yield resolved
        text = resolved


def named(part: bytes) -> bytes:
    """PDF syntax with the numbers in its names resolved (ISO 32000-1, 7.3.5)."""
    return NAME.sub(lambda found: bytes.fromhex(found[1].decode("ascii")), part)


def _utf16(found: re.Match[str]) -> str:
    return bytes.fromhex(found[0].replace("\\u", "")).decode("utf-16-be", "replace")


def _letter(digits: str) -> str:
    code = int(digits, 16)
    return chr(code) if code < 0x110000 else "\ufffd"


def _punycode(label: str) -> str:
    try:
        return label.encode("ascii").decode("punycode")
    except ValueError:
        return ""
