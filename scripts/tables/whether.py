"""How the judgement of whether something happened is taken: resources/whether/whether.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def build(resources: Path) -> dict[str, Any]:
    rows: dict[str, Any] = yaml.safe_load((resources / "whether" / "whether.yaml").read_text(encoding="utf-8"))
    return rows
