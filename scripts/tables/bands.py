"""Grounds of the confidence bands, their points, and what each band promises: resources/reading/bands.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

BANDS = ("high", "medium", "low")
SECTIONS = ("version", "base", "points", "only", "plain", "unlike", "least", "promised")


def build(resources: Path) -> dict[str, Any]:
    table: dict[str, Any] = yaml.safe_load((resources / "reading" / "bands.yaml").read_text(encoding="utf-8"))
    missing = [name for name in SECTIONS if name not in table]
    if missing:
        raise ValueError(f"bands.yaml lacks {', '.join(missing)}")
    promised = [table["promised"][band] for band in BANDS]
    if not all(0 <= share <= 1 for share in promised) or promised != sorted(promised, reverse=True):
        raise ValueError("bands.yaml: promised shares lie between 0 and 1 and fall from high to low")
    if table["least"]["high"] <= table["least"]["medium"]:
        raise ValueError("bands.yaml: the high band asks for more points than the medium one")
    return {name: table[name] for name in SECTIONS}
