"""Who did it and to whom, by family of construction: each expectation of doers.yaml and sufferers.yaml holds."""

from __future__ import annotations

from typing import Any

import pytest

from .roles_told import judged, passages, reading

ROWS = [*passages("doers.yaml"), *passages("sufferers.yaml")]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:40].replace("\n", " "))
def test_doer_and_sufferer_are_found(row: dict[str, Any]) -> None:
    wrong = [(line, field) for _text, line, field, ok in judged([row]) if ok is not True]
    assert not wrong


def test_ministers_are_not_the_men_who_come_at_night() -> None:
    found = reading("Ministers spoke on Monday. Men in plain clothes searched the flat of the baker.", "")
    parties = {p.id: p for p in found.parties}
    doers = [parties[x.party] for s in found.statements if s.act == "search.home" for x in s.participants]
    assert any("Men" in m.exact for p in doers for m in p.mentions)
    assert not any("Ministers" in m.exact for p in doers for m in p.mentions)


def test_a_price_that_is_named_is_not_paid() -> None:
    found = reading("A captain offered to lose the file for 900 dollars.", "")
    assert [s for s in found.statements if s.act == "demand.payment"]
    assert {s.modality.value for s in found.statements if s.act.startswith("take.")} == {"demanded"}


def test_somebody_who_is_no_officer_is_not_blamed() -> None:
    found = reading("The middleman is no official. They asked the father for a list of names.", "")
    parties = {p.id: p for p in found.parties}
    doers = [
        m.exact
        for s in found.statements
        for x in s.participants
        if x.role.value == "perpetrator"
        for m in parties[x.party].mentions
    ]
    assert not any("no official" in name for name in doers)


def test_who_asks_for_her_wages_is_no_officer() -> None:
    found = reading("When the nurse asked for her wages, the manager told her that they had been stopped.", "")
    nurse = [p for p in found.parties if any("nurse" in m.exact for m in p.mentions)]
    assert nurse
    assert all(p.party_class.value != "officer" for p in nurse)
    blamed = {x.party for s in found.statements for x in s.participants if x.role.value == "perpetrator"}
    assert not blamed & {p.id for p in nurse}
