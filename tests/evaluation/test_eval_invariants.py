"""What holds of every proposal, however wrong it is."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from making_sheets import TEXT, Sheet, found, gold, scored, statement, without

from how_many import tries
from rushlight.codebook import codebook
from rushlight.evaluation.calibration import BANDS, risk_coverage
from rushlight.evaluation.figures import BY_NAME, FIGURES, values
from rushlight.evaluation.report import misses
from rushlight.evaluation.sheets import Pair, check_found
from rushlight.evaluation.slots import steps
from rushlight.evaluation.tally import total
from rushlight.record import AttributionMode, Modality, Polarity, Role, Scope

ACTS = [t.id for t in codebook()][::7] + [s["act"] for s in gold()["statements"]]
PARTIES = [p["id"] for p in gold()["parties"]]
SHARES = [f for f in FIGURES if f.name not in ("edit_cost", "edit_share", "ser", "broken", "quotes")]

some = settings(max_examples=tries(100))


@st.composite
def proposals(draw: st.DrawFn) -> Sheet:
    """A sheet with some of the right statements and others of any kind at any words."""
    sheet = found()
    sheet["statements"] = [s for s in sheet["statements"] if draw(st.booleans())]
    for n in range(draw(st.integers(0, 6))):
        sheet["statements"].append(draw(a_statement(f"X{n}")))
    for rows in ("amounts", "times", "places", "boilerplate"):
        if not draw(st.booleans()) and all(not s["amounts"] and not s["time"] and not s["place"] for s in sheet["statements"]):
            sheet[rows] = []
    return sheet


@st.composite
def a_statement(draw: st.DrawFn, key: str) -> Sheet:
    start = draw(st.integers(0, len(TEXT) - 2))
    end = draw(st.integers(start + 1, len(TEXT)))
    made = statement(
        key,
        draw(st.sampled_from(ACTS)),
        "RIVERTON",
        scope=draw(st.sampled_from(list(Scope))).value,
        modality=draw(st.sampled_from(list(Modality))).value,
        polarity=draw(st.sampled_from(list(Polarity))).value,
        band=draw(st.sampled_from(BANDS)),
        participants=[
            {"role": draw(st.sampled_from(list(Role))).value, "party": p} for p in draw(st.sets(st.sampled_from(PARTIES)))
        ],
        attribution={
            "mode": draw(st.sampled_from(list(AttributionMode))).value,
            "speaker": draw(st.sampled_from([None, *PARTIES])),
        },
    )
    made["spans"] = [{"start": start, "end": end, "exact": TEXT[start:end]}]
    return made


@some
@given(proposals())
def test_shares_are_shares_and_the_type_measure_is_the_act_measure(sheet: Sheet) -> None:
    check_found(sheet, where="a")
    told = values(scored(sheet).tally)
    for figure in SHARES:
        value = told[figure.name]
        assert value is None or 0 <= value <= 1
    assert told["span_type"] == told["act"]
    strict, exact, partial, kind = (told[f"span_{m}"] or 0 for m in ("strict", "exact", "partial", "type"))
    assert strict <= min(exact, kind) + 1e-9
    assert exact <= partial + 1e-9


@some
@given(proposals())
def test_the_work_is_what_the_misses_ask_for(sheet: Sheet) -> None:
    """Counted apart from the steps: nothing is wrong where nothing costs, and the reverse."""
    tally = scored(sheet).tally
    rows = misses(Pair("a", TEXT, gold(), sheet))
    assert (steps(tally) == 0) == (not rows)
    edits = {kind: tally["edit", kind] for kind in ("fix", "add", "delete")}
    assert edits["add"] + tally["edit", "untouched"] <= tally["edit", "statements"]
    assert min(edits.values()) >= 0


@some
@given(proposals())
def test_a_further_false_statement_never_helps(sheet: Sheet) -> None:
    before = values(scored(sheet).tally)
    worse: dict[str, Any] = {**sheet, "statements": [*sheet["statements"], statement("F", "kill.custody_death", "RIVERTON")]}
    after = values(scored(worse).tally)
    for figure in ("act", "act_p", "family", "span_strict", "span_type"):
        assert (after[figure] or 0) <= (before[figure] or 0)
    for figure in ("edit_cost", "ser"):
        assert (after[figure] or 0) >= (before[figure] or 0)
    assert after["act_r"] == before["act_r"]


@some
@given(proposals())
def test_every_asked_statement_is_correct_substituted_or_deleted(sheet: Sheet) -> None:
    """Four are asked for; the optional one is counted where it is found."""
    tally = scored(sheet).tally
    asked = sum(tally["slot", "act", kind] for kind in ("correct", "substituted", "deleted"))
    assert 4 <= asked <= 5


@some
@given(st.lists(proposals(), min_size=1, max_size=3))
def test_figures_of_a_set_lie_between_those_of_its_reports(sheets: list[Sheet]) -> None:
    tallies = [scored(s).tally for s in sheets]
    for name in ("act", "modality", "scope", "edit_cost", "ser"):
        own = [v for v in (BY_NAME[name].of(t) for t in tallies) if v is not None]
        whole = BY_NAME[name].of(total(tallies))
        assert (whole is None) == (not own)
        if whole is not None:
            assert min(own) - 1e-9 <= whole <= max(own) + 1e-9


@some
@given(proposals())
def test_bands_cover_all_proposals_once(sheet: Sheet) -> None:
    tally = scored(sheet).tally
    kept = risk_coverage(tally)
    assert kept[-1].proposals == len(sheet["statements"])
    assert [k.proposals for k in kept] == sorted(k.proposals for k in kept)
    assert sum(tally["band", b, "right"] for b in BANDS) == tally["act", "tp"]


def test_a_lost_statement_costs_more_than_a_wrong_field() -> None:
    wrong = found()
    wrong["statements"][0]["scope"] = "pattern"
    assert steps(scored(wrong).tally) < steps(scored(without(found(), "S1")).tally)
