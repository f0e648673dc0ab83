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
    lands = _lands(resources / "atlas" / "countries.csv")
    return {"currencies": [row | {"ko_lands": lands.get(row["country"], [])} for row in rows], "rates": rates}


def _lands(path: Path) -> dict[str, list[str]]:
    """The Korean names of each country that may stand before its currency's: 500 미국 달러, 2천 네팔루피."""
    with open(path, encoding="utf-8", newline="") as f:
        return {r["id"]: [r["ko"], *filter(None, r["ko_aliases"].split("|"))] for r in csv.DictReader(f)}
