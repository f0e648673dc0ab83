"""The grounds of a band: each shows in the draft, and their sum decides."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from rushlight.intake import take
from rushlight.reading import pipeline
from rushlight.reading.drafts import Draft, StatementDraft
from rushlight.reading.grounds import GROUNDS, Weighing, has_guess, weights
from rushlight.record import Amount, Band, Found, Span
from rushlight.tables import load_table

SUM = Amount("A1", Span(90, 100, "500 crowns"), Decimal(500), "CZK")


def draft(act: str, start: int = 0, **fields: object) -> StatementDraft:
    return StatementDraft([Span(start, start + 10, "x" * 10)], act, **fields)  # type: ignore[arg-type]


def grounds(*statements: StatementDraft, language: str = "ko") -> tuple[str, ...]:
    """Those of the first statement."""
    return Weighing(statements, language).grounds(statements[0])


def test_a_deed_told_once_in_words_of_its_own_has_no_ground_against_it() -> None:
    assert grounds(draft("detain.arrest"), draft("search.home", 10)) == ()


CASES: list[tuple[str, tuple[StatementDraft, ...]]] = [
    ("contested", (draft("detain.arrest"), draft("search.home", 5))),
    ("again", (draft("detain.arrest"), draft("detain.arrest", 50))),
    ("soft", (draft("effect.fear"),)),
    ("response", (draft("respond.refuse"),)),
    ("sum", (draft("take.extorted_payment", amounts=[SUM]),)),
    ("plain", (draft("detain.arrest", asked=1),)),
]


@pytest.mark.parametrize(("ground", "statements"), CASES, ids=[c[0] for c in CASES])
def test_each_ground(ground: str, statements: tuple[StatementDraft, ...]) -> None:
    assert grounds(*statements) == (ground,)
    change = Weighing(statements, "ko").points(statements[0]) - weights().base
    assert change == weights().points[ground] != 0


def test_every_ground_has_a_case_and_points() -> None:
    assert set(GROUNDS) == {name for name, _ in CASES} == set(weights().points)


def test_a_frame_that_asks_for_more_is_not_plain() -> None:
    assert grounds(draft("detain.arrest", asked=weights().plain + 1)) == ()


def test_an_act_and_its_content_do_not_contest_each_other() -> None:
    threat = draft("threat.sanction")
    content = draft("detain.camp", 5, content_of=threat)
    assert grounds(threat, content) == grounds(content, threat) == ()
    assert grounds(threat, content, draft("search.home", 8)) == ("contested",)


def test_statements_far_apart_in_discontinuous_words_do_not_contest_each_other() -> None:
    around = StatementDraft([Span(0, 5, "x" * 5), Span(40, 45, "x" * 5)], "detain.arrest")
    assert grounds(around, draft("search.home", 20)) == ()
    assert grounds(around, draft("search.home", 36)) == ("contested",)


def test_a_ground_counts_only_in_its_languages() -> None:
    assert grounds(draft("detain.arrest"), draft("search.home", 5), language="en") == ()


def test_the_band_follows_the_points() -> None:
    sure, doubtful = draft("detain.arrest"), draft("respond.refuse", 50, asked=1)
    weighing = Weighing([sure, doubtful], "ko")
    assert weighing.band(sure) is Band.HIGH
    assert weighing.points(doubtful) < weights().medium
    assert weighing.band(doubtful) is Band.LOW


def test_a_judged_modality_keeps_a_statement_out_of_the_high_band() -> None:
    statement = draft("detain.arrest", found={"modality": Found.LIKENESS})
    assert Weighing([statement], "ko").band(statement) is Band.MEDIUM


@pytest.mark.parametrize("how", list(Found))
def test_a_guessed_party_keeps_a_statement_out_of_the_high_band(how: Found) -> None:
    statement = draft("detain.arrest", found={"affected": how})
    guessed = how in (Found.SALIENCE, Found.OTHER_CLAUSE, Found.LIKENESS)
    assert has_guess(statement) is guessed
    assert Weighing([statement], "ko").band(statement) is (Band.MEDIUM if guessed else Band.HIGH)


def test_the_english_reader_says_how_much_its_frames_ask_for(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[Draft] = []
    real = pipeline.assemble
    monkeypatch.setattr(pipeline, "assemble", lambda made, *rest: (kept.append(made), real(made, *rest))[1])
    taken = take(b"On 12 October 2025, two police officers arrested a teacher in Mill Town.\n", name="a.txt")
    pipeline.read(taken.text, language="en", paragraphs=taken.paragraphs, published=dt.date(2025, 11, 1))
    assert [s.asked for s in kept[0].statements if s.act == "detain.arrest"] != [None]


def test_the_shipped_table_promises_less_from_band_to_band() -> None:
    table = load_table("bands")
    assert 1 >= table["promised"]["high"] >= table["promised"]["medium"] >= table["promised"]["low"] >= 0
    assert table["least"]["high"] > table["least"]["medium"]
