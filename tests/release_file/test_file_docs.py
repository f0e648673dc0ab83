"""The code in docs/file-view.md runs as it stands there, and every name of the package has its place in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rushlight.release import file

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "file-view.md").read_text(encoding="utf-8")
FUNCTIONS = [name for name in file.__all__ if name[0].islower() and name != "encode"]


def test_the_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    exec(compile(code, "docs/file-view.md", "exec"), {})  # noqa: S102 - our own documentation
    alike, worst, diverse, blanked = capsys.readouterr().out.splitlines()
    assert (alike, worst, diverse) == ("[2, 2, 1, 3, 3, 3]", "1.0", "1")
    assert "None" in blanked


@pytest.mark.parametrize("name", [n for n in FUNCTIONS if n != "class_sizes"])
def test_every_call_stands_in_the_docs(name: str) -> None:
    assert f"`{name}`" in TEXT
