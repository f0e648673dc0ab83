"""Who did it, to whom, who says so and how: floors on passages written before the reader was run on them."""

from __future__ import annotations

from typing import Any

import pytest

from rushlight.codebook import codebook
from rushlight.record import PartyClass, Role

from .roles_told import judged, passages, reading, shares

PASSAGES = passages("who_did_what.yaml")
FLOORS = {"read": 0.8, "agent": 0.88, "affected": 0.89, "mode": 0.88, "speaker": 0.82}
LATER = passages("who_did_what_later.yaml")
LATER_FLOORS = {"read": 0.75, "agent": 0.86, "affected": 0.86, "mode": 0.9, "speaker": 0.85}
NEVER = {PartyClass.AFFECTED, PartyClass.SOURCE, PartyClass.INTERMEDIARY, PartyClass.REPORTER, PartyClass.OUTLET}


@pytest.mark.parametrize("field", FLOORS)
def test_most_fields_are_right(field: str) -> None:
    wrong = [(line, name) for _text, line, name, ok in judged(PASSAGES) if ok is False and name == field]
    assert shares(PASSAGES)[field] >= FLOORS[field], wrong


@pytest.mark.parametrize("row", [*PASSAGES, *LATER], ids=lambda row: row["text"][:30].replace("\n", " "))
def test_no_family_source_or_broker_is_blamed(row: dict[str, Any]) -> None:
    found = reading(row["text"], row.get("kind", ""))
    parties = {p.id: p for p in found.parties}
    for statement in found.statements:
        if codebook().term(statement.act).kind in ("abuse", "possible_abuse"):
            blamed = {parties[x.party].party_class for x in statement.participants if x.role is Role.PERPETRATOR}
            assert not blamed & NEVER, statement.act


@pytest.mark.parametrize("field", LATER_FLOORS)
def test_most_fields_of_the_later_set_are_right(field: str) -> None:
    wrong = [(line, name) for _text, line, name, ok in judged(LATER) if ok is False and name == field]
    assert shares(LATER)[field] >= LATER_FLOORS[field], wrong
