"""RL139: somebody's religion, in something that happened once."""

from __future__ import annotations

from rushlight.release.rules.base import Rule
from rushlight.release.rules.cues import in_happenings

RULE = Rule("RL139", in_happenings("RL139"))
