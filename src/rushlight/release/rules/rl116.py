"""RL116: the day of the week or the hour of something that happened once."""

from __future__ import annotations

from rushlight.release.rules.base import Rule
from rushlight.release.rules.cues import in_happenings

RULE = Rule("RL116", in_happenings("RL116"))
