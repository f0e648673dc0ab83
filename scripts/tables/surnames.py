"""Korean surnames and the spellings people use for them: resources/names/surnames.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def build(resources: Path) -> dict[str, Any]:
    names: dict[str, Any] = yaml.safe_load((resources / "names" / "surnames.yaml").read_text(encoding="utf-8"))
    return names
