"""A team's own figures: kept with source, who and when, used by every check; and who could know what is told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import making_desk as make
import pytest

from rushlight.casefile.bodies import check_body
from rushlight.casefile.roles import may
from rushlight.desk import Desk
from rushlight.desk.assuming import own_figures
from rushlight.errors import MisuseError, ReleaseRefused, Tampered
from rushlight.record import Interval
from rushlight.release import Estimate

RATE = {"rate.take": (0.2, 0.4)}
NUMBER = "number.take/KP.ryanggang/2025-01-01/2025-12-31"


def test_a_figure_is_kept_with_its_source_and_who_stated_it(desk: Desk) -> None:
    assert desk.figures() == ()
    (one,) = desk.assume(stated=RATE, source=" 14 interviews ")
    assert (one.figure.key, one.figure.interval, one.figure.source, one.by) == ("rate.take", (0.2, 0.4), "14 interviews", "A1")
    assert one.on == desk.now().date()
    desk.assume(stated={"rate.take": (0.3, 0.5), NUMBER: (40, 90)}, stands_for=("remitting",), source="a count")
    with make.reopened(desk) as again:
        assert [s.figure.key for s in again.figures()] == [NUMBER, "rate.take", "remitting"]
        assert [s.figure.interval for s in again.figures()] == [(40, 90), (0.3, 0.5), None]
        own, estimates = own_figures(again.case)
        assert set(own) == {"rate.take", "remitting"}
        year = Interval(dt.date(2025, 1, 1), dt.date(2025, 12, 31))
        assert estimates == (Estimate("take", "KP.ryanggang", year, 40, 90, "a count"),)
        assert again.verify(deep=True).ok
        assert [s.figure.key for s in again.assume(dropped=(NUMBER, "rate.take"))] == ["remitting"]


NONSENSE: list[dict[str, Any]] = [
    {"stated": {"weather": (1, 2)}},
    {"stated": {"rate.nothing": (1, 2)}},
    {"stated": {"families.KP.nowhere": (1, 2)}},
    {"stated": {"remitting": (0.5, 1.5)}},
    {"stated": {"remitting": (0.5, 0.1)}},
    {"stated": {"rate.take": (float("nan"), 0.1)}},
    {"stated": {"number.take/KP.ryanggang/2025-01-01": (1, 2)}},
    {"stated": {"number.take/KP.nowhere/2025-01-01/2025-12-31": (1, 2)}},
    {"stated": {"number.take/KP.ryanggang/2025-12-31/2025-01-01": (1, 2)}},
    {"stated": {"number.take/KP.ryanggang/2025-01-01/2025-12-31": (0, 2)}},
    {"stands_for": ("rate.detain",)},
    {"stands_for": (NUMBER,)},
    {"dropped": ("rate.take",)},
]


@pytest.mark.parametrize("change", NONSENSE)
def test_nonsense_is_refused_and_nothing_is_kept(desk: Desk, change: dict[str, Any]) -> None:
    before = len(desk.log())
    with pytest.raises(MisuseError):
        desk.assume(**{"source": "somebody", **change})
    with pytest.raises(MisuseError, match="source"):
        desk.assume(stated=RATE)
    with pytest.raises(MisuseError):  # the good one beside a bad one is not kept either
        desk.assume(stated={**RATE, "weather": (1, 2)}, source="somebody")
    assert len(desk.log()) == before


def test_a_check_takes_the_own_figure_and_says_whose_it_is(desk: Desk) -> None:
    shipped = make.ready(desk).check
    rare = dict.fromkeys(("rate.take", "rate.demand", "rate.threat", "rate.question"), (0.002, 0.004))
    desk.assume(stated=rare, source="our own three interviewers")
    mine = desk.check_release().check
    counted = [(a.fitting, b.fitting) for a, b in zip(shipped.items, mine.items, strict=True) if a.fitting and b.fitting]
    assert counted
    assert all(b.typical < a.typical for a, b in counted if a.countable and a.typical > 2)
    rates = [f for _, b in counted for f in b.factors if f.name == "rate"]
    assert rates
    assert {(f.low, f.high, f.source, f.standing) for f in rates} == {(0.002, 0.004, "our own three interviewers", "own")}


def test_a_release_that_was_checked_with_other_figures_is_made_anew(desk: Desk, tmp_path: Path) -> None:
    checked = make.ready(desk)
    desk.assume(stated=dict.fromkeys(("rate.take", "rate.demand", "rate.threat"), (0.0005, 0.001)), source="a count")
    with pytest.raises(ReleaseRefused):
        desk.publish(checked.id, tmp_path / "brief", way=1)
    assert not (tmp_path / "brief").exists()


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"key": "remitting", "low": "0.1", "high": 0.2, "source": "x", "dropped": False},
        {"key": "remitting", "low": 0.1, "high": 0.2, "source": "x"},
        {"key": 3, "low": 0.1, "high": 0.2, "source": "x", "dropped": False},
    ],
)
def test_an_odd_one_of_a_colleague_is_refused_when_it_comes(body: dict[str, object]) -> None:
    with pytest.raises(Tampered):
        check_body("figure.stated", body)


def test_only_who_releases_states_figures() -> None:
    assert may("figure.stated", {"releaser"})
    assert not may("figure.stated", {"analyst", "reviewer", "admin"})


def test_figures_that_cannot_be_read_let_nothing_pass(desk: Desk) -> None:
    row = {"key": "of.a.newer.version", "low": 1, "high": 2, "source": "x", "dropped": False}
    desk.case.append("figure.stated", row, by="A1", at=desk.now())
    with pytest.raises(Tampered, match="figure"):
        desk.check_release()


def test_who_could_know_is_kept_with_the_release_and_counts(desk: Desk, tmp_path: Path) -> None:
    make.ready(desk)
    few = desk.check_release(known_to={("", "act"): ("victim",)})
    assert any(f.rule == "RL102" and f.stops for f in few.check.findings)
    many = desk.check_release(known_to={("", "all"): ("victim", "spouse", "neighbour", "colleague")})
    assert not any(f.rule == "RL102" for f in many.check.findings)
    assert not any("nobody has said" in a.en for a in many.check.assumptions)
    assert all(item.item.knowers for item in many.check.items)
    desk.publish(many.id, tmp_path / "brief", way=1)  # made anew from its recipe: the same digest, so the same knowers
    one = desk.check_release(known_to={("", "all"): ("public",), ("I1", "all"): ("victim",)})
    assert {f.item for f in one.check.findings if f.rule == "RL102"} == {"I1"}


@pytest.mark.parametrize(
    "said", [{("", "weather"): ("victim",)}, {("", "act"): ("nobody",)}, {("", "act"): ()}, {("I99", "act"): ("victim",)}]
)
def test_who_could_know_nonsense_is_refused(desk: Desk, said: dict[tuple[str, str], tuple[str, ...]]) -> None:
    make.ready(desk)
    before = len(desk.log())
    with pytest.raises(MisuseError):
        desk.check_release(known_to=said)
    assert len(desk.log()) == before
