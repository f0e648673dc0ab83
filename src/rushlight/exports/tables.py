"""CSV of a released view: UTF-8 with a byte-order mark (spreadsheets in Korean need it), formula-safe, no dates of making."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from rushlight.errors import ReleaseError
from rushlight.exports.gate import released
from rushlight.exports.guard import guarded
from rushlight.release import ReleasedItem, ReleasedView
from rushlight.release.ladders import axis_label
from rushlight.release.settings import part, words

COLUMNS = ("id", "sentence", "act", "told_as", "scope", "shown", "made_general", "reports", "sources_min", "sources_max")
TABLE_COLUMNS = ("row", "column", "families")


def table_csv(view: ReleasedView) -> bytes:
    """One line for each sentence, its columns explained by ``dictionary_csv``."""
    return plain_csv([COLUMNS, *([str(value) for value in row] for row in sentence_rows(view))])


def sentence_rows(view: ReleasedView) -> list[tuple[str | int, ...]]:
    """One row for each sentence, under ``COLUMNS``: words as they are (a writer guards them), counts as numbers."""
    view = released(view)
    return [_row(item, view.language) for item in view.items]


def counts_csv(view: ReleasedView, table_id: str) -> bytes:
    """One line for each cell of one of the view's tables; a withheld cell is empty.

    Raises ReleaseError when the view has no such table.
    """
    table = next((t for t in released(view).tables if t.id == table_id), None)
    if table is None:
        raise ReleaseError("the release has no such table", where=table_id)
    rows = ((c.row, c.column, "" if c.count is None else str(c.count)) for c in table.cells)
    return plain_csv([TABLE_COLUMNS, *rows])


def dictionary_csv(view: ReleasedView) -> bytes:
    """What each column of the other files means."""
    return plain_csv([("column", "meaning"), *dictionary_rows(view)])


def dictionary_rows(view: ReleasedView, columns: Sequence[str] = (*COLUMNS, *TABLE_COLUMNS)) -> list[tuple[str, str]]:
    """Each column's name and what it means, in the view's language."""
    view = released(view)
    meanings = part("brief")["dictionary"]
    return [(name, words(meanings[name]).of(view.language)) for name in columns]


def place_shown(item: ReleasedItem, language: str) -> str:
    """The place as the sentence shows it; empty where it shows none."""
    return next((p.label.of(language) for p in item.parts if p.axis == axis_label("place")), "")


def happened_once(item: ReleasedItem) -> bool:
    """Whether the sentence says of one happening that it took place: no threat, denial, belief, set or practice.

    Formats that only know events count such a sentence as one; all others would be counted as what they are not.
    """
    return item.standing == "occurred" and item.scope == "incident"


def _row(item: ReleasedItem, language: str) -> tuple[str | int, ...]:
    shown = "; ".join(f"{p.axis.of(language)}: {p.label.of(language)}" for p in item.parts)
    general = "; ".join(dict.fromkeys(p.axis.of(language) for p in item.parts if p.general))
    act, told = item.act.of(language), item.modality.of(language)
    return (item.id, item.text, act, told, item.scope, shown, general, item.reports, item.sources_min, item.sources_max)


def plain_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as CSV, every cell guarded (see ``guard``)."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([guarded(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
