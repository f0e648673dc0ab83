"""A draft's life: checked, levels chosen by hand or a way taken, checked again; tables that join; none of it can be skipped."""

from __future__ import annotations

import secrets
from pathlib import Path

import making_desk as make
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushlight.counting import families
from rushlight.counting.inputs import Happening, tellings
from rushlight.desk import Desk, tabling
from rushlight.desk.linking import Linked
from rushlight.errors import MisuseError, ReleaseRefused
from rushlight.record import Purpose


def test_levels_set_by_hand_are_shown_and_published(desk: Desk, tmp_path: Path) -> None:
    make.ready(desk)
    done = desk.check_release(levels=["I1.place=country", "I1.time=half_year", "I1.amount=order"])
    assert done.draft.items[0].levels == {"place": "KP", "time": "half_year", "amount": "order"}
    assert done.check.passed, [f.says.en for f in done.check.findings if f.stops]
    desk.publish(done.id, tmp_path / "brief")
    text = (tmp_path / "brief" / "brief.html").read_text(encoding="utf-8")
    assert "North Korea" in text
    assert "Hyesan" not in text


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("city", "KP.ryanggang.hyesan"),
        ("county", "KP.ryanggang.hyesan"),
        ("Province", "KP.ryanggang"),
        ("region", "KP.border-provinces"),
        ("KP", "KP"),
    ],
)
def test_places_are_set_by_what_they_are(desk: Desk, written: str, level: str) -> None:
    make.ready(desk)
    assert desk.check_release(levels=[f"I1.place={written}"]).draft.items[0].levels == {"place": level}


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("I1.place=provinse", "I1.place can be city, province, region, country"),
        ("I1.time=fortnight", "I1.time can be day, "),
        ("I1.weather=wet", "I1 has place, time, amount"),
        ("I9.place=province", "it has I1"),
        ("I1=away", "to leave the sentence out: I1=out"),
        ("nonsense", "it has I1"),
        ("", "it has I1"),
    ],
)
def test_a_misspelt_level_is_told_what_there_is_and_no_word_of_the_report(desk: Desk, written: str, hint: str) -> None:
    make.ready(desk)
    with pytest.raises(MisuseError) as caught:
        desk.check_release(levels=[written])
    assert hint in str(caught.value.hint)
    assert "Hyesan" not in f"{caught.value} {caught.value.hint}"


def test_a_way_then_a_level_then_out(desk: Desk) -> None:
    checked = make.ready(desk, make.VISIT)
    taken = desk.check_again(checked.id, way=1)
    assert taken.check.passed
    assert taken.id != checked.id
    rest = [i.id for i in taken.draft.items]
    wider = desk.check_again(taken.id, levels=[f"{rest[0]}.amount=word"])
    assert wider.draft.items[0].levels["amount"] == "word"
    assert [i.id for i in wider.draft.items] == rest
    fewer = desk.check_again(wider.id, levels=[f"{rest[-1]}=out"])
    assert [i.id for i in fewer.draft.items] == rest[:-1]
    with pytest.raises(MisuseError, match="every sentence is left out"):
        desk.check_again(fewer.id, levels=[f"{i}=out" for i in rest[:-1]])
    with pytest.raises(MisuseError, match="no such way"):
        desk.check_again(taken.id, way=1)
    with pytest.raises(MisuseError, match="no such release"):
        desk.check_again("rl_none", way=1)


def test_a_check_cannot_be_skipped(desk: Desk, tmp_path: Path) -> None:
    """What was set by hand and does not pass is not published, with no way either."""
    make.ready(desk)
    done = desk.check_release(levels=["I1.place=province"])
    assert not done.check.passed
    with pytest.raises(ReleaseRefused):
        desk.publish(done.id, tmp_path / "brief")


@pytest.fixture
def many(desk: Desk) -> Desk:
    """Seven families in Hyesan, six in Hoeryong and one in Musan, each told of by a source of its own."""
    places = ["Hyesan"] * 7 + ["Hoeryong"] * 6 + ["Musan"]
    for n, place in enumerate(places, 1):
        desk.add_source(f"S{n}")
        day = f"{n} October 2025" if place != "Musan" else "3 March 2025"
        kept = make.taken(desk, make.DEMAND.replace("12 October 2025", day).replace("Hyesan", place), source=f"S{n}")
        make.accept_all(desk)
        for subject in (f"S{n}", kept.alias):
            for purpose in (Purpose.PUBLIC_ANONYMOUS, Purpose.AGGREGATE_STATISTICS):
                desk.consent(subject, purpose)
    return desk


