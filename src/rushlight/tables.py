"""The packaged tables: built from ``resources/`` by ``scripts/build_data.py``, read here and nowhere else."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec


@cache
def load_table(name: str) -> Any:
    """The JSON table ``rushlight/_data/<name>.json``. Callers must not change what they get."""
    return msgspec.json.decode(files("rushlight").joinpath("_data", f"{name}.json").read_bytes())


@cache
def digest(name: str) -> str:
    """The first 16 hex digits of the table's SHA-256: which data a proposal was made with."""
    return hashlib.sha256(files("rushlight").joinpath("_data", f"{name}.json").read_bytes()).hexdigest()[:16]
