"""RL129: a telephone, network or messenger of something that happened once."""

from __future__ import annotations

from rushlight.release.rules.base import Rule
from rushlight.release.rules.cues import in_happenings

RULE = Rule("RL129", in_happenings("RL129"))
