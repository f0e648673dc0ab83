"""XLSX of a released view: sentences, tables and the dictionary as sheets. Text stays text, no formula, no dates of making."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from rushlight.drawing.markup import NOT_XML
from rushlight.errors import ReleaseError
from rushlight.exports.archives import normalised
from rushlight.exports.gate import released
from rushlight.exports.guard import guarded
from rushlight.exports.missing import writer
from rushlight.exports.tables import COLUMNS, TABLE_COLUMNS, dictionary_rows, sentence_rows
from rushlight.release import ReleasedView

WIDEST = 32_767
"""A cell of a workbook holds so many letters (ECMA-376; Excel's limits)."""
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


def workbook(view: ReleasedView) -> bytes:
    """The workbook: the same bytes for the same view. Sheets are named by our words, never by the view's.

    Raises MisuseError when xlsxwriter is not installed.
    """
    view = released(view)
    out = io.BytesIO()
    book = writer("xlsxwriter", "xlsx").Workbook(out, OPTIONS)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    head = book.add_format({"bold": True, "valign": "top"})
    _sheet(book.add_worksheet("statements"), COLUMNS, sentence_rows(view), head, wrapped)
    for n, table in enumerate(view.tables, start=1):
        cells = ((c.row, c.column, "" if c.count is None else c.count) for c in table.cells)
        _sheet(book.add_worksheet(f"table-{n}"), TABLE_COLUMNS, cells, head, wrapped)
    _sheet(book.add_worksheet("columns"), ("column", "meaning"), dictionary_rows(view), head, wrapped)
    book.close()
    return normalised(out.getvalue())


def _sheet(sheet: Any, columns: Sequence[str], rows: Iterable[Sequence[str | int]], head: Any, wrapped: Any) -> None:
    for at, name in enumerate(columns):
        sheet.write_string(0, at, name, head)
        sheet.set_column(at, at, 60 if name in ("sentence", "meaning") else 22, None)
    for line, row in enumerate(rows, start=1):
        for at, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(line, at, value, wrapped)
            else:
                sheet.write_string(line, at, _cell(value), wrapped)
    sheet.freeze_panes(1, 0)


def _cell(value: str) -> str:
    cell = guarded(NOT_XML.sub("\ufffd", value))
    if len(cell) > WIDEST:
        raise ReleaseError("a cell is too long for a workbook", where="xlsx", hint="publish --format csv has no such limit")
    return cell
