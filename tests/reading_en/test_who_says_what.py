"""Who tells it: accounts given to those who publish them, inserted cues, acts of speaking. Our own sentences."""

from __future__ import annotations

import pytest

from .roles_told import judged

ROWS = [
    {
        "text": "A former captain told this newspaper that two prisoners were shot in the yard.",
        "expect": ["kill.other; or: kill.execution; speaker: A former captain; mode: reported"],
    },
    {
        "text": "A student of nursing declared to the collective that guards beat her in the cell.",
        "expect": ["hurt.assault; agent: guards; speaker: A student; mode: reported"],
    },
    {
        "text": "Her aunt spent the night in the lock-up, where, she confided to a friend, a guard beat her.",
        "expect": ["hurt.assault; agent: a guard; speaker: Her aunt; mode: reported"],
    },
    {
        "text": "A shepherd who has since left informed us that the elder had been beaten by soldiers.",
        "expect": ["hurt.assault; agent: soldiers; affected: elder; speaker: A shepherd; mode: reported"],
    },
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["text"])[:40])
def test_the_teller_is_found(row: dict[str, object]) -> None:
    assert not [(line, field) for _text, line, field, ok in judged([row]) if ok is not True]
