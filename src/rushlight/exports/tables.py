"""CSV of a released view: UTF-8 with a byte-order mark (spreadsheets in Korean need it), formula-safe, no dates of making."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from rushlight.errors import ReleaseError
from rushlight.exports.gate import released
from rushlight.exports.guard import guarded
from rushlight.release import ReleasedItem, ReleasedView
from rushlight.release.settings import part, words

COLUMNS = ("id", "sentence", "act", "told_as", "scope", "shown", "made_general", "reports", "sources_min", "sources_max")
TABLE_COLUMNS = ("row", "column", "families")


def table_csv(view: ReleasedView) -> bytes:
    """One line for each sentence, its columns explained by ``dictionary_csv``."""
    view = released(view)
    return _csv([COLUMNS, *(_row(item, view.language) for item in view.items)])


def counts_csv(view: ReleasedView, table_id: str) -> bytes:
    """One line for each cell of one of the view's tables; a withheld cell is empty.

    Raises ReleaseError when the view has no such table.
    """
    table = next((t for t in released(view).tables if t.id == table_id), None)
    if table is None:
        raise ReleaseError("the release has no such table", where=table_id)
    rows = ((c.row, c.column, "" if c.count is None else str(c.count)) for c in table.cells)
    return _csv([TABLE_COLUMNS, *rows])


def dictionary_csv(view: ReleasedView) -> bytes:
    """What each column of the other files means."""
    view = released(view)
    meanings = part("brief")["dictionary"]
    rows = ((name, words(meanings[name]).of(view.language)) for name in (*COLUMNS, *TABLE_COLUMNS))
    return _csv([("column", "meaning"), *rows])


def _row(item: ReleasedItem, language: str) -> Sequence[str]:
    shown = "; ".join(f"{p.axis.of(language)}: {p.label.of(language)}" for p in item.parts)
    general = "; ".join(dict.fromkeys(p.axis.of(language) for p in item.parts if p.general))
    act, told = item.act.of(language), item.modality.of(language)
    counts = (str(item.reports), str(item.sources_min), str(item.sources_max))
    return (item.id, item.text, act, told, item.scope, shown, general, *counts)


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([guarded(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
