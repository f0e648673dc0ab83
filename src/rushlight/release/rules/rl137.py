"""RL137: where a border is crossed."""

from __future__ import annotations

from rushlight.release.rules.base import Rule
from rushlight.release.rules.cues import everywhere

RULE = Rule("RL137", everywhere("RL137"))
