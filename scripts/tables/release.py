"""The release check's data: rule texts, gates, adversaries, priors, ladders, phrases, cues, no-names and
forms of submissions (resources/release)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

RULES = ("rules", "rules_ko", "cues")
PARTS = (*RULES, "thresholds", "adversaries", "priors", "ladders", "phrases", "brief", "no_names", "submissions")


def build(resources: Path) -> dict[str, Any]:
    return {part: yaml.safe_load((resources / "release" / f"{part}.yaml").read_text(encoding="utf-8")) for part in PARTS}
