"""Seeds of the metamorphic cases, from resources/metamorphic."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def build(resources: Path) -> dict[str, Any]:
    return {
        path.stem: _plain(yaml.safe_load(path.read_text("utf-8")))
        for path in sorted((resources / "metamorphic").glob("*.yaml"))
    }


def _plain(seeds: dict[str, Any]) -> dict[str, Any]:
    """Dates as ISO 8601 words: YAML reads them as dates, JSON has none."""
    for date in seeds["dates"]:
        date["earliest"], date["latest"] = str(date["earliest"]), str(date["latest"])
    return seeds
