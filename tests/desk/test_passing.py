"""A practice whose process was killed is cleared up by whoever starts next; nothing else ever is."""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from rushlight.desk import passing
from rushlight.desk.passing import MARK, PREFIX, SAYS, PassingPlace, clear_up
from rushlight.desk.practice import FOLDER

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="flock(2) is asked for")

HOLDS = """
import sys, tempfile, time
tempfile.tempdir = sys.argv[1]
from rushlight.desk.passing import FOLDER, PassingPlace
place = PassingPlace()
(place.folder / FOLDER).mkdir()
(place.folder / FOLDER / "keyslots.json").write_text("x")
print(place.folder, flush=True)
time.sleep(60)
"""


@pytest.fixture
def around(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_killed_one_goes_and_a_living_one_stays(around: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", HOLDS, str(around)], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        folder = Path(process.stdout.readline().strip())
        mine = PassingPlace()
        assert clear_up() == 0
        assert (folder / FOLDER / "keyslots.json").exists(), "its process lives"
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=20)
        assert clear_up() == 1
    finally:
        process.kill()
        process.communicate()
    assert [path.name for path in around.iterdir()] == [mine.folder.name], "this process lives"
    mine.throw_away()
    assert list(around.iterdir()) == []


def left(around: Path, name: str = f"{PREFIX}x", says: bytes = SAYS) -> Path:
    """A folder as a killed practice leaves it."""
    folder = around / name
    (folder / FOLDER).mkdir(parents=True, mode=0o700)
    folder.chmod(0o700)
    (folder / MARK).write_bytes(says)
    return folder


def test_what_a_killed_practice_leaves_goes(around: Path) -> None:
    left(around)
    assert clear_up() == 1


@pytest.mark.parametrize(
    "other",
    [
        "another name",
        "no mark",
        "another mark",
        "more in it",
        "open to others",
        "a link to it",
        "a link in it",
        "a linked mark",
    ],
)
def test_nothing_goes_that_is_not_certainly_ours(around: Path, other: str) -> None:
    folder = left(around, "rushlight-x" if other in ("another name", "a link to it") else f"{PREFIX}x")
    if other == "no mark":
        (folder / MARK).unlink()
    elif other == "another mark":
        (folder / MARK).write_bytes(SAYS + b"x")
    elif other == "more in it":
        (folder / "letter.txt").write_text("mine")
    elif other == "open to others":
        folder.chmod(0o755)
    elif other == "a link to it":
        (around / f"{PREFIX}y").symlink_to(folder)
    elif other == "a link in it":
        (folder / FOLDER).rename(around / "elsewhere")
        (folder / FOLDER).symlink_to(around / "elsewhere")
    elif other == "a linked mark":
        (around / "mark").hardlink_to(folder / MARK)
    assert clear_up() == 0
    assert folder.is_dir()
    assert (folder / FOLDER).is_dir()


def test_without_locks_a_practice_has_no_mark_and_is_thrown_away_all_the_same(
    around: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(handle: int, how: int) -> None:
        raise OSError

    monkeypatch.setattr(passing.fcntl, "flock", refused)
    place = PassingPlace()
    assert list(place.folder.iterdir()) == []
    place.throw_away()
    assert list(around.iterdir()) == []
