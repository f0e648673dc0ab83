"""A script's words resolve to ids, or the entry's place is named."""

from __future__ import annotations

import pytest

from rushlight.errors import ReviewError
from rushlight.record import Reading, Verdict
from rushlight.review import match_decisions

PAID = {"act": "take.extorted_payment", "verdict": "correct"}


def test_act_and_words_find_the_statement(reading: Reading, text: str) -> None:
    script = [
        {"words": "the family would be exiled", "act": "move.internal_exile", "verdict": "accept"},
        {"words": "the family would be exiled", "act": "threat.sanction", "verdict": "reject", "reason": "a test"},
    ]
    assert [(r.statement, r.verdict, r.reason) for r in match_decisions(reading, text, script)] == [
        ("exile", Verdict.ACCEPT, None),
        ("threat", Verdict.REJECT, "a test"),
    ]


def test_the_larger_share_of_words_wins(reading: Reading, text: str) -> None:
    script = [{"words": w, "act": "take.extorted_payment", "verdict": "accept"} for w in ("paid again", "paid 500 yuan")]
    assert [r.statement for r in match_decisions(reading, text, script)] == ["again", "paid"]
    across = {"words": "paid 500 yuan on 9 May, it is said. The family", "act": "take.extorted_payment", "verdict": "accept"}
    assert match_decisions(reading, text, [across])[0].statement == "paid"


@pytest.mark.parametrize(
    ("field", "value", "resolved"),
    [
        ("time", "3 May", "t3"),
        ("time", "t3", "t3"),
        ("time", "2024-05", "2024-05"),
        ("place", "Tolma", "tol"),
        ("affected", "the family, the broker", "fam,bro"),
        ("agent", "Officers", "off"),
        ("speaker", "the broker", "bro"),
        ("amounts", "500 yuan", "a1"),
        ("modality", "believed", "believed"),
    ],
)
def test_values_by_their_words(reading: Reading, text: str, field: str, value: str, resolved: str) -> None:
    entry = {**PAID, "words": "paid 500 yuan", "field": field, "value": value}
    assert match_decisions(reading, text, [entry])[0].value == resolved


@pytest.mark.parametrize(
    "entry",
    [
        {"words": "the broker fled", "act": "detain.arrest", "verdict": "accept"},
        {"words": "arrested the broker", "act": "respond.flee", "verdict": "accept"},
        {"words": "arrested the broker", "act": "detain.arrest", "verdict": "perhaps"},
        {"words": "", "act": "detain.arrest", "verdict": "accept"},
        {"words": "paid again", **PAID, "field": "place", "value": "Nowhere"},
        {"words": "paid again", **PAID, "field": "colour", "value": "red"},
        {"words": "paid again", **PAID, "field": "place"},
        {"words": "paid again", "act": "take.extorted_payment", "verdict": "accept", "field": "place"},
    ],
)
def test_an_entry_that_matches_nothing_is_named_by_its_place_only(reading: Reading, text: str, entry: dict[str, str]) -> None:
    good = {"words": "paid again", "act": "take.extorted_payment", "verdict": "accept"}
    with pytest.raises(ReviewError) as caught:
        match_decisions(reading, text, [good, entry])
    assert caught.value.where == "entry 1"
    assert not any(word in str(caught.value) for word in ("broker", "Nowhere", "paid"))
