"""The keys of the workbench's screens: resources/keymap/*.yaml, one file a screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def build(resources: Path) -> dict[str, list[dict[str, Any]]]:
    """By screen, its keys in the order of the footer."""
    sheets = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((resources / "keymap").glob("*.yaml"))]
    return {sheet["screen"]: [_key(row) for row in sheet["keys"]] for sheet in sheets}


def _key(row: dict[str, Any]) -> dict[str, Any]:
    return {"verb": row["verb"], "key": str(row["key"]), "words": {"en": row["words"]["en"], "ko": row["words"]["ko"]}}
