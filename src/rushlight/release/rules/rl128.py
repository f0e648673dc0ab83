"""RL128: a time that is told from the day of publication (yesterday, last month)."""

from __future__ import annotations

from rushlight.release.rules.base import Rule
from rushlight.release.rules.cues import everywhere

RULE = Rule("RL128", everywhere("RL128"))
