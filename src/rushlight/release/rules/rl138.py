"""RL138: where something is hidden."""

from __future__ import annotations

from rushlight.release.rules.base import Rule
from rushlight.release.rules.cues import everywhere

RULE = Rule("RL138", everywhere("RL138"))
