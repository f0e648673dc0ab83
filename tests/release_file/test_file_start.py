"""numpy is for tables alone: the command line and reading start without it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

REPORT = "On 3 March 2024 officers detained two men in Hyesan."
WITHOUT = """
import sys
from click.testing import CliRunner
from rushlight.cli.main import main
done = CliRunner().invoke(main, sys.argv[1:])
assert done.exit_code == 0, done.output
assert "rushlight.release.file" not in sys.modules
assert "numpy" not in sys.modules, "numpy was loaded"
"""


@pytest.mark.parametrize("verb", [["--help"], ["read", "report.txt"]])
def test_the_command_line_loads_no_numpy(verb: list[str], tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", WITHOUT, *verb], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_front_door_and_the_release_room_load_no_numpy() -> None:
    script = "import rushlight, rushlight.release, sys; [getattr(rushlight, n) for n in rushlight.__all__]; "
    script += "assert 'numpy' not in sys.modules"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
