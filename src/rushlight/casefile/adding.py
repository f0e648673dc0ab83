"""Write what people bring to a reading: a statement that no reader saw, a comment, that a report was read blind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from rushlight.casefile.events import Event
from rushlight.casefile.stored import StoredReading
from rushlight.casefile.stripping import strip
from rushlight.casefile.unseen import second_reader
from rushlight.errors import MisuseError
from rushlight.record import Reading, new_id, places_of, stretches, verify_reading

if TYPE_CHECKING:
    from rushlight.casefile.casefile import Casefile

_TABLES = ("parties", "places", "times", "amounts", "statements")
MOST_LETTERS = 4_000
"""Of a comment."""


def add_statement(case: Casefile, to: StoredReading, extra: Reading, *, by: str, at: dt.datetime, blind: bool) -> Event:
    """Keep one statement with the parties, places, times and sums that the reading did not have, all under fresh ids.

    Raises MisuseError for an id that the casefile has, SpanMismatch or RecordError for what does not fit the text.
    """
    base = to.reading
    whole = replace(
        base,
        parties=base.parties + extra.parties,
        places=base.places + extra.places,
        times=base.times + extra.times,
        amounts=base.amounts + extra.amounts,
        statements=base.statements + extra.statements,
    )
    tables = (whole.parties, whole.places, whole.times, whole.amounts, whole.statements)
    ids = [row.id for table in tables for row in table]
    if len(extra.statements) != 1 or len(set(ids)) != len(ids):
        raise MisuseError("one statement at a time, under ids of its own", where=to.document)
    verify_reading(whole, case.text(to.document))
    sheet, _ = strip(extra, "")
    body = {"document": to.document, "reading": to.id, "blind": blind, "rows": {name: sheet[name] for name in _TABLES}}
    return case.append("statement.added", body, by=by, at=at)


def add_comment(case: Casefile, statement: str, text: str, *, by: str, at: dt.datetime) -> Event:
    """Keep what a person writes beside a statement. Raises MisuseError for an empty or a very long one."""
    said = text.strip()
    if not said or len(said) > MOST_LETTERS:
        hint = f"at most {MOST_LETTERS} letters"
        raise MisuseError("a comment has some words, and not thousands", where=statement, hint=hint)
    body = {"id": new_id("cm", case._randomness), "statement": statement, "text": said}
    return case.append("comment.made", body, by=by, at=at)


def finish_blind(case: Casefile, document: str, *, by: str, at: dt.datetime) -> Event:
    """Keep that a person has read this report before any proposal was shown."""
    return case.append("blind.done", {"document": document}, by=by, at=at)


def link_words(case: Casefile, statement: str, document: str, words: str | None, *, by: str, at: dt.datetime) -> Event:
    """Keep which words of a report in another language say what a statement says ("12-30,41-52"; empty: none of them do).

    None takes back what was said before. Raises RecordError for what are no places of words in that report, CasefileError where
    there is no such report.
    """
    text = case.text(document)
    places = places_of(stretches(words, text)) if words else words
    body = {"id": new_id("rl", case._randomness), "statement": statement, "document": document, "words": places}
    return case.append("rendition.linked", body, by=by, at=at)


def linked_words(case: Casefile, statements: Collection[str], document: str, *, by: str) -> dict[str, str]:
    """By statement: what people said last of its words in that report, as far as ``by`` may see it.

    What was taken back is left out. While either report is read twice, its second reader sees what they said themselves, and
    nobody else sees that.
    """
    sql = "SELECT r.statement, r.words, l.by FROM rendition r JOIN log l ON l.event = r.event WHERE r.document = ?"
    rows = case._db.rows(f"{sql} ORDER BY r.turn, r.device, r.event", (document,))
    of = case._db.one("SELECT document FROM said WHERE id = ?", (rows[0][0],)) if rows else None
    seconds = {second_reader(case._db, d) for d in (document, of[0] if of else "")} - {""}
    out: dict[str, str | None] = {}
    for statement, words, who in rows:
        if statement in statements and all((who == second) == (by == second) for second in seconds):
            out[statement] = words
    return {statement: words for statement, words in out.items() if words is not None}


def comments(case: Casefile, statement: str, *, by: str) -> tuple[tuple[str, dt.datetime, str], ...]:
    """(who, when, text) of every comment on a statement that ``by`` may see, oldest first.

    While a report is read twice, its second reader sees what they wrote themselves, and nobody else sees that.
    """
    sql = "SELECT l.by, l.at, c.text FROM comment c JOIN log l ON l.event = c.event WHERE c.statement = ?"
    rows = case._db.rows(f"{sql} ORDER BY c.turn, c.device, c.event", (statement,))
    of = case._db.one("SELECT document FROM said WHERE id = ?", (statement,)) if rows else None
    second = second_reader(case._db, of[0]) if of else ""
    seen = [row for row in rows if not second or (row[0] == second) == (by == second)]
    return tuple((who, dt.datetime.fromisoformat(at), text) for who, at, text in seen)
