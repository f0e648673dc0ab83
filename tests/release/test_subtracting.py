"""One released number within another: what their difference gives away, over everything that was ever published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from release_samples import THREAT, draft, facts

from rushlight.record import Modality
from rushlight.release import (
    Cell,
    Consent,
    Counted,
    Draft,
    DraftItem,
    DraftTable,
    Earlier,
    Facts,
    Finding,
    Said,
    Words,
    check,
    project,
)
from rushlight.release.ledger import SaidItem, SaidSentence, from_json, to_json
from rushlight.release.subtracting import Number, known, left_over, of_table

FAMILIES = [f"R{n}" for n in range(40)]
TOWNS = {"Hyesan": FAMILIES[:12], "Hoeryong": FAMILIES[12:20], "Musan": FAMILIES[20:22], "Kapsan": FAMILIES[22:23]}


def table(id: str, rows: dict[str, list[str]], *, hidden: Iterable[str] = (), total: str | None = None) -> DraftTable:
    cells = tuple(Cell(row, "families", None if row in hidden else len(who)) for row, who in rows.items())
    return DraftTable(id, f"Table {id}", cells, total, counted=tuple(Counted(r, "families", tuple(w)) for r, w in rows.items()))


def found(d: Draft, known: Facts | None = None) -> list[Finding]:
    return [f for f in check(d, known or facts()).findings if f.rule == "RL141"]


def stops(*tables: DraftTable, before: tuple[Said | Earlier, ...] = ()) -> set[str | None]:
    return {f.item for f in found(draft(tables=tables), facts(ledger=before)) if f.stops}


PROVINCE = sorted(w for who in TOWNS.values() for w in who)


@pytest.mark.parametrize("town", ["Musan", "Kapsan"])
def test_a_province_less_the_province_without_a_town_is_the_town(town: str) -> None:
    """Other words, other tables, other releases: only whom they count says that one lies in the other."""
    whole = table("T1", {"The province": PROVINCE})
    rest = table("T2", {"elsewhere in it": [f for f in PROVINCE if f not in TOWNS[town]]})
    said = Said("re_1", tables=(whole,))
    assert stops(rest, before=(said,)) == {"T2"}
    assert stops(whole, before=(Said("re_1", tables=(rest,)),)) == {"T1"}
    assert stops(whole, rest) == {"T1", "T2"}
    assert stops(rest, before=(from_json(to_json(said)),)) == {"T2"}
    assert stops(rest) == set()
    without_large = table("T2", {"elsewhere": [f for f in PROVINCE if f not in TOWNS["Hoeryong"]]})
    assert stops(without_large, before=(said,)) == set()


def test_month_against_month() -> None:
    october, november = table("T1", {"by the end of October": FAMILIES[:10]}), table("T2", {"so far": FAMILIES[:12]})
    assert stops(november, before=(Said("re_1", tables=(october,)),)) == {"T2"}
    december = table("T3", {"so far": FAMILIES[:15]})
    assert stops(december, before=(Said("re_1", tables=(october,)),)) == set()
    assert stops(december, before=(Said("re_1", tables=(october,)), Said("re_2", tables=(table("T9", {"x": FAMILIES[:14]}),))))


def test_what_a_reader_adds_up_lies_in_another_table() -> None:
    """The towns are shown in one release; the province with one more family in the next."""
    towns = table("T1", {"Hyesan": FAMILIES[:12], "Hoeryong": FAMILIES[12:20]})
    assert stops(table("T2", {"the province": FAMILIES[:21]}), before=(Said("re_1", tables=(towns,)),)) == {"T2"}
    hidden = table("T1", {"Hyesan": FAMILIES[:12], "Hoeryong": FAMILIES[12:20]}, hidden=("Hoeryong",))
    assert stops(table("T2", {"the province": FAMILIES[:21]}), before=(Said("re_1", tables=(hidden,)),)) == set()


def test_what_is_blanked_is_not_told_and_not_added_up() -> None:
    shown = [n.label.en for n in of_table(table("T1", TOWNS, hidden=("Musan", "Kapsan")), "T1")]
    assert shown == ["Hyesan / families of table Table T1", "Hoeryong / families of table Table T1"]
    everyone = {**TOWNS, "total": PROVINCE}
    assert len(list(of_table(table("T1", everyone, total="total"), "T1"))) == 5  # the column adds up to its total


def test_a_family_that_two_rows_count_makes_no_sum() -> None:
    twice = table("T1", {"demanded": FAMILIES[:5], "paid": FAMILIES[3:9]})
    assert [len(n.records) for n in of_table(twice, "T1")] == [5, 6]


def pattern(*reports: str) -> DraftItem:
    return replace(THREAT, id="I1", modality=Modality.OCCURRED, subjects=reports, reports=len(reports))


def with_sentence(item: DraftItem, tables: tuple[DraftTable, ...] = (), before: tuple[Said, ...] = ()) -> set[str | None]:
    consents = tuple(Consent(r, draft().purpose) for r in FAMILIES)
    return {f.item for f in found(draft(item, tables=tables), facts(ledger=before, consents=consents)) if f.stops}


def test_a_table_against_a_sentence() -> None:
    """ "Twelve families were pressed"; eleven reports tell that they paid."""
    pressed, paid = table("T1", {"pressed": FAMILIES[:12]}), pattern(*FAMILIES[:11])
    assert with_sentence(paid, (pressed,)) == {"I1", "T1"}
    assert with_sentence(paid, before=(Said("re_1", tables=(pressed,)),)) == {"I1"}
    view = project(paid, facts().atlas)
    for said in (
        Said("re_1", items=(SaidItem("i", view, 5, paid.subjects),)),
        Said("re_1", sentences=(SaidSentence("S1", "", (view,), paid.subjects),)),
    ):
        assert stops(pressed, before=(said,)) == {"T1"}
    assert with_sentence(pattern(*FAMILIES[:9]), (pressed,)) == set()


def test_two_sentences_are_not_subtracted_from_each_other() -> None:
    first = pattern(*FAMILIES[:4])
    both = draft(first, replace(pattern(*FAMILIES[:3]), id="I2"))
    assert [f for f in found(both) if f.stops] == []


def test_a_table_that_does_not_say_whom_it_counts_is_noted() -> None:
    silent = replace(table("T2", {"elsewhere": FAMILIES[:20]}), counted=())
    wrong = replace(silent, counted=(Counted("elsewhere", "families", tuple(FAMILIES[:19])),))
    assert not known(silent)
    assert not known(wrong)
    for odd in (silent, wrong):
        notes = found(draft(tables=(odd,)), facts(ledger=(Said("re_1", tables=(table("T1", {"x": FAMILIES[:12]}),)),)))
        assert [(f.item, f.stops) for f in notes] == [("T2", False)]
    assert found(draft(tables=(silent,))) == []


def test_three_numbers_tell_what_no_two_of_them_do() -> None:
    """The province less its two large towns is one family; each town alone leaves many."""
    towns = [table(f"T{n}", {name: TOWNS[name]}) for n, name in enumerate(("Hyesan", "Hoeryong"))]
    province = table("T9", {"the province": FAMILIES[:21]})
    before = tuple(Said(f"re_{n}", tables=(t,)) for n, t in enumerate(towns))
    assert stops(province, before=before) == {"T9"}
    assert stops(province, before=before[:1]) == set()
    assert stops(table("T9", {"the province": FAMILIES[:24]}), before=before) == set()
    assert stops(towns[1], before=(before[0], Said("re_9", tables=(province,)))) == {"T1"}


# against counting by hand

GROUPS = st.lists(st.integers(0, 1023), min_size=1, max_size=5)
"""Whom each number counts, of ten, as bits."""


@settings(deadline=None)  # numpy is loaded by the first
@given(GROUPS, GROUPS, st.integers(1, 4))
def test_every_difference_that_a_reader_can_make_is_found(
    mine: list[frozenset[int]], old: list[frozenset[int]], k: int
) -> None:
    def numbers(groups: list[int], item: str | None) -> list[Number]:
        who = [frozenset(str(r) for r in range(10) if bits >> r & 1) for bits in groups]
        return [Number(item, Words(f"{n}", f"{n}"), w) for n, w in enumerate(who)]

    drafted, before = numbers(mine, "T1"), numbers(old, None)
    every = [n for n in (*drafted, *before) if len(n.records) >= k]

    def least(one: Number) -> int | None:
        sizes = [len(one.records ^ o.records) for o in every if one.records < o.records or o.records < one.records]
        return min((n for n in sizes if 0 < n < k), default=None)

    expected = {n: least(n) for n in drafted if n in every and least(n) is not None}
    assert {left.number: left.families for left in left_over(drafted, before, k)} == expected
    assert left_over([], before, k) == ()
