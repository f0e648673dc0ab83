"""What each figure says of a proposal that is right, and of one that is spoiled in one known way."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from making_sheets import Sheet, found, gold, row, scored, span, statement, without

from rushlight.evaluation.boundaries import MEASURES
from rushlight.evaluation.calibration import calibration_error, promised, risk_coverage
from rushlight.evaluation.figures import FIGURES, values
from rushlight.evaluation.slots import steps
from rushlight.evaluation.tally import Tally


def spoiled(change: Callable[[Sheet], Any]) -> Tally:
    sheet = found()
    change(sheet)
    return scored(sheet).tally


def figures(change: Callable[[Sheet], Any] = lambda _: None) -> dict[str, float | None]:
    return dict(values(spoiled(change)))


def test_a_right_proposal_is_perfect_and_costs_nothing() -> None:
    told = figures()
    wanted = {f.name: 1.0 if f.more_is_better else 0.0 for f in FIGURES if f.name != "brier"}
    assert {name: value for name, value in told.items() if name != "brier"} == wanted


def test_an_empty_proposal_finds_nothing_and_leaves_all_the_work() -> None:
    tally = spoiled(lambda s: s.update(statements=[], amounts=[], times=[], places=[], parties=[], boilerplate=[]))
    told = values(tally)
    assert told["act_r"] == told["money"] == told["time"] == told["place"] == told["boilerplate"] == 0
    assert told["act_p"] is told["modality"] is None
    assert told["ser"] == told["edit_share"] == 1
    assert steps(tally) == 2 * 4  # the optional statement is not asked for


def test_a_missed_optional_statement_costs_nothing() -> None:
    told = values(scored(without(found(), "S5")).tally)
    assert (told["act"], told["edit_cost"], told["span_type"], told["ser"]) == (1, 0, 1, 0)


def test_a_missed_statement_is_added_by_hand() -> None:
    tally = scored(without(found(), "S4")).tally
    assert values(tally)["act_r"] == 4 / 5
    assert steps(tally) == 2


def test_a_false_statement_is_deleted() -> None:
    tally = spoiled(lambda s: s["statements"].append(statement("X", "kill.other", "COURIER")))
    assert values(tally)["act_p"] == 5 / 6
    assert steps(tally) == 0.5


def test_a_statement_read_twice_is_right_once() -> None:
    assert figures(lambda s: s["statements"].append(row(copy.deepcopy(s), "S1")))["act_p"] == 5 / 6


def test_another_act_at_the_same_words_is_relabelled() -> None:
    tally = spoiled(lambda s: row(s, "S1").update(act="search.person"))
    told = values(tally)
    assert told["act"] == 4 / 5
    assert told["family"] == 1
    assert steps(tally) == 1
    assert tally["slot", "act", "substituted"] == 1
    assert tally["taken", "act", "search.home", "search.person"] == 1


def test_a_wrong_act_with_wrong_fields_costs_no_more_than_deleting_and_adding() -> None:
    tally = spoiled(lambda s: row(s, "S1").update(act="kill.other", modality="denied", scope="trend", time=None))
    assert steps(tally) == 2.5


FIELDS: list[tuple[str, dict[str, Any], str, float]] = [
    ("S3", {"modality": "occurred"}, "modality", 4 / 5),
    ("S3", {"modality": "occurred"}, "mod_hard", 0),
    ("S1", {"polarity": "negated"}, "polarity", 1 / 2),
    ("S1", {"scope": "pattern"}, "scope", 4 / 5),
    ("S1", {"scope": "set"}, "scope", 1),
    ("S5", {"attribution": {"mode": "narrator", "speaker": "NEIGHBOUR"}}, "mode", 4 / 5),
    ("S5", {"attribution": {"mode": "hearsay", "speaker": "NEIGHBOUR"}}, "mode", 1),
    ("S5", {"attribution": {"mode": "indirect_speech", "speaker": None}}, "speaker", 4 / 5),
    ("S1", {"attribution": {"mode": "narrator", "speaker": "MILLER"}}, "speaker", 4 / 5),
    ("S1", {"participants": [{"role": "affected", "party": "MILLER"}]}, "agent", 4 / 5),
    ("S1", {"participants": [{"role": "perpetrator", "party": "GUARDS"}]}, "affected", 4 / 5),
    ("S1", {"participants": [{"role": "ordering_authority", "party": "GUARDS"}]}, "agent", 1),
]


@pytest.mark.parametrize(("key", "change", "figure", "value"), FIELDS)
def test_a_field(key: str, change: dict[str, Any], figure: str, value: float) -> None:
    assert figures(lambda s: row(s, key).update(change))[figure] == value


STEPS: list[tuple[str, dict[str, Any], float]] = [
    ("S3", {"modality": "occurred"}, 1),
    ("S1", {"time": None}, 1),
    ("S2", {"time": "DAY", "place": "FORD"}, 2),
    ("S4", {"amounts": []}, 1),
    ("S1", {"participants": []}, 2),
    ("S1", {"scope": "set"}, 0),
]


@pytest.mark.parametrize(("key", "change", "cost"), STEPS)
def test_each_wrong_field_is_one_step(key: str, change: dict[str, Any], cost: float) -> None:
    tally = spoiled(lambda s: row(s, key).update(change))
    assert steps(tally) == cost
    assert tally["edit", "untouched"] == (4 if cost else 5)


def test_two_wrong_parties_of_one_class_are_told_apart_by_their_words() -> None:
    def other_person(s: Sheet) -> None:
        s["parties"].append({**s["parties"][1], "id": "OTHER", "mentions": [span("A neighbour")]})
        row(s, "S1")["participants"] = [{"role": "affected", "party": "OTHER"}]

    assert figures(other_person)["affected"] == 4 / 5


def test_a_conversion_counts_as_part_of_its_sum() -> None:
    assert figures(lambda s: s["amounts"][0].update(conversions=[]))["money"] == 0


def test_a_time_is_right_by_its_interval_or_one_of_the_alternatives() -> None:
    def day_later(s: Sheet) -> None:
        s["times"][0].update(earliest="2024-03-04", latest="2024-03-04")

    sheet, lenient = found(), gold()
    day_later(sheet)
    lenient["times"][0]["alternatives"] = [["2024-03-04", "2024-03-04"]]
    assert values(scored(sheet).tally)["time"] == 0
    assert values(scored(sheet, lenient).tally)["time"] == 1
    assert scored(sheet, lenient).tally["slot", "time", "correct"] == 1


def test_a_quotation_that_is_not_the_texts_is_counted() -> None:
    tally = spoiled(lambda s: row(s, "S1")["spans"][0].update(exact="two guards burned the house!!"))
    assert tally["quotes", "bad"] == 1


def test_boundaries_by_the_definitions_of_semeval() -> None:
    """One wider span and one other act among five: the categories of each measure, counted by hand."""

    def change(s: Sheet) -> None:
        row(s, "S1")["spans"][0] = span("two guards searched the house of a miller")
        row(s, "S4")["act"] = "take.goods"

    tally = spoiled(change)
    counted = {
        m: tuple(tally["span", m, kind] for kind in ("correct", "incorrect", "partial", "missing", "spurious"))
        for m in MEASURES
    }
    assert counted == {"strict": (3, 2, 0, 0, 0), "exact": (4, 1, 0, 0, 0), "partial": (4, 0, 1, 0, 0), "type": (4, 1, 0, 0, 0)}
    told = values(tally)
    assert (told["span_strict"], told["span_exact"], told["span_partial"], told["span_type"]) == (0.6, 0.8, 0.9, 0.8)
    assert told["span_type"] == told["act"]


def test_slot_errors_by_hand() -> None:
    """One deleted statement (7 slots) and one substituted modality, of 5 statements with 39 filled slots."""

    def change(s: Sheet) -> None:
        s["statements"].remove(row(s, "S2"))
        row(s, "S3")["modality"] = "occurred"

    tally = spoiled(change)
    filled = 5 * 5 + 5 * 2 + 1 + 1 + 1 + 1  # act, modality, polarity, scope, mode; doer and affected; speaker, time, place, sum
    assert values(tally)["ser"] == (7 + 1) / filled


def test_bands_keep_what_they_promise_or_not() -> None:
    def change(s: Sheet) -> None:
        row(s, "S1")["band"] = "low"
        row(s, "S3").update(modality="occurred")
        s["statements"].append(statement("X", "kill.other", "COURIER", band="low"))

    tally = spoiled(change)
    high, _, everything = risk_coverage(tally)
    assert (high.proposals, high.coverage, high.right, high.sound) == (4, 4 / 6, 1.0, 0.75)
    assert (everything.proposals, everything.right, everything.recall) == (6, 5 / 6, 1.0)
    gap = 4 * (1 - promised("high")) + abs(2 * promised("low") - 1)
    assert calibration_error(tally) == pytest.approx(gap / 6)
    squares = 4 * (1 - promised("high")) ** 2 + (1 - promised("low")) ** 2 + promised("low") ** 2
    assert values(tally)["brier"] == pytest.approx(squares / 6)


def test_proposals_without_a_band_are_not_judged_by_one() -> None:
    tally = spoiled(lambda s: [x.pop("band") for x in s["statements"]])
    assert values(tally)["brier"] is None
    assert calibration_error(tally) is None
