"""A person is told when no rule knows the words of a proposal."""

from __future__ import annotations

import pytest

from rushlight.desk.describe import describe
from rushlight.record import from_sheet

SHEET = {
    "format": "rushlight-coding/1",
    "document": {"language": "en"},
    "parties": [],
    "places": [],
    "times": [],
    "amounts": [],
    "statements": [
        {
            "id": "S1",
            "spans": [{"start": 0, "end": 8, "exact": "led away"}],
            "act": "detain.arrest",
            "scope": "incident",
            "modality": "occurred",
            "attribution": {"mode": "narrator"},
        }
    ],
}


@pytest.mark.parametrize(
    ("found", "lang", "words"),
    [
        ({}, "en", ""),
        ({"act": "likeness"}, "en", "no rule knows these words"),
        ({"act": "likeness"}, "ko", "규칙이 모르는 말"),
        ({"agent": "likeness", "modality": "likeness"}, "en", "judged from the words around: happened or not, who"),
        ({"affected": "likeness"}, "ko", "앞뒤 말로 판단: 당한 쪽"),
        ({"agent": "pronoun", "affected": "salience"}, "en", ""),
    ],
)
def test_a_proposal_by_likeness_says_so(found: dict[str, str], lang: str, words: str) -> None:
    reading = from_sheet({**SHEET, "statements": [{**SHEET["statements"][0], "found": found}]})  # type: ignore[index]
    said = describe(reading.statements[0], reading, lang).read_by
    assert said.startswith(words)
    assert bool(said) is bool(words)
