"""The pathway: patterns and cases apart, threats apart from deeds, and order of telling marked as such."""

from __future__ import annotations

import json
import random
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from making_counts import amount, each_its_own, party, place, report, reports, statement, time

from rushlight.counting import Happening, StatedEdge, missingness, pathway, stage_lines
from rushlight.errors import MisuseError
from rushlight.record import (
    Conversion,
    Document,
    DocumentKind,
    Modality,
    Polarity,
    Report,
    Scope,
    Span,
    from_sheet,
    rekey,
)

THREATENED, DEMANDED = Modality.THREATENED, Modality.DEMANDED


def test_stages_keep_patterns_and_cases_apart() -> None:
    told = [
        statement("S1", "threat.sanction", scope=Scope.PATTERN, stage="P06"),
        statement("S2", "detain.arrest", at=10, stage="P07", affected=["P"]),
    ]
    table = pathway([report("R1", told, parties=[party("P")], waiting=4)], [], each_its_own)
    assert [(r.key.what, r.key.scope) for r in table.stages.rows] == [("P06", Scope.PATTERN), ("P07", Scope.INCIDENT)]
    assert "P07" in table.untold["pattern"]
    assert "P06" in table.untold["case"]
    (case,) = table.cases
    assert case.stages == ("P07",)
    assert "P06" in case.unknown
    assert table.waiting == 4


def test_threats_stand_beside_deeds_and_never_in_them() -> None:
    act = "move.internal_exile"
    told = [
        statement("S1", act, modality=THREATENED),
        statement("S2", act, modality=THREATENED, at=10),
        statement("S3", act, polarity=Polarity.NEGATED, at=20),
        statement("S4", act, modality=Modality.BELIEVED, at=30),
        statement("S5", act, modality=THREATENED, polarity=Polarity.NEGATED, at=40),
    ]
    table = pathway([report("R1", told)], [], each_its_own)
    (row,) = table.contrast
    assert row.threatened.statements == ("S1", "S2")
    assert row.carried_out.statements == ()
    assert row.carried_out.sources.max == 0
    assert row.not_carried_out.statements == ("S3",)
    assert row.otherwise.statements == ("S4", "S5")
    lines = [(line.stage, line.standing, line.words, line.statements) for line in stage_lines(table)]
    assert lines == [
        ("P07", "threatened", "was threatened", 2),
        ("P07", "otherwise", "was threatened (negated)", 1),
    ]


@settings(max_examples=40, deadline=None)
@given(reports())
def test_no_deed_is_made_of_anything_else(made: list[Report]) -> None:
    by_id = {s.id: s for r in made for s in r.accepted}
    table = pathway(made, [], each_its_own)
    for row in table.contrast:
        for id in row.carried_out.statements:
            s = by_id[id]
            assert (s.act, s.scope, s.modality, s.polarity) == (row.act, row.scope, Modality.OCCURRED, Polarity.AFFIRMED)
    for case in table.cases:
        assert not set(case.unknown) & {*case.stages, *case.otherwise}
        for edge in case.edges:
            for id in (edge.before, edge.after):
                assert by_id[id].scope in (Scope.INCIDENT, Scope.SET)
                assert (by_id[id].modality, by_id[id].polarity) == (Modality.OCCURRED, Polarity.AFFIRMED)


def test_edges_follow_the_telling_and_say_so() -> None:
    told = [
        statement("S2", "take.extorted_payment", at=50, stage="P09", affected=["P"]),
        statement("S1", "detain.arrest", at=10, stage="P07", affected=["P"]),
        statement("S3", "detain.arrest", at=70, stage="P07", affected=["P"], restates="S1"),
    ]
    made = [report("R1", told, parties=[party("P")])]
    (case,) = pathway(made, [], each_its_own).cases
    assert [(e.kind, e.before, e.after, e.basis) for e in case.edges] == [("precedes", "S1", "S2", "inferred")]
    stated = (StatedEdge("stated_cause", "S1", "S2"),)
    (case,) = pathway(made, [], each_its_own, stated_edges=stated).cases
    assert [(e.kind, e.basis) for e in case.edges] == [("precedes", "inferred"), ("stated_cause", "stated")]
    with pytest.raises(MisuseError):
        pathway(made, [], each_its_own, stated_edges=(StatedEdge("stated_cause", "S1", "S8"),))


def test_dates_that_contradict_the_telling_leave_no_edge() -> None:
    told = [
        statement("S1", "release.freed", at=10, stage="P12", affected=["P"], time="T2"),
        statement("S2", "detain.arrest", at=50, stage="P07", affected=["P"], time="T1"),
    ]
    times = [time("T1", "2025-03-01", "2025-03-01"), time("T2", "2025-05-01", "2025-05-01")]
    (case,) = pathway([report("R1", told, parties=[party("P")], times=times)], [], each_its_own).cases
    assert case.edges == ()


