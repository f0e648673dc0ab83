"""Plain words in English and Korean: resources/words/*.yaml, one table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def build(resources: Path) -> dict[str, Any]:
    """Sections by name; a section stands in one file only."""
    merged: dict[str, Any] = {}
    for path in sorted((resources / "words").glob("*.yaml")):
        for section, words in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            if section in merged:
                raise ValueError(f"{path.name}: section {section} stands in two files")
            merged[section] = words
    return merged
