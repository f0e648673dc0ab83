"""Which letters the packaged font has: its character map, format 4 (OpenType, table ``cmap``)."""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from importlib.resources import files

from rushlight.errors import ReleaseError
from rushlight.release import ReleasedView

FONT = "RushlightSansKR-Regular.otf"
UNSEEN = ("Cc", "Cf", "Zs", "Zl", "Zp")
"""Kinds of characters that need no shape."""


def refuse_missing(view: ReleasedView) -> None:
    """Raise ReleaseError where the view's words hold letters without a shape: how many, and where; never which."""
    told = [("title", view.title)]
    told += [(f"sentence {n}", item.text) for n, item in enumerate(view.items, start=1)]
    told += [(f"table {n}", _words(view, n - 1)) for n in range(1, len(view.tables) + 1)]
    missing = {where: count for where, words in told if (count := len(without_shape(words)))}
    if missing:
        raise ReleaseError(
            f"the packaged font does not have {sum(missing.values())} letters of the text",
            where=", ".join(f"{where}: {count}" for where, count in missing.items()),
            hint="it has Korean syllables and Latin letters, no Chinese characters: write otherwise, or publish html,docx",
        )


def without_shape(words: str) -> list[str]:
    """The letters, composed, that the font does not have."""
    composed = unicodedata.normalize("NFC", words)
    return [c for c in composed if ord(c) not in shapes() and unicodedata.category(c) not in UNSEEN]


def _words(view: ReleasedView, at: int) -> str:
    table = view.tables[at]
    return " ".join((table.title, *(part for cell in table.cells for part in (cell.row, cell.column))))


@cache
def shapes() -> frozenset[int]:
    """The code points that the font has a shape for."""
    font = files("rushlight").joinpath("_data", "font", FONT).read_bytes()
    tables = (struct.unpack_from(">4sLLL", font, 12 + 16 * n) for n in range(int.from_bytes(font[4:6], "big")))
    cmap = next(offset for tag, _, offset, _ in tables if tag == b"cmap")
    at = cmap + struct.unpack_from(">HHL", font, cmap + 4)[2]
    count = struct.unpack_from(">H", font, at + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, at + 14)
    starts = struct.unpack_from(f">{count}H", font, at + 16 + 2 * count)
    return frozenset(code for first, last in zip(starts, ends, strict=True) for code in range(first, last + 1)) - {0xFFFF}
