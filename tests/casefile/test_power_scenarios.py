"""Tests 2 and 3 for everything that writes more than an event: power cuts torn at 512 bytes, and a disk that fails at any step.

Nothing acknowledged is lost, nothing is there half or twice, doing it again finishes it, and nothing in clear reached the disk.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import making_casefile as make
import power_files
import pytest
from power_files import Journal
from power_scenarios import SCENARIOS, Scenario

from rushlight.errors import RushlightError

STATES = int(os.environ.get("RUSHLIGHT_SCENARIO_CUTS", "3"))
MANY = int(os.environ.get("RUSHLIGHT_POWER_CUTS", "120"))
MANY_FAULTS = int(os.environ.get("RUSHLIGHT_MANY_FAULTS", "60"))
"""At how many of its steps an act is failed in the slow tests; 0: at every one, which takes hours."""
FAULTS = int(os.environ.get("RUSHLIGHT_FAULTS", "2"))
SEED = int(os.environ.get("RUSHLIGHT_SEED", "1"))
HEAVY = ("backup", "migration")
"""What takes seconds each time: every backup is restored once, and the old casefile has a passphrase of the real cost."""

MARKS = [
    mark
    for words in (make.NAME_EN, make.NAME_KO, "Tobias Wrenfield", "the street was quiet")
    for mark in (words.encode(), words.encode("utf-16-le"))
]
pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="the journal asks /proc for the names of open files"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # apsw also tells of errors while closing
]
_JOURNAL = Journal()


@pytest.fixture(scope="module")
def disk() -> power_files.Disk:
    """Registered once and for good: the cipher's own file system keeps a pointer to it."""
    return power_files.Disk(_JOURNAL)


@pytest.fixture
def journal(disk: power_files.Disk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Journal]:
    _JOURNAL.done, _JOURNAL.fail_at, _JOURNAL.steps, _JOURNAL.error = [], 0, 0, ""
    power_files.watch(_JOURNAL, monkeypatch)
    monkeypatch.setattr(sys, "excepthook", lambda *parts: None)
    yield _JOURNAL
    _JOURNAL.fail_at = 0


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {}


def ready(prepared: dict[str, Path], name: str, factory: pytest.TempPathFactory) -> Path:
    if name not in prepared:
        prepared[name] = factory.mktemp(name)
        SCENARIOS[name].prepare(prepared[name])
    return prepared[name]


def _cuts(journal: Journal, scenario: Scenario, made: Path, tmp_path: Path, states: int) -> None:
    root = Path(shutil.copytree(made, tmp_path / "acted"))
    before = power_files.files_below(root)
    journal.root = root.absolute()
    scenario.act(root, lambda said: journal.note("acknowledged", root / said))
    done, journal.done, journal.root = list(journal.done), [], Path("/nowhere")
    assert sum(one.what == "sync" for one in done) > 3
    assert not [mark for one in done for mark in MARKS if mark in one.data]
    chance = random.Random(SEED)
    for state in range(states):
        cut = len(done) if state == 0 else chance.randrange(len(done) + 1)
        place = tmp_path / f"cut{state}"
        for name, data in power_files.after_cut(done, cut, before, chance).items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes(data)
        scenario.check(place, {one.name for one in done[:cut] if one.what == "acknowledged"})
        said: set[str] = set()
        scenario.act(place, said.add)
        scenario.check(place, said)
        shutil.rmtree(place)


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_power_cut_leaves_it_whole_or_undone(
    journal: Journal, prepared: dict[str, Path], name: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    _cuts(journal, SCENARIOS[name], ready(prepared, name, tmp_path_factory), tmp_path, STATES)


@pytest.mark.slow
@pytest.mark.parametrize("name", SCENARIOS)
def test_many_power_cuts_leave_it_whole_or_undone(
    journal: Journal, prepared: dict[str, Path], name: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    _cuts(journal, SCENARIOS[name], ready(prepared, name, tmp_path_factory), tmp_path, MANY)


def _faults(journal: Journal, scenario: Scenario, made: Path, tmp_path: Path, error: str, steps: int | None) -> int:
    """Fail at ``steps`` steps spread over all there are, or at each; gives at how many of them the failure was told."""
    root = Path(shutil.copytree(made, tmp_path / "counted"))
    journal.root, journal.error, journal.steps = root, error, 0
    scenario.act(root, lambda said: None)
    total, told = journal.steps, 0
    shutil.rmtree(root)
    chosen = (
        range(1, total + 1) if steps is None else sorted(random.Random(SEED).sample(range(1, total + 1), min(steps, total)))
    )
    for nth in chosen:
        place = Path(shutil.copytree(made, tmp_path / "failed"))
        journal.root, journal.steps, journal.fail_at, journal.only_once = place, 0, nth, error == "short"
        said: set[str] = set()
        try:
            scenario.act(place, said.add)
        except RushlightError as refused:
            told += bool(refused.what)
        journal.fail_at = 0
        scenario.check(place, said)
        scenario.act(place, said.add)
        scenario.check(place, said)
        shutil.rmtree(place)
        journal.done.clear()  # thousands of steps of written pages would fill the memory
    return told


@pytest.mark.parametrize("error", ["ioerr", "full"])
@pytest.mark.parametrize("name", [name for name in SCENARIOS if name not in HEAVY])
def test_a_failing_disk_harms_nothing(
    journal: Journal,
    prepared: dict[str, Path],
    name: str,
    error: str,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    made = ready(prepared, name, tmp_path_factory)
    assert _faults(journal, SCENARIOS[name], made, tmp_path, error, FAULTS)


@pytest.mark.slow
@pytest.mark.parametrize("error", ["ioerr", "full", "short"])
@pytest.mark.parametrize("name", SCENARIOS)
def test_a_disk_that_fails_at_many_steps_harms_nothing(
    journal: Journal,
    prepared: dict[str, Path],
    name: str,
    error: str,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    made = ready(prepared, name, tmp_path_factory)
    steps = MANY_FAULTS or None if error != "short" else 40  # there are thousands of reads
    assert _faults(journal, SCENARIOS[name], made, tmp_path, error, steps)
