"""RL136: a broker's route or fee."""

from __future__ import annotations

from rushlight.release.rules.base import Rule
from rushlight.release.rules.cues import everywhere

RULE = Rule("RL136", everywhere("RL136"))
