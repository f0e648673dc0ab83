"""The frames of the Korean caution layer: resources/caution/ko.yaml (its macros are filled in where it is read)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def build(resources: Path) -> dict[str, Any]:
    table: dict[str, Any] = yaml.safe_load((resources / "caution" / "ko.yaml").read_text(encoding="utf-8"))
    return table
