"""A person's word on where a statement stands in another language: the latest counts, who may see it, what is refused."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import making_desk as make
import pytest

from rushlight.casefile import adding, assigned
from rushlight.casefile.events import Event, Opened
from rushlight.casefile.projections import rows
from rushlight.casefile.sound import check_sound
from rushlight.desk import Desk
from rushlight.desk.renditions import linked_words
from rushlight.errors import MisuseError, RushlightError, Tampered

AT = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)


@pytest.fixture
def first(tmp_path: Path) -> Iterator[Desk]:
    with make.a_desk(tmp_path) as desk:
        make.taken(desk, make.VISIT)
        make.taken(desk, make.RETOLD)
        yield desk


def said(desk: Desk, statement: str, to: str, words: str | None) -> None:
    adding.link_words(desk.case, statement, to, words, by=desk.actor, at=desk.now())


def test_the_latest_word_counts_and_taking_it_back_leaves_none(first: Desk) -> None:
    one, other = first.reports()
    statement = one.reading.statements[0].id
    said(first, statement, other.document.id, "0-5")
    said(first, statement, other.document.id, "6-9,12-20")
    (spans,) = linked_words(first, [statement], other).values()
    assert [s.exact for s in spans] == [other.text[6:9].strip(), other.text[12:20].strip()]
    said(first, statement, other.document.id, "")
    assert linked_words(first, [statement], other) == {statement: ()}
    said(first, statement, other.document.id, None)
    assert linked_words(first, [statement], other) == {}
    first.case.rebuild()
    assert linked_words(first, [statement], other) == {}


def test_it_is_not_shown_across_before_both_readers_have_finished(first: Desk) -> None:
    one, other = first.reports()
    statement = one.reading.statements[0].id
    for place, person in ((assigned.FIRST, "A1"), (assigned.SECOND, "A2")):
        first.assign((one.alias,), place, person)
    second, third = (Desk(first.case, actor=a, now=first.now, randomness=random.Random(7).randbytes) for a in ("A2", "A3"))
    said(first, statement, other.document.id, "0-5")
    said(second, statement, other.document.id, "")
    seen = {desk.actor: bool(linked_words(desk, [statement], other)[statement]) for desk in (first, second, third)}
    assert seen == {"A1": True, "A2": False, "A3": True}


def test_what_are_no_places_of_words_is_not_kept(first: Desk) -> None:
    one, other = first.reports()
    before = len(first.log())
    for words in ("0-0", "5-2", "a-b", "0-5,3-9", "0-99999999"):
        with pytest.raises(RushlightError):
            said(first, one.reading.statements[0].id, other.document.id, words)
    assert len(first.log()) == before


@pytest.mark.parametrize(
    "odd",
    [{"words": "here"}, {"words": 5}, {"statement": None}, {"document": 7}, {"words": "1-2;3-4"}, {"id": None}],
)
def test_a_colleagues_odd_body_is_refused(odd: dict[str, Any]) -> None:
    good = {"id": "rl_1", "statement": "st_1", "document": "dc_1", "words": "1-2,3-4"}
    check(good)
    check({**good, "words": ""})
    check({**good, "words": None})
    with pytest.raises(Tampered):
        check({**good, **odd})


def check(data: dict[str, Any]) -> None:
    event = Event("ev_1", "dv_1", 0, "rendition.linked", AT.date(), AT, "A2")
    opened = Opened(event, 1, 2, data)
    check_sound(opened, rows(opened))


def test_places_that_a_text_does_not_have_are_passed_over(first: Desk) -> None:
    one, other = first.reports()
    statement = one.reading.statements[0].id
    body = {"id": "rl_odd", "statement": statement, "document": other.document.id, "words": "0-99999999"}
    first.case.append("rendition.linked", body, by="A2", at=first.now())
    assert linked_words(first, [statement], other) == {}


def test_a_body_that_lacks_a_field_is_told_as_such() -> None:
    with pytest.raises(MisuseError):
        check({"id": "rl_1", "statement": "st_1"})
