"""The script that fuzzes: it counts, keeps a finding without a word of it, and says how to get atheris."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hostile_targets import TARGETS

ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPT = ROOT / "scripts" / "fuzz.py"


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, SCRIPT, *arguments], cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )


def test_without_a_target_their_names_are_told_and_the_docs_have_each(tmp_path: Path) -> None:
    told = run(tmp_path, "--blind").stdout.split()
    assert told == sorted(TARGETS)
    docs = (ROOT / "docs" / "fuzzing.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in docs for name in told)
    assert run(tmp_path, "of-nothing", "--blind").returncode == 2


def test_it_says_how_many_inputs_became_what(tmp_path: Path) -> None:
    done = run(tmp_path, "checkpoint", "--blind", "--runs", "60")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("checkpoint: 60 inputs in ")
    assert not list(tmp_path.iterdir())


def test_a_finding_is_kept_without_a_word_of_its_message(tmp_path: Path) -> None:
    """A target that fails with a name in its message, in the script's own way of running it."""
    code = f"""
import sys
sys.path.insert(0, {str(SCRIPT.parent)!r})
import fuzz
sys.path[:0] = [{str(ROOT / "tests" / "casefile")!r}]
import hostile_targets
def broken(world, data):
    raise KeyError("Marigold Quillfeather")
hostile_targets.TARGETS["shares"] = hostile_targets.Target("shares", lambda world: (b"Marigold Quillfeather",), broken)
sys.argv = ["fuzz.py", "shares", "--blind", "--runs", "9"]
fuzz.main()
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1, done.stderr
    assert "finding: KeyError at" in done.stdout
    (kept,) = (tmp_path / "fuzz-findings").iterdir()
    assert "Marigold" not in kept.read_text() + done.stdout + done.stderr
    assert bytes.fromhex(json.loads(kept.read_text())["input"]) == b"Marigold Quillfeather"


@pytest.mark.skipif(importlib.util.find_spec("atheris") is not None, reason="atheris is here")
def test_without_atheris_it_says_how_to_get_it(tmp_path: Path) -> None:
    done = run(tmp_path, "shares", "--runs", "1")
    assert done.returncode == 2
    assert done.stderr.startswith("error: atheris is missing\nhint: ")
