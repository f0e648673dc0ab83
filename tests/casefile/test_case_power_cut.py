"""The power goes at any moment: no acknowledged event is lost, none is half there, nothing in clear reached the disk."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import making_casefile as make
import power
import pytest

from rushlight.casefile import Casefile, database, files, rekeying, slots
from rushlight.casefile.database import Database
from rushlight.errors import RushlightError

STATES = int(os.environ.get("RUSHLIGHT_POWER_CUTS", "120"))
"""States a scenario in the slow suite. A release is tried with 20,000: RUSHLIGHT_POWER_CUTS=20000."""

FEW = 30

Scenario = Callable[[Casefile, Callable[[str], None]], None]


@pytest.fixture(scope="module")
def journal() -> power.Journal:
    """Registered once and for good: the cipher's own file system keeps a pointer to it."""
    journal = power.Journal()
    journal.disk = power.Disk(journal)  # type: ignore[attr-defined]
    return journal


def appends(case: Casefile, acknowledged: Callable[[str], None]) -> None:
    for n in range(12):
        case.append("test.note", {"n": n, "text": make.NAME_EN}, by="p_a", event_id=f"ev_one{n}")
        acknowledged(f"ev_one{n}")


def batches(case: Casefile, acknowledged: Callable[[str], None]) -> None:
    for n in range(4):
        with case.batch():
            for m in range(15):
                case.append("test.note", {"n": m, "text": make.NAME_KO * 20}, by="p_a", event_id=f"ev_b{n}x{m}")
        acknowledged(f"ev_b{n}x14")


def reports(case: Casefile, acknowledged: Callable[[str], None]) -> None:
    make.fill(case)
    acknowledged(case.events()[-1].id)


def new_keys(case: Casefile, acknowledged: Callable[[str], None]) -> None:
    case.append("test.note", {}, by="p_a", event_id="ev_before")
    acknowledged("ev_before")
    fresh, _ = case.rekey()
    fresh.append("test.note", {}, by="p_a", event_id="ev_after")
    acknowledged("ev_after")
    fresh.close()


@pytest.fixture
def on_disk(journal: power.Journal, monkeypatch: pytest.MonkeyPatch) -> power.Journal:
    """Every database of the test, and every other file of the folder, goes through the journal."""
    real_open, real_write, real_replace = Database.__init__, files.write_whole, Path.replace

    def opened(self: Database, path: Path | None, key: str, *, read_only: bool = False) -> None:
        real_open(self, path, key, vfs=power.VFS if path else None, read_only=read_only)

    def written(path: Path, data: bytes, *, destroy: bool = False) -> None:
        real_write(path, data, destroy=destroy)
        journal.note("file", path, 0, data)

    def replaced(self: Path, target: Path) -> Path:
        if self.name == rekeying.NEXT:
            journal.note("rename", self, to=Path(target).name)
        return real_replace(self, target)

    monkeypatch.setattr(Database, "__init__", opened)
    monkeypatch.setattr(slots, "write_whole", written)
    monkeypatch.setattr(Path, "replace", replaced)
    return journal


def recorded(journal: power.Journal, folder: Path, scenario: Scenario) -> tuple[dict[str, bytes], list[power.Done]]:
    """(the files before, everything asked of the disk) of a scenario."""
    make.new_case(folder).close()
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    case = make.reopen(folder)
    journal.done = []
    scenario(case, lambda event: journal.note("acknowledged", event))
    done, journal.done = list(journal.done), []
    case.close()
    return before, done


@pytest.mark.parametrize("states", [FEW, pytest.param(STATES, marks=pytest.mark.slow)], ids=["few", "many"])
@pytest.mark.parametrize("scenario", [appends, batches, reports, new_keys], ids=lambda s: s.__name__)
def test_a_power_cut_loses_nothing_that_was_acknowledged(
    on_disk: power.Journal, tmp_path: Path, scenario: Scenario, states: int
) -> None:
    before, done = recorded(on_disk, tmp_path / "a.case", scenario)
    assert sum(one.what == "sync" for one in done) > 3
    marks = [mark for name in (make.NAME_EN, make.NAME_KO) for mark in (name.encode(), name.encode("utf-16-le"))]
    assert not any(mark in one.data for one in done for mark in marks)
    chance = random.Random(11)
    for state in range(states):
        cut = chance.randrange(len(done) + 1)
        folder = tmp_path / f"{state}.case"
        folder.mkdir()
        for name, data in power.after_cut(done, cut, before, chance).items():
            (folder / name).write_bytes(data)
        with make.reopen(folder) as case:
            known = {event.id for event in case.events()}
            assert {one.name for one in done[:cut] if one.what == "acknowledged"} <= known, (state, cut)
            report = case.verify(deep=state % 10 == 0)
            assert report.ok, (state, cut, report.faults)
        for path in folder.iterdir():
            path.unlink()


def test_the_simulation_would_see_a_write_that_was_not_flushed(
    on_disk: power.Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With synchronous=NORMAL acknowledged events are lost: were it otherwise, the test above would prove nothing."""
    pragmas = tuple(p.replace("synchronous = FULL", "synchronous = NORMAL") for p in database.PRAGMAS)
    assert pragmas != database.PRAGMAS
    monkeypatch.setattr(database, "PRAGMAS", pragmas)
    before, done = recorded(on_disk, tmp_path / "a.case", appends)
    chance, lost = random.Random(3), 0
    for state in range(60):
        cut = chance.randrange(len(done) + 1)
        folder = tmp_path / f"{state}.case"
        folder.mkdir()
        for name, data in power.after_cut(done, cut, before, chance).items():
            (folder / name).write_bytes(data)
        try:
            with make.reopen(folder) as case:
                known = {event.id for event in case.events()}
        except RushlightError:
            known = set()
        lost += not {one.name for one in done[:cut] if one.what == "acknowledged"} <= known
    assert lost > 3
