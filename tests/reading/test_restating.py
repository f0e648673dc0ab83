"""A happening told twice in one report is tied; two happenings are not."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from rushlight.reading.drafts import Draft, PartyDraft, Source, StatementDraft
from rushlight.reading.restating import tie_restatements
from rushlight.record import (
    Amount,
    DocumentKind,
    IdentityStatus,
    Modality,
    Paragraph,
    ParagraphRole,
    PartyClass,
    PartyKind,
    Polarity,
    Role,
    Scope,
    Span,
    TimeExpr,
)

TEXT = "\n\n".join("x" * 20 for _ in range(5))
BODY = tuple(Paragraph(22 * n, 22 * n + 20, ParagraphRole.BODY) for n in range(5))
SOURCE = Source(TEXT, "en", BODY, None, None, DocumentKind.PUBLICATION)


def family(of: PartyClass = PartyClass.AFFECTED) -> PartyDraft:
    return PartyDraft(PartyKind.FAMILY, of, "", IdentityStatus.UNNAMED)


def told(paragraph: int, affected: PartyDraft, act: str = "seize.property", **fields: object) -> StatementDraft:
    start = 22 * paragraph
    return StatementDraft([Span(start, start + 5, "x" * 5)], act, participants=[(Role.AFFECTED, affected)], **fields)  # type: ignore[arg-type]


def on(day: int) -> TimeExpr:
    date = dt.date(2025, 5, day)
    return TimeExpr("", Span(0, 1, "x"), earliest=date, latest=date, resolved=True)


def sum_of(value: int) -> Amount:
    return Amount("", Span(0, 1, "x"), value=Decimal(value), currency="CNY")


def tie(*statements: StatementDraft) -> list[StatementDraft | None]:
    tie_restatements(SOURCE, Draft(statements=list(statements)))
    return [s.restates for s in statements]


def test_a_sentence_that_goes_on_points_to_the_fuller_one() -> None:
    one = family()
    first, second = told(2, one, time=on(8), amounts=[sum_of(20_000)]), told(2, one)
    second.spans = [Span(52, 56, "xxxx")]
    assert tie(first, second) == [None, first]


def test_a_summary_in_the_opening_points_to_its_story() -> None:
    lead, story = told(0, family()), told(3, family(), time=on(8))
    assert tie(lead, story) == [story, None]


def test_a_summary_of_two_stories_is_left_alone() -> None:
    assert tie(told(0, family()), told(2, family(), time=on(8)), told(3, family(), time=on(9))) == [None] * 3


@pytest.mark.parametrize(
    "other",
    [
        {"time": on(9)},
        {"amounts": [sum_of(10_000)]},
        {"scope": Scope.SET},
        {"modality": Modality.THREATENED},
        {"polarity": Polarity.NEGATED},
        {"act": "search.home"},
    ],
)
def test_what_differs_is_another_happening(other: dict[str, object]) -> None:
    one = family()
    assert tie(told(2, one, time=on(8), amounts=[sum_of(20_000)]), told(3, one, **other)) == [None, None]  # type: ignore[arg-type]


def test_the_same_act_against_other_people_is_another_happening() -> None:
    assert tie(told(2, family(), time=on(8)), told(2, family())) == [None, None]


def test_a_second_denial_is_a_second_denial() -> None:
    one = family()
    assert tie(told(2, one, act="respond.deny"), told(2, one, act="respond.deny")) == [None, None]


def test_far_apart_the_same_people_are_not_enough() -> None:
    one = family()
    assert tie(told(1, one, time=on(8)), told(4, one)) == [None, None]
    assert tie(told(1, one, time=on(8)), again := told(4, one, time=on(8)))[1] is not None
    assert again.restates is not None
