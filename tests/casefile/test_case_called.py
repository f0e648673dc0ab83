"""What reports are called, asked a page at a time, is what is found by taking up all of them."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import making_casefile as make
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rushlight.casefile import Casefile, called, schema
from rushlight.casefile.canonical import canonical
from rushlight.casefile.database import Database, passing
from rushlight.casefile.stored import to_json

ALIASES = ("R1", "R2", "R2b", "R10", "R-2", "S1")
"""Two devices give the same; and one that looks as if it had a letter, as another program may write it."""
PEOPLE = ("A1", "A2", None)

Told = tuple[str, str | None, int]
"""Alias, source, turn."""

reports = st.lists(st.tuples(st.sampled_from(ALIASES), st.sampled_from(["so_1", "so_2", None]), st.integers(0, 3)), max_size=9)
kept_to = st.lists(st.tuples(st.integers(0, 8), st.sampled_from(["[]", '["A1"]', '["A2"]'])), max_size=4)
quick = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def db() -> Iterator[Database]:
    made = passing()
    schema.bring_up_to_date(made)
    yield made
    made.close()


def fill(db: Database, told: list[Told], restricted: list[tuple[int, str]]) -> None:
    record = canonical(to_json(make.a_document("text", b"text"))).decode()
    db.rows("DELETE FROM document")
    db.rows("DELETE FROM restriction")
    for n, (alias, source, turn) in enumerate(told):
        row = (f"ev_{n}", turn, "dv_1", f"dc_{n}", alias, source, "A1", str(n), "text", record)
        db.rows(f"INSERT INTO document VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608 - marks alone
    for turn, (n, readers) in enumerate(restricted):
        db.rows("INSERT INTO restriction VALUES (?, ?, 'dv_1', ?, ?)", (f"ev_r{turn}", turn, f"dc_{n}", readers))


def everything(db: Database, by: str | None) -> list[tuple[str, str, str | None]]:
    """(id, alias, source) of every report, the slow way; ids from where the events have them."""
    case: Any = SimpleNamespace(_db=db)
    ids: dict[str, str] = dict(iter(db.rows("SELECT event, id FROM document")))
    return [(ids[d.event], d.alias, d.source) for d in Casefile.documents(case, by=by)]


@quick
@given(reports, kept_to, st.sampled_from(PEOPLE), st.integers(0, 9), st.integers(1, 4))
def test_a_page_is_a_part_of_all(
    db: Database,
    told: list[Told],
    restricted: list[tuple[int, str]],
    by: str | None,
    first: int,
    size: int,
) -> None:
    fill(db, told, restricted)
    slow = everything(db, by)
    shown = [(c.id, c.alias, c.source) for c in called.page(db, first, size, by=by)]
    assert shown == slow[first : first + size]
    assert called.how_many(db, by) == len(slow)


@quick
@given(reports, kept_to, st.sampled_from(PEOPLE))
def test_one_by_one_they_are_called_the_same(
    db: Database, told: list[Told], restricted: list[tuple[int, str]], by: str | None
) -> None:
    fill(db, told, restricted)
    slow = everything(db, by)
    for alias in {*ALIASES, *(alias for _, alias, _ in slow), "R2c", "R9", "", "R2z3"}:
        found = called.named(db, alias, by=by)
        assert (found and (found.id, found.alias, found.source)) == next((row for row in slow if row[1] == alias), None)
    every = [f"dc_{n}" for n in range(len(told) + 1)]
    assert called.aliases(db, every, by=by) == {document: alias for document, alias, _ in slow}
    for source in ("so_1", "so_2"):
        raw = dict(iter(db.rows("SELECT id, alias FROM document")))
        own = [raw[document] for document, _, teller in slow if teller == source]
        assert called.told_by(db, source, by=by, most=2) == (len(own), tuple(own[:2]))


def test_no_text_is_read_for_a_page(db: Database) -> None:
    """The order, the names and the sources stand in an index; the texts of fifty thousand reports do not lie between."""
    for sql in ("SELECT id, alias, source, event FROM document ORDER BY turn, device, event LIMIT 25 OFFSET 900",
                "SELECT alias FROM document WHERE source = 'so_1' ORDER BY turn, device, event LIMIT 12",
                "SELECT turn, device, event FROM log ORDER BY turn DESC, device DESC, event DESC LIMIT 30"):  # fmt: skip
        plan = " ".join(row[3] for row in db.rows(f"EXPLAIN QUERY PLAN {sql}"))
        assert "COVERING INDEX" in plan, plan
        assert "TEMP B-TREE" not in plan, plan
