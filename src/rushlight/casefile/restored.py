"""Readings as they are worked with: the stored sheet, what people added to it, and the words cut from the text again."""

from __future__ import annotations

from rushlight.casefile.added import AddedRow, joined
from rushlight.casefile.canonical import Json
from rushlight.casefile.database import Database
from rushlight.casefile.stored import parse_json
from rushlight.casefile.stripping import restore
from rushlight.casefile.unseen import second_readers
from rushlight.record import Reading

_ADDED = "SELECT l.by, a.id, a.document, a.reading, a.record FROM added a JOIN log l ON l.event = a.event"

MOST = 4_000
"""Readings that are kept in memory: of a large casefile not all at once."""


class Restored:
    """Readings by id, kept for as long as their rows and their text are the same."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._known: dict[str, tuple[str, str, tuple[AddedRow, ...], Reading]] = {}

    def clear(self) -> None:
        self._known.clear()

    def of(self, reading_id: str, sheet: str, text: str, more: tuple[AddedRow, ...]) -> Reading:
        """The reading with this sheet; of ``more`` (what was added to its document) what was added to it or to one before."""
        rows = tuple(row for row in more if row.reading in self._up_to(row.document, reading_id)) if more else ()
        known = self._known.get(reading_id)
        if known is None or known[:3] != (sheet, text, rows):
            made = parse_json(sheet)
            known = sheet, text, rows, restore(joined(made, reading_id, rows, self._sheet) if rows else made, text)
            if len(self._known) >= MOST:
                self._known.clear()
            self._known[reading_id] = known
        return known[3]

    def added(self, document_id: str | None = None, *, by: str | None = None) -> dict[str, tuple[AddedRow, ...]]:
        """By document: the statements that people added, oldest first; of those that ``by`` may see.

        While a report is read twice, its second reader sees what they added themselves, and nobody else sees that.
        """
        where, named = ("WHERE a.document = ?", (document_id,)) if document_id else ("", ())
        sql = f"{_ADDED} {where} ORDER BY a.turn, a.device, a.event"
        rows = self._db.rows(sql, named)
        second = second_readers(self._db) if rows and by is not None else {}
        out: dict[str, tuple[AddedRow, ...]] = {}
        for who, *row in rows:
            added = AddedRow(*row)
            if added.document not in second or (who == second[added.document]) == (by == second[added.document]):
                out[added.document] = (*out.get(added.document, ()), added)
        return out

    def _up_to(self, document_id: str, reading_id: str) -> tuple[str, ...]:
        """The ids of a document's readings up to this one."""
        sql = "SELECT id FROM reading WHERE document = ? ORDER BY turn, device, event"
        ids = [row[0] for row in self._db.rows(sql, (document_id,))]
        return tuple(ids[: ids.index(reading_id) + 1])

    def _sheet(self, reading_id: str) -> Json:
        """The coding sheet of a reading as it was stored."""
        (row,) = self._db.rows("SELECT sheet FROM reading WHERE id = ?", (reading_id,))
        sheet: Json = parse_json(row[0])
        return sheet
