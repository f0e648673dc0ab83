"""Weights, limits and trait words of corroboration: resources/corroboration/weights.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

SECTIONS = ("version", "text", "telling", "days", "label", "rarity", "blocking", "evidence", "traits")


def build(resources: Path) -> dict[str, Any]:
    table: dict[str, Any] = yaml.safe_load((resources / "corroboration" / "weights.yaml").read_text(encoding="utf-8"))
    missing = [name for name in SECTIONS if name not in table]
    if missing:
        raise ValueError(f"weights.yaml lacks {', '.join(missing)}")
    return table
