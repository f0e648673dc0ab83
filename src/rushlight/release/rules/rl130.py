"""RL130: who collected it shows in the text."""

from __future__ import annotations

from rushlight.release.rules.base import Rule
from rushlight.release.rules.cues import everywhere

RULE = Rule("RL130", everywhere("RL130"))
