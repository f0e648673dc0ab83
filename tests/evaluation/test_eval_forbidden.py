"""Forbidden readings: each kind of rule is broken by a reading that holds it and by no other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from making_sheets import Sheet, found, gold, row, scored, span

from rushlight.evaluation.forbidden import CONDITIONS, broken


def a_time(sheet: Sheet, words: str, day: str) -> None:
    sheet["times"].append({"id": "T2", "span": span(words), "earliest": day, "latest": day, "resolved": True})
    row(sheet, "S2")["time"] = "T2"


CASES: list[tuple[str, dict[str, Any], Callable[[Sheet], Any]]] = [
    ("act", {"act": "kill.other"}, lambda s: row(s, "S1").update(act="kill.other")),
    ("modality", {"act": "detain.camp", "modality": "occurred"}, lambda s: row(s, "S3").update(modality="occurred")),
    ("scope", {"act": "search.home", "scope": "pattern"}, lambda s: row(s, "S1").update(scope="pattern")),
    ("affected_class", {"affected_class": "officer"}, lambda s: s["parties"][1].update({"class": "officer"})),
    ("time_year", {"time_year": "2023"}, lambda s: a_time(s, "3 March 2024", "2023-03-03")),
    ("resolved_event_time", {"resolved_event_time": True}, lambda s: a_time(s, "March", "2024-03-01")),
    (
        "amount",
        {"act": "threat.sanction", "amount": {"value": "500.0", "currency": "EUR"}},
        lambda s: row(s, "S2").update(amounts=["SUM"]),
    ),
    (
        "mention",
        {"act": "threat.sanction", "mention": "quarry"},
        lambda s: row(s, "S2").update(spans=[span("to the quarry camp")]),
    ),
    ("place", {"act": "threat.sanction", "place": "Alder Ford"}, lambda s: row(s, "S2").update(place="FORD")),
    ("party_mention", {"party_mention": "COURIER"}, lambda s: s["parties"][0]["mentions"].append(span("COURIER"))),
    (
        "sum",
        {"amount": {"value": "540", "currency": "USD"}},
        lambda s: s["amounts"].append({"id": "A2", "span": span("USD 540"), "value": "540", "currency": "USD"}),
    ),
]


def test_every_condition_has_a_case() -> None:
    assert CONDITIONS.keys() <= {name for name, _, _ in CASES}


@pytest.mark.parametrize(("rule", "change"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_a_rule(rule: dict[str, Any], change: Callable[[Sheet], Any]) -> None:
    sheet = found()
    assert not broken(rule, sheet)
    change(sheet)
    assert broken(rule, sheet)


def test_they_are_counted_against_all_rules() -> None:
    sheet = found()
    row(sheet, "S3")["modality"] = "occurred"
    tally = scored(sheet).tally
    assert (tally["broken", "bad"], tally["broken", "n"]) == (1, len(gold()["must_not"]))
