"""RL121: a word of one region's speech."""

from __future__ import annotations

from rushlight.release.rules.base import Rule
from rushlight.release.rules.cues import everywhere

RULE = Rule("RL121", everywhere("RL121"))
