"""Words that tell who acts, who speaks and whom a pronoun means: resources/roles/en.yaml."""

from __future__ import annotations

from pathlib import Path

import yaml


def build(resources: Path) -> dict[str, list[str]]:
    rows: dict[str, str] = yaml.safe_load((resources / "roles" / "en.yaml").read_text(encoding="utf-8"))
    return {name: sorted({w.replace("~", " ") for w in words.split()}) for name, words in rows.items()}
