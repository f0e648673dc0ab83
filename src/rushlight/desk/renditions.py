"""The same report in another language: which one it is, where its sentences stand, and which of its words say the same.

That two reports are one text is a person's judgement (Pairs). Which words belong together is found by ``reading.beside`` and
never treated as confirmed; a person may say it, and the latest word of a person counts.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rushlight.casefile import Event, adding
from rushlight.casefile.restricted import hidden
from rushlight.casefile.stored import from_json
from rushlight.casefile.unlinking import withdrawn
from rushlight.desk import deciding
from rushlight.errors import MisuseError, RecordError, ReviewError
from rushlight.record import Document, Judgement, LinkJudgement, Relation, Report, Span, stretches

if TYPE_CHECKING:
    from rushlight.desk.desk import Desk
    from rushlight.reading.beside import Alignment, Found, Part


@dataclass(frozen=True, slots=True)
class Rendition:
    """Two reports of one text, seen from the left: what stands beside what, and the words that the machine found."""

    left: Report
    right: Report
    alignment: Alignment
    found: tuple[Found, ...]
    values: tuple[Part, ...]
    back: tuple[Found, ...]
    """What is found the other way round: for every statement of the right."""


def other_language(desk: Desk, document: Document) -> str | None:
    """The id of the report that somebody judged to be the same text and that is in another language; the latest word counts."""
    sql = "SELECT record FROM judgement WHERE relation = ? AND ? IN (left_id, right_id) ORDER BY turn, device, event"
    said: dict[str, Judgement] = {}
    taken_back = withdrawn(desk.case)
    for (record,) in desk.case._db.rows(sql, (Relation.SAME_TEXT.value, document.id)):
        made = from_json(record, LinkJudgement)
        if made.id in taken_back:
            continue
        said[made.right if made.left == document.id else made.left] = made.judgement
    out_of_sight = hidden(desk.case._db, desk.actor)
    for other in (o for o, judgement in said.items() if judgement is Judgement.SAME and o not in out_of_sight):
        row = desk.case._db.one("SELECT language FROM catalogue WHERE document = ?", (other,))
        if row is not None and row[0].split("-")[0] != document.language.split("-")[0]:
            return other
    return None


def set_beside(left: Report, right: Report) -> Rendition:
    """Set two reports of one text beside each other. Pure."""
    from rushlight.reading.beside import Telling, align, find_values, find_words  # with readers that are large

    ours, theirs = (Telling(r.document, r.text, r.reading) for r in (left, right))
    alignment = align(ours, theirs)
    found = find_words(alignment, ours, theirs)
    values = find_values(alignment, ours, theirs)
    return Rendition(left, right, alignment, found, values, find_words(alignment.turned, theirs, ours))


def link_words(desk: Desk, statement: str, document: str, words: str | None) -> Event:
    """Keep a person's word on where a statement stands in the same report in another language.

    ``words``: "12-30,41-52" (code points of that report), empty where it does not stand there, None to take back what was said.
    Raises ReviewError for a statement that the casefile does not have, MisuseError for a report that is not the same text.
    """
    stored = deciding.reading_with(desk.case, statement, by=desk.actor)
    if stored is None:
        raise ReviewError("the casefile has no such statement", where=statement)
    own = desk.case._db.one("SELECT record FROM document WHERE id = ?", (stored.document,))
    if own is None or other_language(desk, from_json(own[0], Document)) != document:
        raise MisuseError("nobody has said that these two are the same text", hint="say so in Pairs first")
    return adding.link_words(desk.case, statement, document, words, by=desk.actor, at=desk.now())


def linked_words(desk: Desk, statements: Collection[str], to: Report) -> dict[str, tuple[Span, ...]]:
    """By statement: the words of the other report that a person chose; none: a person said that it does not stand there.

    What does not fit the text (a colleague's odd event) is passed over.
    """
    out = {}
    for statement, words in adding.linked_words(desk.case, statements, to.document.id, by=desk.actor).items():
        try:
            out[statement] = stretches(words, to.text) if words else ()
        except RecordError:
            continue
    return out
