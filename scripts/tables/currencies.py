"""Currency names and dated exchange-rate ranges: resources/money/."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import yaml


def build(resources: Path) -> dict[str, Any]:
    folder = resources / "money"
    rows = yaml.safe_load((folder / "currencies.yaml").read_text(encoding="utf-8"))
    with open(folder / "rates.csv", encoding="utf-8", newline="") as f:
        rates = [
            {"currency": r["currency"], "from": int(r["from"]), "to": int(r["to"]), "low": r["low"], "high": r["high"]}
            for r in csv.DictReader(f)
        ]
    return {"currencies": rows, "rates": rates}