def test_sums_are_kept_apart_by_use_and_conversions_are_no_sums() -> None:
    conversion = Conversion(Decimal(1400), "USD", Span(0, 4, "told"))
    told = [
        statement("S1", "demand.payment", amounts=("A1",)),
        statement("S1c", "take.extorted_payment", at=5, modality=DEMANDED, content_of="S1", amounts=("A1",)),
        statement("S2", "take.extorted_payment", at=10, amounts=("A2",)),
        statement("S3", "seize.property", at=20, amounts=("A3",)),
        statement("S4", "take.extorted_payment", at=30, polarity=Polarity.NEGATED, amounts=("A4",)),
        statement("S5", "take.extorted_payment", at=40, amounts=("A5",)),
    ]
    sums = [
        amount("A1", 30000),
        amount("A2", 10000, conversions=(conversion,)),
        amount("A3", 20000),
        amount("A4", 7),
        amount("A5", None),
    ]
    table = pathway([report("R1", told, amounts=sums)], [], each_its_own).amounts
    assert [(r.use, r.currency, [(int(s.value), s.statement) for s in r.sums]) for r in table.rows] == [
        ("demanded", "CNY", [(30000, "S1")]),
        ("paid", "CNY", [(10000, "S2")]),
        ("seized", "CNY", [(20000, "S3")]),
        ("other", "CNY", [(7, "S4")]),
    ]
    assert table.without_value == {"paid": ("S5",)}


def test_one_payment_told_by_two_reports_is_one_sum() -> None:
    made = [
        report(f"R{n}", [statement(f"S{n}", "take.extorted_payment", amounts=("A",))], amounts=[amount("A", 500)])
        for n in (1, 2)
    ]
    (row,) = pathway(made, [Happening("H", ("S1", "S2"))], each_its_own).amounts.rows
    assert len(row.sums) == 1
    (row,) = pathway(made, [], each_its_own).amounts.rows
    assert len(row.sums) == 2


@pytest.mark.parametrize(("n", "mean"), [(19, None), (20, Decimal("10.5"))])
def test_no_mean_below_twenty_sums(n: int, mean: Decimal | None) -> None:
    told = [statement(f"S{i}", "take.extorted_payment", at=9 * i, amounts=(f"A{i}",)) for i in range(1, n + 1)]
    sums = [amount(f"A{i}", i) for i in range(1, n + 1)]
    (row,) = pathway([report("R1", told, amounts=sums)], [], each_its_own).amounts.rows
    assert (row.mean, row.low, row.high) == (mean, 1, n)


def test_missing_fields_are_counted_where_they_could_have_been() -> None:
    told = [
        statement("S1", "take.extorted_payment", amounts=("A",), time="T", place="L"),
        statement("S2", "demand.payment", at=10, time="U", place="N"),
        statement("S3", "detain.arrest", at=20),
    ]
    made = report(
        "R1",
        told,
        amounts=[amount("A", 5)],
        times=[time("T", "2025-01-01", "2025-01-01"), time("U")],
        places=[place("L", "a town", 2), place("N", "a border area", 9)],
    )
    counted = {m.field: (m.documented, m.unresolved, m.missing) for m in missingness([made])}
    assert counted["time"] == counted["place"] == (("S1",), ("S2",), ("S3",))
    assert counted["amount"] == (("S1",), (), ("S2",))


def test_the_founding_report(shared: Path) -> None:
    """Threats of exile and no exile; two single payments; sums in yuan, conversions nowhere."""
    sheet = json.loads((shared / "reports" / "founding.json").read_text(encoding="utf-8"))
    reading = rekey(from_sheet(sheet), random.Random(1).randbytes)
    document = Document("d", "en", DocumentKind.PUBLICATION, 1, "0" * 64, "0" * 64, "text/plain")
    table = pathway([Report("R1", document, "", reading, reading.statements)], [], each_its_own)
    exile = next(c for c in table.contrast if c.act == "move.internal_exile")
    assert (len(exile.threatened.statements), len(exile.carried_out.statements)) == (2, 0)
    assert [(r.use, r.currency, r.low, r.high) for r in table.amounts.rows] == [("paid", "CNY", 6000, 10000)]
    case_rows = [r for r in table.stages.rows if r.key.scope in (Scope.INCIDENT, Scope.SET)]
    assert sum(r.happenings or 0 for r in case_rows) == 2
    assert {r.key.what for r in case_rows} == {"P07", "P09"}
