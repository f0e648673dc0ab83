"""RL145: what did not happen to the others."""

from __future__ import annotations

from rushlight.release.rules.base import Rule
from rushlight.release.rules.cues import in_happenings

RULE = Rule("RL145", in_happenings("RL145"))
