"""The index of the documents' text: FTS5 tokens only, no second copy of a text, kept by triggers on ``document``.

Whoever writes or removes a row of ``document`` writes or removes its tokens with it, in the same transaction. Removed
tokens leave nothing behind (FTS5's ``secure-delete``). The index numbers its rows by the rowids of ``document``: never
VACUUM a casefile without rebuilding it.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import apsw

from rushlight.casefile.search.words import tokens
from rushlight.errors import CipherMissing

if TYPE_CHECKING:
    from rushlight.casefile.database import Database

TABLE = "word_index"
TOKENIZER = "rushlight_words"
WEIGH = "weigh"

_GONE = "INSERT INTO word_index (word_index, rowid, text) VALUES ('delete', old.rowid, old.text)"
_NEW = "INSERT INTO word_index (rowid, text) VALUES (new.rowid, new.text)"
_INDEXED = f"CREATE TRIGGER document_indexed AFTER INSERT ON document BEGIN {_NEW}; END"
_STATEMENTS = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5 (text, content = 'document', content_rowid = 'rowid', tokenize = '{TOKENIZER}')",
    "INSERT INTO word_index (word_index, rank) VALUES ('secure-delete', 1)",
    _INDEXED,
    f"CREATE TRIGGER document_forgotten AFTER DELETE ON document BEGIN {_GONE}; END",
    f"CREATE TRIGGER document_altered AFTER UPDATE ON document BEGIN {_GONE}; {_NEW}; END",
)
TRIGGERS = ("document_indexed", "document_forgotten", "document_altered")

STEEPNESS, LENGTH_COUNTS, PAGE = 1.2, 0.75, 400
"""BM25's k1 and b (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009), and the length in tokens that
every text is compared with. A fixed one, not the casefile's average: that would tell of reports one may not see."""
_LEAST, _A_TOKEN = STEEPNESS * (1 - LENGTH_COUNTS), STEEPNESS * LENGTH_COUNTS / PAGE


def prepare(connection: apsw.Connection) -> None:
    """Give a connection our tokenizer and our weighing; without them it cannot write a document. Raises CipherMissing."""
    try:
        connection.register_fts5_tokenizer(TOKENIZER, _tokenizer)
        connection.register_fts5_function(WEIGH, _weigh)
    except apsw.NoFTS5Error:
        raise CipherMissing("the SQLite library cannot search texts", hint="install apsw-sqlite3mc and remove apsw") from None


def create(db: Database) -> None:
    """Make the index, empty, and what keeps it."""
    for statement in _STATEMENTS:
        db.rows(statement)


def drop(db: Database) -> None:
    """Remove the index whole, whatever state it is in; ``create`` makes it again before documents are written."""
    for name in TRIGGERS:
        db.rows(f"DROP TRIGGER IF EXISTS {name}")
    db.rows(f"DROP TABLE IF EXISTS {TABLE}")


@contextlib.contextmanager
def gathered(db: Database) -> Iterator[None]:
    """Within the caller's transaction: documents written meanwhile are indexed together at the end. None may be removed.

    One by one, each document is written to the index's tables by itself, for FTS5 cannot undo part of what it gathers; and
    SQLite looks through all that an open SAVEPOINT would undo, so that taking in many within one costs the square of their
    number. When this raises, the whole transaction has to be undone.
    """
    last = hold_back(db)
    yield
    for _ in catch_up(db, last):
        pass


SOME = 100
"""Documents that are indexed at a time."""


def hold_back(db: Database) -> int:
    """From now on documents are not indexed as they come (see ``gathered``); gives the last one that is."""
    ((last,),) = db.rows("SELECT coalesce(max(rowid), 0) FROM document")
    db.rows("DROP TRIGGER document_indexed")
    return int(last)


def catch_up(db: Database, last: int) -> Iterator[None]:
    """Index what came after the document ``last``, some at a time, and each that comes from now on."""
    sql = "INSERT INTO word_index (rowid, text) SELECT rowid, text FROM document WHERE rowid > ? AND rowid <= ?"
    some = "SELECT max(rowid) FROM (SELECT rowid FROM document WHERE rowid > ? ORDER BY rowid LIMIT ?)"
    while (upto := db.rows(some, (last, SOME))[0][0]) is not None:
        db.rows(sql, (last, upto))
        last = upto
        yield
    db.rows(_INDEXED)


def check(db: Database) -> None:
    """Compare the index, token by token, with the documents. Raises Tampered."""
    db.rows("INSERT INTO word_index (word_index, rank) VALUES ('integrity-check', 1)")


def settings(db: Database) -> list[tuple[object, ...]]:
    """What FTS5 keeps about the index; the check of the tokens does not look at it.

    Without ``version``: FTS5 raises it by itself at the first secure deletion, and an erasure must not look like an edit.
    """
    return db.rows("SELECT k, v FROM word_index_config WHERE k <> 'version' ORDER BY k")


def _tokenizer(connection: apsw.Connection, arguments: list[str]) -> Callable[[bytes, int, str | None], Iterable[str]]:
    return _cut


def _cut(text: bytes, why: int, locale: str | None) -> Iterable[str]:
    """Tokens of a document; what is asked comes as tokens already (``asking.expression``)."""
    read = text.decode("utf-8", "replace")
    return read.split(" ") if why & apsw.FTS5_TOKENIZE_QUERY else tokens(read)


def _weigh(row: apsw.FTS5ExtensionApi, *said: apsw.SQLiteValue) -> float:
    """How well a text fits: BM25, with the rarity of each part of the question given in a plan.

    The plan is JSON: a list of [rarity, [phrase numbers]], the parts that add up; empty where there is one part only.
    """
    parts = row.aux_data
    if parts is None:
        parts = row.aux_data = json.loads(str(said[0]))
    length = _LEAST + _A_TOKEN * row.column_size(0)
    if not parts:
        often = row.inst_count
        return often / (often + length)
    total = 0.0
    for rarity, phrases in parts:
        often = sum(len(row.phrase_locations(number)[0]) for number in phrases)
        total += rarity * often / (often + length)
    return total
