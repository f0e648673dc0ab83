"""A shell of the test's own, and one that tests which change nothing share."""

from __future__ import annotations

from pathlib import Path

import cli_shell
import pytest


@pytest.fixture
def shell(tmp_path: Path) -> cli_shell.Shell:
    return cli_shell.a_shell(tmp_path / "desk")
