"""Any order of decisions: what stands is what a person last said, and only that counts."""

from __future__ import annotations

import tempfile
from pathlib import Path

import making_desk as make
from hypothesis import given, settings
from hypothesis import strategies as st

from rushlight.desk import Desk
from rushlight.errors import MisuseError, ReviewError
from rushlight.record import Verdict

WHOLE = {"a": Verdict.ACCEPT, "x": Verdict.REJECT, "u": Verdict.UNSURE}
STEPS = st.lists(st.tuples(st.sampled_from("axuzzc"), st.integers(0, 30)), max_size=14)


def play(desk: Desk, steps: list[tuple[str, int]]) -> dict[str, Verdict]:
    """Take the steps; gives what a person last said of each statement, by an own book-keeping."""
    statements = [s.id for s in desk.reports()[0].reading.statements]
    said: list[tuple[str, Verdict | None]] = []
    for key, number in steps:
        statement = statements[number % len(statements)]
        try:
            if key == "z":
                desk.undo()
                said.pop()
            elif key == "c":
                desk.decide(statement, Verdict.CORRECT, field="scope", value="pattern")
                said.append((statement, None))
            else:
                desk.decide(statement, WHOLE[key])
                said.append((statement, WHOLE[key]))
        except ReviewError:
            continue
        except MisuseError:
            assert not said
    return {statement: verdict for statement, verdict in said if verdict is not None}


@settings(max_examples=25, deadline=None)
@given(steps=STEPS)
def test_what_stands_is_what_was_last_said(steps: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder, make.a_desk(Path(folder)) as desk:
        make.taken(desk, make.VISIT)
        stands = play(desk, steps)
        accepted = {s for s, verdict in stands.items() if verdict is Verdict.ACCEPT}
        decided = {s for s, verdict in stands.items() if verdict is not Verdict.UNSURE}
        report = desk.reports()[0]
        assert {s.id for s in report.accepted} == accepted
        assert report.waiting == len(report.reading.statements) - len(decided)
        assert {i.statement.id for i in desk.queue()} == {s.id for s in report.reading.statements} - decided
        counted = desk.count()
        assert counted.table.waiting == report.waiting
        assert {s for row in counted.table.rows for s in row.figure.statements} <= accepted
        assert all(set(g.supports) <= accepted for g in desk.link().groups)
        assert not any(s.content_of and stands.get(s.content_of) is Verdict.REJECT for s in report.accepted)
        with make.reopened(desk) as again:
            assert again.reports() == (report,)
            assert again.verify(deep=True).ok
