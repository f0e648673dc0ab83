"""The Korean of the pages and errors as it lies in resources/locale/ko: one .po a screen, errors.po for all rooms."""

from __future__ import annotations

import struct
from pathlib import Path

from babel.messages.pofile import read_po

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "locale" / "ko"
ERRORS = "errors.po"

Key = str | tuple[str, str]
"""A sentence, or the sentence for one and for many."""


def words_of(path: Path) -> dict[Key, str]:
    """What the file translates. Entries without Korean or marked fuzzy are left out."""
    if not path.exists():
        return {}
    with path.open("rb") as stream:
        catalog = read_po(stream, locale="ko", abort_invalid=True)
    out: dict[Key, str] = {}
    for message in catalog:
        if message.id and not message.fuzzy:
            korean = message.string if isinstance(message.string, str) else message.string[0]
            if korean:
                out[message.id if isinstance(message.id, str) else tuple(message.id)] = korean
    return out


def page_files(folder: Path = FOLDER) -> list[Path]:
    return [path for path in sorted(folder.glob("*.po")) if path.name != ERRORS]


def page_words(folder: Path = FOLDER) -> dict[Key, str]:
    """All screens together. Where two files have the same sentence the first by name is shown."""
    out: dict[Key, str] = {}
    for path in page_files(folder):
        out = words_of(path) | out
    return out


def compiled(path: Path) -> bytes:
    """A file's words as gettext reads them (GNU .mo, little endian); the same words give the same bytes."""
    words = {"\0".join(key) if isinstance(key, tuple) else key: korean for key, korean in words_of(path).items()}
    words[""] = "Content-Type: text/plain; charset=utf-8\nPlural-Forms: nplurals=1; plural=0;\n"
    rows = sorted((key.encode(), korean.encode()) for key, korean in words.items())
    start = 28 + 16 * len(rows)
    keys, values, at = b"", b"", start
    for key, _ in rows:
        keys += struct.pack("<II", len(key), at)
        at += len(key) + 1
    for _, korean in rows:
        values += struct.pack("<II", len(korean), at)
        at += len(korean) + 1
    head = struct.pack("<IIIIIII", 0x950412DE, 0, len(rows), 28, 28 + 8 * len(rows), 0, start)
    texts = b"".join(key + b"\0" for key, _ in rows) + b"".join(korean + b"\0" for _, korean in rows)
    return head + keys + values + texts
