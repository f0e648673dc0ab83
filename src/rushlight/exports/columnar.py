"""Parquet of a released view, for analysis: one row a sentence. Uncompressed, so that every string in it can be searched."""

from __future__ import annotations

import io

from rushlight.exports.missing import writer
from rushlight.exports.tables import COLUMNS, sentence_rows
from rushlight.release import ReleasedView


def parquet(view: ReleasedView) -> bytes:
    """The sentences as Parquet: words as strings, counts as 32-bit numbers; the same bytes for the same view.

    Names no program (``created_by`` is empty) and no schema of ours. The smallest and largest value of each column
    stand in it as Parquet's statistics: values that stand in its rows too. Raises MisuseError when arro3 is not installed.
    """
    rows = sentence_rows(view)
    core, arro = writer("arro3.core", "parquet"), writer("arro3.io", "parquet")
    columns = {}
    for at, name in enumerate(COLUMNS):
        kind = core.DataType.int32() if name in ("reports", "sources_min", "sources_max") else core.DataType.string()
        columns[name] = core.Array([row[at] for row in rows], type=kind)
    out = io.BytesIO()
    arro.write_parquet(
        core.Table.from_pydict(columns),
        out,
        compression="uncompressed",
        created_by="",
        dictionary_enabled=False,
        encoding="plain",
        skip_arrow_metadata=True,
    )
    return out.getvalue()
