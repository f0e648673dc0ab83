"""A reading goes out as a coding sheet and comes back the same."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from rushlight.errors import RecordError
from rushlight.record import Reading, from_sheet, rekey, to_sheet, verify_reading

TEXT = "On 8 May two officers took 20,000 yuan from a woman in Hyesan."


def sheet() -> dict[str, Any]:
    def span(words: str) -> dict[str, Any]:
        start = TEXT.index(words)
        return {"start": start, "end": start + len(words), "exact": words}

    return {
        "format": "rushlight-coding/1",
        "document": {"file": "a.txt", "language": "en", "published": "2025-05-21", "kind": "publication", "outlet": None},
        "boilerplate": [],
        "parties": [
            {
                "id": "P1",
                "kind": "group",
                "class": "officer",
                "label": "two officers",
                "identity_status": "unnamed",
                "mentions": [span("two officers")],
            },
            {
                "id": "P2",
                "kind": "person",
                "class": "affected",
                "label": "a woman",
                "identity_status": "unnamed",
                "mentions": [span("a woman")],
            },
        ],
        "places": [{"id": "L1", "name": "Hyesan", "precision": 2, "mentions": [span("Hyesan")]}],
        "times": [
            {
                "id": "T1",
                "span": span("On 8 May"),
                "edtf": "2025-05-08",
                "earliest": "2025-05-08",
                "latest": "2025-05-08",
                "resolved": True,
            }
        ],
        "amounts": [{"id": "A1", "span": span("20,000 yuan"), "value": "20000", "currency": "CNY", "conversions": []}],
        "relays": [{"kind": "told", "teller": "P1", "origin": "P2", "cue": span("took")}],
        "statements": [
            {
                "id": "S1",
                "spans": [span(TEXT[:-1])],
                "act": "seize.property",
                "scope": "incident",
                "modality": "occurred",
                "polarity": "affirmed",
                "attribution": {"mode": "narrator", "speaker": None},
                "participants": [{"role": "perpetrator", "party": "P1"}, {"role": "affected", "party": "P2"}],
                "time": "T1",
                "place": "L1",
                "amounts": ["A1"],
                "a key of another tool": 1,
            }
        ],
    }


def test_round_trip() -> None:
    reading = from_sheet(sheet())
    verify_reading(reading, TEXT)
    again = from_sheet(json.loads(json.dumps(to_sheet(reading, file="a.txt", sha256="0"))))
    assert again == reading


def test_fresh_ids_are_random_and_every_reference_follows() -> None:
    reading = from_sheet(sheet())
    once, twice = (rekey(reading, random.Random(seed).randbytes) for seed in (1, 2))
    for fresh in (once, twice):
        verify_reading(fresh, TEXT)
        assert fresh.party(fresh.statements[0].participants[1].party).label == "a woman"
        assert fresh.relays[0].origin == fresh.statements[0].participants[1].party
        assert fresh.amount(fresh.statements[0].amounts[0]).currency == "CNY"
    assert {s.id for s in once.statements}.isdisjoint(s.id for s in twice.statements)


def test_a_dangling_reference_is_refused() -> None:
    broken = sheet()
    broken["statements"][0]["place"] = "L9"
    with pytest.raises(RecordError):
        verify_reading(from_sheet(broken), TEXT)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("format",), "other/2"),
        (("statements", 0, "modality"), "maybe"),
        (("times", 0, "earliest"), "May 8"),
        (("parties", 0, "kind"), None),
    ],
)
def test_a_bad_sheet_gives_one_clear_error_without_its_words(path: tuple[str | int, ...], value: object) -> None:
    broken: Any = sheet()
    at = broken
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    with pytest.raises(RecordError) as caught:
        from_sheet(broken)
    assert "woman" not in str(caught.value)


def test_the_shared_gold_opens_and_its_words_are_where_it_says(shared: Path) -> None:
    sheets = [shared / "reports" / "founding.json", *sorted((shared / "reports" / "dev").glob("*.json"))]
    assert len(sheets) > 10
    for path in sheets:
        reading: Reading = from_sheet(json.loads(path.read_text(encoding="utf-8")))
        verify_reading(reading, path.with_suffix(".txt").read_text(encoding="utf-8"))
