"""RL144: a superlative or a rank: there is only one at the top."""

from __future__ import annotations

from rushlight.release.rules.base import Rule
from rushlight.release.rules.cues import in_happenings

RULE = Rule("RL144", in_happenings("RL144"))
