"""Words of the two languages that say the same: resources/beside/words.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def build(resources: Path) -> dict[str, Any]:
    """``{"acts": {code: {"en": […], "ko": […]}}, "words": {…}}``; raises ValueError for words that can never be found."""
    table: dict[str, Any] = yaml.safe_load((resources / "beside" / "words.yaml").read_text(encoding="utf-8"))
    for name, row in (*table["acts"].items(), *table["words"].items()):
        if set(row) != {"en", "ko"} or not all(isinstance(w, str) and w.strip("* ") for words in row.values() for w in words):
            raise ValueError(f"{name}: en and ko, each a list of words")
        if any(w != w.lower() for w in row["en"]):
            raise ValueError(f"{name}: English words in small letters")
    return table