def test_a_table_joins_with_small_numbers_withheld(many: Desk, tmp_path: Path) -> None:
    done = many.check_release(tables=["acts-by-province"], purpose=Purpose.AGGREGATE_STATISTICS, title="A table")
    (table,) = done.draft.tables
    counts = {(c.row, c.column): c.count for c in table.cells}
    assert done.draft.items == ()
    assert sorted(c for c in counts.values() if c is not None)[0] >= many.gates().gates.cell
    stops = {f.rule for f in done.check.findings if f.stops}
    assert not stops, [(f.rule, f.says.en) for f in done.check.findings if f.stops]
    many.publish(done.id, tmp_path / "table")
    text = (tmp_path / "table" / "table-1.csv").read_text(encoding="utf-8-sig")
    assert "Ryanggang" in text
    (past,) = many.releases()
    assert (past.sentences, past.tables) == (0, 1)


def test_a_later_table_is_compared_with_the_one_before(many: Desk, tmp_path: Path) -> None:
    done = many.check_release(tables=["acts-by-province"], purpose=Purpose.AGGREGATE_STATISTICS, title="A table")
    many.publish(done.id, tmp_path / "table")
    many.add_source("S15")
    kept = make.taken(many, make.DEMAND.replace("12 October", "29 October"), source="S15")
    make.accept_all(many)
    for subject in ("S15", kept.alias):
        many.consent(subject, Purpose.AGGREGATE_STATISTICS)
    later = many.check_release(tables=["acts-by-province"], purpose=Purpose.AGGREGATE_STATISTICS, title="A table")
    assert "RL105" in {f.rule for f in later.check.findings if f.stops}, "one family more than last time"


@pytest.mark.parametrize("name", ["acts", "acts-by-moon", "", "deeds-by-year"])
def test_a_table_that_does_not_exist_is_told_which_do(desk: Desk, name: str) -> None:
    make.ready(desk)
    with pytest.raises(MisuseError, match="no such table") as caught:
        desk.check_release(tables=[name])
    assert "acts-by-province" in str(caught.value.hint)


def test_a_table_of_nothing_but_small_numbers_is_refused(desk: Desk) -> None:
    make.ready(desk)
    with pytest.raises(MisuseError, match="too small"):
        desk.check_release(tables=["acts-by-year"])


def test_a_gate_larger_than_tables_are_made_for_is_told(many: Desk) -> None:
    many.set_gates(changes={"cell": 11})
    with pytest.raises(MisuseError, match="as large as the gate"):
        many.check_release(tables=["acts-by-province"])


def test_one_family_told_of_by_two_reports_counts_once(desk: Desk) -> None:
    for text in (make.DEMAND, make.DEMAND.replace("On 12", "It was on 12")):
        make.taken(desk, text)
    make.accept_all(desk)
    told = [t for t in tellings(desk.link().reports) if t.statement.act.startswith("demand")]
    assert len(told) == 2
    assert len(frozenset().union(*families(told, ()).values())) == 2, "nobody says that they are one"
    joined = families(told, [Happening("E1", tuple(t.id for t in told))])
    assert len(frozenset().union(*joined.values())) == 1


@given(cells=st.lists(st.integers(0, 30), min_size=4, max_size=4), cell=st.sampled_from([3, 5, 10]))
def test_no_small_number_and_no_lone_blank_ever_leaves(cells: list[int], cell: int) -> None:
    """Whatever was counted: nothing below the gate is shown, and no blank follows from the totals around it."""
    rows, columns = ["a", "b"], ["x", "y"]
    found = {
        (r, c): {secrets.token_hex(8): "R1" for _ in range(n)}
        for (r, c), n in zip([(r, c) for r in rows for c in columns], cells, strict=True)
    }
    counted = (rows, columns, found, ("R1",))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tabling, "_counted", lambda *_: counted)
        try:
            (table,) = tabling.tables(_NoReports(), ["acts-by-year"], cell, "en")
        except MisuseError:
            return
    assert all(c.count is None or c.count >= cell for c in table.cells)
    from rushlight.release.rules.rl105 import recoverable

    assert not list(recoverable(table))


class _NoReports(Linked):
    def __init__(self) -> None:
        """A stand-in that only counts sources."""

    def count_sources(self):  # type: ignore[no-untyped-def]
        from rushlight.record import SourceCount

        return lambda _: SourceCount(1, 1)
