"""Words for a family already known: resources/families/words.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def build(resources: Path) -> dict[str, Any]:
    words: dict[str, Any] = yaml.safe_load((resources / "families" / "words.yaml").read_text(encoding="utf-8"))
    return words
