"""The codebook: resources/codebook/codebook.csv and stages.yaml."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import yaml

EMPTY_TO_NONE = ("stage", "counting_unit", "huridocs_mt4", "iccs")


def build(resources: Path) -> dict[str, Any]:
    folder = resources / "codebook"
    with open(folder / "codebook.csv", encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f))
    for row in rows:
        for key in EMPTY_TO_NONE:
            row[key] = row[key] or None
    about = yaml.safe_load((folder / "stages.yaml").read_text(encoding="utf-8"))
    return {"version": about["version"], "stages": about["stages"], "terms": rows}
