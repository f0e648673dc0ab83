"""What a Parquet file holds beside its rows: its footer's strings; and whether it holds anything else.

Only plain pages are let through. A dictionary may keep values that no row has, statistics and indexes repeat some, a
Bloom filter tells whoever asks for a value whether it was there, and a gap between columns could hold anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rushlight.errors import ReleaseError
from rushlight.exports.thrift import Reading, strings

MAGIC = b"PAR1"
CHUNK = frozenset({1, 2, 3})
META = frozenset({1, 2, 3, 4, 5, 6, 7, 9})
PAGE = frozenset({1, 2, 3, 5})
DATA_PAGE = frozenset({1, 2, 3, 4})
"""Fields of ColumnChunk, ColumnMetaData, PageHeader and DataPageHeader that say where values stand, and no more."""


def parquet_texts(name: str, data: bytes) -> Iterator[str]:
    """The strings of the footer; raises ReleaseError (naming the file) when anything but plain pages stands before it."""
    try:
        start = len(data) - 8 - int.from_bytes(data[-8:-4], "little")
        footer = Reading(data, start)
        told = footer.struct()
        yield from (text.decode("utf-8", "replace") for text in strings(told))
        whole = start > 0 and data.endswith(MAGIC) and footer.at == len(data) - 8
        plain = whole and _only_plain_pages(told, data, start)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        raise ReleaseError("a finished file cannot be read back", where=name) from None
    if not plain:
        raise ReleaseError(
            "a finished file holds more than its rows", where=name, hint="publish --format parquet writes rows alone"
        )


def _only_plain_pages(footer: dict[int, Any], data: bytes, start: int) -> bool:
    """Whether the columns' pages, one behind the other, fill the file up to its footer."""
    at = len(MAGIC)
    for group in footer[4]:
        for chunk in group[1]:
            meta = chunk[3]
            if set(chunk) - CHUNK or set(meta) - META or meta[4] != 0 or meta[9] != at:
                return False
            end = at + meta[7]
            while at < end:
                at = _behind_page(data, at)
            if at != end:
                return False
    return at == start


def _behind_page(data: bytes, at: int) -> int:
    """Where the next page begins; raises ValueError for one that is not plain."""
    reading = Reading(data, at)
    head = reading.struct()
    if set(head) - PAGE or head[1] != 0 or set(head[5]) - DATA_PAGE or head[5][2] != 0 or head[2] != head[3]:
        raise ValueError
    return reading.at + int(head[3])
