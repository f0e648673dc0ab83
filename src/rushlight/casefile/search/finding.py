"""Find reports: the words asked for, the conditions, and who asks, all in one query.

Ranking is BM25 (Robertson and Zaragoza 2009) with two changes, so that a report one may not see moves nothing: how rare
a word is counts over the reports that the asker may find, and lengths are compared with a fixed page. Nothing that is
asked is written anywhere.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import Any

from rushlight.casefile.casefile import Casefile
from rushlight.casefile.database import Database
from rushlight.casefile.search.access import HIDDEN
from rushlight.casefile.search.asking import Part, Question
from rushlight.casefile.search.conditions import Conditions, Decided, lay_out, where
from rushlight.casefile.search.index import TABLE, WEIGH
from rushlight.casefile.search.snippets import Snippet, snippet
from rushlight.errors import MisuseError

Narrowing = tuple[str, tuple[Any, ...]]
"""A piece of SQL, and its values."""

FEW = 1_000
"""Up to this many reports with the words are looked at one by one for the other conditions."""

RANKED = 50_000
"""Of more reports than this that fit, the last ones taken in are ranked, and the rest only counted."""

MOST_SHOWN = 1_000


@dataclass(frozen=True, slots=True)
class Found:
    """One report that fits."""

    document: str
    alias: str
    kind: str | None
    language: str | None
    published: str | None
    words: str
    """The snippet's words."""
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Answer:
    """``count`` reports fit; ``page`` are those asked for, the best first. ``ranked`` says whether all were compared."""

    count: int
    page: tuple[Found, ...]
    ranked: bool = True


def find(
    case: Casefile,
    question: Question,
    conditions: Conditions | None = None,
    *,
    by: str,
    decided: Decided | None = None,
    first: int = 0,
    shown: int = 20,
) -> Answer:
    """The reports that fit, as far as ``by`` (an actor's id) may find them.

    Without words to look for, the last ones taken in come first. ``decided`` is what people decided about statements.
    Raises MisuseError for a page that is none.
    """
    if first < 0 or not 0 <= shown <= MOST_SHOWN:
        raise MisuseError("a page begins at 0 or later", hint=f"and has at most {MOST_SHOWN} reports")
    db, asked = case._db, conditions or Conditions()
    with lay_out(db, (decided or Decided()) if asked.about_statements else None):
        if question.wanted:
            return _ranked(db, question, asked, by, first, shown)
        sql, values = where(asked, by)
        count = int(db.rows(f"SELECT count(*) FROM document d WHERE {sql}", values)[0][0])  # noqa: S608
        rows = db.rows(
            f"SELECT d.rowid FROM document d WHERE {sql} ORDER BY d.rowid DESC LIMIT ? OFFSET ?",  # noqa: S608
            (*values, shown, first),
        )
        return Answer(count, tuple(_shown(db, row[0], question) for row in rows))


def _ranked(db: Database, question: Question, asked: Conditions, by: str, first: int, shown: int) -> Answer:
    fits, values = _fits(question, by)
    count = int(db.rows(f"SELECT count(*) {fits}", values)[0][0])
    if asked != Conditions():
        fits, values = _narrowed(fits, values, *where(asked, by, one_by_one=count <= FEW), few=count <= FEW)
        count = int(db.rows(f"SELECT count(*) {fits}", values)[0][0])
    weighed = f"SELECT w.rowid AS number, {WEIGH}({TABLE}, ?) AS weight {fits} ORDER BY w.rowid DESC LIMIT {RANKED}"
    rows = db.rows(
        f"SELECT number FROM ({weighed}) ORDER BY weight DESC, number DESC LIMIT ? OFFSET ?",  # noqa: S608
        (_plan(db, question, by), *values, shown, first),
    )
    return Answer(count, tuple(_shown(db, row[0], question) for row in rows), count <= RANKED)


def _fits(question: Question, by: str) -> Narrowing:
    """FROM and WHERE of those rows of the index that fit and that ``by`` may find, with their values."""
    hidden = f"SELECT d.rowid FROM document d WHERE d.id IN ({HIDDEN})"  # noqa: S608
    sql = f"FROM {TABLE} w WHERE w.{TABLE} MATCH ? AND w.rowid NOT IN ({hidden})"
    return sql, (question.expression(), by)


def _narrowed(sql: str, values: tuple[Any, ...], more: str, new: tuple[Any, ...], *, few: bool) -> Narrowing:
    """The same with conditions on the documents."""
    if few:
        return f"{sql} AND EXISTS (SELECT 1 FROM document d WHERE d.rowid = w.rowid AND {more})", (*values, *new)  # noqa: S608
    # the plus keeps SQLite from asking the index once for every one of these documents
    return f"{sql} AND +w.rowid IN (SELECT d.rowid FROM document d WHERE {more})", (*values, *new)  # noqa: S608


def _plan(db: Database, question: Question, by: str) -> str:
    """What the weighing needs to know: how rare each part is, and which of the expression's phrases are its spellings."""
    if len(question.wanted) == 1:
        return "[]"
    may_see, values = where(Conditions(), by)
    everything = int(db.rows(f"SELECT count(*) FROM document d WHERE {may_see}", values)[0][0])  # noqa: S608
    plan, number = [], 0
    for part in question.wanted:
        phrases = list(range(number, number + len(part.spellings)))
        plan.append([_rarity(db, part, by, everything), phrases])
        number += len(part.spellings)
    return json.dumps(plan)


def _rarity(db: Database, part: Part, by: str, everything: int) -> float:
    """BM25's inverse document frequency, over what ``by`` may find."""
    fits, values = _fits(Question((part,)), by)
    having = int(db.rows(f"SELECT count(*) {fits}", values)[0][0])
    return math.log(1 + (everything - having + 0.5) / (having + 0.5))


def _shown(db: Database, number: int, question: Question) -> Found:
    sql = (
        "SELECT d.id, d.alias, c.kind, c.language, c.published, d.text FROM document d"
        " LEFT JOIN catalogue c ON c.document = d.id WHERE d.rowid = ?"
    )
    document, alias, kind, language, published, text = db.rows(sql, (number,))[0]
    cut = snippet(text, question)
    return Found(document, alias, kind, language, published, text[cut.start : cut.end], cut)
