"""Sentences: always of the reports received, in both languages, with limits and never a percentage."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from making_counts import each_its_own, place, report, reports, statement

from rushlight.counting import documented_sentence, tally, waiting_sentence
from rushlight.record import Modality, Polarity, Report


@settings(max_examples=40, deadline=None)
@given(reports())
def test_every_row_can_be_said(made: list[Report]) -> None:
    for row in tally(made, [], each_its_own, period="month").rows:
        en, ko = documented_sentence(row, "en"), documented_sentence(row, "ko")
        assert en.startswith(f"Of the {len(made)} reports received")
        assert ko.startswith(f"받은 보고 {len(made)}건")
        assert "%" not in en + ko
        assert ("no count of happenings" in en) == (row.happenings is None)


def test_a_threat_is_said_to_be_one() -> None:
    table = tally([report("R1", [statement("S1", "move.internal_exile", modality=Modality.THREATENED)])], [], each_its_own)
    said = documented_sentence(table.rows[0])
    assert "1 tells of this: Internal exile (single happening; was threatened)." in said
    assert "no count of happenings" in said
    assert "위협으로 말해짐" in documented_sentence(table.rows[0], "ko")


def test_a_negation_is_said_to_be_one() -> None:
    (row,) = tally([report("R1", [statement("S1", polarity=Polarity.NEGATED)])], [], each_its_own).rows
    said = documented_sentence(row)
    assert "(single happening; said not to have happened)" in said
    assert "; happened" not in said


def test_places_go_by_the_names_given() -> None:
    town = place("L", "Hoeryong", 3, atlas_id="KP.north-hamgyong.hoeryong", parents=("KP.north-hamgyong", "KP"))
    table = tally([report("R1", [statement("S1", place="L")], places=[town])], [], each_its_own, place_level="county")
    assert "Arrest, Hoeryong (" in documented_sentence(table.rows[0], place_names={"KP.north-hamgyong.hoeryong": "Hoeryong"})


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_waiting_proposals_are_told(lang: str) -> None:
    assert "7" in waiting_sentence(7, lang)
