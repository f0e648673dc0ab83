"""When likeness speaks and when it hesitates: resources/phrasebook. The models: scripts/train_likeness.py."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import regex
import yaml

PATTERNS = ("withdrawn", "silent", "taken_back", "asked", "given", "undone")


def build(resources: Path) -> Any:
    folder = resources / "phrasebook"
    table = yaml.safe_load((folder / "thresholds.yaml").read_text(encoding="utf-8"))
    words = yaml.safe_load((folder / "hesitation.yaml").read_text(encoding="utf-8"))
    shared = {name: words[name] for name in ("own_words", "says_no", "payments", "grave", "contents")}
    return shared | {language: {**row, "hesitation": _checked(words[language])} for language, row in table.items()}


def _checked(rows: dict[str, Any]) -> dict[str, Any]:
    around = {name: _joined(pattern) for name, pattern in rows["around"].items()}
    return {**rows, **{name: _joined(rows[name]) for name in PATTERNS}, "around": around}


def _joined(pattern: str) -> str:
    """A folded pattern without the spaces of its folding; Raises regex.error for a faulty one."""
    whole = regex.sub(r"(?<=\|) ", "", pattern.strip())
    regex.compile(whole)
    return whole
