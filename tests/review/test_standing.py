"""The fold over decisions: last word counts, undo is another decision, nothing is removed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushlight.errors import ReviewError
from rushlight.record import Decision, Verdict
from rushlight.review import Status, standing

NOON = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)


def decide(id: str, verdict: str, statement: str = "s", **more: str) -> Decision:
    return Decision(id, statement, Verdict(verdict), "ann", NOON, **more)


def test_the_last_word_about_the_statement_counts() -> None:
    after = standing([decide("1", "accept"), decide("2", "unsure"), decide("3", "reject", reason="a rumour")])["s"]
    assert (after.status, after.by, after.reason) == (Status.REJECTED, "ann", "a rumour")


def test_a_correction_alone_does_not_accept() -> None:
    after = standing([decide("1", "correct", field="scope", value="set")])["s"]
    assert after.status is Status.PROPOSED
    assert after.corrected["scope"].value == "set"


def test_not_stated_and_correction_replace_each_other() -> None:
    log = [decide("1", "correct", field="time", value="2024"), decide("2", "not_stated", field="time")]
    assert standing(log)["s"].not_stated == {"time"}
    assert not standing(log)["s"].corrected
    log.append(decide("3", "correct", field="time", value="2025"))
    assert standing(log)["s"].corrected["time"].value == "2025"
    assert not standing(log)["s"].not_stated


def test_undo_uncovers_the_decision_before() -> None:
    log = [decide("1", "accept"), decide("2", "reject"), decide("3", "undo", supersedes="2")]
    assert standing(log)["s"].status is Status.ACCEPTED


@given(st.integers(1, 9))
def test_undos_of_undos_alternate(depth: int) -> None:
    log = [decide("0", "accept")] + [decide(str(n), "undo", supersedes=str(n - 1)) for n in range(1, depth + 1)]
    assert standing(log)["s"].status is (Status.ACCEPTED if depth % 2 == 0 else Status.PROPOSED)


def test_after_an_undone_undo_the_decision_can_be_taken_back_anew() -> None:
    log = [decide("1", "accept"), decide("2", "undo", supersedes="1"), decide("3", "undo", supersedes="2")]
    assert standing([*log, decide("4", "undo", supersedes="1")])["s"].status is Status.PROPOSED


@pytest.mark.parametrize(
    "log",
    [
        [decide("1", "undo", supersedes="0")],
        [decide("1", "undo", supersedes="1")],
        [decide("1", "accept"), decide("1", "reject")],
        [decide("1", "accept"), decide("2", "undo", statement="other", supersedes="1")],
        [decide("1", "accept"), decide("2", "undo", supersedes="1"), decide("3", "undo", supersedes="1")],
    ],
    ids=["unknown", "itself", "same id twice", "another statement", "taken back already"],
)
def test_a_log_that_contradicts_itself_is_refused(log: list[Decision]) -> None:
    with pytest.raises(ReviewError):
        standing(log)


VERDICTS = st.sampled_from(["accept", "reject", "unsure"])


@given(st.lists(st.tuples(VERDICTS, st.sampled_from("abc")), max_size=12))
def test_an_undone_log_is_as_if_never_written(rows: list[tuple[str, str]]) -> None:
    before = [decide(f"d{n}", verdict, statement) for n, (verdict, statement) in enumerate(rows)]
    extra = decide("x", "reject", "a")
    after = standing([*before, extra, decide("y", "undo", "a", supersedes="x")])
    expected = standing(before)
    assert {s: v.status for s, v in after.items() if s in expected} == {s: v.status for s, v in expected.items()}
