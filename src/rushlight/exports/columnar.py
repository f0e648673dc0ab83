"""Parquet of a released view, for analysis: one row a sentence. Uncompressed, so that every string in it can be searched.

Written here (Apache Parquet format 2, ``parquet.thrift``): the libraries put the smallest and largest value of each column
beside it, name themselves, or both, and cannot all be told not to. Ours holds plain values and where they stand.
"""

from __future__ import annotations

from collections.abc import Sequence

from rushlight.exports.missing import writer
from rushlight.exports.tables import COLUMNS, sentence_rows
from rushlight.exports.thrift import I32, packed
from rushlight.release import ReleasedView

MAGIC = b"PAR1"
NUMBERS = frozenset({"reports", "sources_min", "sources_max"})
NUMBER, TEXT = I32(1), I32(6)
"""Physical types INT32 and BYTE_ARRAY."""
REQUIRED, UTF8, PLAIN, RLE, UNCOMPRESSED, DATA_PAGE = I32(0), I32(0), I32(0), I32(3), I32(0), I32(0)


def parquet(view: ReleasedView) -> bytes:
    """The sentences as Parquet: words as strings, counts as 32-bit numbers; the same bytes for the same view.

    No statistics, no index, no dictionary, no program's name. Raises MisuseError when arro3, by which the last gate
    reads it back, is not installed.
    """
    rows = sentence_rows(view)
    writer("arro3.io", "parquet")
    out, chunks = bytearray(MAGIC), []
    for at, name in enumerate(COLUMNS):
        page = _page(name, [row[at] for row in rows])
        chunks.append(_chunk(name, len(rows), len(out), len(page)))
        out += page
    schema = [{4: b"schema", 5: I32(len(COLUMNS))}, *(_column(name) for name in COLUMNS)]
    group = {1: chunks, 2: len(out) - len(MAGIC), 3: len(rows)}
    footer = packed({1: I32(2), 2: schema, 3: len(rows), 4: [group]})
    return bytes(out) + footer + len(footer).to_bytes(4, "little") + MAGIC


def _column(name: str) -> dict[int, object]:
    """A SchemaElement; text is marked as such in the old way and the new (logical type STRING)."""
    plain: dict[int, object] = {1: _type(name), 3: REQUIRED, 4: name.encode()}
    return plain if name in NUMBERS else plain | {6: UTF8, 10: {1: {}}}


def _type(name: str) -> I32:
    return NUMBER if name in NUMBERS else TEXT


def _page(name: str, values: Sequence[str | int]) -> bytes:
    """One data page, plain encoded; without levels, since every value is there."""
    if name in NUMBERS:
        body = b"".join(int(v).to_bytes(4, "little", signed=True) for v in values)
    else:
        told = [str(v).encode("utf-8", "replace") for v in values]
        body = b"".join(len(t).to_bytes(4, "little") + t for t in told)
    head = {1: DATA_PAGE, 2: I32(len(body)), 3: I32(len(body)), 5: {1: I32(len(values)), 2: PLAIN, 3: RLE, 4: RLE}}
    return packed(head) + body


def _chunk(name: str, rows: int, at: int, size: int) -> dict[int, object]:
    meta = {1: _type(name), 2: [PLAIN, RLE], 3: [name.encode()], 4: UNCOMPRESSED, 5: rows, 6: size, 7: size, 9: at}
    return {2: at, 3: meta}
