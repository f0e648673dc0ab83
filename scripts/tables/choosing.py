"""How the parties of a statement are chosen: resources/choosing/choosing.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def build(resources: Path) -> dict[str, Any]:
    rows: dict[str, Any] = yaml.safe_load((resources / "choosing" / "choosing.yaml").read_text(encoding="utf-8"))
    for language in ("en", "ko"):
        groups = rows[language]["pronouns"]
        rows[language]["pronouns"] = {word: name for name, words in groups.items() for word in words}
    return rows
