"""RL120: a direct quotation: the one who listened knows the words."""

from __future__ import annotations

from rushlight.release.rules.base import Rule
from rushlight.release.rules.cues import everywhere

RULE = Rule("RL120", everywhere("RL120"))
