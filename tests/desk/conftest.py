"""An open desk, closed after the test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import making_desk as make
import pytest

from rushlight.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with make.a_desk(tmp_path) as opened:
        yield opened
