"""Tallies: nothing crosses scope, modality or polarity; things told twice count once; order does not matter."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making_counts import each_its_own, exactly, party, place, report, reports, statement, time

from rushlight.counting import Happening, Table, tally
from rushlight.errors import MisuseError
from rushlight.record import Modality, PartyKind, Polarity, Quantity, QuantityKind, Report, Scope


@st.composite
def happenings(draw: st.DrawFn, told: list[Report]) -> list[Happening]:
    ids = sorted(s.id for r in told for s in r.accepted)
    if not ids:
        return []
    groups = draw(st.lists(st.lists(st.sampled_from(ids), min_size=1, max_size=4, unique=True), max_size=3))
    return [Happening(f"H{n}", tuple(group)) for n, group in enumerate(groups)]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_row_mixes_what_must_not_mix(data: st.DataObject) -> None:
    made = data.draw(reports())
    links = data.draw(happenings(made))
    table = tally(made, links, each_its_own, period="month")
    by_id = {s.id: s for r in made for s in r.accepted}
    for row in table.rows:
        k = row.key
        for id in row.figure.statements:
            s = by_id[id]
            assert (s.act, s.scope, s.modality, s.polarity) == (k.what, k.scope, k.modality, k.polarity)
        if row.happenings is not None:
            assert (k.scope, k.modality, k.polarity) == (Scope.INCIDENT, Modality.OCCURRED, Polarity.AFFIRMED)
    assert sorted(i for r in table.rows for i in r.figure.statements) == sorted(by_id)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_the_order_of_reports_and_links_does_not_matter(data: st.DataObject) -> None:
    made = data.draw(reports())
    links = data.draw(happenings(made))
    shuffled, other = list(made), [Happening(h.id, tuple(reversed(h.statements))) for h in reversed(links)]
    random.Random(data.draw(st.integers(0, 9))).shuffle(shuffled)
    assert tally(made, links, each_its_own, period="year") == tally(shuffled, other, each_its_own, period="year")


@settings(max_examples=40, deadline=None)
@given(reports())
def test_leaving_a_split_gives_the_table_without_it(made: list[Report]) -> None:
    split = tally(made, [], each_its_own, period="month", place_level="country")
    assert split.over("place", "period") == tally(made, [], each_its_own)


def test_a_table_as_shown_has_the_same_rows_and_is_not_counted_anew() -> None:
    table = tally([report("R1", [statement("S1")])], [], each_its_own, period="month")
    shown = table.as_shown()
    assert shown == table
    assert shown.rows_as_text() == table.rows_as_text()
    assert not shown._told
    with pytest.raises(MisuseError):
        shown.over("period")


@pytest.mark.parametrize("crossed", ["scope", "modality", "polarity"])
def test_nothing_sums_across_modality_scope_or_polarity(crossed: str) -> None:
    table = tally([report("R1", [statement("S1")])], [], each_its_own, period="month")
    with pytest.raises(MisuseError, match="never cross"):
        table.over("period", crossed)
    with pytest.raises(MisuseError):
        tally([], [], each_its_own, by=tuple(d for d in ("act", "scope", "modality", "polarity") if d != crossed))
    with pytest.raises(TypeError):
        table.rows[0].figure + table.rows[0].figure  # type: ignore[operator]


def test_a_threat_is_no_deed_even_when_linked_to_it() -> None:
    told = [
        statement("S1", "move.internal_exile", modality=Modality.THREATENED),
        statement("S2", "move.internal_exile", restates="S1"),
        statement("S3", "move.internal_exile", polarity=Polarity.NEGATED),
    ]
    table = tally([report("R1", told)], [Happening("H", ("S1", "S2", "S3"))], each_its_own)
    assert [(r.key.modality, r.key.polarity, r.happenings) for r in table.rows] == [
        (Modality.OCCURRED, Polarity.AFFIRMED, 1),
        (Modality.OCCURRED, Polarity.NEGATED, None),
        (Modality.THREATENED, Polarity.AFFIRMED, None),
    ]


def test_restatements_and_linked_tellings_count_once() -> None:
    a = report("R1", [statement("A1"), statement("A2", at=10, restates="A1")], waiting=2)
    b = report("R2", [statement("B1"), statement("B2", at=10)], waiting=1)
    table = tally([a, b], [Happening("H", ("A2", "B1"))], each_its_own)
    (row,) = table.rows
    assert (len(row.figure.statements), row.happenings, row.figure.reports) == (4, 2, ("R1", "R2"))
    assert (row.figure.sources.min, row.figure.sources.max) == (1, 2)
    assert (table.received, table.waiting) == (2, 3)


def test_a_happening_told_with_two_dates_is_one_happening_in_the_margin() -> None:
    a = report("R1", [statement("A1", time="T")], times=[time("T", "2025-03-03", "2025-03-03")])
    b = report("R2", [statement("B1", time="T")], times=[time("T", "2025-04-03", "2025-04-03")])
    table = tally([a, b], [Happening("H", ("A1", "B1"))], each_its_own, period="month")
    assert [r.happenings for r in table.rows] == [1, 1]
    assert [r.happenings for r in table.over("period").rows] == [1]


def test_ids_that_are_not_unique_are_refused() -> None:
    with pytest.raises(MisuseError):
        tally([report("R1", [statement("S1")]), report("R2", [statement("S1")])], [], each_its_own)


def test_place_and_period_in_words() -> None:
    county = place("L", "Hoeryong", 3, atlas_id="KP.north-hamgyong.hoeryong", parents=("KP.north-hamgyong", "KP"))
    nowhere = place("N", "a border area", 9)
    told = [statement("S1", place="L"), statement("S2", at=9, place="N")]
    table = tally([report("R1", told, places=[county, nowhere])], [], each_its_own, place_level="province")
    text = table.rows_as_text("en", place_names={"KP.north-hamgyong": "North Hamgyong"})
    assert [t.place for t in text] == ["North Hamgyong", "not placed at this level"]
    assert text[0].standing == "happened"
    assert table.rows_as_text("ko")[1].place == "이 수준의 곳 미상"


def _affected(*told: object, **rows: object) -> Table:
    return tally([report("R1", told, **rows)], [], each_its_own)  # type: ignore[arg-type]


def test_exact_numbers_add_up_within_their_unit_only() -> None:
    parties = [
        party("A", size=exactly(3, "명")),
        party("B", PartyKind.PERSON),
        party("C", size=exactly(17, "households")),
        party("D", size=exactly(2, "families")),
        party("E"),
    ]
    told = [statement(f"S{n}", at=10 * n, affected=[p]) for n, p in enumerate("ABCDE")]
    figure = _affected(*told, statement("S9", at=90), parties=parties).rows[0].figure.affected
    assert {c.unit: (int(c.low), int(c.high)) for c in figure.exact} == {
        "person": (4, 4),
        "household": (17, 17),
        "family": (2, 2),
    }
    assert (figure.unknown, figure.nobody_stated) == (1, 1)
    assert figure.text("en") == "2 families; 17 households; 4 persons; 1 of unknown number; 1 with no affected party stated"


def test_vague_and_inexact_numbers_stay_beside() -> None:
    many = Quantity(QuantityKind.VAGUE, word="many")
    least = Quantity(QuantityKind.AT_LEAST, exactly(5).min, None, "people")
    told = [statement("S1", affected=["A"]), statement("S2", at=10, affected=["B"])]
    figure = _affected(*told, parties=[party("A", size=many), party("B", size=least)]).rows[0].figure.affected
    assert figure.exact == ()
    assert figure.text("en") == "at least 5 persons; “many”"


def test_one_party_is_one_and_its_parts_are_not_added() -> None:
    parties = [party("A", size=exactly(14, "mothers")), party("B", size=exactly(7, "mothers"), subset_of="A")]
    told = [statement("S1", affected=["A"]), statement("S2", at=10, affected=["A"]), statement("S3", at=20, affected=["B"])]
    (unit,) = _affected(*told, parties=parties).rows[0].figure.affected.exact
    assert (unit.unit, unit.low, unit.high) == ("mothers", 14, 14)


def test_tellings_that_differ_give_both_ends() -> None:
    a = report("R1", [statement("A1", affected=["P"])], parties=[party("P", size=exactly(17, "households"))])
    b = report("R2", [statement("B1", affected=["P"])], parties=[party("P", size=exactly(15, "가구"))])
    (unit,) = tally([a, b], [Happening("H", ("A1", "B1"))], each_its_own).rows[0].figure.affected.exact
    assert (unit.unit, unit.low, unit.high) == ("household", 15, 17)
    (apart,) = tally([a, b], [], each_its_own).rows[0].figure.affected.exact
    assert (apart.low, apart.high) == (32, 32)


def test_three_telephones_are_no_three_persons() -> None:
    told = statement("S1", affected=["P"], quantity=exactly(3, "telephones"))
    assert _affected(told, parties=[party("P")]).rows[0].figure.affected.exact == ()
