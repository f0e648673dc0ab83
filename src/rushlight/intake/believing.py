"""What a confined process tells of a file, as things to take in: only what has the form it should is believed.

A place is made here, of what the person typed and of numbers; of the words that come, a name goes along for those who ask
to see it, and a sentence only when it is one of ours.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO

from rushlight.errors import IntakeError
from rushlight.intake import limits
from rushlight.intake.tables import MAX_COLUMNS, Fault, Row, Table
from rushlight.intake.things import Found, FoundTable, LeftOut, Lost, Thing
from rushlight.intake.worker import frames, sentences
from rushlight.intake.worker.parent import WEAK
from rushlight.intake.worker.stream import Broke, Stream

_KINDS = ("item", "attachment", "message")
_SHA256 = re.compile("[0-9a-f]{64}")
_LONGEST_NAME = 500


@dataclass
class Told:
    """The things of one file as its process tells them. ``own`` gives the file's bytes where it is a document itself."""

    stream: Stream
    place: str
    name: str
    own: Callable[[], bytes]
    last: frames.Path = ()
    began: str = ""
    reported: bool = False
    """Whether a table's reader has heard already that the process ended."""

    whole: bool = False
    _held: frames.Frame | None = field(default=None, init=False)

    def things(self) -> Iterator[Thing]:
        """Raises Broke where it ends too early; ``last`` is what was being looked into then."""
        while (frame := self._take()) is not None:
            if isinstance(frame, frames.Begun):
                self._begin(frame)
            elif isinstance(frame, frames.Document):
                yield self._document(frame)
            elif isinstance(frame, frames.Whole) and not self.whole and not self.last:
                self.whole = True
                yield Found(self.place, self.name, self.own(), self._external(frame.external_id))
            elif isinstance(frame, frames.Missed):
                yield Lost(self._place(frame.path), self._named(frame), *self._ours(frame))
            elif isinstance(frame, frames.Passed):
                yield LeftOut(self._place(frame.path))
            elif isinstance(frame, frames.Listed) and frame.form in ("csv", "xlsx"):
                yield self._table(frame)
            else:
                raise self.stream.distrust()

    def where(self) -> str:
        """The place of what is being looked into."""
        return self._place(self.last)

    def _take(self) -> frames.Frame | None:
        frame, self._held = self._held, None
        return frame if frame is not None else self.stream.next()

    def _peek(self) -> frames.Frame | None:
        if self._held is None:
            self._held = self.stream.next()
        return self._held

    def _begin(self, frame: frames.Begun) -> None:
        """Things are told in order, so that going on after one of them leaves none out and brings none twice."""
        self._place(frame.path)
        if numbers(frame.path) <= numbers(self.last):
            raise self.stream.distrust()
        self.last, self.began = frame.path, self._named(frame)

    # --- documents -----------------------------------------------------------------------------------

    def _document(self, frame: frames.Document) -> Found:
        place, name = self._place(frame.path), self._named(frame)
        within = None if frame.within is None else self._place(frame.within)
        if not 0 < frame.size <= limits.MAX_BYTES:
            raise self.stream.distrust()
        data = self._bytes(frame.size)
        external = None
        if frame.mail:
            try:
                said = self._take()
            except Broke:  # the mail is there, whatever hangs on it
                return Found(place, name, data, None, within)
            if not isinstance(said, frames.Mail):
                raise self.stream.distrust()
            external = self._external(said.external_id)
        return Found(place, name, data, external, within)

    def _bytes(self, size: int) -> bytes:
        got = BytesIO()
        while got.tell() < size:
            piece = self._take()
            if not isinstance(piece, frames.Piece) or not piece.data or got.tell() + len(piece.data) > size:
                raise self.stream.distrust()
            got.write(piece.data)
        return got.getvalue()

    # --- tables --------------------------------------------------------------------------------------

    def _table(self, frame: frames.Listed) -> FoundTable:
        place = self._place(frame.path)
        return FoundTable(place, self._named(frame), frame.form, lambda: self._tables(place))

    def _tables(self, place: str) -> Iterator[Table]:
        """The sheets of the table just listed; whatever is not read of one is passed over before the next."""
        try:
            while isinstance(self._peek(), frames.Header | frames.Broken | frames.Rows):
                head = self._take()
                if isinstance(head, frames.Broken):
                    what, hint = self._ours(head)
                    raise IntakeError(what, where=place, hint=hint)
                if isinstance(head, frames.Header):
                    yield self._sheet(head, place)
        except Broke as broke:
            raise self._told(broke, place) from None

    def _sheet(self, head: frames.Header, place: str) -> Table:
        fine = all(map(sentences.known_warning, head.notes)) and _SHA256.fullmatch(head.sha256)
        if not fine or not 0 < len(head.names) <= MAX_COLUMNS:
            raise self.stream.distrust()
        notes = head.notes if self.stream.layers.whole else (*head.notes, WEAK)
        at = [0]
        share = (lambda: min(1.0, at[0] / head.size)) if head.size > 0 else lambda: None
        return Table(head.names, self._rows(place, at), head.sha256, notes, max(0, head.size), share)

    def _rows(self, place: str, at: list[int]) -> Iterator[Row | Fault]:
        before = 0
        try:
            while isinstance(self._peek(), frames.Rows):
                group = self._take()
                assert isinstance(group, frames.Rows)  # noqa: S101 - it was looked at
                at[0] = max(at[0], group.at)
                for row in self._merged(group):
                    if row.number <= before:
                        raise self.stream.distrust()
                    before = row.number
                    yield row
        except Broke as broke:
            raise self._told(broke, place) from None

    def _merged(self, group: frames.Rows) -> Iterator[Row | Fault]:
        for _, what, hint in group.faults:
            if not sentences.known_fault(what, hint):
                raise self.stream.distrust()
        rows = (Row(number, cells) for number, cells in group.rows)
        faults = (Fault(number, what, hint) for number, what, hint in group.faults)
        return heapq.merge(rows, faults, key=lambda row: row.number)

    def _told(self, broke: Broke, place: str) -> IntakeError:
        self.reported = True
        return IntakeError(broke.what, where=place, hint=broke.hint)

    # --- words ---------------------------------------------------------------------------------------

    def _place(self, path: frames.Path) -> str:
        if len(path) > 3 * limits.MAX_NESTING or not all(kind in _KINDS and 0 < n < 1 << 40 for kind, n in path):
            raise self.stream.distrust()
        return ", ".join((self.place, *(f"{kind} {number}" for kind, number in path)))

    def _named(self, frame: frames.Begun | frames.Document | frames.Missed | frames.Listed) -> str:
        return frame.name[:_LONGEST_NAME] if frame.path else self.name

    def _external(self, said: str | None) -> str | None:
        return said[:_LONGEST_NAME] or None if said else None

    def _ours(self, frame: frames.Missed | frames.Broken) -> tuple[str, str | None]:
        if not sentences.known(frame.what, frame.hint):
            raise self.stream.distrust()
        return frame.what, frame.hint


def numbers(path: frames.Path) -> tuple[int, ...]:
    return tuple(number for _, number in path)
