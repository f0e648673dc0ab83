"""From which probability a likeness is proposed: resources/phrasebook/thresholds.yaml. The models: train_likeness.py."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def build(resources: Path) -> Any:
    return yaml.safe_load((resources / "phrasebook" / "thresholds.yaml").read_text(encoding="utf-8"))
