"""A publication killed with -9 at every step: nothing is half released, what was written is destroyed or comes to its place."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import making_desk as make
import pytest
from publishing_writer import POINTS

from rushlight.desk import Desk, open_desk
from rushlight.desk.proving import verify_proof

WRITER = Path(__file__).with_name("publishing_writer.py")
BEFORE = ("noted", "files", "entry", "between")
"""Points at which the log does not have the release."""


@pytest.fixture
def release(desk: Desk) -> str:
    checked = make.ready(desk)
    desk.close()
    return checked.id


def started(folder: Path, release: str, point: str) -> subprocess.Popen[str]:
    args = [sys.executable, str(WRITER), str(folder / "winter.case"), release, str(folder / "brief"), point]
    return subprocess.Popen(args, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def opened(folder: Path) -> Desk:
    return open_desk(folder / "winter.case", make.PASSPHRASE, actor="A1", now=make.ticking())


def left(folder: Path) -> set[str]:
    return {p.name for p in folder.iterdir()} - {"winter.case"}


def whole(desk: Desk, folder: Path) -> None:
    """Either nothing of the release is anywhere, or all of it: both entries, the files, the proof."""
    kinds = [e.kind for e in desk.log()]
    if "release.published" in kinds:
        assert kinds.count("release.projected") == 1
        assert {"brief", "brief.proof"} == left(folder)
        proof = folder / "brief.proof" / "proof.json"
        assert verify_proof(proof).ok
        assert desk.audit_release(proof).ok
        assert [past.number for past in desk.releases()] == [1]
    else:
        assert "release.projected" not in kinds
        assert left(folder) == set()
    assert desk.verify(deep=True).ok


@pytest.mark.parametrize("point", list(POINTS))
def test_killed_at_this_point(tmp_path: Path, release: str, point: str) -> None:
    with started(tmp_path, release, point) as process:
        assert process.wait(120) == -9, process.stderr.read() if process.stderr else ""
    with opened(tmp_path) as desk:
        assert ("release.published" in [e.kind for e in desk.log()]) == (point not in BEFORE)
        whole(desk, tmp_path)
        said = desk.cleared_up() or ""
        assert "cut short before the log had it" in said if point in BEFORE else "its files are now in" in said
        assert desk.cleared_up() is None, "told once"
        if point in BEFORE:
            desk.publish(release, tmp_path / "brief", way=1)
            whole(desk, tmp_path)


def test_a_place_that_is_not_there_is_looked_at_again(tmp_path: Path, desk: Desk) -> None:
    release = make.ready(desk).id
    desk.close()
    stick = tmp_path / "stick"
    stick.mkdir()
    args = [sys.executable, str(WRITER), str(tmp_path / "winter.case"), release, str(stick / "brief"), "entry"]
    with subprocess.Popen(args, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.wait(120) == -9
    stick.rename(tmp_path / "away")
    with opened(tmp_path) as again:
        assert again.cleared_up() is None
    (tmp_path / "away").rename(stick)
    with opened(tmp_path) as again:
        assert "destroyed" in (again.cleared_up() or "")
    assert list(stick.iterdir()) == []


def test_files_that_somebody_touched_do_not_come_to_their_place(tmp_path: Path, release: str) -> None:
    with started(tmp_path, release, "entered") as process:
        process.wait(120)
    (tmp_path / ".brief.part" / "brief.html").write_text("another", encoding="utf-8")
    with opened(tmp_path) as desk:
        assert "not whole" in (desk.cleared_up() or "")
        assert len(desk.releases()) == 1
    assert left(tmp_path) == {"brief.proof"}


def test_a_link_in_the_place_of_the_files_leads_nowhere(tmp_path: Path, release: str) -> None:
    with started(tmp_path, release, "noted") as process:
        process.wait(120)
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "keep.txt").write_text("keep", encoding="utf-8")
    (tmp_path / ".brief.part").symlink_to(mine)
    with opened(tmp_path) as desk:
        assert "nothing of it was left" in (desk.cleared_up() or "")
    assert (mine / "keep.txt").read_text(encoding="utf-8") == "keep"


@pytest.mark.slow
def test_killed_at_any_moment(tmp_path: Path) -> None:
    """Whenever it comes: twelve times, a casefile of its own each."""
    chance = random.Random(7)
    for n in range(12):
        folder = tmp_path / str(n)
        folder.mkdir()
        with make.a_desk(folder) as desk:
            release = make.ready(desk).id
        with started(folder, release, "never") as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.uniform(0, 1.5))
            process.kill()
        with opened(folder) as desk:
            whole(desk, folder)
