"""A team's own gates: kept with who and why, used by every check, looser only with a reason."""

from __future__ import annotations

from pathlib import Path

import making_desk as make
import pytest

from rushlight.casefile.bodies import check_body
from rushlight.desk import Desk
from rushlight.errors import MisuseError, RushlightError, Tampered


def test_the_shipped_default_holds_until_somebody_sets_another(desk: Desk) -> None:
    assert (desk.gates().gates.preset, desk.gates().by) == ("default", "")
    done = desk.set_gates("strict")
    assert (done.gates.worst, done.gates.pool, done.by) == (0.05, 40, "A1")
    with make.reopened(desk) as again:
        assert again.gates() == done
        assert [e.kind for e in again.log()][-1] == "gates.set"
        assert again.verify(deep=True).ok


def test_figures_add_up_and_a_preset_forgets_them(desk: Desk) -> None:
    desk.set_gates("strict", changes={"worst": 0.04})
    assert desk.set_gates(changes={"pool": 50}).gates.worst == 0.04
    assert (desk.gates().gates.pool, desk.gates().gates.cell) == (50, 5)
    assert desk.set_gates("strictest").gates.pool == 60
    assert not desk.gates().changes


LOOSER: list[dict[str, float]] = [
    {"worst": 0.2}, {"pool": 5}, {"knowers": 2}, {"cell": 1}, {"quote_words": 20}, {"recent_days": 1}, {"source_words": 900}
]  # fmt: skip
NONSENSE: list[dict[str, float]] = [
    {"worst": 0}, {"worst": 1}, {"worst": -1}, {"worst": float("nan")}, {"pool": 0}, {"pool": float("inf")},
    {"cell": 2.5}, {"luck": 3}, {"margin": 0.5}
]  # fmt: skip


@pytest.mark.parametrize("changes", LOOSER)
def test_looser_than_shipped_needs_a_reason_which_is_kept(desk: Desk, changes: dict[str, float]) -> None:
    before = len(desk.log())
    for why in ("", "  "):
        with pytest.raises(MisuseError, match="more pass"):
            desk.set_gates(why=why, changes=changes)
    assert len(desk.log()) == before
    done = desk.set_gates(why="a court asked for it", changes=changes)
    assert (done.why, done.looser) == ("a court asked for it", tuple(changes))
    stricter = desk.set_gates("default")
    assert not stricter.looser


@pytest.mark.parametrize("changes", NONSENSE)
def test_nonsense_is_refused_and_nothing_is_kept(desk: Desk, changes: dict[str, float]) -> None:
    with pytest.raises(MisuseError):
        desk.set_gates(why="x", changes=changes)
    with pytest.raises(MisuseError, match="no such preset"):
        desk.set_gates("lenient", why="x")
    assert desk.gates().by == ""


def test_a_check_uses_the_gates_in_force(desk: Desk, tmp_path: Path) -> None:
    checked = make.ready(desk)
    losses = [way.loss for way in checked.ways]
    desk.set_gates(changes={"worst": 0.03, "pool": 60})
    stricter = desk.check_release()
    assert stricter.check.limits == desk.gates().gates
    assert stricter.ways[0].loss > losses[0]
    with pytest.raises(RushlightError):  # the way that was shown no longer passes
        desk.publish(checked.id, tmp_path / "old", way=1)
    assert not (tmp_path / "old").exists()
    desk.publish(stricter.id, tmp_path / "brief", way=1)
    body = [row.body for row in desk.case.releases() if row.kind in ("checked", "refused")][-1]
    assert body["gates"]["worst"] == 0.03


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"preset": 1, "changes": {}, "why": ""},
        {"preset": "default", "changes": {"worst": "0.5"}, "why": ""},
        {"preset": "strict", "changes": [], "why": ""},
    ],
)
def test_an_odd_one_of_a_colleague_is_refused_when_it_comes(body: dict[str, object]) -> None:
    with pytest.raises(Tampered):
        check_body("gates.set", body)


def test_gates_that_cannot_be_read_let_nothing_pass(desk: Desk) -> None:
    desk.case.append("gates.set", {"preset": "of a newer version", "changes": {}, "why": ""}, by="A1", at=desk.now())
    with pytest.raises(Tampered, match="gates"):
        desk.check_release()
