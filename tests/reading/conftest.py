"""What several tests of reading use."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def book() -> ModuleType:
    """scripts/phrasebook.py, from which the models are trained."""
    spec = importlib.util.spec_from_file_location("phrasebook", ROOT / "scripts" / "phrasebook.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["phrasebook"] = module
    spec.loader.exec_module(module)
    return module
