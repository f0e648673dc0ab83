"""What each confidence band promises: resources/reading/bands.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

BANDS = ("high", "medium", "low")


def build(resources: Path) -> dict[str, Any]:
    table: dict[str, Any] = yaml.safe_load((resources / "reading" / "bands.yaml").read_text(encoding="utf-8"))
    promised = [table["promised"][band] for band in BANDS]
    if not all(0 <= share <= 1 for share in promised) or promised != sorted(promised, reverse=True):
        raise ValueError("bands.yaml: promised shares lie between 0 and 1 and fall from high to low")
    return table
